//! Integer arithmetic and comparison of lanes (WebAssembly, 4.3.6).

use inkwell::IntPredicate;
use inkwell::types::BasicType as _;
use inkwell::values::{IntValue, VectorValue};
use wasmparser::Operator;

use super::super::Body;
use crate::Error;
use crate::emit::Emitter;
use crate::emit::vector::Shape;
use crate::emit::vector::packed::{Packed, Shift};

impl<'c> Body<'_, 'c, '_> {
    /// Arithmetic of integer lanes; passes other operators on.
    pub(super) fn vector_integer(&mut self, operator: &Operator<'_>) -> Result<(), Error> {
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
            O::I8x16AddSatS => {
                self.packed_signed(S::I8x16, "i8x16.add_sat_s", true, |p, signed, a, b| p.add_saturating(signed, a, b))
            }
            O::I8x16AddSatU => {
                self.packed_signed(S::I8x16, "i8x16.add_sat_u", false, |p, signed, a, b| p.add_saturating(signed, a, b))
            }
            O::I16x8AddSatS => {
                self.packed_signed(S::I16x8, "i16x8.add_sat_s", true, |p, signed, a, b| p.add_saturating(signed, a, b))
            }
            O::I16x8AddSatU => {
                self.packed_signed(S::I16x8, "i16x8.add_sat_u", false, |p, signed, a, b| p.add_saturating(signed, a, b))
            }
            O::I8x16SubSatS => {
                self.packed_signed(S::I8x16, "i8x16.sub_sat_s", true, |p, signed, a, b| p.sub_saturating(signed, a, b))
            }
            O::I8x16SubSatU => {
                self.packed_signed(S::I8x16, "i8x16.sub_sat_u", false, |p, signed, a, b| p.sub_saturating(signed, a, b))
            }
            O::I16x8SubSatS => {
                self.packed_signed(S::I16x8, "i16x8.sub_sat_s", true, |p, signed, a, b| p.sub_saturating(signed, a, b))
            }
            O::I16x8SubSatU => {
                self.packed_signed(S::I16x8, "i16x8.sub_sat_u", false, |p, signed, a, b| p.sub_saturating(signed, a, b))
            }
            O::I8x16MinS => {
                self.packed_signed(S::I8x16, "i8x16.min_s", true, |p, signed, a, b| p.minimum(signed, a, b))
            }
            O::I8x16MinU => {
                self.packed_signed(S::I8x16, "i8x16.min_u", false, |p, signed, a, b| p.minimum(signed, a, b))
            }
            O::I16x8MinS => {
                self.packed_signed(S::I16x8, "i16x8.min_s", true, |p, signed, a, b| p.minimum(signed, a, b))
            }
            O::I16x8MinU => {
                self.packed_signed(S::I16x8, "i16x8.min_u", false, |p, signed, a, b| p.minimum(signed, a, b))
            }
            O::I8x16MaxS => {
                self.packed_signed(S::I8x16, "i8x16.max_s", true, |p, signed, a, b| p.maximum(signed, a, b))
            }
            O::I8x16MaxU => {
                self.packed_signed(S::I8x16, "i8x16.max_u", false, |p, signed, a, b| p.maximum(signed, a, b))
            }
            O::I16x8MaxS => {
                self.packed_signed(S::I16x8, "i16x8.max_s", true, |p, signed, a, b| p.maximum(signed, a, b))
            }
            O::I16x8MaxU => {
                self.packed_signed(S::I16x8, "i16x8.max_u", false, |p, signed, a, b| p.maximum(signed, a, b))
            }
            O::I8x16Abs => self.packed_unary(S::I8x16, "i8x16.abs", |p, a| p.absolute(a)),
            O::I16x8Abs => self.packed_unary(S::I16x8, "i16x8.abs", |p, a| p.absolute(a)),
            O::I8x16Popcnt => self.packed_unary(S::I8x16, "i8x16.popcnt", |p, a| p.count_ones(a)),
            O::I8x16Neg => self.negate_packed(S::I8x16, "i8x16.sub"),
            O::I16x8Neg => self.negate_packed(S::I16x8, "i16x8.sub"),
            O::I32x4Neg => self.lanes_unary(S::I32x4, |e, a| Ok(e.builder.build_int_neg(a, "")?)),
            O::I64x2Neg => self.lanes_unary(S::I64x2, |e, a| Ok(e.builder.build_int_neg(a, "")?)),
            O::I32x4Abs => self.absolute(S::I32x4),
            O::I64x2Abs => self.absolute(S::I64x2),
            O::I32x4Add => self.lanes(S::I32x4, |e, a, b| Ok(e.builder.build_int_add(a, b, "")?)),
            O::I64x2Add => self.lanes(S::I64x2, |e, a, b| Ok(e.builder.build_int_add(a, b, "")?)),
            O::I32x4Sub => self.lanes(S::I32x4, |e, a, b| Ok(e.builder.build_int_sub(a, b, "")?)),
            O::I64x2Sub => self.lanes(S::I64x2, |e, a, b| Ok(e.builder.build_int_sub(a, b, "")?)),
            O::I32x4Mul => self.lanes(S::I32x4, |e, a, b| Ok(e.builder.build_int_mul(a, b, "")?)),
            O::I64x2Mul => self.lanes(S::I64x2, |e, a, b| Ok(e.builder.build_int_mul(a, b, "")?)),
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
            _ => self.vector_comparison(operator),
        }
    }

    /// Comparisons of integer lanes; passes other operators on.
    fn vector_comparison(&mut self, operator: &Operator<'_>) -> Result<(), Error> {
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
            _ => return self.vector_float(operator),
        };
        if shape.bits() >= 32 {
            return self.binary_vector(|e, a, b| e.compare_lanes(shape, predicate, a, b));
        }
        self.outlined_binary(name, |e, a, b| {
            let lanes = e.packed(shape);
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
        self.outlined_binary(name, |e, a, b| build(&e.packed(shape), a, b))
    }

    fn packed_signed(
        &mut self,
        shape: Shape,
        name: &str,
        signed: bool,
        build: impl FnOnce(&Packed<'_, 'c>, bool, VectorValue<'c>, VectorValue<'c>) -> Result<VectorValue<'c>, Error>,
    ) -> Result<(), Error> {
        self.outlined_binary(name, |e, a, b| build(&e.packed(shape), signed, a, b))
    }

    fn packed_unary(
        &mut self,
        shape: Shape,
        name: &str,
        build: impl FnOnce(&Packed<'_, 'c>, VectorValue<'c>) -> Result<VectorValue<'c>, Error>,
    ) -> Result<(), Error> {
        self.outlined_unary(name, |e, a| build(&e.packed(shape), a))
    }

    /// `neg`, which is `0 - value`.
    fn negate_packed(&mut self, shape: Shape, name: &str) -> Result<(), Error> {
        let value = self.pop_vector();
        self.push(self.emitter.words(0));
        self.push(value);
        self.packed(shape, name, |p, a, b| p.sub(a, b))
    }

    /// An instruction on two vectors; `build` gets them as lanes.
    fn lanes(
        &mut self,
        shape: Shape,
        build: impl FnOnce(&Emitter<'c, '_>, VectorValue<'c>, VectorValue<'c>) -> Result<VectorValue<'c>, Error>,
    ) -> Result<(), Error> {
        self.binary_vector(|e, a, b| e.as_words(build(e, e.shaped(a, shape)?, e.shaped(b, shape)?)?))
    }

    fn lanes_unary(
        &mut self,
        shape: Shape,
        build: impl FnOnce(&Emitter<'c, '_>, VectorValue<'c>) -> Result<VectorValue<'c>, Error>,
    ) -> Result<(), Error> {
        let value = self.pop_vector();
        let lanes = self.emitter.shaped(value, shape)?;
        let result = build(self.emitter, lanes)?;
        let result = self.emitter.as_words(result)?;
        self.push(result);
        Ok(())
    }

    fn absolute(&mut self, shape: Shape) -> Result<(), Error> {
        self.lanes_unary(shape, |e, a| {
            let least_is_defined = e.context.bool_type().const_zero();
            let arguments = [a.into(), least_is_defined.into()];
            let result = e.intrinsic("llvm.abs", &[a.get_type().as_basic_type_enum()], &arguments)?;
            Ok(result.into_vector_value())
        })
    }

    fn extremum_of_words(&mut self, intrinsic: &str) -> Result<(), Error> {
        self.binary_vector(|e, a, b| {
            let result = e.intrinsic(intrinsic, &[e.words_type().into()], &[a.into(), b.into()])?;
            Ok(result.into_vector_value())
        })
    }

    /// Pops a shift count, modulo the width of a lane.
    fn pop_count(&mut self, shape: Shape) -> Result<IntValue<'c>, Error> {
        let count = self.pop_int();
        Ok(self.emitter.builder.build_and(count, self.emitter.word(shape.bits() - 1), "")?)
    }

    fn shift_packed(&mut self, shape: Shape, name: &str, shift: Shift) -> Result<(), Error> {
        let count = self.pop_count(shape)?;
        let value = self.pop_vector();
        let result = self.emitter.outlined(name, &[value.into(), count.into()], |e, params| {
            let result = e.packed(shape).shift(shift, params[0].into_vector_value(), params[1].into_int_value())?;
            Ok(result.into())
        })?;
        self.push(result);
        Ok(())
    }

    fn shift_lanes(&mut self, shape: Shape, shift: Shift) -> Result<(), Error> {
        let count = self.pop_count(shape)?;
        let ty = self.emitter.lane_type(shape);
        let count = match shape {
            Shape::I64x2 => self.emitter.builder.build_int_z_extend(count, ty, "")?,
            _ => count,
        };
        let counts = self.emitter.splat(shape, count)?;
        let counts = self.emitter.shaped(counts, shape)?;
        self.lanes_unary(shape, |e, a| {
            Ok(match shift {
                Shift::Left => e.builder.build_left_shift(a, counts, "")?,
                Shift::RightSigned => e.builder.build_right_shift(a, counts, true, "")?,
                Shift::RightUnsigned => e.builder.build_right_shift(a, counts, false, "")?,
            })
        })
    }

    fn all_true(&mut self, shape: Shape) -> Result<(), Error> {
        let value = self.pop_vector();
        let e = &*self.emitter;
        let zeros = match shape {
            Shape::I8x16 | Shape::I16x8 => e.packed(shape).zeros(value)?,
            Shape::I32x4 | Shape::I64x2 => e.compare_lanes(shape, IntPredicate::EQ, value, e.words(0))?,
        };
        let zeros = e.or_words(zeros)?;
        let none = e.builder.build_int_compare(IntPredicate::EQ, zeros, e.word(0), "")?;
        self.push_condition(none)
    }

    /// Collects the highest bit of each lane; bit zero is that of lane zero.
    fn bitmask(&mut self, shape: Shape) -> Result<(), Error> {
        let value = self.pop_vector();
        let e = &*self.emitter;
        let builder = &e.builder;
        let mut mask = e.word(0);
        for index in 0..4 {
            let (bits, place) = match shape {
                Shape::I8x16 => {
                    // The product has the bits 0, 8, 16 and 24 next to each other in its top four bits; no two other
                    // bits meet.
                    let signs = e.word_of(e.packed(shape).signs(value)?, index)?;
                    let product = builder.build_int_mul(signs, e.word(0x1020_4080), "")?;
                    (builder.build_right_shift(product, e.word(28), false, "")?, index * 4)
                }
                Shape::I16x8 => {
                    let signs = e.word_of(e.packed(shape).signs(value)?, index)?;
                    let high = builder.build_right_shift(signs, e.word(15), false, "")?;
                    let both = builder.build_or(signs, high, "")?;
                    (builder.build_and(both, e.word(3), "")?, index * 2)
                }
                Shape::I32x4 => (builder.build_right_shift(e.word_of(value, index)?, e.word(31), false, "")?, index),
                Shape::I64x2 if index % 2 == 1 => {
                    (builder.build_right_shift(e.word_of(value, index)?, e.word(31), false, "")?, index / 2)
                }
                Shape::I64x2 => continue,
            };
            let bits = builder.build_left_shift(bits, e.word(place), "")?;
            mask = builder.build_or(mask, bits, "")?;
        }
        self.push(mask);
        Ok(())
    }
}
