//! A cooperative scheduler with fixed priorities as a component.

#![no_std]

dissolve_guest::generate!({ path: "../../wit", world: "schedulers", cabi_realloc: "omit" });

use dissolve_kernel::scheduler::{self, Scheduler};
use exports::dissolve::kernel::scheduler::{Guest, Reason};

static SCHEDULER: Scheduler = Scheduler::new();

struct Component;

impl Guest for Component {
    fn start(who: u8, priority: u8) -> bool {
        SCHEDULER.start(who, priority)
    }

    fn wake(who: u8) -> bool {
        SCHEDULER.wake(who)
    }

    fn wake_all(tasks: u32) {
        SCHEDULER.wake_all(tasks);
    }

    fn set_priority(who: u8, priority: u8) -> bool {
        SCHEDULER.set_priority(who, priority)
    }

    fn switch(because: Reason) -> u8 {
        SCHEDULER.switch(match because {
            Reason::Yields => scheduler::Reason::Yields,
            Reason::Blocks => scheduler::Reason::Blocks,
            Reason::Ends => scheduler::Reason::Ends,
        })
    }

    fn running() -> u8 {
        SCHEDULER.running()
    }
}

export!(Component);
