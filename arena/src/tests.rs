//! Every row of the contract's table, its edges, and random sequences against a model.

use core::mem::MaybeUninit;
use core::ptr::null_mut;
use std::vec::Vec;
use std::{format, vec};

use proptest::prelude::*;

use crate::{Arena, ArenaError, FIRST_LEVELS, GRANULARITY};

/// Bytes at an aligned address, as an arena gets them.
#[repr(align(64))]
struct Bytes<const N: usize>([MaybeUninit<u8>; N]);

impl<const N: usize> Bytes<N> {
    fn new() -> Bytes<N> {
        Bytes([MaybeUninit::uninit(); N])
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
        // It is still there.
        arena.realloc(block, 512, 8, 0).unwrap();
    }
    assert!(allocate(&mut arena, 8, 512).is_ok());
}

#[test]
fn pointers_that_are_no_blocks_are_refused() {
    let mut bytes = Bytes::<1024>::new();
    let start = bytes.0.as_mut_ptr().cast::<u8>();
    let mut arena = Arena::new(&mut bytes.0);
    let block = allocate(&mut arena, 8, 16).unwrap();
    let outside = [
        null_mut(),
        start.wrapping_sub(8),
        start,
        start.wrapping_add(1024),
        block.wrapping_add(1),
        core::ptr::without_provenance_mut(usize::MAX & !7),
    ];
    for pointer in outside {
        for new_len in [0, 8] {
            // SAFETY: none of these is an aligned pointer to a place where a block can be.
            assert_eq!(unsafe { arena.realloc(pointer, 8, 8, new_len) }, Err(ArenaError::BadPointer), "{pointer:?}");
        }
    }
    // Blocks of other alignments have their headers elsewhere.
    let aligned = allocate(&mut arena, 64, 16).unwrap();
    for (pointer, align) in [(block, 64), (aligned, 8)] {
        // SAFETY: no block of that alignment can be there.
        assert_eq!(unsafe { arena.realloc(pointer, 16, align, 0) }, Err(ArenaError::BadPointer), "{pointer:?}");
    }
    // SAFETY: a length past the arena's end is refused before the block is looked at.
    assert_eq!(unsafe { arena.realloc(block, 4096, 8, 8) }, Err(ArenaError::BadPointer));
}

/// Bytes of the largest pool that the allocator can hold as one.
const PIECE: usize = GRANULARITY << FIRST_LEVELS;

#[test]
fn an_arena_larger_than_a_piece_is_used_whole() {
    let mut bytes = vec![MaybeUninit::uninit(); 2 * PIECE + 4096];
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

/// One step of a random program.
#[derive(Clone, Debug)]
enum Step {
    Allocate { len: usize, align_log2: u32 },
    Resize { which: prop::sample::Index, len: usize },
    Free { which: prop::sample::Index },
}

fn step() -> impl Strategy<Value = Step> {
    let len = prop_oneof![1usize..40, 1usize..600, Just(1), Just(4096), Just(5000)];
    prop_oneof![
        3 => (len.clone(), 0u32..9).prop_map(|(len, align_log2)| Step::Allocate { len, align_log2 }),
        2 => (any::<prop::sample::Index>(), len).prop_map(|(which, len)| Step::Resize { which, len }),
        3 => any::<prop::sample::Index>().prop_map(|which| Step::Free { which }),
    ]
}

/// A live block, and the byte that it was filled with.
struct Block {
    pointer: *mut u8,
    len: usize,
    align: usize,
    fill: u8,
}

impl Block {
    fn check(&self) {
        // SAFETY: the block is live and was filled.
        let contents = unsafe { core::slice::from_raw_parts(self.pointer, self.len) };
        assert!(contents.iter().all(|&byte| byte == self.fill), "a block was overwritten");
        assert_eq!(self.pointer.addr() % self.align, 0);
    }

    fn fill(&mut self, fill: u8) {
        self.fill = fill;
        // SAFETY: the block is live and has that length.
        unsafe { self.pointer.write_bytes(fill, self.len) };
    }

    fn check_extent(&self, low: usize, high: usize) {
        assert!(self.pointer.addr() >= low && self.pointer.addr() + self.len <= high, "a block left the arena");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: if cfg!(miri) { 4 } else { 400 }, ..ProptestConfig::default() })]
    #[test]
    fn random_programs_keep_their_blocks(steps in prop::collection::vec(step(), 1..200)) {
        let mut bytes = Bytes::<4096>::new();
        let range = bytes.0.as_ptr_range();
        let (low, high) = (range.start.addr(), range.end.addr());
        let mut arena = Arena::new(&mut bytes.0);
        let mut live: Vec<Block> = vec![];
        for (number, step) in steps.into_iter().enumerate() {
            let fill = number as u8;
            match step {
                Step::Allocate { len, align_log2 } => {
                    let align = 1 << align_log2;
                    if let Ok(pointer) = allocate(&mut arena, align, len) {
                        let mut block = Block { pointer, len, align, fill };
                        block.check_extent(low, high);
                        block.fill(fill);
                        live.push(block);
                    }
                }
                Step::Resize { which, len } if !live.is_empty() => {
                    let at = which.index(live.len());
                    let block = &mut live[at];
                    // SAFETY: the block is live, with that length and alignment.
                    if let Ok(pointer) = unsafe { arena.realloc(block.pointer, block.len, block.align, len) } {
                        *block = Block { pointer, len: len.min(block.len), ..*block };
                        block.check();
                        block.len = len;
                        block.fill(fill);
                        block.check_extent(low, high);
                    }
                }
                Step::Free { which } if !live.is_empty() => {
                    let block = live.swap_remove(which.index(live.len()));
                    block.check();
                    // SAFETY: the block is live, with that length and alignment.
                    let result = unsafe { arena.realloc(block.pointer, block.len, block.align, 0) };
                    prop_assert_eq!(result.map(<*mut u8>::addr), Ok(block.align));
                }
                _ => {}
            }
            live.iter().for_each(Block::check);
            let mut extents: Vec<_> = live.iter().map(|b| (b.pointer.addr(), b.pointer.addr() + b.len)).collect();
            extents.sort_unstable();
            prop_assert!(extents.windows(2).all(|pair| pair[0].1 <= pair[1].0), "blocks overlap: {:x?}", extents);
        }
        for block in live {
            block.check();
            // SAFETY: the block is live, with that length and alignment.
            unsafe { arena.realloc(block.pointer, block.len, block.align, 0) }.unwrap();
        }
        prop_assert_eq!(arena.used(), 0);
        // All memory is back, in one piece.
        prop_assert!(allocate(&mut arena, 8, 3500).is_ok(), "{}", format!("{} bytes in use", arena.used()));
    }
}
