//! `__cabi_arena_realloc` (contract, section 2) over the reservations that objects make for arenas.
//!
//! An object with one arena calls `__cabi_arena_realloc`; one with several calls `__cabi_arena_realloc_in` with the
//! arena's descriptor. An image has one of the two, since the linker drops functions that nothing calls. The state of
//! an arena is in the words that its descriptor names, which instantiation sets to zero.
//!
//! The symbols are weak, so an embedder can link an allocator of its own instead.

use dissolve_abi::{ArenaDescriptor, TrapKind, arena_lists, arena_state_bytes};
use dissolve_arena::{ArenaError, DynArena, Elsewhere};

use crate::Traps;

unsafe extern "C" {
    /// The descriptor of the arena, in an image with one.
    static __cabi_arena: ArenaDescriptor;
}

/// The bytes of an arena's state without its lists.
const BOOKS: usize = size_of::<DynArena<'static>>();

// Code generation reserves the state without knowing its contents, so the sizes must agree.
const _: () = {
    let mut log = 0;
    while log < 32 {
        let size = 1_u32 << log;
        assert!(arena_lists(size) as usize == dissolve_arena::lists(size as usize));
        assert!(
            arena_state_bytes(size, size_of::<usize>() as u32) as usize
                == BOOKS + 4 * dissolve_arena::lists(size as usize)
        );
        log += 1;
    }
};

/// Returns the arena that a descriptor describes; begins it on its first use.
///
/// # Safety
///
/// The descriptor is one of generated code, and no caller keeps the reference beyond its own call.
#[inline(always)]
unsafe fn arena(descriptor: &ArenaDescriptor) -> &'static mut DynArena<'static> {
    let books = descriptor.state.cast::<DynArena<'static>>();
    // SAFETY: there is one thread. Zeros are an empty arena.
    let arena = unsafe { &mut *books };
    if arena.size() == 0 {
        begin(arena, descriptor);
    }
    arena
}

/// Gives an arena without memory its lists and its bytes.
#[inline(never)]
fn begin(arena: &mut DynArena<'static>, descriptor: &ArenaDescriptor) {
    let books: *mut DynArena<'static> = descriptor.state.cast();
    let count = (descriptor.state_bytes as usize - BOOKS) / size_of::<u32>();
    let length = descriptor.end.addr() - descriptor.start.addr();
    // SAFETY: the state has room for so many lists after the books, all zeros. The object reserves the bytes between start and
    // end for nothing else.
    unsafe {
        let lists = Elsewhere::new(books.add(1).cast(), count);
        arena.give_with(lists, core::slice::from_raw_parts_mut(descriptor.start, length));
    }
}

/// `__cabi_arena_realloc_in`, and the body of `__cabi_arena_realloc`.
///
/// # Safety
///
/// The descriptor is one of generated code, and the blocks are the guest's.
#[inline(never)]
pub unsafe extern "C" fn realloc_in<T: Traps>(
    arena: &ArenaDescriptor,
    old_ptr: *mut u8,
    old_len: usize,
    align: usize,
    new_len: usize,
) -> *mut u8 {
    // SAFETY: trusted code passes a descriptor of generated code. The call is the guest's own, about blocks in its own memory,
    // and the arena touches nothing else.
    let block = unsafe { self::arena(arena).realloc(old_ptr, old_len, align, new_len) };
    block_or_trap::<T>(block, new_len)
}

/// The same for calls of which at least one length is zero: the code that resizes blocks is not in it.
///
/// # Safety
///
/// As for [`realloc_in`].
pub unsafe fn allocate_or_free_in<T: Traps>(
    arena: &ArenaDescriptor,
    old_ptr: *mut u8,
    old_len: usize,
    align: usize,
    new_len: usize,
) -> *mut u8 {
    // SAFETY: as in `realloc_in`.
    let block = unsafe { self::arena(arena).allocate_or_free(old_ptr, old_len, align, new_len) };
    block_or_trap::<T>(block, new_len)
}

/// The new block of `bytes` bytes; traps if there is none.
#[inline(always)]
fn block_or_trap<T: Traps>(block: Result<*mut u8, ArenaError>, bytes: usize) -> *mut u8 {
    match block {
        Ok(block) => block,
        Err(ArenaError::Exhausted) => T::arena_exhausted(bytes),
        Err(ArenaError::BadAlignment) => T::trap(TrapKind::ArenaBadAlignment),
        Err(ArenaError::BadPointer) => T::trap(TrapKind::ArenaBadPointer),
        Err(ArenaError::Corrupt) => T::trap(TrapKind::ArenaCorrupt),
    }
}

/// `__cabi_arena_reset_in`.
///
/// # Safety
///
/// The descriptor is one of generated code.
pub unsafe extern "C" fn reset_in(arena: &ArenaDescriptor) {
    // SAFETY: the words are the arena's state.
    unsafe { arena.state.write_bytes(0, arena.state_bytes as usize / size_of::<u32>()) };
}

/// `__cabi_arena_used_in`.
///
/// # Safety
///
/// The descriptor is one of generated code.
pub unsafe extern "C" fn used_in(arena: &ArenaDescriptor) -> usize {
    // SAFETY: trusted code passes a descriptor of generated code.
    unsafe { self::arena(arena) }.used()
}

/// `__cabi_arena_high_water_in`.
///
/// # Safety
///
/// The descriptor is one of generated code.
pub unsafe extern "C" fn high_water_in(arena: &ArenaDescriptor) -> usize {
    // SAFETY: as for `used_in`.
    unsafe { self::arena(arena) }.high_water()
}

/// `__cabi_arena_size_in`.
///
/// # Safety
///
/// The descriptor is one of generated code.
pub unsafe extern "C" fn size_in(arena: &ArenaDescriptor) -> usize {
    // SAFETY: as for `used_in`.
    unsafe { self::arena(arena) }.size()
}

/// The descriptor of the only arena. Only an object with one arena calls, and so links, the functions that use it.
fn only() -> &'static ArenaDescriptor {
    // SAFETY: the object defines it, and it is constant.
    unsafe { &__cabi_arena }
}

/// `__cabi_arena_realloc`.
///
/// # Safety
///
/// The blocks are the guest's.
pub unsafe extern "C" fn realloc<T: Traps>(old_ptr: *mut u8, old_len: usize, align: usize, new_len: usize) -> *mut u8 {
    // SAFETY: the object's own descriptor; the rest is the caller's promise.
    unsafe { realloc_in::<T>(only(), old_ptr, old_len, align, new_len) }
}

/// `__cabi_arena_reset`.
pub extern "C" fn reset() {
    // SAFETY: the object's own descriptor.
    unsafe { reset_in(only()) };
}

/// `__cabi_arena_used`.
pub extern "C" fn used() -> usize {
    // SAFETY: the object's own descriptor.
    unsafe { used_in(only()) }
}

/// `__cabi_arena_high_water`.
pub extern "C" fn high_water() -> usize {
    // SAFETY: the object's own descriptor.
    unsafe { high_water_in(only()) }
}

/// `__cabi_arena_size`.
pub extern "C" fn size() -> usize {
    // SAFETY: the object's own descriptor.
    unsafe { size_in(only()) }
}

/// Defines the symbols of the functions that take a descriptor, weak, for a type that implements [`Traps`].
#[macro_export]
macro_rules! arenas {
    ($traps:ty) => {
        dissolve_builtins::weak! {
            "__cabi_arena_realloc_in" = $crate::arena::realloc_in::<$traps>;
            "__cabi_arena_reset_in" = $crate::arena::reset_in;
            "__cabi_arena_used_in" = $crate::arena::used_in;
            "__cabi_arena_high_water_in" = $crate::arena::high_water_in;
            "__cabi_arena_size_in" = $crate::arena::size_in;
        }
    };
}

/// Defines the symbols of the functions of the only arena, weak, for a type that implements [`Traps`].
#[macro_export]
macro_rules! only_arena {
    ($traps:ty) => {
        dissolve_builtins::weak! {
            "__cabi_arena_realloc" = $crate::arena::realloc::<$traps>;
            "__cabi_arena_reset" = $crate::arena::reset;
            "__cabi_arena_used" = $crate::arena::used;
            "__cabi_arena_high_water" = $crate::arena::high_water;
            "__cabi_arena_size" = $crate::arena::size;
        }
    };
}
