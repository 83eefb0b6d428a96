//! Message queues.

use dissolve_kernel::decisions::message_queue::{self, Get, Put};

use crate::Component;
use crate::exports::dissolve::kernel::message_queue_decisions::{GetDecision, Guest, PutDecision};

impl Guest for Component {
    fn put(count: u32, capacity: u32, has_receiver: bool, may_wait: bool) -> PutDecision {
        match message_queue::put(count, capacity, has_receiver, may_wait) {
            Put::Store => PutDecision::Store,
            Put::StoreAndWake => PutDecision::StoreAndWake,
            Put::Wait => PutDecision::Wait,
            Put::Refuse => PutDecision::Refuse,
        }
    }

    fn get(count: u32, has_sender: bool, may_wait: bool) -> GetDecision {
        match message_queue::get(count, has_sender, may_wait) {
            Get::Take => GetDecision::Take,
            Get::TakeAndWake => GetDecision::TakeAndWake,
            Get::Wait => GetDecision::Wait,
            Get::Refuse => GetDecision::Refuse,
        }
    }

    fn slot(first: u32, distance: u32, capacity: u32) -> u32 {
        message_queue::slot(first, distance, capacity)
    }
}
