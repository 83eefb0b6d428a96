//! Replaces loops that copy elements unchanged by one copy.
//!
//! An adapter copies a list element by element. If an element consists of numbers only, without a check on them or a
//! gap between them, its bytes are copied unchanged. Relies on adapters to check both ranges before the loop, so that
//! nothing traps between two elements; and replaces only copies from one memory to another, whose ranges do not
//! overlap.

use wasmparser::{MemArg, Operator};

use super::body::{Body, Op};

/// Replaces each such loop of a generated body.
pub fn fold(body: &mut Body<'_>) {
    let mut at = 0;
    while at < body.ops.len() {
        if let Some((copy, length)) = Copy::find(&body.ops[at..]) {
            body.ops.splice(at..at + length, copy.ops().map(Op::Plain));
        }
        at += 1;
    }
}

/// A loop that copies at least one element: its locals and its memories.
struct Copy {
    /// The address of the next element in the destination.
    to: u32,
    /// The address of the next element in the source.
    from: u32,
    /// The number of elements left.
    left: u32,
    /// Bytes of an element.
    size: i32,
    /// The memory of `to`.
    to_memory: u32,
    /// The memory of `from`.
    from_memory: u32,
}

impl Copy {
    /// Finds the loop at the start of `ops`, and the number of its instructions: a load and a store for each number of
    /// the element; the additions to both addresses; the countdown; `br_if 0`, `end`.
    fn find(ops: &[Op<'_>]) -> Option<(Copy, usize)> {
        let [Op::Loop(label, wasmparser::BlockType::Empty), rest @ ..] = ops else { return None };
        let mut size = 0;
        let mut rest = rest;
        let mut first = None;
        while let Some(number) = Number::find(rest) {
            let Number { to, from, to_memory, from_memory, bytes, offset } = number;
            let places = (to, from, to_memory, from_memory);
            if *first.get_or_insert(places) != places || offset != u64::from(size) {
                return None;
            }
            size += bytes;
            rest = &rest[Number::OPS..];
        }
        let (to, from, to_memory, from_memory) = first?;
        let size = size.cast_signed();
        let [
            Op::Plain(Operator::LocalGet { local_index: from_get }),
            Op::Plain(Operator::I32Const { value: from_by }),
            Op::Plain(Operator::I32Add),
            Op::Plain(Operator::LocalSet { local_index: from_set }),
            Op::Plain(Operator::LocalGet { local_index: to_get }),
            Op::Plain(Operator::I32Const { value: to_by }),
            Op::Plain(Operator::I32Add),
            Op::Plain(Operator::LocalSet { local_index: to_set }),
            Op::Plain(Operator::LocalGet { local_index: left }),
            Op::Plain(Operator::I32Const { value: -1 }),
            Op::Plain(Operator::I32Add),
            Op::Plain(Operator::LocalTee { local_index: left_tee }),
            Op::BrIf(again),
            Op::End(end),
            after @ ..,
        ] = rest
        else {
            return None;
        };
        let moves_on = [*from_get, *from_set] == [from; 2] && [*to_get, *to_set] == [to; 2] && left_tee == left;
        let is_dense = [*from_by, *to_by] == [size; 2];
        let distinct = to_memory != from_memory && to != from && *left != to && *left != from;
        (moves_on && is_dense && distinct && again == label && end == label)
            .then(|| (Copy { to, from, left: *left, size, to_memory, from_memory }, ops.len() - after.len()))
    }

    /// Returns the copy, and the instructions that leave the locals as the loop would, for later reads. The
    /// multiplications do not overflow: the adapter has checked that the bytes are within the memory.
    fn ops<'a>(self) -> impl Iterator<Item = Operator<'a>> {
        let Copy { to, from, left, size, to_memory, from_memory } = self;
        let get = |local_index| Operator::LocalGet { local_index };
        let set = |local_index| Operator::LocalSet { local_index };
        let bytes = [get(left), Operator::I32Const { value: size }, Operator::I32Mul];
        let moved = |local| [&[get(local)], &bytes[..], &[Operator::I32Add, set(local)]].concat();
        let copy = Operator::MemoryCopy { dst_mem: to_memory, src_mem: from_memory };
        let copied = [&[get(to), get(from)], &bytes[..], &[copy]].concat();
        let ended = vec![Operator::I32Const { value: 0 }, set(left)];
        [copied, moved(from), moved(to), ended].into_iter().flatten()
    }
}

/// A number that is copied: the address to store it at, the address to load it from, the load, the store.
struct Number {
    to: u32,
    from: u32,
    to_memory: u32,
    from_memory: u32,
    bytes: u32,
    offset: u64,
}

impl Number {
    /// The number of its instructions.
    const OPS: usize = 4;

    fn find(ops: &[Op<'_>]) -> Option<Number> {
        let [
            Op::Plain(Operator::LocalGet { local_index: to }),
            Op::Plain(Operator::LocalGet { local_index: from }),
            Op::Plain(load),
            Op::Plain(store),
            ..,
        ] = ops
        else {
            return None;
        };
        let (load, store, bytes) = access(load, store)?;
        (load.offset == store.offset).then_some(Number {
            to: *to,
            from: *from,
            to_memory: store.memory,
            from_memory: load.memory,
            bytes,
            offset: load.offset,
        })
    }
}

/// Returns the arguments of a load and a store that copy bytes unchanged, and the number of bytes.
fn access(load: &Operator<'_>, store: &Operator<'_>) -> Option<(MemArg, MemArg, u32)> {
    match (load, store) {
        (
            Operator::I32Load8U { memarg: load } | Operator::I32Load8S { memarg: load },
            Operator::I32Store8 { memarg: store },
        ) => Some((*load, *store, 1)),
        (
            Operator::I32Load16U { memarg: load } | Operator::I32Load16S { memarg: load },
            Operator::I32Store16 { memarg: store },
        ) => Some((*load, *store, 2)),
        (Operator::I32Load { memarg: load }, Operator::I32Store { memarg: store })
        | (Operator::F32Load { memarg: load }, Operator::F32Store { memarg: store }) => Some((*load, *store, 4)),
        (Operator::I64Load { memarg: load }, Operator::I64Store { memarg: store })
        | (Operator::F64Load { memarg: load }, Operator::F64Store { memarg: store }) => Some((*load, *store, 8)),
        _ => None,
    }
}
