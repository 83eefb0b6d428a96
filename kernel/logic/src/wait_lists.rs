//! The tasks that wait: one list for each thing that tasks wait for, ordered by priority, and first come, first served
//! within a priority.
//!
//! A task waits in one list at most, so the links are one array with an entry for each task.

use crate::cell::Byte;
use crate::{Priority, TASKS, Task};

/// Lists of waiting tasks. All start empty.
pub struct WaitLists<const LISTS: usize> {
    /// For each list the first task plus one; zero if the list is empty.
    first: [Byte; LISTS],
    /// For each task that waits the next task plus one; zero for the last one.
    next: [Byte; TASKS],
    /// The priority of each task that waits.
    priority: [Byte; TASKS],
    /// For each task the list in which it waits plus one; zero if it does not wait.
    list: [Byte; TASKS],
}

impl<const LISTS: usize> WaitLists<LISTS> {
    /// Empty lists.
    pub const fn new() -> WaitLists<LISTS> {
        const { assert!(LISTS < 256, "a list is a number of 8 bits") };
        WaitLists {
            first: [const { Byte::zero() }; LISTS],
            next: [const { Byte::zero() }; TASKS],
            priority: [const { Byte::zero() }; TASKS],
            list: [const { Byte::zero() }; TASKS],
        }
    }

    /// The list in which `task` waits, if it does.
    pub fn list_of(&self, task: Task) -> Option<usize> {
        usize::from(of(&self.list, task).get()).checked_sub(1)
    }

    /// Returns true if a task waits in `list`.
    pub fn has_waiter(&self, list: usize) -> bool {
        self.first[list].get() != 0
    }

    /// The first task in `list`.
    pub fn first(&self, list: usize) -> Option<Task> {
        self.first[list].get().checked_sub(1)
    }

    /// Puts `task`, which waits in no list, into `list`: behind all tasks of the same or a higher priority. Takes as many
    /// steps as there are such tasks.
    pub fn join(&self, list: usize, task: Task, priority: Priority) {
        let mut link = &self.first[list];
        while let Some(other) = link.get().checked_sub(1) {
            if of(&self.priority, other).get() < priority {
                break;
            }
            link = of(&self.next, other);
        }
        of(&self.next, task).set(link.get());
        of(&self.priority, task).set(priority);
        of(&self.list, task).set(list as u8 + 1);
        link.set(task + 1);
    }

    /// Takes the first task out of `list`.
    pub fn pop(&self, list: usize) -> Option<Task> {
        let task = self.first(list)?;
        self.first[list].set(of(&self.next, task).get());
        of(&self.list, task).set(0);
        Some(task)
    }

    /// Takes `task` out of the list in which it waits, and returns that list; none if it does not wait. Takes as many
    /// steps as there are tasks before it.
    pub fn leave(&self, task: Task) -> Option<usize> {
        let list = self.list_of(task)?;
        let mut link = self.first.get(list)?;
        while let Some(other) = link.get().checked_sub(1) {
            if other == task {
                link.set(of(&self.next, task).get());
                of(&self.list, task).set(0);
                return Some(list);
            }
            link = of(&self.next, other);
        }
        None
    }
}

impl<const LISTS: usize> Default for WaitLists<LISTS> {
    fn default() -> WaitLists<LISTS> {
        WaitLists::new()
    }
}

/// The entry of a task. The remainder keeps the index within the array without a branch.
pub(crate) fn of<T>(array: &[T; TASKS], task: Task) -> &T {
    &array[usize::from(task) % TASKS]
}
