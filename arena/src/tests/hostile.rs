//! A hostile guest overwrites the arena's data, and passes arbitrary arguments. The arena fails, or hands out useless
//! blocks, but never touches a byte outside its range, and never panics.

use std::vec;
use std::vec::Vec;

use proptest::prelude::*;

use crate::{Arena, ArenaError, DynArena, Elsewhere, lists};

const SIZE: usize = 512;
/// The bytes on each side of the arena, which must not change.
const MARGIN: usize = 4096;

/// A step of a hostile guest.
#[derive(Clone, Debug)]
enum Step {
    /// Writes a word somewhere into the arena.
    Overwrite { at: usize, word: u32 },
    /// Calls with any arguments; the old pointer is an offset.
    Call { old: usize, old_len: usize, align_log2: u32, new_len: usize },
    /// Frees or resizes a block that the arena handed out.
    Return { which: prop::sample::Index, new_len: usize },
}

fn word() -> impl Strategy<Value = u32> {
    let offset = (0u32..SIZE as u32 / 4).prop_map(|word| word * 4);
    let header = (0u32..SIZE as u32 / 8, 0u32..8).prop_map(|(granules, flags)| (granules * 8) | flags);
    prop_oneof![offset, header, any::<u32>(), Just(0), Just(u32::MAX), Just(1 << 31), Just(u32::MAX - 7)]
}

fn step() -> impl Strategy<Value = Step> {
    let len = || prop_oneof![0usize..64, 0..2 * SIZE, Just(usize::MAX), Just(1 << 31)];
    prop_oneof![
        3 => (0..SIZE / 4, word()).prop_map(|(at, word)| Step::Overwrite { at: at * 4, word }),
        2 => (0..SIZE + 64, len(), 0u32..6, len())
            .prop_map(|(old, old_len, align_log2, new_len)| Step::Call { old, old_len, align_log2, new_len }),
        2 => (any::<prop::sample::Index>(), len()).prop_map(|(which, new_len)| Step::Return { which, new_len }),
        3 => len().prop_map(|new_len| Step::Call { old: 0, old_len: 0, align_log2: 3, new_len }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: if cfg!(miri) { 4 } else { 4000 }, ..ProptestConfig::default() })]
    #[test]
    fn a_hostile_guest_stays_in_its_arena(steps in prop::collection::vec(step(), 1..120)) {
        let mut memory = vec![0xc3u8; SIZE + 2 * MARGIN];
        let start = memory.as_mut_ptr().wrapping_add(MARGIN);
        let mut arena = Arena::<{ lists(SIZE) }>::new(&mut memory[MARGIN..MARGIN + SIZE]);
        let mut given: Vec<(usize, usize)> = vec![];
        for step in steps {
            let (old, old_len, align, new_len) = match step {
                Step::Overwrite { at, word } => {
                    // SAFETY: the word lies in the arena, whose bytes the guest may write.
                    unsafe { start.add(at).cast::<u32>().write_unaligned(word) };
                    continue;
                }
                Step::Call { old, old_len, align_log2, new_len } => (old, old_len, 1 << align_log2, new_len),
                Step::Return { which, new_len } if !given.is_empty() => {
                    let (old, old_len) = given.swap_remove(which.index(given.len()));
                    (old, old_len, 1, new_len)
                }
                Step::Return { .. } => continue,
            };
            // SAFETY: nobody uses any block.
            let result = unsafe { arena.realloc(start.wrapping_add(old), old_len, align, new_len) };
            if let Ok(pointer) = result && new_len > 0 {
                let offset = pointer.addr().wrapping_sub(start.addr());
                prop_assert!(offset < SIZE && new_len <= SIZE - offset, "{new_len} bytes at {offset:#x}");
                given.push((offset, new_len));
            }
        }
        prop_assert!(memory[..MARGIN].iter().chain(&memory[MARGIN + SIZE..]).all(|&byte| byte == 0xc3));
    }
}

/// An attack that succeeds against lists of native pointers: a free block whose links lead outside the arena.
#[test]
fn links_that_lead_outside_are_seen() {
    let mut memory = vec![0u64; SIZE / 8];
    let start = memory.as_mut_ptr().cast::<u8>();
    // SAFETY: the slice is the vector's; any bytes will do.
    let mut arena = Arena::<{ lists(SIZE) }>::new(unsafe { core::slice::from_raw_parts_mut(start, SIZE) });
    // SAFETY: the blocks are not used after they are freed, but by the attack.
    unsafe {
        let blocks = [(); 3].map(|()| arena.realloc(start, 0, 8, 24).unwrap());
        arena.realloc(blocks[0], 24, 8, 0).unwrap();
        blocks[0].cast::<u32>().write(0x1000_0000);
        assert_eq!(arena.realloc(start, 0, 8, 24), Err(ArenaError::Corrupt));
        assert_eq!(arena.realloc(start, 0, 8, 0), Err(ArenaError::Corrupt), "it stays that way");
    }
}

/// A list that leads back to its head hands out the same block again and again, until more bytes are in use than exist.
#[test]
fn a_list_without_an_end_is_seen() {
    for len in [20, 28] {
        let mut memory = vec![0u64; SIZE / 8];
        let start = memory.as_mut_ptr().cast::<u8>();
        // SAFETY: the slice is the vector's; any bytes will do.
        let mut arena = Arena::<{ lists(SIZE) }>::new(unsafe { core::slice::from_raw_parts_mut(start, SIZE) });
        // SAFETY: the blocks are not used, but by the attack.
        unsafe {
            let block = arena.realloc(start, 0, 8, len).unwrap();
            arena.realloc(start, 0, 8, len).unwrap();
            arena.realloc(block, len, 8, 0).unwrap();
            let (header, links) = (block.cast::<u32>().sub(1), block.cast::<u32>());
            let (free, offset) = (header.read(), block.addr() - start.addr() - 4);
            let outcome = (0..1000).find_map(|_| {
                header.write(free);
                links.write(offset as u32);
                links.add(1).write(0);
                arena.realloc(start, 0, 8, len).err()
            });
            assert_eq!(outcome, Some(ArenaError::Corrupt));
            assert!(arena.used() <= 2 * SIZE);
        }
    }
}

/// A word in the arena that an attacker overwrites, and its new value. The arena has a free block with a live neighbour
/// after it.
#[derive(Clone, Copy)]
enum Attack {
    /// The neighbour's header.
    Neighbour(u32),
    /// The header of the free block.
    Free(u32),
    /// The free block's link to the next block of its list.
    Next(u32),
}

/// Headers and links that no arena writes. The offset of a header is four less than a multiple of eight.
#[test]
fn headers_and_links_that_cannot_be_are_seen() {
    let (corrupt, no_block) = (ArenaError::Corrupt, ArenaError::BadPointer);
    let last = SIZE as u32 - 4;
    for (attack, frees, expected) in [
        // Marked as used although it is in a list.
        (Attack::Free(32), false, corrupt),
        // A link to the end of the arena, where there is no room for links, and one past the end.
        (Attack::Next(last), false, corrupt),
        (Attack::Next(last + 8), false, corrupt),
        // Blocks that end after the arena: the neighbour is at 36.
        (Attack::Neighbour(SIZE as u32), true, no_block),
        (Attack::Neighbour(480), true, no_block),
        (Attack::Neighbour(0x7fff_fff8), true, no_block),
    ] {
        let mut memory = vec![0u64; SIZE / 8];
        let start = memory.as_mut_ptr().cast::<u8>();
        // SAFETY: the slice is the vector's; any bytes will do.
        let mut arena = Arena::<{ lists(SIZE) }>::new(unsafe { core::slice::from_raw_parts_mut(start, SIZE) });
        // SAFETY: the words lie in the arena; the blocks are not used, but by the attack.
        unsafe {
            let [block, neighbour, _] = [(); 3].map(|()| arena.realloc(start, 0, 8, 28).unwrap());
            arena.realloc(block, 28, 8, 0).unwrap();
            match attack {
                Attack::Neighbour(header) => neighbour.cast::<u32>().sub(1).write(header),
                Attack::Free(header) => block.cast::<u32>().sub(1).write(header),
                Attack::Next(link) => block.cast::<u32>().write(link),
            }
            let outcome = if frees { arena.realloc(neighbour, 28, 8, 0) } else { arena.realloc(start, 0, 8, 28) };
            assert_eq!(outcome, Err(expected));
        }
    }
}

/// A neighbour that is marked as free but has no size.
#[test]
fn a_free_neighbour_without_a_size_is_seen() {
    let mut memory = vec![0u64; SIZE / 8];
    let start = memory.as_mut_ptr().cast::<u8>();
    // SAFETY: the slice is the vector's; any bytes will do.
    let mut arena = Arena::<{ lists(SIZE) }>::new(unsafe { core::slice::from_raw_parts_mut(start, SIZE) });
    // SAFETY: the word lies in the arena; the blocks are not used.
    unsafe {
        let [block, neighbour] = [(); 2].map(|()| arena.realloc(start, 0, 8, 28).unwrap());
        neighbour.cast::<u32>().sub(1).write(1);
        assert_eq!(arena.realloc(block, 28, 8, 0), Err(ArenaError::Corrupt));
    }
}

/// The number of lists for blocks of less than 64 bytes.
const FEW: usize = lists(64);

/// Runs an attack on an arena of two pieces of 64 bytes, both in use. The attack gets the words of the arena and its
/// first block.
fn in_pieces(attack: impl FnOnce(&mut DynArena<'_>, *mut u32, *mut u8)) {
    let mut memory = [0u64; 16];
    let words = memory.as_mut_ptr().cast::<u32>();
    // The last word does not belong to the arena.
    let mut heads = [0xc3c3_c3c3; FEW + 1];
    heads[..FEW].fill(0);
    // SAFETY: the words live as long as the arena; all zeros are an arena of no bytes; the slice is the array's.
    unsafe {
        let elsewhere = Elsewhere::new(heads.as_mut_ptr(), FEW);
        let mut arena: DynArena<'_> = core::mem::zeroed();
        arena.give_with(elsewhere, core::slice::from_raw_parts_mut(words.cast::<u8>(), 128));
        let blocks = [(); 2].map(|()| arena.realloc(words.cast::<u8>(), 0, 8, 52).unwrap());
        attack(&mut arena, words, blocks[0].min(blocks[1]));
    }
    assert_eq!(heads[FEW], 0xc3c3_c3c3, "the word behind the lists");
}

/// A forged neighbour makes a freed block as large as a piece; there is no list for that size.
#[test]
fn a_block_that_no_list_is_for_is_seen() {
    in_pieces(|arena, words, block| {
        // SAFETY: the words lie in the arena; nobody uses the block.
        unsafe {
            words.add(1).write(32);
            words.add(9).write(32 | 1);
            words.add(10).write(0);
            words.add(11).write(0);
            assert_eq!(arena.realloc(block, 8, 8, 0), Err(ArenaError::Corrupt));
        }
    });
}

/// A forged neighbour that looks like a member of a list does not make room for a block as large as a piece.
#[test]
fn no_block_is_as_large_as_a_piece() {
    in_pieces(|arena, words, block| {
        // SAFETY: the words lie in the arena; nobody uses the block.
        unsafe {
            words.add(1).write(32);
            words.add(9).write(32 | 1);
            words.add(10).write(0);
            words.add(11).write(4);
            assert_eq!(arena.realloc(block, 8, 8, 60), Err(ArenaError::Exhausted));
        }
    });
}
