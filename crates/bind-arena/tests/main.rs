//! Tests of binding a module's arena import to an allocator.

mod allocator;
mod golden;
mod hostile;
