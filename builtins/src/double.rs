//! Floats of 64 bits.

use core::num::NonZeroU32;

use crate::float::{DOUBLE_BIAS, SINGLE_BIAS, format};
use crate::integer::{
    self, COUNTING_IS_SLOW, halves, join, leading_zeros_wide as leading_zeros, multiply_words, shift_right,
};

format!(u64, i64, fraction 52, bias DOUBLE_BIAS, quotient 56);

/// Returns the leading zeros of a number, and the number shifted left by them. The number is not zero.
#[inline(always)]
fn without_leading_zeros(significand: u64) -> (u32, u64) {
    let (mut high, mut low) = halves(significand);
    let mut zeros = 0;
    if high == 0 {
        (high, low) = (low, 0);
        zeros = 32;
    }
    let more = integer::leading_zeros(high);
    (zeros + more, join(high << more | low >> 1 >> (31 - more), low << more))
}

/// Shifts to the right. If a bit is lost, the lowest bit of the result is set.
#[inline(never)]
fn shift_right_sticky(significand: u64, count: u32) -> u64 {
    let (mut high, mut low) = halves(significand);
    let (mut lost, mut count) = (0, count.min(64));
    while count >= 32 {
        lost |= low;
        (high, low) = (0, high);
        count -= 32;
    }
    lost |= low << 1 << (31 - count);
    low = low >> count | high << 1 << (31 - count);
    high >>= count;
    join(high, low | (lost != 0) as u32)
}

/// Returns the product.
#[inline(always)]
pub fn multiply(left: u64, right: u64) -> u64 {
    let sign = sign_of_product(left, right);
    if let Some(product) = special_product(sign, left, right) {
        return product;
    }
    let (exponent, left) = normal_parts(magnitude(left));
    let (other, right) = normal_parts(magnitude(right));
    let product = upper_product(left << EXTRA, right << EXTRA);
    round(sign, exponent + other - BIAS + 1, product)
}

/// Returns the upper half of the product; its lowest bit is set if the lower half is not zero.
#[inline(always)]
fn upper_product(left: u64, right: u64) -> u64 {
    let ((left_high, left_low), (right_high, right_low)) = (halves(left), halves(right));
    let (carry, low) = halves(multiply_words(left_low, right_low));
    let middle = multiply_words(left_high, right_low) + u64::from(carry);
    let (middle_high, middle) = halves(middle);
    let other = multiply_words(left_low, right_high) + u64::from(middle);
    let (other_high, other) = halves(other);
    let product = multiply_words(left_high, right_high) + u64::from(middle_high) + u64::from(other_high);
    product | (low | other != 0) as u64
}

/// Returns `dividend / divisor`, below two, in units of 2<sup>-56</sup>, and the remainder. Computes four digits of
/// fourteen bits.
///
/// Each digit is estimated by the processor's division, with the upper 17 bits of the divisor. The estimate is never
/// too large, and so little too small that the remainder stays below 4/3 of the divisor; the next digit makes up for
/// it. Bits of the remainder that are shifted out at the top are subtracted as well, since the arithmetic wraps.
#[inline(always)]
pub(crate) fn quotient_by_digits(dividend: u64, divisor: u64) -> (u64, u64) {
    let (high, low) = halves(divisor);
    let (mut quotient, mut rest) = (0, dividend);
    let Some(upper) = NonZeroU32::new((high >> 4) + 1) else { return (0, 0) };
    for _ in 0..4 {
        let digit = (rest >> 22) as u32 / upper;
        let product = multiply_words(digit, low).wrapping_add(u64::from(digit.wrapping_mul(high)) << 32);
        rest = (rest << 14).wrapping_sub(product);
        quotient = (quotient << 14) + u64::from(digit);
    }
    if rest >= divisor {
        rest -= divisor;
        quotient += 1;
    }
    (quotient, rest)
}

/// The same, bit by bit; see [`single`](crate::single).
#[cfg(armv6m)]
#[inline(always)]
fn quotient_by_bits(dividend: u64, divisor: u64) -> (u64, u64) {
    let ((mut high, mut low), (divisor_high, divisor_low)) = (halves(dividend), halves(divisor));
    let (mut quotient_high, mut quotient_low) = (0u32, 1u32 << (63 - QUOTIENT));
    // SAFETY: the instructions change these four registers and the flags.
    unsafe {
        core::arch::asm!(
            "b 3f",
            "2:",
            "adds {low}, {low}, {low}",
            "adcs {high}, {high}",
            "3:",
            "cmp {high}, {divisor_high}",
            "blo 5f",
            "bne 4f",
            "cmp {low}, {divisor_low}",
            "blo 5f",
            "4:",
            "subs {low}, {low}, {divisor_low}",
            "sbcs {high}, {divisor_high}",
            "5:",
            "adcs {quotient_low}, {quotient_low}",
            "adcs {quotient_high}, {quotient_high}",
            "bcc 2b",
            low = inout(reg) low,
            high = inout(reg) high,
            quotient_low = inout(reg) quotient_low,
            quotient_high = inout(reg) quotient_high,
            divisor_low = in(reg) divisor_low,
            divisor_high = in(reg) divisor_high,
            options(pure, nomem, nostack),
        );
    }
    (join(quotient_high, quotient_low), join(high, low))
}

/// Returns the integral part of a positive number, saturating; 0 for a NaN.
#[inline(always)]
fn to_unsigned(float: u64) -> u64 {
    let exponent = (float >> FRACTION) as i32 - BIAS;
    if exponent < 0 || float > INFINITY {
        return 0;
    }
    if exponent > 63 {
        return u64::MAX;
    }
    shift_right(float << EXTRA | SIGN, (63 - exponent) as u32)
}

/// As [`to_unsigned`], for 32 bits.
#[inline(always)]
fn to_unsigned_word(float: u64) -> u32 {
    let (high, low) = halves(float);
    let exponent = (high >> 20) as i32 - BIAS;
    if exponent < 0 || float > INFINITY {
        return 0;
    }
    if exponent > 31 {
        return u32::MAX;
    }
    (high << 11 | low >> 21 | 1 << 31) >> (31 - exponent)
}

/// Returns the nearest float, which is exact.
#[inline(always)]
pub fn from_u32(value: u32) -> u64 {
    from_signed(0, value)
}

/// Returns the nearest float, which is exact.
#[inline(always)]
pub fn from_i32(value: i32) -> u64 {
    from_signed(value as u32 & 1 << 31, value.unsigned_abs())
}

#[inline(always)]
fn from_signed(sign: u32, value: u32) -> u64 {
    if value == 0 {
        return 0;
    }
    let zeros = integer::leading_zeros(value);
    let significand = value << zeros;
    // The leading one of the significand adds one to the exponent.
    let exponent = (BIAS as u32 + 30 - zeros) << 20;
    join(sign | (exponent + (significand >> 11)), significand << 21)
}

/// Returns the nearest float.
#[inline(always)]
pub fn from_u64(value: u64) -> u64 {
    round(0, BIAS + 63, value)
}

/// Returns the nearest float.
#[inline(always)]
pub fn from_i64(value: i64) -> u64 {
    round((value >> 32) as u32 & 1 << 31, BIAS + 63, value.unsigned_abs())
}

/// Returns the same number as a float of 64 bits. A NaN becomes quiet.
#[inline(always)]
pub fn from_single(single: u32) -> u64 {
    let sign = single & 1 << 31;
    let size = single & !sign;
    let exponent = size >> 23;
    if exponent == 0 {
        // A subnormal number: an integer in units of 2^-149.
        let number = from_signed(sign, size);
        return if size == 0 { join(sign, 0) } else { number - (149 << FRACTION) };
    }
    let rebias = (BIAS - SINGLE_BIAS) as u32;
    let high = (size >> 3) + (rebias << 20);
    let double = join(high, size << 29);
    match (exponent == 255, size << 9) {
        (false, _) => double | join(sign, 0),
        (true, 0) => join(sign, 0) | INFINITY,
        (true, _) => join(sign, 0) | double | NAN,
    }
}
