//! The switch from the main stack to the process stack for a call, and back.
//!
//! Uses only instructions that Armv6-M has.

use core::arch::global_asm;
use core::mem::offset_of;

use crate::call::{Call, RESUME};

#[cfg(fpu)]
macro_rules! with_fpu {
    ($instruction:literal) => {
        $instruction
    };
}
/// Without an FPU, the instructions become comments, which still use the operands that they name.
#[cfg(not(fpu))]
macro_rules! with_fpu {
    ($instruction:literal) => {
        concat!("/* ", $instruction, " */")
    };
}

global_asm!(
    // In: r0, the call; r1, the address for saving the stack pointer.
    ".section .text.dissolve_call,\"ax\",%progbits",
    ".globl dissolve_call",
    ".type dissolve_call,%function",
    ".thumb_func",
    "dissolve_call:",
    "push {{r4-r7, lr}}",
    "mov r4, r8",
    "mov r5, r9",
    "mov r6, r10",
    "mov r7, r11",
    "push {{r4-r7}}",
    with_fpu!("vpush {{s16-s31}}"),
    "mov r4, r0",
    "mov r2, sp",
    "str r2, [r1]",
    "ldr r0, [r4, #{stack}]",
    "msr psp, r0",
    "movs r0, #2",
    "msr control, r0",
    "isb",
    with_fpu!("add r0, r4, #{fpu}"),
    with_fpu!("vldmia r0, {{s0-s15}}"),
    "ldr r5, [r4, #{function}]",
    "ldr r6, [r4, #{timer}]",
    "ldm r4!, {{r0-r3}}",
    // Starts the timer: it counts at the core clock, with an interrupt at each wrap.
    "movs r7, #7",
    "str r7, [r6]",
    "blx r5",
    "ldr r6, [r6, #8]",
    "subs r4, #16",
    "stm r4!, {{r0-r3}}",
    "subs r4, #16",
    "str r6, [r4, #{after}]",
    with_fpu!("add r0, r4, #{fpu}"),
    with_fpu!("vstmia r0, {{s0-s15}}"),
    "movs r0, #0",
    "1: movs r1, #0",
    "msr control, r1",
    "isb",
    with_fpu!("vpop {{s16-s31}}"),
    "pop {{r4-r7}}",
    "mov r8, r4",
    "mov r9, r5",
    "mov r10, r6",
    "mov r11, r7",
    "pop {{r4-r7, pc}}",
    ".type dissolve_abandoned,%function",
    ".thumb_func",
    ".globl dissolve_abandoned",
    "dissolve_abandoned:",
    "movs r0, #0",
    "msr control, r0",
    "isb",
    "ldr r0, ={resume}",
    "ldr r0, [r0]",
    "mov sp, r0",
    "movs r0, #1",
    "b 1b",
    ".pool",
    stack = const offset_of!(Call, stack),
    function = const offset_of!(Call, function),
    timer = const offset_of!(Call, clock.timer),
    after = const offset_of!(Call, clock.after),
    fpu = const offset_of!(Call, fpu),
    resume = sym RESUME,
);
