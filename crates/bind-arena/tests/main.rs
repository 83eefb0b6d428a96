//! Modules whose arena import is bound to an allocator.

mod allocator;
mod golden;
mod hostile;
