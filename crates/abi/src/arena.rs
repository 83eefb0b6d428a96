//! The descriptor with which generated code describes an arena to the allocator (contract, section 5).

/// The descriptor of an arena: its range, and the words in which its allocator keeps its state. It is constant data of
/// the object.
///
/// In C: `struct { void *start, *end; uint32_t *state; uint32_t state_bytes; }`.
///
/// The state is in trusted memory: no guest reaches it. Instantiation sets it to zero. So an allocator that keeps all
/// of its state there, and for which zeros are an arena without blocks, is reset with the instance.
#[derive(Clone, Copy, Debug)]
#[repr(C)]
pub struct ArenaDescriptor {
    /// The first byte of the reservation, aligned to 16.
    pub start: *mut u8,
    /// The byte after the reservation.
    pub end: *mut u8,
    /// The first word of the state, aligned to 8.
    pub state: *mut u32,
    /// The size of the state in bytes: [`arena_state_bytes`] of the arena's size.
    pub state_bytes: u32,
}

// SAFETY: the fields never change; who follows the pointers sees to the rest.
unsafe impl Sync for ArenaDescriptor {}

/// The number of `u32` in the state of the runtime's allocator, without the free lists.
const WORDS: u32 = 7;
/// The number of native addresses in that state, and of numbers of their size.
const ADDRESSES: u32 = 4;

/// The number of free lists for an arena of `size` bytes: 4 for each power of two, 68 at most.
pub const fn arena_lists(size: u32) -> u32 {
    let mut lists = 4;
    while lists < 68 && (1 << (lists / 4 + 4)) < size {
        lists += 4;
    }
    lists
}

/// The size of the state, in bytes, in the descriptor of an arena of `size` bytes: as much as the runtime's allocator
/// needs where a native address has `pointer` bytes.
pub const fn arena_state_bytes(size: u32, pointer: u32) -> u32 {
    (4 * WORDS + pointer * ADDRESSES).next_multiple_of(pointer) + 4 * arena_lists(size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_larger_arena_has_more_lists() {
        let lists = [1, 32, 33, 4096, 4097, 2 << 20, u32::MAX].map(arena_lists);
        assert_eq!(lists, [4, 4, 8, 32, 36, 68, 68]);
        assert_eq!((arena_state_bytes(4096, 4), arena_state_bytes(4096, 8)), (172, 192));
    }
}
