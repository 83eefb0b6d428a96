//! The trusted code that every program needs, whoever boots the chip.
//!
//! - [`arena`]: `__cabi_arena_realloc` and its statistics.
//! - `faults`: traps by instructions that fault; on chips only.
//! - `math`, a feature: float functions that LLVM calls if the processor has no instruction; on chips only, since hosts have a C library.
//!
//! The library that uses this one says how trusted code traps: it implements [`Traps`], and defines the arena's symbols with
//! [`arenas!`] and [`only_arena!`].

#![no_std]

use dissolve_abi::TrapKind;
// Linked although nothing here refers to them, because LLVM calls their functions.
use dissolve_builtins as _;
use dissolve_fast_memory as _;

pub mod arena;
#[cfg(any(target_arch = "arm", target_arch = "riscv32"))]
mod faults;
#[cfg(all(target_os = "none", feature = "math"))]
mod math;

#[cfg(any(target_arch = "arm", target_arch = "riscv32"))]
pub use faults::Faults;

/// How trusted code ends the call of a program.
pub trait Traps {
    /// Traps with a kind of the arena's, or with [`TrapKind::Abort`].
    fn trap(kind: TrapKind) -> !;

    /// Traps because the arena has no block of `bytes` bytes.
    fn arena_exhausted(bytes: usize) -> !;
}
