//! Armv6-M, Armv7-M and Armv8-M with the Main Extension.
//!
//! The reset handler and the vector table are those of `cortex-m-rt`.

mod call;
mod fault;
pub mod guard;
pub mod timer;

use core::arch::asm;

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
