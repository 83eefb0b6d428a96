//! Counting semaphores as a component.

#![no_std]

dissolve_guest::generate!({ path: "../../wit", world: "semaphores", cabi_realloc: "omit" });

use dissolve_kernel::outcome;
use dissolve_kernel::semaphore::{Given, Semaphores, Taken};
use exports::dissolve::kernel::semaphore::{Guest, TakeOutcome};

static SEMAPHORES: Semaphores = Semaphores::new();

struct Component;

fn taken(outcome: Taken) -> TakeOutcome {
    match outcome {
        Taken::Acquired => TakeOutcome::Acquired,
        Taken::WouldWait => TakeOutcome::WouldWait,
        Taken::Empty => TakeOutcome::Empty,
        Taken::Invalid => TakeOutcome::Invalid,
    }
}

impl Guest for Component {
    fn init(semaphore: u8, count: u16, limit: u16) -> bool {
        SEMAPHORES.init(semaphore, count, limit)
    }

    fn take(semaphore: u8, who: u8, priority: u8) -> TakeOutcome {
        taken(SEMAPHORES.take(semaphore, who, priority))
    }

    fn try_take(semaphore: u8) -> TakeOutcome {
        taken(SEMAPHORES.try_take(semaphore))
    }

    fn give(semaphore: u8) -> u8 {
        match SEMAPHORES.give(semaphore) {
            Given::Wake(task) => task,
            Given::Counted => outcome::NOBODY,
            Given::AtLimit => outcome::REFUSED,
            Given::Invalid => outcome::INVALID,
        }
    }

    fn cancel(who: u8) -> bool {
        SEMAPHORES.cancel(who)
    }

    fn count(semaphore: u8) -> u16 {
        SEMAPHORES.count(semaphore)
    }
}

export!(Component);
