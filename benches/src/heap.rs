//! An allocator that counts: the system's allocator, and the number of bytes in use.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering::Relaxed};

/// The system's allocator with counters. A program that measures uses it as its global allocator.
pub struct Heap {
    /// Bytes in use.
    used: AtomicUsize,
    /// The most bytes in use since [`Heap::peak_of`] was called.
    peak: AtomicUsize,
}

impl Heap {
    /// Makes a heap without bytes in use.
    #[expect(clippy::new_without_default, reason = "there is one, and it is static")]
    pub const fn new() -> Heap {
        Heap { used: AtomicUsize::new(0), peak: AtomicUsize::new(0) }
    }

    /// Runs `work`. Returns its result, and the most bytes in use during it above those before it. Allocations of other
    /// threads count too.
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
        // SAFETY: the caller upholds the contract.
        let block = unsafe { System.alloc(layout) };
        if !block.is_null() {
            self.add(layout.size());
        }
        block
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        // SAFETY: the caller upholds the contract.
        let block = unsafe { System.alloc_zeroed(layout) };
        if !block.is_null() {
            self.add(layout.size());
        }
        block
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller upholds the contract.
        unsafe { System.dealloc(block, layout) };
        self.used.fetch_sub(layout.size(), Relaxed);
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        // SAFETY: the caller upholds the contract.
        let moved = unsafe { System.realloc(block, layout, size) };
        if !moved.is_null() {
            // Both blocks may exist while the bytes are copied.
            self.add(size);
            self.used.fetch_sub(layout.size(), Relaxed);
        }
        moved
    }
}
