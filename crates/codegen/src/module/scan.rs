//! What the bodies of a module do that its other sections do not say.

use std::collections::BTreeSet;

use dissolve_reach::Remedy;
use wasmparser::{Operator, RefType, ValType};

use super::recursion::Calls;
use super::{Module, require_lowered};
use crate::{Error, Grow, Options, TABLE_RESERVATION};

/// The tail calls of a module. One of a function to itself is a branch, and is none of these.
#[derive(Default)]
pub struct TailCalls {
    /// For each defined function, whether it makes one.
    pub callers: Vec<bool>,
    /// The types of the functions that are called so.
    pub types: BTreeSet<u32>,
    /// Whether one goes through a table.
    pub indirect: bool,
}

impl Module<'_> {
    /// What can be done about growth of a memory. One that has an arena or several components cannot grow.
    fn remedy(&self, memory: u32) -> Remedy {
        let has_arena = (0..self.imports.len()).any(|import| self.arena_of(import) == Some(memory));
        if has_arena || !self.regions(memory).is_empty() {
            return Remedy { language: self.language, reservation: None };
        }
        Remedy::new(self.language, self.memories[memory as usize].bytes())
    }

    /// What instructions write tables, make something grow, ask for a memory's size or end in a call; what among them is
    /// refused.
    pub(super) fn scan_bodies(&mut self, options: &Options) -> Result<(), Error> {
        self.tail_calls.callers = vec![false; self.bodies.len()];
        let mut calls = Calls::of_definitions(self).map_err(Error::Invalid)?;
        for (body, index) in self.bodies.iter().zip(self.imports.len() as u32..) {
            let ty = &self.types[self.functions[index as usize] as usize];
            for &ty in ty.params().iter().chain(ty.results()) {
                require_lowered(ty, &self.place(index), body.range().start)?;
            }
            for local in body.get_locals_reader().map_err(Error::Invalid)? {
                require_lowered(local.map_err(Error::Invalid)?.1, &self.place(index), body.range().start)?;
            }
            for operator in body.get_operators_reader().map_err(Error::Invalid)?.into_iter_with_offsets() {
                let (operator, offset) = operator.map_err(Error::Invalid)?;
                calls.add(self, index, &operator);
                match operator {
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
                        if let Grow::Bounded(size) = options.grow {
                            let pages = u64::from(size) >> memory.page_log2;
                            memory.most_pages = memory.maximum.map_or(pages, |maximum| maximum.min(pages));
                        }
                    }
                    Operator::TableGrow { table } if matches!(options.grow, Grow::Bounded(_)) => {
                        let ty = &self.tables[table as usize];
                        let most = ty.initial + u64::from(TABLE_RESERVATION);
                        // The initial size is limited, and so is this.
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
        self.recursion = calls.recursion();
        Ok(())
    }
}
