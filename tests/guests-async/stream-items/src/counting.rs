//! A global allocator that counts.

use core::alloc::{GlobalAlloc, Layout};
use core::sync::atomic::{AtomicU32, Ordering::Relaxed};

/// Forwards to an allocator, and counts the calls that allocate.
pub struct Counting<A> {
    inner: A,
    count: AtomicU32,
}

impl<A> Counting<A> {
    /// Counts the allocations of `inner`.
    pub const fn new(inner: A) -> Counting<A> {
        Counting { inner, count: AtomicU32::new(0) }
    }

    /// Allocations and reallocations until now.
    pub fn count(&self) -> u32 {
        self.count.load(Relaxed)
    }

    fn one_more(&self) {
        self.count.fetch_add(1, Relaxed);
    }
}

// SAFETY: `inner` does the work.
unsafe impl<A: GlobalAlloc> GlobalAlloc for Counting<A> {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        self.one_more();
        // SAFETY: the caller's.
        unsafe { self.inner.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller's.
        unsafe { self.inner.dealloc(block, layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        self.one_more();
        // SAFETY: the caller's.
        unsafe { self.inner.realloc(block, layout, size) }
    }
}
