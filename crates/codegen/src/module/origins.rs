//! The part of memory that each read finds: the window in RAM, constants in flash, or either.
//!
//! An abstract interpretation of all functions. A number has an [`Origin`]: the parts of memory that it may be an address in.
//! At the end of a block, a local that the block assigns has all origins that it has anywhere in its function. Each memory has
//! one set for all numbers that it holds, and another one for those that its constants hold. The functions are followed again
//! until nothing changes.
//!
//! An address plus a number is in the part of the address. The difference of addresses in two parts, which with a third
//! address can make one in any part, is a case of its own: optimizers make such sums in loops over two arrays. A program that
//! makes an address in yet another way, such as bit by bit, may find that a read traps; it never finds other bytes.

use std::collections::{HashMap, HashSet};

use dissolve_reach::Graph;
use dissolve_wasm::{DataIndex, ExternalIndex, FuncIndex, GlobalIndex, MemoryIndex, PrimaryMap};
use wasmparser::DataKind;

mod follow;
mod origin;

use self::follow::{Follow, Function, assigned_in_loops};
use self::origin::Origin;
use super::AnalyzedModule;
use crate::Error;

/// The most rounds over all functions. Two or three are enough for what compilers make.
const MOST_ROUNDS: usize = 16;

/// The most locals that the loops of a module assign, each counted once for each loop around it.
const MOST_ASSIGNED: usize = 1 << 20;

/// The part of memory that an access finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Part {
    /// The window.
    Window,
    /// Constants in flash.
    Constants,
    /// The window or constants.
    Either,
}

impl Part {
    /// All parts.
    pub const ALL: [Part; 3] = [Part::Window, Part::Constants, Part::Either];
}

/// The parts that reads find.
#[derive(Debug, Default)]
pub struct Origins {
    /// For each read that finds one part only, by function and ordinal of the operator: true if that is the constants.
    reads: HashMap<(FuncIndex, u32), bool>,
}

impl Origins {
    /// The part that a read finds.
    pub fn part(&self, function: FuncIndex, ordinal: u32) -> Part {
        match self.reads.get(&(function, ordinal)) {
            Some(true) => Part::Constants,
            Some(false) => Part::Window,
            None => Part::Either,
        }
    }
}

/// The facts that hold across functions, and that grow from round to round.
#[derive(Default)]
struct Facts {
    params: PrimaryMap<FuncIndex, Vec<Origin>>,
    results: PrimaryMap<FuncIndex, Vec<Origin>>,
    /// The locals of each function, with all that is assigned to them.
    locals: PrimaryMap<FuncIndex, Vec<Origin>>,
    globals: PrimaryMap<GlobalIndex, Origin>,
    /// The numbers in each memory, without its constants.
    contents: PrimaryMap<MemoryIndex, Origin>,
    /// The numbers in the constants of each memory.
    constants: PrimaryMap<MemoryIndex, Origin>,
    /// The numbers that the host gets.
    host: Origin,
    changed: bool,
}

/// Adds an origin to a cell. Notes if that changes it.
fn add(changed: &mut bool, cell: &mut Origin, origin: Origin) {
    let sum = cell.or(origin);
    *changed |= sum != *cell;
    *cell = sum;
}

fn add_all(changed: &mut bool, cells: &mut [Origin], origins: &[Origin]) {
    cells.iter_mut().zip(origins).for_each(|(cell, &origin)| add(changed, cell, origin));
}

/// A module while its functions are followed.
struct Analysis<'m, 'a> {
    module: &'m AnalyzedModule<'a>,
    /// The instructions that hold an address: true if it is that of a constant.
    sites: HashMap<(FuncIndex, u32), bool>,
    facts: Facts,
    /// The reads that find one part, in this round.
    reads: HashMap<(FuncIndex, u32), bool>,
}

impl AnalyzedModule<'_> {
    /// Finds out which part of memory reads find, in a module with constants that can stay in flash.
    pub(super) fn origins(&self, graph: &Graph) -> Result<Origins, Error> {
        let mut analysis =
            Analysis { module: self, sites: HashMap::new(), facts: self.first_facts(), reads: HashMap::new() };
        analysis.add_places();
        let referenced: HashSet<_> = graph.all_referenced().collect();
        let (mut functions, mut left) = (Vec::new(), MOST_ASSIGNED);
        for (index, body) in self.sections.defined_functions() {
            let Some(assigned) = assigned_in_loops(body, &mut left).map_err(Error::Invalid)? else {
                return Ok(Origins::default());
            };
            let is_exported = self.sections.is_exported(ExternalIndex::Function(index));
            functions.push(Function { index, body, is_exported, is_referenced: referenced.contains(&index), assigned });
        }
        for _ in 0..MOST_ROUNDS {
            analysis.facts.changed = false;
            analysis.reads.clear();
            // Arguments go from callers to callees, and results back.
            functions.reverse();
            for function in &functions {
                if !Follow::new(&mut analysis, function).run().map_err(Error::Invalid)? {
                    return Ok(Origins::default());
                }
            }
            analysis.exchange_with_host();
            if !analysis.facts.changed {
                return Ok(Origins { reads: analysis.reads });
            }
        }
        Ok(Origins::default())
    }

    fn first_facts(&self) -> Facts {
        let sections = &self.sections;
        let signatures = || sections.functions.keys().map(|function| self.function_type(function));
        let nothing = |count: usize| vec![Origin::NOTHING; count];
        let globals = sections.globals.iter().map(|(global, known)| {
            let is_foreign = known.ty.mutable && sections.is_exported(ExternalIndex::Global(global));
            if is_foreign { Origin::ANY } else { Origin::NUMBER }
        });
        let numbers = || self.memories.keys().map(|_| Origin::NUMBER);
        Facts {
            params: signatures().map(|ty| nothing(ty.params().len())).collect(),
            results: signatures().map(|ty| nothing(ty.results().len())).collect(),
            locals: signatures().map(|_| Vec::new()).collect(),
            globals: globals.collect(),
            contents: numbers().collect(),
            constants: numbers().collect(),
            ..Facts::default()
        }
    }
}

impl Analysis<'_, '_> {
    /// Adds the places that hold addresses, according to the record.
    fn add_places(&mut self) {
        let objects = &self.module.objects;
        for relocated in &objects.relocated {
            let constants = relocated.constants.iter().map(|constants| (&constants.places, true));
            for (places, constant) in constants.chain([(&relocated.places, false)]) {
                self.add_code(&places.code, constant);
                places.data.iter().filter(|(_, words)| !words.is_empty()).for_each(|(segment, _)| {
                    self.add_data(*segment, origin_of(constant));
                });
            }
            for &global in &relocated.globals {
                if let Some(origin) = self.facts.globals.get_mut(global) {
                    *origin = Origin::WINDOW;
                }
            }
        }
        objects.memories.iter().for_each(|object| self.add_code(&object.code, false));
    }

    /// Adds the instructions that hold an address, by function.
    fn add_code(&mut self, places: &[(FuncIndex, Vec<u32>)], constant: bool) {
        for (function, ordinals) in places {
            self.sites.extend(ordinals.iter().map(|&ordinal| ((*function, ordinal), constant)));
        }
    }

    /// Adds an address that a data segment holds.
    fn add_data(&mut self, segment: DataIndex, origin: Origin) {
        let Some(data) = self.module.sections.data.get(segment) else { return };
        let DataKind::Active { memory_index, .. } = data.kind else {
            // It may get into any memory.
            self.facts.contents.values_mut().for_each(|cell| *cell = Origin::ANY);
            return;
        };
        let memory = MemoryIndex::from_u32(memory_index);
        let is_constant = self.is_constant(segment, memory);
        let Facts { contents, constants, .. } = &mut self.facts;
        let cell = if is_constant { constants.get_mut(memory) } else { contents.get_mut(memory) };
        cell.into_iter().for_each(|cell| *cell = cell.or(origin));
    }

    /// Returns true if a data segment holds constants that can stay in flash.
    fn is_constant(&self, segment: DataIndex, memory: MemoryIndex) -> bool {
        let mut known = self.module.objects.relocated.iter().filter(|relocated| relocated.memory == memory);
        let range = known.find_map(|relocated| relocated.constants.as_ref()).map(|constants| &constants.range);
        let kind = self.module.sections.data.get(segment).map(|data| &data.kind);
        match (range, kind) {
            (Some(range), Some(DataKind::Active { offset_expr, .. })) => {
                super::address(offset_expr).is_ok_and(|start| range.contains(&start))
            }
            _ => false,
        }
    }

    /// The host may store what it gets in any memory, and reads memories. It has addresses of windows, where it allocates.
    fn exchange_with_host(&mut self) {
        let Facts { contents, host, changed, .. } = &mut self.facts;
        let is_shared =
            |memory| self.module.interface.is_some() || self.module.sections.is_exported(ExternalIndex::Memory(memory));
        for (_, cell) in contents.iter_mut().filter(|(memory, _)| is_shared(*memory)) {
            add(changed, host, *cell);
            add(changed, cell, host.or(Origin::WINDOW));
        }
    }
}

/// The origin of an address in code.
fn origin_of(constant: bool) -> Origin {
    if constant { Origin::CONSTANTS } else { Origin::WINDOW }
}
