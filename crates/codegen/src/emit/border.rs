//! What crosses the object's border: imports, the arena, exports.
//!
//! Inside the module a function takes and returns LLVM values; outside it is a C function. They differ where a function has
//! a vector or several results: see [`CoreFuncType`](crate::CoreFuncType).

use dissolve_abi::{TrapKind, symbol};
use inkwell::IntPredicate;
use inkwell::module::Linkage;
use inkwell::types::{BasicMetadataTypeEnum, BasicType as _, BasicTypeEnum, FunctionType, StructType};
use inkwell::values::{BasicMetadataValueEnum, BasicValue as _, BasicValueEnum, FunctionValue, PointerValue};
use wasmparser::{FuncType, ValType};

use super::Emitter;
use super::memory::llvm;
use super::trap::Traps;
use crate::Error;

impl<'c> Emitter<'c, '_> {
    /// Whether results are written to where the first parameter points.
    fn writes_results(ty: &FuncType) -> bool {
        ty.results().len() > 1 || ty.results() == [ValType::V128]
    }

    /// Whether a function has one type on both sides.
    fn crosses_as_it_is(ty: &FuncType) -> bool {
        !Self::writes_results(ty) && !ty.params().contains(&ValType::V128)
    }

    /// The type of a value in memory that trusted code shares: a vector is as aligned as its words.
    fn member_type(&self, ty: ValType) -> BasicTypeEnum<'c> {
        match ty {
            ValType::V128 => self.i32().array_type(4).into(),
            other => self.value_type(other),
        }
    }

    /// The structure of the results.
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

    /// The function that stands for an import inside the module.
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
                // It is none of the C library's either, whatever its name is.
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
            load.set_alignment(4).map_err(llvm)?;
        }
        Ok(value)
    }

    /// Writes a value for trusted code.
    fn store_shared(&self, place: PointerValue<'c>, value: BasicValueEnum<'c>) -> Result<(), Error> {
        let store = self.builder.build_store(place, value)?;
        if value.is_vector_value() {
            store.set_alignment(4).map_err(llvm)?;
        }
        Ok(())
    }

    /// The wrapper of the arena import: linear addresses in, native ones to the embedder, and back (contract, section 5).
    fn arena(&mut self, memory: u32) -> Result<FunctionValue<'c>, Error> {
        let word = self.i32();
        let ty = word.fn_type(&[word.into(); 4], false);
        let pointer = self.pointer();
        let native_type = pointer.fn_type(&[pointer.into(), word.into(), word.into(), word.into()], false);
        let native = match self.llvm.get_function(symbol::ARENA_REALLOC) {
            Some(known) => known,
            None => self.llvm.add_function(symbol::ARENA_REALLOC, native_type, Some(Linkage::External)),
        };
        let wrapper = self.define(&format!("arena.{memory}"), ty, Linkage::Internal);
        self.attribute(wrapper, "noinline");
        let params: Vec<_> = wrapper.get_params().into_iter().map(|param| param.into_int_value()).collect();
        let [old, old_length, align, new_length] = params[..] else {
            return Err(Error::Llvm("a wrapper has lost its parameters".into()));
        };
        let window = self.windows[memory as usize].clone();
        // At most 4 GiB, where it wraps to zero and so does the sum that it is compared with.
        let (start, arena) = (window.arena_start() as u32, window.arena);
        let mut traps = Traps::default();
        let entry = self.context.append_basic_block(wrapper, "");
        let given = self.context.append_basic_block(wrapper, "given");
        let call = self.context.append_basic_block(wrapper, "call");
        self.builder.position_at_end(entry);
        let has_old = self.builder.build_int_compare(IntPredicate::NE, old_length, self.word(0), "")?;
        self.builder.build_conditional_branch(has_old, given, call)?;

        // The old block's first byte is one of the arena's.
        self.builder.position_at_end(given);
        let offset = self.builder.build_int_sub(old, self.word(start), "")?;
        let outside = self.builder.build_int_compare(IntPredicate::UGE, offset, self.word(arena), "")?;
        self.trap_if(wrapper, &mut traps, outside, TrapKind::ArenaBadPointer)?;
        self.builder.build_unconditional_branch(call)?;

        self.builder.position_at_end(call);
        let base = self.memories[memory as usize];
        let shifted = self.builder.build_int_sub(old, self.word(window.low), "")?;
        let native_old = self.byte(base, shifted)?;
        let arguments = [native_old.into(), old_length.into(), align.into(), new_length.into()];
        let result = self.builder.build_call(native, &arguments, "")?.try_as_basic_value();
        let result = result.unwrap_basic().into_pointer_value();
        let result = self.builder.build_ptr_to_int(result, word, "")?;
        let freed = self.context.append_basic_block(wrapper, "freed");
        let block = self.context.append_basic_block(wrapper, "block");
        let is_freed = self.builder.build_int_compare(IntPredicate::EQ, new_length, self.word(0), "")?;
        self.builder.build_conditional_branch(is_freed, freed, block)?;

        self.builder.position_at_end(freed);
        self.builder.build_return(Some(&result))?;

        // The new block lies in the arena as a whole.
        self.builder.position_at_end(block);
        let base = self.builder.build_ptr_to_int(base, word, "")?;
        let in_window = self.builder.build_int_sub(result, base, "")?;
        let in_arena = self.builder.build_int_sub(in_window, self.word(start.wrapping_sub(window.low)), "")?;
        let too_long = self.builder.build_int_compare(IntPredicate::UGT, new_length, self.word(arena), "")?;
        self.trap_if(wrapper, &mut traps, too_long, TrapKind::ArenaResultOutside)?;
        let last = self.builder.build_int_sub(self.word(arena), new_length, "")?;
        let outside = self.builder.build_int_compare(IntPredicate::UGT, in_arena, last, "")?;
        self.trap_if(wrapper, &mut traps, outside, TrapKind::ArenaResultOutside)?;
        // A block is aligned natively. Beyond the window's own alignment its linear address need not be.
        let linear = self.builder.build_int_add(in_window, self.word(window.low), "")?;
        let mask = self.builder.build_int_sub(align, self.word(1), "")?;
        let rest = self.builder.build_and(linear, mask, "")?;
        let misaligned = self.builder.build_int_compare(IntPredicate::NE, rest, self.word(0), "")?;
        self.trap_if(wrapper, &mut traps, misaligned, TrapKind::ArenaExhausted)?;
        self.builder.build_return(Some(&linear))?;
        Ok(wrapper)
    }

    /// One C function for each export.
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

    /// The results of a function, as it returns them inside the module.
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
