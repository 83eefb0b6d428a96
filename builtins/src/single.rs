//! Floats of 32 bits.

use crate::float::{DOUBLE_BIAS, SINGLE_BIAS, format};
use crate::integer::{COUNTING_IS_SLOW, halves, leading_zeros, multiply_words};

format!(u32, i32, fraction 23, bias SINGLE_BIAS, quotient 28);

/// Returns the leading zeros of a number, and the number shifted left by them.
#[inline(always)]
fn without_leading_zeros(significand: u32) -> (u32, u32) {
    let zeros = leading_zeros(significand);
    (zeros, significand << zeros)
}

/// Shifts to the right. If a bit is lost, the lowest bit of the result is set.
#[inline(never)]
fn shift_right_sticky(significand: u32, count: u32) -> u32 {
    let count = count.min(31);
    let kept = significand >> count;
    kept | (kept << count != significand) as u32
}

/// Returns the product.
#[inline(always)]
pub fn multiply(left: u32, right: u32) -> u32 {
    let sign = sign_of_product(left, right);
    if let Some(product) = special_product(sign, left, right) {
        return product;
    }
    let (exponent, left) = normal_parts(magnitude(left));
    let (other, right) = normal_parts(magnitude(right));
    let (high, low) = halves(multiply_words(left << EXTRA, right << EXTRA));
    round(sign, exponent + other - BIAS + 1, high | (low != 0) as u32)
}

/// Returns `dividend / divisor`, below two, in units of 2<sup>-28</sup>, and the remainder. Computes four digits of
/// seven bits with the processor's division.
#[inline(always)]
pub(crate) fn quotient_by_digits(dividend: u32, divisor: u32) -> (u32, u32) {
    let (mut quotient, mut rest) = (0, dividend);
    for _ in 0..4 {
        rest <<= 7;
        // A significand is never zero.
        let digit = rest.checked_div(divisor).unwrap_or_default();
        rest -= digit * divisor;
        quotient = (quotient << 7) + digit;
    }
    (quotient, rest)
}

/// The same, bit by bit. The carry is set if the divisor was subtracted. The quotient begins as a single one, which is
/// shifted out into the carry with the last bit.
#[cfg(armv6m)]
#[inline(always)]
fn quotient_by_bits(dividend: u32, divisor: u32) -> (u32, u32) {
    let (mut quotient, mut rest) = (1u32 << (31 - QUOTIENT), dividend);
    // SAFETY: the instructions change these two registers and the flags.
    unsafe {
        core::arch::asm!(
            "b 3f",
            "2:",
            "adds {rest}, {rest}, {rest}",
            "3:",
            "cmp {rest}, {divisor}",
            "blo 4f",
            "subs {rest}, {rest}, {divisor}",
            "4:",
            "adcs {quotient}, {quotient}",
            "bcc 2b",
            rest = inout(reg) rest,
            quotient = inout(reg) quotient,
            divisor = in(reg) divisor,
            options(pure, nomem, nostack),
        );
    }
    (quotient, rest)
}

/// Returns the integral part of a positive number, saturating; 0 for a NaN.
#[inline(always)]
fn to_unsigned(float: u32) -> u64 {
    let exponent = (float >> FRACTION) as i32 - BIAS;
    if exponent < 0 || float > INFINITY {
        return 0;
    }
    if exponent > 63 {
        return u64::MAX;
    }
    let significand = float << EXTRA | SIGN;
    (u64::from(significand) << 32) >> (63 - exponent)
}

/// As [`to_unsigned`], for 32 bits.
#[inline(always)]
fn to_unsigned_word(float: u32) -> u32 {
    let exponent = (float >> FRACTION) as i32 - BIAS;
    if exponent < 0 || float > INFINITY {
        return 0;
    }
    if exponent > 31 {
        return u32::MAX;
    }
    (float << EXTRA | SIGN) >> (31 - exponent)
}

/// Returns the nearest float.
#[inline(always)]
pub fn from_u32(value: u32) -> u32 {
    round(0, BIAS + 31, value)
}

/// Returns the nearest float.
#[inline(always)]
pub fn from_i32(value: i32) -> u32 {
    round(value as u32 & SIGN, BIAS + 31, value.unsigned_abs())
}

/// Returns the nearest float.
#[inline(always)]
pub fn from_u64(value: u64) -> u32 {
    from_signed(0, value)
}

/// Returns the nearest float.
#[inline(always)]
pub fn from_i64(value: i64) -> u32 {
    from_signed((value >> 32) as u32 & SIGN, value.unsigned_abs())
}

#[inline(always)]
fn from_signed(sign: u32, value: u64) -> u32 {
    let (high, low) = halves(value);
    if high == 0 {
        return round(sign, BIAS + 31, low);
    }
    let zeros = leading_zeros(high);
    let (top, rest) = halves(value << zeros);
    round(sign, BIAS + 63 - zeros as i32, top | (rest != 0) as u32)
}

/// Returns the nearest float of 32 bits.
#[inline(always)]
pub fn from_double(double: u64) -> u32 {
    let (high, low) = halves(double);
    let sign = high & SIGN;
    let exponent = (high >> 20 & 0x7ff) as i32;
    // The leading one, and the upper 31 bits of the fraction below it.
    let significand = high << 11 | low >> 21 | 1 << 31;
    let lost = low << 11;
    if exponent == 0x7ff && (significand << 1 | lost) != 0 {
        return sign | NAN | (significand & !SIGN) >> EXTRA;
    }
    // Subnormal doubles, and zero, are far below the smallest float, so they round to zero.
    round(sign, exponent - DOUBLE_BIAS + BIAS, significand | (lost != 0) as u32)
}
