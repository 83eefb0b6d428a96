//! Float constants, arithmetic and comparison (WebAssembly, 4.3.3).

use inkwell::FloatPredicate;
use inkwell::values::{BasicValueEnum, FloatValue};
use wasmparser::Operator;

use super::{Body, not_listed};
use crate::Error;
use crate::emit::writer::FunctionWriter;

impl<'c> Body<'c, '_> {
    /// Float constants, arithmetic and comparison.
    pub fn float(&mut self, operator: &Operator<'_>) -> Result<(), Error> {
        use FloatPredicate as P;
        use Operator as O;
        match *operator {
            O::F32Const { value } => {
                self.push(self.writer.bits_f32(value.bits())?);
                Ok(())
            }
            O::F64Const { value } => {
                self.push(self.writer.bits_f64(value.bits())?);
                Ok(())
            }
            O::F32Eq | O::F64Eq => self.compare_float(P::OEQ),
            O::F32Ne | O::F64Ne => self.compare_float(P::UNE),
            O::F32Lt | O::F64Lt => self.compare_float(P::OLT),
            O::F32Gt | O::F64Gt => self.compare_float(P::OGT),
            O::F32Le | O::F64Le => self.compare_float(P::OLE),
            O::F32Ge | O::F64Ge => self.compare_float(P::OGE),
            O::F32Add | O::F64Add => self.arithmetic(0.0, |w, a, b| Ok(w.builder.build_float_add(a, b, "")?)),
            O::F32Sub | O::F64Sub => self.arithmetic(0.0, |w, a, b| Ok(w.builder.build_float_sub(a, b, "")?)),
            O::F32Mul | O::F64Mul => self.arithmetic(1.0, |w, a, b| Ok(w.builder.build_float_mul(a, b, "")?)),
            O::F32Div | O::F64Div => self.arithmetic(1.0, |w, a, b| Ok(w.builder.build_float_div(a, b, "")?)),
            O::F32Min | O::F64Min => self.binary_float(|w, a, b| w.extremum(a, b, true)),
            O::F32Max | O::F64Max => self.binary_float(|w, a, b| w.extremum(a, b, false)),
            O::F32Copysign | O::F64Copysign => self.binary_float(|w, a, b| {
                w.call_intrinsic("llvm.copysign", &[a.get_type().into()], &[a.into(), b.into()])
            }),
            O::F32Abs | O::F64Abs => self.unary_float("llvm.fabs"),
            O::F32Sqrt | O::F64Sqrt => self.unary_float("llvm.sqrt"),
            O::F32Ceil | O::F64Ceil => self.round("llvm.ceil"),
            O::F32Floor | O::F64Floor => self.round("llvm.floor"),
            O::F32Trunc | O::F64Trunc => self.round("llvm.trunc"),
            O::F32Nearest | O::F64Nearest => self.round("llvm.roundeven"),
            O::F32Neg | O::F64Neg => {
                let value = self.pop_float();
                self.push(self.writer.builder.build_float_neg(value, "")?);
                Ok(())
            }
            _ => Err(not_listed(operator)),
        }
    }

    fn compare_float(&mut self, predicate: FloatPredicate) -> Result<(), Error> {
        let (right, left) = (self.pop_float(), self.pop_float());
        let result = self.writer.builder.build_float_compare(predicate, left, right, "")?;
        self.push_condition(result)
    }

    fn binary_float<F>(&mut self, build: F) -> Result<(), Error>
    where
        F: FnOnce(&FunctionWriter<'c, '_>, FloatValue<'c>, FloatValue<'c>) -> Result<BasicValueEnum<'c>, Error>,
    {
        let (right, left) = (self.pop_float(), self.pop_float());
        self.push(build(&self.writer, left, right)?);
        Ok(())
    }

    /// Arithmetic whose neutral element is `neutral`, such as zero for addition. If LLVM knows that an operand is
    /// neutral, it drops the instruction, which then no longer makes a signalling NaN quiet. So neutral constants are
    /// hidden.
    fn arithmetic(
        &mut self,
        neutral: f64,
        build: impl FnOnce(&FunctionWriter<'c, '_>, FloatValue<'c>, FloatValue<'c>) -> Result<FloatValue<'c>, Error>,
    ) -> Result<(), Error> {
        self.binary_float(|w, left, right| {
            let left = w.hide_neutral(left, neutral)?;
            let right = w.hide_neutral(right, neutral)?;
            Ok(build(w, left, right)?.into())
        })
    }

    /// Rounds to an integer. The library functions for it do not have to make a signalling NaN quiet.
    fn round(&mut self, intrinsic: &str) -> Result<(), Error> {
        self.unary_float(intrinsic)?;
        let value = self.pop_float();
        self.push(self.writer.quiet(value)?);
        Ok(())
    }

    fn unary_float(&mut self, intrinsic: &str) -> Result<(), Error> {
        let value = self.pop_float();
        self.push(self.writer.call_intrinsic(intrinsic, &[value.get_type().into()], &[value.into()])?);
        Ok(())
    }
}
