//! AArch64 under AAPCS64: the developer's machine.

mod enter;

use dissolve_abi::instance::Instance;

unsafe extern "C" {
    /// Restores the registers of the entry, which then returns a failure.
    #[link_name = "__dissolve_resume"]
    pub fn resume(instance: *mut Instance) -> !;
}

/// The address of a call, which has four bytes.
pub fn place_of_call(after: usize) -> usize {
    after.wrapping_sub(4)
}
