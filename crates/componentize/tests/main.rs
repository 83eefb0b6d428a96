//! Tests of making components of core modules.

mod golden;
mod hostile;
