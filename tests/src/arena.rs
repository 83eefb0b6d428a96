//! An arena as an embedder of the engine would write it: a list of live blocks, first fit. It implements section 2 of
//! the contract, except for its time bound, and shares no code with the arena on the chip.

use std::collections::BTreeMap;

/// An allocator over a range of addresses. Its bookkeeping is outside of the range.
pub struct HostArena {
    start: u32,
    end: u32,
    /// Lengths of the live blocks by address.
    live: BTreeMap<u32, u32>,
}

impl HostArena {
    pub fn new(start: u32, end: u32) -> HostArena {
        HostArena { start, end, live: BTreeMap::new() }
    }

    /// Bytes in live blocks.
    pub fn used(&self) -> u64 {
        self.live.values().map(|&length| u64::from(length)).sum()
    }

    /// `__cabi_arena_realloc`, except that it does not copy the bytes of a block that moves. An error stands for a
    /// trap.
    pub fn realloc(&mut self, old: u32, old_length: u32, align: u32, length: u32) -> Result<u32, String> {
        if !align.is_power_of_two() {
            return Err(format!("alignment {align}"));
        }
        if old_length > 0 && self.live.get(&old) != Some(&old_length) {
            return Err(format!("no block of {old_length} bytes at {old:#x}"));
        }
        if length == 0 {
            if old_length > 0 {
                self.live.remove(&old);
            }
            return Ok(align);
        }
        let new = self.find(align, length).ok_or("arena exhausted")?;
        if old_length > 0 {
            self.live.remove(&old);
        }
        self.live.insert(new, length);
        Ok(new)
    }

    fn find(&self, align: u32, length: u32) -> Option<u32> {
        let mut at = self.start;
        for (&block, &size) in &self.live {
            let candidate = at.checked_next_multiple_of(align)?;
            if candidate.checked_add(length)? <= block {
                return Some(candidate);
            }
            at = block + size;
        }
        let candidate = at.checked_next_multiple_of(align)?;
        (candidate.checked_add(length)? <= self.end).then_some(candidate)
    }
}
