//! Modules to objects: limits, what objects define and need, refusals.

mod allocator;
mod firmware;
#[cfg(feature = "llvm22")]
mod golden;
mod limits;
mod numbers;
mod objects;
mod refusals;
mod stack_need;
