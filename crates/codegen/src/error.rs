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
        "a function needs too large a native stack frame: {0}; a larger one could jump over the guard below the stack, so \
         give the function fewer values to keep at once"
    )]
    Frame(String),
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
    /// More than one memory has an arena.
    #[error("memories {first} and {second} both import an arena; code for several arenas is not generated yet")]
    SeveralArenas {
        /// The first, with its component.
        first: String,
        /// The second.
        second: String,
    },
    /// An arena of no bytes.
    #[error("memory {memory} imports an arena, which is to have 0 bytes; give it some with `--arena SIZE`")]
    NoArena {
        /// The memory's index, and its component.
        memory: String,
    },
    /// A memory that starts larger than what it may grow in.
    #[error(
        "memory {memory} starts with {initial} bytes, which is more than it may become with `--grow bounded={reservation}`; \
         make the reservation larger"
    )]
    Reservation {
        /// The memory's index, and its component.
        memory: String,
        /// Its bytes at first.
        initial: u64,
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
    #[error("LLVM refuses what it was given: {0}")]
    Llvm(String),
}

impl Error {
    /// Returns true if the error is a defect of dissolve's, and not of the input.
    pub fn is_defect(&self) -> bool {
        matches!(self, Error::Llvm(_))
    }
}

impl From<inkwell::builder::BuilderError> for Error {
    fn from(error: inkwell::builder::BuilderError) -> Error {
        Error::Llvm(error.to_string())
    }
}
