//! `__dissolve_PREFIX_instantiate`: sets every memory, global, table and segment to its initial state, then calls the
//! start function.
//!
//! The order is that of the specification (WebAssembly, 4.5.4): element segments, then data segments. A segment that
//! does not fit traps; the effects before the trap remain.

use dissolve_abi::{TrapKind, symbol};
use dissolve_wasm::{MemoryIndex, TableIndex};
use inkwell::module::Linkage;
use wasmparser::{DataKind, ElementKind};

use super::Emitter;
use super::trap::Traps;
use crate::Error;
use crate::module::address;

impl Emitter<'_, '_> {
    /// Defines the function.
    pub(super) fn instantiate(&mut self) -> Result<(), Error> {
        let ty = self.context.void_type().fn_type(&[], false);
        let function = self.define(&self.symbols.own.instantiate(), ty, Linkage::External);
        self.place_all(function, symbol::INSTANTIATE, 0);
        let mut traps = Traps::default();
        self.builder.position_at_end(self.context.append_basic_block(function, ""));
        self.reset_memories()?;
        self.reset_arenas()?;
        self.reset_globals()?;
        self.reset_tables()?;
        self.reset_segments()?;
        self.forget_tail_call()?;
        let kind = if !self.elements_fit()? {
            Some(TrapKind::TableOutOfBounds)
        } else if !self.copy_data()? {
            Some(TrapKind::MemoryOutOfBounds)
        } else {
            None
        };
        match kind {
            Some(kind) => self.trap(function, &mut traps, kind),
            None => {
                if let Some(start) = self.module.sections.start {
                    self.builder.build_call(self.functions[start], &[], "")?;
                }
                self.builder.build_return(None)?;
                Ok(())
            }
        }
    }

    /// Zeroes each window up to its arena, whose contents belong to the embedder; a memory that grows, up to its
    /// initial end.
    fn reset_memories(&mut self) -> Result<(), Error> {
        let zero = self.context.i8_type().const_zero();
        for (((_, memory), window), size) in
            self.memories.iter().zip(self.windows.values()).zip(self.memory_sizes.values())
        {
            let end = window.initial.unwrap_or(window.high - u64::from(window.arena));
            if let Some(size) = size {
                self.builder.build_store(size.as_pointer_value(), self.word(end as u32))?;
            }
            // The size is less than 2 GiB, as the window's is.
            let size = end.saturating_sub(u64::from(window.low)) as u32;
            if size > 0 {
                self.builder.build_memset(*memory, 16, zero, self.word(size)).map_err(Error::llvm)?;
            }
        }
        Ok(())
    }

    fn reset_globals(&mut self) -> Result<(), Error> {
        let module = self.module;
        for ((index, global), &value) in module.sections.globals.iter().zip(module.global_values.values()) {
            if global.ty.mutable {
                let value = self.constant(value)?;
                self.builder.build_store(self.globals[index].as_pointer_value(), value)?;
            }
        }
        Ok(())
    }

    fn reset_tables(&mut self) -> Result<(), Error> {
        for table in self.tables.values() {
            if let Some(initial) = table.initial {
                let (to, from) = (table.elements.as_pointer_value(), initial.as_pointer_value());
                self.builder.build_memcpy(to, 4, from, 4, self.word(table.size * 4)).map_err(Error::llvm)?;
            }
            if let Some(now) = table.now {
                self.builder.build_store(now.as_pointer_value(), self.word(table.size))?;
            }
        }
        Ok(())
    }

    fn reset_segments(&mut self) -> Result<(), Error> {
        for segment in self.data.values().flatten() {
            self.builder.build_store(segment.length.as_pointer_value(), self.word(segment.initial))?;
        }
        for segment in self.elements.values().flatten() {
            self.builder.build_store(segment.length.as_pointer_value(), self.word(segment.initial))?;
        }
        Ok(())
    }

    /// Returns true if every active element segment fits its table. Those that fit are in the table's initial value.
    fn elements_fit(&self) -> Result<bool, Error> {
        for element in self.module.sections.elements.values() {
            if let ElementKind::Active { table_index, offset_expr } = &element.kind {
                let start = address(offset_expr)?;
                let length = match &element.items {
                    wasmparser::ElementItems::Functions(items) => items.count(),
                    wasmparser::ElementItems::Expressions(_, items) => items.count(),
                };
                let size = self.tables[TableIndex::from_u32(table_index.unwrap_or(0))].size;
                if u64::from(start) + u64::from(length) > u64::from(size) {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    /// Copies active data segments up to the first that does not fit. Returns true if all fit.
    fn copy_data(&mut self) -> Result<bool, Error> {
        for (index, segment) in &self.module.sections.data {
            let DataKind::Active { memory_index, offset_expr } = &segment.kind else { continue };
            let start = address(offset_expr)?;
            let memory = MemoryIndex::from_u32(*memory_index);
            let window = &self.windows[memory];
            let end = u64::from(start) + segment.data.len() as u64;
            if segment.data.is_empty() && end <= window.initial.unwrap_or(window.declared) {
                continue;
            }
            if start < window.low || end > window.initial.unwrap_or(window.high) {
                return Ok(false);
            }
            let bytes = self.constant_bytes(segment.data, &format!("data.{index}"));
            let to = self.byte(self.memories[memory], self.word(start - window.low))?;
            // The segment fits the window, so its length is less than 4 GiB.
            let length = self.word(segment.data.len() as u32);
            self.builder.build_memcpy(to, 1, bytes.as_pointer_value(), 1, length).map_err(Error::llvm)?;
        }
        Ok(true)
    }
}
