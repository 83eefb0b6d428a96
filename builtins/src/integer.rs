//! Division, and operations on 64-bit integers that 32-bit processors do not have.
//!
//! No function here uses an operation that it must provide: 64-bit shifts by an unknown count, multiplications and
//! divisions are taken apart into 32-bit ones. A division by zero gives zero, and the dividend as the remainder.

use core::num::NonZeroU32;

/// Returns the upper and the lower half.
#[inline(always)]
pub(crate) fn halves(value: u64) -> (u32, u32) {
    ((value >> 32) as u32, value as u32)
}

/// Returns the number with these halves.
#[inline(always)]
pub(crate) fn join(high: u32, low: u32) -> u64 {
    u64::from(high) << 32 | u64::from(low)
}

/// `value << count`, for counts below 64.
#[inline(always)]
pub fn shift_left(value: u64, count: u32) -> u64 {
    let (high, low) = halves(value);
    if count >= 32 {
        return join(low << (count - 32), 0);
    }
    // In two steps, because a shift by 32 is not possible.
    join(high << count | low >> 1 >> (31 - count), low << count)
}

/// `value >> count`, for counts below 64.
#[inline(always)]
pub fn shift_right(value: u64, count: u32) -> u64 {
    let (high, low) = halves(value);
    if count >= 32 {
        return join(0, high >> (count - 32));
    }
    join(high >> count, low >> count | high << 1 << (31 - count))
}

/// `value >> count` with copies of the sign, for counts below 64.
#[inline(always)]
pub fn shift_right_signed(value: i64, count: u32) -> i64 {
    let (high, low) = halves(value as u64);
    let signed = high as i32;
    let (high, low) = if count >= 32 {
        (signed >> 31, (signed >> (count - 32)) as u32)
    } else {
        (signed >> count, low >> count | high << 1 << (31 - count))
    };
    join(high as u32, low) as i64
}

/// Returns the number of zeros above the highest bit that is set; 32 for zero.
#[inline(always)]
pub fn leading_zeros(value: u32) -> u32 {
    // RV32 without Zbb has no instruction that counts zeros; one shared function does it.
    if cfg!(target_arch = "riscv32") { count_leading_zeros(value) } else { value.leading_zeros() }
}

/// True if the processor has no instruction that counts zeros.
pub(crate) const COUNTING_IS_SLOW: bool = cfg!(any(armv6m, target_arch = "riscv32"));

/// As [`leading_zeros`], for 64 bits; 64 for zero.
#[inline(always)]
pub fn leading_zeros_wide(value: u64) -> u32 {
    let (high, low) = halves(value);
    if high == 0 { 32 + leading_zeros(low) } else { leading_zeros(high) }
}

/// [`leading_zeros`] for processors without an instruction.
#[inline(never)]
pub extern "C" fn count_leading_zeros(mut value: u32) -> u32 {
    let mut zeros = 32;
    let mut step = 16;
    while step > 0 {
        if value >> step != 0 {
            value >>= step;
            zeros -= step;
        }
        step /= 2;
    }
    zeros - value
}

/// Returns the product of two words.
#[inline(always)]
pub fn multiply_words(left: u32, right: u32) -> u64 {
    if cfg!(armv6m) { multiply_halves(left, right) } else { u64::from(left) * u64::from(right) }
}

/// As [`multiply_words`], for processors whose products have only 32 bits.
#[inline(never)]
pub fn multiply_halves(left: u32, right: u32) -> u64 {
    let (left_high, left_low) = (left >> 16, left & 0xffff);
    let (right_high, right_low) = (right >> 16, right & 0xffff);
    let low = left_low * right_low;
    // None of these sums overflows a word.
    let middle = left_high * right_low + (low >> 16);
    let other = left_low * right_high + (middle & 0xffff);
    join(left_high * right_high + (middle >> 16) + (other >> 16), other << 16 | low & 0xffff)
}

/// Returns the lower half of the product.
#[inline(always)]
pub fn multiply(left: u64, right: u64) -> u64 {
    let ((left_high, left_low), (right_high, right_low)) = (halves(left), halves(right));
    let (high, low) = halves(multiply_words(left_low, right_low));
    let cross = left_high.wrapping_mul(right_low).wrapping_add(left_low.wrapping_mul(right_high));
    join(high.wrapping_add(cross), low)
}

/// Returns quotient and remainder of words, with the processor's instruction if it has one.
#[inline(always)]
fn divide_words(dividend: u32, divisor: NonZeroU32) -> (u32, u32) {
    let quotient = dividend / divisor;
    (quotient, dividend - quotient * divisor.get())
}

/// Divides a double word whose upper half is below the divisor. The result has the remainder in the upper half, the
/// quotient in the lower.
///
/// Computes two digits of 16 bits. Each is estimated with the upper half of the divisor, which is shifted so that its
/// highest bit is set. The estimate is never too large, and too small by three at most.
#[inline(never)]
fn divide_by_word(dividend: u64, divisor: NonZeroU32) -> u64 {
    let (high, low) = halves(dividend);
    if high == 0 {
        let (quotient, rest) = divide_words(low, divisor);
        return join(rest, quotient);
    }
    if divisor.get() <= 0xffff {
        // The divisor fits 16 bits: both digits are exact.
        let (upper, rest) = divide_words(high << 16 | low >> 16, divisor);
        let (lower, rest) = divide_words(rest << 16 | low & 0xffff, divisor);
        return join(rest, upper << 16 | lower);
    }
    let zeros = leading_zeros(divisor.get());
    let divisor = divisor.get() << zeros;
    let Some(upper) = NonZeroU32::new((divisor >> 16) + 1) else { return 0 };
    let mut rest = shift_left(dividend, zeros);
    let mut quotient = 0;
    for _ in 0..2 {
        let mut digit = halves(rest).0 / upper;
        rest -= multiply_words(digit, divisor) << 16;
        while rest >> 16 >= u64::from(divisor) {
            rest -= u64::from(divisor) << 16;
            digit += 1;
        }
        rest <<= 16;
        quotient = quotient << 16 | digit;
    }
    join(halves(rest).0 >> zeros, quotient)
}

/// Returns quotient and remainder.
#[inline(always)]
pub fn divide(dividend: u64, divisor: u64) -> (u64, u64) {
    let (high, low) = halves(dividend);
    let (top, bottom) = halves(divisor);
    if top == 0 {
        let Some(bottom) = NonZeroU32::new(bottom) else { return (0, dividend) };
        let (upper, rest) = if high < bottom.get() { (0, high) } else { divide_words(high, bottom) };
        let (rest, lower) = halves(divide_by_word(join(rest, low), bottom));
        return (join(upper, lower), u64::from(rest));
    }
    // The quotient is below 2^32. The estimate, with the divisor's highest 32 bits, is right or too large by one
    // (Hacker's Delight, 9-5). So one is subtracted first, and added again if the remainder is too large.
    let zeros = leading_zeros(top);
    let (upper, _) = halves(shift_left(divisor, zeros));
    let Some(upper) = NonZeroU32::new(upper) else { return (0, dividend) };
    let (_, estimate) = halves(divide_by_word(dividend >> 1, upper));
    let mut quotient = (estimate >> (31 - zeros)).saturating_sub(1);
    let mut rest = dividend - multiply(u64::from(quotient), divisor);
    if rest >= divisor {
        rest -= divisor;
        quotient += 1;
    }
    (u64::from(quotient), rest)
}

/// Returns the quotient, rounded towards zero, and the remainder, which has the sign of the dividend.
#[inline(always)]
pub fn signed(dividend: i64, divisor: i64, divide: impl Fn(u64, u64) -> (u64, u64)) -> (i64, i64) {
    let (quotient, rest) = divide(dividend.unsigned_abs(), divisor.unsigned_abs());
    let negate = |value: u64, negative: bool| if negative { value.wrapping_neg() } else { value } as i64;
    (negate(quotient, (dividend < 0) != (divisor < 0)), negate(rest, dividend < 0))
}

/// As [`signed`], for words.
#[inline(always)]
pub fn signed_words(dividend: i32, divisor: i32, divide: impl Fn(u32, u32) -> (u32, u32)) -> (i32, i32) {
    let (quotient, rest) = divide(dividend.unsigned_abs(), divisor.unsigned_abs());
    let negate = |value: u32, negative: bool| if negative { value.wrapping_neg() } else { value } as i32;
    (negate(quotient, (dividend < 0) != (divisor < 0)), negate(rest, dividend < 0))
}
