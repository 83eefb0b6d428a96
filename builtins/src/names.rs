//! The symbols. They are weak, for an embedder that links a C library; each function is a section of its own, so that an
//! image has only those that something in it calls.

#[cfg(target_arch = "arm")]
mod arm;
#[cfg(armv6m)]
mod armv6m;
#[cfg(target_arch = "riscv32")]
mod riscv;

use crate::{memory, weak};

const LOOSE: bool = cfg!(any_address);

unsafe extern "C" fn copy(to: *mut u8, from: *const u8, length: usize) -> *mut u8 {
    // SAFETY: the caller's promise: the ranges do not overlap, or `to` is below.
    unsafe { memory::copy_up::<LOOSE>(to, from, length) };
    to
}

unsafe extern "C" fn copy_any(to: *mut u8, from: *const u8, length: usize) -> *mut u8 {
    if to.addr().wrapping_sub(from.addr()) >= length {
        // SAFETY: `to` is below, or behind the range that is read.
        return unsafe { memcpy(to, from, length) };
    }
    // SAFETY: `to` is above.
    unsafe { memory::copy_down::<LOOSE>(to, from, length) };
    to
}

unsafe extern "C" fn compare(left: *const u8, right: *const u8, length: usize) -> i32 {
    // SAFETY: the caller's promise.
    unsafe { memory::compare(left, right, length) }
}

unsafe extern "C" fn length(text: *const u8) -> usize {
    // SAFETY: the caller's promise.
    unsafe { memory::length(text) }
}

unsafe extern "C" {
    /// By its symbol, which may be another's: then an image does not have both.
    fn memcpy(to: *mut u8, from: *const u8, length: usize) -> *mut u8;
}

weak! {
    "memcpy" = copy;
    "memmove" = copy_any;
    "memcmp" = compare;
    "bcmp" = compare;
    "strlen" = length;
}
