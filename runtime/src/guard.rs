//! The guard below the stack that calls run on.
//!
//! Relies on the linker script, which puts that stack at the bottom of RAM, so that an overflow leaves RAM. That alone
//! need not fault: an emulated MPS2 board reads zeros there and drops what is written, and on some chips other memory
//! lies there. So the processor is told to deny a range just below the stack, or to watch the stack pointer itself; how is
//! the `chip`'s matter.

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

/// The guard's size as a power of two. A region begins at a multiple of its size, and this one ends at the stack.
fn bytes_log2() -> u32 {
    low().trailing_zeros().min(STACK_GUARD_LOG2)
}

/// Whether a fault at that address comes from a stack that is used up.
pub fn covers(address: u32) -> bool {
    (low() as u32).wrapping_sub(address).wrapping_sub(1) >> bytes_log2() == 0
}

/// Denies the range below the stack.
pub fn arm() {
    chip::guard::deny_below(low() as u32, bytes_log2());
}
