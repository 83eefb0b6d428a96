//! Replaces the `memory.size` of address checks in adapters.
//!
//! Later stages take a program with `memory.size` for one that uses all of its memory, and would back every page. An
//! adapter asks only whether a value that a guest points to ends within the memory. Where the memory keeps its size,
//! that size is a constant; otherwise a `memory.fill` of no bytes makes the check, because it traps beyond the end.

use dissolve_wasm::{MemoryIndex, Module, PrimaryMap};
use wasmparser::{Operator, ValType};

use super::body::{Body, Label, Op};

/// Replaces each `memory.size` of a generated body. `is_fixed` says for each memory whether it keeps its initial size.
pub fn fold(body: &mut Body<'_>, module: &Module<'_>, params: u32, is_fixed: &PrimaryMap<MemoryIndex, bool>) {
    let mut at = 0;
    while at < body.ops.len() {
        if let Op::Plain(Operator::MemorySize { mem }) = body.ops[at]
            && let memory = MemoryIndex::from_u32(mem)
            && let Some(pages) = pages(module, memory)
        {
            if is_fixed[memory] {
                body.ops[at] = Op::Plain(Operator::I32Const { value: pages.cast_signed() });
            } else if let Some(check) = Check::find(&body.ops, at, memory) {
                check.replace(body, params);
            }
        }
        at += 1;
    }
}

/// Returns the initial pages of a memory; none for a memory with 64-bit addresses.
fn pages(module: &Module<'_>, memory: MemoryIndex) -> Option<u32> {
    let ty = module.memories.get(memory)?;
    u32::try_from(ty.initial).ok().filter(|_| !ty.memory64)
}

/// An adapter's comparison of an end with a memory's size: `block`, `block`, `memory.size`, `i64.extend_i32_u`,
/// `i64.const 16`, `i64.shl`, the end, `i64.ge_u`, `br_if 1`, `end`, and then code that traps.
struct Check {
    memory: MemoryIndex,
    /// The index of `memory.size`.
    start: usize,
    /// The index of the comparison.
    comparison: usize,
    /// The label to branch to when the end is within the memory.
    within: Label,
    /// The label of the inner block; the trap comes right after the block.
    beyond: Label,
}

impl Check {
    fn find(ops: &[Op<'_>], start: usize, memory: MemoryIndex) -> Option<Check> {
        let Some(
            [
                Op::Plain(Operator::I64ExtendI32U),
                Op::Plain(Operator::I64Const { value: 16 }),
                Op::Plain(Operator::I64Shl),
            ],
        ) = ops.get(start + 1..start + 4)
        else {
            return None;
        };
        // The instructions that compute the end have no branches.
        let comparison =
            start + ops[start..].iter().position(|op| !matches!(op, Op::Plain(op) if *op != Operator::I64GeU))?;
        match ops.get(comparison..comparison + 3)? {
            [Op::Plain(Operator::I64GeU), Op::BrIf(within), Op::End(beyond)] => {
                Some(Check { memory, start, comparison, within: *within, beyond: *beyond })
            }
            _ => None,
        }
    }

    /// Replaces the check: an end above 4 GiB is beyond; any other becomes the address of a fill of no bytes.
    fn replace(&self, body: &mut Body<'_>, params: u32) {
        let end = params + body.locals.len() as u32;
        body.locals.push(ValType::I64);
        let check = [
            Op::Plain(Operator::LocalTee { local_index: end }),
            Op::Plain(Operator::I64Const { value: u32::MAX.into() }),
            Op::Plain(Operator::I64GtU),
            Op::BrIf(self.beyond),
            Op::Plain(Operator::LocalGet { local_index: end }),
            Op::Plain(Operator::I32WrapI64),
            Op::Plain(Operator::I32Const { value: 0 }),
            Op::Plain(Operator::I32Const { value: 0 }),
            Op::Plain(Operator::MemoryFill { mem: self.memory.as_u32() }),
            Op::Br(self.within),
        ];
        body.ops.splice(self.comparison..self.comparison + 2, check);
        body.ops.drain(self.start..self.start + 4);
    }
}
