//! Finds the instruction that put each operand on the stack.
//!
//! Takes a function's instructions in order; gives, before each, the producers of its operands. A value on
//! WebAssembly's stack is consumed by one instruction at most, so code added right after its producer affects that
//! consumer and nothing else. Parameters of blocks have no producer here: they are consumed in each branch.

use dissolve_wasm::{Arities, Label, Module, TypeIndex};
use wasmparser::{BlockType, FrameKind, Operator};

/// The operand stack of a function.
pub struct Operands<'a, 'm> {
    arities: Arities<'a, 'm>,
    /// For each value, the ordinal of the instruction that pushed it, if that pushed nothing else.
    values: Vec<Option<u32>>,
    /// For each block, the height of the stack at its start, and true if the rest of the block cannot be reached.
    blocks: Vec<(usize, bool)>,
}

impl<'a, 'm> Operands<'a, 'm> {
    /// Returns the stack at the start of a function with the type index `ty`.
    pub fn new(module: &'m Module<'a>, ty: TypeIndex) -> Operands<'a, 'm> {
        let label = Label { ty: BlockType::FuncType(ty.as_u32()), kind: FrameKind::Block };
        Operands { arities: Arities { module, labels: vec![label] }, values: Vec::new(), blocks: vec![(0, false)] }
    }

    /// Returns true if the next instruction can be reached.
    pub fn is_reachable(&self) -> bool {
        self.blocks.last().is_some_and(|&(_, unreachable)| !unreachable)
    }

    /// Returns the producer of the operand at the given depth (0 is the last one); none if it is no single instruction.
    pub fn producer(&self, depth: usize) -> Option<u32> {
        let index = self.values.len().checked_sub(1 + depth)?;
        self.values[index]
    }

    /// Returns the numbers of operands that the next instruction takes and gives; none for an instruction that no fused
    /// module has.
    pub fn arity(&self, operator: &Operator<'_>) -> Option<(u32, u32)> {
        operator.operator_arity(&self.arities)
    }

    /// Steps over an instruction, the `ordinal`-th of the function; returns none if it has no arity.
    pub fn step(&mut self, operator: &Operator<'_>, ordinal: u32) -> Option<()> {
        let (pops, pushes) = self.arity(operator)?;
        match operator {
            Operator::Block { blockty } => self.open(*blockty, FrameKind::Block, pops, pushes),
            Operator::Loop { blockty } => self.open(*blockty, FrameKind::Loop, pops, pushes),
            Operator::If { blockty } => self.open(*blockty, FrameKind::If, pops, self.params(*blockty)?),
            Operator::Else => {
                let (base, _) = *self.blocks.last()?;
                self.values.truncate(base);
                self.push(pushes, None);
                self.blocks.last_mut()?.1 = false;
                self.arities.labels.last_mut()?.kind = FrameKind::Else;
            }
            Operator::End => {
                let (base, _) = self.blocks.pop()?;
                self.arities.labels.pop();
                self.values.truncate(base);
                self.push(pushes, Some(ordinal));
            }
            _ => {
                self.pop(pops);
                self.push(pushes, Some(ordinal));
                if leaves(operator) {
                    let block = self.blocks.last_mut()?;
                    block.1 = true;
                    self.values.truncate(block.0);
                }
            }
        }
        Some(())
    }

    fn params(&self, ty: BlockType) -> Option<u32> {
        use wasmparser::ModuleArity as _;
        self.arities.block_type_arity(ty).map(|(params, _)| params)
    }

    fn open(&mut self, ty: BlockType, kind: FrameKind, pops: u32, params: u32) {
        self.pop(pops);
        let unreachable = !self.is_reachable();
        self.blocks.push((self.values.len(), unreachable));
        self.arities.labels.push(Label { ty, kind });
        self.push(params, None);
    }

    /// Pops values, but none of an outer block: where the stack is polymorphic, the missing values are not there.
    fn pop(&mut self, count: u32) {
        let base = self.blocks.last().map_or(0, |&(base, _)| base);
        let height = self.values.len().saturating_sub(count as usize).max(base);
        self.values.truncate(height);
    }

    fn push(&mut self, count: u32, producer: Option<u32>) {
        let producer = producer.filter(|_| count == 1);
        self.values.resize(self.values.len() + count as usize, producer);
    }
}

/// Returns true if control never continues after an instruction.
fn leaves(operator: &Operator<'_>) -> bool {
    matches!(
        operator,
        Operator::Unreachable
            | Operator::Br { .. }
            | Operator::BrTable { .. }
            | Operator::Return
            | Operator::ReturnCall { .. }
            | Operator::ReturnCallIndirect { .. }
    )
}
