//! Float arithmetic and comparison (WebAssembly, 4.3.3).

use inkwell::FloatPredicate;
use inkwell::values::{BasicValueEnum, FloatValue};
use wasmparser::Operator;

use super::Body;
use crate::Error;
use crate::emit::Emitter;

impl<'c> Body<'_, 'c, '_> {
    /// Float arithmetic and comparison; passes other operators on.
    pub(super) fn float(&mut self, operator: &Operator<'_>) -> Result<(), Error> {
        use FloatPredicate as P;
        use Operator as O;
        match *operator {
            O::F32Eq | O::F64Eq => self.compare_float(P::OEQ),
            O::F32Ne | O::F64Ne => self.compare_float(P::UNE),
            O::F32Lt | O::F64Lt => self.compare_float(P::OLT),
            O::F32Gt | O::F64Gt => self.compare_float(P::OGT),
            O::F32Le | O::F64Le => self.compare_float(P::OLE),
            O::F32Ge | O::F64Ge => self.compare_float(P::OGE),
            O::F32Add | O::F64Add => self.arithmetic(0.0, |e, a, b| Ok(e.builder.build_float_add(a, b, "")?)),
            O::F32Sub | O::F64Sub => self.arithmetic(0.0, |e, a, b| Ok(e.builder.build_float_sub(a, b, "")?)),
            O::F32Mul | O::F64Mul => self.arithmetic(1.0, |e, a, b| Ok(e.builder.build_float_mul(a, b, "")?)),
            O::F32Div | O::F64Div => self.arithmetic(1.0, |e, a, b| Ok(e.builder.build_float_div(a, b, "")?)),
            O::F32Min | O::F64Min => self.binary_float(|e, a, b| e.extremum(a, b, true)),
            O::F32Max | O::F64Max => self.binary_float(|e, a, b| e.extremum(a, b, false)),
            O::F32Copysign | O::F64Copysign => {
                self.binary_float(|e, a, b| e.intrinsic("llvm.copysign", &[a.get_type().into()], &[a.into(), b.into()]))
            }
            O::F32Abs | O::F64Abs => self.unary_float("llvm.fabs"),
            O::F32Sqrt | O::F64Sqrt => self.unary_float("llvm.sqrt"),
            O::F32Ceil | O::F64Ceil => self.round("llvm.ceil"),
            O::F32Floor | O::F64Floor => self.round("llvm.floor"),
            O::F32Trunc | O::F64Trunc => self.round("llvm.trunc"),
            O::F32Nearest | O::F64Nearest => self.round("llvm.roundeven"),
            O::F32Neg | O::F64Neg => {
                let value = self.pop_float();
                let result = self.emitter.builder.build_float_neg(value, "")?;
                self.push(result);
                Ok(())
            }
            _ => self.convert(operator),
        }
    }

    fn compare_float(&mut self, predicate: FloatPredicate) -> Result<(), Error> {
        let (right, left) = (self.pop_float(), self.pop_float());
        let result = self.emitter.builder.build_float_compare(predicate, left, right, "")?;
        self.push_condition(result)
    }

    fn binary_float(
        &mut self,
        build: impl FnOnce(&mut Emitter<'c, '_>, FloatValue<'c>, FloatValue<'c>) -> Result<BasicValueEnum<'c>, Error>,
    ) -> Result<(), Error> {
        let (right, left) = (self.pop_float(), self.pop_float());
        let result = build(self.emitter, left, right)?;
        self.push(result);
        Ok(())
    }

    /// Arithmetic whose neutral element is `neutral`, such as zero for addition. If LLVM knows that an operand is
    /// neutral, it drops the instruction, which then no longer makes a signalling NaN quiet. So neutral constants are
    /// hidden.
    fn arithmetic(
        &mut self,
        neutral: f64,
        build: impl FnOnce(&Emitter<'c, '_>, FloatValue<'c>, FloatValue<'c>) -> Result<FloatValue<'c>, Error>,
    ) -> Result<(), Error> {
        self.binary_float(|emitter, left, right| {
            let left = emitter.hide_neutral(left, neutral)?;
            let right = emitter.hide_neutral(right, neutral)?;
            Ok(build(emitter, left, right)?.into())
        })
    }

    /// Rounds to an integer. The library functions for it do not have to make a signalling NaN quiet.
    fn round(&mut self, intrinsic: &str) -> Result<(), Error> {
        self.unary_float(intrinsic)?;
        let value = self.pop_float();
        let result = self.emitter.quiet(value)?;
        self.push(result);
        Ok(())
    }

    fn unary_float(&mut self, intrinsic: &str) -> Result<(), Error> {
        let value = self.pop_float();
        let result = self.emitter.intrinsic(intrinsic, &[value.get_type().into()], &[value.into()])?;
        self.push(result);
        Ok(())
    }
}
