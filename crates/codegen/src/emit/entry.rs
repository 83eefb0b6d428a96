//! The entries of a library, the functions through which the embedder calls its exports.
//!
//! An entry refuses the call if the instance is not ready, and comes back if the call traps. So it has one more result
//! than its function, a word that is not zero if the function returned (`crates/bindings/src/manifest.rs` has the
//! calling convention). [`Instance`] is the state that entries share; the runtime's `__dissolve_enter` saves the registers.

use std::mem::offset_of;

use dissolve_abi::instance::{
    Instance, SAVED_AAPCS, SAVED_AAPCS_VFP, SAVED_AAPCS64, SAVED_ILP32, SAVED_ILP32F, SAVED_SYSTEM_V,
};
use dissolve_abi::symbol;
use dissolve_targets::Abi;
use dissolve_wasm::FuncIndex;
use inkwell::attributes::{Attribute, AttributeLoc};
use inkwell::module::Linkage;
use inkwell::types::{BasicMetadataTypeEnum, FunctionType};
use inkwell::values::{BasicValueEnum, FunctionValue, IntValue, PointerValue};
use inkwell::{AtomicOrdering, IntPredicate};
use wasmparser::{FuncType, ValType};

use super::context::ModuleContext;
use super::writer::FunctionWriter;
use crate::Error;
use crate::symbols::ExportSymbol;

/// The words of the [`Instance`] on the target. All of its fields have the size of a native address.
const INSTANCE_WORDS: usize = size_of::<Instance>() / size_of::<usize>();

/// How an entry hands over the value of its function.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Value {
    /// There is none.
    None,
    /// In the low half of the result, below the word.
    InRegister,
    /// Through a pointer, which is the first parameter: two words, or several results.
    InMemory,
}

/// The state in which an entry leaves the instance.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Exit {
    /// It takes calls.
    Ready,
    /// It takes none until the caller has ended the use of the result.
    Held,
}

impl<'c> ModuleContext<'c, '_> {
    /// Defines the state of the instance, and the entry of each export and of instantiation.
    pub fn write_entries(&self) -> Result<(), Error> {
        let saved = match self.options.target.abi() {
            Abi::Aapcs => SAVED_AAPCS,
            Abi::AapcsVfp => SAVED_AAPCS_VFP,
            Abi::Ilp32 => SAVED_ILP32,
            Abi::Ilp32f => SAVED_ILP32F,
            Abi::SystemV => SAVED_SYSTEM_V,
            Abi::Aapcs64 => SAVED_AAPCS64,
        };
        let ty = self.address_type().array_type((INSTANCE_WORDS + saved) as u32);
        let instance = self.llvm.add_global(ty, None, &self.symbols.object.instance());
        instance.set_alignment(self.options.target.pointer_bytes());
        instance.set_initializer(&ty.const_zero());
        let instance = instance.as_pointer_value();

        let instantiate = self.write_instantiate("instantiate", Linkage::Internal)?;
        let ty = self.i32().fn_type(&[], false);
        let entry = self.define(&self.symbols.object.instantiate(), ty, Linkage::External);
        let writer = FunctionWriter::new(self, entry);
        writer.set_position(symbol::INSTANTIATE, 0);
        writer.start_block("");
        writer.record_own_stack(instance)?;
        writer.guarded(instance, symbol::BEGIN, Exit::Ready, Value::None, |writer| {
            writer.call_on_own_stack((symbol::INSTANTIATE, 0), &[], None, |writer, _| {
                writer.builder.build_call(instantiate, &[], "")?;
                Ok(None)
            })
        })?;

        let exports = self.input.sections.exported_functions().zip(&self.symbols.exports);
        for ((_, function), export) in exports {
            self.write_entry(instance, export, function)?;
            if let Some(helper) = &export.helper {
                self.write_native(&helper.inside, function)?;
                let value = self.value_of(self.input.function_type(function));
                let writer = self.begin_entry(&helper.held, function);
                writer.guarded(instance, symbol::CONTINUE, Exit::Held, value, |writer| {
                    writer.call_export(&helper.held, function)
                })?;
            }
        }
        Ok(())
    }

    /// How an entry hands over the value of a function of this type.
    fn value_of(&self, ty: &FuncType) -> Value {
        match ty.results() {
            [] => Value::None,
            [ValType::I32 | ValType::F32] => Value::InRegister,
            [ValType::Ref(_)] if self.options.target.pointer_bytes() == 4 => Value::InRegister,
            _ => Value::InMemory,
        }
    }

    /// Defines the entry of one export.
    fn write_entry(&self, instance: PointerValue<'c>, export: &ExportSymbol, function: FuncIndex) -> Result<(), Error> {
        let symbol = export.symbol.as_str();
        let ty = self.input.function_type(function);
        let writer = self.begin_entry(symbol, function);
        let exit = if export.holds { Exit::Held } else { Exit::Ready };
        let begin = if self.input.is_post_return(&export.name) { symbol::CONTINUE } else { symbol::ENTER };
        if export.computes {
            // It needs little stack: its caller's will do.
            let params = writer.function.get_params();
            let value = writer.call_native(function, &params, self.value_of(ty) == Value::InMemory)?;
            let ready = writer.instance_word(instance, offset_of!(Instance, ready))?;
            return writer.return_entry(self.value_of(ty), value, writer.load_volatile(ready)?);
        }
        writer.guarded(instance, begin, exit, self.value_of(ty), |writer| writer.call_export(symbol, function))
    }

    /// Begins the entry of a function.
    fn begin_entry(&self, symbol: &str, function: FuncIndex) -> FunctionWriter<'c, '_> {
        let entry = self.define(symbol, self.entry_type(self.input.function_type(function)), Linkage::External);
        let writer = FunctionWriter::new(self, entry);
        writer.set_position(symbol, self.input.offset(function));
        writer.start_block("");
        writer
    }

    /// The C type of an entry.
    fn entry_type(&self, ty: &FuncType) -> FunctionType<'c> {
        let params = ty.params().iter().map(|&param| match param {
            ValType::V128 => self.pointer().into(),
            other => BasicMetadataTypeEnum::from(self.value_type(other)),
        });
        match self.value_of(ty) {
            Value::None => self.i32().fn_type(&params.collect::<Vec<_>>(), false),
            Value::InRegister => self.context.i64_type().fn_type(&params.collect::<Vec<_>>(), false),
            Value::InMemory => {
                let result = std::iter::once(self.pointer().into());
                self.i32().fn_type(&result.chain(params).collect::<Vec<_>>(), false)
            }
        }
    }

    /// Declares a function of the runtime that begins a call.
    fn beginner(&self, name: &str) -> FunctionValue<'c> {
        self.llvm.get_function(name).unwrap_or_else(|| {
            let ty = self.i32().fn_type(&[self.pointer().into()], false);
            let function = self.llvm.add_function(name, ty, Some(Linkage::External));
            for attribute in ["returns_twice", "nounwind"] {
                super::attributes::attribute(self.context, function, attribute);
            }
            function
        })
    }
}

impl<'c> FunctionWriter<'c, '_> {
    /// Calls a function with the parameters of its entry, which is written. Returns the value that is not in memory.
    fn call_export(&self, symbol: &str, function: FuncIndex) -> Result<Option<BasicValueEnum<'c>>, Error> {
        let ty = self.input.function_type(function);
        let value = self.value_of(ty);
        let result = ty.results().first().filter(|_| value == Value::InRegister).map(|&ty| self.value_type(ty));
        let position = (symbol, self.input.offset(function));
        self.call_on_own_stack(position, &self.function.get_params(), result, |writer, params| {
            writer.clear_pending_call()?;
            writer.call_native(function, params, value == Value::InMemory)
        })
    }

    /// Writes the body of an entry: a call between two marks in the instance, or a failure.
    fn guarded(
        &self,
        instance: PointerValue<'c>,
        begin: &str,
        exit: Exit,
        value: Value,
        call: impl FnOnce(&Self) -> Result<Option<BasicValueEnum<'c>>, Error>,
    ) -> Result<(), Error> {
        let begun = self.builder.build_call(self.beginner(begin), &[instance.into()], "")?;
        let twice = Attribute::get_named_enum_kind_id("returns_twice");
        begun.add_attribute(AttributeLoc::Function, self.context.create_enum_attribute(twice, 0));
        let begun = begun.try_as_basic_value().unwrap_basic().into_int_value();
        let [run, failed] = ["run", "failed"].map(|name| self.block(name));
        let is_first = self.builder.build_int_compare(IntPredicate::EQ, begun, self.word(0), "")?;
        self.builder.build_conditional_branch(is_first, run, failed)?;

        self.builder.position_at_end(run);
        let result = call(self)?;
        // Nothing of the call may be left to do when others can call.
        let ty = self.context.void_type().fn_type(&[], false);
        let barrier =
            self.context.create_inline_asm(ty, String::new(), "~{memory}".to_owned(), true, false, None, false);
        self.builder.build_indirect_call(ty, barrier, &[], "")?;
        let field = self.address_type();
        self.store_volatile(self.instance_word(instance, offset_of!(Instance, stack))?, field.const_zero())?;
        if exit == Exit::Ready {
            let ready = self.instance_word(instance, offset_of!(Instance, ready))?;
            self.store_volatile(ready, field.const_int(1, false))?;
        }
        self.return_entry(value, result, self.word(1))?;

        self.builder.position_at_end(failed);
        let zero = match value {
            Value::InRegister => self.context.i64_type().const_zero(),
            Value::None | Value::InMemory => self.word(0),
        };
        self.builder.build_return(Some(&zero))?;
        Ok(())
    }

    /// Returns from an entry with a value and the word that says whether it is valid.
    fn return_entry(
        &self,
        place: Value,
        value: Option<BasicValueEnum<'c>>,
        is_valid: IntValue<'c>,
    ) -> Result<(), Error> {
        let Some(value) = value.filter(|_| place == Value::InRegister) else {
            self.builder.build_return(Some(&is_valid))?;
            return Ok(());
        };
        let wide = self.context.i64_type();
        let low = match value {
            BasicValueEnum::PointerValue(pointer) => self.builder.build_ptr_to_int(pointer, self.i32(), "")?,
            other => self.builder.build_bit_cast(other, self.i32(), "")?.into_int_value(),
        };
        let low = self.builder.build_int_z_extend(low, wide, "")?;
        let high = self.builder.build_int_z_extend(is_valid, wide, "")?;
        let high = self.builder.build_left_shift(high, wide.const_int(32, false), "")?;
        let both = self.builder.build_or(low, high, "")?;
        self.builder.build_return(Some(&both))?;
        Ok(())
    }

    /// The address of a word of the instance. The offset is that of a field on the host.
    pub fn instance_word(&self, instance: PointerValue<'c>, offset: usize) -> Result<PointerValue<'c>, Error> {
        let field = offset / size_of::<usize>();
        self.byte(instance, self.word(field as u32 * self.options.target.pointer_bytes()))
    }

    /// Reads a field of the instance, of which the low word tells all.
    fn load_volatile(&self, from: PointerValue<'c>) -> Result<IntValue<'c>, Error> {
        let value = self.builder.build_load(self.address_type(), from, "")?.into_int_value();
        if let Some(load) = value.as_instruction() {
            load.set_volatile(true).map_err(Error::llvm)?;
        }
        Ok(self.builder.build_int_truncate_or_bit_cast(value, self.i32(), "")?)
    }

    fn store_volatile(&self, to: PointerValue<'c>, value: IntValue<'c>) -> Result<(), Error> {
        let store = self.builder.build_store(to, value)?;
        if self.options.target.is_host() {
            // The next call may be that of another thread.
            store.set_alignment(self.options.target.pointer_bytes()).map_err(Error::llvm)?;
            store.set_atomic_ordering(AtomicOrdering::Release).map_err(Error::llvm)?;
        }
        store.set_volatile(true).map_err(Error::llvm)
    }
}
