//! The use that a function makes of a stack pointer.
//!
//! A compiler's prologue subtracts a constant from the stack pointer, and its epilogue adds the same constant again.
//! Anything else makes the function irregular: then it is not known how far it moves the pointer.

use std::collections::{BTreeMap, HashMap};

use dissolve_wasm::GlobalIndex;
use wasmparser::Operator;

/// The use that a function makes of a stack pointer.
#[derive(Clone, Copy, Debug, Default)]
pub struct Frame {
    /// The bytes that its prologue subtracts.
    pub bytes: u64,
    /// True if it does more with the stack pointer than take a frame and give it back.
    pub irregular: bool,
}

impl Frame {
    /// Reads the body of a function with `params` parameters.
    pub fn read(operators: &[Operator<'_>], params: u32, pointer: GlobalIndex) -> Frame {
        let mut reader = Reader { operators, pointer: pointer.as_u32(), ..Reader::default() };
        for (at, operator) in operators.iter().enumerate() {
            reader.blocks.step(operator);
            reader.step(at, operator);
        }
        reader.conclude(params)
    }
}

/// A prologue's subtraction.
#[derive(Clone, Copy, Default)]
struct Allocation {
    /// The position of the instruction after it, which uses the frame's address.
    end: usize,
    /// The bytes from the frame's address to the old stack pointer; none if a mask aligns the address.
    bytes: Option<i32>,
}

/// An epilogue.
#[derive(Clone, Copy)]
struct Epilogue {
    /// The number of assignments, before it, of the local that it reads.
    assigned: u32,
    /// True if what comes after it may lead to it again.
    is_in_loop: bool,
}

/// The state of reading a body.
#[derive(Default)]
struct Reader<'o, 'a> {
    operators: &'o [Operator<'a>],
    pointer: u32,
    blocks: Blocks,
    frame: Frame,
    /// The last allocation.
    allocation: Allocation,
    /// The locals that hold a frame's address, with the bytes from there to the old stack pointer.
    holders: HashMap<u32, Option<i32>>,
    /// The number of assignments of each local.
    assigned: HashMap<u32, u32>,
    /// The locals from which an epilogue restores the stack pointer, with the last of these epilogues.
    restored_from: BTreeMap<u32, Epilogue>,
    /// True if a prologue sets the stack pointer to the frame's address.
    moves_pointer: bool,
}

impl Reader<'_, '_> {
    fn step(&mut self, at: usize, operator: &Operator<'_>) {
        match *operator {
            Operator::LocalSet { local_index } | Operator::LocalTee { local_index } => {
                *self.assigned.entry(local_index).or_default() += 1;
                if at == self.allocation.end && at > 0 {
                    self.holders.insert(local_index, self.allocation.bytes);
                    self.allocation.end += usize::from(matches!(operator, Operator::LocalTee { .. }));
                }
            }
            Operator::GlobalGet { global_index } if global_index == self.pointer => self.allocate(at),
            Operator::GlobalSet { global_index } if global_index == self.pointer => {
                if at == self.allocation.end {
                    self.moves_pointer = true;
                } else {
                    self.restore(at);
                }
            }
            _ => {}
        }
    }

    /// Reads what follows the instruction at `at`, which gets the stack pointer.
    fn allocate(&mut self, at: usize) {
        let [Operator::I32Const { value: bytes @ 0.. }, Operator::I32Sub, rest @ ..] = &self.operators[at + 1..] else {
            self.frame.irregular = true;
            return;
        };
        self.frame.bytes += u64::from(bytes.cast_unsigned());
        self.allocation = Allocation { end: at + 3, bytes: Some(*bytes) };
        // Each round of a loop takes another frame.
        self.frame.irregular |= self.blocks.is_in_loop();
        if let [Operator::I32Const { value: mask }, Operator::I32And, ..] = rest {
            let align = mask.wrapping_neg();
            self.frame.irregular |= align <= 0 || !align.cast_unsigned().is_power_of_two();
            self.frame.bytes += u64::from(align.cast_unsigned()).min(1 << 31);
            self.allocation = Allocation { end: at + 5, bytes: None };
        }
    }

    /// Reads what precedes the instruction at `at`, which sets the stack pointer.
    fn restore(&mut self, at: usize) {
        match self.operators[..at] {
            [.., Operator::LocalGet { local_index }, Operator::I32Const { value }, Operator::I32Add] => {
                // Another number would leave the pointer elsewhere than the prologue found it.
                self.frame.irregular |= self.holders.get(&local_index) != Some(&Some(value));
                self.restore_from(at, local_index);
            }
            [.., Operator::LocalGet { local_index }] => self.restore_from(at, local_index),
            _ => self.frame.irregular = true,
        }
    }

    /// Reads the epilogue whose last instruction, at `at`, restores the stack pointer from a local.
    fn restore_from(&mut self, at: usize, local: u32) {
        let assigned = self.assigned.get(&local).copied().unwrap_or(0);
        let is_in_loop = self.blocks.is_in_loop() && !returns_without_branch(&self.operators[at + 1..]);
        self.restored_from.insert(local, Epilogue { assigned, is_in_loop });
    }

    fn conclude(self, params: u32) -> Frame {
        let Reader { mut frame, holders, assigned, restored_from, .. } = self;
        // Without an epilogue, each call would leave its frame on the stack.
        let ends = !matches!(self.operators, [.., Operator::Unreachable, Operator::End]);
        frame.irregular |= self.moves_pointer && restored_from.is_empty() && (ends || self.blocks.returns);
        // An epilogue must restore from a local that the prologue set and nothing else assigns. Behind the last epilogue, compilers use the local
        // for other values.
        let is_own = |(local, last): (&u32, &Epilogue)| {
            let stays = !last.is_in_loop || assigned.get(local) == Some(&1);
            *local >= params && holders.contains_key(local) && last.assigned == 1 && stays
        };
        frame.irregular |= !restored_from.iter().all(is_own);
        frame
    }
}

/// Returns true if these instructions are executed one after the other up to a return.
fn returns_without_branch(operators: &[Operator<'_>]) -> bool {
    let mut branches = operators.iter().filter(|operator| {
        matches!(
            operator,
            Operator::Block { .. }
                | Operator::Loop { .. }
                | Operator::If { .. }
                | Operator::Else
                | Operator::End
                | Operator::Br { .. }
                | Operator::BrIf { .. }
                | Operator::BrTable { .. }
                | Operator::BrOnNull { .. }
                | Operator::BrOnNonNull { .. }
                | Operator::BrOnCast { .. }
                | Operator::BrOnCastFail { .. }
                | Operator::Return
                | Operator::Unreachable
        )
    });
    matches!(branches.next(), Some(Operator::Return | Operator::Unreachable))
}

/// The open blocks of a body.
#[derive(Default)]
struct Blocks {
    /// For each open block, true if it is a loop.
    open: Vec<bool>,
    /// The number of open loops.
    loops: usize,
    /// True if the function can return before its end.
    returns: bool,
}

impl Blocks {
    fn is_in_loop(&self) -> bool {
        self.loops > 0
    }

    fn step(&mut self, operator: &Operator<'_>) {
        let is_return = |depth: u32| depth as usize >= self.open.len();
        match operator {
            Operator::Block { .. } | Operator::If { .. } => self.open.push(false),
            Operator::Loop { .. } => {
                self.open.push(true);
                self.loops += 1;
            }
            Operator::End => self.loops -= usize::from(self.open.pop() == Some(true)),
            Operator::Return | Operator::ReturnCall { .. } | Operator::ReturnCallIndirect { .. } => self.returns = true,
            Operator::Br { relative_depth } | Operator::BrIf { relative_depth } => {
                self.returns |= is_return(*relative_depth);
            }
            Operator::BrTable { targets } => {
                let mut all = targets.targets().map_while(Result::ok).chain([targets.default()]);
                self.returns |= all.any(is_return);
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use wasmparser::{Parser, Payload};

    use super::*;

    /// The frame of the only function of a module with a stack pointer.
    fn frame_of(body: &str) -> Frame {
        let text = format!(
            "(module (memory 1) (global $sp (mut i32) (i32.const 65536)) (func (param i32) (local i32 i32) {body}))"
        );
        let module = wat::parse_str(text).unwrap();
        let body = Parser::new(0).parse_all(&module).find_map(|payload| match payload.unwrap() {
            Payload::CodeSectionEntry(body) => Some(body),
            _ => None,
        });
        let operators =
            body.unwrap().get_operators_reader().unwrap().into_iter().collect::<Result<Vec<_>, _>>().unwrap();
        Frame::read(&operators, 1, GlobalIndex::from_u32(0))
    }

    const PROLOGUE: &str = "global.get $sp i32.const 48 i32.sub local.tee 1 global.set $sp";

    #[test]
    fn a_frame_is_what_the_prologue_subtracts() {
        let epilogue = "local.get 1 i32.const 48 i32.add global.set $sp";
        for (body, bytes) in [
            (format!("{PROLOGUE} {epilogue}"), 48),
            // A function that does not return has no epilogue.
            (format!("{PROLOGUE} unreachable"), 48),
            // The local has another value behind the epilogue.
            (format!("{PROLOGUE} {epilogue} i32.const 0 local.set 1"), 48),
            (format!("{PROLOGUE} {epilogue} loop i32.const 0 local.set 1 local.get 0 br_if 0 end"), 48),
            (format!("{PROLOGUE} loop {epilogue} i32.const 0 local.set 1 return end"), 48),
            // A leaf does not write the stack pointer back.
            ("global.get $sp i32.const 16 i32.sub local.set 1".to_owned(), 16),
            // An aligned leaf.
            ("global.get $sp i32.const 16 i32.sub i32.const -32 i32.and local.set 1".to_owned(), 16 + 32),
        ] {
            let frame = frame_of(&body);
            assert_eq!((frame.bytes, frame.irregular), (bytes, false), "{body}");
        }
    }

    #[test]
    fn anything_else_is_not_known() {
        for body in [
            // A frame whose size is only known when it is called, such as that of a variable-length array.
            "global.get $sp local.get 0 i32.sub local.tee 1 global.set $sp".to_owned(),
            format!("{PROLOGUE} local.get 1 local.get 0 i32.sub local.tee 2 global.set $sp"),
            format!("{PROLOGUE} local.get 0 local.set 1 local.get 1 global.set $sp"),
            format!("{PROLOGUE} local.get 0 global.set $sp"),
            "i32.const 7 global.set $sp".to_owned(),
            // An aligned frame, which ends below the old stack pointer, and an epilogue that does not count the gap.
            "global.get $sp i32.const 48 i32.sub i32.const -64 i32.and local.tee 1 global.set $sp
             local.get 1 i32.const 48 i32.add global.set $sp"
                .to_owned(),
            // A loop that takes frames, functions that return without giving theirs back, and epilogues that add another
            // number, or add it to a parameter.
            format!("loop {PROLOGUE} local.get 1 i32.const 48 i32.add global.set $sp end"),
            PROLOGUE.to_owned(),
            format!("local.get 0 if return end {PROLOGUE} unreachable"),
            format!("{PROLOGUE} local.get 1 i32.const 64 i32.add global.set $sp"),
            "global.get $sp i32.const 48 i32.sub local.tee 0 global.set $sp local.get 0 i32.const 48 i32.add global.set $sp"
                .to_owned(),
            "global.get $sp local.set 1 local.get 1 i32.const 16 i32.sub drop".to_owned(),
            // A local that has another value before the epilogue, in its text or in another round of a loop.
            format!("{PROLOGUE} i32.const 0 local.set 1 local.get 1 i32.const 48 i32.add global.set $sp"),
            format!("{PROLOGUE} loop local.get 1 i32.const 48 i32.add global.set $sp i32.const 0 local.set 1 end"),
        ] {
            assert!(frame_of(&body).irregular, "{body}");
        }
    }
}
