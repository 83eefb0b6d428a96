//! x86-64 under the System V ABI: the developer's machine.

mod enter;

use core::sync::atomic::{AtomicPtr, Ordering};

use dissolve_abi::instance::Instance;

/// Writes an address in place of the one that was read; gives the current one if that is another by now. Threads may instantiate
/// programs at the same time.
pub fn exchange(place: &AtomicPtr<Instance>, known: *mut Instance, new: *mut Instance) -> Result<(), *mut Instance> {
    place.compare_exchange(known, new, Ordering::AcqRel, Ordering::Acquire).map(|_| ())
}

/// An address inside a call.
pub fn place_of_call(after: usize) -> usize {
    after.wrapping_sub(1)
}
