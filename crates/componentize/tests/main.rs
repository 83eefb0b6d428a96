//! Core modules to components.

mod golden;
mod hostile;
