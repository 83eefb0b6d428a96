//! What generated code, the native runtime and the host agree on.
//!
//! Three programs that are never linked together meet here: codegen writes trap instructions that the runtime's
//! fault handler decodes, the runtime answers call-gate frames that the host sends, and the linker finds symbols
//! that each of them defines. The crate has no dependency and no state, so that all three can use it.

#![no_std]

pub mod gate;
pub mod symbol;
mod trap;

pub use trap::{TrapKind, trap_code_arm, trap_code_riscv, trap_csr};
