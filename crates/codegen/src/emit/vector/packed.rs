//! Lanes of 8 and of 16 bits, computed four words at a time.
//!
//! A sum of words is a sum of lanes if no lane carries into the next. So the highest bit of each lane is left out of
//! the sum and added afterwards. A comparison is the borrow out of a lane, which appears in the lane's highest bit.

use inkwell::builder::Builder;
use inkwell::types::VectorType;
use inkwell::values::{IntValue, VectorValue};

use super::Shape;
use crate::Error;
use crate::emit::writer::FunctionWriter;

type Words<'c> = VectorValue<'c>;
type Result<T> = std::result::Result<T, Error>;

/// Operations on words that hold lanes of one width.
pub struct Packed<'e, 'c> {
    builder: &'e Builder<'c>,
    word: inkwell::types::IntType<'c>,
    bits: u32,
}

impl<'c> FunctionWriter<'c, '_> {
    /// The operations for a shape with lanes of 8 or 16 bits.
    pub fn packed(&self, shape: Shape) -> Packed<'_, 'c> {
        Packed { builder: &self.builder, word: self.i32(), bits: shape.bits() }
    }
}

impl<'c> Packed<'_, 'c> {
    fn words(&self, word: u32) -> Words<'c> {
        VectorType::const_vector(&[self.word.const_int(u64::from(word), false); 4])
    }

    /// Words whose lanes all have this value.
    fn lanes(&self, lane: u32) -> Words<'c> {
        self.words(if self.bits == 8 { lane * 0x0101_0101 } else { lane * 0x0001_0001 })
    }

    /// Words with only the highest bit of each lane set.
    fn high(&self) -> Words<'c> {
        self.lanes(1 << (self.bits - 1))
    }

    /// Words with all bits but the highest of each lane set.
    fn rest(&self) -> Words<'c> {
        self.lanes((1 << (self.bits - 1)) - 1)
    }

    fn and(&self, a: Words<'c>, b: Words<'c>) -> Result<Words<'c>> {
        Ok(self.builder.build_and(a, b, "")?)
    }

    fn or(&self, a: Words<'c>, b: Words<'c>) -> Result<Words<'c>> {
        Ok(self.builder.build_or(a, b, "")?)
    }

    fn xor(&self, a: Words<'c>, b: Words<'c>) -> Result<Words<'c>> {
        Ok(self.builder.build_xor(a, b, "")?)
    }

    /// Inverts all bits.
    pub fn not(&self, a: Words<'c>) -> Result<Words<'c>> {
        Ok(self.builder.build_not(a, "")?)
    }

    fn plus(&self, a: Words<'c>, b: Words<'c>) -> Result<Words<'c>> {
        Ok(self.builder.build_int_add(a, b, "")?)
    }

    fn minus(&self, a: Words<'c>, b: Words<'c>) -> Result<Words<'c>> {
        Ok(self.builder.build_int_sub(a, b, "")?)
    }

    fn up(&self, a: Words<'c>, count: u32) -> Result<Words<'c>> {
        Ok(self.builder.build_left_shift(a, self.words(count), "")?)
    }

    fn down(&self, a: Words<'c>, count: u32) -> Result<Words<'c>> {
        Ok(self.builder.build_right_shift(a, self.words(count), false, "")?)
    }

    /// Selects the bits of `a` where the mask has ones, and of `b` elsewhere.
    fn choose(&self, mask: Words<'c>, a: Words<'c>, b: Words<'c>) -> Result<Words<'c>> {
        let differ = self.xor(a, b)?;
        self.xor(b, self.and(differ, mask)?)
    }

    /// Fills each lane with the lane's highest bit in `flags`; the other bits of `flags` are ignored.
    fn spread(&self, flags: Words<'c>) -> Result<Words<'c>> {
        let flags = self.and(flags, self.high())?;
        let below = self.minus(flags, self.down(flags, self.bits - 1)?)?;
        self.or(flags, below)
    }

    /// `add`
    pub fn add(&self, a: Words<'c>, b: Words<'c>) -> Result<Words<'c>> {
        let sum = self.plus(self.and(a, self.rest())?, self.and(b, self.rest())?)?;
        let high = self.and(self.xor(a, b)?, self.high())?;
        self.xor(sum, high)
    }

    /// `sub`
    pub fn sub(&self, a: Words<'c>, b: Words<'c>) -> Result<Words<'c>> {
        let difference = self.minus(self.or(a, self.high())?, self.and(b, self.rest())?)?;
        let high = self.and(self.xor(a, self.not(b)?)?, self.high())?;
        self.xor(difference, high)
    }

    /// The carries out of the lanes of the sum `a + b`, in their highest bits.
    fn carries(&self, a: Words<'c>, b: Words<'c>, sum: Words<'c>) -> Result<Words<'c>> {
        let either = self.and(self.or(a, b)?, self.not(sum)?)?;
        self.or(self.and(a, b)?, either)
    }

    /// The borrows out of the lanes of the difference `a - b`, in their highest bits.
    fn borrows(&self, a: Words<'c>, b: Words<'c>, difference: Words<'c>) -> Result<Words<'c>> {
        let without = self.not(a)?;
        let either = self.and(self.or(without, b)?, difference)?;
        self.or(self.and(without, b)?, either)
    }

    /// `lt_u`
    fn less_unsigned(&self, a: Words<'c>, b: Words<'c>) -> Result<Words<'c>> {
        let difference = self.sub(a, b)?;
        self.spread(self.borrows(a, b, difference)?)
    }

    /// `lt`, signed or unsigned. For signed numbers the sign bits are inverted before the comparison.
    pub fn less(&self, signed: bool, a: Words<'c>, b: Words<'c>) -> Result<Words<'c>> {
        match signed {
            true => self.less_unsigned(self.xor(a, self.high())?, self.xor(b, self.high())?),
            false => self.less_unsigned(a, b),
        }
    }

    /// `eq`
    pub fn equal(&self, a: Words<'c>, b: Words<'c>) -> Result<Words<'c>> {
        let differ = self.xor(a, b)?;
        let carried = self.plus(self.and(differ, self.rest())?, self.rest())?;
        self.spread(self.not(self.or(carried, differ)?)?)
    }

    /// `min`
    pub fn minimum(&self, signed: bool, a: Words<'c>, b: Words<'c>) -> Result<Words<'c>> {
        self.choose(self.less(signed, a, b)?, a, b)
    }

    /// `max`
    pub fn maximum(&self, signed: bool, a: Words<'c>, b: Words<'c>) -> Result<Words<'c>> {
        self.choose(self.less(signed, a, b)?, b, a)
    }

    /// `add_sat`
    pub fn add_saturating(&self, signed: bool, a: Words<'c>, b: Words<'c>) -> Result<Words<'c>> {
        let sum = self.add(a, b)?;
        if !signed {
            return self.or(sum, self.spread(self.carries(a, b, sum)?)?);
        }
        // The sum overflows if both operands have a sign that differs from the sum's.
        let overflow = self.and(self.xor(a, sum)?, self.xor(b, sum)?)?;
        self.choose(self.spread(overflow)?, self.limit_towards(a)?, sum)
    }

    /// `sub_sat`
    pub fn sub_saturating(&self, signed: bool, a: Words<'c>, b: Words<'c>) -> Result<Words<'c>> {
        let difference = self.sub(a, b)?;
        if !signed {
            let borrowed = self.spread(self.borrows(a, b, difference)?)?;
            return self.and(difference, self.not(borrowed)?);
        }
        let overflow = self.and(self.xor(a, b)?, self.xor(a, difference)?)?;
        self.choose(self.spread(overflow)?, self.limit_towards(a)?, difference)
    }

    /// For each lane: the greatest number if the lane is not negative, the least if it is.
    fn limit_towards(&self, a: Words<'c>) -> Result<Words<'c>> {
        let sign = self.down(self.and(a, self.high())?, self.bits - 1)?;
        self.plus(self.rest(), sign)
    }

    /// `avgr_u`
    pub fn average(&self, a: Words<'c>, b: Words<'c>) -> Result<Words<'c>> {
        let half = self.and(self.down(self.xor(a, b)?, 1)?, self.rest())?;
        self.minus(self.or(a, b)?, half)
    }

    /// `abs`
    pub fn absolute(&self, a: Words<'c>) -> Result<Words<'c>> {
        let negative = self.spread(a)?;
        let one = self.down(self.and(a, self.high())?, self.bits - 1)?;
        self.plus(self.xor(a, negative)?, one)
    }

    /// `i16x8.mul`
    pub fn multiply(&self, a: Words<'c>, b: Words<'c>) -> Result<Words<'c>> {
        let low = self.builder.build_int_mul(a, b, "")?;
        let high = self.builder.build_int_mul(self.down(a, 16)?, self.down(b, 16)?, "")?;
        self.or(self.and(low, self.words(0xffff))?, self.up(high, 16)?)
    }

    /// `i8x16.popcnt`
    pub fn count_ones(&self, a: Words<'c>) -> Result<Words<'c>> {
        let pairs = self.minus(a, self.and(self.down(a, 1)?, self.lanes(0x55))?)?;
        let (even, odd) = (self.and(pairs, self.lanes(0x33))?, self.and(self.down(pairs, 2)?, self.lanes(0x33))?);
        let fours = self.plus(even, odd)?;
        self.and(self.plus(fours, self.down(fours, 4)?)?, self.lanes(0x0f))
    }

    /// Moves the highest bit of each lane to the lane's lowest bit; the other bits are zero.
    pub fn signs(&self, a: Words<'c>) -> Result<Words<'c>> {
        self.and(self.down(a, self.bits - 1)?, self.lanes(1))
    }

    /// A word of the result is nonzero if any of its lanes is zero.
    pub fn zeros(&self, a: Words<'c>) -> Result<Words<'c>> {
        let borrowed = self.minus(a, self.lanes(1))?;
        self.and(self.and(borrowed, self.not(a)?)?, self.high())
    }

    /// `shl`, `shr_s` or `shr_u`. `count` is less than the width of a lane.
    pub fn shift(&self, shift: Shift, a: Words<'c>, count: IntValue<'c>) -> Result<Words<'c>> {
        let counts = self.splat(count)?;
        if shift == Shift::Left {
            let kept = self.builder.build_left_shift(self.all(), count, "")?;
            let moved = self.builder.build_left_shift(a, counts, "")?;
            return self.and(moved, self.repeat(kept)?);
        }
        let kept = self.builder.build_right_shift(self.all(), count, false, "")?;
        let moved = self.builder.build_right_shift(a, counts, false, "")?;
        let moved = self.and(moved, self.repeat(kept)?)?;
        if shift == Shift::RightUnsigned {
            return Ok(moved);
        }
        // If the lane is negative, the bits above the moved ones are ones.
        let above = self.not(self.repeat(kept)?)?;
        self.or(moved, self.and(self.spread(a)?, above)?)
    }

    /// A word with all bits of one lane set.
    fn all(&self) -> IntValue<'c> {
        self.word.const_int((1 << self.bits) - 1, false)
    }

    fn splat(&self, word: IntValue<'c>) -> Result<Words<'c>> {
        let mut words = self.words(0);
        for index in 0..4 {
            words = self.builder.build_insert_element(words, word, self.word.const_int(index, false), "")?;
        }
        Ok(words)
    }

    /// Words whose lanes are all equal to the low bits of `lane`.
    fn repeat(&self, lane: IntValue<'c>) -> Result<Words<'c>> {
        let lane = self.builder.build_and(lane, self.all(), "")?;
        let ones = if self.bits == 8 { 0x0101_0101 } else { 0x0001_0001 };
        self.splat(self.builder.build_int_mul(lane, self.word.const_int(ones, false), "")?)
    }
}

/// The shift instructions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    /// `shl`
    Left,
    /// `shr_s`
    RightSigned,
    /// `shr_u`
    RightUnsigned,
}
