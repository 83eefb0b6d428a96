//! Mutexes with priority inheritance: while a task waits for a mutex, the owner has at least the priority of that task, and
//! so on if the owner waits too.

use crate::cell::{Byte, Word};
use crate::decisions::mutex::{self as decisions, Lock, Unlock, inherit};
use crate::wait_lists::{Standing, WaitLists, of};
use crate::{Priority, TASKS, Task, is_task, outcome};

/// The number of mutexes.
pub const MUTEXES: usize = 8;

/// The outcome of a lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Locked {
    /// The task is the owner.
    Acquired,
    /// The task was put into the mutex's list: it is the owner when it is woken.
    WouldWait,
    /// Another task is the owner. Only [`Mutexes::try_lock`] has this outcome.
    Busy,
    /// The task is the owner already, or the owner waits, directly or through others, for a mutex of the task.
    Deadlock,
    /// There is no such mutex or task, or the task waits already.
    Invalid,
}

/// Mutexes, their owners, and the tasks that wait for them.
pub struct Mutexes {
    /// For each mutex its owner plus one; zero if it has none.
    owners: [Byte; MUTEXES],
    waiting: WaitLists<MUTEXES>,
    /// For each task the number of mutexes that it owns.
    owned: [Byte; TASKS],
    /// For each task its own priority.
    own: [Byte; TASKS],
    /// For each task its priority, inherited ones included.
    effective: [Byte; TASKS],
    /// The tasks whose priority has changed.
    changed: Word,
}

impl Mutexes {
    /// Mutexes without owners.
    pub const fn new() -> Mutexes {
        Mutexes {
            owners: [const { Byte::zero() }; MUTEXES],
            waiting: WaitLists::new(),
            owned: [const { Byte::zero() }; TASKS],
            own: [const { Byte::zero() }; TASKS],
            effective: [const { Byte::zero() }; TASKS],
            changed: Word::zero(),
        }
    }

    /// Makes `task` the owner, or puts it into the list of those that wait. `priority` is its own.
    pub fn lock(&self, mutex: u8, task: Task, priority: Priority) -> Locked {
        self.decide(mutex, task, priority, true)
    }

    /// Makes `task` the owner if nobody is. `priority` is its own.
    pub fn try_lock(&self, mutex: u8, task: Task, priority: Priority) -> Locked {
        self.decide(mutex, task, priority, false)
    }

    fn decide(&self, mutex: u8, task: Task, priority: Priority, may_wait: bool) -> Locked {
        let index = usize::from(mutex);
        if index >= MUTEXES || !self.waiting.is_free(task) {
            return Locked::Invalid;
        }
        let owner = self.owners[index].get();
        match decisions::lock(owner != 0, owner == task + 1, may_wait) {
            Lock::Acquire => {
                self.set_own_priority(task, priority);
                self.own(index, task);
                Locked::Acquired
            }
            Lock::Wait if self.waits_for(index, task) => Locked::Deadlock,
            Lock::Wait => {
                self.set_own_priority(task, priority);
                self.waiting.join(index, task, of(&self.effective, task).get());
                self.settle(owner - 1);
                Locked::WouldWait
            }
            Lock::Deadlock => Locked::Deadlock,
            Lock::Refuse => Locked::Busy,
        }
    }

    /// Takes the mutex from `task`. Returns the task to wake, which is the new owner, or one of [`outcome`].
    pub fn unlock(&self, mutex: u8, task: Task) -> u8 {
        let index = usize::from(mutex);
        if index >= MUTEXES || !self.waiting.is_free(task) {
            return outcome::INVALID;
        }
        match decisions::unlock(self.owners[index].get() == task + 1, self.waiting.has_waiter(index)) {
            Unlock::Refuse => return outcome::INVALID,
            Unlock::Release => self.owners[index].set(0),
            Unlock::HandOver => {}
        }
        let owned = of(&self.owned, task);
        owned.set(owned.get() - 1);
        let Some(next) = self.waiting.pop(index) else { return outcome::NOBODY };
        // It was the most urgent of those that wait, so it inherits nothing from the others.
        self.own(index, next);
        self.settle(task);
        next
    }

    /// Ends the wait of `task`, as after a timeout. Returns false if it does not wait.
    pub fn cancel(&self, task: Task) -> bool {
        let Some(index) = self.waiting.leave(task) else { return false };
        if let Some(owner) = self.owner(index as u8) {
            self.settle(owner);
        }
        true
    }

    /// The owner of a mutex, if it has one.
    pub fn owner(&self, mutex: u8) -> Option<Task> {
        self.owners.get(usize::from(mutex))?.get().checked_sub(1)
    }

    /// The priority of a task: that of its last lock, or the highest one of the tasks that wait for it; 0 if there is no such
    /// task.
    pub fn priority(&self, task: Task) -> Priority {
        if is_task(task) { of(&self.effective, task).get() } else { 0 }
    }

    /// The tasks whose priority has changed by a call for another task, or by an unlock, since the last call of this function:
    /// bit 0 is task 0.
    pub fn changed(&self) -> u32 {
        let changed = self.changed.get();
        self.changed.set(0);
        changed
    }

    fn own(&self, index: usize, task: Task) {
        self.owners[index].set(task + 1);
        let owned = of(&self.owned, task);
        owned.set(owned.get() + 1);
    }

    /// Sets the task's own priority. If it owns nothing, it inherits nothing.
    fn set_own_priority(&self, task: Task, priority: Priority) {
        of(&self.own, task).set(priority);
        match of(&self.owned, task).get() {
            0 => of(&self.effective, task).set(priority),
            _ => self.settle(task),
        }
    }

    /// Returns true if the owner of a mutex waits, directly or through others, for a mutex of `task`.
    fn waits_for(&self, mut index: usize, task: Task) -> bool {
        for _ in 0..TASKS {
            let Some(owner) = self.owners[index % MUTEXES].get().checked_sub(1) else { return false };
            if owner == task {
                return true;
            }
            let Standing::Waits(next) = self.waiting.standing(owner) else { return false };
            index = next;
        }
        false
    }

    /// Makes the priority of `task` right after that of those that wait for it has changed, then that of the task it waits
    /// for, and so on.
    fn settle(&self, mut task: Task) {
        for _ in 0..TASKS {
            let mut priority = of(&self.own, task).get();
            for index in 0..MUTEXES {
                if let (true, Some(first)) = (self.owners[index].get() == task + 1, self.waiting.first(index)) {
                    priority = inherit(priority, of(&self.effective, first).get());
                }
            }
            let effective = of(&self.effective, task);
            if priority == effective.get() {
                return;
            }
            effective.set(priority);
            self.changed.set(self.changed.get() | 1 << (task % TASKS as u8));
            let Some(index) = self.waiting.leave(task) else { return };
            self.waiting.join(index, task, priority);
            let Some(owner) = self.owner(index as u8) else { return };
            task = owner;
        }
    }
}

impl Default for Mutexes {
    fn default() -> Mutexes {
        Mutexes::new()
    }
}
