//! `__dissolve_PREFIX_instantiate`: sets every memory, global, table and segment to its initial state, then calls the
//! start function.
//!
//! The order is that of the specification (WebAssembly, 4.5.4): element segments, then data segments. A segment that
//! does not fit traps; the effects before the trap remain.

use dissolve_abi::{TrapKind, symbol};
use dissolve_wasm::{MemoryIndex, TableIndex};
use inkwell::module::Linkage;
use inkwell::values::FunctionValue;
use wasmparser::{DataKind, ElementKind};

use super::context::ModuleContext;
use super::writer::FunctionWriter;
use crate::Error;
use crate::module::address;

impl<'c> ModuleContext<'c, '_> {
    /// Defines the function under this symbol.
    pub fn write_instantiate(&self, symbol: &str, linkage: Linkage) -> Result<FunctionValue<'c>, Error> {
        let ty = self.context.void_type().fn_type(&[], false);
        let writer = FunctionWriter::new(self, self.define(symbol, ty, linkage));
        writer.set_position(symbol::INSTANTIATE, 0);
        writer.start_block("");
        writer.reset_memories()?;
        writer.reset_arenas()?;
        writer.reset_globals()?;
        writer.reset_tables()?;
        writer.reset_segments()?;
        writer.clear_pending_call()?;
        if !self.elements_fit()? {
            writer.trap(TrapKind::TableOutOfBounds)?;
            return Ok(writer.function);
        }
        if !writer.copy_data()? {
            writer.trap(TrapKind::MemoryOutOfBounds)?;
            return Ok(writer.function);
        }
        if let Some(start) = self.input.sections.start {
            writer.builder.build_call(self.functions[start], &[], "")?;
        }
        writer.builder.build_return(None)?;
        Ok(writer.function)
    }

    /// Returns true if every active element segment fits its table. Those that fit are in the table's initial value.
    fn elements_fit(&self) -> Result<bool, Error> {
        for element in self.input.sections.elements.values() {
            if let ElementKind::Active { table_index, offset_expr } = &element.kind {
                let start = address(offset_expr)?;
                let length = match &element.items {
                    wasmparser::ElementItems::Functions(items) => items.count(),
                    wasmparser::ElementItems::Expressions(_, items) => items.count(),
                };
                let size = self.tables[TableIndex::from_u32(table_index.unwrap_or(0))].initial_size;
                if u64::from(start) + u64::from(length) > u64::from(size) {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }
}

impl FunctionWriter<'_, '_> {
    /// Zeroes each window up to its arena, whose contents belong to the embedder; a memory that grows, up to its
    /// initial end.
    fn reset_memories(&self) -> Result<(), Error> {
        let zero = self.context.i8_type().const_zero();
        for (((index, memory), window), size) in
            self.memories.iter().zip(self.windows.values()).zip(self.memory_sizes.values())
        {
            let statics = self.input.statics[index].as_ref();
            if statics.is_some_and(|statics| statics.constant.is_some()) {
                continue;
            }
            let end = window.initial.unwrap_or(window.high - u64::from(window.arena));
            if let Some(size) = size {
                self.builder.build_store(size.as_pointer_value(), self.word(end as u32))?;
            }
            // The size is less than 2 GiB, as the window's is.
            let size = end.saturating_sub(u64::from(window.low)) as u32;
            if size > 0 {
                let alignment = statics.map_or(16, |statics| statics.align);
                self.fill_bytes(*memory, alignment, zero, self.word(size))?;
            }
        }
        Ok(())
    }

    fn reset_tables(&self) -> Result<(), Error> {
        for table in self.tables.values() {
            if let Some(initial) = table.initial_elements {
                let (to, from) = (table.elements.as_pointer_value(), initial.as_pointer_value());
                let size = self.options.target.pointer_bytes();
                let bytes = self.word(table.initial_size * size);
                self.copy_bytes(to, from, size, bytes)?;
            }
            if let Some(size) = table.size_word {
                self.builder.build_store(size.as_pointer_value(), self.word(table.initial_size))?;
            }
        }
        Ok(())
    }

    fn reset_segments(&self) -> Result<(), Error> {
        for segment in self.data.values().chain(self.elements.values()).flatten() {
            self.builder.build_store(segment.length.as_pointer_value(), self.word(segment.initial))?;
        }
        Ok(())
    }

    /// Copies active data segments up to the first that does not fit. Returns true if all fit.
    fn copy_data(&self) -> Result<bool, Error> {
        for (index, segment) in &self.input.sections.data {
            let DataKind::Active { memory_index, offset_expr } = &segment.kind else { continue };
            let memory = MemoryIndex::from_u32(*memory_index);
            let (place, start) = self.input.segment_start(memory, address(offset_expr)?);
            if place.constant {
                continue;
            }
            if self.input.statics[memory].as_ref().is_some_and(|statics| statics.constant.is_some()) {
                continue;
            }
            let window = &self.windows[memory];
            let end = u64::from(start) + segment.data.len() as u64;
            if segment.data.is_empty() && end <= window.initial.unwrap_or(window.declared) {
                continue;
            }
            if start < window.low || end > window.initial.unwrap_or(window.high) {
                return Ok(false);
            }
            let words = self.input.numbers.in_data(index);
            let bytes = self.constant_data(segment.data, words, &format!("data.{index}"));
            let to = self.byte(self.memories[memory], self.word(start - window.low))?;
            // The segment fits the window, so its length is less than 4 GiB.
            let length = self.word(segment.data.len() as u32);
            self.copy_bytes(to, bytes.as_pointer_value(), 1, length)?;
        }
        Ok(true)
    }
}
