//! The addresses that limit a heap, and the evidence that a program uses it.

use crate::layout::{HeapUse, MemoryLayout};

/// `__data_end` and `__heap_base` differ by at most this much if only alignment lies between them.
const ALIGNMENT: u32 = 64;

/// If a program adds a constant to the heap's start, for a header or to align it, the constant is less than this.
const HEADER: u32 = 64;

/// The number after the last `char`, with which Rust represents the absence of a `char`. It is also the memory size of
/// many Rust modules, 17 pages.
const NO_CHAR: u64 = 0x11_0000;

/// The addresses that limit the heap of a memory.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The end of the statics.
    pub start: u32,
    /// The start of the heap.
    pub base: u32,
    /// The end of the memory, at most 4 GiB.
    pub end: u64,
}

impl Limits {
    /// The limits of a memory of `end` bytes; `None` if the heap does not start inside it.
    pub fn new(layout: &MemoryLayout, end: u64) -> Option<Limits> {
        let base = layout.heap_base.filter(|&base| u64::from(base) < end)?;
        let near = |&data_end: &u32| data_end <= base && base - data_end < ALIGNMENT;
        let start = layout.data_end.filter(near).filter(|_| layout.stack_is_first()).unwrap_or(base);
        Some(Limits { start, base, end })
    }

    /// Returns true if a number is probably the address of the heap's start, or an address a little above it.
    pub fn is_start(&self, number: u32) -> bool {
        (self.start..=self.base.saturating_add(HEADER)).contains(&number) && u64::from(number) < self.end
    }

    /// Returns true if a number is the memory's end.
    pub fn is_end(&self, number: u32) -> bool {
        u64::from(number) == self.end
    }

    /// Returns true if an address is in the memory and above the statics.
    pub fn is_above(&self, address: u64) -> bool {
        (u64::from(self.start)..self.end).contains(&address)
    }

    /// Returns true if programs also use the memory's end as a number for other purposes.
    pub fn end_is_common(&self) -> bool {
        self.end.is_power_of_two() || self.end == NO_CHAR
    }
}

/// Evidence of a use of the heap: either certain, or of two kinds that only count together.
#[derive(Debug, Default)]
pub struct Evidence {
    pub certain: Option<HeapUse>,
    /// True if a number is compared with the heap's start. A loop over the last static has such a comparison too.
    pub compares_start: bool,
    /// A number that equals the memory's end.
    pub end: Option<HeapUse>,
}

impl Evidence {
    pub fn conclude(self) -> Option<HeapUse> {
        self.certain.or(self.end.filter(|_| self.compares_start))
    }

    pub fn is_certain(&mut self, address: u32, place: impl FnOnce() -> String) {
        self.certain.get_or_insert_with(|| HeapUse { address, place: place() });
    }

    /// Records the memory's end as a number: certain evidence, unless the number is common.
    pub fn is_end(&mut self, limits: &Limits, place: impl FnOnce() -> String) {
        let heap_use = || HeapUse { address: u32::try_from(limits.end).unwrap_or(0), place: place() };
        if limits.end_is_common() {
            self.end.get_or_insert_with(heap_use);
        } else {
            self.certain.get_or_insert_with(heap_use);
        }
    }
}
