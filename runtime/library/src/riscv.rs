//! 32-bit RISC-V.

mod enter;
mod fault;

use core::sync::atomic::{AtomicPtr, Ordering};

use dissolve_abi::instance::Instance;

unsafe extern "C" {
    /// Restores the registers of the entry, which then returns a failure.
    #[link_name = "__dissolve_resume"]
    pub fn resume(instance: *mut Instance) -> !;
}

/// Writes an address. Not every chip has an atomic exchange, so two tasks must not instantiate programs at the same time.
pub fn exchange(place: &AtomicPtr<Instance>, _known: *mut Instance, new: *mut Instance) -> Result<(), *mut Instance> {
    place.store(new, Ordering::Release);
    Ok(())
}

/// An address inside a call, whose last instruction has two bytes at least.
pub fn place_of_call(after: usize) -> usize {
    after.wrapping_sub(2)
}
