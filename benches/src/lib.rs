//! What dissolved code costs, measured on the emulated chip and in the images, as tables.
//!
//! Instructions are counted, not timed: they are the same in every run on every machine.

pub mod arena;
pub mod modes;
mod table;

/// Why a benchmark did not come to its end.
pub type Error = Box<dyn std::error::Error + Send + Sync>;
