//! Reference, table and bulk memory instructions (WebAssembly, 4.4.2, 4.4.6 and 4.4.7).

use dissolve_abi::TrapKind;
use dissolve_wasm::{DataIndex, ElemIndex, FuncIndex, MemoryIndex, TableIndex};
use inkwell::IntPredicate;
use inkwell::values::IntValue;
use wasmparser::Operator;

use super::{Body, not_listed};
use crate::Error;
use crate::module::Part;

impl<'c> Body<'c, '_> {
    /// Reference, table and bulk memory instructions.
    pub fn reference(&mut self, operator: &Operator<'_>) -> Result<(), Error> {
        match *operator {
            Operator::RefNull { .. } => self.push(self.writer.pointer().const_null()),
            Operator::RefIsNull => {
                let reference = self.pop().into_pointer_value();
                let null = self.writer.builder.build_is_null(reference, "")?;
                self.push_condition(null)?;
            }
            Operator::RefFunc { function_index } => {
                self.push(self.writer.descriptor(FuncIndex::from_u32(function_index)));
            }
            Operator::TableGet { table } => {
                let table = TableIndex::from_u32(table);
                let index = self.pop_int();
                let slot = self.writer.slot(table, index, TrapKind::TableOutOfBounds)?;
                self.push(self.writer.load_pointer(slot)?);
            }
            Operator::TableSet { table } => {
                let table = TableIndex::from_u32(table);
                let value = self.pop();
                let index = self.pop_int();
                let slot = self.writer.slot(table, index, TrapKind::TableOutOfBounds)?;
                self.writer.builder.build_store(slot, value)?;
            }
            Operator::TableSize { table } => {
                self.push(self.writer.table_size(TableIndex::from_u32(table))?);
            }
            Operator::TableGrow { table } => {
                let table = TableIndex::from_u32(table);
                let (delta, value) = (self.pop_int(), self.pop());
                if self.writer.tables[table].size_word.is_some() {
                    let grow = self.writer.table_grow(table)?;
                    let call = self.writer.builder.build_call(grow, &[value.into(), delta.into()], "")?;
                    self.push(call.try_as_basic_value().unwrap_basic());
                } else {
                    let size = self.writer.table_size(table)?;
                    self.grow(delta, size)?;
                }
            }
            Operator::TableFill { table } => {
                let table = TableIndex::from_u32(table);
                let length = self.pop_int();
                let value = self.pop();
                let index = self.pop_int();
                self.writer.table_fill(table, [index, length], value)?;
            }
            Operator::TableCopy { dst_table, src_table } => {
                let tables = (TableIndex::from_u32(dst_table), TableIndex::from_u32(src_table));
                let operands = self.pop_three();
                self.writer.table_copy(tables, operands)?;
            }
            Operator::TableInit { elem_index, table } => {
                let (segment, table) = (ElemIndex::from_u32(elem_index), TableIndex::from_u32(table));
                let operands = self.pop_three();
                self.writer.table_init((segment, table), operands)?;
            }
            Operator::ElemDrop { elem_index } => {
                if let Some(segment) = &self.writer.elements[ElemIndex::from_u32(elem_index)] {
                    self.writer.builder.build_store(segment.length.as_pointer_value(), self.writer.word(0))?;
                }
            }
            Operator::MemorySize { mem } => {
                self.push(self.writer.memory_pages(MemoryIndex::from_u32(mem))?);
            }
            Operator::MemoryGrow { mem } => {
                let memory = MemoryIndex::from_u32(mem);
                let delta = self.pop_int();
                if self.writer.memory_sizes[memory].is_some() {
                    let grow = self.writer.memory_grow(memory)?;
                    let call = self.writer.builder.build_call(grow, &[delta.into()], "")?;
                    self.push(call.try_as_basic_value().unwrap_basic());
                } else {
                    let pages = self.writer.memory_pages(memory)?;
                    self.grow(delta, pages)?;
                }
            }
            Operator::MemoryCopy { dst_mem, src_mem } => {
                let [to, from, length] = self.pop_three();
                let (to_memory, from_memory) = (MemoryIndex::from_u32(dst_mem), MemoryIndex::from_u32(src_mem));
                let target = self.writer.range(to_memory, to, length, Part::Window)?;
                let source = self.writer.range(from_memory, from, length, self.read_part(from_memory))?;
                self.writer.move_bytes(target, source, 1, length)?;
            }
            Operator::MemoryFill { mem } => {
                let [to, value, length] = self.pop_three();
                let target = self.writer.range(MemoryIndex::from_u32(mem), to, length, Part::Window)?;
                let byte = self.writer.builder.build_int_truncate(value, self.writer.context.i8_type(), "")?;
                self.writer.fill_bytes(target, 1, byte, length)?;
            }
            Operator::MemoryInit { data_index, mem } => {
                let (segment, memory) = (DataIndex::from_u32(data_index), MemoryIndex::from_u32(mem));
                let operands = self.pop_three();
                self.writer.memory_init((segment, memory), operands)?;
            }
            Operator::DataDrop { data_index } => {
                if let Some(segment) = &self.writer.data[DataIndex::from_u32(data_index)] {
                    self.writer.builder.build_store(segment.length.as_pointer_value(), self.writer.word(0))?;
                }
            }
            _ => return Err(not_listed(operator)),
        }
        Ok(())
    }

    /// Growth of a memory or table that cannot grow: growth by zero returns the size, any other fails.
    fn grow(&mut self, delta: IntValue<'c>, size: IntValue<'c>) -> Result<(), Error> {
        let nothing = self.writer.builder.build_int_compare(IntPredicate::EQ, delta, self.writer.word(0), "")?;
        let failed = self.writer.word(u32::MAX);
        self.push(self.writer.builder.build_select(nothing, size, failed, "")?);
        Ok(())
    }
}
