//! Vector instructions (WebAssembly, 4.4.3), including relaxed SIMD in its deterministic profile.
//!
//! Instructions that move bits are here; [`integer`], [`float`] and [`convert`] have those that compute.

mod convert;
mod float;
mod integer;

use inkwell::types::{IntType, VectorType};
use inkwell::values::{IntValue, VectorValue};
use wasmparser::{MemArg, Operator};

use super::{Body, not_listed};
use crate::Error;
use crate::emit::bounds::Access;
use crate::emit::vector::{Half, Shape};
use crate::emit::writer::FunctionWriter;

impl<'c> Body<'c, '_> {
    pub fn pop_vector(&mut self) -> VectorValue<'c> {
        self.pop().into_vector_value()
    }

    /// Instructions that move vectors or lanes.
    pub fn vector(&mut self, operator: &Operator<'_>) -> Result<(), Error> {
        use Operator as O;
        use Shape as S;
        match *operator {
            O::V128Const { value } => self.push(self.writer.vector_constant(*value.bytes())),
            O::I8x16Splat => self.splat(S::I8x16)?,
            O::I16x8Splat => self.splat(S::I16x8)?,
            O::I32x4Splat => self.splat(S::I32x4)?,
            O::I64x2Splat => self.splat(S::I64x2)?,
            O::F32x4Splat => self.splat_float(S::I32x4)?,
            O::F64x2Splat => self.splat_float(S::I64x2)?,
            O::I8x16ExtractLaneS { lane } => self.extract_small(S::I8x16, lane, true)?,
            O::I8x16ExtractLaneU { lane } => self.extract_small(S::I8x16, lane, false)?,
            O::I16x8ExtractLaneS { lane } => self.extract_small(S::I16x8, lane, true)?,
            O::I16x8ExtractLaneU { lane } => self.extract_small(S::I16x8, lane, false)?,
            O::I32x4ExtractLane { lane } => self.extract(S::I32x4, lane)?,
            O::I64x2ExtractLane { lane } => self.extract(S::I64x2, lane)?,
            O::F32x4ExtractLane { lane } => self.extract_float(false, lane)?,
            O::F64x2ExtractLane { lane } => self.extract_float(true, lane)?,
            O::I8x16ReplaceLane { lane } => self.replace(S::I8x16, lane)?,
            O::I16x8ReplaceLane { lane } => self.replace(S::I16x8, lane)?,
            O::I32x4ReplaceLane { lane } => self.replace(S::I32x4, lane)?,
            O::I64x2ReplaceLane { lane } => self.replace(S::I64x2, lane)?,
            O::F32x4ReplaceLane { lane } | O::F64x2ReplaceLane { lane } => {
                let value = self.pop_float();
                self.push(self.writer.float_bits(value)?);
                self.replace(if matches!(operator, O::F64x2ReplaceLane { .. }) { S::I64x2 } else { S::I32x4 }, lane)?;
            }
            O::I8x16Shuffle { lanes } => self.shuffle(lanes)?,
            O::I8x16Swizzle | O::I8x16RelaxedSwizzle => {
                let (places, value) = (self.pop_vector(), self.pop_vector());
                self.push(self.writer.swizzle(value, places)?);
            }
            O::V128Not => {
                let value = self.pop_vector();
                self.push(self.writer.builder.build_not(value, "")?);
            }
            O::V128And => self.binary_vector(|w, a, b| Ok(w.builder.build_and(a, b, "")?))?,
            O::V128AndNot => {
                self.binary_vector(|w, a, b| Ok(w.builder.build_and(a, w.builder.build_not(b, "")?, "")?))?;
            }
            O::V128Or => self.binary_vector(|w, a, b| Ok(w.builder.build_or(a, b, "")?))?,
            O::V128Xor => self.binary_vector(|w, a, b| Ok(w.builder.build_xor(a, b, "")?))?,
            O::V128Bitselect
            | O::I8x16RelaxedLaneselect
            | O::I16x8RelaxedLaneselect
            | O::I32x4RelaxedLaneselect
            | O::I64x2RelaxedLaneselect => self.bit_select()?,
            O::V128AnyTrue => {
                let value = self.pop_vector();
                let all = self.writer.or_words(value)?;
                self.push(self.writer.truth(all)?);
            }
            _ => return Err(not_listed(operator)),
        }
        Ok(())
    }

    /// Loads and stores of vectors.
    pub fn vector_access(&mut self, operator: &Operator<'_>) -> Result<(), Error> {
        use Operator as O;
        use Shape as S;
        match *operator {
            O::V128Load { memarg } => self.load(memarg, 16, self.writer.words_type().into()),
            O::V128Store { memarg } => self.store(memarg, 16),
            O::V128Load8x8S { memarg } => self.load_extended_lanes(memarg, S::I16x8, true),
            O::V128Load8x8U { memarg } => self.load_extended_lanes(memarg, S::I16x8, false),
            O::V128Load16x4S { memarg } => self.load_extended_lanes(memarg, S::I32x4, true),
            O::V128Load16x4U { memarg } => self.load_extended_lanes(memarg, S::I32x4, false),
            O::V128Load32x2S { memarg } => self.load_extended_lanes(memarg, S::I64x2, true),
            O::V128Load32x2U { memarg } => self.load_extended_lanes(memarg, S::I64x2, false),
            O::V128Load8Splat { memarg } => self.load_splat(memarg, S::I8x16),
            O::V128Load16Splat { memarg } => self.load_splat(memarg, S::I16x8),
            O::V128Load32Splat { memarg } => self.load_splat(memarg, S::I32x4),
            O::V128Load64Splat { memarg } => self.load_splat(memarg, S::I64x2),
            O::V128Load32Zero { memarg } => self.load_zero(memarg, S::I32x4),
            O::V128Load64Zero { memarg } => self.load_zero(memarg, S::I64x2),
            O::V128Load8Lane { memarg, lane } => self.load_lane(memarg, S::I8x16, lane),
            O::V128Load16Lane { memarg, lane } => self.load_lane(memarg, S::I16x8, lane),
            O::V128Load32Lane { memarg, lane } => self.load_lane(memarg, S::I32x4, lane),
            O::V128Load64Lane { memarg, lane } => self.load_lane(memarg, S::I64x2, lane),
            O::V128Store8Lane { memarg, lane } => self.store_lane(memarg, S::I8x16, lane),
            O::V128Store16Lane { memarg, lane } => self.store_lane(memarg, S::I16x8, lane),
            O::V128Store32Lane { memarg, lane } => self.store_lane(memarg, S::I32x4, lane),
            O::V128Store64Lane { memarg, lane } => self.store_lane(memarg, S::I64x2, lane),
            _ => Err(not_listed(operator)),
        }
    }

    pub fn binary_vector(
        &mut self,
        build: impl FnOnce(&FunctionWriter<'c, '_>, VectorValue<'c>, VectorValue<'c>) -> Result<VectorValue<'c>, Error>,
    ) -> Result<(), Error> {
        let (right, left) = (self.pop_vector(), self.pop_vector());
        self.push(build(&self.writer, left, right)?);
        Ok(())
    }

    /// An instruction on two vectors as a helper function, which is named as in the text format.
    pub fn outlined_binary(
        &mut self,
        name: &str,
        build: impl FnOnce(&FunctionWriter<'c, '_>, VectorValue<'c>, VectorValue<'c>) -> Result<VectorValue<'c>, Error>,
    ) -> Result<(), Error> {
        let (right, left) = (self.pop_vector(), self.pop_vector());
        let result = self.writer.outlined(name, &[left.into(), right.into()], |w, params| {
            build(w, params[0].into_vector_value(), params[1].into_vector_value())
        })?;
        self.push(result);
        Ok(())
    }

    /// As [`Body::outlined_binary`], for one vector.
    pub fn outlined_unary(
        &mut self,
        name: &str,
        build: impl FnOnce(&FunctionWriter<'c, '_>, VectorValue<'c>) -> Result<VectorValue<'c>, Error>,
    ) -> Result<(), Error> {
        let value = self.pop_vector();
        let result =
            self.writer.outlined(name, &[value.into()], |w, params| build(w, params[0].into_vector_value()))?;
        self.push(result);
        Ok(())
    }

    fn splat(&mut self, shape: Shape) -> Result<(), Error> {
        let lane = self.pop_lane(shape)?;
        self.push(self.writer.splat(shape, lane)?);
        Ok(())
    }

    fn splat_float(&mut self, shape: Shape) -> Result<(), Error> {
        let value = self.pop_float();
        let bits = self.writer.float_bits(value)?;
        self.push(self.writer.splat(shape, bits)?);
        Ok(())
    }

    /// Pops a number, and truncates it to the width of a lane.
    fn pop_lane(&mut self, shape: Shape) -> Result<IntValue<'c>, Error> {
        let value = self.pop_int();
        let ty = self.writer.lane_type(shape);
        Ok(self.writer.builder.build_int_truncate_or_bit_cast(value, ty, "")?)
    }

    fn extract(&mut self, shape: Shape, lane: u8) -> Result<(), Error> {
        let value = self.pop_vector();
        self.push(self.writer.lane(value, shape, lane.into())?);
        Ok(())
    }

    fn extract_small(&mut self, shape: Shape, lane: u8, signed: bool) -> Result<(), Error> {
        let value = self.pop_vector();
        let lane = self.writer.lane(value, shape, lane.into())?;
        let word = self.writer.i32();
        let value = match signed {
            true => self.writer.builder.build_int_s_extend(lane, word, "")?,
            false => self.writer.builder.build_int_z_extend(lane, word, "")?,
        };
        self.push(value);
        Ok(())
    }

    fn extract_float(&mut self, double: bool, lane: u8) -> Result<(), Error> {
        let value = self.pop_vector();
        self.push(self.writer.float_lane(value, double, lane.into())?);
        Ok(())
    }

    fn replace(&mut self, shape: Shape, lane: u8) -> Result<(), Error> {
        let value = self.pop_lane(shape)?;
        let vector = self.pop_vector();
        self.push(self.writer.with_lane(vector, shape, lane.into(), value)?);
        Ok(())
    }

    fn shuffle(&mut self, lanes: [u8; 16]) -> Result<(), Error> {
        let (right, left) = (self.pop_vector(), self.pop_vector());
        let (left, right) = (self.writer.shaped(left, Shape::I8x16)?, self.writer.shaped(right, Shape::I8x16)?);
        let places = lanes.map(|lane| self.writer.word(lane.into()));
        let places = VectorType::const_vector(&places);
        let bytes = self.writer.builder.build_shuffle_vector(left, right, places, "")?;
        self.push(self.writer.as_words(bytes)?);
        Ok(())
    }

    /// Selects the bits of the first vector where the mask has ones, and of the second elsewhere.
    fn bit_select(&mut self) -> Result<(), Error> {
        let (mask, second, first) = (self.pop_vector(), self.pop_vector(), self.pop_vector());
        let builder = &self.writer.builder;
        let differ = builder.build_xor(first, second, "")?;
        let differ = builder.build_and(differ, mask, "")?;
        let value = builder.build_xor(second, differ, "")?;
        self.push(value);
        Ok(())
    }

    fn load_integer(&mut self, memarg: MemArg, ty: IntType<'c>) -> Result<IntValue<'c>, Error> {
        self.load(memarg, ty.get_bit_width() / 8, ty.into())?;
        Ok(self.pop_int())
    }

    /// Loads eight bytes as lanes of half the shape's width, and extends them.
    fn load_extended_lanes(&mut self, memarg: MemArg, shape: Shape, signed: bool) -> Result<(), Error> {
        let bits = self.load_integer(memarg, self.writer.context.i64_type())?;
        let zero = self.writer.context.i64_type().const_zero();
        let value = self.writer.vector_of(&[bits, zero])?;
        let lanes = self.writer.extend(value, shape, Half::Low, signed)?;
        self.push(self.writer.as_words(lanes)?);
        Ok(())
    }

    fn load_splat(&mut self, memarg: MemArg, shape: Shape) -> Result<(), Error> {
        let lane = self.load_integer(memarg, self.writer.lane_type(shape))?;
        self.push(self.writer.splat(shape, lane)?);
        Ok(())
    }

    fn load_zero(&mut self, memarg: MemArg, shape: Shape) -> Result<(), Error> {
        let lane = self.load_integer(memarg, self.writer.lane_type(shape))?;
        self.push(self.writer.vector_of(&[lane])?);
        Ok(())
    }

    fn load_lane(&mut self, memarg: MemArg, shape: Shape, lane: u8) -> Result<(), Error> {
        let vector = self.pop_vector();
        let value = self.load_integer(memarg, self.writer.lane_type(shape))?;
        self.push(self.writer.with_lane(vector, shape, lane.into(), value)?);
        Ok(())
    }

    fn store_lane(&mut self, memarg: MemArg, shape: Shape, lane: u8) -> Result<(), Error> {
        let vector = self.pop_vector();
        let pointer = self.address(memarg, shape.bits() / 8, Access::Write)?;
        let lane = self.writer.lane(vector, shape, lane.into())?;
        let store = self.writer.builder.build_store(pointer, lane)?;
        store.set_alignment(self.alignment(memarg)).map_err(Error::llvm)?;
        Ok(())
    }
}
