//! What crosses the object's border: imports, the arena, exports.
//!
//! Inside the module a function takes and returns LLVM values; outside it is a C function. They differ where a function has
//! several results, which C returns as a structure through a hidden first pointer.

use dissolve_abi::{TrapKind, symbol};
use inkwell::IntPredicate;
use inkwell::attributes::AttributeLoc;
use inkwell::module::Linkage;
use inkwell::types::FunctionType;
use inkwell::values::{BasicMetadataValueEnum, FunctionValue};
use wasmparser::FuncType;

use super::Emitter;
use super::trap::Traps;
use crate::Error;

impl<'c> Emitter<'c, '_> {
    /// The C type of a function.
    fn native_type(&self, ty: &FuncType) -> FunctionType<'c> {
        if ty.results().len() < 2 {
            return self.function_type(ty);
        }
        let mut params = vec![self.pointer().into()];
        params.extend(ty.params().iter().map(|&ty| inkwell::types::BasicMetadataTypeEnum::from(self.value_type(ty))));
        self.context.void_type().fn_type(&params, false)
    }

    /// Marks the first parameter as the place of the results.
    fn mark_result_pointer(&self, function: FunctionValue<'c>, ty: &FuncType) {
        let kind = inkwell::attributes::Attribute::get_named_enum_kind_id("sret");
        let structure = self.structure(ty.results()).into();
        function.add_attribute(AttributeLoc::Param(0), self.context.create_type_attribute(kind, structure));
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
            None => self.llvm.add_function(name, self.native_type(ty), Some(Linkage::External)),
        };
        if ty.results().len() < 2 {
            return Ok(native);
        }
        self.mark_result_pointer(native, ty);
        let wrapper = self.define(&format!("import.{name}"), self.function_type(ty), Linkage::Internal);
        self.builder.position_at_end(self.context.append_basic_block(wrapper, ""));
        let structure = self.structure(ty.results());
        let results = self.builder.build_alloca(structure, "")?;
        let mut arguments: Vec<BasicMetadataValueEnum<'c>> = vec![results.into()];
        arguments.extend(wrapper.get_params().into_iter().map(BasicMetadataValueEnum::from));
        self.builder.build_call(native, &arguments, "")?;
        let results = self.builder.build_load(structure, results, "")?;
        self.builder.build_return(Some(&results))?;
        Ok(wrapper)
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
            self.builder.position_at_end(self.context.append_basic_block(native, ""));
            let several = ty.results().len() > 1;
            let params = native.get_params();
            let arguments: Vec<BasicMetadataValueEnum<'c>> =
                params.iter().skip(usize::from(several)).map(|&param| param.into()).collect();
            let call = self.builder.build_call(self.functions[*function as usize], &arguments, "")?;
            match call.try_as_basic_value().basic() {
                Some(results) if several => {
                    self.mark_result_pointer(native, ty);
                    self.builder.build_store(params[0].into_pointer_value(), results)?;
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
        Ok(())
    }
}
