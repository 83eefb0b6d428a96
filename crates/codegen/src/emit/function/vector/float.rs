//! Float arithmetic and comparison of lanes (WebAssembly, 4.3.6), with the scalar instructions for each lane.

use inkwell::FloatPredicate;
use inkwell::types::BasicType as _;
use inkwell::values::{FloatValue, VectorValue};
use wasmparser::Operator;

use super::super::{Body, not_listed};
use crate::Error;
use crate::emit::writer::FunctionWriter;

impl<'c> Body<'c, '_> {
    /// Float arithmetic and comparison of lanes.
    pub fn vector_float(&mut self, operator: &Operator<'_>) -> Result<(), Error> {
        use FloatPredicate as P;
        use Operator as O;
        match *operator {
            O::F32x4Eq => self.compare_floats(false, P::OEQ),
            O::F64x2Eq => self.compare_floats(true, P::OEQ),
            O::F32x4Ne => self.compare_floats(false, P::UNE),
            O::F64x2Ne => self.compare_floats(true, P::UNE),
            O::F32x4Lt => self.compare_floats(false, P::OLT),
            O::F64x2Lt => self.compare_floats(true, P::OLT),
            O::F32x4Gt => self.compare_floats(false, P::OGT),
            O::F64x2Gt => self.compare_floats(true, P::OGT),
            O::F32x4Le => self.compare_floats(false, P::OLE),
            O::F64x2Le => self.compare_floats(true, P::OLE),
            O::F32x4Ge => self.compare_floats(false, P::OGE),
            O::F64x2Ge => self.compare_floats(true, P::OGE),
            O::F32x4Abs => self.unary_floats(false, |w, a| w.unary_float("llvm.fabs", a)),
            O::F64x2Abs => self.unary_floats(true, |w, a| w.unary_float("llvm.fabs", a)),
            O::F32x4Neg => self.unary_floats(false, |w, a| Ok(w.builder.build_float_neg(a, "")?)),
            O::F64x2Neg => self.unary_floats(true, |w, a| Ok(w.builder.build_float_neg(a, "")?)),
            O::F32x4Sqrt => self.unary_floats(false, |w, a| w.unary_float("llvm.sqrt", a)),
            O::F64x2Sqrt => self.unary_floats(true, |w, a| w.unary_float("llvm.sqrt", a)),
            O::F32x4Ceil => self.round_floats("f32x4.ceil", false, "llvm.ceil"),
            O::F64x2Ceil => self.round_floats("f64x2.ceil", true, "llvm.ceil"),
            O::F32x4Floor => self.round_floats("f32x4.floor", false, "llvm.floor"),
            O::F64x2Floor => self.round_floats("f64x2.floor", true, "llvm.floor"),
            O::F32x4Trunc => self.round_floats("f32x4.trunc", false, "llvm.trunc"),
            O::F64x2Trunc => self.round_floats("f64x2.trunc", true, "llvm.trunc"),
            O::F32x4Nearest => self.round_floats("f32x4.nearest", false, "llvm.roundeven"),
            O::F64x2Nearest => self.round_floats("f64x2.nearest", true, "llvm.roundeven"),
            _ => Err(not_listed(operator)),
        }
    }

    /// Arithmetic of two vectors of floats.
    pub fn vector_arithmetic(&mut self, operator: &Operator<'_>) -> Result<(), Error> {
        use FloatPredicate as P;
        use Operator as O;
        let double = matches!(
            operator,
            O::F64x2Add
                | O::F64x2Sub
                | O::F64x2Mul
                | O::F64x2Div
                | O::F64x2Min
                | O::F64x2Max
                | O::F64x2RelaxedMin
                | O::F64x2RelaxedMax
                | O::F64x2PMin
                | O::F64x2PMax
                | O::F64x2RelaxedMadd
                | O::F64x2RelaxedNmadd
        );
        match *operator {
            O::F32x4Add | O::F64x2Add => {
                self.neutral_floats(double, 0.0, |w, a, b| Ok(w.builder.build_float_add(a, b, "")?))
            }
            O::F32x4Sub | O::F64x2Sub => {
                self.neutral_floats(double, 0.0, |w, a, b| Ok(w.builder.build_float_sub(a, b, "")?))
            }
            O::F32x4Mul | O::F64x2Mul => {
                self.neutral_floats(double, 1.0, |w, a, b| Ok(w.builder.build_float_mul(a, b, "")?))
            }
            O::F32x4Div | O::F64x2Div => {
                self.neutral_floats(double, 1.0, |w, a, b| Ok(w.builder.build_float_div(a, b, "")?))
            }
            O::F32x4Min | O::F64x2Min | O::F32x4RelaxedMin | O::F64x2RelaxedMin => {
                self.binary_floats(double, |w, a, b| Ok(w.extremum(a, b, true)?.into_float_value()))
            }
            O::F32x4Max | O::F64x2Max | O::F32x4RelaxedMax | O::F64x2RelaxedMax => {
                self.binary_floats(double, |w, a, b| Ok(w.extremum(a, b, false)?.into_float_value()))
            }
            O::F32x4PMin | O::F64x2PMin => self.binary_floats(double, |w, a, b| w.choose_float(P::OLT, b, a)),
            O::F32x4PMax | O::F64x2PMax => self.binary_floats(double, |w, a, b| w.choose_float(P::OGT, b, a)),
            O::F32x4RelaxedMadd | O::F64x2RelaxedMadd => self.multiply_add(double, false),
            O::F32x4RelaxedNmadd | O::F64x2RelaxedNmadd => self.multiply_add(double, true),
            _ => Err(not_listed(operator)),
        }
    }

    fn compare_floats(&mut self, double: bool, predicate: FloatPredicate) -> Result<(), Error> {
        let (right, left) = (self.pop_vector(), self.pop_vector());
        let w = &self.writer;
        let ty = if double { w.context.i64_type() } else { w.i32() };
        let mut lanes = Vec::new();
        for index in 0..lane_count(double) {
            let (a, b) = (w.float_lane(left, double, index)?, w.float_lane(right, double, index)?);
            let holds = w.builder.build_float_compare(predicate, a, b, "")?;
            lanes.push(w.builder.build_int_s_extend(holds, ty, "")?);
        }
        let result = w.vector_of(&lanes)?;
        self.push(result);
        Ok(())
    }

    fn unary_floats(
        &mut self,
        double: bool,
        build: impl FnMut(&FunctionWriter<'c, '_>, FloatValue<'c>) -> Result<FloatValue<'c>, Error>,
    ) -> Result<(), Error> {
        let value = self.pop_vector();
        self.push(self.writer.each_float(value, double, build)?);
        Ok(())
    }

    /// Rounds each lane to an integer.
    fn round_floats(&mut self, name: &str, double: bool, intrinsic: &str) -> Result<(), Error> {
        self.outlined_unary(name, |w, value| {
            w.each_float(value, double, |w, a| {
                let rounded = w.unary_float(intrinsic, a)?;
                Ok(w.quiet(rounded)?.into_float_value())
            })
        })
    }

    fn binary_floats(
        &mut self,
        double: bool,
        mut build: impl FnMut(&FunctionWriter<'c, '_>, FloatValue<'c>, FloatValue<'c>) -> Result<FloatValue<'c>, Error>,
    ) -> Result<(), Error> {
        let (right, left) = (self.pop_vector(), self.pop_vector());
        let mut index = 0;
        let result = self.writer.each_float(left, double, |w, a| {
            let b = w.float_lane(right, double, index)?;
            index += 1;
            build(w, a, b)
        })?;
        self.push(result);
        Ok(())
    }

    /// Arithmetic of lanes whose neutral element is `neutral`. Neutral constants are hidden from LLVM, as for the
    /// scalar instructions.
    fn neutral_floats(
        &mut self,
        double: bool,
        neutral: f64,
        build: impl Fn(&FunctionWriter<'c, '_>, FloatValue<'c>, FloatValue<'c>) -> Result<FloatValue<'c>, Error>,
    ) -> Result<(), Error> {
        self.binary_floats(double, |w, a, b| build(w, w.hide_neutral(a, neutral)?, w.hide_neutral(b, neutral)?))
    }

    /// `relaxed_madd` and `relaxed_nmadd`: rounded once, as the deterministic profile requires.
    fn multiply_add(&mut self, double: bool, negated: bool) -> Result<(), Error> {
        let addend = self.pop_vector();
        let mut index = 0;
        self.binary_floats(double, |w, a, b| {
            let a = if negated { w.builder.build_float_neg(a, "")? } else { a };
            let c = w.float_lane(addend, double, index)?;
            index += 1;
            let result = w.call_intrinsic("llvm.fma", &[a.get_type().into()], &[a.into(), b.into(), c.into()])?;
            // The library function does not have to make a signalling NaN quiet.
            Ok(w.quiet(result.into_float_value())?.into_float_value())
        })
    }
}

/// The number of floats in a vector.
fn lane_count(double: bool) -> u32 {
    if double { 2 } else { 4 }
}

impl<'c> FunctionWriter<'c, '_> {
    fn unary_float(&self, intrinsic: &str, value: FloatValue<'c>) -> Result<FloatValue<'c>, Error> {
        let ty = value.get_type().as_basic_type_enum();
        Ok(self.call_intrinsic(intrinsic, &[ty], &[value.into()])?.into_float_value())
    }

    /// Returns the first value if the predicate holds for both, else the second. Neither value is changed.
    fn choose_float(
        &self,
        predicate: FloatPredicate,
        first: FloatValue<'c>,
        second: FloatValue<'c>,
    ) -> Result<FloatValue<'c>, Error> {
        let holds = self.builder.build_float_compare(predicate, first, second, "")?;
        Ok(self.builder.build_select(holds, first, second, "")?.into_float_value())
    }

    /// Returns a vector of floats, each built from the float in the same lane of another vector.
    fn each_float(
        &self,
        value: VectorValue<'c>,
        double: bool,
        mut build: impl FnMut(&Self, FloatValue<'c>) -> Result<FloatValue<'c>, Error>,
    ) -> Result<VectorValue<'c>, Error> {
        let mut lanes = Vec::new();
        for index in 0..lane_count(double) {
            let lane = self.float_lane(value, double, index)?;
            let result = build(self, lane)?;
            lanes.push(self.float_bits(result)?);
        }
        self.vector_of(&lanes)
    }
}
