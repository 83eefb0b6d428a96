//! Constants in flash: those of memories, and the bytes that instantiation copies.

use dissolve_wasm::MemoryIndex;
use inkwell::module::Linkage;
use inkwell::values::{BasicValueEnum, GlobalValue};

use super::context::ModuleContext;
use crate::module::Word;
use crate::{Bounds, Error};

/// The most bytes that one check of a read covers, if it may find constants.
pub const MOST_SPAN: u32 = 16;

impl<'c> ModuleContext<'c, '_> {
    /// The words that hold an address in a memory, as offsets from its address `start`.
    pub fn address_words(&self, memory: MemoryIndex, start: u32) -> Result<Vec<Word>, Error> {
        let mut words = Vec::new();
        for segment in self.input.segments_of(memory) {
            let (index, at, _) = segment?;
            let moved = |word: &Word| Word { offset: at.wrapping_sub(start).wrapping_add(word.offset), ..*word };
            words.extend(self.input.numbers.in_data(index).iter().map(moved));
        }
        words.sort_unstable();
        Ok(words)
    }

    /// Defines a constant with these bytes, which lies in flash. Some words of it hold addresses of the module; they become the
    /// numbers that the program has for them.
    pub fn constant_data(&self, bytes: &[u8], words: &[Word], name: &str) -> GlobalValue<'c> {
        if words.is_empty() {
            return self.constant_bytes(bytes, name);
        }
        let mut bytes = bytes.to_vec();
        let mut fields: Vec<BasicValueEnum<'c>> = Vec::new();
        let mut end = 0;
        for Word { offset, place } in words {
            let at = *offset as usize;
            // Words of a hostile record may overlap.
            let Some(word) = bytes.get_mut(at..at.saturating_add(4)).filter(|_| at >= end) else { continue };
            let number = self.constant_number(*place, u32::from_le_bytes([word[0], word[1], word[2], word[3]]));
            match number.get_zero_extended_constant() {
                Some(number) => word.copy_from_slice(&(number as u32).to_le_bytes()),
                None => {
                    fields.push(self.context.const_string(&bytes[end..at], false).into());
                    fields.push(number.into());
                    end = at + 4;
                }
            }
        }
        if fields.is_empty() {
            return self.constant_bytes(&bytes, name);
        }
        fields.push(self.context.const_string(&bytes[end..], false).into());
        self.define_constant(self.context.const_struct(&fields, true).into(), name)
    }

    /// Defines the constants of memories that stay in flash.
    pub fn define_constants(&mut self) -> Result<(), Error> {
        for memory in self.windows.keys() {
            let Some(declared) = self.constants[memory] else { continue };
            let bytes = self.input.numbers.constants(memory);
            let (mut contents, mut words) = (vec![0; bytes as usize], Vec::new());
            for segment in self.input.segments_of(memory) {
                let (index, address, data) = segment?;
                let (place, start) = self.input.segment_start(memory, address);
                let part = contents.get_mut(start as usize..).and_then(|rest| rest.get_mut(..data.len()));
                let Some(part) = part.filter(|_| place.constant) else { continue };
                part.copy_from_slice(data);
                let moved = |word: &Word| Word { offset: start + word.offset, ..*word };
                words.extend(self.input.numbers.in_data(index).iter().map(moved));
            }
            words.sort_unstable();
            let defined = self.constant_data(&contents, &words, "");
            declared.replace_all_uses_with(defined.as_pointer_value());
            if let Some(declared) = self.llvm.get_global(&self.symbols.object.constants(memory)) {
                // SAFETY: nothing refers to it any more.
                unsafe { declared.delete() };
            }
            defined.set_name(&self.symbols.object.constants(memory));
            defined.set_linkage(Linkage::External);
            defined.set_alignment(self.input.numbers.alignment(memory));
            self.constants[memory] = Some(defined.as_pointer_value());
        }
        Ok(())
    }

    /// Returns true if the numbers of a memory's constants follow those of its window, and reads are checked.
    pub fn are_adjacent(&self, memory: MemoryIndex) -> bool {
        let numbers = &self.input.numbers;
        numbers.constants(memory) > 0 && !numbers.are_absolute(memory) && self.options.bounds == Bounds::Check
    }

    /// The bytes of RAM behind a window that belong to nobody: a read that begins in the window may end there
    /// ([`FunctionWriter::check`](super::writer::FunctionWriter::check)).
    pub fn bytes_behind(&self, memory: MemoryIndex) -> u64 {
        if !self.are_adjacent(memory) {
            return 0;
        }
        let window = &self.windows[memory];
        u64::from(self.input.numbers.first_constant(memory, window)) - window.high + u64::from(MOST_SPAN)
    }

    /// Defines a constant with these bytes, which lies in flash.
    pub fn constant_bytes(&self, bytes: &[u8], name: &str) -> GlobalValue<'c> {
        self.define_constant(self.context.const_string(bytes, false).into(), name)
    }

    fn define_constant(&self, value: BasicValueEnum<'c>, name: &str) -> GlobalValue<'c> {
        let global = self.llvm.add_global(value.get_type(), None, name);
        global.set_linkage(Linkage::Internal);
        global.set_constant(true);
        global.set_alignment(1);
        global.set_initializer(&value);
        global
    }
}
