//! Counting semaphores. A give with a task waiting passes the unit to that task, so no other task can take it first.

use crate::cell::Half;
use crate::decisions::semaphore::{self as decisions, Give, Take};
use crate::wait_lists::WaitLists;
use crate::{Priority, Task};

/// The number of semaphores.
pub const SEMAPHORES: usize = 8;

/// The outcome of a take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// The task has a unit.
    Acquired,
    /// The task was put into the semaphore's list: it has a unit when it is woken.
    WouldWait,
    /// The count is zero. Only [`Semaphores::try_take`] has this outcome.
    Empty,
    /// There is no such semaphore or task, or the task waits already.
    Invalid,
}

/// The outcome of a give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    /// The count is one larger.
    Counted,
    /// The unit went to this task, which has to be woken.
    Wake(Task),
    /// The count is at its limit; the unit is lost.
    AtLimit,
    /// There is no such semaphore.
    Invalid,
}

/// Semaphores, and the tasks that wait for them.
pub struct Semaphores {
    counts: [Half; SEMAPHORES],
    limits: [Half; SEMAPHORES],
    waiting: WaitLists<SEMAPHORES>,
}

impl Semaphores {
    /// Semaphores with count and limit zero.
    pub const fn new() -> Semaphores {
        Semaphores {
            counts: [const { Half::zero() }; SEMAPHORES],
            limits: [const { Half::zero() }; SEMAPHORES],
            waiting: WaitLists::new(),
        }
    }

    /// Sets count and limit. Returns false, and changes nothing, if there is no such semaphore, the count is above the
    /// limit, or a task waits for the semaphore.
    pub fn init(&self, semaphore: u8, count: u16, limit: u16) -> bool {
        let index = usize::from(semaphore);
        let is_valid = index < SEMAPHORES && count <= limit && !self.waiting.has_waiter(index);
        if is_valid {
            self.counts[index].set(count);
            self.limits[index].set(limit);
        }
        is_valid
    }

    /// Takes a unit, or puts `task` into the list of those that wait.
    pub fn take(&self, semaphore: u8, task: Task, priority: Priority) -> Taken {
        let index = usize::from(semaphore);
        if index >= SEMAPHORES || !self.waiting.is_free(task) {
            return Taken::Invalid;
        }
        let taken = self.decide(index, true);
        if taken == Taken::WouldWait {
            self.waiting.join(index, task, priority);
        }
        taken
    }

    /// Takes a unit if there is one.
    pub fn try_take(&self, semaphore: u8) -> Taken {
        let index = usize::from(semaphore);
        if index < SEMAPHORES { self.decide(index, false) } else { Taken::Invalid }
    }

    fn decide(&self, index: usize, may_wait: bool) -> Taken {
        let count = self.counts[index].get();
        match decisions::take(count.into(), may_wait) {
            Take::Decrement => {
                self.counts[index].set(count - 1);
                Taken::Acquired
            }
            Take::Wait => Taken::WouldWait,
            Take::Refuse => Taken::Empty,
        }
    }

    /// Gives a unit.
    pub fn give(&self, semaphore: u8) -> Given {
        let index = usize::from(semaphore);
        if index >= SEMAPHORES {
            return Given::Invalid;
        }
        if let Some(task) = self.waiting.pop(index) {
            return Given::Wake(task);
        }
        let count = self.counts[index].get();
        match decisions::give(count.into(), self.limits[index].get().into(), false) {
            Give::Increment => {
                self.counts[index].set(count + 1);
                Given::Counted
            }
            Give::Wake | Give::Refuse => Given::AtLimit,
        }
    }

    /// Ends the wait of `task` without a unit, as after a timeout. Returns false if it does not wait: then it has been
    /// given a unit, or never waited.
    pub fn cancel(&self, task: Task) -> bool {
        self.waiting.leave(task).is_some()
    }

    /// The count; zero if there is no such semaphore.
    pub fn count(&self, semaphore: u8) -> u16 {
        self.counts.get(usize::from(semaphore)).map_or(0, Half::get)
    }
}

impl Default for Semaphores {
    fn default() -> Semaphores {
        Semaphores::new()
    }
}
