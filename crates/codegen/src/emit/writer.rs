//! Writes one function of the LLVM module. The files beside this one add methods for their groups of instructions.

use std::cell::RefCell;
use std::collections::HashMap;
use std::ops::Deref;

use dissolve_abi::TrapKind;
use inkwell::attributes::AttributeLoc;
use inkwell::basic_block::BasicBlock;
use inkwell::builder::Builder;
use inkwell::module::Linkage;
use inkwell::types::FunctionType;
use inkwell::values::{BasicValueEnum, FunctionValue, IntValue, PointerValue};
use wasmparser::FuncType;

use super::attributes::{RECURSIVE, attribute};
use super::context::ModuleContext;
use crate::Error;

/// A function while it is written. Methods add instructions at the end of the current block. It dereferences to the
/// context of its module.
pub struct FunctionWriter<'c, 'm> {
    /// The module.
    module: &'m ModuleContext<'c, 'm>,
    /// The function.
    pub function: FunctionValue<'c>,
    /// LLVM's builder, which knows the current block and source position.
    pub builder: Builder<'c>,
    /// The offset of the current WebAssembly instruction; zero in a helper function of the generator.
    pub offset: usize,
    /// The kind of trap that the record of a fused module gives for the current instruction; it replaces the
    /// instruction's own kind.
    pub recorded_trap: Option<TrapKind>,
    /// The numbers of the blocks, in the order in which they were appended.
    blocks: RefCell<HashMap<BasicBlock<'c>, usize>>,
    /// The trap blocks, by kind of trap and offset of the instruction.
    pub trap_blocks: RefCell<HashMap<(TrapKind, usize), BasicBlock<'c>>>,
    /// The function's private copies of shared globals' addresses, by the shared address; only in a large module.
    pub private_addresses: RefCell<HashMap<PointerValue<'c>, PointerValue<'c>>>,
}

impl<'c, 'm> Deref for FunctionWriter<'c, 'm> {
    type Target = ModuleContext<'c, 'm>;

    fn deref(&self) -> &ModuleContext<'c, 'm> {
        self.module
    }
}

impl<'c> ModuleContext<'c, '_> {
    /// Returns the helper function of this name, which is written at its first use.
    pub fn helper(
        &self,
        name: &str,
        ty: FunctionType<'c>,
        write: impl FnOnce(&FunctionWriter<'c, '_>) -> Result<(), Error>,
    ) -> Result<FunctionValue<'c>, Error> {
        if let Some(&known) = self.helpers.borrow().get(name) {
            return Ok(known);
        }
        let writer = FunctionWriter::new(self, self.define(name, ty, Linkage::Internal));
        write(&writer)?;
        self.helpers.borrow_mut().insert(name.to_owned(), writer.function);
        Ok(writer.function)
    }
}

impl<'c, 'm> FunctionWriter<'c, 'm> {
    /// Makes the writer of a function that has no blocks yet.
    pub fn new(module: &'m ModuleContext<'c, 'm>, function: FunctionValue<'c>) -> FunctionWriter<'c, 'm> {
        FunctionWriter {
            module,
            function,
            builder: module.context.create_builder(),
            offset: 0,
            recorded_trap: None,
            blocks: RefCell::default(),
            trap_blocks: RefCell::default(),
            private_addresses: RefCell::default(),
        }
    }

    /// Returns the parameters of the function, which has `N`.
    pub fn params<const N: usize>(&self) -> Result<[BasicValueEnum<'c>; N], Error> {
        let params = self.function.get_params();
        params.try_into().map_err(|_| Error::defect("a function of the generator has other parameters"))
    }

    /// Appends a block. The current block stays.
    pub fn block(&self, name: &str) -> BasicBlock<'c> {
        let block = self.context.append_basic_block(self.function, name);
        let mut blocks = self.blocks.borrow_mut();
        let number = blocks.len();
        blocks.insert(block, number);
        block
    }

    /// Returns true if a block was not appended before another.
    pub fn is_at_or_after(&self, block: BasicBlock<'c>, other: BasicBlock<'c>) -> bool {
        let blocks = self.blocks.borrow();
        blocks.get(&block) >= blocks.get(&other)
    }

    /// Appends a block and continues in it.
    pub fn start_block(&self, name: &str) -> BasicBlock<'c> {
        let block = self.block(name);
        self.builder.position_at_end(block);
        block
    }

    /// Makes the function, a helper of the generator, one that is not inlined where code is to be small.
    pub fn outline_for_size(&self) {
        if self.options.opt.is_for_size() {
            self.attribute("noinline");
        }
    }

    /// Adds an attribute without a value to the function.
    pub fn attribute(&self, name: &str) {
        attribute(self.context, self.function, name);
    }

    /// Gives all instructions that follow the same source position, which is `offset`. Only a function with a
    /// subprogram keeps the positions of functions that are inlined into it.
    pub fn set_position(&self, name: &str, offset: usize) {
        let subprogram = self.line_table.add_function(self.function, name, offset);
        self.builder.set_current_debug_location(self.line_table.location(self.context, subprogram, offset));
    }

    /// Marks the function as recursive, at the start of its body, so that an endless recursion ends with the stack.
    ///
    /// The empty assembly may read any memory, so values stored before the recursion are in memory when it traps.
    pub fn mark_recursive(&self) -> Result<(), Error> {
        let mark = self.context.create_string_attribute(RECURSIVE, "");
        self.function.add_attribute(AttributeLoc::Function, mark);
        let ty = self.context.void_type().fn_type(&[], false);
        let clobbers = "~{memory}".to_owned();
        let nothing = self.context.create_inline_asm(ty, String::new(), clobbers, true, false, None, false);
        self.builder.build_indirect_call(ty, nothing, &[], "")?;
        self.check_own_stack()
    }

    /// An unsigned word as an integer with the size of a native address.
    pub fn widened(&self, word: IntValue<'c>) -> Result<IntValue<'c>, Error> {
        Ok(self.builder.build_int_z_extend_or_bit_cast(word, self.address_type(), "")?)
    }

    /// The byte at `offset`, an unsigned word, from `base`.
    pub fn byte(&self, base: PointerValue<'c>, offset: IntValue<'c>) -> Result<PointerValue<'c>, Error> {
        let offset = self.widened(offset)?;
        // SAFETY: without `inbounds`, the instruction is address arithmetic that wraps, and never undefined.
        Ok(unsafe { self.builder.build_gep(self.context.i8_type(), base, &[offset], "")? })
    }

    /// Reads an address.
    pub fn load_pointer(&self, from: PointerValue<'c>) -> Result<PointerValue<'c>, Error> {
        Ok(self.builder.build_load(self.pointer(), from, "")?.into_pointer_value())
    }

    /// Reads a word.
    pub fn load_word(&self, from: PointerValue<'c>) -> Result<IntValue<'c>, Error> {
        Ok(self.builder.build_load(self.i32(), from, "")?.into_int_value())
    }

    /// Copies bytes between ranges that do not overlap; `length` is an unsigned word.
    pub fn copy_bytes(
        &self,
        to: PointerValue<'c>,
        from: PointerValue<'c>,
        alignment: u32,
        length: IntValue<'c>,
    ) -> Result<(), Error> {
        // LLVM does not say how it extends a length that is smaller than an address.
        let length = self.widened(length)?;
        self.builder.build_memcpy(to, alignment, from, alignment, length).map_err(Error::llvm)?;
        Ok(())
    }

    /// Copies bytes between ranges that may overlap; `length` is an unsigned word.
    pub fn move_bytes(
        &self,
        to: PointerValue<'c>,
        from: PointerValue<'c>,
        alignment: u32,
        length: IntValue<'c>,
    ) -> Result<(), Error> {
        let length = self.widened(length)?;
        self.builder.build_memmove(to, alignment, from, alignment, length).map_err(Error::llvm)?;
        Ok(())
    }

    /// Sets bytes to a value; `length` is an unsigned word.
    pub fn fill_bytes(
        &self,
        to: PointerValue<'c>,
        alignment: u32,
        byte: IntValue<'c>,
        length: IntValue<'c>,
    ) -> Result<(), Error> {
        let length = self.widened(length)?;
        self.builder.build_memset(to, alignment, byte, length).map_err(Error::llvm)?;
        Ok(())
    }

    /// Takes the returned value of a function inside the module apart into its results.
    pub fn results(&self, ty: &FuncType, returned: BasicValueEnum<'c>) -> Result<Vec<BasicValueEnum<'c>>, Error> {
        if ty.results().len() == 1 {
            return Ok(vec![returned]);
        }
        let structure = returned.into_struct_value();
        let fields = 0..ty.results().len() as u32;
        fields.map(|index| Ok(self.builder.build_extract_value(structure, index, "")?)).collect()
    }

    /// Returns the value that a call returned, if it returned any.
    pub fn return_value(&self, value: Option<BasicValueEnum<'c>>) -> Result<(), Error> {
        self.builder.build_return(value.as_ref().map(|value| value as _))?;
        Ok(())
    }

    /// Returns from a function inside the module.
    pub fn return_values(&self, values: &[BasicValueEnum<'c>]) -> Result<(), Error> {
        match values {
            [] => self.builder.build_return(None)?,
            [value] => self.builder.build_return(Some(value))?,
            _ => self.builder.build_aggregate_return(values)?,
        };
        Ok(())
    }
}
