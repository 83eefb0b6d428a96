//! The part of memory that each read finds: the window in RAM, constants in flash, or either.
//!
//! An abstract interpretation of all functions. A number has an [`Origin`]: the parts of memory that it may be an address in.
//! Where paths meet, a local that was assigned in a block has all origins that it has anywhere in its function. What is
//! stored in a memory is one set for the whole memory, another one for its constants. The functions are followed again
//! until nothing changes.
//!
//! An address plus a number is in the part of the address. The difference of addresses in two parts, which with a third
//! address can make one in any part, is a case of its own: optimizers make such sums in loops over two arrays. A program that
//! makes an address in yet another way, such as bit by bit, may find that a read traps; it never finds other bytes.

use std::collections::{BTreeSet, HashMap, HashSet};

use dissolve_interface::AddressPlaces;
use dissolve_reach::Graph;
use dissolve_wasm::{
    Arities, DataIndex, ExternalIndex, FuncIndex, GlobalIndex, MemoryIndex, PrimaryMap, TypeIndex, is_load, mem_arg,
};
use wasmparser::{BlockType, DataKind, FunctionBody, Operator};

use super::AnalyzedModule;
use crate::Error;

/// The most rounds over all functions. Two or three are enough for what compilers make.
const MOST_ROUNDS: usize = 16;

/// The most locals that the loops of a module assign, each counted once for each loop around it.
const MOST_ASSIGNED: usize = 1 << 20;

/// The largest mask whose result is the remainder of an address, which is no address.
const MOST_REMAINDER: i32 = 0xFFF;

/// The part of memory that an access finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The window.
    Window,
    /// Constants in flash.
    Constants,
    /// The window or constants.
    Either,
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

/// A set of what a number may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Origin(u8);

impl Origin {
    /// Nothing is known yet: no path that computes the number was followed so far.
    const NOTHING: Origin = Origin(0);
    /// An address in a window.
    const WINDOW: Origin = Origin(1);
    /// An address of a constant.
    const CONSTANTS: Origin = Origin(2);
    /// A number that is no address.
    const NUMBER: Origin = Origin(4);
    /// A difference of addresses that may be in two parts.
    const DIFFERENCE: Origin = Origin(8);
    /// A piece of an address, such as a byte of it. A number that is made of pieces may be any address.
    const PIECE: Origin = Origin(16);
    /// An address to which a number was added that may be an address: less another address, it may be any.
    const SUM: Origin = Origin(32);
    /// Any number but such a difference, piece or sum.
    const ANY: Origin = Origin(7);
    /// Any number.
    const ALL: Origin = Origin(63);

    fn or(self, other: Origin) -> Origin {
        Origin(self.0 | other.0)
    }

    /// The parts that it may be an address in.
    fn parts(self) -> Origin {
        Origin(self.0 & (Origin::WINDOW.0 | Origin::CONSTANTS.0))
    }

    /// The part that an access at this address finds.
    fn part(self) -> Part {
        match self.parts() {
            _ if self.has(Origin::PIECE) => Part::Either,
            Origin::WINDOW => Part::Window,
            Origin::CONSTANTS => Part::Constants,
            _ => Part::Either,
        }
    }

    fn has(self, what: Origin) -> bool {
        self.0 & what.0 != 0
    }

    /// Returns true if it is no address, nor made of whole addresses.
    fn is_plain(self) -> bool {
        !self.has(Origin(!(Origin::NUMBER.0 | Origin::PIECE.0)))
    }

    /// The origin of a sum: if one operand is an address for certain, the other one is a number.
    fn plus(self, other: Origin) -> Origin {
        let both = self.or(other);
        let (address, number) = match (self.has(Origin::NUMBER), other.has(Origin::NUMBER)) {
            _ if self == Origin::NOTHING || other == Origin::NOTHING => return Origin::NOTHING,
            _ if both.has(Origin::DIFFERENCE) => return Origin::ALL,
            (false, true) => (self, other),
            (true, false) => (other, self),
            _ => return both.or(Origin::NUMBER),
        };
        if number.is_plain() { address } else { address.or(Origin::SUM) }
    }

    /// The origin of a difference.
    fn minus(self, other: Origin) -> Origin {
        let both = self.or(other);
        match both.part() {
            _ if self == Origin::NOTHING || other == Origin::NOTHING => Origin::NOTHING,
            _ if other.is_plain() => self,
            _ if self.is_plain() => other.scrambled(),
            Part::Either => Origin::ALL,
            _ if both.has(Origin::SUM) => Origin::ALL,
            _ => both.or(Origin::NUMBER),
        }
    }

    /// The origin of a number that was multiplied or whose bits were changed, so that it may be the negative of an address.
    fn scrambled(self) -> Origin {
        let difference = if self.parts() == Origin::NOTHING { Origin::NOTHING } else { Origin::DIFFERENCE };
        self.or(difference).or(Origin::NUMBER)
    }
}

/// The facts that hold across functions, and that grow from round to round.
#[derive(Default)]
struct Facts {
    params: Vec<Vec<Origin>>,
    results: Vec<Vec<Origin>>,
    /// The locals of each function, with all that is assigned to them.
    locals: Vec<Vec<Origin>>,
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

/// A function, and the facts about it that no round changes.
struct Function<'m, 'a> {
    index: FuncIndex,
    body: &'m FunctionBody<'a>,
    /// True if the host may call it.
    is_exported: bool,
    /// True if a call through a table may call it.
    is_referenced: bool,
    /// The locals that each loop assigns, by the ordinal of its first operator.
    assigned: HashMap<u32, Vec<u32>>,
}

/// A module while its functions are followed.
struct Analysis<'m, 'a> {
    module: &'m AnalyzedModule<'a>,
    /// The instructions that hold an address: true if it is that of a constant.
    sites: HashMap<(FuncIndex, u32), bool>,
    facts: Facts,
}

impl AnalyzedModule<'_> {
    /// Finds out which part of memory reads find, in a module with constants that can stay in flash.
    pub(super) fn origins(&self, graph: &Graph) -> Result<Origins, Error> {
        let mut analysis = Analysis { module: self, sites: HashMap::new(), facts: self.first_facts() };
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
            let mut reads = HashMap::new();
            // Arguments go from callers to callees, and results back.
            functions.reverse();
            for function in &functions {
                if !Follow::new(&mut analysis, function).run(&mut reads).map_err(Error::Invalid)? {
                    return Ok(Origins::default());
                }
            }
            analysis.exchange_with_host();
            if !analysis.facts.changed {
                return Ok(Origins { reads });
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
            locals: vec![Vec::new(); sections.functions.len()],
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
        for relocated in &self.module.objects.relocated {
            self.add(&relocated.places, false);
            if let Some(constants) = &relocated.constants {
                self.add(&constants.places, true);
            }
            for &global in &relocated.globals {
                if let Some(origin) = self.facts.globals.get_mut(global) {
                    *origin = Origin::WINDOW;
                }
            }
        }
        for object in &self.module.objects.memories {
            self.add(&AddressPlaces { code: object.code.clone(), data: Vec::new() }, false);
        }
    }

    fn add(&mut self, places: &AddressPlaces, constant: bool) {
        for (function, ordinals) in &places.code {
            self.sites.extend(ordinals.iter().map(|&ordinal| ((*function, ordinal), constant)));
        }
        let origin = if constant { Origin::CONSTANTS } else { Origin::WINDOW };
        for (segment, words) in &places.data {
            if let Some(memory) = self.memory_of(*segment).filter(|_| !words.is_empty()) {
                let is_constant = self.is_constant(*segment, memory);
                let Facts { contents, constants, .. } = &mut self.facts;
                let cells = if is_constant { constants } else { contents };
                if let Some(cell) = cells.get_mut(memory) {
                    *cell = cell.or(origin);
                }
            }
        }
    }

    /// The memory of a data segment. Passive segments are of no memory: their words may get into any.
    fn memory_of(&mut self, segment: DataIndex) -> Option<MemoryIndex> {
        match self.module.sections.data.get(segment)?.kind {
            DataKind::Active { memory_index, .. } => Some(MemoryIndex::from_u32(memory_index)),
            DataKind::Passive => {
                self.facts.contents.values_mut().for_each(|cell| *cell = Origin::ANY);
                None
            }
        }
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

/// Returns the locals that each loop of a body assigns, by the ordinal of its first operator; none if they are more than
/// are left.
fn assigned_in_loops(body: &FunctionBody<'_>, left: &mut usize) -> wasmparser::Result<Option<HashMap<u32, Vec<u32>>>> {
    let mut loops = HashMap::new();
    // For each open block, the ordinal of its first operator if it is a loop, and the locals that it assigns.
    let mut open: Vec<(Option<u32>, BTreeSet<u32>)> = vec![(None, BTreeSet::new())];
    for (ordinal, operator) in (0..).zip(body.get_operators_reader()?) {
        match operator? {
            Operator::Block { .. } | Operator::If { .. } => open.push((None, BTreeSet::new())),
            Operator::Loop { .. } => open.push((Some(ordinal), BTreeSet::new())),
            Operator::LocalSet { local_index } | Operator::LocalTee { local_index } => {
                open.last_mut().iter_mut().for_each(|(_, assigned)| _ = assigned.insert(local_index));
            }
            Operator::End => {
                let Some((start, assigned)) = open.pop() else { continue };
                let Some(rest) = left.checked_sub(assigned.len()) else { return Ok(None) };
                *left = rest;
                open.last_mut().iter_mut().for_each(|(_, outer)| outer.extend(&assigned));
                if let Some(start) = start {
                    loops.insert(start, assigned.into_iter().collect());
                }
            }
            _ => {}
        }
    }
    Ok(Some(loops))
}

/// A block that is open.
struct Block {
    is_loop: bool,
    /// The number of operands below the block's parameters.
    height: usize,
    results: Vec<Origin>,
    /// True if a path leads to its end.
    ends: bool,
    /// The parameters, for the `else` of an `if`.
    otherwise: Option<Vec<Origin>>,
    /// The locals that were assigned in it.
    assigned: Vec<u32>,
}

/// The state while a function is followed.
struct Follow<'f, 'm, 'a> {
    analysis: &'f mut Analysis<'m, 'a>,
    function: &'f Function<'m, 'a>,
    locals: Vec<Origin>,
    stack: Vec<Origin>,
    blocks: Vec<Block>,
    /// The number of blocks that were opened in code that nothing reaches; none in other code.
    dead: Option<u32>,
    ordinal: u32,
    /// The constant that the operator before this one pushes.
    constant: Option<i32>,
}

impl<'f, 'm, 'a> Follow<'f, 'm, 'a> {
    fn new(analysis: &'f mut Analysis<'m, 'a>, function: &'f Function<'m, 'a>) -> Follow<'f, 'm, 'a> {
        Follow {
            analysis,
            function,
            locals: Vec::new(),
            stack: Vec::new(),
            blocks: Vec::new(),
            dead: None,
            ordinal: 0,
            constant: None,
        }
    }

    /// Follows the function, and adds its reads that find one part. Returns false if it has an instruction that cannot be followed.
    fn run(mut self, reads: &mut HashMap<(FuncIndex, u32), bool>) -> wasmparser::Result<bool> {
        let index = self.function.index.as_u32() as usize;
        let facts = &mut self.analysis.facts;
        if self.function.is_referenced {
            facts.params[index].fill(Origin::ALL);
        } else if self.function.is_exported {
            let params = vec![Origin::ANY; facts.params[index].len()];
            add_all(&mut facts.changed, &mut facts.params[index], &params);
        }
        self.locals = facts.params[index].clone();
        for group in self.function.body.get_locals_reader()? {
            let (count, _) = group?;
            self.locals.resize(self.locals.len() + count as usize, Origin::NUMBER);
        }
        let known = &mut facts.locals[index];
        known.resize(self.locals.len(), Origin::NOTHING);
        add_all(&mut facts.changed, known, &self.locals);
        let results = facts.results[index].len();
        self.open(0, results, false);
        for operator in self.function.body.get_operators_reader()? {
            let operator = operator?;
            if self.step(&operator, reads).is_none() {
                return Ok(false);
            }
            let is_site = self.analysis.sites.contains_key(&(self.function.index, self.ordinal));
            self.constant = match operator {
                Operator::I32Const { value } if !is_site => Some(value),
                _ => None,
            };
            self.ordinal += 1;
        }
        Ok(true)
    }

    fn open(&mut self, params: usize, results: usize, is_loop: bool) {
        let height = self.stack.len().saturating_sub(params);
        let results = vec![Origin::NOTHING; results];
        self.blocks.push(Block { is_loop, height, results, ends: false, otherwise: None, assigned: Vec::new() });
    }

    fn pop(&mut self) -> Origin {
        self.stack.pop().unwrap_or(Origin::ALL)
    }

    fn pop_many(&mut self, count: usize) -> Vec<Origin> {
        self.stack.split_off(self.stack.len().saturating_sub(count))
    }

    fn push(&mut self, origin: Origin) {
        self.stack.push(origin);
    }

    fn block_type(&self, ty: BlockType) -> (usize, usize) {
        match ty {
            BlockType::Empty => (0, 0),
            BlockType::Type(_) => (0, 1),
            BlockType::FuncType(index) => self.func_type(index),
        }
    }

    fn func_type(&self, ty: u32) -> (usize, usize) {
        let ty = self.analysis.module.sections.func_type(TypeIndex::from_u32(ty));
        ty.map_or((0, 0), |ty| (ty.params().len(), ty.results().len()))
    }

    /// Gives a local all origins that it has anywhere.
    fn forget(&mut self, locals: &[u32]) {
        let known = &self.analysis.facts.locals[self.function.index.as_u32() as usize];
        for &local in locals {
            if let (Some(cell), Some(&origin)) = (self.locals.get_mut(local as usize), known.get(local as usize)) {
                *cell = origin;
            }
        }
    }

    fn assign(&mut self, local: u32, origin: Origin) {
        let facts = &mut self.analysis.facts;
        let known = facts.locals[self.function.index.as_u32() as usize].get_mut(local as usize);
        if let (Some(cell), Some(known)) = (self.locals.get_mut(local as usize), known) {
            *cell = origin;
            add(&mut facts.changed, known, origin);
        }
        self.blocks.last_mut().iter_mut().for_each(|block| block.assigned.push(local));
    }

    /// A branch to a block.
    fn branch(&mut self, depth: u32) {
        let Some(index) = self.blocks.len().checked_sub(1 + depth as usize) else { return };
        // The parameters of a loop are any numbers.
        if self.blocks[index].is_loop {
            return;
        }
        let count = self.blocks[index].results.len();
        let above = self.stack.len().saturating_sub(count);
        let block = &mut self.blocks[index];
        block.ends = true;
        block.results.iter_mut().zip(&self.stack[above..]).for_each(|(result, &origin)| *result = result.or(origin));
    }

    /// Ends an arm of the innermost block. The path that falls through, if there is one, goes on after the block.
    fn end_arm(&mut self) {
        if self.dead.take().is_some() {
            return;
        }
        let Some(block) = self.blocks.last_mut() else { return };
        block.ends = true;
        let above = self.stack.len().saturating_sub(block.results.len());
        block.results.iter_mut().zip(&self.stack[above..]).for_each(|(result, &origin)| *result = result.or(origin));
    }

    fn end(&mut self) {
        self.end_arm();
        let Some(mut block) = self.blocks.pop() else { return };
        // An `if` without an `else` has the results that it has parameters.
        if let Some(params) = block.otherwise.take() {
            block.ends = true;
            block.results.iter_mut().zip(params).for_each(|(result, origin)| *result = result.or(origin));
        }
        self.stack.truncate(block.height);
        let Some(outer) = self.blocks.last_mut() else {
            self.return_values(&block.results);
            return;
        };
        block.assigned.sort_unstable();
        block.assigned.dedup();
        outer.assigned.extend(&block.assigned);
        self.forget(&block.assigned);
        self.stack.extend(block.results);
        self.dead = (!block.ends).then_some(0);
    }

    fn start_else(&mut self) {
        self.end_arm();
        let Some(block) = self.blocks.last_mut() else { return };
        let (height, params) = (block.height, block.otherwise.take());
        let assigned = block.assigned.clone();
        self.stack.truncate(height);
        self.stack.extend(params.into_iter().flatten());
        self.forget(&assigned);
    }

    fn return_values(&mut self, values: &[Origin]) {
        let facts = &mut self.analysis.facts;
        add_all(&mut facts.changed, &mut facts.results[self.function.index.as_u32() as usize], values);
        if self.function.is_exported {
            values.iter().for_each(|&origin| add(&mut facts.changed, &mut facts.host, origin));
        }
    }

    /// A call of a known function, with its arguments on the stack. Returns its results.
    fn call(&mut self, callee: u32) -> Vec<Origin> {
        let module = self.analysis.module;
        let function = FuncIndex::from_u32(callee);
        let ty = module.function_type(function);
        let arguments = self.pop_many(ty.params().len());
        let facts = &mut self.analysis.facts;
        if (callee as usize) >= module.sections.imported_functions() {
            add_all(&mut facts.changed, &mut facts.params[callee as usize], &arguments);
            return facts.results[callee as usize].clone();
        }
        if module.arena_of(function).is_some() {
            return vec![Origin::WINDOW; ty.results().len()];
        }
        arguments.iter().for_each(|&origin| add(&mut facts.changed, &mut facts.host, origin));
        vec![Origin::ANY; ty.results().len()]
    }

    /// Ends a straight line: what follows in the block is not reached.
    fn leave(&mut self) {
        self.dead = Some(0);
    }

    /// Follows one instruction. Returns none if it cannot be followed.
    fn step(&mut self, operator: &Operator<'_>, reads: &mut HashMap<(FuncIndex, u32), bool>) -> Option<()> {
        use Operator as O;
        if let Some(depth) = self.dead {
            match operator {
                O::Block { .. } | O::Loop { .. } | O::If { .. } => self.dead = Some(depth + 1),
                O::End if depth > 0 => self.dead = Some(depth - 1),
                O::End => self.end(),
                O::Else if depth == 0 => self.start_else(),
                _ => {}
            }
            return Some(());
        }
        match *operator {
            O::I32Const { .. } => {
                let site = self.analysis.sites.get(&(self.function.index, self.ordinal));
                self.push(site.map_or(Origin::NUMBER, |&constant| origin_of(constant)));
            }
            O::LocalGet { local_index } => {
                let origin = self.locals.get(local_index as usize).copied().unwrap_or(Origin::ALL);
                self.push(origin);
            }
            O::LocalSet { local_index } => {
                let origin = self.pop();
                self.assign(local_index, origin);
            }
            O::LocalTee { local_index } => {
                let origin = self.pop();
                self.assign(local_index, origin);
                self.push(origin);
            }
            O::GlobalGet { global_index } => {
                let origin = self.analysis.facts.globals.get(GlobalIndex::from_u32(global_index)).copied();
                self.push(origin.unwrap_or(Origin::ALL));
            }
            O::GlobalSet { global_index } => {
                let origin = self.pop();
                let Facts { globals, changed, .. } = &mut self.analysis.facts;
                let cell = globals.get_mut(GlobalIndex::from_u32(global_index));
                cell.into_iter().for_each(|cell| add(changed, cell, origin));
            }
            O::I32Add | O::I64Add => {
                let (right, left) = (self.pop(), self.pop());
                self.push(left.plus(right));
            }
            O::I32Sub | O::I64Sub => {
                let (right, left) = (self.pop(), self.pop());
                self.push(left.minus(right));
            }
            O::I32And | O::I32Or => {
                let (right, left) = (self.pop(), self.pop());
                self.push(match (self.constant, operator) {
                    // A remainder.
                    (Some(0..=MOST_REMAINDER), O::I32And) => Origin::NUMBER,
                    // An address that is aligned, or a part of what lies at an aligned one.
                    (Some(_), _) => left,
                    (None, _) => left.or(right).or(Origin::NUMBER),
                });
            }
            O::I32Mul | O::I64Mul if self.constant.is_none_or(|factor| factor < 0) => {
                let (right, left) = (self.pop(), self.pop());
                self.push(left.or(right).scrambled());
            }
            O::I32Xor | O::I64Xor => {
                let (right, left) = (self.pop(), self.pop());
                self.push(left.or(right).scrambled());
            }
            O::I64ExtendI32U | O::I64ExtendI32S | O::I32WrapI64 => {}
            O::Select | O::TypedSelect { .. } => {
                let (_, right, left) = (self.pop(), self.pop(), self.pop());
                self.push(left.or(right));
            }
            O::I32Eqz | O::I64Eqz => {
                self.pop();
                self.push(Origin::NUMBER);
            }
            O::I32Eq
            | O::I32Ne
            | O::I32LtS
            | O::I32LtU
            | O::I32GtS
            | O::I32GtU
            | O::I32LeS
            | O::I32LeU
            | O::I32GeS
            | O::I32GeU => {
                self.pop_many(2);
                self.push(Origin::NUMBER);
            }
            O::Block { blockty } => {
                let (params, results) = self.block_type(blockty);
                self.open(params, results, false);
            }
            O::Loop { blockty } => {
                let (params, results) = self.block_type(blockty);
                self.open(params, results, true);
                let height = self.stack.len().saturating_sub(params);
                self.stack[height..].fill(Origin::ALL);
                let function = self.function;
                self.forget(function.assigned.get(&self.ordinal).map_or(&[], Vec::as_slice));
            }
            O::If { blockty } => {
                self.pop();
                let (params, results) = self.block_type(blockty);
                self.open(params, results, false);
                let above = self.stack.len().saturating_sub(params);
                let otherwise = self.stack[above..].to_vec();
                self.blocks.last_mut()?.otherwise = Some(otherwise);
            }
            O::Else => self.start_else(),
            O::End => self.end(),
            O::Br { relative_depth } => {
                self.branch(relative_depth);
                self.leave();
            }
            O::BrIf { relative_depth } => {
                self.pop();
                self.branch(relative_depth);
            }
            O::BrTable { ref targets } => {
                self.pop();
                for depth in targets.targets() {
                    self.branch(depth.ok()?);
                }
                self.branch(targets.default());
                self.leave();
            }
            O::Return => {
                self.branch(self.blocks.len().saturating_sub(1) as u32);
                self.leave();
            }
            O::Unreachable => self.leave(),
            O::Call { function_index } => {
                let results = self.call(function_index);
                self.stack.extend(results);
            }
            O::ReturnCall { function_index } => {
                let results = self.call(function_index);
                self.return_values(&results);
                self.leave();
            }
            O::CallIndirect { type_index, .. } => {
                let (takes, gives) = self.func_type(type_index);
                self.pop_many(takes + 1);
                self.stack.resize(self.stack.len() + gives, Origin::ALL);
            }
            O::ReturnCallIndirect { type_index, .. } => {
                let (takes, gives) = self.func_type(type_index);
                self.pop_many(takes + 1);
                self.return_values(&vec![Origin::ALL; gives]);
                self.leave();
            }
            O::MemoryCopy { dst_mem, src_mem } => {
                self.pop_many(3);
                let Facts { contents, constants, changed, .. } = &mut self.analysis.facts;
                let source = MemoryIndex::from_u32(src_mem);
                let moved = contents.get(source)?.or(*constants.get(source)?);
                add(changed, contents.get_mut(MemoryIndex::from_u32(dst_mem))?, moved);
            }
            ref other => self.other(other, reads)?,
        }
        Some(())
    }

    /// Any instruction that is no branch and no call.
    fn other(&mut self, operator: &Operator<'_>, reads: &mut HashMap<(FuncIndex, u32), bool>) -> Option<()> {
        let arities = Arities { module: &self.analysis.module.sections, labels: Vec::new() };
        let (takes, gives) = operator.operator_arity(&arities)?;
        let taken = self.pop_many(takes as usize);
        let all = taken.iter().fold(Origin::NUMBER, |all, &origin| all.or(origin));
        let Some(arg) = mem_arg(operator) else {
            self.stack.resize(self.stack.len() + gives as usize, all);
            return Some(());
        };
        // The address is the deepest operand.
        let (address, memory) = (taken.first().copied()?, MemoryIndex::from_u32(arg.memory));
        let site = self.analysis.sites.get(&(self.function.index, self.ordinal));
        let address = site.map_or(address, |&constant| origin_of(constant).plus(address));
        let Facts { contents, constants, changed, .. } = &mut self.analysis.facts;
        let (contents, constants) = (contents.get_mut(memory)?, constants.get(memory)?);
        if !is_load(operator) {
            let stored = all_but_address(&taken);
            // Pieces that are stored one by one may become any address.
            add(changed, contents, if stored.has(Origin::PIECE) { Origin::ALL } else { stored });
        }
        let (part, loaded) = match address.part() {
            Part::Window => (Some(false), *contents),
            Part::Constants => (Some(true), *constants),
            Part::Either => (None, contents.or(*constants)),
        };
        if let (Some(part), true) = (part, is_load(operator)) {
            reads.insert((self.function.index, self.ordinal), part);
        }
        let loaded = match is_narrow(operator) {
            true if loaded.has(Origin::CONSTANTS) => Origin::NUMBER.or(Origin::PIECE),
            true => Origin::NUMBER,
            false => loaded.or(all_but_address(&taken)),
        };
        self.stack.resize(self.stack.len() + gives as usize, loaded);
        Some(())
    }
}

/// The origin of a value that is stored, or of a lane that a vector load keeps.
fn all_but_address(taken: &[Origin]) -> Origin {
    taken.iter().skip(1).fold(Origin::NUMBER, |all, &origin| all.or(origin))
}

/// The origin of an address in code.
fn origin_of(constant: bool) -> Origin {
    if constant { Origin::CONSTANTS } else { Origin::WINDOW }
}

/// Returns true for a load of a byte or a halfword, which is a piece of an address at most.
fn is_narrow(operator: &Operator<'_>) -> bool {
    use Operator as O;
    matches!(
        operator,
        O::I32Load8S { .. }
            | O::I32Load8U { .. }
            | O::I32Load16S { .. }
            | O::I32Load16U { .. }
            | O::I64Load8S { .. }
            | O::I64Load8U { .. }
            | O::I64Load16S { .. }
            | O::I64Load16U { .. }
    )
}
