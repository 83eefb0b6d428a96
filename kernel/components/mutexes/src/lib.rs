//! Mutexes with priority inheritance as a component.

#![no_std]

dissolve_guest::generate!({ path: "../../wit", world: "mutexes", cabi_realloc: "omit" });

use dissolve_kernel::mutex::{Locked, Mutexes};
use dissolve_kernel::outcome;
use exports::dissolve::kernel::mutex::{Guest, LockOutcome};

static MUTEXES: Mutexes = Mutexes::new();

struct Component;

fn locked(outcome: Locked) -> LockOutcome {
    match outcome {
        Locked::Acquired => LockOutcome::Acquired,
        Locked::WouldWait => LockOutcome::WouldWait,
        Locked::Busy => LockOutcome::Busy,
        Locked::Deadlock => LockOutcome::Deadlock,
        Locked::Invalid => LockOutcome::Invalid,
    }
}

impl Guest for Component {
    fn lock(mutex: u8, who: u8, priority: u8) -> LockOutcome {
        locked(MUTEXES.lock(mutex, who, priority))
    }

    fn try_lock(mutex: u8, who: u8, priority: u8) -> LockOutcome {
        locked(MUTEXES.try_lock(mutex, who, priority))
    }

    fn unlock(mutex: u8, who: u8) -> u8 {
        MUTEXES.unlock(mutex, who)
    }

    fn cancel(who: u8) -> bool {
        MUTEXES.cancel(who)
    }

    fn owner(mutex: u8) -> u8 {
        MUTEXES.owner(mutex).unwrap_or(outcome::NOBODY)
    }

    fn priority(who: u8) -> u8 {
        MUTEXES.priority(who)
    }

    fn changed() -> u32 {
        MUTEXES.changed()
    }
}

export!(Component);
