//! `memcpy`, `memmove` and `memset` in as few instructions as possible, for images that are optimized for size. In assembly, so that they
//! are the same with every compiler.
//!
//! The archive of this crate comes before the runtime's, so a linker takes these instead of the runtime's fast ones. All are weak, and an
//! embedder's come before both.
//!
//! They copy and fill word by word, which is four times as fast as byte by byte. Byte by byte they copy the rest; between addresses that are not
//! both aligned, where the processor cannot access a word at any address; and, on Armv6-M and RISC-V, from one range to one that overlaps it
//! in the direction in which `memcpy` does not copy.

#![no_std]
#![no_builtins]

/// The directive before a label of code.
#[cfg(target_arch = "arm")]
macro_rules! code {
    () => {
        ".thumb_func\n"
    };
}
/// The directive before a label of code.
#[cfg(target_arch = "riscv32")]
macro_rules! code {
    () => {
        ""
    };
}

/// Begins a function, in a section of its own. The name is its own: an embedder cannot define it instead.
#[cfg(any(target_arch = "arm", target_arch = "riscv32"))]
macro_rules! begin {
    ($name:literal) => {
        concat!(".section .text.", $name, ",\"ax\",%progbits\n.p2align 1\n", own_name!($name))
    };
}

/// A name of the function whose instructions follow, for this crate.
#[cfg(any(target_arch = "arm", target_arch = "riscv32"))]
macro_rules! own_name {
    ($name:literal) => {
        concat!(".type ", $name, ",%function\n", code!(), $name, ":\n")
    };
}

/// Names of the function whose instructions follow, which an embedder may define instead.
#[cfg(any(target_arch = "arm", target_arch = "riscv32"))]
macro_rules! names {
    ($($name:literal)*) => {
        concat!($(".weak ", $name, "\n", own_name!($name),)*)
    };
}

/// Ends the function that has these names.
#[cfg(any(target_arch = "arm", target_arch = "riscv32"))]
macro_rules! end {
    ($($name:literal)*) => {
        concat!($(".size ", $name, ", . - ", $name, "\n",)*)
    };
}

#[cfg(armv6m)]
mod armv6m;
#[cfg(all(target_arch = "arm", not(armv6m)))]
mod armv7m;
#[cfg(target_arch = "riscv32")]
mod riscv;
