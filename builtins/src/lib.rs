//! The functions that LLVM calls where a processor has no instruction.
//!
//! - [`memory`]: copying, filling and comparing bytes.
//! - [`integer`]: division, and what 64-bit integers need on 32-bit processors.
//! - [`single`], [`double`]: floats without a floating-point unit; both are made by [`float`].
//! - `names`: the symbols that LLVM knows them by, on chips only.
//!
//! An image gets these instead of the `compiler_builtins` that come compiled with Rust: what is linked into it depends on no
//! toolchain, and is small. On any other machine this is an ordinary library, which tests compare with the machine's own
//! arithmetic.
//!
//! Floats are passed as their bits. A division by zero has no trap here, and a conversion of a float that does not fit gives
//! the nearest integer, as Rust's `as` does: generated code traps before it calls.

#![no_std]
// A loop that copies bytes must not become a call of `memcpy`: it is `memcpy`.
#![no_builtins]

#[cfg(test)]
extern crate std;

mod weak;

/// How a comparison ends when one side is a NaN: it is neither below, equal nor above.
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
