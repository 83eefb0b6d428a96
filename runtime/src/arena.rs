//! `__cabi_arena_realloc` (contract, section 2) over the reservation that the object makes for it.
//!
//! The symbols are weak, so an embedder that brings its own allocator just links it.

use core::mem::MaybeUninit;

use dissolve_abi::TrapKind;
use dissolve_arena::{Arena, ArenaError};

use crate::cell::Static;
use crate::fault;
use crate::weak::weak;

unsafe extern "C" {
    static mut __cabi_arena_start: MaybeUninit<u8>;
    static mut __cabi_arena_end: MaybeUninit<u8>;
}

/// The arena, from its first use on.
static ARENA: Static<Option<Arena<'static>>> = Static::new(None);

fn arena() -> &'static mut Arena<'static> {
    // SAFETY: there is one thread, and no caller keeps the reference beyond its own call. The object reserves the bytes
    // between the two symbols for nothing else.
    unsafe {
        (*ARENA.get()).get_or_insert_with(|| {
            let start = &raw mut __cabi_arena_start;
            let length = (&raw mut __cabi_arena_end).addr() - start.addr();
            Arena::new(core::slice::from_raw_parts_mut(start, length))
        })
    }
}

extern "C" fn realloc(old_ptr: *mut u8, old_len: usize, align: usize, new_len: usize) -> *mut u8 {
    // SAFETY: what the arena cannot tell about the old block is the guest's word about its own memory.
    match unsafe { arena().realloc(old_ptr, old_len, align, new_len) } {
        Ok(block) => block,
        Err(ArenaError::Exhausted) => fault::trap(TrapKind::ArenaExhausted),
        Err(ArenaError::BadAlignment) => fault::trap(TrapKind::ArenaBadAlignment),
        Err(ArenaError::BadPointer) => fault::trap(TrapKind::ArenaBadPointer),
    }
}

extern "C" fn reset() {
    // SAFETY: as for `arena`.
    unsafe { *ARENA.get() = None };
}

extern "C" fn used() -> usize {
    arena().used()
}

extern "C" fn high_water() -> usize {
    arena().high_water()
}

extern "C" fn size() -> usize {
    arena().size()
}

weak! {
    "__cabi_arena_realloc" = realloc;
    "__cabi_arena_reset" = reset;
    "__cabi_arena_used" = used;
    "__cabi_arena_high_water" = high_water;
    "__cabi_arena_size" = size;
}
