//! Traps that are faults: the sites of `--traps fault`.

use dissolve_abi::TrapKind;
use dissolve_abi::instance::Instance;

use crate::{instance, raise};

/// Ends the call that a fault belongs to, if the fault is the trap of a program. Returns its instance, or null if the fault is
/// none of a program.
///
/// `code` is the kind in the instruction that faulted. Rust's own aborts look like [`TrapKind::Abort`], so that one counts as a fault of
/// the embedder's.
pub fn take(code: u8, place: usize, stack: usize) -> *mut Instance {
    let kind = TrapKind::from_code(code).filter(|&kind| kind != TrapKind::Abort);
    match kind.and_then(|kind| Some((kind, instance::innermost(stack)?))) {
        Some((kind, instance)) => {
            // SAFETY: the instance has a call in progress.
            unsafe { raise::end(instance, kind as u32, place, 0) };
            instance
        }
        None => core::ptr::null_mut(),
    }
}
