//! The agreements between generated code, the native runtime and the host.
//!
//! Three programs that are never linked together meet here: codegen writes trap instructions that the runtime's
//! fault handler decodes, the runtime answers call-gate frames that the host sends, and the linker finds symbols
//! that each of them defines. The crate has no dependency and no state, so that all three can use it.

#![no_std]

mod arena;
pub mod gate;
pub mod instance;
pub mod symbol;
mod trap;

/// The largest guard below the stack, as a power of two of its bytes. The runtime denies access to as many bytes as the
/// stack's low end is aligned to, and to at most this many. No frame of generated code is larger.
pub const STACK_GUARD_LOG2: u32 = 16;

pub use arena::{ArenaDescriptor, arena_lists, arena_state_bytes};
pub use trap::{TrapKind, trap_code_arm, trap_code_riscv, trap_csr};
