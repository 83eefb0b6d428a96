//! A scan of the function bodies, for facts that the other sections of a module do not state.

use std::collections::BTreeSet;

use dissolve_reach::{Flow, Graph, Remedy};
use dissolve_target::Grow;
use wasmparser::{Operator, RefType, ValType};

use super::{Module, require_lowered};
use crate::{Error, Options, TABLE_RESERVATION};

/// The tail calls of a module. A direct tail call of a function to itself becomes a branch and is not among them.
#[derive(Default)]
pub struct TailCalls {
    /// For each defined function, true if it makes a tail call.
    pub callers: Vec<bool>,
    /// The types of the functions that tail calls call.
    pub types: BTreeSet<u32>,
    /// True if a tail call goes through a table.
    pub indirect: bool,
}

impl Module<'_> {
    /// The advice for a memory that grows. A memory with an arena, or of several components, cannot grow.
    fn remedy(&self, memory: u32) -> Remedy {
        let has_arena = (0..self.imports.len()).any(|import| self.arena_of(import) == Some(memory));
        if has_arena || !self.regions(memory).is_empty() {
            return Remedy { language: self.language, reservation: None };
        }
        Remedy::new(self.language, self.memories[memory as usize].bytes())
    }

    /// Finds the instructions that write tables, make a memory or table grow, ask for a memory's size, or make tail
    /// calls. Refuses those that the options forbid and types that are not lowered.
    pub(super) fn scan_bodies(&mut self, graph: &Graph, options: &Options) -> Result<(), Error> {
        self.tail_calls.callers = vec![false; self.bodies.len()];
        let mut grown = BTreeSet::new();
        let reachable: Vec<bool> = graph.reachable().functions().collect();
        for (body, index) in self.bodies.iter().zip(self.imports.len() as u32..) {
            let ty = &self.types[self.functions[index as usize] as usize];
            for &ty in ty.params().iter().chain(ty.results()) {
                require_lowered(ty, &self.place(index), body.range().start)?;
            }
            for local in body.get_locals_reader().map_err(Error::Invalid)? {
                require_lowered(local.map_err(Error::Invalid)?.1, &self.place(index), body.range().start)?;
            }
            let is_reached = reachable.get(index as usize).copied().unwrap_or(true);
            let mut flow = Flow::default();
            for operator in body.get_operators_reader().map_err(Error::Invalid)?.into_iter_with_offsets() {
                let (operator, offset) = operator.map_err(Error::Invalid)?;
                let runs = flow.step(&operator) && is_reached;
                match operator {
                    // An instruction that never runs is compiled, but the memory does not count as measured or as
                    // growing.
                    Operator::MemorySize { .. } | Operator::MemoryGrow { .. } if !runs => {}
                    Operator::TableSet { table }
                    | Operator::TableFill { table }
                    | Operator::TableInit { table, .. }
                    | Operator::TableCopy { dst_table: table, .. } => self.written_tables[table as usize] = true,
                    Operator::MemorySize { mem } => self.memories[mem as usize].measured = true,
                    Operator::MemoryGrow { mem } if options.grow == Grow::Reject => {
                        let function = self.readable_name(index);
                        return Err(Error::Grows { function, offset, remedy: self.remedy(mem) });
                    }
                    Operator::MemoryGrow { mem } => {
                        let memory = &mut self.memories[mem as usize];
                        memory.measured = true;
                        grown.insert(mem);
                    }
                    Operator::TableGrow { table } if matches!(options.grow, Grow::Bounded(_)) => {
                        let ty = &self.tables[table as usize];
                        let most = ty.initial + u64::from(TABLE_RESERVATION);
                        // Fits an `u32`: the initial size is limited, and so is the reservation.
                        self.table_capacities[table as usize] = ty.maximum.map_or(most, |limit| limit.min(most)) as u32;
                        self.written_tables[table as usize] = true;
                    }
                    Operator::ReturnCall { function_index } if function_index != index => {
                        self.tail_calls.callers[index as usize - self.imports.len()] = true;
                        self.tail_calls.types.insert(self.functions[function_index as usize]);
                    }
                    Operator::ReturnCallIndirect { type_index, .. } => {
                        self.tail_calls.callers[index as usize - self.imports.len()] = true;
                        self.tail_calls.types.insert(type_index);
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
    fn bound(&mut self, memory: u32, reservation: u32, options: &Options) {
        let end = u64::from(self.lowest(memory, options)) + u64::from(reservation);
        let memory = &mut self.memories[memory as usize];
        let pages = end.min(1 << 32) >> memory.page_log2;
        memory.most_pages = memory.maximum.map_or(pages, |maximum| maximum.min(pages));
    }
}
