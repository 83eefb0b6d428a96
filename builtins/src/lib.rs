//! The functions that LLVM calls for operations that a processor has no instruction for.
//!
//! - [`memory`]: comparing bytes.
//! - [`integer`]: division, and 64-bit operations that 32-bit processors do not have.
//! - [`single`], [`double`]: floats without a floating-point unit; [`float`] defines both.
//! - `names`: the symbols under which LLVM calls them, on chips only.
//!
//! An image contains these instead of the `compiler_builtins` that come compiled with Rust: so it is small, and the
//! same with every toolchain. On other machines this is an ordinary library, which tests compare with the machine's own
//! arithmetic.
//!
//! Floats are passed as their bits. A division by zero does not trap here, and a conversion of a float that does not
//! fit gives the nearest integer, like `as` in Rust: generated code traps before the call.

#![no_std]
// The loop that compares bytes is `memcmp`, so it must not become a call of `memcmp`.
#![no_builtins]

#[cfg(test)]
extern crate std;

mod weak;

/// The result of a comparison with a NaN, which is neither below, equal nor above.
pub const UNORDERED: i32 = 2;

pub mod double;
mod float;
pub mod integer;
pub mod memory;
pub mod single;

#[cfg(target_os = "none")]
mod names;

#[cfg(test)]
mod tests;
