//! What dissolved code costs, measured on the emulated chip and in the images, as tables.
//!
//! Instructions are counted, not timed: they are the same in every run on every machine. Only the fuser, which runs on the
//! machine that builds, is timed.

pub mod arena;
pub mod fuse;
mod generate;
pub mod heap;
pub mod modes;
pub mod seams;
mod table;

/// Why a benchmark did not come to its end.
pub type Error = Box<dyn std::error::Error + Send + Sync>;
