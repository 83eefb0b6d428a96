//! The common part of streams and futures: the transfer of one item.
//!
//! A [`Transfer`](transfer::Transfer) moves one item between a component and the other end of a [`Channel`]. It is
//! stored in the future that the caller awaits, and so is the item's [slot](slot): the runtime is given a pointer into
//! a pinned future, and is told to forget it before that future is dropped. The transfer waits through the C interface
//! that the stock bindings share ([`task`]), so it works wherever the stock futures do.

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
