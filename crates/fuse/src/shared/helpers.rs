//! The functions that the pass adds: operations on ranges, checks of addresses, and the border of the common arena.
//!
//! An empty range may lie anywhere in the memory that its component declares: programs copy nothing from addresses that
//! they never touch. In a packed region such an address has no place, so the length of a range is checked first.
//!
//! An address far outside a component's memory can become another component's address when the base is added modulo
//! 2^32. Where that is possible, a helper traps.

use std::collections::BTreeMap;

use dissolve_wasm::{DataIndex, EntityRef as _, FuncIndex, MemoryIndex};
use wasm_encoder::{BlockType, FuncType, Function, Instruction, ValType};

use super::addend::Addend;

/// The operation of a helper; indices are those of the merged module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Helper {
    /// Computes an address of the shared memory from an address and an offset in a memory, for an access to so many
    /// bytes.
    Address {
        /// The memory.
        memory: MemoryIndex,
        /// The number of bytes: 1 to 16.
        bytes: u32,
    },
    /// `memory.copy`
    Copy {
        /// The memory that is written.
        to: MemoryIndex,
        /// The memory that is read.
        from: MemoryIndex,
    },
    /// `memory.fill`
    Fill {
        /// The memory.
        memory: MemoryIndex,
    },
    /// `memory.init`
    Init {
        /// The memory.
        memory: MemoryIndex,
        /// The data segment.
        segment: DataIndex,
    },
}

/// The helpers that are in use.
pub struct Helpers {
    first: FuncIndex,
    known: BTreeMap<Helper, FuncIndex>,
    order: Vec<Helper>,
}

impl Helpers {
    /// Starts without helpers; the first one will have the index `first`.
    pub fn new(first: FuncIndex) -> Helpers {
        Helpers { first, known: BTreeMap::new(), order: Vec::new() }
    }

    /// Returns the function index of a helper; adds it if it is new. A helper for an operation takes the operation's
    /// operands.
    pub fn function(&mut self, helper: Helper) -> FuncIndex {
        let next = FuncIndex::new(self.first.index() + self.order.len());
        let order = &mut self.order;
        *self.known.entry(helper).or_insert_with(|| {
            order.push(helper);
            next
        })
    }

    /// Returns the helpers in the order of their function indices.
    pub fn in_use(&self) -> &[Helper] {
        &self.order
    }
}

impl Helper {
    /// Returns its function's name for the name section.
    pub fn name(self) -> String {
        match self {
            Helper::Address { memory, bytes } => format!("address in memory {memory} ({bytes} bytes)"),
            Helper::Copy { to, from } => format!("memory.copy {to} {from}"),
            Helper::Fill { memory } => format!("memory.fill {memory}"),
            Helper::Init { memory, segment } => format!("memory.init {memory} {segment}"),
        }
    }

    /// Returns the type of its function.
    pub fn ty(self) -> FuncType {
        match self {
            Helper::Address { .. } => FuncType::new([ValType::I32; 2], [ValType::I32]),
            _ => FuncType::new([ValType::I32; 3], []),
        }
    }

    /// Returns its function.
    pub fn body(self, addends: &[Addend]) -> Function {
        let addend = |memory: MemoryIndex| &addends[memory.index()];
        match self {
            Helper::Address { memory, bytes } => address(addend(memory), bytes),
            Helper::Copy { to, from } => {
                let instruction = Instruction::MemoryCopy { src_mem: 0, dst_mem: 0 };
                bulk([Some(addend(to)), Some(addend(from))], &instruction)
            }
            Helper::Fill { memory } => bulk([Some(addend(memory)), None], &Instruction::MemoryFill(0)),
            Helper::Init { memory, segment } => {
                let instruction = Instruction::MemoryInit { mem: 0, data_index: segment.as_u32() };
                bulk([Some(addend(memory)), None], &instruction)
            }
        }
    }
}

/// Returns the function `(i32, i32) -> (i32)` that computes the address of an access from an address and an offset. It
/// traps if their sum exceeds 32 bits, and if one of the accessed bytes is another component's.
fn address(addend: &Addend, bytes: u32) -> Function {
    let (address, offset) = (0, 1);
    let mut body = Function::new([]);
    for instruction in [
        Instruction::LocalGet(address),
        Instruction::LocalGet(offset),
        Instruction::I32Add,
        Instruction::LocalTee(address),
        Instruction::LocalGet(offset),
        Instruction::I32LtU,
    ] {
        body.instruction(&instruction);
    }
    trap(&mut body);
    body.instruction(&Instruction::LocalGet(address));
    rebase(&mut body, addend);
    body.instruction(&Instruction::LocalTee(address));
    in_others(&mut body, addend, bytes);
    trap(&mut body);
    body.instruction(&Instruction::LocalGet(address));
    body.instruction(&Instruction::End);
    body
}

/// Returns the function `(i32, i32, i32) -> ()` that executes an operation on ranges, unless they are empty. The first
/// two parameters are addresses of memories with the given addends (none: no address), the last one is the length.
fn bulk(addends: [Option<&Addend>; 2], instruction: &Instruction<'_>) -> Function {
    let length = 2;
    let mut body = Function::new([]);
    body.instruction(&Instruction::LocalGet(length));
    body.instruction(&Instruction::If(BlockType::Empty));
    for (local, addend) in (0u32..).zip(addends) {
        let Some(addend) = addend else { continue };
        body.instruction(&Instruction::LocalGet(local));
        rebase(&mut body, addend);
        body.instruction(&Instruction::LocalSet(local));
        check_range(&mut body, addend, local, length);
    }
    for local in 0..=length {
        body.instruction(&Instruction::LocalGet(local));
    }
    body.instruction(instruction);
    body.instruction(&Instruction::End);
    body.instruction(&Instruction::End);
    body
}

/// Traps if the sum in `local` wrapped, or if the range from there on has a byte of another component. A range that
/// ends outside the memory traps by itself.
fn check_range(body: &mut Function, addend: &Addend, local: u32, length: u32) {
    if addend.wraps {
        body.instruction(&Instruction::LocalGet(local));
        in_others(body, addend, 1);
        trap(body);
        // A range that starts in the stack must end there.
        let top = addend.others.start.cast_signed();
        for instruction in [
            Instruction::LocalGet(local),
            Instruction::I32Const(top),
            Instruction::I32LtU,
            Instruction::LocalGet(length),
            Instruction::I32Const(top),
            Instruction::LocalGet(local),
            Instruction::I32Sub,
            Instruction::I32GtU,
            Instruction::I32And,
        ] {
            body.instruction(&instruction);
        }
        trap(body);
    } else if addend.needs_check() {
        body.instruction(&Instruction::LocalGet(local));
        body.instruction(&Instruction::I32Const(addend.base().cast_signed()));
        body.instruction(&Instruction::I32LtU);
        trap(body);
    }
}

/// Adds the base to the value on the stack.
fn rebase(body: &mut Function, addend: &Addend) {
    if !addend.is_zero() {
        body.instruction(&Instruction::I32Const(addend.base().cast_signed()));
        body.instruction(&Instruction::I32Add);
    }
}

/// Replaces the address on the stack: 1 if one of `bytes` from there on lies between the stack and the component's
/// statics.
fn in_others(body: &mut Function, addend: &Addend, bytes: u32) {
    // `first` is the lowest address of such an access. A stack is at least as large as the largest access.
    let first = addend.others.start.saturating_sub(bytes - 1);
    for instruction in [
        Instruction::I32Const(first.cast_signed()),
        Instruction::I32Sub,
        Instruction::I32Const((addend.others.end - first).cast_signed()),
        Instruction::I32LtU,
    ] {
        body.instruction(&instruction);
    }
}

/// Traps if the value on the stack is not zero.
fn trap(body: &mut Function) {
    body.instruction(&Instruction::If(BlockType::Empty));
    body.instruction(&Instruction::Unreachable);
    body.instruction(&Instruction::End);
}

/// Returns the function that a component calls for the arena. It converts the component's addresses to those of the
/// shared memory for `import`, and the result back.
///
/// `import` aligns a block in the shared memory. If that does not align the component's own address, the call traps.
pub fn arena(import: FuncIndex, base: u32) -> Function {
    let (old, old_length, align, new_length, block) = (0, 1, 2, 3, 4);
    let mut body = Function::new([(1, ValType::I32)]);
    let base = base.cast_signed();
    for instruction in [
        Instruction::LocalGet(old),
        Instruction::I32Const(base),
        Instruction::I32Add,
        // Without an old block (length 0), `old` can be any number: the embedder gets 0.
        Instruction::I32Const(0),
        Instruction::LocalGet(old_length),
        Instruction::Select,
        Instruction::LocalGet(old_length),
        Instruction::LocalGet(align),
        Instruction::LocalGet(new_length),
        Instruction::Call(import.as_u32()),
        Instruction::LocalTee(block),
        Instruction::LocalGet(new_length),
        Instruction::I32Eqz,
        // A block was released: the result is the alignment, not an address.
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
