//! The values that locals are known to hold, so that one value has one name in a function.
//!
//! A `local.get` gives the value of the last `local.set`, or that of an earlier `local.get`, if that one is on every path
//! to it and no other assignment is on any. Then bounds checks of the same local are checks of the same value. Elsewhere, the local's stack slot is read.

use std::collections::{BTreeSet, HashMap};

use inkwell::types::BasicTypeEnum;
use inkwell::values::{BasicValueEnum, PointerValue};
use wasmparser::{FunctionBody, Operator};

use super::arms::{Arm, Arms};
use crate::Error;

/// The ordinal of a function's first operator. Before it, parameters get their values at 0, and the other locals at 1,
/// which a tail call of the function to itself repeats.
pub const FIRST: u32 = 2;

/// The largest number of assignments in a loop that are looked at when it is entered.
const MOST_ASSIGNED: usize = 64;

/// The locals of a function: its parameters, then the others.
#[derive(Default)]
pub struct Locals<'c> {
    locals: Vec<Local<'c>>,
    /// The last operator of each loop, by its first, as ordinals.
    loops: HashMap<u32, u32>,
    /// The ordinal and the local of each assignment, in ascending order.
    assignments: Vec<(u32, u32)>,
    /// True if the function calls itself in tail position.
    repeats: bool,
}

struct Local<'c> {
    slot: PointerValue<'c>,
    ty: BasicTypeEnum<'c>,
    /// The ordinals of the operators that assign it, in ascending order.
    assigned: Vec<u32>,
    /// The last value that was assigned or read, and where.
    known: Option<Known<'c>>,
}

struct Known<'c> {
    value: BasicValueEnum<'c>,
    arm: Arm,
    /// The ordinal of the operator.
    at: u32,
}

impl<'c> Locals<'c> {
    /// Adds a local.
    pub fn push(&mut self, slot: PointerValue<'c>, ty: BasicTypeEnum<'c>) {
        self.locals.push(Local { slot, ty, assigned: Vec::new(), known: None });
    }

    /// The number of locals.
    pub fn len(&self) -> u32 {
        // A function has at most 50,000 (wasmparser's limit).
        self.locals.len() as u32
    }

    /// The stack slot and the type of a local.
    pub fn slot(&self, local: u32) -> (PointerValue<'c>, BasicTypeEnum<'c>) {
        let local = &self.locals[local as usize];
        (local.slot, local.ty)
    }

    /// Reads where each local is assigned and where each loop ends. The function is function `itself`.
    pub fn scan(&mut self, body: &FunctionBody<'_>, itself: u32) -> Result<(), Error> {
        // For each open block, its first operator if it is a loop.
        let mut open = Vec::new();
        let operators = body.get_operators_reader().map_err(Error::Invalid)?;
        for (ordinal, operator) in (FIRST..).zip(operators) {
            match operator.map_err(Error::Invalid)? {
                Operator::LocalSet { local_index } | Operator::LocalTee { local_index } => {
                    self.locals[local_index as usize].assigned.push(ordinal);
                    self.assignments.push((ordinal, local_index));
                }
                Operator::ReturnCall { function_index } if function_index == itself => self.repeats = true,
                Operator::Loop { .. } => open.push(Some(ordinal)),
                Operator::Block { .. } | Operator::If { .. } => open.push(None),
                Operator::End => {
                    if let Some(Some(start)) = open.pop() {
                        self.loops.insert(start, ordinal);
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The arm of the loop that starts at an operator, as [`Arms::open`] takes it.
    pub fn looped(&self, start: u32) -> Option<(u32, u32)> {
        Some((start, *self.loops.get(&start)?))
    }

    /// Returns locals that are assigned by operators from the first to the last of a loop, each once: at most [`MOST_ASSIGNED`].
    pub fn assigned_in(&self, (first, last): (u32, u32)) -> BTreeSet<u32> {
        let start = self.assignments.partition_point(|&(ordinal, _)| ordinal <= first);
        let all = self.assignments[start..].iter().take_while(|&&(ordinal, _)| ordinal < last);
        all.take(MOST_ASSIGNED).map(|&(_, local)| local).collect()
    }

    /// Returns the ordinals of the assignments of a local in a loop.
    pub fn assignments_in(&self, local: u32, (first, last): (u32, u32)) -> &[u32] {
        let assigned = &self.locals[local as usize].assigned;
        let bound = |ordinal| assigned.partition_point(|&other| other < ordinal);
        &assigned[bound(first)..bound(last)]
    }

    /// The value of a local at an operator, if it is known.
    pub fn known(&self, local: u32, arms: &Arms, at: u32) -> Option<BasicValueEnum<'c>> {
        let local = &self.locals[local as usize];
        let known = local.known.as_ref().filter(|known| arms.is_open(known.arm))?;
        // A tail call of the function to itself assigns its parameters, and whatever is known after that is learned again.
        if known.at == 0 && self.repeats {
            return None;
        }
        // A loop that was entered since then may have come back to its start after any assignment in it.
        let until = arms.outermost_loop_after(known.at).unwrap_or(at);
        let next = local.assigned.partition_point(|&ordinal| ordinal <= known.at);
        let is_same = local.assigned.get(next).is_none_or(|&ordinal| ordinal >= until);
        is_same.then_some(known.value)
    }

    /// Records the value that a local has after an operator.
    pub fn learn(&mut self, local: u32, value: BasicValueEnum<'c>, arms: &Arms, at: u32) {
        self.locals[local as usize].known = Some(Known { value, arm: arms.innermost(), at });
    }
}

#[cfg(test)]
mod tests {
    use dissolve_wasm::Module;
    use inkwell::AddressSpace;
    use inkwell::context::Context;

    use super::*;

    /// The locals of the only function of a module, after a scan of its body.
    fn scanned<'c>(context: &'c Context, count: u32, text: &str) -> Locals<'c> {
        let wasm = wat::parse_str(text).unwrap();
        let slot = context.ptr_type(AddressSpace::default()).const_null();
        let mut locals = Locals::default();
        (0..count).for_each(|_| locals.push(slot, context.i32_type().into()));
        locals.scan(&Module::read(&wasm).unwrap().bodies[0], 0).unwrap();
        locals
    }

    /// A value that is known before a loop is not known in it if the loop assigns the local anywhere.
    #[test]
    fn a_loop_forgets_what_it_assigns() {
        let context = Context::create();
        let mut locals = scanned(
            &context,
            2,
            "(module (func (param i32 i32) (loop (drop (local.get 0)) (local.set 0 (i32.const 1)))))",
        );
        let (mut arms, value) = (Arms::default(), context.i32_type().const_zero().into());
        (0..2).for_each(|local| locals.learn(local, value, &arms, 0));
        arms.open(locals.looped(FIRST));
        assert_eq!([0, 1].map(|local| locals.known(local, &arms, FIRST + 1).is_some()), [false, true]);
        locals.learn(0, value, &arms, FIRST + 1);
        assert!(locals.known(0, &arms, FIRST + 2).is_some(), "until it is assigned");
        assert!(locals.known(0, &arms, FIRST + 5).is_none());
    }

    /// Code that never runs may have any number of tail calls, two bytes each, of a function with many parameters.
    #[test]
    fn a_tail_call_to_itself_takes_no_memory() {
        let context = Context::create();
        let (params, calls) = ("i32 ".repeat(1000), "(return_call 0)".repeat(1000));
        let text = format!("(module (func (param {params}) unreachable {calls}))");
        let mut locals = scanned(&context, 1000, &text);
        assert_eq!(locals.locals.iter().map(|local| local.assigned.len()).sum::<usize>(), 0);
        let (arms, value) = (Arms::default(), context.i32_type().const_zero().into());
        locals.learn(7, value, &arms, 0);
        assert!(locals.known(7, &arms, FIRST).is_none(), "the value of the first round");
    }
}
