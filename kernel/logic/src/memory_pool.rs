//! Memory pools: which of a number of blocks of the same size are free. The blocks themselves are the caller's.

use crate::cell::Word;
use crate::exchange::{Exchange, GRANTED};
use crate::{Priority, Task, outcome};

/// The number of pools.
pub const POOLS: usize = 4;

/// The largest number of blocks in a pool.
pub const BLOCKS: u8 = 32;

/// Pools, and the tasks that wait for a block.
pub struct MemoryPools {
    exchange: Exchange<POOLS, { 2 * POOLS }>,
    /// The free blocks of each pool: bit 0 for block 0.
    free: [Word; POOLS],
    /// All blocks of each pool.
    all: [Word; POOLS],
}

impl MemoryPools {
    /// Pools without blocks. Such a pool is as good as none.
    pub const fn new() -> MemoryPools {
        MemoryPools {
            exchange: Exchange::new(),
            free: [const { Word::zero() }; POOLS],
            all: [const { Word::zero() }; POOLS],
        }
    }

    /// Gives a pool so many blocks, all free. Returns false, and changes nothing, if there is no such pool, there are more than
    /// [`BLOCKS`], or a task waits for the pool or was woken for it.
    pub fn init(&self, pool: u8, blocks: u8) -> bool {
        let is_set = blocks <= BLOCKS && self.exchange.init(pool.into(), blocks, blocks);
        if is_set {
            let all = u32::MAX.checked_shr(u32::from(BLOCKS - blocks)).unwrap_or(0);
            self.free[usize::from(pool)].set(all);
            self.all[usize::from(pool)].set(all);
        }
        is_set
    }

    /// Allocates the free block with the lowest number: for a task with its priority, which waits if there is none, or for
    /// nobody. Returns the block, or one of [`outcome`].
    #[inline(always)]
    pub fn allocate(&self, pool: u8, who: Option<(Task, Priority)>) -> u8 {
        let answer = self.exchange.ask_to_get(pool, who);
        if answer != GRANTED {
            return answer;
        }
        let free = &self.free[usize::from(pool) % POOLS];
        let blocks = free.get();
        free.set(blocks & blocks.wrapping_sub(1));
        // Nobody waits to give a block back.
        self.exchange.has_got(pool);
        blocks.trailing_zeros() as u8
    }

    /// Gives a block back. Returns the task to wake, which allocates again, or one of [`outcome`].
    pub fn release(&self, pool: u8, block: u8) -> u8 {
        let index = usize::from(pool);
        let bit = 1_u32.checked_shl(block.into()).unwrap_or(0);
        if index >= POOLS || self.all[index].get() & bit == 0 || self.free[index].get() & bit != 0 {
            return outcome::INVALID;
        }
        self.free[index].set(self.free[index].get() | bit);
        match self.exchange.ask_to_put(pool, None) {
            GRANTED => self.exchange.has_put(pool),
            denied => denied,
        }
    }

    /// Ends the wait of `task`, or gives back what it was woken for. Returns the task to wake, or one of [`outcome`].
    pub fn cancel(&self, task: Task) -> u8 {
        self.exchange.cancel(task)
    }

    /// The number of free blocks, those that are kept for woken tasks included; 0 if there is no such pool.
    pub fn count(&self, pool: u8) -> u8 {
        self.free.get(usize::from(pool)).map_or(0, |free| free.get().count_ones() as u8)
    }
}

impl Default for MemoryPools {
    fn default() -> MemoryPools {
        MemoryPools::new()
    }
}
