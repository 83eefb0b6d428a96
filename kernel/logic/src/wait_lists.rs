//! The tasks that wait: one list for each thing that tasks wait for, ordered by priority, and first come, first served
//! within a priority.
//!
//! A task waits in one list at most, so the links are one array with an entry for each task.

use crate::cell::Byte;
use crate::{Priority, TASKS, Task, is_task};

/// Lists of waiting tasks. All start empty.
pub struct WaitLists<const LISTS: usize> {
    /// For each list the first task plus one; zero if the list is empty.
    first: [Byte; LISTS],
    /// For each task that waits the next task plus one; zero for the last one.
    next: [Byte; TASKS],
    /// The priority of each task that waits.
    priority: [Byte; TASKS],
    /// For each task the list in which it waits plus one, or [`WOKEN`] and the list from which it was woken; zero for others.
    list: [Byte; TASKS],
}

/// Added to the number of a list from which a task was woken.
const WOKEN: u8 = 128;

/// The standing of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It neither waits nor was woken.
    Free,
    /// It waits in this list.
    Waits(usize),
    /// It was woken from this list, and [`WaitLists::forget`] was not called for it yet.
    Woken(usize),
    /// There is no such task.
    NoTask,
}

impl<const LISTS: usize> WaitLists<LISTS> {
    /// Empty lists.
    pub const fn new() -> WaitLists<LISTS> {
        const { assert!(LISTS < WOKEN as usize, "a list is a number of 7 bits") };
        WaitLists {
            first: [const { Byte::zero() }; LISTS],
            next: [const { Byte::zero() }; TASKS],
            priority: [const { Byte::zero() }; TASKS],
            list: [const { Byte::zero() }; TASKS],
        }
    }

    /// The standing of a task.
    pub fn standing(&self, task: Task) -> Standing {
        if !is_task(task) {
            return Standing::NoTask;
        }
        match of(&self.list, task).get() {
            0 => Standing::Free,
            list @ 1..WOKEN => Standing::Waits(usize::from(list - 1)),
            list => Standing::Woken(usize::from(list - WOKEN)),
        }
    }

    /// Returns true if `task` is one, and neither waits nor was woken.
    pub fn is_free(&self, task: Task) -> bool {
        is_task(task) && of(&self.list, task).get() == 0
    }

    /// Returns true if a task waits in `list`.
    pub fn has_waiter(&self, list: usize) -> bool {
        self.first[list].get() != 0
    }

    /// The first task in `list`.
    pub fn first(&self, list: usize) -> Option<Task> {
        self.first[list].get().checked_sub(1)
    }

    /// The priority of a task that waits.
    pub fn priority(&self, task: Task) -> Priority {
        of(&self.priority, task).get()
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

    /// Same as [`WaitLists::pop`], and remembers that the task was woken.
    pub fn wake(&self, list: usize) -> Option<Task> {
        let task = self.pop(list)?;
        of(&self.list, task).set(WOKEN + list as u8);
        Some(task)
    }

    /// Forgets that `task` was woken.
    pub fn forget(&self, task: Task) {
        of(&self.list, task).set(0);
    }

    /// Takes all tasks out of `list` for which `is_to_leave` is true, which is asked once for each, in their order.
    pub fn remove(&self, list: usize, mut is_to_leave: impl FnMut(Task) -> bool) {
        let mut link = &self.first[list];
        while let Some(task) = link.get().checked_sub(1) {
            let next = of(&self.next, task);
            if is_to_leave(task) {
                link.set(next.get());
                of(&self.list, task).set(0);
            } else {
                link = next;
            }
        }
    }

    /// Takes `task` out of the list in which it waits, and returns that list; none if it does not wait. Takes as many
    /// steps as there are tasks before it.
    pub fn leave(&self, task: Task) -> Option<usize> {
        let Standing::Waits(list) = self.standing(task) else { return None };
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
