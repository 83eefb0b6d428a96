//! Large modules: what keeps the time and the memory that LLVM takes in proportion to them.
//!
//! Passes look through all uses of a global, those of other functions included, for each loop and each load; and LLVM's call
//! graph has an edge from each function to each one that a constant in it leads to, which a table makes all of them. Either
//! takes the square of the module's size. So each function of a large module has its own pointer to what all share, a no-op
//! that alias analysis sees through; and what tables hold is known to the assembler only. What LLVM then no longer finds is
//! a call through a table that always goes to the same function, and a global that some callee leaves alone.

use std::cell::RefCell;
use std::collections::HashMap;
use std::fmt::Write as _;

use inkwell::basic_block::BasicBlock;
use inkwell::module::Linkage;
use inkwell::values::{FunctionValue, GlobalValue, PointerValue};

use super::Emitter;
use crate::Error;
use crate::module::Module;

/// What there is to keep for a large module.
#[derive(Default)]
pub struct Large<'c> {
    /// Whether the module is one.
    is: bool,
    /// A function's own pointers to what all share.
    own: RefCell<HashMap<(FunctionValue<'c>, PointerValue<'c>), PointerValue<'c>>>,
    /// Constants that only the assembler refers to.
    concealed: Vec<PointerValue<'c>>,
}

impl Large<'_> {
    /// What a module needs that is large from so many bytes of code on.
    pub fn of(module: &Module<'_>, from: usize) -> Self {
        let code: usize = module.bodies.iter().map(|body| body.range().len()).sum();
        Self { is: code >= from, ..Self::default() }
    }
}

impl<'c> Emitter<'c, '_> {
    /// The pointer by which the function in hand uses what many do.
    pub(super) fn own(&self, shared: PointerValue<'c>) -> Result<PointerValue<'c>, Error> {
        let function = self.builder.get_insert_block().and_then(BasicBlock::get_parent);
        let (true, Some(function)) = (self.large.is, function) else { return Ok(shared) };
        // One of the generator's own, of which there are few, may be at its first block.
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

    /// The constant under a name that LLVM does not know to be its, in a large module.
    pub(super) fn conceal(&mut self, constant: GlobalValue<'c>, name: &str) -> GlobalValue<'c> {
        if !self.large.is {
            return constant;
        }
        let visible = constant.get_name().to_string_lossy().into_owned();
        writeln!(self.assembly, ".set {name}, {visible}").expect("writing to a string");
        self.large.concealed.push(constant.as_pointer_value());
        self.llvm.add_global(self.pointer().array_type(0), None, name)
    }

    /// Keeps what was concealed.
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
