//! Every row of the contract's table and its limits. Random programs, honest and hostile, are in modules of their own.

mod hostile;
mod model;

use core::ptr::null_mut;
use std::vec;

use crate::{ArenaError, lists};

/// The largest number of lists: an arena of up to 2 MiB is one piece.
const LISTS: usize = 68;
type Arena<'a> = crate::Arena<'a, LISTS>;

/// Bytes at an aligned address, for an arena.
#[repr(align(64))]
struct Bytes<const N: usize>([u8; N]);

impl<const N: usize> Bytes<N> {
    fn new() -> Bytes<N> {
        Bytes([0xa5; N])
    }
}

fn allocate(arena: &mut Arena<'_>, align: usize, len: usize) -> Result<*mut u8, ArenaError> {
    // SAFETY: no block goes in.
    unsafe { arena.realloc(null_mut(), 0, align, len) }
}

#[test]
fn nothing_from_nothing_is_the_alignment() {
    let mut bytes = Bytes::<256>::new();
    let mut arena = Arena::new(&mut bytes.0);
    for align in [1, 2, 4, 8, 16, 4096, 1 << 31] {
        assert_eq!(allocate(&mut arena, align, 0).unwrap().addr(), align);
        // SAFETY: the old pointer is ignored when its length is zero.
        let ignored = unsafe { arena.realloc(core::ptr::dangling_mut::<u8>().wrapping_add(3), 0, align, 0) };
        assert_eq!(ignored.unwrap().addr(), align);
    }
    assert_eq!((arena.used(), arena.high_water()), (0, 0));
}

#[test]
fn a_new_block_ignores_the_old_pointer_and_is_aligned() {
    let mut bytes = Bytes::<4096>::new();
    let range = bytes.0.as_ptr_range();
    let mut arena = Arena::new(&mut bytes.0);
    for align in [1, 2, 4, 8, 16, 32, 64, 256] {
        // SAFETY: the old pointer is ignored when its length is zero.
        let block = unsafe { arena.realloc(core::ptr::dangling_mut(), 0, align, 5) }.unwrap();
        assert_eq!(block.addr() % align, 0);
        assert!(block.addr() >= range.start.addr() && block.addr() + 5 <= range.end.addr());
    }
}

#[test]
fn a_resized_block_keeps_its_contents_and_a_freed_one_gives_the_alignment() {
    let mut bytes = Bytes::<1024>::new();
    let mut arena = Arena::new(&mut bytes.0);
    let block = allocate(&mut arena, 4, 8).unwrap();
    // SAFETY: the block has eight bytes.
    unsafe { block.copy_from(b"abcdefgh".as_ptr(), 8) };
    let neighbour = allocate(&mut arena, 4, 8).unwrap();
    // SAFETY: both blocks are live, with these lengths and alignments.
    unsafe {
        let moved = arena.realloc(block, 8, 4, 100).unwrap();
        assert_ne!(moved, block, "its neighbour is in the way");
        assert_eq!(core::slice::from_raw_parts(moved, 8), b"abcdefgh");
        let shrunk = arena.realloc(moved, 100, 4, 3).unwrap();
        assert_eq!(core::slice::from_raw_parts(shrunk, 3), b"abc");
        assert_eq!(arena.realloc(shrunk, 3, 4, 0).unwrap().addr(), 4);
        assert_eq!(arena.realloc(neighbour, 8, 4, 0).unwrap().addr(), 4);
    }
    assert_eq!(arena.used(), 0);
    assert!(arena.high_water() > 100 && arena.high_water() < 300);
}

#[test]
fn alignments_that_are_none_are_refused() {
    let mut bytes = Bytes::<256>::new();
    let mut arena = Arena::new(&mut bytes.0);
    for align in [0, 3, 6, 12, usize::MAX, (1 << 31) + 1] {
        for len in [0, 1] {
            assert_eq!(allocate(&mut arena, align, len), Err(ArenaError::BadAlignment));
        }
    }
}

#[test]
fn what_does_not_fit_is_exhaustion() {
    let mut bytes = Bytes::<1024>::new();
    let mut arena = Arena::new(&mut bytes.0);
    for len in [1024, 1025, 1 << 31, isize::MAX as usize, usize::MAX - 7, usize::MAX] {
        for align in [1, 8, 4096, 1 << 31] {
            assert_eq!(allocate(&mut arena, align, len), Err(ArenaError::Exhausted), "{len} bytes aligned to {align}");
        }
    }
    let block = allocate(&mut arena, 8, 512).unwrap();
    assert_eq!(allocate(&mut arena, 8, 512), Err(ArenaError::Exhausted));
    // SAFETY: the block is live.
    unsafe {
        assert_eq!(arena.realloc(block, 512, 8, 2000), Err(ArenaError::Exhausted));
        // The block is still live.
        arena.realloc(block, 512, 8, 0).unwrap();
    }
    assert!(allocate(&mut arena, 8, 512).is_ok());
}

#[test]
fn pointers_that_are_no_blocks_are_refused() {
    let mut bytes = Bytes::<1024>::new();
    let start = bytes.0.as_mut_ptr();
    let mut arena = Arena::new(&mut bytes.0);
    let block = allocate(&mut arena, 8, 16).unwrap();
    let outside = [
        null_mut(),
        start.wrapping_sub(8),
        start,
        start.wrapping_add(1024),
        start.wrapping_add(1032),
        block.wrapping_add(1),
        core::ptr::without_provenance_mut(usize::MAX & !7),
    ];
    for pointer in outside {
        for new_len in [0, 8] {
            // SAFETY: none of these is an aligned pointer to a place where a block can be.
            assert_eq!(unsafe { arena.realloc(pointer, 8, 8, new_len) }, Err(ArenaError::BadPointer), "{pointer:?}");
        }
    }
    // An address inside a block, a block with an alignment that it does not have, and a block that is already free.
    // SAFETY: the blocks are not used again.
    unsafe {
        let long = allocate(&mut arena, 8, 64).unwrap();
        long.write_bytes(0, 64);
        assert_eq!(arena.realloc(long.wrapping_add(16), 8, 8, 0), Err(ArenaError::BadPointer));
        let align = 1 << (long.addr().trailing_zeros() + 1);
        assert_eq!(arena.realloc(long, 64, align, 0), Err(ArenaError::BadPointer));
        assert_eq!(arena.realloc(long, 64, 8, 0).unwrap().addr(), 8);
        assert_eq!(arena.realloc(long, 64, 8, 0), Err(ArenaError::BadPointer));
        assert_eq!(arena.realloc(long, 64, 8, 32), Err(ArenaError::BadPointer));
    }
    // The block has room for 20 bytes.
    for len in [21, 4096] {
        // SAFETY: nobody uses the block.
        assert_eq!(unsafe { arena.realloc(block, len, 8, 8) }, Err(ArenaError::BadPointer), "{len} bytes");
    }
}

/// The size of the largest piece of an arena, in bytes.
const PIECE: usize = 1 << (LISTS / 4 + 4);

#[test]
fn an_arena_larger_than_a_piece_is_used_whole() {
    let mut bytes = vec![0; 2 * PIECE + 4096];
    let mut arena = Arena::new(&mut bytes);
    assert_eq!(allocate(&mut arena, 8, PIECE), Err(ArenaError::Exhausted));
    let len = PIECE / 4 * 3;
    let blocks = [(); 2].map(|()| allocate(&mut arena, 8, len).unwrap());
    for block in blocks {
        // SAFETY: the block is live.
        unsafe { arena.realloc(block, len, 8, 0) }.unwrap();
    }
    assert_eq!(arena.used(), 0);
}

#[test]
fn an_arena_that_is_too_small_is_exhausted() {
    let mut nothing = Arena::new(&mut []);
    assert_eq!(allocate(&mut nothing, 1, 1), Err(ArenaError::Exhausted));
    let mut bytes = Bytes::<15>::new();
    let mut arena = Arena::new(&mut bytes.0);
    assert_eq!(allocate(&mut arena, 1, 1), Err(ArenaError::Exhausted));
    assert_eq!(arena.size(), 15);
}

#[test]
fn lists_are_as_many_as_a_size_needs() {
    assert_eq!([0, 1, 32, 33, 64, 4096, 4097, 2 << 20, usize::MAX].map(lists), [4, 4, 4, 8, 8, 32, 36, 68, 68]);
}

/// The smallest number of lists works as well as any other.
#[test]
fn an_arena_is_used_up_to_its_last_granule() {
    let mut bytes = Bytes::<64>::new();
    let mut arena = crate::Arena::<8>::new(&mut bytes.0);
    // SAFETY: the blocks are not used.
    unsafe {
        let block = arena.realloc(null_mut(), 0, 8, 64 - 8 - 4).unwrap();
        assert_eq!((arena.used(), arena.high_water(), arena.size()), (56, 56, 64));
        assert_eq!(arena.realloc(null_mut(), 0, 1, 1), Err(ArenaError::Exhausted));
        assert_eq!(arena.realloc(block, 52, 8, 53), Err(ArenaError::Exhausted));
        arena.realloc(block, 52, 8, 0).unwrap();
        for _ in 0..3 {
            arena.realloc(null_mut(), 0, 1, 12).unwrap();
        }
        assert_eq!((arena.used(), arena.high_water()), (56, 56), "the last one has what is left");
        assert_eq!(arena.realloc(null_mut(), 0, 1, 1), Err(ArenaError::Exhausted));
    }
}

/// A block that is just large enough for an aligned request is found, even if it is the smallest of its list.
#[test]
fn an_aligned_block_takes_what_is_just_enough() {
    let mut bytes = Bytes::<136>::new();
    let mut arena = Arena::new(&mut bytes.0);
    // 104 bytes with the header, and 24 more for the alignment and the gap before it.
    let block = allocate(&mut arena, 16, 100).unwrap();
    assert_eq!(block.addr() % 16, 0);
    // SAFETY: the block is live.
    unsafe { arena.realloc(block, 100, 16, 0) }.unwrap();
    assert_eq!(allocate(&mut arena, 16, 101), Err(ArenaError::Exhausted));
    // At an alignment that every block has, 8 bytes more are enough: the smallest size of the next list.
    let mut bytes = Bytes::<120>::new();
    let mut arena = Arena::new(&mut bytes.0);
    assert!(allocate(&mut arena, 8, 100).is_ok());
}

/// A block grows in place if possible, and the first block of a list is tried before larger ones.
#[test]
fn blocks_stay_and_freed_ones_are_taken_again() {
    let mut bytes = Bytes::<4096>::new();
    let mut arena = Arena::new(&mut bytes.0);
    // SAFETY: the blocks are not used.
    unsafe {
        let block = allocate(&mut arena, 8, 100).unwrap();
        assert_eq!(arena.realloc(block, 100, 8, 1000).unwrap(), block);
        assert_eq!(arena.realloc(block, 1000, 8, 10).unwrap(), block);
        let hole = allocate(&mut arena, 8, 72).unwrap();
        let wall = allocate(&mut arena, 8, 8).unwrap();
        arena.realloc(hole, 72, 8, 0).unwrap();
        assert_eq!(allocate(&mut arena, 8, 72).unwrap(), hole);
        assert_ne!(wall, hole);
    }
}

/// Lists that are stored elsewhere work like an array; zeros are an empty arena again.
#[test]
fn lists_may_lie_elsewhere() {
    const SIZE: usize = 1500;
    let (mut bytes, mut other) = (Bytes::<SIZE>::new(), Bytes::<SIZE>::new());
    let low = other.0.as_ptr().addr();
    let mut heads = vec![0; lists(SIZE)];
    // SAFETY: all zeros are an arena of no bytes.
    let mut dynamic: crate::DynArena<'_> = unsafe { core::mem::zeroed() };
    assert_eq!(allocate_in(&mut dynamic, 8, 1), Err(ArenaError::Exhausted));
    // SAFETY: the lists live as long as the arena, which alone uses them.
    let elsewhere = unsafe { crate::Elsewhere::new(heads.as_mut_ptr(), heads.len()) };
    dynamic.give_with(elsewhere, &mut other.0);
    let start = bytes.0.as_ptr().addr();
    let mut fixed = crate::Arena::<{ lists(SIZE) }>::new(&mut bytes.0);
    let mut live = vec::Vec::new();
    let mut random = 1_u32;
    for _ in 0..10_000 {
        random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let (len, align) = ((random >> 8) as usize % 200, 1 << ((random >> 30) * 2));
        if random & 64 == 0 && !live.is_empty() {
            let (a, b, len, align) = live.swap_remove((random >> 16) as usize % live.len());
            // SAFETY: both are live blocks of their arenas, and nobody uses them.
            unsafe {
                fixed.realloc(a, len, align, 0).unwrap();
                dynamic.realloc(b, len, align, 0).unwrap();
            }
        } else {
            let (a, b) = (allocate_in(&mut fixed, align, len), allocate_in(&mut dynamic, align, len));
            let places = (a.map(|a| a.addr().wrapping_sub(start)), b.map(|b| b.addr().wrapping_sub(low)));
            if len == 0 {
                continue;
            }
            assert_eq!(places.0, places.1);
            if let (Ok(a), Ok(b)) = (a, b) {
                live.push((a, b, len, align));
            }
        }
        assert_eq!((fixed.used(), fixed.high_water()), (dynamic.used(), dynamic.high_water()));
    }
}

fn allocate_in<H: crate::Heads>(
    arena: &mut crate::ArenaWith<'_, H>,
    align: usize,
    len: usize,
) -> Result<*mut u8, ArenaError> {
    // SAFETY: no block goes in.
    unsafe { arena.realloc(null_mut(), 0, align, len) }
}
