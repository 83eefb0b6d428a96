//! AArch64 under AAPCS64: the developer's machine.

mod enter;

use core::arch::asm;
use core::sync::atomic::AtomicPtr;

use dissolve_abi::instance::Instance;

/// Writes an address in place of the one that was read; gives the current one if that is another by now. Threads may instantiate
/// programs at the same time.
///
/// In assembly, because compilers make a call of it, and the function that they call is in their own library.
pub fn exchange(place: &AtomicPtr<Instance>, known: *mut Instance, new: *mut Instance) -> Result<(), *mut Instance> {
    let current: *mut Instance;
    // SAFETY: exclusive accesses to a word that can be read and written.
    unsafe {
        asm!(
            "1: ldaxr {current}, [{place}]",
            "cmp {current}, {known}",
            "b.ne 2f",
            "stlxr {failed:w}, {new}, [{place}]",
            "cbnz {failed:w}, 1b",
            "2:",
            place = in(reg) place.as_ptr(),
            known = in(reg) known,
            new = in(reg) new,
            current = out(reg) current,
            failed = out(reg) _,
            options(nostack),
        );
    }
    if current == known { Ok(()) } else { Err(current) }
}

/// The address of a call, which has four bytes.
pub fn place_of_call(after: usize) -> usize {
    after.wrapping_sub(4)
}
