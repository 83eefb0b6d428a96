//! What of a core module can be reached from outside, and how.
//!
//! Takes a core module; gives who refers to whom ([`Graph`]), what exports, start function and tables reach
//! ([`Reachable`]), and for each reachable function that executes `memory.grow` a shortest chain of calls to it
//! ([`Growth`]). It relies on the module to be valid; an index out of range, which no valid module has, leads nowhere.
//!
//! The answer errs on one side: what is not reachable never runs. A function in a table counts as reachable from
//! whoever uses the table, whatever its type. [`Flow`] tells which instructions of a function never run. What to do about
//! growth is a [`Remedy`], in words for the module's [`Language`], and about features that are not lowered, part of a [`Proposal`].

mod demangle;
mod flow;
mod graph;
mod proposals;
mod reachable;
mod remedy;

pub use demangle::demangle;
pub use flow::Flow;
pub use graph::Graph;
pub use proposals::{Needed, Proposal, needed};
pub use reachable::{Growth, Reachable, Root, Step};
pub use remedy::{Language, Remedy};
