//! Memory pools as a component.

#![no_std]

dissolve_guest::generate!({ path: "../../wit", world: "memory-pools", cabi_realloc: "omit" });

use dissolve_kernel::memory_pool::MemoryPools;
use exports::dissolve::kernel::memory_pool::Guest;

static POOLS: MemoryPools = MemoryPools::new();

struct Component;

impl Guest for Component {
    fn init(pool: u8, blocks: u8) -> bool {
        POOLS.init(pool, blocks)
    }

    fn allocate(pool: u8, who: u8, priority: u8) -> u8 {
        POOLS.allocate(pool, Some((who, priority)))
    }

    fn try_allocate(pool: u8) -> u8 {
        POOLS.allocate(pool, None)
    }

    fn release(pool: u8, block: u8) -> u8 {
        POOLS.release(pool, block)
    }

    fn cancel(who: u8) -> u8 {
        POOLS.cancel(who)
    }

    fn count(pool: u8) -> u8 {
        POOLS.count(pool)
    }
}

export!(Component);
