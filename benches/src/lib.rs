//! What dissolved code costs, measured on the emulated chip and in the images, as tables.
//!
//! Instructions are counted, not timed: they are the same in every run on every machine. Only the fuser and code generation, which run on
//! the machine that builds, are timed.

pub mod arena;
pub mod codegen;
pub mod fuse;
mod generate;
pub mod heap;
pub mod modes;
pub mod seams;
pub mod sizes;
mod table;

/// Why a benchmark did not come to its end.
pub type Error = Box<dyn std::error::Error + Send + Sync>;
