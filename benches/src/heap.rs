//! An allocator that counts: the system's, and how much of it is in use.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// The system's allocator, counted. A program that measures makes it the global one.
pub struct Heap {
    /// Bytes in use.
    used: AtomicUsize,
    /// The most since [`Heap::peak_of`] began.
    peak: AtomicUsize,
}

impl Heap {
    /// A heap of which nothing is in use.
    #[expect(clippy::new_without_default, reason = "there is one, and it is static")]
    pub const fn new() -> Heap {
        Heap { used: AtomicUsize::new(0), peak: AtomicUsize::new(0) }
    }

    /// Does something; gives its result, and the most bytes that were in use meanwhile beyond those at its beginning. What
    /// other threads allocate meanwhile counts too.
    pub fn peak_of<T>(&self, work: impl FnOnce() -> T) -> (T, usize) {
        let before = self.used.load(Relaxed);
        self.peak.store(before, Relaxed);
        let result = work();
        (result, self.peak.load(Relaxed).saturating_sub(before))
    }

    fn add(&self, bytes: usize) {
        let used = self.used.fetch_add(bytes, Relaxed) + bytes;
        self.peak.fetch_max(used, Relaxed);
    }
}

// SAFETY: every block is the system allocator's, and goes back to it as it came.
unsafe impl GlobalAlloc for Heap {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's.
        let block = unsafe { System.alloc(layout) };
        if !block.is_null() {
            self.add(layout.size());
        }
        block
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller's.
        let block = unsafe { System.alloc_zeroed(layout) };
        if !block.is_null() {
            self.add(layout.size());
        }
        block
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller's.
        unsafe { System.dealloc(block, layout) };
        self.used.fetch_sub(layout.size(), Relaxed);
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the caller's.
        let moved = unsafe { System.realloc(block, layout, size) };
        if !moved.is_null() {
            // Both may exist while the bytes are copied.
            self.add(size);
            self.used.fetch_sub(layout.size(), Relaxed);
        }
        moved
    }
}
