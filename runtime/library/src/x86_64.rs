//! x86-64 under the System V ABI: the developer's machine.

mod enter;

use dissolve_abi::instance::Instance;

unsafe extern "C" {
    /// Restores the registers of the entry, which then returns a failure.
    #[link_name = "__dissolve_resume"]
    pub fn resume(instance: *mut Instance) -> !;
}

/// An address inside a call.
pub fn place_of_call(after: usize) -> usize {
    after.wrapping_sub(1)
}
