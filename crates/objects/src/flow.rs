//! Follows addresses of statics through a function.
//!
//! An abstract interpretation over structured control: at each point it knows for each local and each operand what it
//! may be an address of ([`Value`]). Where paths meet, what is known is joined; a loop's start is joined with the
//! states of earlier rounds, which [`Knowledge`] keeps, until nothing changes.

use std::collections::HashMap;

use dissolve_interface::relocations::{Site, SymbolKind};
use dissolve_wasm::{Arities, FuncIndex, MemoryIndex, Module, TypeIndex, is_load, mem_arg};
use wasmparser::{BlockType, FunctionBody, MemArg, Operator};

use crate::classes::{Class, Classes, Value};

/// The largest number of values that are joined in a module: in each round, the locals of its functions times their
/// branches.
const MOST_WORK: usize = 1 << 28;

/// The same for one round in one function, whose states are in memory at once.
const MOST_IN_FUNCTION: usize = 1 << 22;

/// The largest number of values in the states of all loops.
const MOST_KEPT: usize = 1 << 22;

/// The facts about a module that hold across its functions, and that grow from round to round.
#[derive(Default)]
pub struct Knowledge {
    /// The classes of statics.
    pub classes: Classes,
    /// The parameters of each function.
    pub params: Vec<Vec<Value>>,
    /// The results of each function.
    pub results: Vec<Vec<Value>>,
    /// The state at the start of each loop: locals, then operands.
    loops: HashMap<(FuncIndex, u32), Vec<Value>>,
    /// The number of values that were joined so far.
    work: usize,
    /// The number of values in the states of loops.
    kept: usize,
}

impl Knowledge {
    /// Joins values into others. Notes if those change.
    fn join_into(classes: &mut Classes, into: &mut [Value], from: &[Value]) {
        for (into, from) in into.iter_mut().zip(from) {
            let joined = classes.join(*into, *from);
            let before = classes.current(*into);
            classes.changed |= joined != before;
            *into = joined;
        }
    }
}

/// An operand that is an address of a static.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Access {
    /// The ordinal of the instruction.
    pub ordinal: u32,
    /// True for the source of a copy; false for its destination and for any other address.
    pub is_source: bool,
    /// The class of the static.
    pub class: Class,
}

/// The reason why a module cannot be followed.
#[derive(Debug)]
pub enum Stop {
    /// The module is malformed.
    Malformed(wasmparser::BinaryReaderError),
    /// An instruction that is not known, or a function that is too large.
    Refused(String),
}

impl From<wasmparser::BinaryReaderError> for Stop {
    fn from(error: wasmparser::BinaryReaderError) -> Stop {
        Stop::Malformed(error)
    }
}

/// The instructions of a function that hold addresses, by ordinal, with the class of the static.
pub type Sites = HashMap<u32, (Site, Option<Class>)>;

/// A function, and what is known of the module around it.
pub struct Function<'m, 'a> {
    /// The module.
    pub module: &'m Module<'a>,
    /// The function.
    pub index: FuncIndex,
    /// Its body.
    pub body: &'m FunctionBody<'a>,
    /// True if the fuser made it.
    pub is_generated: bool,
    /// True if it is called from outside of the module, or through a table.
    pub is_open: bool,
    /// Its addresses.
    pub sites: &'m Sites,
}

/// A block that is open.
struct Frame {
    is_loop: Option<u32>,
    /// The number of operands below the block's parameters.
    height: usize,
    params: usize,
    results: usize,
    /// The joined state after the block: locals, then results; none if no path ends it.
    out: Option<Vec<Value>>,
    /// The state at an `else`; none outside of an `if`, and after its `else`.
    other: Option<Vec<Value>>,
}

/// The state while a function is followed.
struct Follow<'k, 'm, 'a> {
    knowledge: &'k mut Knowledge,
    function: &'m Function<'m, 'a>,
    arities: Arities<'a, 'm>,
    locals: Vec<Value>,
    stack: Vec<Value>,
    frames: Vec<Frame>,
    /// The number of blocks that were opened in code that nothing reaches; none in other code.
    dead: Option<u32>,
    ordinal: u32,
    before: Before,
    /// The number of values that were joined in this function.
    work: usize,
    accesses: Vec<Access>,
}

/// The instruction before another one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    /// It pushes the constant 0.
    Zero,
    /// It pushes another constant, which is no address.
    Constant,
    /// Any other.
    Other,
}

/// Follows the addresses in a function once, and adds to what is known. Returns the operands that are addresses of
/// statics, as far as is known.
pub fn follow(function: &Function<'_, '_>, knowledge: &mut Knowledge) -> Result<Vec<Access>, Stop> {
    let mut locals = knowledge.params[function.index.as_u32() as usize].clone();
    for local in function.body.get_locals_reader()? {
        let (count, _) = local?;
        locals.resize(locals.len() + count as usize, Value::ZERO);
    }
    knowledge.work += locals.len();
    let results = knowledge.results[function.index.as_u32() as usize].len();
    let outermost = Frame { is_loop: None, height: 0, params: 0, results, out: None, other: None };
    let arities = Arities { module: function.module, labels: Vec::new() };
    let mut follow = Follow {
        knowledge,
        function,
        arities,
        locals,
        stack: Vec::new(),
        frames: vec![outermost],
        dead: None,
        ordinal: 0,
        before: Before::Other,
        work: 0,
        accesses: Vec::new(),
    };
    for operator in function.body.get_operators_reader()? {
        let operator = operator?;
        follow.step(&operator)?;
        follow.before = match operator {
            Operator::I32Const { value: 0 } => Before::Zero,
            Operator::I32Const { .. } if !function.sites.contains_key(&follow.ordinal) => Before::Constant,
            _ => Before::Other,
        };
        follow.ordinal += 1;
        if follow.is_too_large() {
            return Err(Stop::Refused("it has too many locals and branches to follow its addresses".into()));
        }
    }
    let mut accesses = follow.accesses;
    accesses.retain(|access| !knowledge.classes.escapes(access.class));
    Ok(accesses)
}

impl Follow<'_, '_, '_> {
    /// Returns true if the function, or the module so far, takes too much time or memory.
    fn is_too_large(&self) -> bool {
        self.knowledge.work > MOST_WORK || self.work > MOST_IN_FUNCTION || self.knowledge.kept > MOST_KEPT
    }

    fn pop(&mut self) -> Value {
        let value = self.stack.pop().unwrap_or(Value::UNKNOWN);
        self.knowledge.classes.current(value)
    }

    /// Pops a number that is compared with zero.
    fn pop_condition(&mut self) {
        let value = self.pop();
        self.knowledge.classes.test(value);
    }

    /// A comparison of two numbers.
    fn compare(&mut self, by_order: bool) {
        let (right, left) = (self.pop(), self.pop());
        // An adapter compares an address with its memory's size. In a memory of their own, addresses are not larger.
        if !(by_order && self.function.is_generated) {
            self.knowledge.classes.compare(left, right, by_order);
        }
        self.stack.push(Value::UNKNOWN);
    }

    fn pop_many(&mut self, count: usize) -> Vec<Value> {
        self.stack.split_off(self.stack.len().saturating_sub(count))
    }

    fn release(&mut self, values: &[Value]) {
        values.iter().for_each(|&value| self.knowledge.classes.release(value));
    }

    /// The numbers of parameters and results of a block.
    fn block_type(&self, ty: BlockType) -> (usize, usize) {
        match ty {
            BlockType::Empty => (0, 0),
            BlockType::Type(_) => (0, 1),
            BlockType::FuncType(index) => self.func_type(TypeIndex::from_u32(index)),
        }
    }

    fn func_type(&self, ty: TypeIndex) -> (usize, usize) {
        self.function.module.func_type(ty).map_or((0, 0), |ty| (ty.params().len(), ty.results().len()))
    }

    /// The locals, then the topmost `count` operands.
    fn state(&mut self, count: usize) -> Vec<Value> {
        let values = self.locals.len() + count;
        self.knowledge.work += values;
        self.work += values;
        let above = self.stack.len().saturating_sub(count);
        self.locals.iter().chain(&self.stack[above..]).copied().collect()
    }

    fn restore(&mut self, height: usize, state: &[Value]) {
        let (locals, operands) = state.split_at(self.locals.len());
        self.locals.copy_from_slice(locals);
        self.stack.truncate(height);
        self.stack.extend_from_slice(operands);
    }

    /// Joins a state into that at the start of a loop, and returns the sum.
    fn join_loop(&mut self, ordinal: u32, state: Vec<Value>) -> Vec<Value> {
        let Knowledge { classes, loops, kept, .. } = &mut *self.knowledge;
        let known = loops.entry((self.function.index, ordinal)).or_insert_with(|| {
            classes.changed = true;
            *kept += state.len();
            state.clone()
        });
        Knowledge::join_into(classes, known, &state);
        known.clone()
    }

    /// A branch to a label, which is not the last instruction if it is conditional.
    fn branch(&mut self, depth: u32) {
        let Some(index) = self.frames.len().checked_sub(1 + depth as usize) else { return };
        let Frame { is_loop, params, results, .. } = self.frames[index];
        match is_loop {
            Some(ordinal) => {
                let state = self.state(params);
                self.join_loop(ordinal, state);
            }
            None => {
                let state = self.state(results);
                self.join_out(index, state);
            }
        }
    }

    fn join_out(&mut self, frame: usize, state: Vec<Value>) {
        match &mut self.frames[frame].out {
            Some(out) => {
                let classes = &mut self.knowledge.classes;
                for (out, value) in out.iter_mut().zip(state) {
                    *out = classes.join(*out, value);
                }
            }
            none => *none = Some(state),
        }
    }

    fn open(&mut self, ty: BlockType, is_loop: bool, is_if: bool) {
        let (params, results) = self.block_type(ty);
        let height = self.stack.len().saturating_sub(params);
        let is_loop = is_loop.then_some(self.ordinal);
        if let Some(ordinal) = is_loop {
            let state = self.state(params);
            let joined = self.join_loop(ordinal, state);
            self.restore(height, &joined);
        }
        let other = is_if.then(|| self.state(params));
        self.frames.push(Frame { is_loop, height, params, results, out: None, other });
    }

    /// Ends the current arm: the path that falls through, if there is one, goes on after the block.
    fn end_arm(&mut self) {
        if self.dead.take().is_none()
            && let Some(frame) = self.frames.last()
        {
            let state = self.state(frame.results);
            self.join_out(self.frames.len() - 1, state);
        }
    }

    fn end(&mut self) {
        self.end_arm();
        let Some(mut frame) = self.frames.pop() else { return };
        // An `if` without an `else` has the results that it has parameters.
        if let Some(state) = frame.other.take() {
            let outer = Frame { other: None, ..frame };
            self.frames.push(outer);
            self.join_out(self.frames.len() - 1, state);
            frame = match self.frames.pop() {
                Some(frame) => frame,
                None => return,
            };
        }
        if self.frames.is_empty() {
            let results = frame.out.map(|state| state[self.locals.len()..].to_vec());
            results.iter().for_each(|results| self.return_values(results));
            return;
        }
        match frame.out {
            Some(state) => self.restore(frame.height, &state),
            None => {
                self.stack.truncate(frame.height);
                self.stack.resize(frame.height + frame.results, Value::UNKNOWN);
                self.dead = Some(0);
            }
        }
    }

    fn return_values(&mut self, values: &[Value]) {
        if self.function.is_open {
            self.release(values);
        }
        let Knowledge { classes, results, .. } = &mut *self.knowledge;
        Knowledge::join_into(classes, &mut results[self.function.index.as_u32() as usize], values);
    }

    /// A call of a known function, with its arguments on the stack. Returns its results.
    fn call(&mut self, callee: u32) -> Vec<Value> {
        let count = self.knowledge.params.get(callee as usize).map_or(0, Vec::len);
        let arguments = self.pop_many(count);
        if (callee as usize) < self.function.module.imported_functions() {
            self.release(&arguments);
        }
        let Knowledge { classes, params, results, .. } = &mut *self.knowledge;
        if let Some(params) = params.get_mut(callee as usize) {
            Knowledge::join_into(classes, params, &arguments);
        }
        results.get(callee as usize).cloned().unwrap_or_default()
    }

    /// Notes an access. `value` is what is known of its address.
    fn access(&mut self, value: Value, memory: u32, is_source: bool, writes: bool) {
        let classes = &mut self.knowledge.classes;
        let value = classes.current(value);
        let Some(class) = value.class() else { return };
        if value.is_unknown() || classes.memory(class) != MemoryIndex::from_u32(memory) {
            classes.escape(class);
            return;
        }
        if writes {
            classes.write(class);
        }
        self.accesses.push(Access { ordinal: self.ordinal, is_source, class });
    }

    /// An access by one of the instructions with an offset.
    fn load_or_store(&mut self, operator: &Operator<'_>, arg: MemArg) -> Result<(), Stop> {
        let (takes, gives) = self.arity(operator)?;
        // The address is the deepest operand.
        let above = self.pop_many(takes.saturating_sub(1));
        self.release(&above);
        let mut address = self.pop();
        if let Some((Site { offset: Some(_), address: held, .. }, class)) = self.function.sites.get(&self.ordinal) {
            let symbol = held_value(held.kind, *class);
            address = self.knowledge.classes.sum(address, symbol);
        }
        self.access(address, arg.memory, false, !is_load(operator));
        self.stack.resize(self.stack.len() + gives, Value::UNKNOWN);
        Ok(())
    }

    fn arity(&self, operator: &Operator<'_>) -> Result<(usize, usize), Stop> {
        match operator.operator_arity(&self.arities) {
            Some((takes, gives)) => Ok((takes as usize, gives as usize)),
            None => Err(Stop::Refused(format!("it has an instruction that is not followed ({operator:?})"))),
        }
    }

    /// Follows code that nothing reaches.
    fn skip(&mut self, operator: &Operator<'_>, depth: u32) {
        match operator {
            Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => self.dead = Some(depth + 1),
            Operator::End if depth > 0 => self.dead = Some(depth - 1),
            Operator::End => self.end(),
            Operator::Else if depth == 0 => self.start_else(),
            _ => {}
        }
    }

    fn start_else(&mut self) {
        self.end_arm();
        let Some(frame) = self.frames.last_mut() else { return };
        let height = frame.height;
        if let Some(state) = frame.other.take() {
            self.restore(height, &state);
        }
    }

    /// Follows one instruction.
    fn step(&mut self, operator: &Operator<'_>) -> Result<(), Stop> {
        use Operator as O;
        if let Some(depth) = self.dead {
            self.skip(operator, depth);
            return Ok(());
        }
        match *operator {
            O::I32Const { value } => {
                let site = self.function.sites.get(&self.ordinal);
                // Zero may be the null pointer of any class.
                let constant = if value == 0 { Value::ZERO } else { Value::UNKNOWN };
                self.stack.push(site.map_or(constant, |(site, class)| held_value(site.address.kind, *class)));
            }
            O::LocalGet { local_index } => {
                let value = self.locals.get(local_index as usize).copied().unwrap_or(Value::UNKNOWN);
                self.stack.push(value);
            }
            O::LocalSet { local_index } | O::LocalTee { local_index } => {
                let value = self.pop();
                if let Some(local) = self.locals.get_mut(local_index as usize) {
                    *local = value;
                }
                if matches!(operator, O::LocalTee { .. }) {
                    self.stack.push(value);
                }
            }
            O::I32Add => {
                let (right, left) = (self.pop(), self.pop());
                let sum = self.knowledge.classes.sum(left, right);
                self.stack.push(sum);
            }
            O::I32Or | O::I32And => {
                let (right, left) = (self.pop(), self.pop());
                let by_constant = matches!(self.before, Before::Constant | Before::Zero);
                let masked = self.knowledge.classes.masked(left, right, by_constant);
                self.stack.push(masked);
            }
            O::I32Sub => {
                let (right, left) = (self.pop(), self.pop());
                let difference = self.knowledge.classes.difference(left, right);
                self.stack.push(difference);
            }
            O::Select | O::TypedSelect { .. } => {
                self.pop_condition();
                let (right, left) = (self.pop(), self.pop());
                let joined = self.knowledge.classes.join(left, right);
                self.stack.push(joined);
            }
            O::Drop => _ = self.pop(),
            O::I32Eqz => {
                self.pop_condition();
                self.stack.push(Value::UNKNOWN);
            }
            O::I32Eq | O::I32Ne => self.compare(false),
            O::I32LtS | O::I32LtU | O::I32GtS | O::I32GtU | O::I32LeS | O::I32LeU | O::I32GeS | O::I32GeU => {
                self.compare(true)
            }
            O::Block { blockty } => self.open(blockty, false, false),
            O::Loop { blockty } => self.open(blockty, true, false),
            O::If { blockty } => {
                self.pop_condition();
                self.open(blockty, false, true);
            }
            O::Else => self.start_else(),
            O::End => self.end(),
            O::Br { relative_depth } => {
                self.branch(relative_depth);
                self.dead = Some(0);
            }
            O::BrIf { relative_depth } => {
                self.pop_condition();
                self.branch(relative_depth);
            }
            O::BrTable { ref targets } => {
                let value = self.pop();
                self.release(&[value]);
                let mut depths = targets.targets().collect::<Result<Vec<_>, _>>()?;
                depths.push(targets.default());
                depths.sort_unstable();
                depths.dedup();
                for depth in depths {
                    self.branch(depth);
                    if self.is_too_large() {
                        break;
                    }
                }
                self.dead = Some(0);
            }
            O::Return => {
                let outermost = self.frames.len().saturating_sub(1) as u32;
                self.branch(outermost);
                self.dead = Some(0);
            }
            O::Unreachable => self.dead = Some(0),
            O::Call { function_index } => {
                let results = self.call(function_index);
                self.stack.extend(results);
            }
            O::ReturnCall { function_index } => {
                let results = self.call(function_index);
                self.return_values(&results);
                self.dead = Some(0);
            }
            O::CallIndirect { type_index, .. } | O::ReturnCallIndirect { type_index, .. } => {
                let (takes, gives) = self.func_type(TypeIndex::from_u32(type_index));
                let arguments = self.pop_many(takes + 1);
                self.release(&arguments);
                let results = vec![Value::UNKNOWN; gives];
                if matches!(operator, O::ReturnCallIndirect { .. }) {
                    self.return_values(&results);
                    self.dead = Some(0);
                } else {
                    self.stack.extend(results);
                }
            }
            O::MemoryCopy { dst_mem, src_mem } => {
                let length = self.pop();
                self.release(&[length]);
                let (from, to) = (self.pop(), self.pop());
                self.access(from, src_mem, true, false);
                self.access(to, dst_mem, false, true);
            }
            O::MemoryFill { mem } => {
                let above = self.pop_many(2);
                self.release(&above);
                let to = self.pop();
                // A fill of no bytes only checks the address.
                self.access(to, mem, false, self.before != Before::Zero);
            }
            O::MemoryInit { mem, .. } => {
                let above = self.pop_many(2);
                self.release(&above);
                let to = self.pop();
                self.access(to, mem, false, true);
            }
            ref other => match mem_arg(other) {
                Some(arg) => self.load_or_store(other, arg)?,
                None => {
                    let (takes, gives) = self.arity(other)?;
                    let taken = self.pop_many(takes);
                    self.release(&taken);
                    self.stack.resize(self.stack.len() + gives, Value::UNKNOWN);
                }
            },
        }
        Ok(())
    }
}

/// Returns the value of an address in code. An address that is computed from one of the linker's own symbols can be any.
fn held_value(kind: SymbolKind, class: Option<Class>) -> Value {
    match (kind, class) {
        (SymbolKind::Static, Some(class)) => Value::of(class),
        _ => Value::UNKNOWN,
    }
}
