//! Large modules: keeps LLVM's time and memory in proportion to the size of the module.
//!
//! LLVM's passes look through all uses of a global, in all functions, for each loop and each load. Its call graph has
//! an edge from each function to every function that a constant in it leads to; through a table these are all
//! functions. Both take time that grows with the square of the module's size. So each function of a large module has
//! its own copy of the address of a shared global, made by a no-op that alias analysis sees through; and the contents
//! of tables are known to the assembler only. Then LLVM no longer finds two things: a call through a table that always
//! goes to the same function, and a global that some callee does not change.

use std::fmt::Write as _;

use inkwell::basic_block::BasicBlock;
use inkwell::module::Linkage;
use inkwell::values::{GlobalValue, PointerValue};

use super::context::ModuleContext;
use super::writer::FunctionWriter;
use crate::Error;

impl<'c> FunctionWriter<'c, '_> {
    /// In a large module, returns the function's private copy of a shared global's address.
    pub fn private_address(&self, shared: PointerValue<'c>) -> Result<PointerValue<'c>, Error> {
        // A helper of the generator has no copies while its first block is written. There are few of those.
        let end = self.function.get_first_basic_block().and_then(BasicBlock::get_terminator);
        let (true, Some(end)) = (self.is_large, end) else { return Ok(shared) };
        if let Some(&known) = self.private_addresses.borrow().get(&shared) {
            return Ok(known);
        }
        let copy = self.intrinsic("llvm.strip.invariant.group", &[self.pointer().into()])?;
        let builder = self.context.create_builder();
        builder.position_before(&end);
        let copy = builder.build_call(copy, &[shared.into()], "")?.try_as_basic_value();
        let copy = copy.unwrap_basic().into_pointer_value();
        self.private_addresses.borrow_mut().insert(shared, copy);
        Ok(copy)
    }
}

impl<'c> ModuleContext<'c, '_> {
    /// In a large module, returns the constant under a second name, which LLVM does not know to be the same symbol.
    pub fn conceal(&mut self, constant: GlobalValue<'c>, name: &str) -> GlobalValue<'c> {
        if !self.is_large {
            return constant;
        }
        let visible = constant.get_name().to_string_lossy().into_owned();
        writeln!(self.assembly, ".set {name}, {visible}").expect("writing to a string");
        self.concealed.push(constant.as_pointer_value());
        self.llvm.add_global(self.pointer().array_type(0), None, name)
    }

    /// Keeps LLVM from removing the concealed constants.
    pub fn keep_concealed(&self) {
        if self.concealed.is_empty() {
            return;
        }
        let list = self.pointer().const_array(&self.concealed);
        let used = self.llvm.add_global(list.get_type(), None, "llvm.compiler.used");
        used.set_linkage(Linkage::Appending);
        used.set_section(Some("llvm.metadata"));
        used.set_initializer(&list);
    }
}
