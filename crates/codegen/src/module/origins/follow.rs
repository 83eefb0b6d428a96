//! Follows the numbers of one function: an abstract interpretation over structured control.

use std::collections::{BTreeSet, HashMap};

use dissolve_wasm::{Arities, FuncIndex, GlobalIndex, MemoryIndex, TypeIndex, is_load, is_narrow_load, mem_arg};
use wasmparser::{BlockType, FunctionBody, Operator};

use super::origin::Origin;
use super::{Analysis, Facts, Part, add, add_all, origin_of};

/// The largest mask whose result is the remainder of an address, which is no address.
const MOST_REMAINDER: i32 = 0xFFF;

/// A function, and the facts about it that no round changes.
pub struct Function<'m, 'a> {
    /// Its index.
    pub index: FuncIndex,
    /// Its body.
    pub body: &'m FunctionBody<'a>,
    /// True if the host may call it.
    pub is_exported: bool,
    /// True if a call through a table may call it.
    pub is_referenced: bool,
    /// The locals that each loop assigns, by the ordinal of its first operator.
    pub assigned: HashMap<u32, Vec<u32>>,
}

/// Returns the locals that each loop of a body assigns, by the ordinal of its first operator; none if they are more than
/// are left.
pub fn assigned_in_loops(
    body: &FunctionBody<'_>,
    left: &mut usize,
) -> wasmparser::Result<Option<HashMap<u32, Vec<u32>>>> {
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
pub struct Follow<'f, 'm, 'a> {
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
    pub fn new(analysis: &'f mut Analysis<'m, 'a>, function: &'f Function<'m, 'a>) -> Follow<'f, 'm, 'a> {
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
    pub fn run(mut self) -> wasmparser::Result<bool> {
        let index = self.function.index;
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
            if self.step(&operator).is_none() {
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
        let known = &self.analysis.facts.locals[self.function.index];
        for &local in locals {
            if let (Some(cell), Some(&origin)) = (self.locals.get_mut(local as usize), known.get(local as usize)) {
                *cell = origin;
            }
        }
    }

    fn assign(&mut self, local: u32, origin: Origin) {
        let facts = &mut self.analysis.facts;
        let known = facts.locals[self.function.index].get_mut(local as usize);
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
        add_all(&mut facts.changed, &mut facts.results[self.function.index], values);
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
            add_all(&mut facts.changed, &mut facts.params[function], &arguments);
            return facts.results[function].clone();
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
    fn step(&mut self, operator: &Operator<'_>) -> Option<()> {
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
                let taken = self.pop_many(3);
                let Facts { contents, constants, changed, .. } = &mut self.analysis.facts;
                let source = MemoryIndex::from_u32(src_mem);
                let moved = contents.get(source)?.or(*constants.get(source)?);
                add(changed, contents.get_mut(MemoryIndex::from_u32(dst_mem))?, moved);
                self.found(taken.get(1).map_or(Part::Either, |source| source.part()));
            }
            ref other => self.other(other)?,
        }
        Some(())
    }

    /// Records the part of memory that the current instruction reads.
    fn found(&mut self, part: Part) {
        let at = (self.function.index, self.ordinal);
        match part {
            Part::Window => _ = self.analysis.reads.insert(at, false),
            Part::Constants => _ = self.analysis.reads.insert(at, true),
            Part::Either => {}
        }
    }

    /// Any instruction that is no branch and no call.
    fn other(&mut self, operator: &Operator<'_>) -> Option<()> {
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
        let part = address.part();
        let loaded = match part {
            Part::Window => *contents,
            Part::Constants => *constants,
            Part::Either => contents.or(*constants),
        };
        if is_load(operator) {
            self.found(part);
        }
        let loaded = match is_narrow_load(operator) {
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
