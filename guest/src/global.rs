//! Implements Rust's global allocator with one function, `cabi_realloc` with its table of calls (contract, section 2).

/// Makes a type with a method `reallocate(&self, old_ptr, old_len, align, new_len)` a global allocator. The method
/// never fails: it traps. Outside WebAssembly, the system's allocator is used instead.
macro_rules! global_allocator {
    ([$($generics:tt)*] $name:ty) => {
        #[cfg(target_family = "wasm")]
        // SAFETY: the method meets the contract: a block is aligned, as large as asked for, and not handed out again before
        // it is given back. A layout has a non-zero size here (`GlobalAlloc`'s own condition) and a power of two as its
        // alignment.
        unsafe impl<$($generics)*> core::alloc::GlobalAlloc for $name {
            unsafe fn alloc(&self, layout: core::alloc::Layout) -> *mut u8 {
                // SAFETY: no block goes in.
                unsafe { self.reallocate(core::ptr::null_mut(), 0, layout.align(), layout.size()) }
            }

            unsafe fn dealloc(&self, block: *mut u8, layout: core::alloc::Layout) {
                // SAFETY: the caller gives back a live block of this allocator, with its layout.
                unsafe { self.reallocate(block, layout.size(), layout.align(), 0) };
            }

            unsafe fn realloc(&self, block: *mut u8, layout: core::alloc::Layout, new_size: usize) -> *mut u8 {
                // SAFETY: as for `dealloc`; the new size is not zero.
                unsafe { self.reallocate(block, layout.size(), layout.align(), new_size) }
            }
        }

        #[cfg(not(target_family = "wasm"))]
        // SAFETY: the system's allocator is one.
        unsafe impl<$($generics)*> core::alloc::GlobalAlloc for $name {
            unsafe fn alloc(&self, layout: core::alloc::Layout) -> *mut u8 {
                // SAFETY: the caller upholds the contract.
                unsafe { std::alloc::System.alloc(layout) }
            }

            unsafe fn dealloc(&self, block: *mut u8, layout: core::alloc::Layout) {
                // SAFETY: the caller upholds the contract.
                unsafe { std::alloc::System.dealloc(block, layout) }
            }

            unsafe fn realloc(&self, block: *mut u8, layout: core::alloc::Layout, new_size: usize) -> *mut u8 {
                // SAFETY: the caller upholds the contract.
                unsafe { std::alloc::System.realloc(block, layout, new_size) }
            }
        }
    };
}

pub(crate) use global_allocator;
