//! Globals and their initial values.

use std::collections::HashSet;

use dissolve_wasm::{Constant, ExternalIndex, GlobalIndex};
use inkwell::module::Linkage;
use inkwell::types::BasicTypeEnum;
use inkwell::values::BasicValueEnum;
use wasmparser::ValType;

use super::context::ModuleContext;
use super::writer::FunctionWriter;
use crate::Error;
use crate::module::Place;
use crate::symbols::private_global;

impl<'c> ModuleContext<'c, '_> {
    /// Defines the globals. Those that are mutable are zero until instantiation, but for stack pointers: LLVM makes one that every
    /// function leaves as it is a constant. One that is changed takes four bytes of flash for it.
    pub fn declare_globals(&mut self) {
        let sections = &self.input.sections;
        let exported: HashSet<_> = sections.exports.iter().map(|export| export.item).collect();
        let steady = self.windows.keys().filter_map(|memory| self.input.steady_stack_pointer(memory));
        let stack_pointers: HashSet<_> = steady.map(|(pointer, _)| pointer).collect();
        for ((index, global), &value) in sections.globals.iter().zip(self.input.global_values.values()) {
            let llvm_type = self.storage_type(global.ty.content_type);
            let (name, linkage) = match exported.contains(&ExternalIndex::Global(index)) {
                true => (self.symbols.object.global(index), Linkage::External),
                false => (private_global(index), Linkage::Internal),
            };
            let variable = self.llvm.add_global(llvm_type, None, &name);
            variable.set_linkage(linkage);
            let is_zero = global.ty.mutable && !stack_pointers.contains(&index);
            let initial = if is_zero { llvm_type.const_zero() } else { self.global_value(index, value) };
            variable.set_initializer(&initial);
            variable.set_constant(!global.ty.mutable);
            self.globals.push(variable);
        }
        for (memory, window) in self.windows {
            if let Some((pointer, top)) = self.input.steady_stack_pointer(memory)
                && u64::from(top) <= window.high
            {
                self.stack_pointers.push((self.globals[pointer].as_pointer_value(), memory));
            }
        }
    }

    /// The type of a global's storage: a float is stored as an integer, since its initial value is written as bits.
    fn storage_type(&self, ty: ValType) -> BasicTypeEnum<'c> {
        match ty {
            ValType::F32 => self.i32().into(),
            ValType::F64 => self.context.i64_type().into(),
            other => self.value_type(other),
        }
    }

    /// The LLVM constant of a global's initial value.
    fn global_value(&self, global: GlobalIndex, value: Constant) -> BasicValueEnum<'c> {
        match (self.input.numbers.in_global(global), value) {
            (Some(memory), Constant::I32(number)) => {
                self.number_constant(Place { memory, constant: false }, number.cast_unsigned()).into()
            }
            _ => self.constant(value),
        }
    }

    /// The LLVM constant of a value; a float becomes an integer with its bits.
    fn constant(&self, value: Constant) -> BasicValueEnum<'c> {
        match value {
            Constant::I32(value) => self.word(value.cast_unsigned()).into(),
            Constant::I64(value) => self.context.i64_type().const_int(value.cast_unsigned(), false).into(),
            Constant::F32(bits) => self.word(bits).into(),
            Constant::F64(bits) => self.context.i64_type().const_int(bits, false).into(),
            Constant::V128(bytes) => self.vector_constant(bytes).into(),
            Constant::Null => self.pointer().const_null().into(),
            Constant::Function(function) => self.descriptor(function).into(),
        }
    }
}

impl FunctionWriter<'_, '_> {
    /// Sets every mutable global to its initial value.
    pub fn reset_globals(&self) -> Result<(), Error> {
        let globals = self.input.sections.globals.iter().zip(self.input.global_values.values());
        for (((index, global), &value), variable) in globals.zip(self.globals.values()) {
            if global.ty.mutable {
                self.builder.build_store(variable.as_pointer_value(), self.global_value(index, value))?;
            }
        }
        Ok(())
    }
}
