//! The semihosting calls that the call gate uses (Arm, *Semihosting for AArch32 and AArch64*; RISC-V, *Semihosting*).

use crate::chip::semihosting as call;

const SYS_OPEN: u32 = 0x01;
const SYS_WRITE: u32 = 0x05;
const SYS_READ: u32 = 0x06;
const SYS_EXIT_EXTENDED: u32 = 0x20;
const ADP_STOPPED_APPLICATION_EXIT: u32 = 0x20026;

/// The modes of `SYS_OPEN`: binary reading, binary writing.
#[derive(Clone, Copy)]
pub enum Mode {
    /// The host's standard input.
    Read = 1,
    /// The host's standard output.
    Write = 5,
}

/// Opens the console, `:tt`; returns its handle.
pub fn open(mode: Mode) -> u32 {
    let name = c":tt";
    call(SYS_OPEN, [name.as_ptr() as u32, mode as u32, 3].as_ptr())
}

/// Reads until the buffer is full. Returns false at the end of the input.
pub fn read(handle: u32, buffer: &mut [u32]) -> bool {
    let mut at = buffer.as_mut_ptr() as u32;
    let mut left = size_of_val(buffer) as u32;
    while left > 0 {
        let missing = call(SYS_READ, [handle, at, left].as_ptr());
        if missing >= left {
            return false;
        }
        at += left - missing;
        left = missing;
    }
    true
}

/// Writes all words.
pub fn write(handle: u32, words: &[u32]) {
    let mut at = words.as_ptr() as u32;
    let mut left = size_of_val(words) as u32;
    while left > 0 {
        let missing = call(SYS_WRITE, [handle, at, left].as_ptr());
        if missing >= left {
            exit(2);
        }
        at += left - missing;
        left = missing;
    }
}

/// Ends the emulation with this status.
pub fn exit(status: u32) -> ! {
    call(SYS_EXIT_EXTENDED, [ADP_STOPPED_APPLICATION_EXIT, status].as_ptr());
    crate::boot::stop()
}
