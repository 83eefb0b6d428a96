//! The errors of binding an arena.

use dissolve_interface::Defect;
use dissolve_wasm::{DataIndex, MemoryIndex};

/// The reason why no arena was bound in a module. Messages name the option `--bind-arena` of the command line.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The input is empty.
    #[error("the input is empty; a core module is wanted")]
    Empty,
    /// The input is a component.
    #[error("the input is a component; an arena is bound in a core module, before `componentize` or after `fuse`")]
    Component,
    /// The input is not a valid core module.
    #[error("the input is no valid core module: {0}")]
    Invalid(#[source] wasmparser::BinaryReaderError),
    /// The module's interface record cannot be read.
    #[error(transparent)]
    Record(#[from] dissolve_interface::Error),
    /// The size is zero.
    #[error("`--bind-arena` needs a size of at least 1 byte")]
    Zero,
    /// The module does not import the arena.
    #[error(
        "the module does not import `env::__cabi_arena_realloc`, so there is no arena to bind; leave out \
         `--bind-arena`, or choose mode `extern-arena` for the guest"
    )]
    NoImport,
    /// The type of the import is not the arena's.
    #[error("the import `{0}` cannot be bound by `--bind-arena`: its type is not (i32, i32, i32, i32) -> i32")]
    Type(String),
    /// The import's memory does not exist.
    #[error(
        "the import `{0}` cannot be bound by `--bind-arena`: it serves no memory of the module, so there is no place \
         for an arena"
    )]
    NoMemory(String),
    /// The memory cannot hold an arena.
    #[error("the import `{import}` cannot be bound by `--bind-arena`: memory {memory} {reason}")]
    Memory {
        /// The import.
        import: String,
        /// The index of the memory.
        memory: MemoryIndex,
        /// The reason.
        reason: &'static str,
    },
    /// The arena does not fit the address space.
    #[error(
        "an arena of {size} bytes does not fit memory {memory}, which has {bytes} bytes: a memory has 4294967296 bytes \
         at most; give `--bind-arena` a smaller size"
    )]
    TooLarge {
        /// The memory.
        memory: MemoryIndex,
        /// The size of the memory in bytes.
        bytes: u64,
        /// The size of the arena in bytes.
        size: u32,
    },
    /// The module asks for its memory's size.
    #[error(
        "`--bind-arena` adds pages at the end of memory {memory}, but function `{function}` executes `{instruction}` on \
         it at offset {offset:#x}: it could take the arena for free memory; use the arena for all allocation of the \
         guest (`dissolve-guest`)"
    )]
    Measures {
        /// The memory.
        memory: MemoryIndex,
        /// The function, demangled.
        function: String,
        /// The instruction.
        instruction: &'static str,
        /// The offset of the instruction in the input.
        offset: usize,
    },
    /// A data segment would be written into the arena.
    #[error(
        "data segment {segment} ends at {end:#x}, past the end of memory {memory}, where `--bind-arena` puts the arena; \
         declare a memory that holds the segment"
    )]
    Segment {
        /// The index of the segment.
        segment: DataIndex,
        /// The index of its memory.
        memory: MemoryIndex,
        /// The address after its last byte.
        end: u64,
    },
    /// The module already exports a name that the arena needs.
    #[error(
        "the module has an export `{0}` of its own, which is what `--bind-arena` calls a global of the arena; rename \
        the export"
    )]
    Taken(String),
    /// The stage failed, and the input is not to blame.
    #[error("{0}")]
    Defect(#[from] Defect),
}

impl Error {
    /// A defect of this stage.
    pub(crate) fn defect(what: impl std::fmt::Display) -> Error {
        Defect::new("the arena was not bound as it should", what).into()
    }
}
