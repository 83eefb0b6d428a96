//! Numeric instructions whose LLVM counterpart is undefined for some operands, or gives another result (WebAssembly,
//! 4.3).

use dissolve_abi::TrapKind;
use inkwell::intrinsics::Intrinsic;
use inkwell::llvm_sys::core::LLVMIsAConstantFP;
use inkwell::types::{BasicTypeEnum, FloatType, IntType};
use inkwell::values::{AsValueRef as _, BasicMetadataValueEnum, BasicValueEnum, FloatValue, FunctionValue, IntValue};
use inkwell::{FloatPredicate, IntPredicate};

use super::context::ModuleContext;
use super::writer::FunctionWriter;
use crate::Error;

/// The integer divisions that trap.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Division {
    /// `div_s`
    QuotientSigned,
    /// `div_u`
    QuotientUnsigned,
    /// `rem_s`
    RemainderSigned,
    /// `rem_u`
    RemainderUnsigned,
}

/// A conversion from a float to an integer.
#[derive(Clone, Copy)]
pub struct Truncation {
    /// True if the integer is signed.
    pub signed: bool,
    /// True if the integer has 64 bits.
    pub wide: bool,
}

impl<'c> FunctionWriter<'c, '_> {
    /// Calls an LLVM intrinsic that is overloaded on `types`.
    pub fn call_intrinsic(
        &self,
        name: &str,
        types: &[BasicTypeEnum<'c>],
        arguments: &[BasicMetadataValueEnum<'c>],
    ) -> Result<BasicValueEnum<'c>, Error> {
        let call = self.builder.build_call(self.intrinsic(name, types)?, arguments, "")?;
        Ok(call.try_as_basic_value().unwrap_basic())
    }

    /// The float with these bits; made from an integer, so that no NaN is changed on the way.
    pub fn bits_f32(&self, bits: u32) -> Result<BasicValueEnum<'c>, Error> {
        Ok(self.builder.build_bit_cast(self.word(bits), self.context.f32_type(), "")?)
    }

    /// As [`FunctionWriter::bits_f32`], with 64 bits.
    pub fn bits_f64(&self, bits: u64) -> Result<BasicValueEnum<'c>, Error> {
        let bits = self.context.i64_type().const_int(bits, false);
        Ok(self.builder.build_bit_cast(bits, self.context.f64_type(), "")?)
    }

    /// Division and remainder, with their traps.
    pub fn divide(&self, division: Division, left: IntValue<'c>, right: IntValue<'c>) -> Result<IntValue<'c>, Error> {
        let ty = left.get_type();
        let by_zero = self.builder.build_int_compare(IntPredicate::EQ, right, ty.const_zero(), "")?;
        self.trap_if(by_zero, TrapKind::DivideByZero)?;
        let minus_one = ty.const_all_ones();
        Ok(match division {
            Division::QuotientUnsigned => self.builder.build_int_unsigned_div(left, right, "")?,
            Division::RemainderUnsigned => self.builder.build_int_unsigned_rem(left, right, "")?,
            Division::QuotientSigned => {
                let least = ty.const_int(1 << (ty.get_bit_width() - 1), false);
                let is_least = self.builder.build_int_compare(IntPredicate::EQ, left, least, "")?;
                let by_minus_one = self.builder.build_int_compare(IntPredicate::EQ, right, minus_one, "")?;
                let overflow = self.builder.build_and(is_least, by_minus_one, "")?;
                self.trap_if(overflow, TrapKind::IntegerOverflow)?;
                self.builder.build_int_signed_div(left, right, "")?
            }
            Division::RemainderSigned => {
                // The remainder by -1 is zero, like the remainder by 1; LLVM's is undefined for the least number.
                let by_minus_one = self.builder.build_int_compare(IntPredicate::EQ, right, minus_one, "")?;
                let one = ty.const_int(1, false);
                let right = self.builder.build_select(by_minus_one, one, right, "")?.into_int_value();
                self.builder.build_int_signed_rem(left, right, "")?
            }
        })
    }

    /// A shift count modulo the width.
    pub fn shift_count(&self, count: IntValue<'c>) -> Result<IntValue<'c>, Error> {
        let ty = count.get_type();
        let mask = ty.const_int(u64::from(ty.get_bit_width()) - 1, false);
        Ok(self.builder.build_and(count, mask, "")?)
    }

    fn integer_type(&self, to: Truncation) -> IntType<'c> {
        if to.wide { self.context.i64_type() } else { self.i32() }
    }

    /// `trunc`: traps if the integer type cannot hold the value.
    pub fn truncate(&self, value: FloatValue<'c>, to: Truncation) -> Result<IntValue<'c>, Error> {
        let not_a_number = self.builder.build_float_compare(FloatPredicate::UNO, value, value, "")?;
        self.trap_if(not_a_number, TrapKind::InvalidConversion)?;
        let float = value.get_type();
        let single = float == self.context.f32_type();
        let bits = if to.wide { 64 } else { 32 };
        // The range's limits as floats. The value above the greatest integer is exact. The value below the least
        // integer is exact only if the float has enough bits; otherwise the least integer itself is the limit.
        let above = if to.signed { 2f64.powi(bits - 1) } else { 2f64.powi(bits) };
        let (below, excluded) = match (to.signed, single || to.wide) {
            (false, _) => (-1.0, FloatPredicate::OLE),
            (true, true) => (-above, FloatPredicate::OLT),
            (true, false) => (-above - 1.0, FloatPredicate::OLE),
        };
        let too_large = self.builder.build_float_compare(FloatPredicate::OGE, value, float.const_float(above), "")?;
        let too_small = self.builder.build_float_compare(excluded, value, float.const_float(below), "")?;
        let outside = self.builder.build_or(too_large, too_small, "")?;
        self.trap_if(outside, TrapKind::IntegerOverflow)?;
        let integer = self.integer_type(to);
        Ok(if to.signed {
            self.builder.build_float_to_signed_int(value, integer, "")?
        } else {
            self.builder.build_float_to_unsigned_int(value, integer, "")?
        })
    }

    /// `trunc_sat`
    pub fn truncate_saturating(&self, value: FloatValue<'c>, to: Truncation) -> Result<BasicValueEnum<'c>, Error> {
        let name = if to.signed { "llvm.fptosi.sat" } else { "llvm.fptoui.sat" };
        self.call_intrinsic(name, &[self.integer_type(to).into(), value.get_type().into()], &[value.into()])
    }

    /// `min` and `max`: a NaN if either operand is one; -0 is less than +0.
    pub fn extremum(
        &self,
        left: FloatValue<'c>,
        right: FloatValue<'c>,
        minimum: bool,
    ) -> Result<BasicValueEnum<'c>, Error> {
        let helper = self.extremum_helper(left.get_type(), minimum)?;
        let call = self.builder.build_call(helper, &[left.into(), right.into()], "")?;
        Ok(call.try_as_basic_value().unwrap_basic())
    }

    /// If the float is the constant `neutral` or `-neutral`, returns the same value in a form that LLVM does not know;
    /// else the float.
    pub fn hide_neutral(&self, value: FloatValue<'c>, neutral: f64) -> Result<FloatValue<'c>, Error> {
        // SAFETY: the value is alive, and the function takes any.
        let is_number = !unsafe { LLVMIsAConstantFP(value.as_value_ref()) }.is_null();
        // Other constants, such as `poison` in code after a certain trap, are expressions and have no value.
        let constant = if is_number { value.get_constant() } else { None };
        let Some(constant) = constant.map(|(constant, _)| constant).filter(|it| it.abs() == neutral) else {
            return Ok(value);
        };
        let single = value.get_type() == self.context.f32_type();
        let high = if single { (constant as f32).to_bits() } else { (constant.to_bits() >> 32) as u32 };
        let ty = self.i32().fn_type(&[self.i32().into()], false);
        let assembly = self.context.create_inline_asm(ty, String::new(), "=r,0".into(), false, false, None, false);
        let hidden = self.builder.build_indirect_call(ty, assembly, &[self.word(high).into()], "")?;
        let bits = hidden.try_as_basic_value().unwrap_basic().into_int_value();
        let bits = if single {
            bits
        } else {
            // The low words of zero and of one are zero.
            let wide = self.context.i64_type();
            let bits = self.builder.build_int_z_extend(bits, wide, "")?;
            self.builder.build_left_shift(bits, wide.const_int(32, false), "")?
        };
        Ok(self.builder.build_bit_cast(bits, value.get_type(), "")?.into_float_value())
    }

    /// Makes a signalling NaN quiet, as arithmetic instructions do (WebAssembly, 4.3.3, NaN propagation); other values
    /// stay.
    pub fn quiet(&self, value: FloatValue<'c>) -> Result<BasicValueEnum<'c>, Error> {
        let float = value.get_type();
        let (integer, exponent, quiet) = if float == self.context.f32_type() {
            (self.i32(), 0xff << 24, 1 << 22)
        } else {
            (self.context.i64_type(), 0x7ff << 53, 1 << 51)
        };
        let bits = self.builder.build_bit_cast(value, integer, "")?.into_int_value();
        let magnitude = self.builder.build_left_shift(bits, integer.const_int(1, false), "")?;
        let infinity = integer.const_int(exponent, false);
        let is_nan = self.builder.build_int_compare(IntPredicate::UGT, magnitude, infinity, "")?;
        let quiet = self.builder.build_or(bits, integer.const_int(quiet, false), "")?;
        let bits = self.builder.build_select(is_nan, quiet, bits, "")?;
        Ok(self.builder.build_bit_cast(bits, float, "")?)
    }
}

impl<'c> ModuleContext<'c, '_> {
    /// Returns the declaration of an LLVM intrinsic that is overloaded on `types`.
    pub fn intrinsic(&self, name: &str, types: &[BasicTypeEnum<'c>]) -> Result<FunctionValue<'c>, Error> {
        let declaration = Intrinsic::find(name).and_then(|intrinsic| intrinsic.get_declaration(&self.llvm, types));
        declaration.ok_or_else(|| Error::defect(format_args!("no intrinsic `{name}`")))
    }

    /// `min` or `max` of two floats, as a function.
    fn extremum_helper(&self, float: FloatType<'c>, minimum: bool) -> Result<FunctionValue<'c>, Error> {
        let (name, integer) = match (minimum, float == self.context.f32_type()) {
            (true, true) => ("f32.min", self.i32()),
            (true, false) => ("f64.min", self.context.i64_type()),
            (false, true) => ("f32.max", self.i32()),
            (false, false) => ("f64.max", self.context.i64_type()),
        };
        self.helper(name, float.fn_type(&[float.into(); 2], false), |writer| {
            let builder = &writer.builder;
            writer.start_block("");
            let [left, right] = writer.params()?.map(|param| param.into_float_value());
            let first = if minimum { FloatPredicate::OLT } else { FloatPredicate::OGT };
            let takes_left = builder.build_float_compare(first, left, right, "")?;
            let takes_right = builder.build_float_compare(first, right, left, "")?;
            let equal = builder.build_float_compare(FloatPredicate::OEQ, left, right, "")?;
            // Equal values differ at most in the sign of a zero: the minimum is negative if either is, the maximum if
            // both are.
            let left_bits = builder.build_bit_cast(left, integer, "")?.into_int_value();
            let right_bits = builder.build_bit_cast(right, integer, "")?.into_int_value();
            let both = match minimum {
                true => builder.build_or(left_bits, right_bits, "")?,
                false => builder.build_and(left_bits, right_bits, "")?,
            };
            let both = builder.build_bit_cast(both, float, "")?.into_float_value();
            let not_a_number = builder.build_float_add(left, right, "")?;
            let result = builder.build_select(equal, both, not_a_number, "")?.into_float_value();
            let result = builder.build_select(takes_right, right, result, "")?.into_float_value();
            let result = builder.build_select(takes_left, left, result, "")?;
            builder.build_return(Some(&result))?;
            Ok(())
        })
    }
}
