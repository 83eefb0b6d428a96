//! Mode `extern-arena`: the embedder allocates.

use crate::global::global_allocator;

#[cfg(target_family = "wasm")]
#[link(wasm_import_module = "env")]
unsafe extern "C" {
    /// The embedder's allocator. Section 2 of the contract has the table of its calls and results.
    fn __cabi_arena_realloc(old_ptr: *mut u8, old_len: usize, align: usize, new_len: usize) -> *mut u8;
}

/// A global allocator that forwards to the import `env::__cabi_arena_realloc`.
///
/// The embedder decides how much memory there is. When it is used up, the import traps: an allocation never fails, and
/// never grows the memory.
pub struct ExternArena;

#[cfg(target_family = "wasm")]
impl ExternArena {
    /// Allocates, resizes or frees a block (contract, section 2).
    ///
    /// # Safety
    ///
    /// If `old_len > 0`, `old_ptr` is a live block of this allocator, which is afterwards used only as the result
    /// allows.
    #[doc(hidden)]
    pub unsafe fn reallocate(&self, old_ptr: *mut u8, old_len: usize, align: usize, new_len: usize) -> *mut u8 {
        // SAFETY: the caller upholds the contract.
        unsafe { __cabi_arena_realloc(old_ptr, old_len, align, new_len) }
    }
}

global_allocator!([] ExternArena);
