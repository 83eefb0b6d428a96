//! The names of further functions for Armv6-M: division of words, and counting zeros.
//!
//! In assembly, if LLVM's code would be several times as large.

use core::arch::naked_asm;

use super::arm::functions;
use crate::{integer, weak};

/// Returns the quotient in `r0`, the remainder in `r1`.
///
/// The divisor is shifted up until it is above half the dividend, and then down again; each step gives a bit of the
/// quotient. `r2` collects the bits after a leading one, which is shifted out with the last bit.
#[unsafe(naked)]
extern "aapcs" fn uidivmod() {
    naked_asm!(
        "movs r2, #1",
        "lsls r2, r2, #31",
        "cmp r1, #0",
        "beq 8f",
        "lsrs r3, r0, #4",
        "b 2f",
        "1:",
        "lsls r1, r1, #4",
        "lsrs r2, r2, #4",
        "2:",
        "cmp r1, r3",
        "bls 1b",
        "lsrs r3, r0, #1",
        "b 4f",
        "3:",
        "lsls r1, r1, #1",
        "lsrs r2, r2, #1",
        "4:",
        "cmp r1, r3",
        "bls 3b",
        "b 6f",
        "5:",
        "lsrs r1, r1, #1",
        "6:",
        "cmp r0, r1",
        "blo 7f",
        "subs r0, r0, r1",
        "7:",
        // The carry is set if the divisor was subtracted.
        "adcs r2, r2",
        "bcc 5b",
        "8:",
        "mov r1, r0",
        "mov r0, r2",
        "bx lr",
    )
}

/// As [`uidivmod`], for signed numbers: the quotient is negative if exactly one operand is, the remainder has the
/// dividend's sign.
#[unsafe(naked)]
extern "aapcs" fn idivmod() {
    naked_asm!(
        "push {{r4, r5, r6, lr}}",
        "asrs r4, r0, #31",
        "asrs r5, r1, #31",
        // A sign is 0 or -1, so (x ^ sign) - sign is the magnitude.
        "eors r0, r4",
        "subs r0, r0, r4",
        "eors r1, r5",
        "subs r1, r1, r5",
        "eors r5, r4",
        "bl {uidivmod}",
        "eors r0, r5",
        "subs r0, r0, r5",
        "eors r1, r4",
        "subs r1, r1, r4",
        "pop {{r4, r5, r6, pc}}",
        uidivmod = sym uidivmod,
    )
}

weak! {
    "__aeabi_uidivmod" = uidivmod;
    "__aeabi_uidiv" = uidivmod;
    "__aeabi_idivmod" = idivmod;
    "__aeabi_idiv" = idivmod;
    "__clzsi2" = integer::count_leading_zeros;
}

functions! {
    "__clzdi2" = clzdi2(value: u64) -> u32, integer::leading_zeros_wide(value);
}
