//! Decisions of a counting semaphore.

/// The decision on a give.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Give {
    /// Add one to the count.
    Increment,
    /// Leave the count as it is, and wake the first task that waits: the unit is its.
    Wake,
    /// Leave everything as it is: the count is at its limit.
    Refuse,
}

/// The decision on a take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Take {
    /// Subtract one from the count.
    Decrement,
    /// Let the task wait.
    Wait,
    /// Leave everything as it is: the count is zero, and the task may not wait.
    Refuse,
}

/// Decides on a give. `has_waiter` is true if a task waits for the semaphore.
pub fn give(count: u32, limit: u32, has_waiter: bool) -> Give {
    match has_waiter {
        true => Give::Wake,
        false if count < limit => Give::Increment,
        false => Give::Refuse,
    }
}

/// Decides on a take. `may_wait` is true if the task waits rather than being refused.
pub fn take(count: u32, may_wait: bool) -> Take {
    match count {
        0 if may_wait => Take::Wait,
        0 => Take::Refuse,
        _ => Take::Decrement,
    }
}
