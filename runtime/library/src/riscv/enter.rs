//! The way into a call of an export and out of it.

use crate::entries::SAVED;

const _: () = assert!(SAVED == 28, "the offsets of the FPU's registers below are numbers");

/// Reads the word at `a0` into `a1` and writes zero, in one step for tasks and interrupts.
#[cfg(target_has_atomic = "32")]
macro_rules! take_ready {
    () => {
        "amoswap.w.aq a1, zero, (a0)"
    };
}
/// Without atomic instructions, interrupts wait, in machine mode.
#[cfg(not(target_has_atomic = "32"))]
macro_rules! take_ready {
    () => {
        "csrrci a2, mstatus, 8
         lw a1, 0(a0)
         sw zero, 0(a0)
         andi a2, a2, 8
         csrs mstatus, a2"
    };
}

entries!(
    ".section .text.__dissolve_enter,\"ax\",@progbits",
    ".globl __dissolve_begin",
    ".type __dissolve_begin,@function",
    "__dissolve_begin:",
    "addi sp, sp, -16",
    "sw a0, 0(sp)",
    "sw ra, 4(sp)",
    "call {prepare}",
    "j 4f",
    ".globl __dissolve_continue",
    ".type __dissolve_continue,@function",
    "__dissolve_continue:",
    "addi sp, sp, -16",
    "sw a0, 0(sp)",
    "sw ra, 4(sp)",
    "call {is_held}",
    "4: mv a1, a0",
    "lw a0, 0(sp)",
    "lw ra, 4(sp)",
    "addi sp, sp, 16",
    "beqz a1, 2f",
    "j 3f",
    ".globl __dissolve_enter",
    ".type __dissolve_enter,@function",
    "__dissolve_enter:",
    take_ready!(),
    "beqz a1, 2f",
    "3:",
    "sw ra, {saved} + 0(a0)",
    "sw s0, {saved} + 4(a0)",
    "sw s1, {saved} + 8(a0)",
    "sw s2, {saved} + 12(a0)",
    "sw s3, {saved} + 16(a0)",
    "sw s4, {saved} + 20(a0)",
    "sw s5, {saved} + 24(a0)",
    "sw s6, {saved} + 28(a0)",
    "sw s7, {saved} + 32(a0)",
    "sw s8, {saved} + 36(a0)",
    "sw s9, {saved} + 40(a0)",
    "sw s10, {saved} + 44(a0)",
    "sw s11, {saved} + 48(a0)",
    with_fpu!(
        "fsw fs0, 28 + 52(a0)
         fsw fs1, 28 + 56(a0)
         fsw fs2, 28 + 60(a0)
         fsw fs3, 28 + 64(a0)
         fsw fs4, 28 + 68(a0)
         fsw fs5, 28 + 72(a0)
         fsw fs6, 28 + 76(a0)
         fsw fs7, 28 + 80(a0)
         fsw fs8, 28 + 84(a0)
         fsw fs9, 28 + 88(a0)
         fsw fs10, 28 + 92(a0)
         fsw fs11, 28 + 96(a0)"
    ),
    "sw sp, {stack}(a0)",
    "li a0, 0",
    "ret",
    "2: li a0, 2",
    "ret",
    ".size __dissolve_enter, . - __dissolve_enter",
    ".section .text.__dissolve_on_stack,\"ax\",@progbits",
    ".globl __dissolve_on_stack",
    ".type __dissolve_on_stack,@function",
    "__dissolve_on_stack:",
    "addi sp, sp, -16",
    "sw ra, 0(sp)",
    "sw s0, 4(sp)",
    "mv s0, sp",
    "mv sp, a2",
    "mv a4, a0",
    "mv a0, a1",
    "jalr a4",
    "mv sp, s0",
    "lw ra, 0(sp)",
    "lw s0, 4(sp)",
    "addi sp, sp, 16",
    "ret",
    ".size __dissolve_on_stack, . - __dissolve_on_stack",
    ".section .text.__dissolve_resume,\"ax\",@progbits",
    ".globl __dissolve_resume",
    ".type __dissolve_resume,@function",
    "__dissolve_resume:",
    "lw ra, {saved} + 0(a0)",
    "lw s0, {saved} + 4(a0)",
    "lw s1, {saved} + 8(a0)",
    "lw s2, {saved} + 12(a0)",
    "lw s3, {saved} + 16(a0)",
    "lw s4, {saved} + 20(a0)",
    "lw s5, {saved} + 24(a0)",
    "lw s6, {saved} + 28(a0)",
    "lw s7, {saved} + 32(a0)",
    "lw s8, {saved} + 36(a0)",
    "lw s9, {saved} + 40(a0)",
    "lw s10, {saved} + 44(a0)",
    "lw s11, {saved} + 48(a0)",
    with_fpu!(
        "flw fs0, 28 + 52(a0)
         flw fs1, 28 + 56(a0)
         flw fs2, 28 + 60(a0)
         flw fs3, 28 + 64(a0)
         flw fs4, 28 + 68(a0)
         flw fs5, 28 + 72(a0)
         flw fs6, 28 + 76(a0)
         flw fs7, 28 + 80(a0)
         flw fs8, 28 + 84(a0)
         flw fs9, 28 + 88(a0)
         flw fs10, 28 + 92(a0)
         flw fs11, 28 + 96(a0)"
    ),
    "lw sp, {stack}(a0)",
    "sw zero, {stack}(a0)",
    "li a0, 1",
    "ret",
    ".size __dissolve_resume, . - __dissolve_resume",
    ".section .text.__dissolve_raise,\"ax\",@progbits",
    ".globl __dissolve_raise_here",
    ".type __dissolve_raise_here,@function",
    "__dissolve_raise_here:",
    "li a1, 0",
    ".globl __dissolve_raise",
    ".type __dissolve_raise,@function",
    "__dissolve_raise:",
    "mv a2, ra",
    "mv a3, sp",
    "call {raise}",
    ".size __dissolve_raise, . - __dissolve_raise",
);
