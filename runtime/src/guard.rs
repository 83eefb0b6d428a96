//! The guard below the stack that calls run on.
//!
//! Relies on the linker script, which puts that stack at the bottom of RAM, so that an overflow leaves RAM. This alone
//! may not fault: an emulated MPS2 board reads zeros there and ignores writes, and on some chips there is other memory.
//! So the processor denies access to a range just below the stack, or watches the stack pointer itself; the `chip`
//! module decides which.

use dissolve_abi::STACK_GUARD_LOG2;

use crate::chip;

unsafe extern "C" {
    static __dissolve_stack_low: u8;
    static __dissolve_stack_top: u8;
}

/// The lowest address of the stack.
pub fn low() -> usize {
    (&raw const __dissolve_stack_low).addr()
}

/// The address after the stack.
pub fn top() -> usize {
    (&raw const __dissolve_stack_top).addr()
}

/// The guard's size as a power of two. A protection region begins at a multiple of its size, and the guard ends where
/// the stack begins.
fn bytes_log2() -> u32 {
    low().trailing_zeros().min(STACK_GUARD_LOG2)
}

/// Returns true if a fault at this address is an overflow of the stack.
pub fn covers(address: u32) -> bool {
    (low() as u32).wrapping_sub(address).wrapping_sub(1) >> bytes_log2() == 0
}

/// Arms the guard: denies access to the range below the stack.
pub fn arm() {
    chip::guard::deny_below(low() as u32, bytes_log2());
}
