//! An image on an emulated board: load, call with WAVE values, trap, count.
//!
//! - [`canonical`]: values to what a core function takes, and back, on any [`Instance`].
//! - [`wave`]: values as text.
//! - [`chip`]: an instance on an emulated board, through the image's call gate.

pub mod canonical;
pub mod chip;
mod core_value;
mod value;
pub mod wave;

pub use canonical::InvokeError;
pub use chip::{
    Arena, ArenaUse, Caller, Chip, ChipError, Convention, Export, Global, Memory, ProgramInfo, RepeatError, Trap,
};
pub use core_value::{CallError, CoreFuncType, CoreType, CoreValue, Instance};
pub use value::Value;
