//! Recognizes saturating addition and subtraction.
//!
//! WebAssembly has no instruction for them, so compilers write what they mean: `s = a + b`, and instead of `s`, if the addition
//! overflowed, the limit that `s`'s sign tells. Digital signal processors have an instruction, and LLVM knows which do.

use inkwell::IntPredicate;
use inkwell::values::{BasicValueEnum, InstructionOpcode, InstructionValue, IntValue};

use super::Body;
use super::checks::operation;
use crate::Error;

/// The sign of a word.
const SIGN: u32 = 1 << 31;

impl<'c> Body<'c, '_> {
    /// Returns the saturated result of an addition or subtraction, if `condition ? limit : wrapped` is one. `condition` is the number that
    /// is compared with zero.
    pub fn saturated(
        &self,
        condition: BasicValueEnum<'c>,
        [limit, wrapped]: [BasicValueEnum<'c>; 2],
    ) -> Result<Option<IntValue<'c>>, Error> {
        let (BasicValueEnum::IntValue(condition), BasicValueEnum::IntValue(limit), BasicValueEnum::IntValue(wrapped)) =
            (condition, limit, wrapped)
        else {
            return Ok(None);
        };
        if wrapped.get_type().get_bit_width() != 32 || !is_limit_of(limit, wrapped) {
            return Ok(None);
        }
        let sum = operands(InstructionOpcode::Add, wrapped).map(|sides| ("llvm.sadd.sat", IntPredicate::SLT, sides));
        let difference =
            operands(InstructionOpcode::Sub, wrapped).map(|sides| ("llvm.ssub.sat", IntPredicate::SGT, sides));
        let Some((name, predicate, [left, right])) = sum.or(difference) else { return Ok(None) };
        // The wrapped result is less than one side where it should not be, or is not where it should.
        let overflows = |left: IntValue<'c>, right: IntValue<'c>| {
            operands(InstructionOpcode::Xor, condition).is_some_and(|[one, other]| {
                let of_sides = |one, other| is_sign(one, predicate, right) && is_less(other, wrapped, left);
                of_sides(one, other) || of_sides(other, one)
            })
        };
        let is_swapped = name == "llvm.sadd.sat" && overflows(right, left);
        if !is_swapped && !overflows(left, right) {
            return Ok(None);
        }
        let function = self.writer.intrinsic(name, &[self.writer.i32().into()])?;
        let result = self.writer.builder.build_call(function, &[left.into(), right.into()], "")?;
        Ok(Some(result.try_as_basic_value().unwrap_basic().into_int_value()))
    }
}

/// The operands of an instruction with two integers.
fn operands(opcode: InstructionOpcode, value: IntValue<'_>) -> Option<[IntValue<'_>; 2]> {
    both(value.as_instruction().filter(|instruction| instruction.get_opcode() == opcode)?)
}

fn both(instruction: InstructionValue<'_>) -> Option<[IntValue<'_>; 2]> {
    let operand = |index| match instruction.get_operand(index)?.value()? {
        BasicValueEnum::IntValue(value) => Some(value),
        _ => None,
    };
    Some([operand(0)?, operand(1)?])
}

/// Returns true if a value is the greatest number where another is negative, and the least one elsewhere.
fn is_limit_of(limit: IntValue<'_>, wrapped: IntValue<'_>) -> bool {
    let shifted = operation(InstructionOpcode::Xor, limit).filter(|(_, constant)| *constant == SIGN);
    let sign = shifted.and_then(|(shifted, _)| operation(InstructionOpcode::AShr, shifted));
    sign.is_some_and(|(of, count)| of == wrapped && count == 31)
}

/// The comparison of which a value is the result, as a word.
fn comparison(value: IntValue<'_>) -> Option<(IntPredicate, [IntValue<'_>; 2])> {
    let extension = value.as_instruction().filter(|known| known.get_opcode() == InstructionOpcode::ZExt)?;
    let result = extension.get_operand(0)?.value()?.into_int_value().as_instruction()?;
    Some((result.get_icmp_predicate()?, both(result)?))
}

/// Returns true if a value tells whether another is less than zero, or greater.
fn is_sign(value: IntValue<'_>, predicate: IntPredicate, of: IntValue<'_>) -> bool {
    comparison(value).is_some_and(|(known, [side, zero])| {
        known == predicate && side == of && zero.get_zero_extended_constant() == Some(0)
    })
}

/// Returns true if a value tells whether one is less than another.
fn is_less(value: IntValue<'_>, one: IntValue<'_>, other: IntValue<'_>) -> bool {
    comparison(value).is_some_and(|(predicate, sides)| {
        predicate == IntPredicate::SLT && sides == [one, other]
            || predicate == IntPredicate::SGT && sides == [other, one]
    })
}
