//! Semaphores.

use dissolve_kernel::decisions::semaphore::{self, Give, Take};

use crate::Component;
use crate::exports::dissolve::kernel::semaphore_decisions::{GiveDecision, Guest, TakeDecision};

impl Guest for Component {
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
