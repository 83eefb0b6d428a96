//! 32-bit RISC-V, in machine mode, on one hart.

mod boot;
mod call;
mod fault;
pub mod guard;
pub mod timer;

use core::arch::{asm, global_asm};

/// The body of a naked function that returns at once.
macro_rules! nop {
    () => {
        core::arch::naked_asm!("ret")
    };
}
pub(crate) use nop;

/// Waits for an interrupt.
pub fn wait() {
    // SAFETY: the instruction changes nothing.
    unsafe { asm!("wfi", options(nomem, nostack)) };
}

unsafe extern "C" {
    /// Makes a semihosting call: the debugger or emulator reads the parameter block, and writes only the buffers that
    /// it names.
    #[link_name = "dissolve_semihosting"]
    pub safe fn semihosting(operation: u32, parameters: *const u32) -> u32;
}

// The three instructions are a semihosting call only in this form: not compressed, and in one page.
global_asm!(
    ".section .text.dissolve_semihosting,\"ax\",@progbits",
    ".globl dissolve_semihosting",
    ".type dissolve_semihosting,@function",
    ".balign 16",
    ".option push",
    ".option norvc",
    "dissolve_semihosting:",
    "slli x0, x0, 0x1f",
    "ebreak",
    "srai x0, x0, 7",
    "ret",
    ".option pop",
);
