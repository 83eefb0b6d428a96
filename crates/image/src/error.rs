//! The errors of linking.

use std::path::PathBuf;

use crate::part::{LEAST_STACK, Part, list, smaller};

/// The reason why objects do not become an image.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// An object is not an ELF file.
    #[error("object {index} of those to link cannot be read: {source}")]
    Object {
        /// Its position among the objects, from zero.
        index: usize,
        /// The reason.
        source: object::Error,
    },
    /// The runtime is neither an object nor an archive.
    #[error("the runtime cannot be read: {source}")]
    Runtime {
        /// The reason.
        source: object::Error,
    },
    /// An object is for an architecture that images cannot have.
    #[error("object {index} of those to link is for {found}; an image is for one of 32-bit Arm and 32-bit RISC-V")]
    Architecture {
        /// Its position among the objects, from zero.
        index: usize,
        /// Its architecture.
        found: String,
    },
    /// An object is for another processor, or another calling convention, than the program.
    #[error("{object} is for {made_for}; the program is for {image}: {reason}. Compile both for the same target")]
    Processor {
        /// The object.
        object: String,
        /// The processor that it was made for.
        made_for: String,
        /// The processor that the program was made for.
        image: String,
        /// The reason why they do not go together.
        reason: &'static str,
    },
    /// The native stack has no room for a call.
    #[error(
        "the native stack has {bytes} bytes; a call needs {LEAST_STACK} at least, and most need more: give \
        it more with `--native-stack SIZE`"
    )]
    Stack {
        /// Its size, in bytes.
        bytes: u32,
    },
    /// A file to link is neither an object nor an archive.
    #[error("{} is neither an ELF object nor an archive of such, and `--link` takes only these; compile it for the board's processor \
        first", path.display())]
    NotLinked {
        /// The file.
        path: PathBuf,
    },
    /// A name has characters that have another meaning in a linker script.
    #[error("`{0}` cannot be a symbol of the linker script; letters, digits, `_`, `.` and `$` are allowed")]
    Symbol(String),
    /// Symbols that the objects need are not defined.
    #[error(
        "nothing defines {}; the embedder's objects or archives must (`--link FILE`){}",
        symbols.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "),
        users.iter().map(|user| format!("\n  {user}")).collect::<String>()
    )]
    Undefined {
        /// The symbols.
        symbols: Vec<String>,
        /// The functions that refer to them, if known, as lines for people.
        users: Vec<String>,
    },
    /// Several objects define the same symbols.
    #[error(
        "{} defined more than once:{}\nRename one of each. The names of a program's own begin with its prefix, so two programs get different ones by \
         `--prefix NAME`",
        if symbols.len() == 1 { "a symbol is" } else { "symbols are" },
        symbols.iter().map(|symbol| format!("\n  {symbol}")).collect::<String>()
    )]
    Duplicate {
        /// Each symbol, with its owners.
        symbols: Vec<String>,
    },
    /// The program imports a function that only the runtime defines.
    #[error(
        "the program imports `{symbol}`, which is a function of the runtime's own, with access to all memory; give the \
         import another name, or define it in one of the embedder's objects"
    )]
    RuntimeImport {
        /// The symbol.
        symbol: String,
    },
    /// The linker refused for another reason.
    #[error(
        "the program and the embedder's objects cannot be linked:{}\nThe files that `--link` gives must be relocatable objects for bare metal, or \
         archives of such",
        reasons.iter().map(|reason| format!("\n  {reason}")).collect::<String>()
    )]
    Linker {
        /// The errors of the linker, each once.
        reasons: Vec<String>,
    },
    /// The linker's output is not an ELF file as the script describes it.
    #[error("the linked image cannot be read: {0}")]
    Image(#[from] object::Error),
    /// A section of the image is in no region of the board.
    #[error(
        "section `{section}` ({bytes} bytes at {address:#x}) lies in no memory region of board `{board}`; the embedder's \
         objects must not place sections themselves"
    )]
    Outside {
        /// The section.
        section: String,
        /// Its address.
        address: u64,
        /// Its size in bytes.
        bytes: u64,
        /// The board.
        board: String,
    },
    /// A section in RAM that the boot code does not initialize.
    #[error(
        "section `{section}` ({bytes} bytes) of the embedder's objects lies in RAM, where nothing sets it up: `.data` is copied from flash, `.bss` is \
         zeroed, `.uninit` and `.noinit` stay as they are, and constructors (`.init_array`) are not called; put it into one of these"
    )]
    NotSetUp {
        /// The section.
        section: String,
        /// Its size in bytes.
        bytes: u64,
    },
    /// The image is larger than a region.
    #[error(
        "the image does not fit board `{board}`: {region} has {capacity} bytes, and {}{over} more are needed. It is taken by, \
         largest first:{}{}",
        if *at_least { "at least " } else { "" },
        list(parts),
        smaller(region, parts)
    )]
    DoesNotFit {
        /// The board.
        board: String,
        /// `flash` or `RAM`.
        region: &'static str,
        /// The bytes that the region has.
        capacity: u64,
        /// The number of bytes by which it is too large.
        over: u64,
        /// True if the parts are only those that are known without linking.
        at_least: bool,
        /// The parts of the image in the region, largest first.
        parts: Vec<Part>,
    },
}
