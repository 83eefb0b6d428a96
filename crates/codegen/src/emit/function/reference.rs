//! Reference, table and bulk memory instructions (WebAssembly, 4.4.2, 4.4.6 and 4.4.7).

use dissolve_abi::TrapKind;
use inkwell::IntPredicate;
use inkwell::values::{IntValue, PointerValue};
use wasmparser::Operator;

use super::Body;
use crate::Error;
use crate::emit::memory::llvm;
use crate::layout::PAGE;

impl<'c> Body<'_, 'c, '_> {
    pub(super) fn load_pointer(&self, from: PointerValue<'c>) -> Result<PointerValue<'c>, Error> {
        Ok(self.emitter.builder.build_load(self.emitter.pointer(), from, "")?.into_pointer_value())
    }

    /// Reference, table and bulk memory instructions; the others are passed on.
    pub(super) fn reference(&mut self, operator: &Operator<'_>) -> Result<(), Error> {
        match *operator {
            Operator::RefNull { .. } => self.push(self.emitter.pointer().const_null()),
            Operator::RefIsNull => {
                let reference = self.pop().into_pointer_value();
                let null = self.emitter.builder.build_is_null(reference, "")?;
                self.push_condition(null)?;
            }
            Operator::RefFunc { function_index } => {
                let descriptor = self.emitter.descriptor(function_index)?;
                self.push(descriptor);
            }
            Operator::TableGet { table } => {
                let index = self.pop_int();
                let kind = TrapKind::TableOutOfBounds;
                let slot = self.emitter.slot(self.function, &mut self.traps, table, index, kind)?;
                let value = self.load_pointer(slot)?;
                self.push(value);
            }
            Operator::TableSet { table } => {
                let value = self.pop();
                let index = self.pop_int();
                let kind = TrapKind::TableOutOfBounds;
                let slot = self.emitter.slot(self.function, &mut self.traps, table, index, kind)?;
                self.emitter.builder.build_store(slot, value)?;
            }
            Operator::TableSize { table } => {
                self.push(self.emitter.word(self.emitter.tables[table as usize].size));
            }
            Operator::TableGrow { table } => {
                let delta = self.pop_int();
                self.pop();
                let size = self.emitter.word(self.emitter.tables[table as usize].size);
                self.grow(delta, size)?;
            }
            Operator::TableFill { table } => {
                let length = self.pop_int();
                let value = self.pop();
                let index = self.pop_int();
                self.emitter.table_fill(self.function, &mut self.traps, table, [index, length], value)?;
            }
            Operator::TableCopy { dst_table, src_table } => {
                let operands = self.pop_three();
                self.emitter.table_copy(self.function, &mut self.traps, (dst_table, src_table), operands)?;
            }
            Operator::TableInit { elem_index, table } => {
                let operands = self.pop_three();
                self.emitter.table_init(self.function, &mut self.traps, (elem_index, table), operands)?;
            }
            Operator::ElemDrop { elem_index } => {
                if let Some(segment) = &self.emitter.elements[elem_index as usize] {
                    self.emitter.builder.build_store(segment.length.as_pointer_value(), self.emitter.word(0))?;
                }
            }
            Operator::MemorySize { mem } => {
                self.push(self.pages(mem));
            }
            Operator::MemoryGrow { mem } => {
                let delta = self.pop_int();
                self.grow(delta, self.pages(mem))?;
            }
            Operator::MemoryCopy { dst_mem, src_mem } => {
                let [to, from, length] = self.pop_three();
                let target = self.emitter.range(self.function, &mut self.traps, dst_mem, to, length)?;
                let source = self.emitter.range(self.function, &mut self.traps, src_mem, from, length)?;
                self.emitter.builder.build_memmove(target, 1, source, 1, length).map_err(llvm)?;
            }
            Operator::MemoryFill { mem } => {
                let [to, value, length] = self.pop_three();
                let target = self.emitter.range(self.function, &mut self.traps, mem, to, length)?;
                let byte = self.emitter.builder.build_int_truncate(value, self.emitter.context.i8_type(), "")?;
                self.emitter.builder.build_memset(target, 1, byte, length).map_err(llvm)?;
            }
            Operator::MemoryInit { data_index, mem } => {
                let operands = self.pop_three();
                self.emitter.memory_init(self.function, &mut self.traps, (data_index, mem), operands)?;
            }
            Operator::DataDrop { data_index } => {
                if let Some(segment) = &self.emitter.data[data_index as usize] {
                    self.emitter.builder.build_store(segment.length.as_pointer_value(), self.emitter.word(0))?;
                }
            }
            _ => return self.memory(operator),
        }
        Ok(())
    }

    fn pages(&self, memory: u32) -> IntValue<'c> {
        let declared = self.emitter.module.memories[memory as usize].pages;
        // Who shares a memory asks for its size to compare addresses with, those of the arena included.
        let pages = match self.emitter.module.regions(memory) {
            [] => declared,
            _ => self.emitter.windows[memory as usize].declared / PAGE,
        };
        self.emitter.word(pages as u32)
    }

    /// Growth by nothing gives the size; any other fails.
    fn grow(&mut self, delta: IntValue<'c>, size: IntValue<'c>) -> Result<(), Error> {
        let nothing = self.emitter.builder.build_int_compare(IntPredicate::EQ, delta, self.emitter.word(0), "")?;
        let failed = self.emitter.word(u32::MAX);
        let value = self.emitter.builder.build_select(nothing, size, failed, "")?;
        self.push(value);
        Ok(())
    }
}
