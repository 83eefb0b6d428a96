//! The list of instances.
//!
//! An instance is in the list from its first instantiation on. The list never shrinks, so a fault handler can read it at any time.

use core::ptr;
use core::sync::atomic::{AtomicPtr, Ordering};

use dissolve_abi::instance::{ACTIVE, Instance};

#[cfg(not(target_os = "none"))]
use crate::chip::exchange;

/// The first instance.
static FIRST: AtomicPtr<Instance> = AtomicPtr::new(ptr::null_mut());

/// Prepares an instance for instantiation: adds it to the list, and stops calls. Returns false if a call is in progress. A result in use is
/// lost.
///
/// Two tasks must not instantiate one program at the same time; on a chip, nor two programs.
pub unsafe extern "C" fn prepare(instance: *mut Instance) -> bool {
    // SAFETY: the caller passes the instance of a program, which is never freed. Interrupts may use it, so each word is accessed as
    // a whole.
    unsafe {
        let ready = (&raw const (*instance).ready).read_volatile();
        let reason = (&raw const (*instance).reason).read_volatile();
        if ready == 0 && reason == ACTIVE && !is_held(instance) {
            return false;
        }
        (&raw mut (*instance).ready).write_volatile(0);
        if !is_listed(instance) {
            add(instance);
        }
        (&raw mut (*instance).stack).write_volatile(0);
        (&raw mut (*instance).reason).write_volatile(ACTIVE);
    }
    true
}

/// Returns true if a result is in use: the instance takes no calls, and none is in progress.
pub unsafe extern "C" fn is_held(instance: *mut Instance) -> bool {
    // SAFETY: as for `prepare`.
    let [ready, reason, stack] = unsafe {
        [&raw const (*instance).ready, &raw const (*instance).reason, &raw const (*instance).stack]
            .map(|word| word.read_volatile())
    };
    ready == 0 && reason == ACTIVE && stack == 0
}

/// Adds an instance to the list.
///
/// # Safety
///
/// As for [`prepare`]; the instance is not in the list.
unsafe fn add(instance: *mut Instance) {
    let mut first = FIRST.load(Ordering::Acquire);
    loop {
        // SAFETY: the caller's promise.
        unsafe { (&raw mut (*instance).next).write_volatile(first) };
        match exchange(&FIRST, first, instance) {
            Ok(()) => return,
            Err(current) => first = current,
        }
    }
}

/// Writes an address. Not every chip has an atomic exchange, so two tasks must not instantiate programs at the same time.
#[cfg(target_os = "none")]
fn exchange(place: &AtomicPtr<Instance>, _known: *mut Instance, new: *mut Instance) -> Result<(), *mut Instance> {
    place.store(new, Ordering::Release);
    Ok(())
}

fn is_listed(instance: *mut Instance) -> bool {
    all().any(|known| known == instance)
}

/// All instances.
fn all() -> impl Iterator<Item = *mut Instance> {
    let mut next = FIRST.load(Ordering::Acquire);
    core::iter::from_fn(move || {
        let this = next;
        if this.is_null() {
            return None;
        }
        // SAFETY: the list has instances only, and none is ever freed.
        next = unsafe { (&raw const (*this).next).read_volatile() };
        Some(this)
    })
}

/// The instance whose call is the innermost one on a stack, whose stack pointer is `stack`.
///
/// Each task and each interrupt has its part of some stack, and a call in it began at a higher address than what it calls. So
/// of all calls in progress, the innermost one here began at the lowest address above `stack`.
pub fn innermost(stack: usize) -> Option<*mut Instance> {
    let begin = |instance: *mut Instance| {
        // SAFETY: as for `all`.
        let [stack, own] = unsafe {
            [&raw const (*instance).stack, &raw const (*instance).own_stack].map(|word| word.read_volatile())
        };
        // A call on a stack of its own began at the top of that.
        if stack == 0 || own == 0 { stack } else { own }
    };
    all().filter(|&instance| begin(instance) >= stack.max(1)).min_by_key(|&instance| begin(instance))
}
