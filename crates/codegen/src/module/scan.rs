//! A scan of the function bodies, for facts that the other sections of a module do not state.

use std::collections::BTreeSet;

use dissolve_reach::{Flow, Graph, Remedy};
use dissolve_targets::Grow;
use dissolve_wasm::{FuncIndex, MemoryIndex, PrimaryMap, SecondaryMap, TableIndex, TypeIndex};
use wasmparser::{Operator, RefType, ValType};

use super::objects::written;
use super::{AnalyzedModule, require_lowered};
use crate::{Error, Options, TABLE_RESERVATION};

/// The tail calls of a module. A direct tail call of a function to itself becomes a branch and is not among them.
#[derive(Default)]
pub struct TailCalls {
    /// For each function, true if it makes a tail call.
    pub callers: SecondaryMap<FuncIndex, bool>,
    /// The types of the functions that tail calls call.
    pub types: BTreeSet<TypeIndex>,
    /// True if a tail call goes through a table.
    pub indirect: bool,
}

impl AnalyzedModule<'_> {
    /// The advice for a memory that grows. A memory with an arena, or of several components, cannot grow.
    fn remedy(&self, memory: MemoryIndex) -> Remedy {
        let has_arena = self.imports().any(|(function, _)| self.arena_of(function) == Some(memory));
        if has_arena || !self.regions(memory).is_empty() {
            return Remedy { language: self.language, reservation: None };
        }
        Remedy::new(self.language, self.memories[memory].bytes())
    }

    /// Finds the instructions that write tables, make a memory or table grow, ask for a memory's size, or make tail
    /// calls. Refuses those that the options forbid and types that are not lowered.
    pub(super) fn scan_bodies(&mut self, graph: &Graph, options: &Options) -> Result<(), Error> {
        let mut grown = BTreeSet::new();
        let reachable: PrimaryMap<FuncIndex, bool> = graph.reachable().functions().collect();
        for (index, body) in self.sections.defined_functions() {
            let ty = self.function_type(index);
            for &ty in ty.params().iter().chain(ty.results()) {
                require_lowered(ty, &self.place(index), body.range().start)?;
            }
            for local in body.get_locals_reader().map_err(Error::Invalid)? {
                require_lowered(local.map_err(Error::Invalid)?.1, &self.place(index), body.range().start)?;
            }
            let is_reached = reachable.get(index).copied().unwrap_or(true);
            let mut flow = Flow::default();
            let mut after_zero = false;
            for operator in body.get_operators_reader().map_err(Error::Invalid)?.into_iter_with_offsets() {
                let (operator, offset) = operator.map_err(Error::Invalid)?;
                let runs = flow.step(&operator) && is_reached;
                if let Some(memory) = written(&operator, after_zero) {
                    self.memories[memory].written = true;
                }
                after_zero = matches!(operator, Operator::I32Const { value: 0 });
                if let Operator::TableGet { table }
                | Operator::TableCopy { src_table: table, .. }
                | Operator::ReturnCallIndirect { table_index: table, .. } = operator
                {
                    self.tables[TableIndex::from_u32(table)].refers = true;
                }
                match operator {
                    // An instruction that never runs is compiled, but the memory does not count as measured or as
                    // growing.
                    Operator::MemorySize { .. } | Operator::MemoryGrow { .. } if !runs => {}
                    Operator::TableSet { table }
                    | Operator::TableFill { table }
                    | Operator::TableInit { table, .. }
                    | Operator::TableCopy { dst_table: table, .. } => {
                        self.tables[TableIndex::from_u32(table)].written = true;
                    }
                    Operator::MemorySize { mem } => self.memories[MemoryIndex::from_u32(mem)].measured = true,
                    Operator::MemoryGrow { mem } if options.grow == Grow::Reject => {
                        let function = self.readable_name(index);
                        return Err(Error::Grows { function, offset, remedy: self.remedy(MemoryIndex::from_u32(mem)) });
                    }
                    Operator::MemoryGrow { mem } => {
                        let memory = MemoryIndex::from_u32(mem);
                        self.memories[memory].measured = true;
                        grown.insert(memory);
                    }
                    Operator::TableGrow { table } if matches!(options.grow, Grow::Bounded(_)) => {
                        let table = TableIndex::from_u32(table);
                        let known = &mut self.tables[table];
                        let most = known.initial + TABLE_RESERVATION;
                        let maximum = self.sections.tables[table].ty.maximum;
                        known.capacity =
                            maximum.and_then(|limit| u32::try_from(limit).ok()).map_or(most, |limit| limit.min(most));
                        known.written = true;
                    }
                    Operator::CallIndirect { type_index, table_index } => {
                        let ty = self.canonical_types[TypeIndex::from_u32(type_index)];
                        self.indirect_calls.insert((TableIndex::from_u32(table_index), ty));
                    }
                    Operator::ReturnCall { function_index } if function_index != index.as_u32() => {
                        self.tail_calls.callers[index] = true;
                        self.tail_calls.types.insert(self.sections.functions[FuncIndex::from_u32(function_index)]);
                    }
                    Operator::ReturnCallIndirect { type_index, .. } => {
                        self.tail_calls.callers[index] = true;
                        self.tail_calls.types.insert(TypeIndex::from_u32(type_index));
                        self.tail_calls.indirect = true;
                    }
                    Operator::RefNull { hty } => {
                        let ty = RefType::new(true, hty).map(ValType::Ref);
                        require_lowered(ty.unwrap_or(ValType::EXTERNREF), &self.place(index), offset)?;
                    }
                    _ => {}
                }
            }
        }
        if let Grow::Bounded(size) = options.grow {
            for memory in grown {
                self.bound(memory, size, options);
            }
        }
        Ok(())
    }

    /// Lets a memory grow to the last whole page inside a reservation of this many bytes, which starts at the lowest
    /// backed address.
    fn bound(&mut self, memory: MemoryIndex, reservation: u32, options: &Options) {
        let end = u64::from(self.lowest(memory, options)) + u64::from(reservation);
        let memory = &mut self.memories[memory];
        let pages = end.min(1 << 32) >> memory.ty.page_size_log2();
        memory.most_pages = memory.ty.maximum.map_or(pages, |maximum| maximum.min(pages));
    }
}
