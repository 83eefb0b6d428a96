//! 32-bit RISC-V.

mod enter;
mod fault;

use dissolve_abi::instance::Instance;

unsafe extern "C" {
    /// Restores the registers of the entry, which then returns a failure.
    #[link_name = "__dissolve_resume"]
    pub fn resume(instance: *mut Instance) -> !;
}

/// An address inside a call, whose last instruction has two bytes at least.
pub fn place_of_call(after: usize) -> usize {
    after.wrapping_sub(2)
}
