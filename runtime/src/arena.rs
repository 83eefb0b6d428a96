//! `__cabi_arena_realloc` (contract, section 2) over the reservation that the object makes for it.
//!
//! The symbols are weak, so an embedder that brings its own allocator just links it.

use dissolve_abi::TrapKind;
use dissolve_arena::{Arena, ArenaError};

use crate::cell::Static;
use crate::fault;
use crate::weak::weak;

unsafe extern "C" {
    static mut __cabi_arena_start: u8;
    static mut __cabi_arena_end: u8;
}

/// Enough for an arena of 2 MiB in one piece. A larger one is in several, and no block lies across two.
const LISTS: usize = dissolve_arena::lists(2 << 20);

/// The arena; empty until its first use.
static ARENA: Static<Arena<'static, LISTS>> = Static::new(Arena::EMPTY);

fn arena() -> &'static mut Arena<'static, LISTS> {
    // SAFETY: there is one thread, and no caller keeps the reference beyond its own call. The object reserves the bytes
    // between the two symbols for nothing else.
    unsafe {
        let arena = &mut *ARENA.get();
        if arena.size() == 0 {
            let start = &raw mut __cabi_arena_start;
            let length = (&raw mut __cabi_arena_end).addr() - start.addr();
            arena.give(core::slice::from_raw_parts_mut(start, length));
        }
        arena
    }
}

extern "C" fn realloc(old_ptr: *mut u8, old_len: usize, align: usize, new_len: usize) -> *mut u8 {
    // SAFETY: the call is the guest's own, about blocks in its own memory, and the arena touches nothing else.
    match unsafe { arena().realloc(old_ptr, old_len, align, new_len) } {
        Ok(block) => block,
        Err(ArenaError::Exhausted) => fault::arena_exhausted(new_len),
        Err(ArenaError::BadAlignment) => fault::trap(TrapKind::ArenaBadAlignment),
        Err(ArenaError::BadPointer) => fault::trap(TrapKind::ArenaBadPointer),
        Err(ArenaError::Corrupt) => fault::trap(TrapKind::ArenaCorrupt),
    }
}

extern "C" fn reset() {
    // SAFETY: as for `arena`.
    unsafe { *ARENA.get() = Arena::EMPTY };
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
