//! Plans the changes in a function that turn every address it uses into an address of the shared memory.
//!
//! Takes a function of the merged module; gives a list of changes by the ordinal of the instruction. Every instruction
//! with a memory operand is seen, whatever its name: the encoder's own hook for such operands finds it. The addend
//! goes, in this order of preference, into the instruction's offset, into a constant address, into the constant of an
//! addition that computes the address, after the instruction that computes the address, or before the access itself.

use std::collections::BTreeMap;
use std::fmt;

use dissolve_wasm::{DataIndex, EntityRef as _, FuncIndex, GlobalIndex, MemoryIndex, Module, TypeIndex, mem_arg};
use wasm_encoder::reencode::{Error as ReencodeError, Reencode};
use wasmparser::{FunctionBody, Operator, ValType};

use super::addend::{Addend, Bound, Fold};
use super::helpers::{Helper, Helpers};
use super::layout::Stack;
use super::operands::Operands;

/// A change of one instruction.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edit {
    /// The number that is added, modulo 2^32, to the value that it pushes; for a constant, to the constant itself.
    pub add: u32,
    /// Its new offset.
    pub offset: Option<u64>,
    /// The types of its operands and the numbers that are added to them, from the last operand down to the deepest
    /// changed one.
    pub operands: Vec<(ValType, u32)>,
    /// The call that turns the deepest of these operands into an address.
    pub checked_operand: Option<Checked>,
    /// The replacement of the instruction itself.
    pub replacement: Option<Replacement>,
    /// The call that turns the value that it pushes into an address, after all other changes.
    pub checked: Option<Checked>,
}

/// A call that computes an address of the shared memory, or traps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The helper.
    pub helper: FuncIndex,
    /// The offset of the access.
    pub offset: u32,
}

/// The code that replaces an instruction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replacement {
    /// A constant.
    Constant(u32),
    /// The shared memory's size, plus this many pages.
    SizeAnd(u32),
    /// A call of a helper.
    Call(FuncIndex),
    /// The value of another global.
    GlobalGet(GlobalIndex),
    /// Sets another global to the value.
    GlobalSet(GlobalIndex),
    /// A trap: the address is a constant outside the memory.
    Trap,
}

/// The changes of a function by the ordinal of the instruction.
pub type Edits = BTreeMap<u32, Edit>;

/// The shape of an instruction and its predecessor, as far as an addend can go into a constant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Constant(u32),
    /// An addition whose last operand is the constant before it.
    AddOfConstant,
    /// A subtraction of the constant before it.
    SubtractionOfConstant,
    Other,
}

/// The error for a module that has something that no fused module has, and so cannot be rebased.
#[derive(Debug)]
pub struct Unknown;

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("something that no fused module has")
    }
}

impl std::error::Error for Unknown {}

/// Plans the changes of functions.
pub struct Planner<'a, 'm> {
    /// The module.
    pub module: &'m Module<'a>,
    /// The addend of each memory.
    pub addends: &'m [Addend],
    /// The common stack, if there is one.
    pub stack: Option<&'m Stack>,
    /// The helper functions; the planner adds those that it needs.
    pub helpers: Helpers,
}

impl Planner<'_, '_> {
    /// Plans the changes of a function's body. `is_generated` is true if the fuser made the function.
    pub fn plan(
        &mut self,
        ty: TypeIndex,
        body: &FunctionBody<'_>,
        is_generated: bool,
        edits: &mut Edits,
    ) -> Result<(), ReencodeError<Unknown>> {
        let mut function =
            FunctionPlan { operands: Operands::new(self.module, ty), shapes: Vec::new(), addends: self.addends, edits };
        for (ordinal, operator) in (0u32..).zip(body.get_operators_reader()?) {
            let operator = operator?;
            if function.operands.is_reachable() {
                function.access(&operator, ordinal, &mut self.helpers);
                function.range(&operator, ordinal, &mut self.helpers);
                function.stack_pointer(&operator, ordinal, self.stack);
            }
            if let Operator::MemorySize { mem } = operator {
                let addend = &self.addends[mem as usize];
                let replacement = match addend.bound {
                    Bound::SharedAnd(more) if is_generated => Replacement::SizeAnd(more),
                    Bound::Everything if is_generated => Replacement::Constant(1 << 16),
                    _ => Replacement::Constant(addend.declared_pages()),
                };
                function.edits.entry(ordinal).or_default().replacement = Some(replacement);
            }
            let shape = function.shape(&operator);
            function.shapes.push(shape);
            function.operands.step(&operator, ordinal).ok_or(ReencodeError::UserError(Unknown))?;
        }
        Ok(())
    }
}

struct FunctionPlan<'a, 'm> {
    operands: Operands<'a, 'm>,
    shapes: Vec<Shape>,
    addends: &'m [Addend],
    edits: &'m mut Edits,
}

impl FunctionPlan<'_, '_> {
    fn shape(&self, operator: &Operator<'_>) -> Shape {
        let after_constant = matches!(self.shapes.last(), Some(Shape::Constant(_)));
        match operator {
            Operator::I32Const { value } => Shape::Constant(value.cast_unsigned()),
            Operator::I32Add if after_constant => Shape::AddOfConstant,
            Operator::I32Sub if after_constant => Shape::SubtractionOfConstant,
            _ => Shape::Other,
        }
    }

    /// Plans a load, a store, or any other instruction with an address and an offset.
    fn access(&mut self, operator: &Operator<'_>, ordinal: u32, helpers: &mut Helpers) {
        let Some(arg) = mem_arg(operator) else { return };
        let addend = &self.addends[arg.memory as usize];
        // A stored value lies above the address.
        let (operands, _) = self.operands.arity(operator).unwrap_or_default();
        let depth = operands.saturating_sub(1) as usize;
        let bytes = 1 << arg.max_align;
        if let Some((producer, address)) = self.constant_operand(depth) {
            self.constant_access(ordinal, producer, u64::from(address) + arg.offset, bytes, addend);
            return;
        }
        if addend.is_zero() {
            return;
        }
        let above = vec![stored(operator); depth];
        let edit = self.edits.entry(ordinal).or_default();
        match addend.fold(arg.offset) {
            Fold::Offset(offset) => edit.offset = Some(offset),
            Fold::Address(sum) => {
                edit.offset = Some(0);
                self.add(ordinal, &[(depth, sum)], &above);
            }
            Fold::Checked => {
                edit.offset = Some(0);
                let memory = MemoryIndex::from_u32(arg.memory);
                let helper = helpers.function(Helper::Address { memory, bytes });
                self.check(ordinal, depth, Checked { helper, offset: arg.offset as u32 }, &above);
            }
            Fold::Outside => edit.replacement = Some(Replacement::Trap),
        }
    }

    /// Plans an access to a stack pointer: it becomes the common one, converted to an address of the component.
    fn stack_pointer(&mut self, operator: &Operator<'_>, ordinal: u32, stack: Option<&Stack>) {
        let (Operator::GlobalGet { global_index } | Operator::GlobalSet { global_index }) = *operator else { return };
        let Some(stack) = stack else { return };
        let Some(&base) = stack.bases.get(&GlobalIndex::from_u32(global_index)) else { return };
        let replacement = match operator {
            Operator::GlobalGet { .. } => {
                let edit = self.edits.entry(ordinal).or_default();
                edit.add = edit.add.wrapping_sub(base);
                Replacement::GlobalGet(stack.pointer)
            }
            _ => {
                self.add(ordinal, &[(0, base)], &[]);
                Replacement::GlobalSet(stack.pointer)
            }
        };
        self.edits.entry(ordinal).or_default().replacement = Some(replacement);
    }

    /// Plans an access at a constant address: all of the address goes into the offset.
    fn constant_access(&mut self, ordinal: u32, producer: u32, address: u64, bytes: u32, addend: &Addend) {
        let edit = self.edits.entry(ordinal).or_default();
        if !addend.holds(address, bytes.into()) {
            edit.replacement = Some(Replacement::Trap);
        } else if !addend.is_zero() {
            edit.offset = Some((address as u32).wrapping_add(addend.base()).into());
            let Shape::Constant(value) = self.shapes[producer as usize] else { return };
            self.edits.entry(producer).or_default().add = 0u32.wrapping_sub(value);
        }
    }

    /// Plans an operation on a range: `memory.copy`, `memory.fill` or `memory.init`.
    fn range(&mut self, operator: &Operator<'_>, ordinal: u32, helpers: &mut Helpers) {
        let (bulk, operands): (Helper, &[(usize, MemoryIndex)]) = match *operator {
            Operator::MemoryCopy { dst_mem, src_mem } => {
                let (to, from) = (MemoryIndex::from_u32(dst_mem), MemoryIndex::from_u32(src_mem));
                (Helper::Copy { to, from }, &[(2, to), (1, from)])
            }
            Operator::MemoryFill { mem } => {
                let memory = MemoryIndex::from_u32(mem);
                (Helper::Fill { memory }, &[(2, memory)])
            }
            Operator::MemoryInit { data_index, mem } => {
                let memory = MemoryIndex::from_u32(mem);
                if self.traps_for_sure(memory) {
                    self.edits.entry(ordinal).or_default().replacement = Some(Replacement::Trap);
                    return;
                }
                (Helper::Init { memory, segment: DataIndex::from_u32(data_index) }, &[(2, memory)])
            }
            _ => return,
        };
        let addends = self.addends;
        let added: Vec<(usize, u32)> =
            operands.iter().map(|&(depth, memory)| (depth, addends[memory.index()].base())).collect();
        if added.iter().all(|&(_, base)| base == 0) {
            return;
        }
        let any = |is: fn(&Addend) -> bool| operands.iter().any(|&(_, memory)| is(&addends[memory.index()]));
        let has_bytes = self.constant_operand(0).is_some_and(|(_, length)| length > 0);
        if any(Addend::needs_check) || any(|addend| addend.is_packed) && !has_bytes {
            let helper = helpers.function(bulk);
            self.edits.entry(ordinal).or_default().replacement = Some(Replacement::Call(helper));
            return;
        }
        self.add(ordinal, &added, &[ValType::I32; 2]);
    }

    /// Returns true if a `memory.init` with constant operands passes the end of the memory that its component declares.
    fn traps_for_sure(&self, memory: MemoryIndex) -> bool {
        match (self.constant_operand(2), self.constant_operand(0)) {
            (Some((_, to)), Some((_, length))) => {
                u64::from(to) + u64::from(length) > self.addends[memory.index()].declared
            }
            _ => false,
        }
    }

    /// Returns the constant operand at the given depth: the ordinal of its instruction, and its value.
    fn constant_operand(&self, depth: usize) -> Option<(u32, u32)> {
        let producer = self.operands.producer(depth)?;
        match self.shapes[producer as usize] {
            Shape::Constant(value) => Some((producer, value)),
            _ => None,
        }
    }

    /// Adds to operands of an instruction, deepest first; `above` are the types of the operands above the deepest, last
    /// one first.
    fn add(&mut self, ordinal: u32, operands: &[(usize, u32)], above: &[ValType]) {
        let mut rest = Vec::new();
        for &(depth, addend) in operands.iter().filter(|&&(_, addend)| addend != 0) {
            match self.operands.producer(depth) {
                Some(producer) => self.add_behind(producer, addend),
                None => rest.push((depth, addend)),
            }
        }
        let Some(deepest) = rest.iter().map(|&(depth, _)| depth).max() else { return };
        let addend = |depth| rest.iter().find(|&&(at, _)| at == depth).map_or(0, |&(_, addend)| addend);
        let ty = |depth: usize| if depth == deepest { ValType::I32 } else { above[depth] };
        self.edits.entry(ordinal).or_default().operands =
            (0..=deepest).map(|depth| (ty(depth), addend(depth))).collect();
    }

    /// Turns an operand into an address by a helper. `above` are the types of the operands above it, the last one
    /// first.
    fn check(&mut self, ordinal: u32, depth: usize, checked: Checked, above: &[ValType]) {
        match self.operands.producer(depth) {
            Some(producer) => self.edits.entry(producer).or_default().checked = Some(checked),
            None => {
                let edit = self.edits.entry(ordinal).or_default();
                let types = (0..depth).map(|depth| above[depth]).chain([ValType::I32]);
                edit.operands = types.map(|ty| (ty, 0)).collect();
                edit.checked_operand = Some(checked);
            }
        }
    }

    /// Adds to the value that an instruction pushes; in the constant before it, if that has the same effect.
    fn add_behind(&mut self, producer: u32, addend: u32) {
        let (at, addend) = match self.shapes[producer as usize] {
            Shape::AddOfConstant => (producer - 1, addend),
            Shape::SubtractionOfConstant => (producer - 1, 0u32.wrapping_sub(addend)),
            _ => (producer, addend),
        };
        let edit = self.edits.entry(at).or_default();
        edit.add = edit.add.wrapping_add(addend);
    }
}

/// Returns the type of the operand above the address, of a store or a lane access.
fn stored(operator: &Operator<'_>) -> ValType {
    match operator {
        Operator::I64Store { .. }
        | Operator::I64Store8 { .. }
        | Operator::I64Store16 { .. }
        | Operator::I64Store32 { .. } => ValType::I64,
        Operator::F32Store { .. } => ValType::F32,
        Operator::F64Store { .. } => ValType::F64,
        Operator::V128Store { .. }
        | Operator::V128Store8Lane { .. }
        | Operator::V128Store16Lane { .. }
        | Operator::V128Store32Lane { .. }
        | Operator::V128Store64Lane { .. }
        | Operator::V128Load8Lane { .. }
        | Operator::V128Load16Lane { .. }
        | Operator::V128Load32Lane { .. }
        | Operator::V128Load64Lane { .. } => ValType::V128,
        _ => ValType::I32,
    }
}

/// Returns the memories that an instruction names.
///
/// # Errors
///
/// Fails if the encoder does not know the instruction.
pub fn memories(operator: &Operator<'_>) -> Result<Vec<MemoryIndex>, ReencodeError<Unknown>> {
    /// Records every memory index.
    struct Indices(Vec<MemoryIndex>);

    impl Reencode for Indices {
        type Error = Unknown;

        fn memory_index(&mut self, memory: u32) -> Result<u32, ReencodeError<Unknown>> {
            self.0.push(MemoryIndex::from_u32(memory));
            Ok(memory)
        }
    }

    let mut indices = Indices(Vec::new());
    indices.instruction(operator.clone())?;
    Ok(indices.0)
}
