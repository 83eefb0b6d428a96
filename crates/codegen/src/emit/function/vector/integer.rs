//! Integer arithmetic and comparison of lanes (WebAssembly, 4.3.6).

use inkwell::IntPredicate;
use inkwell::types::BasicType as _;
use inkwell::values::{IntValue, VectorValue};
use wasmparser::Operator;

use super::super::{Body, not_listed};
use crate::Error;
use crate::emit::vector::Shape;
use crate::emit::vector::packed::{Packed, Shift};
use crate::emit::writer::FunctionWriter;

impl<'c> Body<'c, '_> {
    /// Arithmetic of integer lanes.
    pub fn vector_integer(&mut self, operator: &Operator<'_>) -> Result<(), Error> {
        use Operator as O;
        use Shape as S;
        match *operator {
            O::I8x16Add => self.packed(S::I8x16, "i8x16.add", |p, a, b| p.add(a, b)),
            O::I16x8Add => self.packed(S::I16x8, "i16x8.add", |p, a, b| p.add(a, b)),
            O::I8x16Sub => self.packed(S::I8x16, "i8x16.sub", |p, a, b| p.sub(a, b)),
            O::I16x8Sub => self.packed(S::I16x8, "i16x8.sub", |p, a, b| p.sub(a, b)),
            O::I16x8Mul => self.packed(S::I16x8, "i16x8.mul", |p, a, b| p.multiply(a, b)),
            O::I8x16AvgrU => self.packed(S::I8x16, "i8x16.avgr_u", |p, a, b| p.average(a, b)),
            O::I16x8AvgrU => self.packed(S::I16x8, "i16x8.avgr_u", |p, a, b| p.average(a, b)),
            O::I8x16AddSatS => self.packed(S::I8x16, "i8x16.add_sat_s", |p, a, b| p.add_saturating(true, a, b)),
            O::I8x16AddSatU => self.packed(S::I8x16, "i8x16.add_sat_u", |p, a, b| p.add_saturating(false, a, b)),
            O::I16x8AddSatS => self.packed(S::I16x8, "i16x8.add_sat_s", |p, a, b| p.add_saturating(true, a, b)),
            O::I16x8AddSatU => self.packed(S::I16x8, "i16x8.add_sat_u", |p, a, b| p.add_saturating(false, a, b)),
            O::I8x16SubSatS => self.packed(S::I8x16, "i8x16.sub_sat_s", |p, a, b| p.sub_saturating(true, a, b)),
            O::I8x16SubSatU => self.packed(S::I8x16, "i8x16.sub_sat_u", |p, a, b| p.sub_saturating(false, a, b)),
            O::I16x8SubSatS => self.packed(S::I16x8, "i16x8.sub_sat_s", |p, a, b| p.sub_saturating(true, a, b)),
            O::I16x8SubSatU => self.packed(S::I16x8, "i16x8.sub_sat_u", |p, a, b| p.sub_saturating(false, a, b)),
            O::I8x16MinS => self.packed(S::I8x16, "i8x16.min_s", |p, a, b| p.minimum(true, a, b)),
            O::I8x16MinU => self.packed(S::I8x16, "i8x16.min_u", |p, a, b| p.minimum(false, a, b)),
            O::I16x8MinS => self.packed(S::I16x8, "i16x8.min_s", |p, a, b| p.minimum(true, a, b)),
            O::I16x8MinU => self.packed(S::I16x8, "i16x8.min_u", |p, a, b| p.minimum(false, a, b)),
            O::I8x16MaxS => self.packed(S::I8x16, "i8x16.max_s", |p, a, b| p.maximum(true, a, b)),
            O::I8x16MaxU => self.packed(S::I8x16, "i8x16.max_u", |p, a, b| p.maximum(false, a, b)),
            O::I16x8MaxS => self.packed(S::I16x8, "i16x8.max_s", |p, a, b| p.maximum(true, a, b)),
            O::I16x8MaxU => self.packed(S::I16x8, "i16x8.max_u", |p, a, b| p.maximum(false, a, b)),
            O::I8x16Abs => self.packed_unary(S::I8x16, "i8x16.abs", |p, a| p.absolute(a)),
            O::I16x8Abs => self.packed_unary(S::I16x8, "i16x8.abs", |p, a| p.absolute(a)),
            O::I8x16Popcnt => self.packed_unary(S::I8x16, "i8x16.popcnt", |p, a| p.count_ones(a)),
            O::I8x16Neg => self.negate_packed(S::I8x16, "i8x16.sub"),
            O::I16x8Neg => self.negate_packed(S::I16x8, "i16x8.sub"),
            O::I32x4Neg => self.lanes_unary(S::I32x4, |w, a| Ok(w.builder.build_int_neg(a, "")?)),
            O::I64x2Neg => self.lanes_unary(S::I64x2, |w, a| Ok(w.builder.build_int_neg(a, "")?)),
            O::I32x4Abs => self.absolute(S::I32x4),
            O::I64x2Abs => self.absolute(S::I64x2),
            O::I32x4Add => self.lanes(S::I32x4, |w, a, b| Ok(w.builder.build_int_add(a, b, "")?)),
            O::I64x2Add => self.lanes(S::I64x2, |w, a, b| Ok(w.builder.build_int_add(a, b, "")?)),
            O::I32x4Sub => self.lanes(S::I32x4, |w, a, b| Ok(w.builder.build_int_sub(a, b, "")?)),
            O::I64x2Sub => self.lanes(S::I64x2, |w, a, b| Ok(w.builder.build_int_sub(a, b, "")?)),
            O::I32x4Mul => self.lanes(S::I32x4, |w, a, b| Ok(w.builder.build_int_mul(a, b, "")?)),
            O::I64x2Mul => self.lanes(S::I64x2, |w, a, b| Ok(w.builder.build_int_mul(a, b, "")?)),
            O::I32x4MinS => self.extremum_of_words("llvm.smin"),
            O::I32x4MinU => self.extremum_of_words("llvm.umin"),
            O::I32x4MaxS => self.extremum_of_words("llvm.smax"),
            O::I32x4MaxU => self.extremum_of_words("llvm.umax"),
            O::I8x16Shl => self.shift_packed(S::I8x16, "i8x16.shl", Shift::Left),
            O::I8x16ShrS => self.shift_packed(S::I8x16, "i8x16.shr_s", Shift::RightSigned),
            O::I8x16ShrU => self.shift_packed(S::I8x16, "i8x16.shr_u", Shift::RightUnsigned),
            O::I16x8Shl => self.shift_packed(S::I16x8, "i16x8.shl", Shift::Left),
            O::I16x8ShrS => self.shift_packed(S::I16x8, "i16x8.shr_s", Shift::RightSigned),
            O::I16x8ShrU => self.shift_packed(S::I16x8, "i16x8.shr_u", Shift::RightUnsigned),
            O::I32x4Shl => self.shift_lanes(S::I32x4, Shift::Left),
            O::I32x4ShrS => self.shift_lanes(S::I32x4, Shift::RightSigned),
            O::I32x4ShrU => self.shift_lanes(S::I32x4, Shift::RightUnsigned),
            O::I64x2Shl => self.shift_lanes(S::I64x2, Shift::Left),
            O::I64x2ShrS => self.shift_lanes(S::I64x2, Shift::RightSigned),
            O::I64x2ShrU => self.shift_lanes(S::I64x2, Shift::RightUnsigned),
            O::I8x16AllTrue => self.all_true(S::I8x16),
            O::I16x8AllTrue => self.all_true(S::I16x8),
            O::I32x4AllTrue => self.all_true(S::I32x4),
            O::I64x2AllTrue => self.all_true(S::I64x2),
            O::I8x16Bitmask => self.bitmask(S::I8x16),
            O::I16x8Bitmask => self.bitmask(S::I16x8),
            O::I32x4Bitmask => self.bitmask(S::I32x4),
            O::I64x2Bitmask => self.bitmask(S::I64x2),
            _ => Err(not_listed(operator)),
        }
    }

    /// Comparisons of integer lanes.
    pub fn vector_comparison(&mut self, operator: &Operator<'_>) -> Result<(), Error> {
        use IntPredicate as P;
        use Operator as O;
        use Shape as S;
        let (shape, predicate, name) = match *operator {
            O::I8x16Eq => (S::I8x16, P::EQ, "i8x16.eq"),
            O::I8x16Ne => (S::I8x16, P::NE, "i8x16.ne"),
            O::I8x16LtS => (S::I8x16, P::SLT, "i8x16.lt_s"),
            O::I8x16LtU => (S::I8x16, P::ULT, "i8x16.lt_u"),
            O::I8x16GtS => (S::I8x16, P::SGT, "i8x16.gt_s"),
            O::I8x16GtU => (S::I8x16, P::UGT, "i8x16.gt_u"),
            O::I8x16LeS => (S::I8x16, P::SLE, "i8x16.le_s"),
            O::I8x16LeU => (S::I8x16, P::ULE, "i8x16.le_u"),
            O::I8x16GeS => (S::I8x16, P::SGE, "i8x16.ge_s"),
            O::I8x16GeU => (S::I8x16, P::UGE, "i8x16.ge_u"),
            O::I16x8Eq => (S::I16x8, P::EQ, "i16x8.eq"),
            O::I16x8Ne => (S::I16x8, P::NE, "i16x8.ne"),
            O::I16x8LtS => (S::I16x8, P::SLT, "i16x8.lt_s"),
            O::I16x8LtU => (S::I16x8, P::ULT, "i16x8.lt_u"),
            O::I16x8GtS => (S::I16x8, P::SGT, "i16x8.gt_s"),
            O::I16x8GtU => (S::I16x8, P::UGT, "i16x8.gt_u"),
            O::I16x8LeS => (S::I16x8, P::SLE, "i16x8.le_s"),
            O::I16x8LeU => (S::I16x8, P::ULE, "i16x8.le_u"),
            O::I16x8GeS => (S::I16x8, P::SGE, "i16x8.ge_s"),
            O::I16x8GeU => (S::I16x8, P::UGE, "i16x8.ge_u"),
            O::I32x4Eq => (S::I32x4, P::EQ, "i32x4.eq"),
            O::I32x4Ne => (S::I32x4, P::NE, "i32x4.ne"),
            O::I32x4LtS => (S::I32x4, P::SLT, "i32x4.lt_s"),
            O::I32x4LtU => (S::I32x4, P::ULT, "i32x4.lt_u"),
            O::I32x4GtS => (S::I32x4, P::SGT, "i32x4.gt_s"),
            O::I32x4GtU => (S::I32x4, P::UGT, "i32x4.gt_u"),
            O::I32x4LeS => (S::I32x4, P::SLE, "i32x4.le_s"),
            O::I32x4LeU => (S::I32x4, P::ULE, "i32x4.le_u"),
            O::I32x4GeS => (S::I32x4, P::SGE, "i32x4.ge_s"),
            O::I32x4GeU => (S::I32x4, P::UGE, "i32x4.ge_u"),
            O::I64x2Eq => (S::I64x2, P::EQ, "i64x2.eq"),
            O::I64x2Ne => (S::I64x2, P::NE, "i64x2.ne"),
            O::I64x2LtS => (S::I64x2, P::SLT, "i64x2.lt_s"),
            O::I64x2GtS => (S::I64x2, P::SGT, "i64x2.gt_s"),
            O::I64x2LeS => (S::I64x2, P::SLE, "i64x2.le_s"),
            O::I64x2GeS => (S::I64x2, P::SGE, "i64x2.ge_s"),
            _ => return Err(not_listed(operator)),
        };
        if shape.bits() >= 32 {
            return self.binary_vector(|w, a, b| w.compare_lanes(shape, predicate, a, b));
        }
        self.outlined_binary(name, |w, a, b| {
            let lanes = w.packed(shape);
            match predicate {
                P::EQ => lanes.equal(a, b),
                P::NE => lanes.not(lanes.equal(a, b)?),
                P::SLT => lanes.less(true, a, b),
                P::ULT => lanes.less(false, a, b),
                P::SGT => lanes.less(true, b, a),
                P::UGT => lanes.less(false, b, a),
                P::SLE => lanes.not(lanes.less(true, b, a)?),
                P::ULE => lanes.not(lanes.less(false, b, a)?),
                P::SGE => lanes.not(lanes.less(true, a, b)?),
                P::UGE => lanes.not(lanes.less(false, a, b)?),
            }
        })
    }

    fn packed(
        &mut self,
        shape: Shape,
        name: &str,
        build: impl FnOnce(&Packed<'_, 'c>, VectorValue<'c>, VectorValue<'c>) -> Result<VectorValue<'c>, Error>,
    ) -> Result<(), Error> {
        self.outlined_binary(name, |w, a, b| build(&w.packed(shape), a, b))
    }

    fn packed_unary(
        &mut self,
        shape: Shape,
        name: &str,
        build: impl FnOnce(&Packed<'_, 'c>, VectorValue<'c>) -> Result<VectorValue<'c>, Error>,
    ) -> Result<(), Error> {
        self.outlined_unary(name, |w, a| build(&w.packed(shape), a))
    }

    /// `neg`, which is `0 - value`.
    fn negate_packed(&mut self, shape: Shape, name: &str) -> Result<(), Error> {
        let value = self.pop_vector();
        self.push(self.writer.words(0));
        self.push(value);
        self.packed(shape, name, |p, a, b| p.sub(a, b))
    }

    /// An instruction on two vectors; `build` gets them as lanes.
    fn lanes(
        &mut self,
        shape: Shape,
        build: impl FnOnce(&FunctionWriter<'c, '_>, VectorValue<'c>, VectorValue<'c>) -> Result<VectorValue<'c>, Error>,
    ) -> Result<(), Error> {
        self.binary_vector(|w, a, b| w.as_words(build(w, w.shaped(a, shape)?, w.shaped(b, shape)?)?))
    }

    fn lanes_unary(
        &mut self,
        shape: Shape,
        build: impl FnOnce(&FunctionWriter<'c, '_>, VectorValue<'c>) -> Result<VectorValue<'c>, Error>,
    ) -> Result<(), Error> {
        let value = self.pop_vector();
        let lanes = self.writer.shaped(value, shape)?;
        let result = build(&self.writer, lanes)?;
        self.push(self.writer.as_words(result)?);
        Ok(())
    }

    fn absolute(&mut self, shape: Shape) -> Result<(), Error> {
        self.lanes_unary(shape, |w, a| {
            let least_is_defined = w.context.bool_type().const_zero();
            let arguments = [a.into(), least_is_defined.into()];
            let result = w.call_intrinsic("llvm.abs", &[a.get_type().as_basic_type_enum()], &arguments)?;
            Ok(result.into_vector_value())
        })
    }

    fn extremum_of_words(&mut self, intrinsic: &str) -> Result<(), Error> {
        self.binary_vector(|w, a, b| {
            let result = w.call_intrinsic(intrinsic, &[w.words_type().into()], &[a.into(), b.into()])?;
            Ok(result.into_vector_value())
        })
    }

    /// Pops a shift count, modulo the width of a lane.
    fn pop_count(&mut self, shape: Shape) -> Result<IntValue<'c>, Error> {
        let count = self.pop_int();
        Ok(self.writer.builder.build_and(count, self.writer.word(shape.bits() - 1), "")?)
    }

    fn shift_packed(&mut self, shape: Shape, name: &str, shift: Shift) -> Result<(), Error> {
        let count = self.pop_count(shape)?;
        let value = self.pop_vector();
        let result = self.writer.outlined(name, &[value.into(), count.into()], |w, params| {
            w.packed(shape).shift(shift, params[0].into_vector_value(), params[1].into_int_value())
        })?;
        self.push(result);
        Ok(())
    }

    fn shift_lanes(&mut self, shape: Shape, shift: Shift) -> Result<(), Error> {
        let count = self.pop_count(shape)?;
        let ty = self.writer.lane_type(shape);
        let count = match shape {
            Shape::I64x2 => self.writer.builder.build_int_z_extend(count, ty, "")?,
            _ => count,
        };
        let counts = self.writer.splat(shape, count)?;
        let counts = self.writer.shaped(counts, shape)?;
        self.lanes_unary(shape, |w, a| {
            Ok(match shift {
                Shift::Left => w.builder.build_left_shift(a, counts, "")?,
                Shift::RightSigned => w.builder.build_right_shift(a, counts, true, "")?,
                Shift::RightUnsigned => w.builder.build_right_shift(a, counts, false, "")?,
            })
        })
    }

    fn all_true(&mut self, shape: Shape) -> Result<(), Error> {
        let value = self.pop_vector();
        let w = &self.writer;
        let zeros = match shape {
            Shape::I8x16 | Shape::I16x8 => w.packed(shape).zeros(value)?,
            Shape::I32x4 | Shape::I64x2 => w.compare_lanes(shape, IntPredicate::EQ, value, w.words(0))?,
        };
        let zeros = w.or_words(zeros)?;
        let none = w.builder.build_int_compare(IntPredicate::EQ, zeros, w.word(0), "")?;
        self.push_condition(none)
    }

    /// Collects the highest bit of each lane; bit zero is that of lane zero.
    fn bitmask(&mut self, shape: Shape) -> Result<(), Error> {
        let value = self.pop_vector();
        let w = &self.writer;
        let builder = &w.builder;
        let mut mask = w.word(0);
        for index in 0..4 {
            let (bits, place) = match shape {
                Shape::I8x16 => {
                    // The product has the bits 0, 8, 16 and 24 next to each other in its top four bits; no two other
                    // bits meet.
                    let signs = w.word_of(w.packed(shape).signs(value)?, index)?;
                    let product = builder.build_int_mul(signs, w.word(0x1020_4080), "")?;
                    (builder.build_right_shift(product, w.word(28), false, "")?, index * 4)
                }
                Shape::I16x8 => {
                    let signs = w.word_of(w.packed(shape).signs(value)?, index)?;
                    let high = builder.build_right_shift(signs, w.word(15), false, "")?;
                    let both = builder.build_or(signs, high, "")?;
                    (builder.build_and(both, w.word(3), "")?, index * 2)
                }
                Shape::I32x4 => (builder.build_right_shift(w.word_of(value, index)?, w.word(31), false, "")?, index),
                Shape::I64x2 if index % 2 == 1 => {
                    (builder.build_right_shift(w.word_of(value, index)?, w.word(31), false, "")?, index / 2)
                }
                Shape::I64x2 => continue,
            };
            let bits = builder.build_left_shift(bits, w.word(place), "")?;
            mask = builder.build_or(mask, bits, "")?;
        }
        self.push(mask);
        Ok(())
    }
}
