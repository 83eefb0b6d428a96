//! Modules to objects: limits, what objects define and need, refusals.

mod firmware;
mod golden;
mod limits;
mod objects;
mod refusals;
