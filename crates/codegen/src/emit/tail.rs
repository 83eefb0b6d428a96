//! Tail calls: the caller's frame is released before the callee runs (WebAssembly, 4.4.8.9).
//!
//! No target passes all arguments in registers, and LLVM does not promise a tail call if some are on the stack. So a
//! function that makes a tail call stores the arguments and the callee in static memory (the call is *pending*) and
//! returns to its own wrapper, which has the function's name for all ordinary callers. The wrapper makes the pending
//! call, then the call that this one leaves pending, and so on until there is none.
//!
//! Relies on a single thread: nothing else runs between a tail call and the wrapper.

use dissolve_wasm::{FuncIndex, TypeIndex};
use inkwell::module::Linkage;
use inkwell::types::BasicType as _;
use inkwell::values::{
    BasicMetadataValueEnum, BasicValue as _, BasicValueEnum, FunctionValue, GlobalValue, PointerValue,
};
use wasmparser::ValType;

use super::attributes::put_in_own_section;
use super::context::{ModuleContext, Tail};
use super::writer::FunctionWriter;
use crate::Error;

impl<'c> ModuleContext<'c, '_> {
    /// The words that a value takes in static memory.
    fn size_in_words(&self, ty: ValType) -> u32 {
        match ty {
            ValType::I64 | ValType::F64 => 2,
            ValType::V128 => 4,
            ValType::I32 | ValType::F32 => 1,
            ValType::Ref(_) => self.options.target.pointer_bytes() / 4,
        }
    }

    fn sizes_in_words(&self, types: &[ValType]) -> u32 {
        types.iter().map(|&ty| self.size_in_words(ty)).sum()
    }

    /// Declares the wrappers of functions that make tail calls, and the parts that they share.
    pub fn declare_tail_calls(&mut self) -> Result<(), Error> {
        self.bodies = self.functions.clone();
        let input = self.input;
        let calls = &input.tail_calls;
        if calls.types.is_empty() {
            return Ok(());
        }
        let types = calls.types.iter().map(|&ty| input.func_type(ty));
        let arguments = types.clone().map(|ty| self.sizes_in_words(ty.params())).max().unwrap_or(0);
        let results = types.map(|ty| self.sizes_in_words(ty.results())).max().unwrap_or(0);
        let next = self.tail_word("tail.next");
        let callee = self.tail_word("tail.callee");
        let arguments = self.tail_words("tail.arguments", arguments);
        let results = self.tail_words("tail.results", results);
        let run = self.tail_loop(next)?;
        let mut tail = Tail { next, callee, arguments, results, run, steps: Vec::new() };
        for &ty in &calls.types {
            let canonical = input.canonical_types[ty];
            if tail.steps.iter().all(|&(known, _)| known != canonical) {
                let step = self.tail_step(&tail, canonical)?;
                tail.steps.push((canonical, step));
            }
        }
        for index in self.functions.keys().filter(|&index| calls.callers[index]) {
            self.bodies[index] = self.tail_wrapper(&tail, index)?;
        }
        self.tail = Some(tail);
        Ok(())
    }

    fn tail_word(&self, name: &str) -> GlobalValue<'c> {
        let global = self.llvm.add_global(self.pointer(), None, name);
        global.set_linkage(Linkage::Internal);
        global.set_initializer(&self.pointer().const_null());
        global
    }

    fn tail_words(&self, name: &str, words: u32) -> GlobalValue<'c> {
        let ty = self.i32().array_type(words);
        let global = self.llvm.add_global(ty, None, name);
        global.set_linkage(Linkage::Internal);
        global.set_initializer(&ty.const_zero());
        global
    }

    /// Defines the function that makes the pending call and all that follow. It is called only when a call is pending.
    fn tail_loop(&self, next: GlobalValue<'c>) -> Result<FunctionValue<'c>, Error> {
        let ty = self.context.void_type().fn_type(&[], false);
        let run = self.define("tail.run", ty, Linkage::Internal);
        let writer = FunctionWriter::new(self, run);
        let builder = &writer.builder;
        writer.attribute("noinline");
        let [entry, again, done] = ["entry", "again", "done"].map(|name| writer.block(name));
        let next = next.as_pointer_value();
        builder.position_at_end(entry);
        builder.build_unconditional_branch(again)?;
        builder.position_at_end(again);
        let step = writer.load_pointer(next)?;
        // The step below may leave the next call pending, so the current one is cleared first.
        builder.build_store(next, self.pointer().const_null())?;
        builder.build_indirect_call(ty, step, &[], "")?;
        let left = writer.load_pointer(next)?;
        let none = builder.build_is_null(left, "")?;
        builder.build_conditional_branch(none, done, again)?;
        builder.position_at_end(done);
        builder.build_return(None)?;
        Ok(run)
    }

    /// Defines the function that makes a call of one type with the callee and arguments in static memory.
    fn tail_step(&self, tail: &Tail<'c>, ty: TypeIndex) -> Result<FunctionValue<'c>, Error> {
        let step_type = self.context.void_type().fn_type(&[], false);
        let step = self.define(&format!("tail.call.{ty}"), step_type, Linkage::Internal);
        let writer = FunctionWriter::new(self, step);
        writer.start_block("");
        if writer.checks_everywhere() {
            // By its type, the function that it calls could be a step too.
            writer.check_own_stack()?;
        }
        let ty = self.input.func_type(ty);
        let arguments = writer.load_values(tail.arguments, ty.params())?;
        let arguments: Vec<_> = arguments.into_iter().map(BasicMetadataValueEnum::from).collect();
        let callee = writer.load_pointer(tail.callee.as_pointer_value())?;
        let call = writer.builder.build_indirect_call(self.function_type(ty), callee, &arguments, "")?;
        if let Some(returned) = call.try_as_basic_value().basic() {
            writer.store_values(tail.results, ty.results(), &writer.results(ty, returned)?)?;
        }
        writer.builder.build_return(None)?;
        Ok(step)
    }

    /// Turns a declared function into the wrapper of a new body. Returns the body's declaration.
    fn tail_wrapper(&self, tail: &Tail<'c>, index: FuncIndex) -> Result<FunctionValue<'c>, Error> {
        let wrapper = self.functions[index];
        let ty = self.input.function_type(index);
        // The body keeps the name, since traps are reported with it.
        let name = wrapper.get_name().to_string_lossy().into_owned();
        let wrapper_name = format!("{name}.tail");
        wrapper.as_global_value().set_name(&wrapper_name);
        put_in_own_section(&self.llvm, self.options, wrapper);
        let body = self.define(&name, self.function_type(ty), Linkage::Internal);
        let writer = FunctionWriter::new(self, wrapper);
        let builder = &writer.builder;
        writer.set_position(&wrapper_name, self.input.offset(index));
        let [entry, left, done] = ["", "left", "done"].map(|name| writer.block(name));
        builder.position_at_end(entry);
        if self.input.recursion.recurs(index) {
            writer.mark_recursive()?;
        } else if writer.checks_at(index)? {
            writer.check_own_stack()?;
        }
        let arguments: Vec<_> = wrapper.get_params().into_iter().map(BasicMetadataValueEnum::from).collect();
        let call = builder.build_call(body, &arguments, "")?;
        let next = writer.load_pointer(tail.next.as_pointer_value())?;
        let none = builder.build_is_null(next, "")?;
        builder.build_conditional_branch(none, done, left)?;
        builder.position_at_end(done);
        writer.return_value(call.try_as_basic_value().basic())?;
        builder.position_at_end(left);
        builder.build_call(tail.run, &[], "")?;
        writer.return_values(&writer.load_values(tail.results, ty.results())?)?;
        Ok(body)
    }
}

impl<'c> FunctionWriter<'c, '_> {
    /// Clears a pending call. One may remain from before a trap, when the stack ended; the next call from outside must
    /// not make it.
    pub fn clear_pending_call(&self) -> Result<(), Error> {
        if let Some(tail) = &self.tail {
            self.builder.build_store(tail.next.as_pointer_value(), self.pointer().const_null())?;
        }
        Ok(())
    }

    /// Stores a call as pending, and returns. `ty` is the index of the callee's type.
    pub fn tail_call(
        &self,
        callee: PointerValue<'c>,
        ty: TypeIndex,
        arguments: &[BasicValueEnum<'c>],
    ) -> Result<(), Error> {
        let canonical = self.input.canonical_types[ty];
        let missing = || Error::defect("a tail call has no type");
        let tail = self.tail.as_ref().ok_or_else(missing)?;
        let (_, step) = tail.steps.iter().find(|&&(known, _)| known == canonical).ok_or_else(missing)?;
        let ty = self.input.func_type(ty);
        self.store_values(tail.arguments, ty.params(), arguments)?;
        self.builder.build_store(tail.callee.as_pointer_value(), callee)?;
        self.builder.build_store(tail.next.as_pointer_value(), step.as_global_value().as_pointer_value())?;
        // The wrapper ignores this return value. Callee and caller have the same result types.
        let results: Vec<_> = ty.results().iter().map(|&ty| self.value_type(ty).const_zero()).collect();
        self.return_values(&results)
    }

    fn load_values(&self, area: GlobalValue<'c>, types: &[ValType]) -> Result<Vec<BasicValueEnum<'c>>, Error> {
        let mut at = 0;
        let load = |&ty: &ValType| {
            let place = self.byte(area.as_pointer_value(), self.word(at))?;
            at += 4 * self.size_in_words(ty);
            let value = self.builder.build_load(self.value_type(ty).as_basic_type_enum(), place, "")?;
            if let Some(load) = value.as_instruction_value() {
                load.set_alignment(4).map_err(Error::llvm)?;
            }
            Ok(value)
        };
        types.iter().map(load).collect()
    }

    fn store_values(
        &self,
        area: GlobalValue<'c>,
        types: &[ValType],
        values: &[BasicValueEnum<'c>],
    ) -> Result<(), Error> {
        let mut at = 0;
        for (&ty, &value) in types.iter().zip(values) {
            let place = self.byte(area.as_pointer_value(), self.word(at))?;
            self.builder.build_store(place, value)?.set_alignment(4).map_err(Error::llvm)?;
            at += 4 * self.size_in_words(ty);
        }
        Ok(())
    }
}
