//! The logic of the kernel components in `kernel/components`, as a library that also runs on the host.
//!
//! | module | content |
//! | --- | --- |
//! | [`decisions`] | decisions as functions of numbers, without state |
//! | [`semaphore`] | counting semaphores |
//! | [`mutex`] | mutexes with priority inheritance |
//! | [`message_queue`] | rings of messages |
//! | [`event_flags`] | groups of 32 flags |
//! | [`stack`] | stacks of words |
//! | [`memory_pool`] | pools of numbered blocks |
//! | [`condition`] | condition variables |
//! | [`pipe`] | pipes of bytes |
//! | [`scheduler`] | a cooperative scheduler with fixed priorities |
//! | [`timer`] | timers |
//! | [`exchange`] | who may put into a bounded store and get out of it |
//! | [`wait_lists`] | the tasks that wait for something, by priority |
//! | [`cell`] | numbers that a `static` can hold and change |
//!
//! A task is a number below [`TASKS`]; a priority is a number too, and a larger one is more urgent. No function blocks:
//! a call says that its task has to wait, or which task to wake, and the scheduler does it. Every array has a size that
//! is a constant, and every loop ends after at most that many rounds.

#![no_std]

pub mod cell;
pub mod condition;
pub mod decisions;
pub mod event_flags;
pub mod exchange;
pub mod memory_pool;
pub mod message_queue;
pub mod mutex;
pub mod pipe;
pub mod scheduler;
pub mod semaphore;
pub mod stack;
pub mod timer;
pub mod wait_lists;

/// The number of tasks: a power of two, and the bits of a set of tasks.
pub const TASKS: usize = 32;

/// A task: a number below [`TASKS`].
pub type Task = u8;

/// The urgency of a task: a larger number is more urgent.
pub type Priority = u8;

/// The numbers that calls of the components return in place of the task to wake.
pub mod outcome {
    /// The task waits: it makes the call again when another call has named it as the task to wake.
    pub const WOULD_WAIT: u8 = 252;
    /// The call named something that does not exist, or a task that cannot make it. Nothing changed.
    pub const INVALID: u8 = 253;
    /// There is no room, or too much is there already. Nothing changed.
    pub const REFUSED: u8 = 254;
    /// The call has done its work, and nobody is to be woken.
    pub const NOBODY: u8 = 255;
}

/// Returns true if there is a task of this number.
pub fn is_task(number: Task) -> bool {
    usize::from(number) < TASKS
}
