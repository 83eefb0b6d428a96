//! The rounds of a loop with one exit: how often the exit goes on.

use inkwell::IntPredicate;
use inkwell::values::{InstructionOpcode, IntValue};

use super::super::Body;
use super::sum::Sum;
use super::{Exit, Loop, constant};
use crate::Error;

/// The rounds of a loop: how often its exit goes on. The exit goes on while `from + round × step` and `to` compare as the predicate says.
pub struct Rounds<'c> {
    predicate: IntPredicate,
    from: Sum<'c>,
    to: Sum<'c>,
    step: i32,
}

impl<'c> Rounds<'c> {
    /// The exponent of the counter's step. If a counter that must meet its limit never does, the rounds count as `2^(32 - shift)` or more.
    pub fn shift(&self) -> u32 {
        self.step.unsigned_abs().ilog2()
    }

    /// The number that rounds have to add to the counter until it meets its limit; if they take from it, the number that they take.
    fn difference(&self) -> Sum<'c> {
        let (from, to) = (self.from.clone(), self.to.clone());
        if self.step > 0 { to.minus(from) } else { from.minus(to) }
    }

    /// How often the exit goes on, if it is always the same.
    pub fn constant(&self) -> Option<u32> {
        let is_constant = |sum: &Sum<'c>| sum.terms.is_empty();
        if self.predicate == IntPredicate::NE {
            let difference = self.difference();
            return is_constant(&difference).then(|| difference.constant.rotate_right(self.shift()));
        }
        let (from, to) = (self.from.constant, self.to.constant);
        let goes_on = match self.predicate {
            IntPredicate::SLT => from.cast_signed() < to.cast_signed(),
            IntPredicate::SGT => from.cast_signed() > to.cast_signed(),
            IntPredicate::ULT => from < to,
            _ => from > to,
        };
        let rounds = if goes_on { self.difference().constant } else { 0 };
        (is_constant(&self.from) && is_constant(&self.to)).then_some(rounds)
    }
}

/// A comparison of two words.
#[derive(Clone, Copy)]
struct Condition<'c> {
    predicate: IntPredicate,
    operands: [IntValue<'c>; 2],
}

impl<'c> Body<'c, '_> {
    /// The rounds of a loop, if they can be counted.
    pub(super) fn rounds(&self, each: &Loop<'c>, exit: &Exit<'c>) -> Option<Rounds<'c>> {
        let Condition { predicate, operands: [left, right] } = Condition::of(exit.condition)?;
        let predicate = if exit.repeats { predicate } else { inverse(predicate) };
        let (left, right) = (self.sum(each, left)?, self.sum(each, right)?);
        let (predicate, from, to) = match (left.step, right.step) {
            (_, 0) => (predicate, left, right),
            (0, _) => (swapped(predicate), right, left),
            _ => return None,
        };
        let step = from.step.cast_signed();
        use IntPredicate as P;
        let is_counted = match predicate {
            P::NE => step.unsigned_abs().is_power_of_two(),
            P::ULT | P::SLT => step == 1,
            P::UGT | P::SGT => step == -1,
            _ => false,
        };
        is_counted.then_some(Rounds { predicate, from: Sum { step: 0, ..from }, to, step })
    }

    /// Writes the number of times that the exit of a loop goes on.
    pub(super) fn goes_on(&mut self, each: &Loop<'c>, rounds: &Rounds<'c>) -> Result<IntValue<'c>, Error> {
        let Rounds { predicate, from, to, step } = rounds;
        if *predicate == IntPredicate::NE {
            let difference = rounds.difference();
            let difference = self.at_start(each, &difference)?;
            return self.rotated(difference, rounds.shift());
        }
        let [from, to] = [self.at_start(each, from)?, self.at_start(each, to)?];
        let builder = &self.writer.builder;
        let goes_on = builder.build_int_compare(*predicate, from, to, "")?;
        let end = builder.build_select(goes_on, to, from, "")?.into_int_value();
        let (high, low) = if *step > 0 { (end, from) } else { (from, end) };
        Ok(builder.build_int_sub(high, low, "")?)
    }

    /// Rotates a word to the right: a quotient, or a large number if the division has a rest.
    fn rotated(&self, word: IntValue<'c>, shift: u32) -> Result<IntValue<'c>, Error> {
        if shift == 0 {
            return Ok(word);
        }
        let builder = &self.writer.builder;
        let quotient = builder.build_right_shift(word, self.writer.word(shift), false, "")?;
        let rest = builder.build_left_shift(word, self.writer.word(32 - shift), "")?;
        Ok(builder.build_or(quotient, rest, "")?)
    }
}

impl<'c> Condition<'c> {
    /// The comparison that a condition is: not zero, if it is no other.
    fn of(value: IntValue<'c>) -> Option<Condition<'c>> {
        let zero = value.get_type().const_zero();
        let mut condition = Condition { predicate: IntPredicate::NE, operands: [value, zero] };
        // A comparison of the result of another with zero.
        for _ in 0..4 {
            let Some(inner) = condition.compared_with_zero() else { break };
            condition = inner;
        }
        (condition.operands[0].get_type().get_bit_width() == 32).then_some(condition)
    }

    /// If this compares the result of a comparison with zero, returns that one, or its inverse.
    fn compared_with_zero(self) -> Option<Condition<'c>> {
        let [value, zero] = self.operands;
        let compared = value.as_instruction().filter(|value| value.get_opcode() == InstructionOpcode::ZExt)?;
        let compared = compared.get_operand(0)?.value()?.into_int_value().as_instruction()?;
        let predicate = compared.get_icmp_predicate().filter(|_| constant(zero) == Some(0))?;
        // A reference is compared, too.
        let operand = |index| IntValue::try_from(compared.get_operand(index)?.value()?).ok();
        let operands = [operand(0)?, operand(1)?];
        let predicate = match self.predicate {
            IntPredicate::NE => predicate,
            IntPredicate::EQ => inverse(predicate),
            _ => return None,
        };
        Some(Condition { predicate, operands })
    }
}

/// The comparison that is true where another is false.
fn inverse(predicate: IntPredicate) -> IntPredicate {
    use IntPredicate as P;
    match predicate {
        P::EQ => P::NE,
        P::NE => P::EQ,
        P::UGT => P::ULE,
        P::UGE => P::ULT,
        P::ULT => P::UGE,
        P::ULE => P::UGT,
        P::SGT => P::SLE,
        P::SGE => P::SLT,
        P::SLT => P::SGE,
        P::SLE => P::SGT,
    }
}

/// The comparison of the same operands in the other order.
fn swapped(predicate: IntPredicate) -> IntPredicate {
    use IntPredicate as P;
    match predicate {
        P::EQ | P::NE => predicate,
        P::UGT => P::ULT,
        P::UGE => P::ULE,
        P::ULT => P::UGT,
        P::ULE => P::UGE,
        P::SGT => P::SLT,
        P::SGE => P::SLE,
        P::SLT => P::SGT,
        P::SLE => P::SGE,
    }
}
