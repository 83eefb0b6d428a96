//! Each primitive against a model that is as simple as possible: a million random calls with the same answers, and after
//! each the same state.

mod condition;
mod event_flags;
mod memory_pool;
mod message_queue;
mod mutex;
mod pipe;
mod random;
mod scheduler;
mod semaphore;
mod stack;
mod store;
mod timer;
mod waiters;

/// The calls that each test makes.
const CALLS: u32 = 1_000_000;
