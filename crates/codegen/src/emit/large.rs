//! Large modules: keeps LLVM's time and memory in proportion to the size of the module.
//!
//! LLVM's passes look through all uses of a global, in all functions, for each loop and each load. Its call graph has
//! an edge from each function to every function that a constant in it leads to; through a table these are all
//! functions. Both take time that grows with the square of the module's size. So each function of a large module has
//! its own copy of the address of a shared global, made by a no-op that alias analysis sees through; and the contents
//! of tables are known to the assembler only. Then LLVM no longer finds two things: a call through a table that always
//! goes to the same function, and a global that some callee does not change.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt::Write as _;

use inkwell::basic_block::BasicBlock;
use inkwell::module::Linkage;
use inkwell::values::{FunctionValue, GlobalValue, PointerValue};

use super::Emitter;
use crate::Error;
use crate::module::AnalyzedModule;

/// The state for a large module.
#[derive(Default)]
pub struct Large<'c> {
    /// True if the module is large.
    is: bool,
    /// The copies of shared globals' addresses, by function and global.
    own: RefCell<HashMap<(FunctionValue<'c>, PointerValue<'c>), PointerValue<'c>>>,
    /// The constants that only the assembler refers to.
    concealed: Vec<PointerValue<'c>>,
}

impl Large<'_> {
    /// Returns the state for a module, which is large if it has at least `from` bytes of code.
    pub fn of(module: &AnalyzedModule<'_>, from: usize) -> Self {
        let code: usize = module.sections.bodies.iter().map(|body| body.range().len()).sum();
        Self { is: code >= from, ..Self::default() }
    }
}

impl<'c> Emitter<'c, '_> {
    /// The current function's private copy of a shared global's address.
    pub(super) fn own(&self, shared: PointerValue<'c>) -> Result<PointerValue<'c>, Error> {
        let function = self.builder.get_insert_block().and_then(BasicBlock::get_parent);
        let (true, Some(function)) = (self.large.is, function) else { return Ok(shared) };
        // Without a copy if the current function is a helper of the generator at its first block; there are few of
        // those.
        let end = function.get_first_basic_block().and_then(BasicBlock::get_terminator);
        let Some(end) = end else { return Ok(shared) };
        if let Some(&own) = self.large.own.borrow().get(&(function, shared)) {
            return Ok(own);
        }
        let here = self.step_aside();
        self.builder.position_before(&end);
        let own = self.intrinsic("llvm.strip.invariant.group", &[self.pointer().into()], &[shared.into()])?;
        self.step_back(here);
        let own = own.into_pointer_value();
        self.large.own.borrow_mut().insert((function, shared), own);
        Ok(own)
    }

    /// In a large module, returns the constant under a second name, which LLVM does not know to be the same symbol.
    pub(super) fn conceal(&mut self, constant: GlobalValue<'c>, name: &str) -> GlobalValue<'c> {
        if !self.large.is {
            return constant;
        }
        let visible = constant.get_name().to_string_lossy().into_owned();
        writeln!(self.assembly, ".set {name}, {visible}").expect("writing to a string");
        self.large.concealed.push(constant.as_pointer_value());
        self.llvm.add_global(self.pointer().array_type(0), None, name)
    }

    /// Keeps LLVM from removing the concealed constants.
    pub(super) fn keep_concealed(&self) {
        if self.large.concealed.is_empty() {
            return;
        }
        let list = self.pointer().const_array(&self.large.concealed);
        let used = self.llvm.add_global(list.get_type(), None, "llvm.compiler.used");
        used.set_linkage(Linkage::Appending);
        used.set_section(Some("llvm.metadata"));
        used.set_initializer(&list);
    }
}
