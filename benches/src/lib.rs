//! The cost of dissolved code, measured on the emulated chip and in the images, as tables.
//!
//! Instructions are counted instead of measuring time, since they are the same in every run on every machine. Only the
//! fuser and code generation are timed, since they run on the machine that builds.

pub mod arena;
pub mod baseline;
pub mod codegen;
pub mod costs;
pub mod fuse;
mod generate;
pub mod goals;
pub mod heap;
pub mod modes;
pub mod picture;
pub mod programs;
pub mod seams;
mod table;

/// The reason why a benchmark did not finish.
pub type Error = Box<dyn std::error::Error + Send + Sync>;
