//! Links objects for a board into an ELF image (contract, section 5). Does no I/O: it gets the bytes of all files, and a
//! linker to call.
//!
//! 1. [`objects`]: the memory windows in the objects, before anything is linked.
//! 2. [`script`]: the linker script, as text.
//! 3. [`linker`]: the run of `ld.lld`, which the caller makes.
//! 4. [`report`]: the parts of the image in each region, read back from the ELF file.
//! 5. [`fit`]: the check that they are not larger than the region.
//!
//! The script gives the linker more room than the board has, so that an image that is too large is still linked and can
//! be described to the byte. It is refused by the check of the result, not by the linker.

mod attributes;
mod complaint;
mod error;
mod fit;
mod handler_stack;
mod linker;
mod objects;
mod part;
mod report;
mod script;

use std::path::PathBuf;

use complaint::Complaint;
use dissolve_boards::Board;
use dissolve_targets::ByteSize;

pub use error::Error;
pub use handler_stack::HandlerStack;
pub use linker::{Answer, Invocation};
pub use objects::{defined_by, used_by};
pub use part::{LEAST_STACK, Part};
pub use report::{RegionUse, Report, SymbolSize};
pub use script::MAIN;

/// An object or an archive of objects, in a file.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// The path of the file, by which the linker and messages name it.
    pub path: PathBuf,
    /// The contents of the file.
    pub bytes: Vec<u8>,
}

/// The options of a link.
#[derive(Clone, Debug)]
pub struct Options {
    /// The runtime's archive for the target.
    pub runtime: Library,
    /// An archive of memory functions (`memcpy` and the like) to link instead of the runtime's.
    pub memory_functions: Option<Library>,
    /// Objects and archives of the embedder. Their symbols come before the runtime's: an allocator defined here is
    /// used.
    pub extra: Vec<Library>,
    /// Bytes of native stack for calls into the program; rounded up to a multiple of eight; at least [`LEAST_STACK`].
    pub stack: ByteSize,
    /// Bytes of native stack for boot, the call gate and handlers, rounded up to a multiple of eight; none for what they need.
    pub handler_stack: Option<ByteSize>,
    /// Bytes that the processor puts on a stack for an exception.
    pub exception_frame: u32,
    /// The symbol of the function `void(void)` to call after instantiation; none for the runtime's, which returns at
    /// once.
    pub entry: Option<String>,
    /// The symbol of the function `void(void)` that instantiates the program; none if an object defines
    /// `__dissolve_instantiate`.
    pub instantiate: Option<String>,
    /// True if the image waits for a host to call it, through the call gate; false if it runs by itself.
    pub gate: bool,
    /// Symbols to keep although nothing in the image refers to them.
    pub keep: Vec<String>,
    /// The symbols that the program imports. The embedder must define them: the runtime's functions take native
    /// addresses.
    pub imports: Vec<String>,
    /// The contents of the memory windows, for the report.
    pub windows: Vec<Window>,
}

impl Options {
    /// The default options: default stacks, the runtime's memory functions, no symbols to keep, no gate.
    pub fn new(runtime: Library) -> Options {
        Options {
            runtime,
            memory_functions: None,
            extra: Vec::new(),
            stack: ByteSize::kib(2),
            handler_stack: None,
            exception_frame: MOST_EXCEPTION_FRAME,
            entry: None,
            instantiate: None,
            gate: false,
            keep: Vec::new(),
            imports: Vec::new(),
            windows: Vec::new(),
        }
    }

    /// The archives that are not the embedder's, in the order in which the linker gets them.
    fn archives(&self) -> impl Iterator<Item = &Library> {
        self.memory_functions.iter().chain([&self.runtime])
    }
}

/// The contents of a memory's window, in bytes. The rest of the window is reported as padding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// The symbol of the window's first byte.
    pub symbol: String,
    /// The name of the memory in reports; usually its component.
    pub name: String,
    /// The part of the guest's own stack that is backed.
    pub stack: u32,
    /// Static data.
    pub statics: u32,
    /// The memory that the program uses above its statics, without the arena.
    pub heap: u32,
    /// The memory reserved for the allocator.
    pub arena: u32,
}

/// The largest frame of an exception: that of a Cortex-M with an FPU.
const MOST_EXCEPTION_FRAME: u32 = 108;

/// A linked image.
#[derive(Clone, Debug)]
pub struct Image {
    /// The stack of boot and handlers.
    pub handler_stack: HandlerStack,
    /// The ELF file, with symbols.
    pub elf: Vec<u8>,
    /// The sizes of its parts.
    pub report: Report,
}

/// Links objects for a board; `linker` runs `ld.lld`.
///
/// # Errors
///
/// If an object cannot be read, if the linker refuses or fails, or if the image does not fit the board.
pub fn link<E: From<Error>>(
    objects: &[&[u8]],
    board: &Board,
    options: &Options,
    linker: impl FnOnce(&Invocation<'_>) -> Result<Answer, E>,
) -> Result<Image, E> {
    if options.stack.bytes() < LEAST_STACK {
        return Err(Error::Stack { bytes: options.stack.bytes() }.into());
    }
    let architecture = objects::architecture(objects)?;
    objects::check_processors(objects, options)?;
    let windows = objects::windows(objects)?;
    let embedder = linker::embedder(options)?;
    let handler_stack = handler_stack::of(board, architecture, options, &embedder)?;
    fit::check_address_space(board, options, handler_stack.bytes, &windows)?;
    let script = script::text(board, architecture, options, handler_stack.bytes, &windows, &embedder);
    let elf = match linker(&linker::invocation(architecture, script, objects, &embedder, options)?)? {
        Answer::Elf(elf) => elf,
        Answer::Refused { message, folder } => {
            let error = match complaint::read(&message, &folder) {
                Complaint::Error(error) => error,
                Complaint::Full(region) => fit::full(&region, board, options, handler_stack.bytes, objects, &windows),
            };
            return Err(error.into());
        }
    };
    let report = Report::read(&elf, board, &options.windows)?;
    fit::check(board, &report)?;
    Ok(Image { handler_stack, elf, report })
}
