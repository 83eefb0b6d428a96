//! Mode `extern-arena`: every allocation is the embedder's.

use core::alloc::{GlobalAlloc, Layout};

#[cfg(target_arch = "wasm32")]
#[link(wasm_import_module = "env")]
unsafe extern "C" {
    /// The embedder's allocator; its table of calls and results is section 2 of the contract.
    fn __cabi_arena_realloc(old_ptr: *mut u8, old_len: usize, align: usize, new_len: usize) -> *mut u8;
}

/// A global allocator that forwards to the import `env::__cabi_arena_realloc`.
///
/// The embedder decides how much memory there is. When it is used up the import traps: an allocation never fails and
/// never grows the memory.
pub struct ExternArena;

#[cfg(target_arch = "wasm32")]
// SAFETY: the import meets the contract: a block is aligned, as large as asked for, and not handed out again before it
// is given back. A layout has a non-zero size here (`GlobalAlloc`'s own condition) and a power of two as its alignment.
unsafe impl GlobalAlloc for ExternArena {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: no block goes in.
        unsafe { __cabi_arena_realloc(core::ptr::null_mut(), 0, layout.align(), layout.size()) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller gives back a live block of this allocator, with its layout.
        unsafe { __cabi_arena_realloc(block, layout.size(), layout.align(), 0) };
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, new_size: usize) -> *mut u8 {
        // SAFETY: as for `dealloc`; the new size is not zero.
        unsafe { __cabi_arena_realloc(block, layout.size(), layout.align(), new_size) }
    }
}

#[cfg(not(target_arch = "wasm32"))]
// SAFETY: nothing is ever handed out.
unsafe impl GlobalAlloc for ExternArena {
    unsafe fn alloc(&self, _: Layout) -> *mut u8 {
        core::ptr::null_mut()
    }

    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}
