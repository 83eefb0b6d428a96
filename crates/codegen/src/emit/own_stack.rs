//! The stack of a library's own, on which its calls run if [`Options::own_stack`] gives it a size.
//!
//! A recursive function compares the stack pointer with a limit when it begins, and traps below the limit. The frames of the function, and of
//! all functions that it calls before the next check, fit between the limit and the end of the stack. So no call gets beyond that end, on
//! any processor. The embedder's functions and its interrupts have [`RESERVE`] bytes besides.

use std::mem::offset_of;

use dissolve_abi::instance::Instance;
use dissolve_abi::{TrapKind, symbol};
use dissolve_targets::{Architecture, Target};
use dissolve_wasm::FuncIndex;
use inkwell::IntPredicate;
use inkwell::attributes::AttributeLoc;
use inkwell::module::Linkage;
use inkwell::types::BasicTypeEnum;
use inkwell::values::{BasicMetadataValueEnum, BasicValueEnum, FunctionValue, PointerValue};

use super::attributes::RECURSIVE;
use super::context::ModuleContext;
use super::writer::FunctionWriter;
use crate::{Error, Options};

/// Bytes of the stack that calls leave to what they call outside of the module: the runtime, the embedder's functions, and interrupts and
/// faults where those use the same stack.
const RESERVE: u32 = 512;
/// The same on a host, where the embedder's functions may print.
const HOST_RESERVE: u32 = 256 << 10;
/// The stack is larger on a host by this factor, since frames are.
const HOST_FACTOR: u32 = 4;
/// The alignment of the stack: that of the smallest region of a memory protection unit of Armv7-M and Armv8-M.
const ALIGNMENT: u32 = 32;

/// The check that functions make when they begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StackCheck {
    /// Bytes that are left at least, or the check traps.
    pub left: u32,
    /// True if every function that does more than compute makes it, not only those that calls can be seen to lead back to.
    pub everywhere: bool,
}

impl StackCheck {
    /// The check of functions that need nothing below their frames.
    pub fn new(target: Target) -> StackCheck {
        StackCheck { left: reserve(target), everywhere: false }
    }
}

/// The stack of a library's own.
#[derive(Clone, Copy)]
pub struct OwnStack<'c> {
    /// Its lowest byte.
    low: PointerValue<'c>,
    /// Its size in bytes.
    size: u32,
    check: StackCheck,
}

/// Bytes that calls leave on their stack.
pub fn reserve(target: Target) -> u32 {
    if target.is_host() { HOST_RESERVE } else { RESERVE }
}

/// The size of the stack in bytes; `None` if calls run on the stack of their caller.
pub fn size(options: &Options) -> Option<u32> {
    let bytes = options.own_stack.filter(|_| options.library)?;
    let host = |bytes: u32| bytes.saturating_mul(HOST_FACTOR).saturating_add(HOST_RESERVE);
    let bytes = if options.target.is_host() { host(bytes) } else { bytes };
    // At most 2 GiB, which no chip has.
    Some(bytes.min(i32::MAX as u32).next_multiple_of(ALIGNMENT))
}

/// The value of the option that makes a stack of `least` bytes.
pub fn option(target: Target, least: u64) -> u64 {
    let bytes =
        if target.is_host() { least.saturating_sub(HOST_RESERVE.into()).div_ceil(HOST_FACTOR.into()) } else { least };
    bytes.next_multiple_of(8)
}

impl<'c> ModuleContext<'c, '_> {
    /// Declares the stack of the library's own, if it has one.
    pub fn declare_own_stack(&mut self, check: StackCheck) {
        let Some(size) = size(self.options) else { return };
        let symbol = self.symbols.object.own_stack();
        let ty = self.context.i8_type().array_type(size);
        let stack = self.llvm.add_global(ty, None, &symbol);
        stack.set_initializer(&ty.const_zero());
        stack.set_alignment(ALIGNMENT);
        let name = symbol.trim_start_matches(symbol::OBJECT_PREFIX);
        stack.set_section(Some(&format!("{}{name}", symbol::MEMORY_SECTION_PREFIX)));
        self.own_stack = Some(OwnStack { low: stack.as_pointer_value(), size, check });
    }

    /// Declares the runtime's function that calls another one on a stack.
    fn on_stack(&self) -> FunctionValue<'c> {
        self.llvm.get_function(symbol::ON_STACK).unwrap_or_else(|| {
            let ty = self.context.void_type().fn_type(&[self.pointer().into(); 4], false);
            let function = self.llvm.add_function(symbol::ON_STACK, ty, Some(Linkage::External));
            super::attributes::attribute(self.context, function, "nounwind");
            function
        })
    }
}

impl<'c> FunctionWriter<'c, '_> {
    /// Tells the runtime about the stack, before the instance is instantiated.
    pub fn record_own_stack(&self, instance: PointerValue<'c>) -> Result<(), Error> {
        if let Some(stack) = self.own_stack {
            let top = self.byte(stack.low, self.word(stack.size))?;
            self.builder.build_store(self.instance_word(instance, offset_of!(Instance, own_stack))?, top)?;
        }
        Ok(())
    }

    /// Writes a call of something with these arguments, which gives a value of type `result`: on the library's own stack if there is one, else here.
    ///
    /// `write` writes the call into the function that it gets. A second function is made for it if the stack changes: the runtime calls that one, and
    /// it finds the arguments in a structure on the caller's stack, where it leaves the value. `name` and `offset` are what reports say of it.
    pub fn call_on_own_stack(
        &self,
        (name, offset): (&str, usize),
        arguments: &[BasicValueEnum<'c>],
        result: Option<BasicTypeEnum<'c>>,
        write: impl FnOnce(&FunctionWriter<'c, '_>, &[BasicValueEnum<'c>]) -> Result<Option<BasicValueEnum<'c>>, Error>,
    ) -> Result<Option<BasicValueEnum<'c>>, Error> {
        let Some(stack) = self.own_stack else { return write(self, arguments) };
        let members: Vec<_> = arguments.iter().map(|argument| argument.get_type()).chain(result).collect();
        let members = self.context.struct_type(&members, false);
        let result = result.map(|ty| (arguments.len() as u32, ty));

        let ty = self.context.void_type().fn_type(&[self.pointer().into()], false);
        let there = FunctionWriter::new(self, self.define(&format!("{name}.own_stack"), ty, Linkage::Internal));
        there.set_position(name, offset);
        there.start_block("");
        let [place] = there.params()?;
        let place = place.into_pointer_value();
        let mut moved = Vec::new();
        for (index, argument) in (0..).zip(arguments) {
            let member = there.builder.build_struct_gep(members, place, index, "")?;
            moved.push(there.builder.build_load(argument.get_type(), member, "")?);
        }
        let value = write(&there, &moved)?;
        if let (Some((index, _)), Some(value)) = (result, value) {
            let member = there.builder.build_struct_gep(members, place, index, "")?;
            there.builder.build_store(member, value)?;
        }
        there.builder.build_return(None)?;

        let place = self.builder.build_alloca(members, "")?;
        for (index, &argument) in (0..).zip(arguments) {
            let member = self.builder.build_struct_gep(members, place, index, "")?;
            self.builder.build_store(member, argument)?;
        }
        let top = self.byte(stack.low, self.word(stack.size))?;
        let function = there.function.as_global_value().as_pointer_value();
        let arguments: [BasicMetadataValueEnum<'c>; 4] = [function, place, top, stack.low].map(Into::into);
        self.builder.build_call(self.on_stack(), &arguments, "")?;
        let load = |(index, ty): (u32, BasicTypeEnum<'c>)| {
            let member = self.builder.build_struct_gep(members, place, index, "")?;
            Ok(self.builder.build_load(ty, member, "")?)
        };
        result.map(load).transpose()
    }

    /// Checks that enough of the library's own stack is left, at the start of a function's body. LLVM may open the function's frame after it.
    pub fn check_own_stack(&self) -> Result<(), Error> {
        let Some(stack) = self.own_stack else { return Ok(()) };
        // The need is counted by function, so what is counted for this one must not be in another.
        self.attribute("noinline");
        let mark = self.context.create_string_attribute(RECURSIVE, "");
        self.function.add_attribute(AttributeLoc::Function, mark);
        let read = match self.options.target.architecture() {
            Architecture::Arm | Architecture::Aarch64 => "mov $0, sp",
            Architecture::RiscV => "mv $0, sp",
            Architecture::X86_64 => "movq %rsp, $0",
        };
        let ty = self.address_type().fn_type(&[], false);
        let read = self.context.create_inline_asm(ty, read.to_owned(), "=r".to_owned(), true, false, None, false);
        let pointer = self.builder.build_indirect_call(ty, read, &[], "")?.try_as_basic_value().unwrap_basic();
        let limit = self.byte(stack.low, self.word(stack.check.left))?;
        let limit = self.builder.build_ptr_to_int(limit, self.address_type(), "")?;
        let is_below = self.builder.build_int_compare(IntPredicate::ULT, pointer.into_int_value(), limit, "")?;
        self.trap_if(is_below, TrapKind::StackExhausted)
    }

    /// Returns true if this function checks the stack although calls are not seen to lead back to it. One that only computes does not: it
    /// calls no other, and its entry calls it on the stack of the caller.
    pub fn checks_at(&self, function: FuncIndex) -> Result<bool, Error> {
        Ok(self.checks_everywhere() && !self.input.is_harmless(function)?)
    }

    /// Returns true if every function that does more than compute checks the stack.
    pub fn checks_everywhere(&self) -> bool {
        self.own_stack.is_some_and(|stack| stack.check.everywhere)
    }
}
