//! Functions that the pass adds: operations on ranges that may be empty, and the border of the common arena.
//!
//! An empty range may lie anywhere in the memory that its component believes in: programs copy nothing from addresses that
//! they never touch. Such an address has no place in a packed region, so a range of unknown length is looked at first.

use std::collections::BTreeMap;

use wasm_encoder::{BlockType, Function, Instruction};

use super::addend::Addend;

/// An operation on a range of a memory; indices are those of the merged module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Bulk {
    /// `memory.copy`
    Copy {
        /// The memory that is written.
        to: u32,
        /// The memory that is read.
        from: u32,
    },
    /// `memory.fill`
    Fill {
        /// The memory.
        memory: u32,
    },
    /// `memory.init`
    Init {
        /// The memory.
        memory: u32,
        /// The data segment.
        segment: u32,
    },
}

/// The helpers that are in use.
pub struct Helpers {
    first: u32,
    known: BTreeMap<Bulk, u32>,
    order: Vec<Bulk>,
}

impl Helpers {
    /// None yet; the first one is to have the index `first`.
    pub fn new(first: u32) -> Helpers {
        Helpers { first, known: BTreeMap::new(), order: Vec::new() }
    }

    /// The index of the function that does an operation, with the operation's own operands.
    pub fn function(&mut self, bulk: Bulk) -> u32 {
        let next = self.first + self.order.len() as u32;
        let order = &mut self.order;
        *self.known.entry(bulk).or_insert_with(|| {
            order.push(bulk);
            next
        })
    }

    /// The operations in the order of their functions' indices.
    pub fn operations(&self) -> &[Bulk] {
        &self.order
    }
}

impl Bulk {
    /// What a name section calls its function.
    pub fn name(self) -> String {
        match self {
            Bulk::Copy { to, from } => format!("memory.copy {to} {from}"),
            Bulk::Fill { memory } => format!("memory.fill {memory}"),
            Bulk::Init { memory, segment } => format!("memory.init {memory} {segment}"),
        }
    }

    /// The function `(i32, i32, i32) -> ()` that does it, unless the range is empty.
    pub fn body(self, addends: &[Addend]) -> Function {
        let base = |memory: u32| addends[memory as usize].base();
        let (bases, instruction) = match self {
            Bulk::Copy { to, from } => ([base(to), base(from)], Instruction::MemoryCopy { src_mem: 0, dst_mem: 0 }),
            Bulk::Fill { memory } => ([base(memory), 0], Instruction::MemoryFill(0)),
            Bulk::Init { memory, segment } => {
                ([base(memory), 0], Instruction::MemoryInit { mem: 0, data_index: segment })
            }
        };
        let mut body = Function::new([]);
        body.instruction(&Instruction::LocalGet(2));
        body.instruction(&Instruction::If(BlockType::Empty));
        for (local, base) in (0u32..).zip(bases) {
            body.instruction(&Instruction::LocalGet(local));
            if base != 0 {
                body.instruction(&Instruction::I32Const(base.cast_signed()));
                body.instruction(&Instruction::I32Add);
            }
        }
        body.instruction(&Instruction::LocalGet(2));
        body.instruction(&instruction);
        body.instruction(&Instruction::End);
        body.instruction(&Instruction::End);
        body
    }
}

/// The function that a component calls for the arena: its own addresses in, those of the shared memory to `import`, and back.
///
/// A block is aligned in the shared memory. Where that does not align the component's own address, the call traps.
pub fn arena(import: u32, base: u32) -> Function {
    let (old, old_length, align, new_length, block) = (0, 1, 2, 3, 4);
    let mut body = Function::new([(1, wasm_encoder::ValType::I32)]);
    let base = base.cast_signed();
    for instruction in [
        Instruction::LocalGet(old),
        Instruction::I32Const(base),
        Instruction::I32Add,
        // Where there is no block, what it says is no address: the embedder gets none that is outside the memory.
        Instruction::I32Const(0),
        Instruction::LocalGet(old_length),
        Instruction::Select,
        Instruction::LocalGet(old_length),
        Instruction::LocalGet(align),
        Instruction::LocalGet(new_length),
        Instruction::Call(import),
        Instruction::LocalTee(block),
        Instruction::LocalGet(new_length),
        Instruction::I32Eqz,
        // A block was released: the result is the alignment, no address.
        Instruction::If(BlockType::Empty),
        Instruction::LocalGet(block),
        Instruction::Return,
        Instruction::End,
        Instruction::I32Const(base),
        Instruction::I32Sub,
        Instruction::LocalTee(block),
        Instruction::LocalGet(align),
        Instruction::I32Const(1),
        Instruction::I32Sub,
        Instruction::I32And,
        Instruction::If(BlockType::Empty),
        Instruction::Unreachable,
        Instruction::End,
        Instruction::LocalGet(block),
        Instruction::End,
    ] {
        body.instruction(&instruction);
    }
    body
}
