//! Tables and references to functions.
//!
//! A reference is the address of a descriptor in flash, which holds the function's address and its type; null is zero.
//! If the module makes tail calls through a table, the descriptor also holds the address for tail calls. A table is an
//! array of references; it is constant if no instruction writes it. A table grows inside its array or not at all:
//! `table.grow` may fail at any time (WebAssembly, 4.4.6).

use dissolve_abi::TrapKind;
use dissolve_wasm::{Constant, ElemIndex, ExternalIndex, FuncIndex, TableIndex, TypeIndex, item_values};
use inkwell::IntPredicate;
use inkwell::module::Linkage;
use inkwell::types::StructType;
use inkwell::values::{BasicValueEnum, FunctionValue, IntValue, PointerValue};
use wasmparser::{ElementItems, ElementKind};

use super::code_table::CodeTables;
use super::context::{ModuleContext, Table};
use super::writer::FunctionWriter;
use crate::Error;
use crate::module::{TableUse, address};

/// The functions of an element segment; none for null.
fn functions(items: &ElementItems<'_>) -> Result<Vec<Option<FuncIndex>>, Error> {
    let function = |value| match value {
        Some(Constant::Function(function)) => Some(function),
        _ => None,
    };
    Ok(item_values(items).map_err(Error::Invalid)?.into_iter().map(function).collect())
}

impl<'c> ModuleContext<'c, '_> {
    fn descriptor_type(&self) -> StructType<'c> {
        let (pointer, word) = (self.pointer().into(), self.i32().into());
        match self.input.tail_calls.indirect {
            true => self.context.struct_type(&[pointer, word, pointer], false),
            false => self.context.struct_type(&[pointer, word], false),
        }
    }

    /// The descriptor of a function.
    pub fn descriptor(&self, function: FuncIndex) -> PointerValue<'c> {
        if let Some(known) = self.descriptors.borrow()[function] {
            return known.as_pointer_value();
        }
        let ty = self.input.canonical_types[self.input.sections.functions[function]];
        let code = self.functions[function].as_global_value().as_pointer_value();
        let mut members: Vec<BasicValueEnum<'c>> = vec![code.into(), self.word(ty.as_u32()).into()];
        if self.input.tail_calls.indirect {
            members.push(self.bodies[function].as_global_value().as_pointer_value().into());
        }
        let value = self.descriptor_type().const_named_struct(&members);
        let global = self.llvm.add_global(self.descriptor_type(), None, &format!("funcref.{function}"));
        global.set_linkage(Linkage::Internal);
        global.set_constant(true);
        global.set_initializer(&value);
        self.descriptors.borrow_mut()[function] = Some(global);
        global.as_pointer_value()
    }

    /// The references of an element segment.
    fn references(&self, items: &ElementItems<'_>) -> Result<Vec<PointerValue<'c>>, Error> {
        Ok(functions(items)?.into_iter().map(|function| self.reference(function)).collect())
    }

    /// The reference to a function, or null.
    fn reference(&self, function: Option<FuncIndex>) -> PointerValue<'c> {
        function.map_or_else(|| self.pointer().const_null(), |function| self.descriptor(function))
    }

    /// Defines the tables, with the contents of active segments. A segment out of bounds is left to instantiation,
    /// which traps.
    pub fn declare_tables(&mut self) -> Result<(), Error> {
        for (index, &TableUse { initial: initial_size, capacity, written, .. }) in &self.input.tables {
            let mut known = vec![None; initial_size as usize];
            for element in self.input.sections.elements.values() {
                let ElementKind::Active { table_index, offset_expr } = &element.kind else { continue };
                if table_index.unwrap_or(0) != index.as_u32() {
                    continue;
                }
                let start = address(offset_expr)? as usize;
                let items = functions(&element.items)?;
                match known.get_mut(start..).and_then(|rest| rest.get_mut(..items.len())) {
                    Some(slots) => slots.copy_from_slice(&items),
                    // Segments after one that traps are not applied.
                    None => break,
                }
            }
            let ty = self.pointer().array_type(initial_size);
            let references: Vec<_> = known.iter().map(|&function| self.reference(function)).collect();
            let value = self.pointer().const_array(&references);
            let constant = self.llvm.add_global(ty, None, &format!("table.{index}"));
            constant.set_linkage(Linkage::Internal);
            constant.set_constant(true);
            constant.set_initializer(&value);
            let size_word = self.input.tables[index].grows().then(|| {
                let word = self.llvm.add_global(self.i32(), None, &self.symbols.object.table_size(index));
                word.set_initializer(&self.word(0));
                word
            });
            let (elements, initial_elements) = if written {
                let ty = self.pointer().array_type(capacity);
                let elements = self.llvm.add_global(ty, None, &format!("table.{index}.now"));
                elements.set_initializer(&ty.const_zero());
                elements.set_linkage(Linkage::Internal);
                (elements, Some(constant))
            } else {
                (constant, None)
            };
            let is_exported = self.input.sections.is_exported(ExternalIndex::Table(index));
            let code = if written || is_exported { CodeTables::default() } else { self.code_tables(index, &known) };
            if is_exported {
                elements.set_name(&self.symbols.object.table(index));
                elements.set_linkage(Linkage::External);
            }
            let elements = match initial_elements {
                Some(_) => elements,
                None => self.conceal(elements, &self.symbols.object.concealed_table(index)),
            };
            self.tables.push(Table { elements, initial_size, capacity, size_word, initial_elements, code });
        }
        Ok(())
    }

    /// Defines passive element segments as constants.
    pub fn declare_elements(&mut self) -> Result<(), Error> {
        for (index, element) in &self.input.sections.elements {
            let passive = match element.kind {
                ElementKind::Active { .. } | ElementKind::Declared => None,
                ElementKind::Passive => {
                    let items = self.references(&element.items)?;
                    let value = self.pointer().const_array(&items);
                    let references = self.llvm.add_global(value.get_type(), None, &format!("elem.{index}"));
                    references.set_linkage(Linkage::Internal);
                    references.set_constant(true);
                    references.set_initializer(&value);
                    Some(self.passive_segment(references, &format!("elem.{index}.length"), items.len() as u32))
                }
            };
            self.elements.push(passive);
        }
        Ok(())
    }

    /// `table.grow` of a table that can grow, as a function: `(value, delta) -> old size or -1`.
    pub fn table_grow(&self, table: TableIndex) -> Result<FunctionValue<'c>, Error> {
        let word = self.i32();
        let ty = word.fn_type(&[self.pointer().into(), word.into()], false);
        self.helper(&format!("table.grow.{table}"), ty, |writer| {
            let builder = &writer.builder;
            let [value, delta] = writer.params()?;
            let delta = delta.into_int_value();
            let [entry, fails, next, body, done] =
                ["entry", "fails", "next", "body", "done"].map(|name| writer.block(name));
            builder.position_at_end(entry);
            let old = writer.table_size(table)?;
            let room = builder.build_int_sub(self.word(self.tables[table].capacity), old, "")?;
            let too_many = builder.build_int_compare(IntPredicate::UGT, delta, room, "")?;
            let size = builder.build_int_add(old, delta, "")?;
            builder.build_conditional_branch(too_many, fails, next)?;
            builder.position_at_end(fails);
            builder.build_return(Some(&self.word(u32::MAX)))?;
            builder.position_at_end(next);
            let at = builder.build_phi(word, "")?;
            let index = at.as_basic_value().into_int_value();
            let finished = builder.build_int_compare(IntPredicate::EQ, index, size, "")?;
            builder.build_conditional_branch(finished, done, body)?;
            builder.position_at_end(body);
            builder.build_store(writer.table_element(table, index)?, value)?;
            let following = builder.build_int_add(index, self.word(1), "")?;
            builder.build_unconditional_branch(next)?;
            at.add_incoming(&[(&old, entry), (&following, body)]);
            builder.position_at_end(done);
            if let Some(word) = self.tables[table].size_word {
                builder.build_store(word.as_pointer_value(), size)?;
            }
            builder.build_return(Some(&old))?;
            Ok(())
        })
    }
}

impl<'c> FunctionWriter<'c, '_> {
    /// The address of an element. Traps if the element does not exist.
    pub fn slot(&self, table: TableIndex, index: IntValue<'c>, kind: TrapKind) -> Result<PointerValue<'c>, Error> {
        let outside = self.outside_table(table, index)?;
        self.trap_if(outside, kind)?;
        self.table_element(table, index)
    }

    /// Returns true if an element does not exist.
    pub fn outside_table(&self, table: TableIndex, index: IntValue<'c>) -> Result<IntValue<'c>, Error> {
        let size = self.table_size(table)?;
        Ok(self.builder.build_int_compare(IntPredicate::UGE, index, size, "")?)
    }

    /// The current number of elements of a table.
    pub fn table_size(&self, table: TableIndex) -> Result<IntValue<'c>, Error> {
        let table = &self.tables[table];
        match table.size_word {
            Some(word) => self.load_word(self.private_address(word.as_pointer_value())?),
            None => Ok(self.word(table.initial_size)),
        }
    }

    /// The address of an element, without a check that it exists.
    fn table_element(&self, table: TableIndex, index: IntValue<'c>) -> Result<PointerValue<'c>, Error> {
        self.element(self.private_address(self.tables[table].elements.as_pointer_value())?, index)
    }

    /// The address of an element of an array of pointers.
    pub fn element(&self, base: PointerValue<'c>, index: IntValue<'c>) -> Result<PointerValue<'c>, Error> {
        let index = self.widened(index)?;
        // SAFETY: without `inbounds`, the instruction is address arithmetic that wraps, and never undefined.
        Ok(unsafe { self.builder.build_gep(self.pointer(), base, &[index], "")? })
    }

    /// The address of the code behind a reference, for an ordinary or a tail call. Traps if the reference is null or
    /// its function has another type.
    pub fn callee(&self, reference: PointerValue<'c>, ty: TypeIndex, tail: bool) -> Result<PointerValue<'c>, Error> {
        let null = self.builder.build_is_null(reference, "")?;
        self.trap_if(null, TrapKind::UninitializedElement)?;
        let actual = self.builder.build_struct_gep(self.descriptor_type(), reference, 1, "")?;
        let actual = self.load_word(actual)?;
        let expected = self.word(self.input.canonical_types[ty].as_u32());
        let differs = self.builder.build_int_compare(IntPredicate::NE, actual, expected, "")?;
        self.trap_if(differs, TrapKind::IndirectCallMismatch)?;
        let code = match tail {
            true => self.builder.build_struct_gep(self.descriptor_type(), reference, 2, "")?,
            false => reference,
        };
        self.load_pointer(code)
    }

    /// `table.copy`
    pub fn table_copy(
        &self,
        (to_table, from_table): (TableIndex, TableIndex),
        [to, from, length]: [IntValue<'c>; 3],
    ) -> Result<(), Error> {
        let target = self.table_range(to_table, to, length)?;
        let source = self.table_range(from_table, from, length)?;
        self.copy_references(target, source, length)
    }

    /// `table.init`
    pub fn table_init(
        &self,
        (segment, table): (ElemIndex, TableIndex),
        [to, from, length]: [IntValue<'c>; 3],
    ) -> Result<(), Error> {
        let target = self.table_range(table, to, length)?;
        let (references, available) = match &self.elements[segment] {
            Some(segment) => (segment.contents.as_pointer_value(), self.load_word(segment.length.as_pointer_value())?),
            // An active or declared segment is dropped at instantiation.
            None => (target, self.word(0)),
        };
        self.check_range(from, length, available)?;
        let source = self.element(references, from)?;
        self.copy_references(target, source, length)
    }

    /// `table.fill`
    pub fn table_fill(
        &self,
        table: TableIndex,
        [index, length]: [IntValue<'c>; 2],
        value: BasicValueEnum<'c>,
    ) -> Result<(), Error> {
        let target = self.table_range(table, index, length)?;
        let before = self.builder.get_insert_block().ok_or_else(|| Error::defect("no insertion point"))?;
        let [next, body, done] = ["fill", "fill.body", "fill.done"].map(|name| self.block(name));
        self.builder.build_unconditional_branch(next)?;
        self.builder.position_at_end(next);
        let at = self.builder.build_phi(self.i32(), "")?;
        let index = at.as_basic_value().into_int_value();
        let finished = self.builder.build_int_compare(IntPredicate::EQ, index, length, "")?;
        self.builder.build_conditional_branch(finished, done, body)?;
        self.builder.position_at_end(body);
        self.builder.build_store(self.element(target, index)?, value)?;
        let following = self.builder.build_int_add(index, self.word(1), "")?;
        self.builder.build_unconditional_branch(next)?;
        at.add_incoming(&[(&self.word(0), before), (&following, body)]);
        self.builder.position_at_end(done);
        Ok(())
    }

    fn copy_references(
        &self,
        target: PointerValue<'c>,
        source: PointerValue<'c>,
        length: IntValue<'c>,
    ) -> Result<(), Error> {
        let size = self.options.target.pointer_bytes();
        let bytes = self.builder.build_int_mul(length, self.word(size), "")?;
        self.move_bytes(target, source, size, bytes)
    }

    fn table_range(
        &self,
        table: TableIndex,
        index: IntValue<'c>,
        length: IntValue<'c>,
    ) -> Result<PointerValue<'c>, Error> {
        let size = self.table_size(table)?;
        self.check_range(index, length, size)?;
        self.table_element(table, index)
    }

    /// Traps unless `index + length` is at most `size`.
    fn check_range(&self, index: IntValue<'c>, length: IntValue<'c>, size: IntValue<'c>) -> Result<(), Error> {
        let outside = self.outside(index, length, size)?;
        self.trap_if(outside, TrapKind::TableOutOfBounds)
    }
}
