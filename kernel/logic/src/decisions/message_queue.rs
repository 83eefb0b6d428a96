//! Decisions of a message queue, a ring of slots.

/// The decision on a put.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    /// Store the message.
    Store,
    /// Store the message, and wake the first task that waits for one.
    StoreAndWake,
    /// Let the task wait for a free slot.
    Wait,
    /// Leave everything as it is: the queue is full, and the task may not wait.
    Refuse,
}

/// The decision on a get.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Get {
    /// Take the oldest message.
    Take,
    /// Take the oldest message, and wake the first task that waits for a free slot.
    TakeAndWake,
    /// Let the task wait for a message.
    Wait,
    /// Leave everything as it is: the queue is empty, and the task may not wait.
    Refuse,
}

/// Decides on a put. `has_receiver` is true if a task waits for a message, `may_wait` if the task waits rather than being
/// refused.
pub fn put(count: u32, capacity: u32, has_receiver: bool, may_wait: bool) -> Put {
    match count < capacity {
        true if has_receiver => Put::StoreAndWake,
        true => Put::Store,
        false if may_wait => Put::Wait,
        false => Put::Refuse,
    }
}

/// Decides on a get. `has_sender` is true if a task waits for a free slot, `may_wait` if the task waits rather than being
/// refused.
pub fn get(count: u32, has_sender: bool, may_wait: bool) -> Get {
    match count {
        0 if may_wait => Get::Wait,
        0 => Get::Refuse,
        _ if has_sender => Get::TakeAndWake,
        _ => Get::Take,
    }
}

/// The slot that is `distance` behind the slot `first` in a ring of `capacity` slots. `first` is below `capacity`, and
/// `distance` at most `capacity`, which is below 2^31.
pub fn slot(first: u32, distance: u32, capacity: u32) -> u32 {
    let slot = first.wrapping_add(distance);
    if slot < capacity { slot } else { slot.wrapping_sub(capacity) }
}
