//! Vectors of 128 bits (WebAssembly, 4.3.5): their LLVM type, their lanes, and helper functions for operations that
//! take many instructions.
//!
//! A vector is four words, lane zero in the low bits of the first. None of the targets computes with vectors: LLVM
//! takes them apart, so an operation on whole words is a quarter of the code of one on bytes. [`packed`] has operations
//! on whole words.

pub mod packed;

use inkwell::IntPredicate;
use inkwell::types::{IntType, VectorType};
use inkwell::values::{BasicValueEnum, FloatValue, IntValue, VectorValue};

use super::context::ModuleContext;
use super::writer::FunctionWriter;
use crate::Error;

/// The division of a vector into integer lanes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// 16 lanes of 8 bits.
    I8x16,
    /// 8 lanes of 16 bits.
    I16x8,
    /// 4 lanes of 32 bits.
    I32x4,
    /// 2 lanes of 64 bits.
    I64x2,
}

impl Shape {
    /// Bits of a lane.
    pub const fn bits(self) -> u32 {
        match self {
            Shape::I8x16 => 8,
            Shape::I16x8 => 16,
            Shape::I32x4 => 32,
            Shape::I64x2 => 64,
        }
    }

    /// The number of lanes.
    pub const fn lanes(self) -> u32 {
        128 / self.bits()
    }

    /// The shape with lanes of half the bits.
    pub const fn half(self) -> Shape {
        match self {
            Shape::I8x16 | Shape::I16x8 => Shape::I8x16,
            Shape::I32x4 => Shape::I16x8,
            Shape::I64x2 => Shape::I32x4,
        }
    }
}

/// One half of the lanes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    /// The first half.
    Low,
    /// The second half.
    High,
}

impl<'c> ModuleContext<'c, '_> {
    /// The type of a vector when its lanes do not matter: four words.
    pub fn words_type(&self) -> VectorType<'c> {
        self.i32().vec_type(4)
    }

    /// The type of a lane.
    pub fn lane_type(&self, shape: Shape) -> IntType<'c> {
        match shape {
            Shape::I8x16 => self.context.i8_type(),
            Shape::I16x8 => self.context.i16_type(),
            Shape::I32x4 => self.i32(),
            Shape::I64x2 => self.context.i64_type(),
        }
    }

    /// A vector of four copies of a word.
    pub fn words(&self, word: u32) -> VectorValue<'c> {
        VectorType::const_vector(&[self.word(word); 4])
    }

    /// The constant vector with these bytes, lane zero first.
    pub fn vector_constant(&self, bytes: [u8; 16]) -> VectorValue<'c> {
        let words: Vec<_> = bytes
            .chunks_exact(4)
            .map(|word| self.word(u32::from_le_bytes([word[0], word[1], word[2], word[3]])))
            .collect();
        VectorType::const_vector(&words)
    }
}

impl<'c> FunctionWriter<'c, '_> {
    /// The vector's bits as lanes of a shape.
    pub fn shaped(&self, value: VectorValue<'c>, shape: Shape) -> Result<VectorValue<'c>, Error> {
        let ty = self.lane_type(shape).vec_type(shape.lanes());
        Ok(self.builder.build_bit_cast(value, ty, "")?.into_vector_value())
    }

    /// Any 128 bits as four words.
    pub fn as_words(&self, value: VectorValue<'c>) -> Result<VectorValue<'c>, Error> {
        Ok(self.builder.build_bit_cast(value, self.words_type(), "")?.into_vector_value())
    }

    /// A word of a vector.
    pub fn word_of(&self, value: VectorValue<'c>, index: u32) -> Result<IntValue<'c>, Error> {
        Ok(self.builder.build_extract_element(value, self.word(index), "")?.into_int_value())
    }

    /// Reads a lane.
    pub fn lane(&self, value: VectorValue<'c>, shape: Shape, index: u32) -> Result<IntValue<'c>, Error> {
        if shape == Shape::I64x2 {
            // Put together from its two words, because a vector is a vector of words.
            let wide = self.context.i64_type();
            let low = self.builder.build_int_z_extend(self.word_of(value, 2 * index)?, wide, "")?;
            let high = self.builder.build_int_z_extend(self.word_of(value, 2 * index + 1)?, wide, "")?;
            let high = self.builder.build_left_shift(high, wide.const_int(32, false), "")?;
            return Ok(self.builder.build_or(low, high, "")?);
        }
        let (word, shift) = (index * shape.bits() / 32, index * shape.bits() % 32);
        let word = self.word_of(value, word)?;
        let word = self.builder.build_right_shift(word, self.word(shift), false, "")?;
        Ok(self.builder.build_int_truncate_or_bit_cast(word, self.lane_type(shape), "")?)
    }

    /// The vector with one lane replaced.
    pub fn with_lane(
        &self,
        value: VectorValue<'c>,
        shape: Shape,
        index: u32,
        lane: IntValue<'c>,
    ) -> Result<VectorValue<'c>, Error> {
        if shape.bits() >= 32 {
            let lanes = self.shaped(value, shape)?;
            let lanes = self.builder.build_insert_element(lanes, lane, self.word(index), "")?;
            return self.as_words(lanes);
        }
        let (word, shift) = (index * shape.bits() / 32, index * shape.bits() % 32);
        let mask = ((1 << shape.bits()) - 1) << shift;
        let rest = self.builder.build_and(self.word_of(value, word)?, self.word(!mask), "")?;
        let lane = self.builder.build_int_z_extend(lane, self.i32(), "")?;
        let lane = self.builder.build_left_shift(lane, self.word(shift), "")?;
        let changed = self.builder.build_or(rest, lane, "")?;
        Ok(self.builder.build_insert_element(value, changed, self.word(word), "")?)
    }

    /// A vector with all lanes equal.
    pub fn splat(&self, shape: Shape, lane: IntValue<'c>) -> Result<VectorValue<'c>, Error> {
        let lane = match shape {
            Shape::I8x16 | Shape::I16x8 => {
                let word = self.builder.build_int_z_extend(lane, self.i32(), "")?;
                let ones = if shape == Shape::I8x16 { 0x0101_0101 } else { 0x0001_0001 };
                self.builder.build_int_mul(word, self.word(ones), "")?
            }
            Shape::I32x4 | Shape::I64x2 => lane,
        };
        let wide = if shape == Shape::I64x2 { shape } else { Shape::I32x4 };
        let mut value = self.lane_type(wide).vec_type(wide.lanes()).get_poison();
        for index in 0..wide.lanes() {
            value = self.builder.build_insert_element(value, lane, self.word(index), "")?;
        }
        self.as_words(value)
    }

    /// Extends half of the lanes to twice the width; `shape` is the shape of the result. The result is not converted to
    /// words.
    pub fn extend(
        &self,
        value: VectorValue<'c>,
        shape: Shape,
        half: Half,
        signed: bool,
    ) -> Result<VectorValue<'c>, Error> {
        let lanes = self.shaped(value, shape.half())?;
        let first = if half == Half::Low { 0 } else { shape.lanes() };
        let places: Vec<_> = (first..first + shape.lanes()).map(|index| self.word(index)).collect();
        let part = self.builder.build_shuffle_vector(lanes, lanes, VectorType::const_vector(&places), "")?;
        self.extend_lanes(part, shape, signed)
    }

    /// Extends the even or the odd lanes to twice the width; `shape` is the shape of the result.
    pub fn extend_every_other(
        &self,
        value: VectorValue<'c>,
        shape: Shape,
        first: u32,
        signed: bool,
    ) -> Result<VectorValue<'c>, Error> {
        let lanes = self.shaped(value, shape.half())?;
        let places: Vec<_> = (0..shape.lanes()).map(|index| self.word(2 * index + first)).collect();
        let part = self.builder.build_shuffle_vector(lanes, lanes, VectorType::const_vector(&places), "")?;
        self.extend_lanes(part, shape, signed)
    }

    /// Extends lanes of half a shape's width to the shape's width.
    pub fn extend_lanes(&self, lanes: VectorValue<'c>, shape: Shape, signed: bool) -> Result<VectorValue<'c>, Error> {
        let ty = self.lane_type(shape).vec_type(shape.lanes());
        Ok(match signed {
            true => self.builder.build_int_s_extend(lanes, ty, "")?,
            false => self.builder.build_int_z_extend(lanes, ty, "")?,
        })
    }

    /// Compares lanes: all ones in each lane where the predicate holds.
    pub fn compare_lanes(
        &self,
        shape: Shape,
        predicate: IntPredicate,
        left: VectorValue<'c>,
        right: VectorValue<'c>,
    ) -> Result<VectorValue<'c>, Error> {
        let (left, right) = (self.shaped(left, shape)?, self.shaped(right, shape)?);
        let holds = self.builder.build_int_compare(predicate, left, right, "")?;
        let mask = self.builder.build_int_s_extend(holds, left.get_type(), "")?;
        self.as_words(mask)
    }

    /// Converts an `i32` to a truth value: 1 if it is not zero, else 0.
    pub fn truth(&self, value: IntValue<'c>) -> Result<IntValue<'c>, Error> {
        let truth = self.builder.build_int_compare(IntPredicate::NE, value, self.word(0), "")?;
        Ok(self.builder.build_int_z_extend(truth, self.i32(), "")?)
    }

    /// The bitwise or of the four words.
    pub fn or_words(&self, value: VectorValue<'c>) -> Result<IntValue<'c>, Error> {
        let mut all = self.word_of(value, 0)?;
        for index in 1..4 {
            all = self.builder.build_or(all, self.word_of(value, index)?, "")?;
        }
        Ok(all)
    }

    /// The float in a lane of 32 or 64 bits, without a change to any NaN.
    pub fn float_lane(&self, value: VectorValue<'c>, double: bool, index: u32) -> Result<FloatValue<'c>, Error> {
        let shape = if double { Shape::I64x2 } else { Shape::I32x4 };
        let bits = self.lane(value, shape, index)?;
        let ty = if double { self.context.f64_type() } else { self.context.f32_type() };
        Ok(self.builder.build_bit_cast(bits, ty, "")?.into_float_value())
    }

    /// The bits of a float.
    pub fn float_bits(&self, value: FloatValue<'c>) -> Result<IntValue<'c>, Error> {
        let double = value.get_type() == self.context.f64_type();
        let ty = if double { self.context.i64_type() } else { self.i32() };
        Ok(self.builder.build_bit_cast(value, ty, "")?.into_int_value())
    }

    /// The vector of these lanes, of 32 or 64 bits; missing lanes are zero.
    pub fn vector_of(&self, lanes: &[IntValue<'c>]) -> Result<VectorValue<'c>, Error> {
        let wide = lanes.first().is_some_and(|lane| lane.get_type().get_bit_width() == 64);
        let shape = if wide { Shape::I64x2 } else { Shape::I32x4 };
        let mut value = self.lane_type(shape).vec_type(shape.lanes()).const_zero();
        for (index, &lane) in (0..).zip(lanes) {
            value = self.builder.build_insert_element(value, lane, self.word(index), "")?;
        }
        self.as_words(value)
    }

    /// Calls a helper function of this name, which returns a vector and is defined at its first call. LLVM decides
    /// whether to inline it.
    pub fn outlined(
        &self,
        name: &str,
        arguments: &[BasicValueEnum<'c>],
        build: impl FnOnce(&FunctionWriter<'c, '_>, &[BasicValueEnum<'c>]) -> Result<VectorValue<'c>, Error>,
    ) -> Result<VectorValue<'c>, Error> {
        let params: Vec<_> = arguments.iter().map(|argument| argument.get_type().into()).collect();
        let helper = self.helper(name, self.words_type().fn_type(&params, false), |writer| {
            writer.start_block("");
            let result = build(writer, &writer.function.get_params())?;
            writer.builder.build_return(Some(&result))?;
            Ok(())
        })?;
        let arguments: Vec<_> = arguments.iter().map(|&argument| argument.into()).collect();
        let call = self.builder.build_call(helper, &arguments, "")?;
        Ok(call.try_as_basic_value().unwrap_basic().into_vector_value())
    }

    /// `i8x16.swizzle`: bytes of one vector, selected by the indices in the other; zero where an index is 16 or more.
    pub fn swizzle(&self, value: VectorValue<'c>, places: VectorValue<'c>) -> Result<VectorValue<'c>, Error> {
        self.outlined("i8x16.swizzle", &[value.into(), places.into()], |writer, params| {
            let (value, places) = (params[0].into_vector_value(), params[1].into_vector_value());
            let (builder, byte) = (&writer.builder, writer.context.i8_type());
            // An array of words, because the alignment of a vector type is greater than that of a stack.
            let table = builder.build_alloca(writer.i32().array_type(4), "")?;
            builder.build_store(table, value)?.set_alignment(4).map_err(Error::llvm)?;
            let mut words = writer.words_type().get_poison();
            for word in 0..4 {
                let mut bytes = writer.word(0);
                for index in 0..4 {
                    let place = writer.lane(places, Shape::I8x16, word * 4 + index)?;
                    let place = builder.build_int_z_extend(place, writer.i32(), "")?;
                    let outside = builder.build_int_compare(IntPredicate::UGT, place, writer.word(15), "")?;
                    let inside = builder.build_and(place, writer.word(15), "")?;
                    let chosen = builder.build_load(byte, writer.byte(table, inside)?, "")?.into_int_value();
                    let chosen = builder.build_int_z_extend(chosen, writer.i32(), "")?;
                    let chosen = builder.build_select(outside, writer.word(0), chosen, "")?.into_int_value();
                    let chosen = builder.build_left_shift(chosen, writer.word(index * 8), "")?;
                    bytes = builder.build_or(bytes, chosen, "")?;
                }
                words = builder.build_insert_element(words, bytes, writer.word(word), "")?;
            }
            Ok(words)
        })
    }
}
