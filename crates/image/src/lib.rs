//! Objects and a board to an ELF image (contract, section 5).
//!
//! 1. [`board`]: what the board has, from its TOML file.
//! 2. [`objects`]: which memory windows the objects bring, before anything is linked.
//! 3. [`script`]: the linker script, as text.
//! 4. [`linker`]: one run of `ld.lld` in a directory that goes away; the only part that touches the system.
//! 5. [`report`]: what the image takes of each region, read back from the ELF.
//! 6. [`fit`]: whether that is more than there is.
//!
//! The script gives the linker more room than the board has, so that an image which is too large is linked all the same and
//! can be described to the byte. The check on the result, not the linker, refuses it.

mod attributes;
mod board;
mod complaint;
mod error;
mod fit;
mod linker;
mod objects;
mod report;
mod script;
mod size;

use std::path::PathBuf;

use complaint::Complaint;

pub use board::{Board, Clock, Emulator, Memory, Region};
pub use error::Error;
pub use linker::LLD_VARIABLE;
pub use report::{Part, RegionUse, Report, SymbolSize};
pub use size::{ByteSize, ParseByteSizeError};

/// Bytes of native stack at least: room for what a fault leaves there, and for a call.
pub const LEAST_STACK: u32 = 256;

/// How an image is linked.
#[derive(Clone, Debug)]
pub struct Options {
    /// The runtime's archive for the target.
    pub runtime: PathBuf,
    /// Objects and archives of the embedder. Their symbols come before the runtime's: an arena defined here is used.
    pub extra: Vec<PathBuf>,
    /// Bytes of native stack for calls into the program; rounded up to a multiple of eight, and no fewer than [`LEAST_STACK`].
    pub stack: ByteSize,
    /// Bytes of native stack for boot, the call gate and handlers; rounded up to a multiple of eight.
    pub handler_stack: ByteSize,
    /// The function `void(void)` to call once the program is instantiated; none for the runtime's, which returns at once.
    pub entry: Option<String>,
    /// The function `void(void)` that instantiates the program; none where an object defines `__dissolve_instantiate` itself.
    pub instantiate: Option<String>,
    /// Whether the image waits for a host to call it, instead of running by itself.
    pub gate: bool,
    /// Symbols to keep although nothing in the image refers to them.
    pub keep: Vec<String>,
    /// Symbols that the program imports. They are the embedder's to define: the runtime's functions take native addresses.
    pub imports: Vec<String>,
    /// What is in the memory windows, for the report.
    pub windows: Vec<Window>,
}

impl Options {
    /// The default stacks, nothing kept, no gate.
    pub fn new(runtime: impl Into<PathBuf>) -> Options {
        Options {
            runtime: runtime.into(),
            extra: Vec::new(),
            stack: ByteSize::kib(2),
            handler_stack: ByteSize::kib(1),
            entry: None,
            instantiate: None,
            gate: false,
            keep: Vec::new(),
            imports: Vec::new(),
            windows: Vec::new(),
        }
    }
}

/// What is in one memory's window, in bytes. What the parts leave of the window is reported as padding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// The symbol of the window's first byte.
    pub symbol: String,
    /// What reports call the memory; usually its component.
    pub name: String,
    /// The part of the guest's own stack that is backed.
    pub stack: u32,
    /// Static data.
    pub statics: u32,
    /// What the program uses above its statics, other than the arena.
    pub heap: u32,
    /// The reservation for the allocator.
    pub arena: u32,
}

/// A linked image.
#[derive(Clone, Debug)]
pub struct Image {
    /// The ELF file, with symbols.
    pub elf: Vec<u8>,
    /// What it takes.
    pub report: Report,
}

/// Links objects for a board.
///
/// # Errors
///
/// When an object cannot be read, when no linker is found or it refuses, and when the image does not fit the board.
pub fn link(objects: &[&[u8]], board: &Board, options: &Options) -> Result<Image, Error> {
    if options.stack.bytes() < LEAST_STACK {
        return Err(Error::Stack { bytes: options.stack.bytes() });
    }
    let architecture = objects::architecture(objects)?;
    objects::check_processors(objects, options)?;
    let windows = objects::windows(objects)?;
    fit::check_address_space(board, options, &windows)?;
    let script = script::text(board, architecture, options, &windows);
    let elf =
        linker::run(&linker::find()?, architecture, &script, objects, options).map_err(
            |complaint| match complaint {
                Complaint::Error(error) => error,
                Complaint::Full(region) => fit::full(&region, board, options, objects, &windows),
            },
        )?;
    let report = Report::read(&elf, board, &options.windows)?;
    fit::check(board, &report)?;
    Ok(Image { elf, report })
}
