//! The stack of a memory, and the lowest address that is backed.

use dissolve_interface::MemoryLayout;
use dissolve_wasm::{Constant, GlobalIndex, MemoryIndex};
use wasmparser::DataKind;

use super::{AnalyzedModule, StackNeed};
use crate::Options;

/// The alignment of the window's low end, of a stack and of an arena: enough for any C type.
pub const ALIGN: u64 = 16;

impl AnalyzedModule<'_> {
    /// Returns the layout of a memory, if it agrees with the module's segments.
    pub fn known_layout(&self, memory: MemoryIndex) -> Option<&MemoryLayout> {
        // A record comes from outside: one that contradicts itself is ignored.
        self.memory_layout(memory).filter(|layout| layout.is_consistent() && self.holds_segments(memory, layout))
    }

    /// Returns the lowest backed address of a memory.
    pub fn lowest(&self, memory: MemoryIndex, options: &Options) -> u32 {
        let low = self.known_layout(memory).map_or(0, |layout| layout.lowest(self.stack_budget(memory, options)));
        // A shared memory has regions instead. A stack beyond the memory's first size was not laid out by a linker.
        let is_cut = self.regions(memory).is_empty() && u64::from(low) <= self.memories[memory].bytes();
        if is_cut { low } else { 0 }
    }

    /// Returns the stack in a memory that calls need, as far as it is known; none if the layout does not say where the
    /// stack is. If the memory's stack pointer is not known, any that starts at the top of its stack may be.
    pub fn stack_need(&self, memory: MemoryIndex) -> Option<StackNeed> {
        let top = Constant::I32(self.memory_layout(memory)?.stack_top.cast_signed());
        let starts = |pointer: &GlobalIndex| self.global_values[*pointer] == top;
        let own = self.stack_pointer(memory).filter(starts).and_then(|pointer| self.stack_needs.get(&pointer));
        let any = || self.stack_needs.iter().filter(|(pointer, _)| starts(pointer)).map(|(_, need)| need);
        own.cloned().or_else(|| any().cloned().reduce(|all, need| all.or(&need)))
    }

    /// Returns the bytes of the stack in a memory that are backed: the configured number, or the need of calls if the
    /// options ask for it.
    pub fn stack_budget(&self, memory: MemoryIndex, options: &Options) -> u32 {
        match self.stack_need(memory).filter(|_| options.stack_is_computed) {
            Some(need) => need.budget(options.stack),
            None => options.stack,
        }
    }

    /// Returns true if every active segment of a memory has a constant address and lies inside the statics of the
    /// layout.
    fn holds_segments(&self, memory: MemoryIndex, layout: &MemoryLayout) -> bool {
        self.sections.data.values().all(|segment| match &segment.kind {
            DataKind::Active { memory_index, offset_expr } if *memory_index == memory.as_u32() => {
                let Ok(start) = super::address(offset_expr) else { return false };
                let (place, start) = self.segment_start(memory, start);
                if place.constant {
                    return true;
                }
                let end = u64::from(start) + segment.data.len() as u64;
                let low = if layout.stack_is_first() { layout.stack_top } else { 0 };
                start >= low && layout.heap_base.is_none_or(|base| end <= u64::from(base))
            }
            _ => true,
        })
    }
}
