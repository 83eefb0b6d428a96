//! The allocator of the program's arenas, as LLVM bitcode: it becomes a part of the program's module, so that LLVM optimizes
//! both together.
//!
//! Takes the module before optimization, which calls the allocator. Every function of the bitcode becomes internal and gets the
//! attributes of the program's functions: the target and the level are the program's, not those of the bitcode's compiler.
//!
//! The bitcode has two allocators. One of them cannot resize blocks; it is used if no call of the program can do that.

use std::collections::HashSet;
use std::iter::successors;
use std::mem::ManuallyDrop;

use dissolve_abi::symbol::{ARENA_ALLOCATE_OR_FREE_IN, ARENA_REALLOC_IN};
use inkwell::attributes::AttributeLoc;
use inkwell::context::Context;
use inkwell::llvm_sys::core::{
    LLVMConstIntGetZExtValue, LLVMGetBasicBlockParent, LLVMGetCalledValue, LLVMGetFirstUse, LLVMGetInstructionParent,
    LLVMGetNextUse, LLVMGetOperand, LLVMGetUser, LLVMIsACallInst, LLVMIsAConstantInt,
};
use inkwell::llvm_sys::linker::LLVMLinkModules2;
use inkwell::llvm_sys::prelude::{LLVMUseRef, LLVMValueRef};
use inkwell::memory_buffer::MemoryBuffer;
use inkwell::module::{Linkage, Module};
use inkwell::passes::PassBuilderOptions;
use inkwell::targets::TargetMachine;
use inkwell::values::{AsValueRef as _, FunctionValue};

use crate::emit::attributes::{ARENA, adopt};
use crate::{Error, Options};

/// The places of both lengths among the operands of a call of `arena.N`.
const LENGTHS: [u32; 2] = [1, 3];

/// Puts the allocator of the options into a module that has an arena. Returns true if the module has the allocator then: bitcode of
/// a newer LLVM cannot be read, so the allocator is left to the linker.
pub fn link<'c>(
    context: &'c Context,
    llvm: &Module<'c>,
    machine: &TargetMachine,
    options: &Options,
) -> Result<bool, Error> {
    let (Some(allocator), Some(called)) = (&options.allocator, llvm.get_function(ARENA_REALLOC_IN)) else {
        return Ok(false);
    };
    let bitcode = MemoryBuffer::create_from_memory_range_copy(allocator.bytes(), "allocator");
    let bitcode = match Module::parse_bitcode_from_buffer(&bitcode, context) {
        Ok(bitcode) => ManuallyDrop::new(bitcode),
        Err(reason) => {
            options.observer.note(format_args!("allocator: its bitcode cannot be read: {reason}"));
            return Ok(false);
        }
    };
    // Afterwards, no call is left that the constants of other calls exclude.
    llvm.run_passes("ipsccp", machine, PassBuilderOptions::create()).map_err(Error::llvm)?;
    if !resizes(called) {
        called.as_global_value().set_name(ARENA_ALLOCATE_OR_FREE_IN);
    }
    let own: HashSet<_> = llvm.get_functions().filter(is_defined).collect();
    bitcode.strip_debug_info();
    bitcode.set_triple(&llvm.get_triple());
    // SAFETY: both modules are of one context. The second one ends with the call, so nothing else may free it. (The method of `Module`
    // would replace the handler of diagnostics.)
    if unsafe { LLVMLinkModules2(llvm.as_mut_ptr(), bitcode.as_mut_ptr()) } != 0 {
        return Err(Error::defect("the allocator cannot be linked with the program"));
    }
    for function in llvm.get_functions().filter(is_defined).filter(|function| !own.contains(function)) {
        function.set_linkage(Linkage::Internal);
        adopt(context, llvm, options, function);
    }
    Ok(true)
}

fn is_defined(function: &FunctionValue<'_>) -> bool {
    function.count_basic_blocks() > 0
}

/// Returns true if a call of the program may resize a block: if neither length is the constant zero. The wrappers of arena imports pass the
/// lengths of their own calls on; of another use of the allocator, nothing is known.
fn resizes(allocator: FunctionValue<'_>) -> bool {
    let allocator = allocator.as_value_ref();
    users(allocator).any(|user| match wrapper(user, allocator) {
        Some(wrapper) => {
            users(wrapper).any(|user| !is_call(user, wrapper) || !LENGTHS.iter().any(|at| is_zero(user, *at)))
        }
        None => true,
    })
}

/// The wrapper of an arena import that calls the allocator, if this user of it is in one.
fn wrapper(user: LLVMValueRef, allocator: LLVMValueRef) -> Option<LLVMValueRef> {
    if !is_call(user, allocator) {
        return None;
    }
    // SAFETY: a call is in a block of a function.
    let function = unsafe { FunctionValue::new(LLVMGetBasicBlockParent(LLVMGetInstructionParent(user))) }?;
    function.get_string_attribute(AttributeLoc::Function, ARENA).map(|_| function.as_value_ref())
}

/// Returns true if a user of a function calls it.
fn is_call(user: LLVMValueRef, function: LLVMValueRef) -> bool {
    // SAFETY: both are alive.
    unsafe { !LLVMIsACallInst(user).is_null() && LLVMGetCalledValue(user) == function }
}

/// Returns true if an argument of a call is the constant zero.
fn is_zero(call: LLVMValueRef, argument: u32) -> bool {
    // SAFETY: the call has four arguments, since it is one of a wrapper.
    unsafe {
        let value = LLVMGetOperand(call, argument);
        !LLVMIsAConstantInt(value).is_null() && LLVMConstIntGetZExtValue(value) == 0
    }
}

/// The users of a value.
fn users(value: LLVMValueRef) -> impl Iterator<Item = LLVMValueRef> {
    let present = |one: LLVMUseRef| Some(one).filter(|one| !one.is_null());
    // SAFETY: the value is one of a module that is alive, and so are its uses and their users.
    unsafe {
        successors(present(LLVMGetFirstUse(value)), move |&one| present(LLVMGetNextUse(one)))
            .map(|one| LLVMGetUser(one))
    }
}
