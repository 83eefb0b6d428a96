//! 32-bit RISC-V, in machine mode, on one hart.

mod boot;
mod call;
mod fault;
pub mod guard;
pub mod timer;

use core::arch::{asm, global_asm};

/// Stops the program with a write to a read-only register, whose number carries the kind.
macro_rules! trap_instruction {
    ($kind:expr) => {
        // SAFETY: the instruction raises an exception, and the handler never comes back here.
        unsafe {
            core::arch::asm!(
                "csrrw x0, {csr}, x0",
                csr = const dissolve_abi::trap_csr($kind),
                options(noreturn, nomem, nostack)
            )
        }
    };
    // The same, with a number in the link register.
    ($kind:expr, $number:expr) => {
        // SAFETY: as above.
        unsafe {
            core::arch::asm!(
                "mv ra, {number}",
                "csrrw x0, {csr}, x0",
                number = in(reg) $number,
                csr = const dissolve_abi::trap_csr($kind),
                options(noreturn, nomem, nostack)
            )
        }
    };
}
pub(crate) use trap_instruction;

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
