//! Armv6-M, Armv7-M and Armv8-M with the Main Extension.
//!
//! The reset handler and the vector table are those of `cortex-m-rt`.

mod call;
mod fault;
pub mod guard;
pub mod timer;

use core::arch::asm;

/// Stops the program with `udf`, whose immediate is the kind.
macro_rules! trap_instruction {
    ($kind:expr) => {
        // SAFETY: the instruction raises a fault, and the handler never comes back here.
        unsafe { core::arch::asm!("udf #{kind}", kind = const $kind as u8, options(noreturn, nomem, nostack)) }
    };
    // The same, with a number in the link register.
    ($kind:expr, $number:expr) => {
        // SAFETY: as above.
        unsafe {
            core::arch::asm!(
                "mov lr, {number}",
                "udf #{kind}",
                number = in(reg) $number,
                kind = const $kind as u8,
                options(noreturn, nomem, nostack)
            )
        }
    };
}
pub(crate) use trap_instruction;

/// The body of a naked function that returns at once.
macro_rules! nop {
    () => {
        core::arch::naked_asm!("bx lr")
    };
}
pub(crate) use nop;

#[cortex_m_rt::entry]
fn main() -> ! {
    crate::boot::start()
}

/// Waits for an interrupt.
pub fn wait() {
    // SAFETY: the instruction changes nothing.
    unsafe { asm!("wfi", options(nomem, nostack)) };
}

/// Makes a semihosting call, which the debugger or emulator executes.
pub fn semihosting(operation: u32, parameters: *const u32) -> u32 {
    let result;
    // SAFETY: the debugger or emulator reads the parameter block, and writes only the buffers that it names.
    unsafe {
        asm!("bkpt #0xAB", inlateout("r0") operation => result, in("r1") parameters, options(nostack));
    }
    result
}
