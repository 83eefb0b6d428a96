//! The errors of compilation.

use dissolve_interface::Defect;
use dissolve_reach::Remedy;
use dissolve_targets::Target;
use dissolve_wasm::MemoryIndex;

use crate::LEAST_ARENA;

/// The reason why a module was not compiled.
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
    #[error("{place}: {message} (at offset {offset:#x}), which dissolve does not lower\n  {remedy}")]
    Unsupported {
        /// The function, or the part of the module.
        place: String,
        /// The name of the feature.
        message: String,
        /// The position of its first use, in bytes from the start of the module.
        offset: usize,
        /// The advice, such as the compiler option that leaves the feature out.
        remedy: &'static str,
    },
    /// An import that is not a function.
    #[error(
        "the import `{module}::{field}` is a {kind}; only functions of the embedder can be linked\n  {}",
        import_remedy(kind, field)
    )]
    Import {
        /// The import's module name.
        module: String,
        /// The import's field name.
        field: String,
        /// Its kind, such as `memory`.
        kind: &'static str,
    },
    /// A `memory.grow`.
    #[error("function `{function}` executes `memory.grow` (at offset {offset:#x}){remedy}")]
    Grows {
        /// The function.
        function: String,
        /// The position of the instruction, in bytes from the start of the module.
        offset: usize,
        /// The ways to avoid the growth, such as `--grow bounded=2MiB`.
        remedy: Remedy,
    },
    /// An object for a host that is not a library with `--traps call`.
    #[error(
        "only libraries are compiled for {0}, with `--traps call`\n  give a folder as the output, such as `-o sensor/`, or `--emit library`"
    )]
    Host(Target),
    /// A stack of a library's own that is too small for its calls.
    #[error(
        "calls need {least} bytes of stack at least, with some for what they call outside of the program; the library has {bytes}. Give it \
         more with `--native-stack SIZE`"
    )]
    OwnStack {
        /// The bytes that it has.
        bytes: u32,
        /// The bytes that it has to have.
        least: u64,
    },
    /// The module's interface record cannot be read.
    #[error(transparent)]
    Interface(#[from] dissolve_interface::Error),
    /// A size is given for an arena that does not exist.
    #[error("there is no arena `{name}` to give a size to; {}", there_are(known))]
    UnknownArena {
        /// The name that was given.
        name: String,
        /// The names of the arenas that exist.
        known: Vec<String>,
    },
    /// An arena that is too small for one block.
    #[error(
        "memory {memory} imports an arena, which must have at least {LEAST_ARENA} bytes to hold one block; give it more with \
         `--arena SIZE`"
    )]
    NoArena {
        /// The memory's index, and its component.
        memory: String,
    },
    /// A memory that starts larger than its reservation for growth.
    #[error(
        "memory {memory} starts with {initial} bytes, of which {backed} are backed; that is more than `--grow bounded={reservation}` \
         reserves. Reserve at least {backed}"
    )]
    Reservation {
        /// The memory's index, and its component.
        memory: String,
        /// Its bytes at first.
        initial: u64,
        /// Its bytes from the lowest backed address of its stack on.
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
    /// A memory that grows and is shared by several components.
    #[error(
        "memory {memory} is shared by several components and grows, which cannot be bounded; fuse with `--grow deny`, or \
         isolate the components"
    )]
    SharedGrows {
        /// The memory's index, and its component.
        memory: String,
    },
    /// A memory that is larger than the address space of any target.
    #[error(
        "memory {memory} needs {bytes} bytes, which is more than any target has (2 GiB); declare fewer pages, \
        with the linker's `--initial-memory=BYTES`"
    )]
    MemoryTooLarge {
        /// The memory's index.
        memory: MemoryIndex,
        /// Its bytes, the arena included.
        bytes: u64,
    },
    /// A region in the module's record that is empty, overlaps another, or leaves the memory.
    #[error(
        "memory {memory}: the region {region} of the module's record overlaps another, is empty, or leaves the memory; fuse the \
         component again"
    )]
    Region {
        /// The memory's index.
        memory: MemoryIndex,
        /// The region, such as `0x10..0x20 (statics)`.
        region: String,
    },
    /// Two names that become one symbol.
    #[error(
        "`{first}` and `{second}` would both be the symbol `{symbol}`; rename one, or choose another prefix with `--prefix NAME`"
    )]
    SymbolsMeet {
        /// The first.
        first: String,
        /// The second.
        second: String,
        /// The symbol.
        symbol: String,
    },
    /// Imports of C library functions that the runtime defines for native addresses.
    #[error(
        "the module imports {} of the C library; those of the runtime take native addresses and cannot serve it\n  let the \
         compiler use instructions of WebAssembly instead: in C and C++ `-mbulk-memory -mbulk-memory-opt`\n  or compile \
         `guest/c/dissolve_guest.c` into the module, which has them\n  or import functions of other names, and give an object \
         that defines them with `--link FILE`",
        quoted(imports)
    )]
    LibraryImports {
        /// The imports, as `MODULE::NAME`.
        imports: Vec<String>,
    },
    /// Imports whose symbols belong to the runtime.
    #[error(
        "the module imports {}, and functions of that name belong to the runtime, which knows no addresses of the module\n  import \
         functions of other names, and give an object that defines them with `--link FILE`",
        quoted(imports)
    )]
    RuntimeImports {
        /// The imports, as `MODULE::NAME`.
        imports: Vec<String>,
    },
    /// One function that is imported with two different types.
    #[error(
        "`{import}` is imported again with another type, but the symbol `{symbol}` is one function; declare it alike everywhere"
    )]
    ImportTypes {
        /// The import.
        import: String,
        /// Its symbol.
        symbol: String,
    },
    /// A symbol that is not a C identifier.
    #[error("`{by}` would be the symbol `{symbol}`, which is no C identifier; rename it")]
    NoSymbol {
        /// The export or import that has it.
        by: String,
        /// The symbol.
        symbol: String,
    },
    /// An arena import with a wrong type, or for a memory that the module does not have.
    #[error("the arena import `{module}::{field}` {reason}")]
    Arena {
        /// The import's module name.
        module: String,
        /// The import's field name.
        field: String,
        /// The mistake in it.
        reason: &'static str,
    },
    /// The stage failed, and the input is not to blame.
    #[error("{0}")]
    Defect(#[from] Defect),
}

impl Error {
    /// LLVM reports an error.
    pub(crate) fn llvm(error: impl std::fmt::Display) -> Error {
        Defect::new("LLVM refuses what it was given", error).into()
    }

    /// Code generation contradicts itself.
    pub(crate) fn defect(what: impl std::fmt::Display) -> Error {
        Defect::new("code was not generated as it should", what).into()
    }
}

/// Returns the names in backquotes, separated by commas, as messages list them.
fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

/// Returns the advice for an import that is not a function. Imports such as `__memory_base` and `__table_base` are
/// those of position-independent code.
fn import_remedy(kind: &str, field: &str) -> &'static str {
    match kind {
        "memory" => {
            "let the module define its memory: link it without `--import-memory` (in AssemblyScript without \
             `--importMemory`, in Emscripten without `-sIMPORTED_MEMORY`)"
        }
        "table" => "let the module define its table: link it without `--import-table`",
        "global" if field.starts_with("__") || field.starts_with("GOT.") => {
            "this is a part of a program for a dynamic linker; link all parts into one module, without `-shared`, `-pie` and \
             `-fPIC`, and not with `--relocatable`"
        }
        "global" => "define it in the module, or import a function that gives its value",
        "tag" => {
            "compile without exceptions: in C++ `-fno-exceptions`, in Rust `panic = \"abort\"`; in C without `setjmp`"
        }
        _ => "import it as an ordinary function",
    }
}

impl From<inkwell::builder::BuilderError> for Error {
    fn from(error: inkwell::builder::BuilderError) -> Error {
        Error::llvm(error)
    }
}

/// Lists the arenas that exist, for a message.
fn there_are(arenas: &[String]) -> String {
    match arenas {
        [] => "nothing imports `__cabi_arena_realloc`".to_owned(),
        known => format!("arenas are those of `{}`", known.join("`, `")),
    }
}
