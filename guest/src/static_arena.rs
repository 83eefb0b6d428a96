//! Mode `static-arena`: a range of the guest's own memory.

use core::cell::UnsafeCell;

use dissolve_arena::Arena;

use crate::global::global_allocator;

/// A global allocator over `SIZE` bytes of its own. When they are used up, it traps: an allocation never fails, and
/// never grows the memory.
///
/// `LISTS` must be [`lists(SIZE)`](crate::lists). All of it is zero at first, so it takes no space in the module.
#[cfg_attr(not(target_family = "wasm"), expect(dead_code, reason = "the system's allocator serves there"))]
pub struct StaticArena<const SIZE: usize, const LISTS: usize> {
    /// Has no memory until its first use.
    arena: UnsafeCell<Arena<'static, LISTS>>,
    bytes: UnsafeCell<Aligned<SIZE>>,
}

/// Checks the size of an arena, in bytes, where the option is written.
///
/// # Panics
///
/// At compile time, when the size is too small for a block or larger than any microcontroller's memory.
#[doc(hidden)]
#[track_caller]
pub const fn check_arena_size(size: usize) {
    const SMALLEST: usize = dissolve_arena::GRANULE + dissolve_arena::SMALLEST_BLOCK;
    const LARGEST: usize = 16 << 20;
    assert!(size >= SMALLEST, "an arena of this size holds no block: it takes 24 bytes at least");
    assert!(size <= LARGEST, "no microcontroller has room for an arena of this size (16 MiB at most)");
}

/// Bytes with the alignment of blocks, so that none of them is lost.
#[repr(align(8))]
struct Aligned<const SIZE: usize>([u8; SIZE]);

// SAFETY: a guest has one thread.
unsafe impl<const SIZE: usize, const LISTS: usize> Sync for StaticArena<SIZE, LISTS> {}

impl<const SIZE: usize, const LISTS: usize> StaticArena<SIZE, LISTS> {
    /// Makes an arena without any live block.
    ///
    /// # Panics
    ///
    /// At compile time, when `SIZE` is too small for a block or larger than any microcontroller's memory.
    #[expect(clippy::new_without_default, reason = "there is one, and it is static")]
    pub const fn new() -> StaticArena<SIZE, LISTS> {
        const { check_arena_size(SIZE) };
        StaticArena { arena: UnsafeCell::new(Arena::EMPTY), bytes: UnsafeCell::new(Aligned([0; SIZE])) }
    }

    #[cfg(target_family = "wasm")]
    /// Allocates, resizes or frees a block (contract, section 2).
    ///
    /// # Safety
    ///
    /// If `old_len > 0`, `old_ptr` is a live block of this allocator, which is afterwards used only as the result
    /// allows.
    #[doc(hidden)]
    pub unsafe fn reallocate(&self, old_ptr: *mut u8, old_len: usize, align: usize, new_len: usize) -> *mut u8 {
        // SAFETY: there is one thread, and nothing below calls back.
        let arena = unsafe { &mut *self.arena.get() };
        if arena.size() == 0 {
            // SAFETY: nothing else refers to the bytes, and they live as long as the arena: both are static.
            arena.give(unsafe { core::slice::from_raw_parts_mut(self.bytes.get().cast(), SIZE) });
        }
        // SAFETY: the caller upholds the contract.
        unsafe { arena.realloc(old_ptr, old_len, align, new_len) }.unwrap_or_else(|_| crate::trap())
    }
}

global_allocator!([const SIZE: usize, const LISTS: usize] StaticArena<SIZE, LISTS>);
