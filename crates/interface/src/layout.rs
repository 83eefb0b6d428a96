//! The layout of a linear memory.
//!
//! `wasm-ld` divides memory 0 into a stack that grows down, static data, and a heap. `linker` reads their places;
//! `heap` finds out whether the program uses the memory above its statics.

use std::fmt;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// The alignment of the stack pointer in bytes (WebAssembly's *Basic C ABI*).
const STACK_ALIGN: u32 = 16;

/// A place in a module that has an address above its statics.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeapUse {
    /// The address.
    pub address: u32,
    /// A description of the place, for reports.
    pub place: String,
}

impl fmt::Display for HeapUse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} has the address {} ({:#x})", self.place, self.address, self.address)
    }
}

/// The parts of a linear memory, as addresses in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemoryLayout {
    /// The initial stack pointer. The stack grows down from here; if it is first in memory, towards zero.
    pub stack_top: u32,
    /// The start of the heap, after statics and stack; `None` if the module does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heap_base: Option<u32>,
    /// The extent of the initialized data; empty when there is none.
    pub data: Range<u32>,
    /// The end of the statics, including those without initial data; `None` if the module does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data_end: Option<u32>,
    /// A place in the program that has an address above the statics, so that the program may use the memory there;
    /// `None` if the program does not use that memory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heap_use: Option<HeapUse>,
}

impl MemoryLayout {
    /// Returns true if all static data lies above the stack, so that an unused low part of the stack can be left out.
    ///
    /// Statics without initial data have no segment. Then the limits decide: if the stack is last, the heap begins
    /// where the stack does, and the statics end below it.
    pub fn stack_is_first(&self) -> bool {
        if self.data.is_empty() {
            let heap_is_above = self.heap_base.is_some_and(|base| base > self.stack_top);
            heap_is_above || self.data_end.is_some_and(|end| end >= self.stack_top)
        } else {
            self.data.start >= self.stack_top
        }
    }

    /// The lowest address that is backed if the stack has `stack` bytes; zero if the stack is not the first part of the
    /// memory.
    pub fn lowest(&self, stack: u32) -> u32 {
        match self.stack_is_first() {
            true => (self.stack_top - stack.min(self.stack_top)) & !(STACK_ALIGN - 1),
            false => 0,
        }
    }

    /// Returns the layout once the statics have become `bytes` shorter, and have their initial data at `data`: everything
    /// above them moves down, and their end not below `end`.
    pub fn lowered(&self, bytes: u32, end: u32, data: Range<u32>) -> MemoryLayout {
        let down = |address: u32| address.saturating_sub(bytes).max(self.stack_top);
        let heap_use = self.heap_use.clone();
        MemoryLayout {
            stack_top: self.stack_top,
            heap_base: self.heap_base.map(down),
            data,
            data_end: self.data_end.or(self.heap_base).map(|address| down(address).max(end)),
            heap_use: heap_use.map(|known| HeapUse { address: known.address.saturating_sub(bytes), ..known }),
        }
    }

    /// Returns the layout once all of the memory's contents have moved down by this many bytes.
    pub fn moved_down(&self, bytes: u32) -> MemoryLayout {
        let down = |address: u32| address.saturating_sub(bytes);
        MemoryLayout {
            stack_top: down(self.stack_top),
            heap_base: self.heap_base.map(down),
            data: down(self.data.start)..down(self.data.end),
            data_end: self.data_end.map(down),
            heap_use: self.heap_use.clone().map(|known| HeapUse { address: down(known.address), ..known }),
        }
    }

    /// Returns true if the limits are in an order that a linker produces: the heap starts above the stack and above all
    /// statics. An inconsistent layout says nothing about the module's use of memory.
    pub fn is_consistent(&self) -> bool {
        self.heap_base.is_none_or(|base| base >= self.stack_top && self.data_end.is_none_or(|end| end <= base))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(stack_top: u32, heap_base: Option<u32>, data_end: Option<u32>) -> MemoryLayout {
        MemoryLayout { stack_top, heap_base, data: 0..0, data_end, heap_use: None }
    }

    #[test]
    fn limits_are_in_a_linkers_order() {
        for (stack_top, heap_base, data_end, expected) in [
            (1024, None, None, true),
            (1024, None, Some(4096), true),
            (1024, Some(2048), None, true),
            (1024, Some(1024), None, true),
            (1024, Some(1023), None, false),
            (1024, Some(2048), Some(2048), true),
            (1024, Some(2048), Some(512), true),
            (1024, Some(2048), Some(2049), false),
        ] {
            let layout = layout(stack_top, heap_base, data_end);
            assert_eq!(layout.is_consistent(), expected, "{layout:?}");
        }
    }

    #[test]
    fn statics_without_initial_data_tell_where_the_stack_is() {
        for (stack_top, heap_base, data_end, expected) in [
            (1024, Some(1025), None, true),
            (1024, Some(1024), None, false),
            (1024, None, None, false),
            (1024, None, Some(1024), true),
            (1024, None, Some(1023), false),
        ] {
            let layout = layout(stack_top, heap_base, data_end);
            assert_eq!(layout.stack_is_first(), expected, "{layout:?}");
        }
        let with_data = |data| MemoryLayout { data, ..layout(1024, None, None) };
        assert!(with_data(1024..1025).stack_is_first() && !with_data(1023..1025).stack_is_first());
    }

    #[test]
    fn what_is_below_a_smaller_stack_is_left_out() {
        let first = MemoryLayout { data: 1024..1025, ..layout(1024, None, None) };
        for (stack, lowest) in [(0, 1024), (16, 1008), (100, 912), (1020, 0), (1024, 0), (5000, 0)] {
            assert_eq!(first.lowest(stack), lowest, "{stack} bytes of stack");
        }
        let last = MemoryLayout { data: 0..16, ..layout(1024, None, None) };
        assert_eq!(last.lowest(16), 0, "the statics are below the stack");
    }
}
