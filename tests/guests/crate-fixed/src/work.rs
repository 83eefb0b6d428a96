//! Fixed-point numbers: a filter and a regulator that saturate, wide division, text, floats.

use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;

use fixed::types::{I16F16, I32F32, U8F24};

/// A filter of finite response; numbers are the bits of `I16F16`.
pub fn filter(coefficients: &[i32], samples: &[i32]) -> Vec<i32> {
    let output = |end: usize| {
        let terms = coefficients.iter().zip(samples[..=end].iter().rev());
        let sum = terms.fold(I16F16::ZERO, |sum, (&coefficient, &sample)| {
            sum.saturating_add(I16F16::from_bits(coefficient).saturating_mul(I16F16::from_bits(sample)))
        });
        sum.to_bits()
    };
    (0..samples.len()).map(output).collect()
}

/// A regulator with proportional and integral parts; numbers are the bits of `I16F16`.
pub fn regulate(proportional: i32, integral: i32, errors: &[i32]) -> Vec<i32> {
    let (proportional, integral) = (I16F16::from_bits(proportional), I16F16::from_bits(integral));
    let limit = I16F16::from_num(100);
    let mut sum = I16F16::ZERO;
    let output = |&error: &i32| {
        let error = I16F16::from_bits(error);
        sum = sum.saturating_add(integral.saturating_mul(error)).clamp(-limit, limit);
        proportional.saturating_mul(error).saturating_add(sum).to_bits()
    };
    errors.iter().map(output).collect()
}

/// The quotient of the bits of two `I32F32`, and what is left; none where there is no such number.
pub fn divide(dividend: i64, divisor: i64) -> Option<(i64, i64)> {
    let (dividend, divisor) = (I32F32::from_bits(dividend), I32F32::from_bits(divisor));
    Some((dividend.checked_div(divisor)?.to_bits(), dividend.checked_rem(divisor)?.to_bits()))
}

/// The bits of the `I16F16` that a text says, or what is wrong with it.
pub fn parse(text: &str) -> Result<i32, String> {
    text.parse().map(I16F16::to_bits).map_err(|error: fixed::ParseFixedError| error.to_string())
}

/// The bits of a `U8F24` as text: all of it, with so many digits after the point, and in hexadecimal.
pub fn show(bits: u32, digits: u8) -> Vec<String> {
    let number = U8F24::from_bits(bits);
    let digits = usize::from(digits);
    [number.to_string(), format!("{number:.digits$}"), format!("{number:#x}")].into()
}

/// The nearest `I16F16` of each finite number, and how far off it is.
pub fn from_floats(numbers: &[f64]) -> Vec<(i32, f64)> {
    let nearest = |&number: &f64| {
        let fixed = I16F16::saturating_from_num(number);
        (fixed.to_bits(), number - fixed.to_num::<f64>())
    };
    numbers.iter().filter(|number| number.is_finite()).map(nearest).collect()
}
