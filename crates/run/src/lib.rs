//! Runs an image on an emulated board: loads it, calls functions with WAVE values, reports traps, counts instructions.
//!
//! - [`canonical`]: converts values to the arguments of core functions and back, on any [`Instance`].
//! - [`wave`]: values as text.
//! - [`chip`]: an instance on an emulated board, through the image's call gate.
//! - [`debugged`]: an image on an emulated board, for a debugger.
//! - [`profile`]: the instructions of a recorded run by function, and its coverage.

pub mod canonical;
pub mod chip;
mod core_value;
mod emulator;
pub mod profile;
mod value;
pub mod wave;

pub use canonical::InvokeError;
pub use chip::{
    Arena, ArenaUse, Caller, Chip, ChipError, Constants, Export, Global, Memory, ProgramInfo, Recording, RepeatError,
    Symbolizer, Trap, stack_bytes,
};
pub use core_value::{CallError, CoreValue, Instance};
pub use emulator::{EMULATOR_VARIABLE, debugged, not_started};
pub use value::Value;
