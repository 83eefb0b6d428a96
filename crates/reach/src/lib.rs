//! What of a core module can be reached from outside, and how.
//!
//! Takes a core module; gives who refers to whom ([`Graph`]), what exports, start function and tables reach
//! ([`Reachable`]), and for each reachable function that executes `memory.grow` a shortest chain of calls to it
//! ([`Growth`]). It relies on the module to be valid; an index out of range, which no valid module has, leads nowhere.
//!
//! The answer errs on one side: what is not reachable never runs. A function in a table counts as reachable from
//! whoever uses the table, whatever its type. [`Flow`] tells which instructions of a function never run.

mod demangle;
mod flow;
mod graph;
mod reachable;

pub use demangle::demangle;
pub use flow::Flow;
pub use graph::Graph;
pub use reachable::{Growth, Reachable, Root, Step};
