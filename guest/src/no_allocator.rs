//! Mode `omit`: no allocation.

use crate::global::global_allocator;

#[cfg(target_family = "wasm")]
#[link(wasm_import_module = "env")]
unsafe extern "C" {
    /// An import that no embedder provides: a guest that still contains an allocation does not become a component.
    fn guest_allocates_in_mode_omit(align: usize, len: usize) -> *mut u8;
}

/// The global allocator of a guest that has none. Rust requires one, since generated code for lists that are lent to an
/// import links the library of collections, although it makes no collection.
///
/// A guest that does not allocate contains none of it after linking. A guest that does keeps the import
/// `env::guest_allocates_in_mode_omit`, which no world describes, so `dissolve componentize` refuses it: the mistake is
/// found at build time.
pub struct NoAllocator;

#[cfg(target_family = "wasm")]
impl NoAllocator {
    unsafe fn reallocate(&self, _: *mut u8, _: usize, align: usize, new_len: usize) -> *mut u8 {
        if new_len == 0 {
            return core::ptr::without_provenance_mut(align);
        }
        // SAFETY: nothing provides it, so it is never called.
        unsafe { guest_allocates_in_mode_omit(align, new_len) }
    }
}

global_allocator!([] NoAllocator);
