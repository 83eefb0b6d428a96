//! Instructions that change the width of lanes, and conversions between integers and floats (WebAssembly, 4.3.6).

use inkwell::types::{BasicType as _, VectorType};
use inkwell::values::{IntValue, VectorValue};
use wasmparser::Operator;

use super::super::{Body, not_listed};
use crate::Error;
use crate::emit::numeric::Truncation;
use crate::emit::vector::{Half, Shape};
use crate::emit::writer::FunctionWriter;

impl<'c> Body<'c, '_> {
    /// Instructions that change the width of lanes.
    pub fn vector_convert(&mut self, operator: &Operator<'_>) -> Result<(), Error> {
        use Half::{High, Low};
        use Operator as O;
        use Shape as S;
        match *operator {
            O::I16x8ExtendLowI8x16S => self.extend(S::I16x8, Low, true),
            O::I16x8ExtendLowI8x16U => self.extend(S::I16x8, Low, false),
            O::I16x8ExtendHighI8x16S => self.extend(S::I16x8, High, true),
            O::I16x8ExtendHighI8x16U => self.extend(S::I16x8, High, false),
            O::I32x4ExtendLowI16x8S => self.extend(S::I32x4, Low, true),
            O::I32x4ExtendLowI16x8U => self.extend(S::I32x4, Low, false),
            O::I32x4ExtendHighI16x8S => self.extend(S::I32x4, High, true),
            O::I32x4ExtendHighI16x8U => self.extend(S::I32x4, High, false),
            O::I64x2ExtendLowI32x4S => self.extend(S::I64x2, Low, true),
            O::I64x2ExtendLowI32x4U => self.extend(S::I64x2, Low, false),
            O::I64x2ExtendHighI32x4S => self.extend(S::I64x2, High, true),
            O::I64x2ExtendHighI32x4U => self.extend(S::I64x2, High, false),
            O::I16x8ExtMulLowI8x16S => self.multiply_half("i16x8.extmul_low_s", S::I16x8, Low, true),
            O::I16x8ExtMulLowI8x16U => self.multiply_half("i16x8.extmul_low_u", S::I16x8, Low, false),
            O::I16x8ExtMulHighI8x16S => self.multiply_half("i16x8.extmul_high_s", S::I16x8, High, true),
            O::I16x8ExtMulHighI8x16U => self.multiply_half("i16x8.extmul_high_u", S::I16x8, High, false),
            O::I32x4ExtMulLowI16x8S => self.multiply_half("i32x4.extmul_low_s", S::I32x4, Low, true),
            O::I32x4ExtMulLowI16x8U => self.multiply_half("i32x4.extmul_low_u", S::I32x4, Low, false),
            O::I32x4ExtMulHighI16x8S => self.multiply_half("i32x4.extmul_high_s", S::I32x4, High, true),
            O::I32x4ExtMulHighI16x8U => self.multiply_half("i32x4.extmul_high_u", S::I32x4, High, false),
            O::I64x2ExtMulLowI32x4S => self.multiply_half("i64x2.extmul_low_s", S::I64x2, Low, true),
            O::I64x2ExtMulLowI32x4U => self.multiply_half("i64x2.extmul_low_u", S::I64x2, Low, false),
            O::I64x2ExtMulHighI32x4S => self.multiply_half("i64x2.extmul_high_s", S::I64x2, High, true),
            O::I64x2ExtMulHighI32x4U => self.multiply_half("i64x2.extmul_high_u", S::I64x2, High, false),
            O::I16x8ExtAddPairwiseI8x16S => self.add_pairs("i16x8.extadd_pairwise_s", S::I16x8, true),
            O::I16x8ExtAddPairwiseI8x16U => self.add_pairs("i16x8.extadd_pairwise_u", S::I16x8, false),
            O::I32x4ExtAddPairwiseI16x8S => self.add_pairs("i32x4.extadd_pairwise_s", S::I32x4, true),
            O::I32x4ExtAddPairwiseI16x8U => self.add_pairs("i32x4.extadd_pairwise_u", S::I32x4, false),
            O::I8x16NarrowI16x8S => self.narrow("i8x16.narrow_s", S::I16x8, true),
            O::I8x16NarrowI16x8U => self.narrow("i8x16.narrow_u", S::I16x8, false),
            O::I16x8NarrowI32x4S => self.narrow("i16x8.narrow_s", S::I32x4, true),
            O::I16x8NarrowI32x4U => self.narrow("i16x8.narrow_u", S::I32x4, false),
            O::I16x8Q15MulrSatS | O::I16x8RelaxedQ15mulrS => {
                self.outlined_binary("i16x8.q15mulr_sat_s", |w, a, b| w.multiply_rounding(a, b))
            }
            O::I32x4DotI16x8S => self.outlined_binary("i32x4.dot_i16x8_s", |w, a, b| {
                let sums = w.multiply_pairs(a, b, S::I32x4)?;
                w.as_words(sums)
            }),
            // Both operands are signed in the deterministic profile, and sums wrap.
            O::I16x8RelaxedDotI8x16I7x16S => self.outlined_binary("i16x8.relaxed_dot_s", |w, a, b| {
                let sums = w.multiply_pairs(a, b, S::I16x8)?;
                w.as_words(sums)
            }),
            O::I32x4RelaxedDotI8x16I7x16AddS => {
                let addend = self.pop_vector();
                self.outlined_binary("i32x4.relaxed_dot", |w, a, b| w.multiply_fours(a, b))?;
                let sums = self.pop_vector();
                self.push(self.writer.builder.build_int_add(sums, addend, "")?);
                Ok(())
            }
            _ => Err(not_listed(operator)),
        }
    }

    /// Conversions between integer and float lanes, or between floats.
    pub fn vector_float_convert(&mut self, operator: &Operator<'_>) -> Result<(), Error> {
        use Operator as O;
        match *operator {
            O::I32x4TruncSatF32x4S | O::I32x4RelaxedTruncF32x4S => {
                self.truncate_floats("i32x4.trunc_sat_f32x4_s", false, true)
            }
            O::I32x4TruncSatF32x4U | O::I32x4RelaxedTruncF32x4U => {
                self.truncate_floats("i32x4.trunc_sat_f32x4_u", false, false)
            }
            O::I32x4TruncSatF64x2SZero | O::I32x4RelaxedTruncF64x2SZero => {
                self.truncate_floats("i32x4.trunc_sat_f64x2_s_zero", true, true)
            }
            O::I32x4TruncSatF64x2UZero | O::I32x4RelaxedTruncF64x2UZero => {
                self.truncate_floats("i32x4.trunc_sat_f64x2_u_zero", true, false)
            }
            O::F32x4ConvertI32x4S => self.convert_integers("f32x4.convert_i32x4_s", false, true),
            O::F32x4ConvertI32x4U => self.convert_integers("f32x4.convert_i32x4_u", false, false),
            O::F64x2ConvertLowI32x4S => self.convert_integers("f64x2.convert_low_i32x4_s", true, true),
            O::F64x2ConvertLowI32x4U => self.convert_integers("f64x2.convert_low_i32x4_u", true, false),
            O::F32x4DemoteF64x2Zero => self.outlined_unary("f32x4.demote_f64x2_zero", |w, value| {
                w.lanes_of(2, |w, index| {
                    let lane = w.float_lane(value, true, index)?;
                    w.float_bits(w.builder.build_float_trunc(lane, w.context.f32_type(), "")?)
                })
            }),
            O::F64x2PromoteLowF32x4 => self.outlined_unary("f64x2.promote_low_f32x4", |w, value| {
                w.lanes_of(2, |w, index| {
                    let lane = w.float_lane(value, false, index)?;
                    let lane = w.quiet(lane)?.into_float_value();
                    w.float_bits(w.builder.build_float_ext(lane, w.context.f64_type(), "")?)
                })
            }),
            _ => Err(not_listed(operator)),
        }
    }

    fn extend(&mut self, shape: Shape, half: Half, signed: bool) -> Result<(), Error> {
        let value = self.pop_vector();
        let lanes = self.writer.extend(value, shape, half, signed)?;
        self.push(self.writer.as_words(lanes)?);
        Ok(())
    }

    /// `extmul`; `shape` is the shape of the result.
    fn multiply_half(&mut self, name: &str, shape: Shape, half: Half, signed: bool) -> Result<(), Error> {
        self.outlined_binary(name, |w, a, b| {
            let (a, b) = (w.extend(a, shape, half, signed)?, w.extend(b, shape, half, signed)?);
            w.as_words(w.builder.build_int_mul(a, b, "")?)
        })
    }

    /// `extadd_pairwise`; `shape` is the shape of the result.
    fn add_pairs(&mut self, name: &str, shape: Shape, signed: bool) -> Result<(), Error> {
        self.outlined_unary(name, |w, value| {
            let even = w.extend_every_other(value, shape, 0, signed)?;
            let odd = w.extend_every_other(value, shape, 1, signed)?;
            w.as_words(w.builder.build_int_add(even, odd, "")?)
        })
    }

    /// `narrow`: the signed lanes of `shape` of both vectors, saturated to half the width.
    fn narrow(&mut self, name: &str, shape: Shape, signed: bool) -> Result<(), Error> {
        self.outlined_binary(name, |w, a, b| {
            let bits = shape.half().bits();
            let (least, greatest) = match signed {
                true => (-(1i64 << (bits - 1)), (1 << (bits - 1)) - 1),
                false => (0, (1 << bits) - 1),
            };
            let (a, b) = (w.shaped(a, shape)?, w.shaped(b, shape)?);
            let places: Vec<_> = (0..2 * shape.lanes()).map(|index| w.word(index)).collect();
            let both = w.builder.build_shuffle_vector(a, b, VectorType::const_vector(&places), "")?;
            let lane = w.lane_type(shape);
            let limit = |limit: i64| {
                let lane = lane.const_int(limit.cast_unsigned(), true);
                VectorType::const_vector(&vec![lane; places.len()])
            };
            let ty = both.get_type().as_basic_type_enum();
            let both = w.call_intrinsic("llvm.smax", &[ty], &[both.into(), limit(least).into()])?;
            let both = w.call_intrinsic("llvm.smin", &[ty], &[both.into(), limit(greatest).into()])?;
            let narrow = w.lane_type(shape.half()).vec_type(shape.half().lanes());
            w.as_words(w.builder.build_int_truncate(both.into_vector_value(), narrow, "")?)
        })
    }

    /// `trunc_sat`; missing lanes are zero.
    fn truncate_floats(&mut self, name: &str, double: bool, signed: bool) -> Result<(), Error> {
        self.outlined_unary(name, |w, value| {
            w.lanes_of(if double { 2 } else { 4 }, |w, index| {
                let lane = w.float_lane(value, double, index)?;
                Ok(w.truncate_saturating(lane, Truncation { signed, wide: false })?.into_int_value())
            })
        })
    }

    fn convert_integers(&mut self, name: &str, double: bool, signed: bool) -> Result<(), Error> {
        self.outlined_unary(name, |w, value| {
            let float = if double { w.context.f64_type() } else { w.context.f32_type() };
            w.lanes_of(if double { 2 } else { 4 }, |w, index| {
                let lane = w.word_of(value, index)?;
                w.float_bits(match signed {
                    true => w.builder.build_signed_int_to_float(lane, float, "")?,
                    false => w.builder.build_unsigned_int_to_float(lane, float, "")?,
                })
            })
        })
    }
}

impl<'c> FunctionWriter<'c, '_> {
    /// The vector of the first `count` lanes; the others are zero.
    fn lanes_of(
        &self,
        count: u32,
        build: impl Fn(&Self, u32) -> Result<IntValue<'c>, Error>,
    ) -> Result<VectorValue<'c>, Error> {
        let lanes = (0..count).map(|index| build(self, index)).collect::<Result<Vec<_>, Error>>()?;
        self.vector_of(&lanes)
    }

    /// Multiplies all lanes, with products of twice the width, and adds those of neighbours; the result has the lanes
    /// of `shape`.
    fn multiply_pairs(
        &self,
        left: VectorValue<'c>,
        right: VectorValue<'c>,
        shape: Shape,
    ) -> Result<VectorValue<'c>, Error> {
        let product = |first| -> Result<_, Error> {
            let left = self.extend_every_other(left, shape, first, true)?;
            let right = self.extend_every_other(right, shape, first, true)?;
            Ok(self.builder.build_int_mul(left, right, "")?)
        };
        Ok(self.builder.build_int_add(product(0)?, product(1)?, "")?)
    }

    /// Multiplies all bytes, and adds the products of each four neighbours without overflow.
    fn multiply_fours(&self, left: VectorValue<'c>, right: VectorValue<'c>) -> Result<VectorValue<'c>, Error> {
        let mut sum = self.words(0);
        for index in 0..4 {
            let shift = self.words(24 - 8 * index);
            let byte = |value| -> Result<_, Error> {
                let top = self.builder.build_left_shift(value, shift, "")?;
                Ok(self.builder.build_right_shift(top, self.words(24), true, "")?)
            };
            let product = self.builder.build_int_mul(byte(left)?, byte(right)?, "")?;
            sum = self.builder.build_int_add(sum, product, "")?;
        }
        Ok(sum)
    }

    /// `q15mulr_sat_s`: products of fractions, rounded; the product of -1 and -1 saturates to the greatest number.
    fn multiply_rounding(&self, left: VectorValue<'c>, right: VectorValue<'c>) -> Result<VectorValue<'c>, Error> {
        let wide = self.i32().vec_type(8);
        let constant = |value| VectorType::const_vector(&[self.word(value); 8]);
        let extend = |value| -> Result<_, Error> {
            Ok(self.builder.build_int_s_extend(self.shaped(value, Shape::I16x8)?, wide, "")?)
        };
        let product = self.builder.build_int_mul(extend(left)?, extend(right)?, "")?;
        let rounded = self.builder.build_int_add(product, constant(0x4000), "")?;
        let scaled = self.builder.build_right_shift(rounded, constant(15), true, "")?;
        let arguments = [scaled.into(), constant(0x7fff).into()];
        let result = self.call_intrinsic("llvm.smin", &[wide.as_basic_type_enum()], &arguments)?;
        let narrow = self.context.i16_type().vec_type(8);
        let lanes = self.builder.build_int_truncate(result.into_vector_value(), narrow, "")?;
        self.as_words(lanes)
    }
}
