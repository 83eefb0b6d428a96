//! The names of Arm's run-time ABI (RTABI32). These functions pass floats in core registers, whatever the convention of
//! other functions.

use core::arch::naked_asm;

use crate::{double, integer, single, weak};

/// Defines functions of the run-time ABI.
macro_rules! functions {
    ($($symbol:literal = $name:ident($($param:ident: $type:ty),*) -> $result:ty, $value:expr;)*) => {
        $(extern "aapcs" fn $name($($param: $type),*) -> $result {
            $value
        })*
        weak! { $($symbol = $name;)* }
    };
}
#[cfg(armv6m)]
pub(super) use functions;

/// Returns the quotient; writes the remainder to `rest`.
#[inline(never)]
extern "aapcs" fn divide(dividend: u64, divisor: u64, rest: &mut u64) -> u64 {
    let (quotient, remainder) = integer::divide(dividend, divisor);
    *rest = remainder;
    quotient
}

/// As [`divide`], for signed numbers.
extern "aapcs" fn divide_signed(dividend: i64, divisor: i64, rest: &mut i64) -> i64 {
    let (quotient, remainder) = integer::signed(dividend, divisor, |dividend, divisor| {
        let mut rest = 0;
        (divide(dividend, divisor, &mut rest), rest)
    });
    *rest = remainder;
    quotient
}

/// Defines a function that returns the quotient in `r0` and `r1` and the remainder in `r2` and `r3`.
macro_rules! with_remainder {
    ($name:ident, $divide:path) => {
        #[unsafe(naked)]
        extern "aapcs" fn $name() {
            // The fifth word of parameters is on the stack, followed by room for the remainder.
            naked_asm!(
                "push {{r4, lr}}",
                "sub sp, #16",
                "add r4, sp, #8",
                "str r4, [sp]",
                "bl {divide}",
                "ldr r2, [sp, #8]",
                "ldr r3, [sp, #12]",
                "add sp, #16",
                "pop {{r4, pc}}",
                divide = sym $divide,
            )
        }
    };
}
with_remainder!(uldivmod, divide);
with_remainder!(ldivmod, divide_signed);

/// `r1:r0 << r2`, for counts below 64. LLVM calls it on Armv6-M, and everywhere if it optimizes for size above all.
///
/// The processor's shift by a register uses only the lowest byte of the count, and gives zero for counts of 32 to 255.
/// Two shifts move bits from one word to the other, by 32 - n and by n - 32; the one with the negative count gives
/// zero.
#[unsafe(naked)]
extern "aapcs" fn llsl() {
    naked_asm!(
        "mov r3, r0",
        "mov r12, r0",
        "lsls r0, r2",
        "lsls r1, r2",
        "rsbs r2, r2, #0",
        "adds r2, #32",
        "lsrs r3, r2",
        "orrs r1, r3",
        "rsbs r2, r2, #0",
        "mov r3, r12",
        "lsls r3, r2",
        "orrs r1, r3",
        "bx lr",
    )
}

/// `r1:r0 >> r2`, like [`llsl`].
#[unsafe(naked)]
extern "aapcs" fn llsr() {
    naked_asm!(
        "mov r3, r1",
        "mov r12, r1",
        "lsrs r0, r2",
        "lsrs r1, r2",
        "rsbs r2, r2, #0",
        "adds r2, #32",
        "lsls r3, r2",
        "orrs r0, r3",
        "rsbs r2, r2, #0",
        "mov r3, r12",
        "lsrs r3, r2",
        "orrs r0, r3",
        "bx lr",
    )
}

weak! {
    "__aeabi_llsl" = llsl;
    "__aeabi_llsr" = llsr;
    "__aeabi_uldivmod" = uldivmod;
    "__aeabi_ldivmod" = ldivmod;
}

functions! {
    "__aeabi_lasr" = lasr(value: i64, count: u32) -> i64, integer::shift_right_signed(value, count);
    "__aeabi_lmul" = lmul(left: u64, right: u64) -> u64, integer::multiply(left, right);

    "__aeabi_fadd" = fadd(left: u32, right: u32) -> u32, single::add(left, right);
    "__aeabi_fsub" = fsub(left: u32, right: u32) -> u32, single::subtract(left, right, |l, r| fadd(l, r));
    "__aeabi_fmul" = fmul(left: u32, right: u32) -> u32, single::multiply(left, right);
    "__aeabi_fdiv" = fdiv(left: u32, right: u32) -> u32, single::divide(left, right);
    "__aeabi_fcmpeq" = fcmpeq(left: u32, right: u32) -> u32, u32::from(fcmp(left, right) == 0);
    "__aeabi_fcmplt" = fcmplt(left: u32, right: u32) -> u32, u32::from(fcmp(left, right) < 0);
    "__aeabi_fcmple" = fcmple(left: u32, right: u32) -> u32, u32::from(fcmp(left, right) <= 0);
    "__aeabi_fcmpge" = fcmpge(left: u32, right: u32) -> u32, u32::from(fcmp(left, right) & !1 == 0);
    "__aeabi_fcmpgt" = fcmpgt(left: u32, right: u32) -> u32, u32::from(fcmp(left, right) == 1);
    "__aeabi_fcmpun" = fcmpun(left: u32, right: u32) -> u32, u32::from(fcmp(left, right) == crate::UNORDERED);
    "__aeabi_f2iz" = f2iz(float: u32) -> i32, single::to_i32(float);
    "__aeabi_f2uiz" = f2uiz(float: u32) -> u32, single::to_u32(float);
    "__aeabi_f2lz" = f2lz(float: u32) -> i64, single::to_i64(float);
    "__aeabi_f2ulz" = f2ulz(float: u32) -> u64, single::to_u64(float);
    "__aeabi_i2f" = i2f(value: i32) -> u32, single::from_i32(value);
    "__aeabi_ui2f" = ui2f(value: u32) -> u32, single::from_u32(value);
    "__aeabi_l2f" = l2f(value: i64) -> u32, single::from_i64(value);
    "__aeabi_ul2f" = ul2f(value: u64) -> u32, single::from_u64(value);
    "__aeabi_d2f" = d2f(float: u64) -> u32, single::from_double(float);

    "__aeabi_dadd" = dadd(left: u64, right: u64) -> u64, double::add(left, right);
    "__aeabi_dsub" = dsub(left: u64, right: u64) -> u64, double::subtract(left, right, |l, r| dadd(l, r));
    "__aeabi_dmul" = dmul(left: u64, right: u64) -> u64, double::multiply(left, right);
    "__aeabi_ddiv" = ddiv(left: u64, right: u64) -> u64, double::divide(left, right);
    "__aeabi_dcmpeq" = dcmpeq(left: u64, right: u64) -> u32, u32::from(dcmp(left, right) == 0);
    "__aeabi_dcmplt" = dcmplt(left: u64, right: u64) -> u32, u32::from(dcmp(left, right) < 0);
    "__aeabi_dcmple" = dcmple(left: u64, right: u64) -> u32, u32::from(dcmp(left, right) <= 0);
    "__aeabi_dcmpge" = dcmpge(left: u64, right: u64) -> u32, u32::from(dcmp(left, right) & !1 == 0);
    "__aeabi_dcmpgt" = dcmpgt(left: u64, right: u64) -> u32, u32::from(dcmp(left, right) == 1);
    "__aeabi_dcmpun" = dcmpun(left: u64, right: u64) -> u32, u32::from(dcmp(left, right) == crate::UNORDERED);
    "__aeabi_d2iz" = d2iz(float: u64) -> i32, double::to_i32(float);
    "__aeabi_d2uiz" = d2uiz(float: u64) -> u32, double::to_u32(float);
    "__aeabi_d2lz" = d2lz(float: u64) -> i64, double::to_i64(float);
    "__aeabi_d2ulz" = d2ulz(float: u64) -> u64, double::to_u64(float);
    "__aeabi_i2d" = i2d(value: i32) -> u64, double::from_i32(value);
    "__aeabi_ui2d" = ui2d(value: u32) -> u64, double::from_u32(value);
    "__aeabi_l2d" = l2d(value: i64) -> u64, double::from_i64(value);
    "__aeabi_ul2d" = ul2d(value: u64) -> u64, double::from_u64(value);
    "__aeabi_f2d" = f2d(float: u32) -> u64, double::from_single(float);
}

/// The shared comparison of all functions above.
#[inline(never)]
fn fcmp(left: u32, right: u32) -> i32 {
    single::compare(left, right)
}

/// As [`fcmp`].
#[inline(never)]
fn dcmp(left: u64, right: u64) -> i32 {
    double::compare(left, right)
}
