//! The names of `libgcc`, which LLVM calls on RISC-V. Floats are passed as in the target's calling convention.

use crate::{double, integer, single, weak};

/// Defines functions with the C calling convention.
macro_rules! functions {
    ($($symbol:literal = $name:ident($($param:ident: $type:ty),*) -> $result:ty, $value:expr;)*) => {
        $(extern "C" fn $name($($param: $type),*) -> $result {
            $value
        })*
        weak! { $($symbol = $name;)* }
    };
}

weak! {
    "__clzsi2" = integer::count_leading_zeros;
}

/// The shared division of the four functions below.
#[inline(never)]
fn divide(dividend: u64, divisor: u64) -> (u64, u64) {
    integer::divide(dividend, divisor)
}

functions! {
    "__udivdi3" = udivdi3(dividend: u64, divisor: u64) -> u64, divide(dividend, divisor).0;
    "__umoddi3" = umoddi3(dividend: u64, divisor: u64) -> u64, divide(dividend, divisor).1;
    "__divdi3" = divdi3(dividend: i64, divisor: i64) -> i64, integer::signed(dividend, divisor, divide).0;
    "__moddi3" = moddi3(dividend: i64, divisor: i64) -> i64, integer::signed(dividend, divisor, divide).1;
    "__muldi3" = muldi3(left: u64, right: u64) -> u64, integer::multiply(left, right);
    "__ashldi3" = ashldi3(value: u64, count: u32) -> u64, integer::shift_left(value, count);
    "__lshrdi3" = lshrdi3(value: u64, count: u32) -> u64, integer::shift_right(value, count);
    "__ashrdi3" = ashrdi3(value: i64, count: u32) -> i64, integer::shift_right_signed(value, count);

    "__addsf3" = addsf3(left: f32, right: f32) -> f32, f32::from_bits(single::add(left.to_bits(), right.to_bits()));
    "__subsf3" = subsf3(left: f32, right: f32) -> f32, addsf3(left, -right);
    "__mulsf3" = mulsf3(left: f32, right: f32) -> f32, f32::from_bits(single::multiply(left.to_bits(), right.to_bits()));
    "__divsf3" = divsf3(left: f32, right: f32) -> f32, f32::from_bits(single::divide(left.to_bits(), right.to_bits()));
    "__lesf2" = lesf2(left: f32, right: f32) -> i32, single::compare(left.to_bits(), right.to_bits());
    "__gesf2" = gesf2(left: f32, right: f32) -> i32, unordered_is_below(lesf2(left, right));
    "__unordsf2" = unordsf2(left: f32, right: f32) -> i32, (lesf2(left, right) == crate::UNORDERED) as i32;
    "__fixsfsi" = fixsfsi(value: f32) -> i32, single::to_i32(value.to_bits());
    "__fixunssfsi" = fixunssfsi(value: f32) -> u32, single::to_u32(value.to_bits());
    "__fixsfdi" = fixsfdi(value: f32) -> i64, single::to_i64(value.to_bits());
    "__fixunssfdi" = fixunssfdi(value: f32) -> u64, single::to_u64(value.to_bits());
    "__floatsisf" = floatsisf(value: i32) -> f32, f32::from_bits(single::from_i32(value));
    "__floatunsisf" = floatunsisf(value: u32) -> f32, f32::from_bits(single::from_u32(value));
    "__floatdisf" = floatdisf(value: i64) -> f32, f32::from_bits(single::from_i64(value));
    "__floatundisf" = floatundisf(value: u64) -> f32, f32::from_bits(single::from_u64(value));
    "__truncdfsf2" = truncdfsf2(value: u64) -> f32, f32::from_bits(single::from_double(value));

    "__adddf3" = adddf3(left: u64, right: u64) -> u64, double::add(left, right);
    "__subdf3" = subdf3(left: u64, right: u64) -> u64, double::subtract(left, right, |l, r| adddf3(l, r));
    "__muldf3" = muldf3(left: u64, right: u64) -> u64, double::multiply(left, right);
    "__divdf3" = divdf3(left: u64, right: u64) -> u64, double::divide(left, right);
    "__ledf2" = ledf2(left: u64, right: u64) -> i32, double::compare(left, right);
    "__gedf2" = gedf2(left: u64, right: u64) -> i32, unordered_is_below(ledf2(left, right));
    "__unorddf2" = unorddf2(left: u64, right: u64) -> i32, (ledf2(left, right) == crate::UNORDERED) as i32;
    "__fixdfsi" = fixdfsi(value: u64) -> i32, double::to_i32(value);
    "__fixunsdfsi" = fixunsdfsi(value: u64) -> u32, double::to_u32(value);
    "__fixdfdi" = fixdfdi(value: u64) -> i64, double::to_i64(value);
    "__fixunsdfdi" = fixunsdfdi(value: u64) -> u64, double::to_u64(value);
    "__floatsidf" = floatsidf(value: i32) -> u64, double::from_i32(value);
    "__floatunsidf" = floatunsidf(value: u32) -> u64, double::from_u32(value);
    "__floatdidf" = floatdidf(value: i64) -> u64, double::from_i64(value);
    "__floatundidf" = floatundidf(value: u64) -> u64, double::from_u64(value);
    "__extendsfdf2" = extendsfdf2(value: f32) -> u64, double::from_single(value.to_bits());
}

/// The order for `>` and `>=`: with a NaN it must be negative, so that both are false.
fn unordered_is_below(order: i32) -> i32 {
    if order == crate::UNORDERED { -1 } else { order }
}

weak! {
    "__eqsf2" = lesf2;
    "__nesf2" = lesf2;
    "__ltsf2" = lesf2;
    "__gtsf2" = gesf2;
    "__eqdf2" = ledf2;
    "__nedf2" = ledf2;
    "__ltdf2" = ledf2;
    "__gtdf2" = gedf2;
}
