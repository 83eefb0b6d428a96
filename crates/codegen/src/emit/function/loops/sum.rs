//! Words as sums: of words that are there before a loop, each times a constant, of a constant, and of a constant in every round.

use std::collections::HashMap;

use inkwell::values::{BasicValueEnum, InstructionOpcode, InstructionValue, IntValue};

use super::super::Body;
use super::super::arms::Arm;
use super::super::checks::operation;
use super::{Loop, constant};
use crate::Error;

/// The largest number of instructions of an expression that is followed.
const MOST_INSTRUCTIONS: u32 = 32;

/// The largest number of terms of a sum.
const MOST_TERMS: usize = 8;

/// The values that locals were read and assigned in loops.
#[derive(Default)]
pub struct Reads<'c> {
    /// The local and the ordinal of each read of a local's slot, by the value that was read.
    reads: HashMap<IntValue<'c>, (u32, u32)>,
    /// The assignments, by local and ordinal.
    assigned: HashMap<(u32, u32), (BasicValueEnum<'c>, Arm)>,
}

impl<'c> Reads<'c> {
    /// Adds a read of a local's slot.
    pub fn read(&mut self, local: u32, ordinal: u32, value: IntValue<'c>) {
        self.reads.insert(value, (local, ordinal));
    }

    /// Adds an assignment.
    pub fn assigned(&mut self, local: u32, ordinal: u32, value: BasicValueEnum<'c>, arm: Arm) {
        self.assigned.insert((local, ordinal), (value, arm));
    }
}

/// A word that is there before a loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Leaf<'c> {
    /// A value that no round changes.
    Value(IntValue<'c>),
    /// The value that a local has when the loop is entered.
    Local(u32),
}

/// A word in a loop, modulo 2^32: `Σ factor × leaf + constant + round × step`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sum<'c> {
    /// Each leaf with its factor, which is not zero.
    pub terms: Vec<(Leaf<'c>, u32)>,
    pub constant: u32,
    pub step: u32,
}

impl<'c> Sum<'c> {
    fn constant(constant: u32) -> Sum<'c> {
        Sum { constant, ..Sum::default() }
    }

    fn leaf(leaf: Leaf<'c>) -> Sum<'c> {
        Sum { terms: vec![(leaf, 1)], ..Sum::default() }
    }

    fn times(mut self, factor: u32) -> Sum<'c> {
        self.terms.iter_mut().for_each(|(_, of)| *of = of.wrapping_mul(factor));
        self.terms.retain(|(_, factor)| *factor != 0);
        Sum { terms: self.terms, constant: self.constant.wrapping_mul(factor), step: self.step.wrapping_mul(factor) }
    }

    fn plus(mut self, other: Sum<'c>) -> Sum<'c> {
        for (leaf, factor) in other.terms {
            match self.terms.iter_mut().find(|(known, _)| *known == leaf) {
                Some((_, of)) => *of = of.wrapping_add(factor),
                None => self.terms.push((leaf, factor)),
            }
        }
        self.terms.retain(|(_, factor)| *factor != 0);
        let constant = self.constant.wrapping_add(other.constant);
        Sum { terms: self.terms, constant, step: self.step.wrapping_add(other.step) }
    }

    /// The difference from another sum.
    pub fn minus(self, other: Sum<'c>) -> Sum<'c> {
        self.plus(other.times(u32::MAX))
    }
}

/// A local that every round changes once, by a constant.
#[derive(Clone, Copy)]
struct Counter {
    step: u32,
    /// The ordinal of its assignment.
    assigned: u32,
}

impl<'c> Body<'c, '_> {
    /// Returns the sum that a word in a loop is, if every round adds the same to it.
    pub(super) fn sum(&self, each: &Loop<'c>, value: IntValue<'c>) -> Option<Sum<'c>> {
        self.sum_of(each, value, &mut MOST_INSTRUCTIONS.clone())
    }

    fn sum_of(&self, each: &Loop<'c>, value: IntValue<'c>, left: &mut u32) -> Option<Sum<'c>> {
        if let Some(constant) = constant(value) {
            return Some(Sum::constant(constant));
        }
        *left = left.checked_sub(1)?;
        let Some(instruction) = self.inside(each, value) else {
            let sum = operation(InstructionOpcode::Add, value);
            return match sum {
                Some((under, more)) => Some(self.sum_of(each, under, left)?.plus(Sum::constant(more))),
                None => Some(Sum::leaf(Leaf::Value(value))),
            };
        };
        if let Some(&(local, ordinal)) = self.loops.reads.reads.get(&value) {
            if self.locals.assignments_in(local, each.ordinals).is_empty() {
                return Some(Sum::leaf(Leaf::Local(local)));
            }
            let Counter { step, assigned } = self.counter(each, local)?;
            let first = each.constants.get(&local).copied();
            let first = first.map_or_else(|| Sum::leaf(Leaf::Local(local)), Sum::constant);
            let before = if assigned < ordinal { step } else { 0 };
            return Some(Sum { step, ..first.plus(Sum::constant(before)) });
        }
        let [first, second] = operands(instruction)?;
        let (left_sum, right_sum) = (self.sum_of(each, first, left)?, self.sum_of(each, second, left)?);
        let factor = constant(second);
        let sum = match (instruction.get_opcode(), factor) {
            (InstructionOpcode::Add, _) => left_sum.plus(right_sum),
            (InstructionOpcode::Sub, _) => left_sum.minus(right_sum),
            (InstructionOpcode::Mul, Some(factor)) => left_sum.times(factor),
            (InstructionOpcode::Shl, Some(shift @ ..32)) => left_sum.times(1 << shift),
            (opcode, _) if is_repeatable(opcode) && left_sum.step == 0 && right_sum.step == 0 => {
                Sum::leaf(Leaf::Value(value))
            }
            _ => return None,
        };
        (sum.terms.len() <= MOST_TERMS).then_some(sum)
    }

    /// Writes the value of a sum in the first round. The insertion point is before the loop.
    pub(super) fn at_start(&mut self, each: &Loop<'c>, sum: &Sum<'c>) -> Result<IntValue<'c>, Error> {
        let mut total = None;
        // A difference begins with what is added.
        let is_taken = |&&(_, factor): &&(Leaf<'c>, u32)| factor.cast_signed() < 0;
        let (taken, added): (Vec<_>, Vec<_>) = sum.terms.iter().partition(is_taken);
        for &(leaf, factor) in added.into_iter().chain(taken) {
            let leaf = self.leaf(each, leaf)?;
            let builder = &self.writer.builder;
            let size = factor.cast_signed().unsigned_abs();
            let term = match size {
                1 => leaf,
                _ if size.is_power_of_two() => builder.build_left_shift(leaf, self.writer.word(size.ilog2()), "")?,
                _ => builder.build_int_mul(leaf, self.writer.word(size), "")?,
            };
            total = Some(match (total, factor.cast_signed() < 0) {
                (None, false) => term,
                (None, true) => builder.build_int_neg(term, "")?,
                (Some(total), false) => builder.build_int_add(total, term, "")?,
                (Some(total), true) => builder.build_int_sub(total, term, "")?,
            });
        }
        let constant = self.writer.word(sum.constant);
        match total {
            None => Ok(constant),
            Some(total) if sum.constant == 0 => Ok(total),
            Some(total) => Ok(self.writer.builder.build_int_add(total, constant, "")?),
        }
    }

    /// Writes the value of a leaf. The insertion point is before the loop.
    fn leaf(&mut self, each: &Loop<'c>, leaf: Leaf<'c>) -> Result<IntValue<'c>, Error> {
        let value = match leaf {
            Leaf::Local(local) => {
                let (slot, ty) = self.locals.slot(local);
                let value = self.writer.builder.build_load(ty, slot, "")?.into_int_value();
                // For the loop around this one.
                self.loops.reads.read(local, each.ordinals.0, value);
                return Ok(value);
            }
            Leaf::Value(value) => value,
        };
        let Some(instruction) = self.inside(each, value) else { return Ok(value) };
        let operands = operands(instruction).ok_or_else(|| Error::defect("an operand of another type"))?;
        let [left, right] = operands.map(|operand| {
            let sum = self.sum(each, operand).ok_or_else(|| Error::defect("an operand that rounds change"))?;
            self.at_start(each, &sum)
        });
        let repeated = self.writer.builder.build_binop(instruction.get_opcode(), left?, right?, "")?;
        Ok(repeated.into_int_value())
    }

    /// The instruction of a value that a loop computes in each round; none if the value is there before the loop.
    fn inside(&self, each: &Loop<'c>, value: IntValue<'c>) -> Option<InstructionValue<'c>> {
        let instruction = value.as_instruction()?;
        self.writer.is_at_or_after(instruction.get_parent()?, each.header).then_some(instruction)
    }

    /// Returns how a loop changes a local that it assigns, if every round adds a constant once.
    fn counter(&self, each: &Loop<'c>, local: u32) -> Option<Counter> {
        let &[assigned] = self.locals.assignments_in(local, each.ordinals) else { return None };
        let &(value, _) = self.loops.reads.assigned.get(&(local, assigned)).filter(|(_, arm)| *arm == each.arm)?;
        let BasicValueEnum::IntValue(mut value) = value else { return None };
        let mut step = 0u32;
        for _ in 0..MOST_INSTRUCTIONS {
            if let Some(&(read, ordinal)) = self.loops.reads.reads.get(&value) {
                let is_old = read == local && (each.ordinals.0..assigned).contains(&ordinal);
                return is_old.then_some(Counter { step, assigned });
            }
            if let Some((under, more)) = operation(InstructionOpcode::Add, value) {
                (value, step) = (under, step.wrapping_add(more));
            } else {
                let (under, less) = operation(InstructionOpcode::Sub, value)?;
                (value, step) = (under, step.wrapping_sub(less));
            }
        }
        None
    }
}

/// Returns true for an operation on words that a check before a loop may repeat.
fn is_repeatable(opcode: InstructionOpcode) -> bool {
    use InstructionOpcode as I;
    matches!(opcode, I::Mul | I::Shl | I::And | I::Or | I::Xor | I::LShr | I::AShr)
}

/// The operands of an operation on two words.
fn operands<'c>(instruction: InstructionValue<'c>) -> Option<[IntValue<'c>; 2]> {
    if instruction.get_num_operands() != 2 {
        return None;
    }
    let operand = |index| match instruction.get_operand(index)?.value()? {
        BasicValueEnum::IntValue(value) => (value.get_type().get_bit_width() == 32).then_some(value),
        _ => None,
    };
    Some([operand(0)?, operand(1)?])
}
