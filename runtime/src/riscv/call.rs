//! The switch from the stack of boot and the gate to the program's stack for a call, and back.

use core::arch::global_asm;
use core::mem::offset_of;

use crate::call::{Call, RESUME};

#[cfg(fpu)]
macro_rules! with_fpu {
    ($instructions:literal) => {
        $instructions
    };
}
/// Without an FPU, the instructions become comments, which still use the operands that they name.
#[cfg(not(fpu))]
macro_rules! with_fpu {
    ($instructions:literal) => {
        concat!("/* ", $instructions, " */")
    };
}

global_asm!(
    // In: a0, the call; a1, the address for saving the stack pointer.
    ".section .text.dissolve_call,\"ax\",@progbits",
    ".globl dissolve_call",
    ".type dissolve_call,@function",
    "dissolve_call:",
    "addi sp, sp, -112",
    "sw ra, 0(sp)",
    "sw s0, 4(sp)",
    "sw s1, 8(sp)",
    "sw s2, 12(sp)",
    "sw s3, 16(sp)",
    "sw s4, 20(sp)",
    "sw s5, 24(sp)",
    "sw s6, 28(sp)",
    "sw s7, 32(sp)",
    "sw s8, 36(sp)",
    "sw s9, 40(sp)",
    "sw s10, 44(sp)",
    "sw s11, 48(sp)",
    with_fpu!(
        "fsw fs0, 52(sp)
         fsw fs1, 56(sp)
         fsw fs2, 60(sp)
         fsw fs3, 64(sp)
         fsw fs4, 68(sp)
         fsw fs5, 72(sp)
         fsw fs6, 76(sp)
         fsw fs7, 80(sp)
         fsw fs8, 84(sp)
         fsw fs9, 88(sp)
         fsw fs10, 92(sp)
         fsw fs11, 96(sp)"
    ),
    "sw sp, 0(a1)",
    "mv s0, a0",
    "mv s1, sp",
    "lw sp, {stack}(s0)",
    with_fpu!(
        "flw fa0, {fpu} + 0(s0)
         flw fa1, {fpu} + 4(s0)
         flw fa2, {fpu} + 8(s0)
         flw fa3, {fpu} + 12(s0)
         flw fa4, {fpu} + 16(s0)
         flw fa5, {fpu} + 20(s0)
         flw fa6, {fpu} + 24(s0)
         flw fa7, {fpu} + 28(s0)"
    ),
    "lw t0, {function}(s0)",
    "lw a0, 0(s0)",
    "lw a1, 4(s0)",
    "lw a2, 8(s0)",
    "lw a3, 12(s0)",
    "lw a4, 16(s0)",
    "lw a5, 20(s0)",
    "lw a6, 24(s0)",
    "lw a7, 28(s0)",
    "csrr s2, mcycle",
    "jalr t0",
    "csrr s3, mcycle",
    "sw s2, {before}(s0)",
    "sw s3, {after}(s0)",
    // Results are in the first two registers of each kind.
    "sw a0, 0(s0)",
    "sw a1, 4(s0)",
    with_fpu!(
        "fsw fa0, {fpu} + 0(s0)
         fsw fa1, {fpu} + 4(s0)"
    ),
    "mv sp, s1",
    "li a0, 0",
    "1: lw ra, 0(sp)",
    "lw s0, 4(sp)",
    "lw s1, 8(sp)",
    "lw s2, 12(sp)",
    "lw s3, 16(sp)",
    "lw s4, 20(sp)",
    "lw s5, 24(sp)",
    "lw s6, 28(sp)",
    "lw s7, 32(sp)",
    "lw s8, 36(sp)",
    "lw s9, 40(sp)",
    "lw s10, 44(sp)",
    "lw s11, 48(sp)",
    with_fpu!(
        "flw fs0, 52(sp)
         flw fs1, 56(sp)
         flw fs2, 60(sp)
         flw fs3, 64(sp)
         flw fs4, 68(sp)
         flw fs5, 72(sp)
         flw fs6, 76(sp)
         flw fs7, 80(sp)
         flw fs8, 84(sp)
         flw fs9, 88(sp)
         flw fs10, 92(sp)
         flw fs11, 96(sp)"
    ),
    "addi sp, sp, 112",
    "ret",
    ".globl dissolve_abandoned",
    ".type dissolve_abandoned,@function",
    "dissolve_abandoned:",
    "la t0, {resume}",
    "lw sp, 0(t0)",
    "li a0, 1",
    "j 1b",
    stack = const offset_of!(Call, stack),
    function = const offset_of!(Call, function),
    before = const offset_of!(Call, clock.before),
    after = const offset_of!(Call, clock.after),
    fpu = const offset_of!(Call, fpu),
    resume = sym RESUME,
);
