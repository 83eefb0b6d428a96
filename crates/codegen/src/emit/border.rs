//! Wrappers of imported and exported functions, which convert between LLVM values and the C calling convention.
//!
//! Inside the module, a function takes and returns LLVM values; outside, it is a C function. The two differ for
//! functions with a vector or several results: see [`CoreFuncType`](dissolve_targets::CoreFuncType).

use dissolve_wasm::FuncIndex;
use inkwell::module::Linkage;
use inkwell::types::{BasicMetadataTypeEnum, BasicType as _, BasicTypeEnum, FunctionType, StructType};
use inkwell::values::{BasicMetadataValueEnum, BasicValue as _, BasicValueEnum, FunctionValue, PointerValue};
use wasmparser::{FuncType, ValType};

use super::attributes::no_builtin;
use super::context::ModuleContext;
use super::writer::FunctionWriter;
use crate::Error;

impl<'c> ModuleContext<'c, '_> {
    /// Returns true if results are written through a pointer, which is the first parameter.
    fn writes_results(ty: &FuncType) -> bool {
        ty.results().len() > 1 || ty.results() == [ValType::V128]
    }

    /// Returns true if a function has the same type inside and outside.
    fn is_native(ty: &FuncType) -> bool {
        !Self::writes_results(ty) && !ty.params().contains(&ValType::V128)
    }

    /// The type of a value in memory that trusted code shares: a vector has the alignment of a word.
    fn member_type(&self, ty: ValType) -> BasicTypeEnum<'c> {
        match ty {
            ValType::V128 => self.i32().array_type(4).into(),
            other => self.value_type(other),
        }
    }

    /// The structure of a function's results.
    fn results_type(&self, ty: &FuncType) -> StructType<'c> {
        let members: Vec<_> = ty.results().iter().map(|&ty| self.member_type(ty)).collect();
        self.context.struct_type(&members, false)
    }

    /// The C type of a function.
    fn native_type(&self, ty: &FuncType) -> FunctionType<'c> {
        let param = |&ty: &ValType| match ty {
            ValType::V128 => self.pointer().into(),
            other => BasicMetadataTypeEnum::from(self.value_type(other)),
        };
        let params: Vec<_> = ty.params().iter().map(param).collect();
        match ty.results() {
            _ if Self::writes_results(ty) => {
                let params: Vec<_> = std::iter::once(self.pointer().into()).chain(params).collect();
                self.context.void_type().fn_type(&params, false)
            }
            &[result] => self.value_type(result).fn_type(&params, false),
            _ => self.context.void_type().fn_type(&params, false),
        }
    }

    /// The function that implements an import inside the module.
    pub fn import(&self, import: FuncIndex) -> Result<FunctionValue<'c>, Error> {
        if let Some(memory) = self.input.arena_of(import) {
            return self.arena_import(memory);
        }
        let ty = self.input.function_type(import);
        let name = self.symbols.imports[import].as_ref().map_or("", |import| import.symbol.as_str());
        let native = match self.llvm.get_function(name) {
            Some(known) => known,
            None => {
                let native = self.llvm.add_function(name, self.native_type(ty), Some(Linkage::External));
                // A C library function with the same name is not this one.
                no_builtin(self.context, native);
                native
            }
        };
        if Self::is_native(ty) {
            return Ok(native);
        }
        let wrapper = self.define(&format!("import.{name}"), self.function_type(ty), Linkage::Internal);
        let writer = FunctionWriter::new(self, wrapper);
        writer.start_block("");
        let results = self.results_type(ty);
        let mut arguments: Vec<BasicMetadataValueEnum<'c>> = Vec::new();
        let place = writer.builder.build_alloca(results, "")?;
        if Self::writes_results(ty) {
            arguments.push(place.into());
        }
        for param in wrapper.get_params() {
            arguments.push(match param {
                BasicValueEnum::VectorValue(_) => {
                    let place = writer.builder.build_alloca(self.member_type(ValType::V128), "")?;
                    writer.store_shared(place, param)?;
                    place.into()
                }
                other => other.into(),
            });
        }
        let call = writer.builder.build_call(native, &arguments, "")?;
        if Self::writes_results(ty) {
            let values = (0..).zip(ty.results()).map(|(index, &ty)| {
                let member = writer.builder.build_struct_gep(results, place, index, "")?;
                writer.load_shared(member, ty)
            });
            writer.return_values(&values.collect::<Result<Vec<_>, Error>>()?)?;
        } else {
            writer.return_value(call.try_as_basic_value().basic())?;
        }
        Ok(wrapper)
    }

    /// Defines one C function for each export that others may call.
    pub fn write_exports(&self) -> Result<(), Error> {
        let exports = self.input.sections.exported_functions().zip(&self.symbols.exports);
        for ((_, function), export) in exports.filter(|(_, export)| export.is_defined) {
            self.write_function(&export.symbol, function, self.options.fresh.contains(&export.name))?;
        }
        Ok(())
    }

    /// Defines the C function of a function.
    pub fn write_native(&self, symbol: &str, function: FuncIndex) -> Result<(), Error> {
        self.write_function(symbol, function, false)
    }

    /// Defines the C function of a function. `is_fresh` is true for an allocator that only gives new blocks.
    fn write_function(&self, symbol: &str, function: FuncIndex, is_fresh: bool) -> Result<(), Error> {
        let ty = self.input.function_type(function);
        let writer = FunctionWriter::new(self, self.define(symbol, self.native_type(ty), Linkage::External));
        writer.set_position(symbol, self.input.offset(function));
        writer.start_block("");
        writer.clear_pending_call()?;
        let mut params = writer.function.get_params();
        if is_fresh && ty.params() == [ValType::I32; 4] {
            params[..2].fill(self.word(0).into());
        }
        let returned = writer.call_native(function, &params, Self::writes_results(ty))?;
        writer.return_value(returned)
    }
}

impl<'c> FunctionWriter<'c, '_> {
    /// Calls a function with the parameters of its C function. Returns its value; or writes the results through the first
    /// parameter, if `in_memory`.
    pub fn call_native(
        &self,
        function: FuncIndex,
        params: &[BasicValueEnum<'c>],
        in_memory: bool,
    ) -> Result<Option<BasicValueEnum<'c>>, Error> {
        let ty = self.input.function_type(function);
        let mut arguments: Vec<BasicMetadataValueEnum<'c>> = Vec::new();
        for (param, &ty) in params.iter().skip(usize::from(in_memory)).zip(ty.params()) {
            arguments.push(match ty {
                ValType::V128 => self.load_shared(param.into_pointer_value(), ty)?.into(),
                _ => (*param).into(),
            });
        }
        let call = self.builder.build_call(self.functions[function], &arguments, "")?;
        let value = call.try_as_basic_value().basic();
        if !in_memory {
            return Ok(value);
        }
        let value = value.ok_or_else(|| Error::defect("a function without results writes none"))?;
        for (index, value) in (0..).zip(self.results(ty, value)?) {
            let place = params[0].into_pointer_value();
            let member = self.builder.build_struct_gep(self.results_type(ty), place, index, "")?;
            self.store_shared(member, value)?;
        }
        Ok(None)
    }

    /// Reads a value that trusted code wrote.
    fn load_shared(&self, place: PointerValue<'c>, ty: ValType) -> Result<BasicValueEnum<'c>, Error> {
        let value = self.builder.build_load(self.value_type(ty), place, "")?;
        if let (ValType::V128, Some(load)) = (ty, value.as_instruction_value()) {
            load.set_alignment(4).map_err(Error::llvm)?;
        }
        Ok(value)
    }

    /// Writes a value for trusted code.
    fn store_shared(&self, place: PointerValue<'c>, value: BasicValueEnum<'c>) -> Result<(), Error> {
        let store = self.builder.build_store(place, value)?;
        if value.is_vector_value() {
            store.set_alignment(4).map_err(Error::llvm)?;
        }
        Ok(())
    }
}
