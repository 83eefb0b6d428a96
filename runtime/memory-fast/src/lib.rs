//! `memcpy`, `memmove` and `memset` for speed, under the names that LLVM calls, for images that are not optimized for size. All are weak,
//! for an embedder that links a C library.

#![no_std]
#![no_builtins]

#[cfg(target_arch = "arm")]
mod arm;
#[cfg(target_arch = "riscv32")]
mod riscv;
