//! What streams and futures share: the transfer of one item.
//!
//! A [`Transfer`](transfer::Transfer) moves one item between a component and the other end of a [`Channel`]. It lives in
//! the future that a caller awaits, and so does the item's [slot](slot): the runtime is given a pointer into a pinned
//! future, and is told to forget it before that future goes. The transfer waits through the C interface that the stock
//! bindings offer to each other ([`task`]), so it works wherever their own futures do.

mod channel;
mod code;
mod slot;
mod task;
mod transfer;
mod wait;

#[cfg(test)]
pub(crate) mod mock;

pub(crate) use channel::{Channel, Direction, End};
pub(crate) use code::Outcome;
pub(crate) use slot::Buffer;
pub(crate) use transfer::Transfer;
pub(crate) use wait::prepare;
