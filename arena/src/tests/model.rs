//! Random programs against a simple model: a list of the live blocks. After each step no blocks overlap, none lies
//! outside, and contents are as they were written; an allocation fails only if no gap certainly holds it; at the end
//! all memory is free in one piece.

use std::collections::BTreeMap;
use std::vec;
use std::vec::Vec;

use proptest::prelude::*;

use crate::{Arena, ArenaError, lists};

/// A live block by its address.
#[derive(Clone, Copy)]
struct Block {
    len: usize,
    align: usize,
    fill: u8,
}

/// An arena, and the model's knowledge about it.
struct Model<'a, const LISTS: usize> {
    arena: Arena<'a, LISTS>,
    low: usize,
    high: usize,
    live: BTreeMap<usize, Block>,
    fill: u8,
    failures: usize,
}

impl<'a, const LISTS: usize> Model<'a, LISTS> {
    fn new(bytes: &'a mut [u8]) -> Model<'a, LISTS> {
        let range = bytes.as_ptr_range();
        let (low, high) = (range.start.addr(), range.end.addr());
        Model { arena: Arena::new(bytes), low, high, live: BTreeMap::new(), fill: 0, failures: 0 }
    }

    /// Makes a call with a live block, or without one.
    fn step(&mut self, old: Option<usize>, align: usize, len: usize) {
        let block = old.map(|at| self.live[&at]);
        let (old_ptr, old_len) = old.zip(block).map_or((0, 0), |(at, block)| (at, block.len));
        let align = block.map_or(align, |block| block.align);
        if let (Some(at), Some(block)) = (old, block) {
            self.check(at, block);
        }
        let used = self.arena.used();
        // SAFETY: the block is live, and after the call it is used as its result says.
        let result = unsafe { self.arena.realloc(self.pointer_to(old_ptr), old_len, align, len) };
        match result {
            Ok(pointer) if len == 0 => {
                assert_eq!(pointer.addr(), align);
                if let Some(at) = old {
                    self.live.remove(&at);
                }
            }
            Ok(pointer) => {
                if let Some(at) = old {
                    self.live.remove(&at);
                }
                self.put(pointer.addr(), old_len.min(len), block.map_or(0, |block| block.fill), len, align);
            }
            Err(error) => {
                assert_eq!(error, ArenaError::Exhausted);
                assert_eq!(self.arena.used(), used);
                self.failures += 1;
                // The blocks of a list are at most a quarter larger than its smallest. A gap may contain the rounding
                // of the block before it (a block for one byte has 24 bytes if the rest is too small for a block), and
                // the header of the block after it.
                let block = len + 12 + if align > 8 { align + 8 } else { 0 };
                assert!(self.largest_gap() < block + block / 4 + 28, "{len} bytes aligned to {align} were there");
            }
        }
    }

    /// Records a new block whose first `kept` bytes are `fill`.
    fn put(&mut self, at: usize, kept: usize, fill: u8, len: usize, align: usize) {
        assert_eq!(at % align, 0);
        assert!(at >= self.low && at + len <= self.high, "a block left the arena");
        if let Some((&before, block)) = self.live.range(..at).next_back() {
            assert!(before + block.len <= at, "blocks overlap");
        }
        if let Some((&after, _)) = self.live.range(at..).next() {
            assert!(at + len <= after, "blocks overlap");
        }
        self.check(at, Block { len: kept, align, fill });
        self.fill = self.fill.wrapping_add(1);
        // SAFETY: the block is live and has that length.
        unsafe { self.pointer_to(at).write_bytes(self.fill, len) };
        self.live.insert(at, Block { len, align, fill: self.fill });
    }

    fn check(&self, at: usize, block: Block) {
        // SAFETY: the block is live and was filled.
        let contents = unsafe { core::slice::from_raw_parts(self.pointer_to(at), block.len) };
        assert!(contents.iter().all(|&byte| byte == block.fill), "a block was overwritten");
    }

    /// Makes a pointer from an address that the arena handed out.
    fn pointer_to(&self, address: usize) -> *mut u8 {
        core::ptr::with_exposed_provenance_mut(address)
    }

    /// The size of the largest gap between two live blocks.
    fn largest_gap(&self) -> usize {
        let mut end = self.low;
        let mut largest = 0;
        for (&at, block) in &self.live {
            largest = largest.max(at - end);
            end = at + block.len;
        }
        largest.max(self.high - end)
    }

    /// Frees everything, and checks that all memory is in one piece.
    fn finish(mut self) -> usize {
        for at in self.live.keys().copied().collect::<Vec<_>>() {
            self.step(Some(at), 1, 0);
        }
        assert_eq!(self.arena.used(), 0);
        let all = self.high - self.low - 26;
        self.step(None, 1, all);
        assert_eq!(self.live.len(), 1, "freed blocks did not join");
        self.failures
    }
}

/// A pseudo-random generator (xorshift, Marsaglia 2003): fast, and the same on every machine.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize % limit
    }

    /// A size at a limit or anywhere, at most a little more than the arena's.
    fn len(&mut self, size: usize) -> usize {
        match self.below(8) {
            0 => [0, 1, 4, 5, 11, 12, 13, 19, 20, 21, size - 13, size - 12, size, size + 1][self.below(14)],
            1 => self.below(size),
            2 => (1 << self.below(size.ilog2() as usize)) + self.below(3) - 1,
            _ => 1 + self.below(size / 16),
        }
    }
}

/// Runs a random program of `steps` steps in an arena of `size` bytes; returns the number of allocations that failed.
fn run<const LISTS: usize>(seed: u64, size: usize, skew: usize, steps: usize) -> usize {
    let mut bytes = vec![0u8; size + 16];
    bytes.as_mut_ptr().expose_provenance();
    let mut model = Model::<LISTS>::new(&mut bytes[skew..skew + size]);
    let mut random = Random(seed);
    for _ in 0..steps {
        let count = model.live.len();
        let any = |random: &mut Random, model: &Model<LISTS>| {
            let from = model.low + random.below(model.high - model.low);
            model.live.range(from..).chain(&model.live).next().map(|(&at, _)| at)
        };
        let old = if count > 0 && random.below(64) < count + 24 { any(&mut random, &model) } else { None };
        let len = if old.is_some() && random.below(3) > 0 { 0 } else { random.len(size) };
        let align = 1 << if random.below(4) > 0 { random.below(5) } else { random.below(14) };
        model.step(old, align, len);
    }
    model.finish()
}

/// The number of steps of all random programs together.
const STEPS: usize = if cfg!(miri) { 400 } else { 1_000_000 };

#[test]
fn a_million_random_steps_keep_their_blocks() {
    let failures = [
        run::<{ lists(4096) }>(1, 4096, 0, STEPS / 2),
        run::<68>(2, 4096, 3, STEPS / 8),
        run::<{ lists(200) }>(3, 200, 0, STEPS / 8),
        run::<{ lists(65536) }>(4, 65536, 8, STEPS / 4),
    ];
    assert!(cfg!(miri) || failures.iter().all(|&count| count > 100), "exhaustion was hardly met: {failures:?}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: if cfg!(miri) { 2 } else { 200 }, ..ProptestConfig::default() })]

    /// Short programs in small arenas of any size and alignment: a failing case shrinks.
    #[test]
    fn short_programs_keep_their_blocks(seed in 1u64.., size in 64usize..2000, skew in 0usize..16, steps in 1usize..200) {
        run::<{ lists(2000) }>(seed, size, skew, steps);
    }
}
