//! The numbers of operands that instructions take and give.

use wasmparser::{BlockType, ContType, FrameKind, FuncType, ModuleArity, RefType, SubType};

use crate::{FuncIndex, Module, TypeIndex};

/// A block around an instruction.
#[derive(Clone, Copy)]
pub struct Label {
    /// Its type.
    pub ty: BlockType,
    /// The instruction that opened it.
    pub kind: FrameKind,
}

/// The context that the arity of an instruction depends on: a module, and a place in one of its functions.
pub struct Arities<'a, 'm> {
    /// The module.
    pub module: &'m Module<'a>,
    /// The blocks around the instruction, innermost last; the function itself is the first. Only branches, `else` and
    /// `end` need them.
    pub labels: Vec<Label>,
}

impl ModuleArity for Arities<'_, '_> {
    fn sub_type_at(&self, ty: u32) -> Option<&SubType> {
        self.module.types.get(TypeIndex::from_u32(ty))
    }

    fn tag_type_arity(&self, _: u32) -> Option<(u32, u32)> {
        None
    }

    fn type_index_of_function(&self, function: u32) -> Option<u32> {
        self.module.functions.get(FuncIndex::from_u32(function)).map(|ty| ty.as_u32())
    }

    fn func_type_of_cont_type(&self, _: &ContType) -> Option<&FuncType> {
        None
    }

    fn sub_type_of_ref_type(&self, _: &RefType) -> Option<&SubType> {
        None
    }

    fn control_stack_height(&self) -> u32 {
        self.labels.len() as u32
    }

    fn label_block(&self, depth: u32) -> Option<(BlockType, FrameKind)> {
        let label = self.labels.len().checked_sub(1 + depth as usize)?;
        self.labels.get(label).map(|label| (label.ty, label.kind))
    }
}
