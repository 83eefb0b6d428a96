//! Armv6-M, Armv7-M and Armv8-M with the Main Extension.

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

/// The address of a call, or inside it: the return address has the Thumb bit, and the call has four bytes.
pub fn place_of_call(after: usize) -> usize {
    (after & !1).wrapping_sub(4)
}
