//! Why there is no image.

use std::path::PathBuf;
use std::process::ExitStatus;

use crate::fit::{list, smaller};
use crate::linker::LLD_VARIABLE;
use crate::{LEAST_STACK, Part};

/// Why a board cannot be used, or objects do not become an image.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The board file is no TOML, or has other keys than it should.
    #[error("{file}: {message}")]
    BoardSyntax {
        /// The board file.
        file: String,
        /// The place and the reason.
        message: String,
    },
    /// A value in the board file makes no sense.
    #[error("{file}: `{key}` {problem}")]
    BoardValue {
        /// The board file.
        file: String,
        /// The key.
        key: &'static str,
        /// What is wrong with its value.
        problem: String,
    },
    /// An object is no ELF file.
    #[error("object {index} of those to link cannot be read: {source}")]
    Object {
        /// Its position among the objects, from zero.
        index: usize,
        /// Why.
        source: object::Error,
    },
    /// An object is for a processor that images are not made for.
    #[error("object {index} of those to link is for {found}; an image is for one of 32-bit Arm and 32-bit RISC-V")]
    Architecture {
        /// Its position among the objects, from zero.
        index: usize,
        /// What it is for.
        found: String,
    },
    /// The native stack has no room for a call.
    #[error(
        "the native stack has {bytes} bytes; a call needs {LEAST_STACK} at least, and most need more: give \
        it more with `--native-stack SIZE`"
    )]
    Stack {
        /// Its size.
        bytes: u32,
    },
    /// A file to link is neither an object nor an archive.
    #[error("{} is neither an ELF object nor an archive of such, and `--link` takes only these; compile it for the board's processor \
        first", path.display())]
    NotLinked {
        /// The file.
        path: PathBuf,
    },
    /// A file that the link needs is not there.
    #[error("cannot read {}, which is to be linked: {source}", path.display())]
    Input {
        /// The file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A name has characters that a linker script would read as something else.
    #[error("`{0}` cannot be a symbol of the linker script; letters, digits, `_`, `.` and `$` are allowed")]
    Symbol(String),
    /// No linker is installed.
    #[error(
        "no linker found; tried {tried} in PATH. Install lld (on Debian: `apt-get install lld`), or set {LLD_VARIABLE} to \
         the path of an `ld.lld` or a `rust-lld`"
    )]
    NoLinker {
        /// The names that were tried.
        tried: String,
    },
    /// The linker cannot be started.
    #[error("cannot start the linker {}: {source}", program.display())]
    Start {
        /// The linker.
        program: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// Nothing defines symbols that the objects need.
    #[error(
        "nothing defines {}; the embedder's objects or archives must. The linker says:\n{message}",
        symbols.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
    )]
    Undefined {
        /// The symbols.
        symbols: Vec<String>,
        /// The linker's words, with the places that refer to them.
        message: String,
    },
    /// The program imports what only the runtime has.
    #[error(
        "the program imports `{symbol}`, which is a function of the runtime's own, with access to all memory; give the \
         import another name, or define it in one of the embedder's objects"
    )]
    RuntimeImport {
        /// The symbol.
        symbol: String,
    },
    /// The linker refused for another reason.
    #[error("the linker {} failed ({status}):\n{message}", program.display())]
    Linker {
        /// The linker.
        program: PathBuf,
        /// How it ended.
        status: ExitStatus,
        /// What it printed.
        message: String,
    },
    /// The scratch directory cannot be used.
    #[error("cannot {action} in the temporary directory of the link: {source}")]
    Scratch {
        /// What was to be done.
        action: &'static str,
        /// Why.
        source: std::io::Error,
    },
    /// The ELF file that the linker wrote is not what the script asks for.
    #[error("the linked image cannot be read: {0}")]
    Image(#[from] object::Error),
    /// Something of the image lies in no region of the board.
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
    /// Something that the boot does not set up lies in RAM.
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
        /// The bytes that it is too large by.
        over: u64,
        /// Whether the parts are only those that are known without linking.
        at_least: bool,
        /// What takes the region, largest first.
        parts: Vec<Part>,
    },
}
