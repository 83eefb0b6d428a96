//! The facts of a target that all stages share.
//!
//! - [`Target`]: the processors, a row of a table each, with their [`Abi`], [`Fpu`] and [`Mpu`].
//! - [`CoreType`]: the core value types, and how they cross a native call.
//! - [`Grow`]: the treatment of `memory.grow`.
//! - [`EXCEPTION_HANDLERS`], [`DEFAULT_HANDLERS`]: the symbols of a vector table.
//! - [`ByteSize`]: sizes in the 32-bit address space of a target.

mod core_type;
mod exception;
mod grow;
mod size;
mod target;

pub use core_type::{CoreFuncType, CoreType};
pub use exception::{DEFAULT_HANDLERS, EXCEPTION_HANDLERS};
pub use grow::Grow;
pub use size::{ByteSize, ParseByteSizeError};
pub use target::{Abi, Architecture, Fpu, Mpu, Target};
