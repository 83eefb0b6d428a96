//! Conversions (WebAssembly, 4.3.4).

use inkwell::builder::{Builder, BuilderError};
use inkwell::types::BasicTypeEnum;
use inkwell::values::{BasicValue, IntValue};
use wasmparser::Operator;

use super::{Body, not_listed};
use crate::Error;
use crate::emit::numeric::Truncation;

impl<'c> Body<'c, '_> {
    /// Conversions.
    pub fn convert(&mut self, operator: &Operator<'_>) -> Result<(), Error> {
        use Operator as O;
        let (word, long) = (self.writer.i32(), self.writer.context.i64_type());
        let (single, double) = (self.writer.context.f32_type(), self.writer.context.f64_type());
        let to = |signed, wide| Truncation { signed, wide };
        match *operator {
            O::I32WrapI64 => self.cast_int(|b, a| b.build_int_truncate(a, word, "")),
            O::I64ExtendI32S => self.cast_int(|b, a| b.build_int_s_extend(a, long, "")),
            O::I64ExtendI32U => self.cast_int(|b, a| b.build_int_z_extend(a, long, "")),
            O::I32TruncF32S | O::I32TruncF64S => self.truncate(to(true, false)),
            O::I32TruncF32U | O::I32TruncF64U => self.truncate(to(false, false)),
            O::I64TruncF32S | O::I64TruncF64S => self.truncate(to(true, true)),
            O::I64TruncF32U | O::I64TruncF64U => self.truncate(to(false, true)),
            O::I32TruncSatF32S | O::I32TruncSatF64S => self.truncate_saturating(to(true, false)),
            O::I32TruncSatF32U | O::I32TruncSatF64U => self.truncate_saturating(to(false, false)),
            O::I64TruncSatF32S | O::I64TruncSatF64S => self.truncate_saturating(to(true, true)),
            O::I64TruncSatF32U | O::I64TruncSatF64U => self.truncate_saturating(to(false, true)),
            O::F32ConvertI32S | O::F32ConvertI64S => self.cast_int(|b, a| b.build_signed_int_to_float(a, single, "")),
            O::F32ConvertI32U | O::F32ConvertI64U => self.cast_int(|b, a| b.build_unsigned_int_to_float(a, single, "")),
            O::F64ConvertI32S | O::F64ConvertI64S => self.cast_int(|b, a| b.build_signed_int_to_float(a, double, "")),
            O::F64ConvertI32U | O::F64ConvertI64U => self.cast_int(|b, a| b.build_unsigned_int_to_float(a, double, "")),
            O::F32DemoteF64 => {
                let value = self.pop_float();
                self.push(self.writer.builder.build_float_trunc(value, single, "")?);
                Ok(())
            }
            O::F64PromoteF32 => {
                // Neither LLVM nor the library function has to make a signalling NaN quiet.
                let value = self.pop_float();
                let value = self.writer.quiet(value)?.into_float_value();
                self.push(self.writer.builder.build_float_ext(value, double, "")?);
                Ok(())
            }
            O::I32ReinterpretF32 => self.reinterpret(word.into()),
            O::I64ReinterpretF64 => self.reinterpret(long.into()),
            O::F32ReinterpretI32 => self.reinterpret(single.into()),
            O::F64ReinterpretI64 => self.reinterpret(double.into()),
            _ => Err(not_listed(operator)),
        }
    }

    /// Converts an integer.
    fn cast_int<V: BasicValue<'c>>(
        &mut self,
        build: impl FnOnce(&Builder<'c>, IntValue<'c>) -> Result<V, BuilderError>,
    ) -> Result<(), Error> {
        let value = self.pop_int();
        self.push(build(&self.writer.builder, value)?.as_basic_value_enum());
        Ok(())
    }

    fn reinterpret(&mut self, ty: BasicTypeEnum<'c>) -> Result<(), Error> {
        let value = self.pop();
        self.push(self.writer.builder.build_bit_cast(value, ty, "")?);
        Ok(())
    }

    fn truncate(&mut self, to: Truncation) -> Result<(), Error> {
        let value = self.pop_float();
        self.push(self.writer.truncate(value, to)?);
        Ok(())
    }

    fn truncate_saturating(&mut self, to: Truncation) -> Result<(), Error> {
        let value = self.pop_float();
        self.push(self.writer.truncate_saturating(value, to)?);
        Ok(())
    }
}
