//! The symbols of the functions. They are weak, for an embedder that links a C library. Each function has a section of
//! its own, so that an image contains only those that it calls.

#[cfg(target_arch = "arm")]
mod arm;
#[cfg(armv6m)]
mod armv6m;
#[cfg(target_arch = "riscv32")]
mod riscv;

use crate::{memory, weak};

unsafe extern "C" fn compare(left: *const u8, right: *const u8, length: usize) -> i32 {
    // SAFETY: the caller's promise.
    unsafe { memory::compare(left, right, length) }
}

unsafe extern "C" fn length(text: *const u8) -> usize {
    // SAFETY: the caller's promise.
    unsafe { memory::length(text) }
}

weak! {
    "memcmp" = compare;
    "bcmp" = compare;
    "strlen" = length;
}
