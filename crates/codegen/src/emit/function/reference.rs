//! Reference, table and bulk memory instructions (WebAssembly, 4.4.2, 4.4.6 and 4.4.7).

use dissolve_abi::TrapKind;
use dissolve_wasm::{DataIndex, ElemIndex, FuncIndex, MemoryIndex, TableIndex};
use inkwell::IntPredicate;
use inkwell::values::{IntValue, PointerValue};
use wasmparser::Operator;

use super::Body;
use crate::Error;

impl<'c> Body<'_, 'c, '_> {
    pub(super) fn load_pointer(&self, from: PointerValue<'c>) -> Result<PointerValue<'c>, Error> {
        Ok(self.emitter.builder.build_load(self.emitter.pointer(), from, "")?.into_pointer_value())
    }

    /// Reference, table and bulk memory instructions; passes other operators on.
    pub(super) fn reference(&mut self, operator: &Operator<'_>) -> Result<(), Error> {
        match *operator {
            Operator::RefNull { .. } => self.push(self.emitter.pointer().const_null()),
            Operator::RefIsNull => {
                let reference = self.pop().into_pointer_value();
                let null = self.emitter.builder.build_is_null(reference, "")?;
                self.push_condition(null)?;
            }
            Operator::RefFunc { function_index } => {
                let descriptor = self.emitter.descriptor(FuncIndex::from_u32(function_index))?;
                self.push(descriptor);
            }
            Operator::TableGet { table } => {
                let table = TableIndex::from_u32(table);
                let index = self.pop_int();
                let kind = TrapKind::TableOutOfBounds;
                let slot = self.emitter.slot(self.function, &mut self.traps, table, index, kind)?;
                let value = self.load_pointer(slot)?;
                self.push(value);
            }
            Operator::TableSet { table } => {
                let table = TableIndex::from_u32(table);
                let value = self.pop();
                let index = self.pop_int();
                let kind = TrapKind::TableOutOfBounds;
                let slot = self.emitter.slot(self.function, &mut self.traps, table, index, kind)?;
                self.emitter.builder.build_store(slot, value)?;
            }
            Operator::TableSize { table } => {
                let size = self.emitter.table_size(TableIndex::from_u32(table))?;
                self.push(size);
            }
            Operator::TableGrow { table } => {
                let table = TableIndex::from_u32(table);
                let (delta, value) = (self.pop_int(), self.pop());
                if self.emitter.tables[table].now.is_some() {
                    let grow = self.emitter.table_grow(table)?;
                    let call = self.emitter.builder.build_call(grow, &[value.into(), delta.into()], "")?;
                    self.push(call.try_as_basic_value().unwrap_basic());
                } else {
                    let size = self.emitter.table_size(table)?;
                    self.grow(delta, size)?;
                }
            }
            Operator::TableFill { table } => {
                let table = TableIndex::from_u32(table);
                let length = self.pop_int();
                let value = self.pop();
                let index = self.pop_int();
                self.emitter.table_fill(self.function, &mut self.traps, table, [index, length], value)?;
            }
            Operator::TableCopy { dst_table, src_table } => {
                let tables = (TableIndex::from_u32(dst_table), TableIndex::from_u32(src_table));
                let operands = self.pop_three();
                self.emitter.table_copy(self.function, &mut self.traps, tables, operands)?;
            }
            Operator::TableInit { elem_index, table } => {
                let (segment, table) = (ElemIndex::from_u32(elem_index), TableIndex::from_u32(table));
                let operands = self.pop_three();
                self.emitter.table_init(self.function, &mut self.traps, (segment, table), operands)?;
            }
            Operator::ElemDrop { elem_index } => {
                if let Some(segment) = &self.emitter.elements[ElemIndex::from_u32(elem_index)] {
                    self.emitter.builder.build_store(segment.length.as_pointer_value(), self.emitter.word(0))?;
                }
            }
            Operator::MemorySize { mem } => {
                let pages = self.emitter.memory_pages(MemoryIndex::from_u32(mem))?;
                self.push(pages);
            }
            Operator::MemoryGrow { mem } => {
                let memory = MemoryIndex::from_u32(mem);
                let delta = self.pop_int();
                if self.emitter.memory_sizes[memory].is_some() {
                    let grow = self.emitter.memory_grow(memory)?;
                    let call = self.emitter.builder.build_call(grow, &[delta.into()], "")?;
                    self.push(call.try_as_basic_value().unwrap_basic());
                } else {
                    let pages = self.emitter.memory_pages(memory)?;
                    self.grow(delta, pages)?;
                }
            }
            Operator::MemoryCopy { dst_mem, src_mem } => {
                let [to, from, length] = self.pop_three();
                let (to_memory, from_memory) = (MemoryIndex::from_u32(dst_mem), MemoryIndex::from_u32(src_mem));
                let target = self.emitter.range(self.function, &mut self.traps, to_memory, to, length)?;
                let source = self.emitter.range(self.function, &mut self.traps, from_memory, from, length)?;
                self.emitter.builder.build_memmove(target, 1, source, 1, length).map_err(Error::llvm)?;
            }
            Operator::MemoryFill { mem } => {
                let [to, value, length] = self.pop_three();
                let target =
                    self.emitter.range(self.function, &mut self.traps, MemoryIndex::from_u32(mem), to, length)?;
                let byte = self.emitter.builder.build_int_truncate(value, self.emitter.context.i8_type(), "")?;
                self.emitter.builder.build_memset(target, 1, byte, length).map_err(Error::llvm)?;
            }
            Operator::MemoryInit { data_index, mem } => {
                let (segment, memory) = (DataIndex::from_u32(data_index), MemoryIndex::from_u32(mem));
                let operands = self.pop_three();
                self.emitter.memory_init(self.function, &mut self.traps, (segment, memory), operands)?;
            }
            Operator::DataDrop { data_index } => {
                if let Some(segment) = &self.emitter.data[DataIndex::from_u32(data_index)] {
                    self.emitter.builder.build_store(segment.length.as_pointer_value(), self.emitter.word(0))?;
                }
            }
            _ => return self.memory(operator),
        }
        Ok(())
    }

    /// Growth of a memory or table that cannot grow: growth by zero returns the size, any other fails.
    fn grow(&mut self, delta: IntValue<'c>, size: IntValue<'c>) -> Result<(), Error> {
        let nothing = self.emitter.builder.build_int_compare(IntPredicate::EQ, delta, self.emitter.word(0), "")?;
        let failed = self.emitter.word(u32::MAX);
        let value = self.emitter.builder.build_select(nothing, size, failed, "")?;
        self.push(value);
        Ok(())
    }
}
