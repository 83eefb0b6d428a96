//! Conversions (WebAssembly, 4.3.4).

use inkwell::values::BasicValueEnum;
use wasmparser::Operator;

use super::Body;
use crate::Error;
use crate::emit::numeric::Truncation;

impl<'c> Body<'_, 'c, '_> {
    /// Conversions; passes other operators on.
    pub(super) fn convert(&mut self, operator: &Operator<'_>) -> Result<(), Error> {
        use Operator as O;
        let (word, long) = (self.emitter.i32(), self.emitter.context.i64_type());
        let (single, double) = (self.emitter.context.f32_type(), self.emitter.context.f64_type());
        let to = |signed, wide| Truncation { signed, wide };
        let value: BasicValueEnum<'c> = match *operator {
            O::I32WrapI64 => {
                let value = self.pop_int();
                self.emitter.builder.build_int_truncate(value, word, "")?.into()
            }
            O::I64ExtendI32S => {
                let value = self.pop_int();
                self.emitter.builder.build_int_s_extend(value, long, "")?.into()
            }
            O::I64ExtendI32U => {
                let value = self.pop_int();
                self.emitter.builder.build_int_z_extend(value, long, "")?.into()
            }
            O::I32TruncF32S | O::I32TruncF64S => return self.truncate(to(true, false)),
            O::I32TruncF32U | O::I32TruncF64U => return self.truncate(to(false, false)),
            O::I64TruncF32S | O::I64TruncF64S => return self.truncate(to(true, true)),
            O::I64TruncF32U | O::I64TruncF64U => return self.truncate(to(false, true)),
            O::I32TruncSatF32S | O::I32TruncSatF64S => return self.truncate_saturating(to(true, false)),
            O::I32TruncSatF32U | O::I32TruncSatF64U => return self.truncate_saturating(to(false, false)),
            O::I64TruncSatF32S | O::I64TruncSatF64S => return self.truncate_saturating(to(true, true)),
            O::I64TruncSatF32U | O::I64TruncSatF64U => return self.truncate_saturating(to(false, true)),
            O::F32ConvertI32S | O::F32ConvertI64S => {
                let value = self.pop_int();
                self.emitter.builder.build_signed_int_to_float(value, single, "")?.into()
            }
            O::F32ConvertI32U | O::F32ConvertI64U => {
                let value = self.pop_int();
                self.emitter.builder.build_unsigned_int_to_float(value, single, "")?.into()
            }
            O::F64ConvertI32S | O::F64ConvertI64S => {
                let value = self.pop_int();
                self.emitter.builder.build_signed_int_to_float(value, double, "")?.into()
            }
            O::F64ConvertI32U | O::F64ConvertI64U => {
                let value = self.pop_int();
                self.emitter.builder.build_unsigned_int_to_float(value, double, "")?.into()
            }
            O::F32DemoteF64 => {
                let value = self.pop_float();
                self.emitter.builder.build_float_trunc(value, single, "")?.into()
            }
            O::F64PromoteF32 => {
                // Neither LLVM nor the library function has to make a signalling NaN quiet.
                let value = self.pop_float();
                let value = self.emitter.quiet(value)?.into_float_value();
                self.emitter.builder.build_float_ext(value, double, "")?.into()
            }
            O::I32ReinterpretF32 => {
                let value = self.pop();
                self.emitter.builder.build_bit_cast(value, word, "")?
            }
            O::I64ReinterpretF64 => {
                let value = self.pop();
                self.emitter.builder.build_bit_cast(value, long, "")?
            }
            O::F32ReinterpretI32 => {
                let value = self.pop();
                self.emitter.builder.build_bit_cast(value, single, "")?
            }
            O::F64ReinterpretI64 => {
                let value = self.pop();
                self.emitter.builder.build_bit_cast(value, double, "")?
            }
            _ => return self.vector(operator),
        };
        self.push(value);
        Ok(())
    }

    fn truncate(&mut self, to: Truncation) -> Result<(), Error> {
        let value = self.pop_float();
        let result = self.emitter.truncate(self.function, &mut self.traps, value, to)?;
        self.push(result);
        Ok(())
    }

    fn truncate_saturating(&mut self, to: Truncation) -> Result<(), Error> {
        let value = self.pop_float();
        let result = self.emitter.truncate_saturating(value, to)?;
        self.push(result);
        Ok(())
    }
}
