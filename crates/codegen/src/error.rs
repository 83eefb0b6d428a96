//! Why a module was not compiled.

/// Why a module was not compiled.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The input is a component.
    #[error("the input is a component; `compile` takes a core module (`dissolve fuse` makes one)")]
    Component,
    /// The input is not valid.
    #[error("the input is no valid core module: {0}")]
    Invalid(#[source] wasmparser::BinaryReaderError),
    /// A function whose native stack frame could pass the guard below the stack.
    #[error(
        "function `{function}` needs a native stack frame of {bytes} bytes; more than {most} could jump over the guard below the stack, so \
         give the function fewer values to keep at once"
    )]
    Frame {
        /// The function.
        function: String,
        /// Bytes of its frame.
        bytes: u64,
        /// Bytes of the guard.
        most: u32,
    },
    /// The module is valid, but uses a feature that is not lowered.
    #[error("{place}: {message}; dissolve does not lower that (at offset {offset:#x})")]
    Unsupported {
        /// The function, or the part of the module.
        place: String,
        /// What the feature is.
        message: String,
        /// Where, in bytes from the start of the module.
        offset: usize,
    },
    /// An import that is no function.
    #[error("the import `{module}::{field}` is a {kind}; only functions of the embedder can be linked")]
    Import {
        /// The import's module name.
        module: String,
        /// The import's field name.
        field: String,
        /// What it is.
        kind: &'static str,
    },
    /// A `memory.grow`.
    #[error(
        "function `{function}` executes `memory.grow` (at offset {offset:#x}); bound the guest's allocator, or make \
         growth fail at run time with `--grow deny`"
    )]
    Grows {
        /// The function.
        function: String,
        /// Where, in bytes from the start of the module.
        offset: usize,
    },
    /// The module's interface record cannot be read.
    #[error(transparent)]
    Interface(#[from] dissolve_interface::Error),
    /// A size for an arena that there is not.
    #[error("there is no arena `{name}` to give a size to; {}", there_are(known))]
    UnknownArena {
        /// The name.
        name: String,
        /// The names of those that there are.
        known: Vec<String>,
    },
    /// An arena of no bytes.
    #[error("memory {memory} imports an arena, which is to have 0 bytes; give it some with `--arena SIZE`")]
    NoArena {
        /// The memory's index, and its component.
        memory: String,
    },
    /// A memory that starts larger than what it may grow in.
    #[error(
        "memory {memory} starts with {initial} bytes, of which {backed} are backed; that is more than `--grow bounded={reservation}` \
         reserves. Reserve at least {backed}"
    )]
    Reservation {
        /// The memory's index, and its component.
        memory: String,
        /// Its bytes at first.
        initial: u64,
        /// Those from the lowest of its stack on.
        backed: u64,
        /// The bytes that are reserved.
        reservation: u32,
    },
    /// A memory that grows and has an arena.
    #[error(
        "memory {memory} grows and imports an arena, which begins where it would grow; use one of them: bound the guest's \
         allocator, or bind the arena with `--bind-arena`"
    )]
    ArenaGrows {
        /// The memory's index, and its component.
        memory: String,
    },
    /// A memory that grows and has regions.
    #[error(
        "memory {memory} is shared by several components and grows, which cannot be bounded; fuse with `--grow deny`, or \
         isolate the components"
    )]
    SharedGrows {
        /// The memory's index, and its component.
        memory: String,
    },
    /// A memory that no address space of the target holds.
    #[error("memory {memory} needs {bytes} bytes, which is more than any target has (2 GiB)")]
    MemoryTooLarge {
        /// The memory's index.
        memory: u32,
        /// The bytes.
        bytes: u64,
    },
    /// A region of the record that cannot be one.
    #[error(
        "memory {memory}: the region {region} of the module's record overlaps another, is empty, or leaves the memory; fuse the \
         component again"
    )]
    Region {
        /// The memory's index.
        memory: u32,
        /// The region.
        region: String,
    },
    /// Two names that become one symbol.
    #[error("`{first}` and `{second}` meet in the symbol `{symbol}`; rename one, or choose another prefix")]
    SymbolsMeet {
        /// The first.
        first: String,
        /// The second.
        second: String,
        /// The symbol.
        symbol: String,
    },
    /// One function that is imported with two types.
    #[error("`{import}` is imported again with another type; the symbol `{symbol}` is one function and has one")]
    ImportTypes {
        /// The import.
        import: String,
        /// Its symbol.
        symbol: String,
    },
    /// A symbol that no C identifier is.
    #[error("`{by}` is to be the symbol `{symbol}`, which is no C identifier; rename it")]
    NoSymbol {
        /// What has it.
        by: String,
        /// The symbol.
        symbol: String,
    },
    /// An arena import that does not fit its memory.
    #[error("the arena import `{module}::{field}` {reason}")]
    Arena {
        /// The import's module name.
        module: String,
        /// The import's field name.
        field: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// LLVM failed: a defect of this crate, or of LLVM.
    #[error("internal error: LLVM: {0}; please report this")]
    Llvm(String),
}

impl From<inkwell::builder::BuilderError> for Error {
    fn from(error: inkwell::builder::BuilderError) -> Error {
        Error::Llvm(error.to_string())
    }
}

/// The arenas that there are, in words.
fn there_are(arenas: &[String]) -> String {
    match arenas {
        [] => "nothing imports `__cabi_arena_realloc`".to_owned(),
        known => format!("arenas are those of `{}`", known.join("`, `")),
    }
}
