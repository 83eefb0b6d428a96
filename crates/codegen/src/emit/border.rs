//! Wrappers of imported and exported functions, which convert between LLVM values and the C calling convention.
//!
//! Inside the module, a function takes and returns LLVM values; outside, it is a C function. The two differ for
//! functions with a vector or several results: see [`CoreFuncType`](dissolve_target::CoreFuncType).

use inkwell::module::Linkage;
use inkwell::types::{BasicMetadataTypeEnum, BasicType as _, BasicTypeEnum, FunctionType, StructType};
use inkwell::values::{BasicMetadataValueEnum, BasicValue as _, BasicValueEnum, FunctionValue, PointerValue};
use wasmparser::{FuncType, ValType};

use super::Emitter;
use crate::Error;

impl<'c> Emitter<'c, '_> {
    /// Returns true if results are written through a pointer, which is the first parameter.
    fn writes_results(ty: &FuncType) -> bool {
        ty.results().len() > 1 || ty.results() == [ValType::V128]
    }

    /// Returns true if a function has the same type inside and outside.
    fn crosses_as_it_is(ty: &FuncType) -> bool {
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
    pub(super) fn import(&mut self, import: usize) -> Result<FunctionValue<'c>, Error> {
        if let Some(memory) = self.module.arena_of(import) {
            return self.arena(memory);
        }
        let ty = self.module.function_type(import as u32);
        let name = self.symbols.imports[import].as_ref().map_or("", |import| import.symbol.as_str());
        let native = match self.llvm.get_function(name) {
            Some(known) => known,
            None => {
                let native = self.llvm.add_function(name, self.native_type(ty), Some(Linkage::External));
                // A C library function with the same name is not this one.
                super::no_builtin(self.context, native);
                native
            }
        };
        if Self::crosses_as_it_is(ty) {
            return Ok(native);
        }
        let wrapper = self.define(&format!("import.{name}"), self.function_type(ty), Linkage::Internal);
        self.builder.position_at_end(self.context.append_basic_block(wrapper, ""));
        let results = self.results_type(ty);
        let mut arguments: Vec<BasicMetadataValueEnum<'c>> = Vec::new();
        let place = self.builder.build_alloca(results, "")?;
        if Self::writes_results(ty) {
            arguments.push(place.into());
        }
        for param in wrapper.get_params() {
            arguments.push(match param {
                BasicValueEnum::VectorValue(_) => {
                    let place = self.builder.build_alloca(self.member_type(ValType::V128), "")?;
                    self.store_shared(place, param)?;
                    place.into()
                }
                other => other.into(),
            });
        }
        let call = self.builder.build_call(native, &arguments, "")?;
        match call.try_as_basic_value().basic() {
            Some(result) => self.builder.build_return(Some(&result))?,
            None if Self::writes_results(ty) => {
                let values = (0..).zip(ty.results()).map(|(index, &ty)| {
                    let member = self.builder.build_struct_gep(results, place, index, "")?;
                    self.load_shared(member, ty)
                });
                let values = values.collect::<Result<Vec<_>, Error>>()?;
                self.return_values(&values)?;
                return Ok(wrapper);
            }
            None => self.builder.build_return(None)?,
        };
        Ok(wrapper)
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

    /// Defines one C function for each export.
    pub(super) fn exports(&mut self) -> Result<(), Error> {
        let module = self.module;
        for ((_, function), export) in module.exported_functions.iter().zip(&self.symbols.exports) {
            let ty = module.function_type(*function);
            let native = self.define(&export.symbol, self.native_type(ty), Linkage::External);
            self.place_all(native, &export.symbol, module.offset(*function));
            self.builder.position_at_end(self.context.append_basic_block(native, ""));
            self.forget_tail_call()?;
            let writes = Self::writes_results(ty);
            let params = native.get_params();
            let mut arguments: Vec<BasicMetadataValueEnum<'c>> = Vec::new();
            for (param, &ty) in params.iter().skip(usize::from(writes)).zip(ty.params()) {
                arguments.push(match ty {
                    ValType::V128 => self.load_shared(param.into_pointer_value(), ty)?.into(),
                    _ => (*param).into(),
                });
            }
            let call = self.builder.build_call(self.functions[*function as usize], &arguments, "")?;
            match call.try_as_basic_value().basic() {
                Some(value) if writes => {
                    for (index, value) in (0..).zip(self.results(ty, value)?) {
                        let place = params[0].into_pointer_value();
                        let member = self.builder.build_struct_gep(self.results_type(ty), place, index, "")?;
                        self.store_shared(member, value)?;
                    }
                    self.builder.build_return(None)?;
                }
                Some(result) => {
                    self.builder.build_return(Some(&result))?;
                }
                None => {
                    self.builder.build_return(None)?;
                }
            }
        }
        self.builder.unset_current_debug_location();
        Ok(())
    }

    /// Takes the returned value of a function inside the module apart into its results.
    pub(super) fn results(
        &self,
        ty: &FuncType,
        returned: BasicValueEnum<'c>,
    ) -> Result<Vec<BasicValueEnum<'c>>, Error> {
        if ty.results().len() == 1 {
            return Ok(vec![returned]);
        }
        let structure = returned.into_struct_value();
        let fields = 0..ty.results().len() as u32;
        fields.map(|index| Ok(self.builder.build_extract_value(structure, index, "")?)).collect()
    }

    /// Returns from a function inside the module.
    pub(super) fn return_values(&self, values: &[BasicValueEnum<'c>]) -> Result<(), Error> {
        match values {
            [] => self.builder.build_return(None)?,
            [value] => self.builder.build_return(Some(value))?,
            _ => self.builder.build_aggregate_return(values)?,
        };
        Ok(())
    }
}
