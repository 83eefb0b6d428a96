//! Decisions as functions of numbers. They have no state: a caller who keeps the numbers itself needs no RAM for them.

pub mod event_flags;
pub mod message_queue;
pub mod mutex;
pub mod semaphore;
