//! Traps that are calls: of `--traps call`, of trusted code, and of the embedder's.

use dissolve_abi::TrapKind;
use dissolve_abi::instance::{Instance, TRAPPED};
use dissolve_builtins::weak;

use crate::{chip, instance};

unsafe extern "C" {
    /// Ends the innermost call of an export with a trap.
    fn __dissolve_raise(kind: u32, detail: usize) -> !;
    /// Restores the registers of the entry, which then returns a failure.
    #[link_name = "__dissolve_resume"]
    pub fn resume(instance: *mut Instance) -> !;
    /// Called for a trap outside of any call, which only a mistake of the embedder's makes.
    fn __dissolve_lost(kind: u32, place: usize) -> !;
}

/// Traps from trusted code.
#[inline(always)]
pub fn now(kind: TrapKind, detail: usize) -> ! {
    // SAFETY: the call of an export that is in progress ends here; trusted code keeps nothing that would have to be dropped.
    unsafe { __dissolve_raise(kind as u32, detail) }
}

/// The body of `__dissolve_raise`, with the address after the trap and the stack pointer.
pub extern "C" fn raise(kind: u32, detail: usize, after: usize, stack: usize) -> ! {
    let place = chip::place_of_call(after);
    match instance::innermost(stack) {
        // SAFETY: the call is in progress, and everything above its begin is abandoned.
        Some(instance) => unsafe {
            end(instance, kind, place, detail);
            resume(instance)
        },
        // SAFETY: a function that does not return.
        None => unsafe { __dissolve_lost(kind, place) },
    }
}

/// Records a trap in the instance whose call it ends.
///
/// # Safety
///
/// The instance is in the list, and has a call in progress.
pub unsafe fn end(instance: *mut Instance, kind: u32, place: usize, detail: usize) {
    // SAFETY: the caller's promise.
    unsafe {
        (&raw mut (*instance).place).write_volatile(place);
        (&raw mut (*instance).detail).write_volatile(detail);
        (&raw mut (*instance).reason).write_volatile(TRAPPED + kind as usize);
    }
}

/// Stops: there is nothing to go back to.
#[cfg(target_os = "none")]
extern "C" fn lost(_kind: u32, _place: usize) -> ! {
    loop {
        core::hint::spin_loop();
    }
}

/// Ends the process: there is nothing to go back to.
#[cfg(not(target_os = "none"))]
extern "C" fn lost(_kind: u32, _place: usize) -> ! {
    unsafe extern "C" {
        safe fn abort() -> !;
    }
    abort()
}

weak! {
    "__dissolve_lost" = lost;
}
