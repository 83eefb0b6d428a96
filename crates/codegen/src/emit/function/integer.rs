//! Integer constants, arithmetic and comparison (WebAssembly, 4.3.2).

use inkwell::IntPredicate;
use inkwell::values::IntValue;
use wasmparser::Operator;

use super::{Body, not_listed};
use crate::Error;
use crate::emit::numeric::Division;
use crate::emit::writer::FunctionWriter;

impl<'c> Body<'c, '_> {
    /// Integer constants, arithmetic and comparison.
    pub fn integer(&mut self, operator: &Operator<'_>) -> Result<(), Error> {
        use IntPredicate as P;
        use Operator as O;
        match *operator {
            O::I32Const { value } => {
                let value = value.cast_unsigned();
                self.push(match self.place() {
                    Some(place) => self.writer.address_number(place, value)?,
                    None => self.writer.word(value),
                });
                Ok(())
            }
            O::I64Const { value } => {
                self.push(self.writer.context.i64_type().const_int(value.cast_unsigned(), false));
                Ok(())
            }
            O::I32Eqz | O::I64Eqz => {
                let value = self.pop_int();
                let zero = value.get_type().const_zero();
                let result = self.writer.builder.build_int_compare(P::EQ, value, zero, "")?;
                self.push_condition(result)
            }
            O::I32Eq | O::I64Eq => self.compare_int(P::EQ),
            O::I32Ne | O::I64Ne => self.compare_int(P::NE),
            O::I32LtS | O::I64LtS => self.compare_int(P::SLT),
            O::I32LtU | O::I64LtU => self.compare_int(P::ULT),
            O::I32GtS | O::I64GtS => self.compare_int(P::SGT),
            O::I32GtU | O::I64GtU => self.compare_int(P::UGT),
            O::I32LeS | O::I64LeS => self.compare_int(P::SLE),
            O::I32LeU | O::I64LeU => self.compare_int(P::ULE),
            O::I32GeS | O::I64GeS => self.compare_int(P::SGE),
            O::I32GeU | O::I64GeU => self.compare_int(P::UGE),
            O::I32Add | O::I64Add => self.binary_int(|w, a, b| Ok(w.builder.build_int_add(a, b, "")?)),
            O::I32Sub | O::I64Sub => self.binary_int(|w, a, b| Ok(w.builder.build_int_sub(a, b, "")?)),
            O::I32Mul | O::I64Mul => self.binary_int(|w, a, b| Ok(w.builder.build_int_mul(a, b, "")?)),
            O::I32And | O::I64And => self.binary_int(|w, a, b| Ok(w.builder.build_and(a, b, "")?)),
            O::I32Or | O::I64Or => self.binary_int(|w, a, b| Ok(w.builder.build_or(a, b, "")?)),
            O::I32Xor | O::I64Xor => self.binary_int(|w, a, b| Ok(w.builder.build_xor(a, b, "")?)),
            O::I32Shl | O::I64Shl => {
                self.binary_int(|w, a, b| Ok(w.builder.build_left_shift(a, w.shift_count(b)?, "")?))
            }
            O::I32ShrS | O::I64ShrS => {
                self.binary_int(|w, a, b| Ok(w.builder.build_right_shift(a, w.shift_count(b)?, true, "")?))
            }
            O::I32ShrU | O::I64ShrU => {
                self.binary_int(|w, a, b| Ok(w.builder.build_right_shift(a, w.shift_count(b)?, false, "")?))
            }
            O::I32Rotl | O::I64Rotl => self.rotate("llvm.fshl"),
            O::I32Rotr | O::I64Rotr => self.rotate("llvm.fshr"),
            O::I32DivS | O::I64DivS => self.divide(Division::QuotientSigned),
            O::I32DivU | O::I64DivU => self.divide(Division::QuotientUnsigned),
            O::I32RemS | O::I64RemS => self.divide(Division::RemainderSigned),
            O::I32RemU | O::I64RemU => self.divide(Division::RemainderUnsigned),
            O::I32Clz | O::I64Clz => self.count_zeros("llvm.ctlz"),
            O::I32Ctz | O::I64Ctz => self.count_zeros("llvm.cttz"),
            O::I32Popcnt | O::I64Popcnt => {
                let value = self.pop_int();
                self.push(self.writer.call_intrinsic("llvm.ctpop", &[value.get_type().into()], &[value.into()])?);
                Ok(())
            }
            O::I32Extend8S | O::I64Extend8S => self.extend_low(8),
            O::I32Extend16S | O::I64Extend16S => self.extend_low(16),
            O::I64Extend32S => self.extend_low(32),
            _ => Err(not_listed(operator)),
        }
    }

    fn compare_int(&mut self, predicate: IntPredicate) -> Result<(), Error> {
        let (right, left) = (self.pop_int(), self.pop_int());
        let result = self.writer.builder.build_int_compare(predicate, left, right, "")?;
        self.push_condition(result)
    }

    fn binary_int(
        &mut self,
        build: impl FnOnce(&FunctionWriter<'c, '_>, IntValue<'c>, IntValue<'c>) -> Result<IntValue<'c>, Error>,
    ) -> Result<(), Error> {
        let (right, left) = (self.pop_int(), self.pop_int());
        self.push(build(&self.writer, left, right)?);
        Ok(())
    }

    fn rotate(&mut self, intrinsic: &str) -> Result<(), Error> {
        let (count, value) = (self.pop_int(), self.pop_int());
        let arguments = [value.into(), value.into(), count.into()];
        self.push(self.writer.call_intrinsic(intrinsic, &[value.get_type().into()], &arguments)?);
        Ok(())
    }

    fn divide(&mut self, division: Division) -> Result<(), Error> {
        let (right, left) = (self.pop_int(), self.pop_int());
        self.push(self.writer.divide(division, left, right)?);
        Ok(())
    }

    fn count_zeros(&mut self, intrinsic: &str) -> Result<(), Error> {
        let value = self.pop_int();
        let zero_is_defined = self.writer.context.bool_type().const_zero();
        let arguments = [value.into(), zero_is_defined.into()];
        self.push(self.writer.call_intrinsic(intrinsic, &[value.get_type().into()], &arguments)?);
        Ok(())
    }

    /// Sign-extends the low bits.
    fn extend_low(&mut self, bits: u32) -> Result<(), Error> {
        let value = self.pop_int();
        let context = self.writer.context;
        let low = match bits {
            8 => context.i8_type(),
            16 => context.i16_type(),
            _ => context.i32_type(),
        };
        let low = self.writer.builder.build_int_truncate(value, low, "")?;
        self.push(self.writer.builder.build_int_s_extend(low, value.get_type(), "")?);
        Ok(())
    }
}
