//! A cooperative scheduler with fixed priorities: of the tasks that are ready, the one with the highest priority runs, until it
//! yields, blocks or ends.

use crate::cell::{Byte, Word};
use crate::wait_lists::{WaitLists, of};
use crate::{Priority, TASKS, Task, is_task, outcome};

/// The list of ready tasks.
const READY: usize = 0;

/// The reason for which the running task gives way to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It stays ready, behind the others of its priority.
    Yields,
    /// It waits until it is woken.
    Blocks,
    /// It has ended.
    Ends,
}

/// The tasks of a scheduler.
pub struct Scheduler {
    ready: WaitLists<1>,
    priorities: [Byte; TASKS],
    /// The tasks that were started and have not ended: bit 0 for task 0.
    started: Word,
    /// The running task plus one; zero if none runs.
    running: Byte,
    /// 1 if the running task was woken since it began to run, 0 otherwise.
    woken: Byte,
}

impl Scheduler {
    /// A scheduler without tasks.
    pub const fn new() -> Scheduler {
        Scheduler {
            ready: WaitLists::new(),
            priorities: [const { Byte::zero() }; TASKS],
            started: Word::zero(),
            running: Byte::zero(),
            woken: Byte::zero(),
        }
    }

    /// Makes a task ready that was not started, or has ended. Returns false for others.
    pub fn start(&self, task: Task, priority: Priority) -> bool {
        if !is_task(task) || self.is_started(task) {
            return false;
        }
        self.started.set(self.started.get() | 1 << task);
        of(&self.priorities, task).set(priority);
        self.ready.join(READY, task, priority);
        true
    }

    /// Makes a task ready that blocks. If the running task is woken, it does not block the next time that it would. Returns
    /// false, and changes nothing, for others, and for a number that is no task.
    pub fn wake(&self, task: Task) -> bool {
        if !self.ready.is_free(task) || !self.is_started(task) {
            return false;
        }
        if self.running.get() == task + 1 {
            self.woken.set(1);
        } else {
            self.ready.join(READY, task, of(&self.priorities, task).get());
        }
        true
    }

    /// Wakes all tasks of a set: bit 0 for task 0.
    pub fn wake_all(&self, mut tasks: u32) {
        while tasks != 0 {
            self.wake(tasks.trailing_zeros() as u8);
            tasks &= tasks - 1;
        }
    }

    /// Changes the priority of a task. One that is ready goes behind the others of its new priority. Returns false if it was
    /// not started.
    pub fn set_priority(&self, task: Task, priority: Priority) -> bool {
        if !is_task(task) || !self.is_started(task) {
            return false;
        }
        of(&self.priorities, task).set(priority);
        if self.ready.leave(task).is_some() {
            self.ready.join(READY, task, priority);
        }
        true
    }

    /// Lets the running task give way, if one runs, and chooses the next. Returns it, or [`outcome::NOBODY`] if none is ready.
    pub fn switch(&self, reason: Reason) -> Task {
        if let Some(task) = self.running.get().checked_sub(1) {
            match reason {
                Reason::Blocks if self.woken.get() == 0 => {}
                Reason::Yields | Reason::Blocks => self.ready.join(READY, task, of(&self.priorities, task).get()),
                Reason::Ends => self.started.set(self.started.get() & !(1 << (task % TASKS as u8))),
            }
        }
        self.woken.set(0);
        match self.ready.pop(READY) {
            Some(task) => {
                self.running.set(task + 1);
                task
            }
            None => {
                self.running.set(0);
                outcome::NOBODY
            }
        }
    }

    /// The running task, or [`outcome::NOBODY`].
    pub fn running(&self) -> Task {
        self.running.get().wrapping_sub(1)
    }

    fn is_started(&self, task: Task) -> bool {
        self.started.get() & 1 << (task % TASKS as u8) != 0
    }
}

impl Default for Scheduler {
    fn default() -> Scheduler {
        Scheduler::new()
    }
}
