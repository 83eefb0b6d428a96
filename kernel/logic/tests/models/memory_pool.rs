//! Memory pools: stores of blocks.

use dissolve_kernel::memory_pool::{BLOCKS, MemoryPools, POOLS};
use dissolve_kernel::{is_task, outcome};

use crate::CALLS;
use crate::random::Random;
use crate::store::Stores;

/// Takes the block with the lowest number.
fn lowest(blocks: &mut Vec<u8>) -> u8 {
    blocks.sort_unstable();
    blocks.remove(0)
}

#[test]
fn a_million_calls_have_the_answers_of_the_model() {
    let mut random = Random::new(6);
    let (pools, mut model) = (MemoryPools::new(), Stores::new(POOLS, lowest));
    let (mut woken, mut got) = (0, 0);
    for call in 0..CALLS {
        let mut pool = random.object(POOLS);
        let (mut who, mut kind) = (random.caller(), random.below(16));
        // Most calls are those of tasks that were woken, if there are any.
        if let Some((task, store, _)) = model.woken(random.below(32)).filter(|_| random.below(4) > 0) {
            (pool, who, kind) = (store as u8, Some((task, random.priority())), 9);
        }
        let index = usize::from(pool);
        match kind {
            0 if random.below(8) == 0 => {
                let blocks = if random.below(4) == 0 { random.byte(BLOCKS + 3) } else { random.byte(4) };
                let expected = model.init(index, blocks.into(), BLOCKS.into(), (0..blocks).collect());
                assert_eq!(pools.init(pool, blocks), expected, "call {call}");
            }
            0..=1 => {
                let task = random.task();
                assert_eq!(pools.cancel(task), model.cancel(task), "call {call}");
            }
            2..=8 => {
                let most = if random.below(8) == 0 { 255 } else { 8 };
                let block = random.byte(most);
                let store = model.stores.get(index);
                let is_out =
                    store.is_some_and(|store| usize::from(block) < store.capacity && !store.things.contains(&block));
                let expected = if is_out { model.put(index, None, block) } else { outcome::INVALID };
                assert_eq!(pools.release(pool, block), expected, "call {call}");
                woken += u32::from(is_task(expected));
            }
            _ => {
                let (outcome, block) = model.get(index, who);
                assert_eq!(pools.allocate(pool, who), block.unwrap_or(outcome), "call {call}");
                got += u32::from(block.is_some());
            }
        }
        model.check(call);
        for (index, store) in model.stores.iter().enumerate() {
            assert_eq!(usize::from(pools.count(index as u8)), store.things.len(), "call {call}");
        }
    }
    assert!(woken > CALLS / 50 && got > CALLS / 20, "{woken} tasks were woken, {got} blocks came");
}
