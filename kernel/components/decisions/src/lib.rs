//! Decisions of kernel primitives as a component: functions of numbers, without state.

#![no_std]

dissolve_guest::generate!({ path: "../../wit", world: "decisions", cabi_realloc: "omit" });

use dissolve_kernel::decisions::semaphore::{self, Give, Take};
use exports::dissolve::kernel::semaphore_decisions::{self, GiveDecision, TakeDecision};

struct Component;

impl semaphore_decisions::Guest for Component {
    fn give(count: u32, limit: u32, has_waiter: bool) -> GiveDecision {
        match semaphore::give(count, limit, has_waiter) {
            Give::Increment => GiveDecision::Increment,
            Give::Wake => GiveDecision::Wake,
            Give::Refuse => GiveDecision::Refuse,
        }
    }

    fn take(count: u32, may_wait: bool) -> TakeDecision {
        match semaphore::take(count, may_wait) {
            Take::Decrement => TakeDecision::Decrement,
            Take::Wait => TakeDecision::Wait,
            Take::Refuse => TakeDecision::Refuse,
        }
    }
}

export!(Component);
