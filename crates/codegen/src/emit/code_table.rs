//! Tables of code: calls through a table that nothing writes need no references.
//!
//! For each type that is called, such a table has an array with the addresses of the code of its functions of this type, and null for
//! the others. One comparison with null then says that an element is a function of the type. The arrays take room in flash, so a table
//! has them only if they are not much larger than its references with their descriptors.

use std::collections::{BTreeSet, HashSet};

use dissolve_abi::TrapKind;
use dissolve_wasm::{FuncIndex, TableIndex, TypeIndex};
use inkwell::IntPredicate;
use inkwell::module::Linkage;
use inkwell::values::{GlobalValue, IntValue, PointerValue};

use super::context::ModuleContext;
use super::writer::FunctionWriter;
use crate::Error;

/// The words of a descriptor.
const DESCRIPTOR: usize = 2;

/// How many times as large as references the arrays of a table may be at a level for speed.
const FASTER: usize = 2;

/// The arrays of a table.
#[derive(Default)]
pub struct CodeTables<'c> {
    /// For each type, the addresses of code.
    of_types: Vec<(TypeIndex, GlobalValue<'c>)>,
    /// The number of elements at the start that are null. No others are.
    nulls: u32,
    /// The type of all functions, if they have the same.
    only: Option<TypeIndex>,
}

impl<'c> ModuleContext<'c, '_> {
    /// Defines the arrays of a table with these elements, which nothing writes; none if it is to have references.
    pub fn code_tables(&self, table: TableIndex, elements: &[Option<FuncIndex>]) -> CodeTables<'c> {
        let nulls = elements.iter().take_while(|element| element.is_none()).count();
        let functions: Vec<_> = elements[nulls..].iter().copied().flatten().collect();
        let called: BTreeSet<_> = self.input.called_types(table).collect();
        let descriptors = functions.iter().collect::<HashSet<_>>().len() * DESCRIPTOR;
        let references = elements.len() + descriptors;
        let most = match (self.options.opt.is_for_size(), self.input.tables[table].refers) {
            (false, _) => references * FASTER,
            (true, false) => references,
            // The references stay.
            (true, true) => 0,
        };
        if self.is_large || nulls + functions.len() != elements.len() || called.len() * elements.len() > most {
            return CodeTables::default();
        }
        let type_of = |function: FuncIndex| self.input.canonical_types[self.input.sections.functions[function]];
        let of_types = called.into_iter().map(|ty| {
            let code = elements.iter().map(|element| match element {
                Some(function) if type_of(*function) == ty => {
                    self.functions[*function].as_global_value().as_pointer_value()
                }
                _ => self.pointer().const_null(),
            });
            let contents = self.pointer().const_array(&code.collect::<Vec<_>>());
            let global = self.llvm.add_global(contents.get_type(), None, &format!("table.{table}.code.{ty}"));
            global.set_linkage(Linkage::Internal);
            global.set_constant(true);
            global.set_initializer(&contents);
            (ty, global)
        });
        let types: BTreeSet<_> = functions.iter().map(|&function| type_of(function)).collect();
        // There are no more elements than fit 32 bits.
        CodeTables {
            of_types: of_types.collect(),
            nulls: nulls as u32,
            only: types.first().copied().filter(|_| types.len() == 1),
        }
    }
}

impl<'c> FunctionWriter<'c, '_> {
    /// The code of an element of a table, which must be a function of this type; none if the table has references for it.
    pub fn code_of(
        &self,
        table: TableIndex,
        index: IntValue<'c>,
        ty: TypeIndex,
    ) -> Result<Option<PointerValue<'c>>, Error> {
        let ty = self.input.canonical_types[ty];
        let CodeTables { of_types, nulls, only } = &self.tables[table].code;
        let Some((_, code)) = of_types.iter().find(|(known, _)| *known == ty) else { return Ok(None) };
        let outside = self.outside_table(table, index)?;
        self.trap_if(outside, TrapKind::UndefinedElement)?;
        let is_null = self.builder.build_int_compare(IntPredicate::ULT, index, self.word(*nulls), "")?;
        let load = || self.load_pointer(self.element(code.as_pointer_value(), index)?);
        if *only == Some(ty) {
            self.trap_if(is_null, TrapKind::UninitializedElement)?;
            return load().map(Some);
        }
        let callee = load()?;
        let [differs, called] = ["differs", "called"].map(|name| self.block(name));
        let has_none = self.builder.build_is_null(callee, "")?;
        self.builder.build_conditional_branch(has_none, differs, called)?;
        self.builder.position_at_end(differs);
        self.trap_if(is_null, TrapKind::UninitializedElement)?;
        self.trap(TrapKind::IndirectCallMismatch)?;
        self.builder.position_at_end(called);
        Ok(Some(callee))
    }
}
