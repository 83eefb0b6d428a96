//! Condition variables: tasks wait until another one says that something has changed. A signal that nobody waits for is lost.

use crate::wait_lists::WaitLists;
use crate::{Priority, TASKS, Task, outcome};

/// The number of condition variables.
pub const CONDITIONS: usize = 8;

/// The tasks that wait for each condition.
pub struct Conditions(WaitLists<CONDITIONS>);

impl Conditions {
    /// Conditions for which nobody waits.
    pub const fn new() -> Conditions {
        Conditions(WaitLists::new())
    }

    /// Puts `task` into the list of those that wait. Returns false if there is no such condition or task, or it waits already.
    pub fn wait(&self, condition: u8, task: Task, priority: Priority) -> bool {
        let is_valid = usize::from(condition) < CONDITIONS && self.0.is_free(task);
        if is_valid {
            self.0.join(condition.into(), task, priority);
        }
        is_valid
    }

    /// Takes the first task out of the list. Returns that task, to be woken, or one of [`outcome`].
    pub fn signal(&self, condition: u8) -> u8 {
        match usize::from(condition) {
            index if index < CONDITIONS => self.0.pop(index).unwrap_or(outcome::NOBODY),
            _ => outcome::INVALID,
        }
    }

    /// Takes all tasks out of the list. Returns them, to be woken: bit 0 for task 0.
    pub fn broadcast(&self, condition: u8) -> u32 {
        let mut woken = 0;
        if usize::from(condition) < CONDITIONS {
            self.0.remove(condition.into(), |task| {
                woken |= 1 << (task % TASKS as u8);
                true
            });
        }
        woken
    }

    /// Ends the wait of `task`, as after a timeout. Returns false if it does not wait.
    pub fn cancel(&self, task: Task) -> bool {
        self.0.leave(task).is_some()
    }
}

impl Default for Conditions {
    fn default() -> Conditions {
        Conditions::new()
    }
}
