//! The parts of a core module that can be reached from outside.
//!
//! Takes a core module; gives the references between its items ([`Graph`]), the items that exports, the start function
//! and tables reach ([`Reachable`]), and a shortest chain of calls to each reachable function that executes
//! `memory.grow` ([`Growth`]), and the calls with their cycles ([`Calls`], [`Recursion`]). It relies on the module to be valid; an index out of range, which no valid module has,
//! leads nowhere.
//!
//! The answer errs on one side: an item that is not reachable is never used. A function in a table counts as reachable
//! from every user of the table, whatever its type. [`Flow`] finds the instructions of a function that never run. A
//! [`Remedy`] says what to do about growth, in words for the module's [`Language`]; a [`Proposal`] says what to do
//! about features that a [`Stage`] does not take.

mod calls;
mod demangle;
mod flow;
mod graph;
mod proposals;
mod reachable;
mod remedy;

pub use calls::{CallNode, Calls, Recursion};
pub use demangle::demangle;
pub use flow::Flow;
pub use graph::Graph;
pub use proposals::{Needed, Proposal, Stage, needed, proposal_table};
pub use reachable::{Growth, Reachable, Root, Step};
pub use remedy::{Language, Remedy};
