//! The allocator of the runtime for images, as bitcode: the compiler puts it into the program's LLVM module, so that both are
//! optimized together. The archive of the runtime has the same allocator, with the same state.
//!
//! A program calls one of the two functions; the other one is dropped.

#![no_std]

use dissolve_abi::{ArenaDescriptor, TrapKind};
use dissolve_support::{Faults, Traps as _, arena};

/// See `dissolve_abi::symbol::ARENA_REALLOC_IN`.
///
/// # Safety
///
/// The descriptor is one of generated code, and the blocks are the guest's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn __cabi_arena_realloc_in(
    arena: &ArenaDescriptor,
    old_ptr: *mut u8,
    old_len: usize,
    align: usize,
    new_len: usize,
) -> *mut u8 {
    // SAFETY: the caller's promise.
    unsafe { arena::realloc_in::<Faults>(arena, old_ptr, old_len, align, new_len) }
}

/// See `dissolve_abi::symbol::ARENA_ALLOCATE_OR_FREE_IN`.
///
/// # Safety
///
/// The descriptor is one of generated code, and the blocks are the guest's.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn __cabi_arena_allocate_or_free_in(
    arena: &ArenaDescriptor,
    old_ptr: *mut u8,
    old_len: usize,
    align: usize,
    new_len: usize,
) -> *mut u8 {
    // SAFETY: the caller's promise.
    unsafe { arena::allocate_or_free_in::<Faults>(arena, old_ptr, old_len, align, new_len) }
}

/// Turns a panic into a trap: no message is formatted.
#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    Faults::trap(TrapKind::Abort)
}
