//! Decisions of a mutex with priority inheritance.

use crate::Priority;

/// The decision on a lock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lock {
    /// Make the task the owner.
    Acquire,
    /// Let the task wait, and let the owner inherit its priority.
    Wait,
    /// Leave everything as it is: the task is the owner, and would wait for itself.
    Deadlock,
    /// Leave everything as it is: another task is the owner, and the task may not wait.
    Refuse,
}

/// The decision on an unlock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unlock {
    /// The mutex has no owner any more.
    Release,
    /// Make the first task that waits the owner, and wake it.
    HandOver,
    /// Leave everything as it is: the task is not the owner.
    Refuse,
}

/// Decides on a lock. `may_wait` is true if the task waits rather than being refused.
pub fn lock(is_locked: bool, is_owner: bool, may_wait: bool) -> Lock {
    match (is_locked, is_owner) {
        (false, _) => Lock::Acquire,
        (true, true) => Lock::Deadlock,
        (true, false) if may_wait => Lock::Wait,
        (true, false) => Lock::Refuse,
    }
}

/// Decides on an unlock. `has_waiter` is true if a task waits for the mutex.
pub fn unlock(is_owner: bool, has_waiter: bool) -> Unlock {
    match (is_owner, has_waiter) {
        (true, true) => Unlock::HandOver,
        (true, false) => Unlock::Release,
        (false, _) => Unlock::Refuse,
    }
}

/// The priority of an owner, given its priority so far and that of a task that waits for it: the higher one.
pub fn inherit(owner: Priority, waiter: Priority) -> Priority {
    owner.max(waiter)
}
