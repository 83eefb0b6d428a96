//! Memories that hold statics only (`dissolve_interface::Objects`).

use std::ops::Range;

use dissolve_interface::{ObjectMemory, Objects};
use dissolve_wasm::{EntityRef as _, ExternalIndex, MemoryIndex, is_load, mem_arg};
use wasmparser::Operator;

use super::AnalyzedModule;
use crate::Error;

/// The largest size of a memory of statics, in bytes. No target has so much memory.
const MOST_BYTES: u32 = 1 << 24;

/// The largest alignment of a static, in bytes: more than any compiler asks for.
const MOST_ALIGN: u32 = 1 << 16;

/// A memory that holds statics only.
#[derive(Clone, Debug)]
pub struct Statics {
    /// The addresses of its statics.
    pub range: Range<u32>,
    /// The alignment of the first one, in bytes.
    pub align: u32,
    /// The memory that the statics were in.
    pub source: MemoryIndex,
    /// Its contents from the first static on, if no instruction writes it.
    pub constant: Option<Vec<u8>>,
}

impl AnalyzedModule<'_> {
    /// Takes over the record of memories that hold statics only. It comes from outside: an entry that the module
    /// contradicts is ignored, and so are the memories before it.
    pub(super) fn take_objects(&mut self, record: Objects) -> Result<(), Error> {
        let last_first = (0..self.memories.len()).rev().map(MemoryIndex::new);
        for (memory, object) in last_first.zip(record.memories.iter().rev()) {
            if object.memory != memory || !self.agrees(object) {
                break;
            }
            let constant = (!self.memories[memory].written).then(|| self.contents(object)).transpose()?;
            self.statics[memory] =
                Some(Statics { range: object.range.clone(), align: object.align, source: object.source, constant });
        }
        self.objects = record;
        Ok(())
    }

    /// Returns true if a memory can be one that holds statics only.
    fn agrees(&self, object: &ObjectMemory) -> bool {
        let (memory, range) = (&self.memories[object.memory], &object.range);
        let is_sized =
            range.start < range.end && range.end - range.start <= MOST_BYTES && u64::from(range.end) <= memory.bytes();
        let is_aligned =
            object.align.is_power_of_two() && object.align <= MOST_ALIGN && range.start.is_multiple_of(object.align);
        let is_private = !self.sections.is_exported(ExternalIndex::Memory(object.memory)) && !memory.measured;
        let is_first = object.memory == MemoryIndex::FIRST;
        let has_arena = self.imports().any(|(import, _)| self.arena_of(import) == Some(object.memory));
        let holds = self.segments_of(object.memory).all(|segment| {
            segment.is_ok_and(|(_, start, data)| {
                start >= range.start && u64::from(start) + data.len() as u64 <= u64::from(range.end)
            })
        });
        is_sized && is_aligned && is_private && !is_first && !has_arena && holds
    }

    /// Returns the initial contents of a memory that holds statics only, from its first static on.
    fn contents(&self, object: &ObjectMemory) -> Result<Vec<u8>, Error> {
        let mut contents = vec![0; (object.range.end - object.range.start) as usize];
        for segment in self.segments_of(object.memory) {
            let (_, start, data) = segment?;
            let at = (start - object.range.start) as usize;
            contents[at..at + data.len()].copy_from_slice(data);
        }
        Ok(contents)
    }
}

/// Returns the memory that an instruction may write. `after_zero` is true if the instruction before it pushes the constant
/// 0: a fill of no bytes only checks an address.
pub fn written(operator: &Operator<'_>, after_zero: bool) -> Option<MemoryIndex> {
    use Operator as O;
    let memory = match *operator {
        O::MemoryFill { mem } if !after_zero => mem,
        O::MemoryCopy { dst_mem: mem, .. } | O::MemoryInit { mem, .. } => mem,
        ref load if is_load(load) => return None,
        ref other => mem_arg(other)?.memory,
    };
    Some(MemoryIndex::from_u32(memory))
}
