//! The errors of an emulated chip.

use std::path::PathBuf;
use std::time::Duration;

use crate::CallError;

/// The reason why a chip cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ChipError {
    /// The board has no emulator.
    #[error("board `{0}` has no emulator; its file has no `[emulator]`")]
    NoEmulator(String),
    /// The emulator is not installed.
    #[error(
        "cannot start the emulator `{}`: {source}; install QEMU (on Debian: `apt-get install qemu-system-arm \
         qemu-system-misc`, for Arm and for RISC-V), or set DISSOLVE_QEMU to its path",
        program.display()
    )]
    Start {
        /// The program that could not be started.
        program: PathBuf,
        /// The error of the operating system.
        source: std::io::Error,
    },
    /// The emulator's log cannot be read.
    #[error("cannot make a pipe for the emulator's log: {0}")]
    Trace(std::io::Error),
    /// The emulator's files cannot be written.
    #[error("cannot hand the image to the emulator: {0}")]
    Scratch(std::io::Error),
    /// The image is not readable.
    #[error("the image cannot be read: {0}")]
    Image(String),
    /// The image lacks a symbol.
    #[error("the image has no symbol `{0}`; was it built with the call gate?")]
    NoSymbol(String),
    /// The chip does not answer after boot.
    #[error("the chip does not come up: {0}")]
    Boot(String),
    /// The chip took too long.
    #[error("the chip has not answered for {} s; it may be in an endless loop (see `--timeout`)", .0.as_secs())]
    Timeout(Duration),
    /// The emulator ended.
    #[error("the emulator ended ({status}){}", if stderr.is_empty() { String::new() } else { format!(":\n{stderr}") })]
    Ended {
        /// The exit status of its process.
        status: String,
        /// The text that it printed.
        stderr: String,
    },
    /// The chip's answer does not follow the protocol.
    #[error("the call gate gave {0}")]
    Protocol(&'static str),
    /// A request that does not fit the chip's buffer.
    #[error("a call with arguments of {0} bytes does not fit the call gate's buffer")]
    TooLarge(usize),
}

impl From<ChipError> for CallError {
    fn from(error: ChipError) -> CallError {
        CallError::Host(Box::new(error))
    }
}
