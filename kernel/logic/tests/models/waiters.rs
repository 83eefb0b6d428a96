//! The model of the tasks that wait: one vector.

use dissolve_kernel::{Priority, Task};

/// Tasks that wait, each with the thing it waits for and its priority, in the order in which they came.
#[derive(Default)]
pub struct Waiters(Vec<(usize, Priority, Task)>);

impl Waiters {
    /// Adds a task.
    pub fn join(&mut self, list: usize, task: Task, priority: Priority) {
        self.0.push((list, priority, task));
    }

    /// Returns true if `task` waits for anything.
    pub fn has(&self, task: Task) -> bool {
        self.0.iter().any(|waiter| waiter.2 == task)
    }

    /// The thing that `task` waits for.
    pub fn list_of(&self, task: Task) -> Option<usize> {
        self.0.iter().find(|waiter| waiter.2 == task).map(|waiter| waiter.0)
    }

    /// All tasks that wait, each with the thing it waits for and its priority.
    pub fn all(&self) -> &[(usize, Priority, Task)] {
        &self.0
    }

    /// The tasks that wait for `list`: the most urgent first, and of those with one priority the first that came.
    pub fn of(&self, list: usize) -> Vec<Task> {
        let mut tasks: Vec<_> = self.0.iter().filter(|waiter| waiter.0 == list).collect();
        tasks.sort_by_key(|waiter| std::cmp::Reverse(waiter.1));
        tasks.iter().map(|waiter| waiter.2).collect()
    }

    /// Removes the first task that waits for `list`.
    pub fn pop(&mut self, list: usize) -> Option<Task> {
        let first = *self.of(list).first()?;
        self.leave(first);
        Some(first)
    }

    /// Removes `task`; returns what it waited for.
    pub fn leave(&mut self, task: Task) -> Option<usize> {
        let place = self.0.iter().position(|waiter| waiter.2 == task)?;
        Some(self.0.remove(place).0)
    }
}
