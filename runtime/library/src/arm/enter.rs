//! The way into a call of an export and out of it. Uses only instructions that
//! Armv6-M has, where it can.

#[cfg(armv8m)]
use core::mem::offset_of;

#[cfg(armv8m)]
use dissolve_abi::instance::Instance;

#[cfg(armv8m)]
use crate::entries::SAVED;

/// Reads the word at `r0` into `r1` and writes zero, in one step for tasks and interrupts.
#[cfg(not(armv6m))]
macro_rules! take_ready {
    () => {
        "1: ldrex r1, [r0]
         movs r2, #0
         strex r3, r2, [r0]
         cmp r3, #0
         bne 1b"
    };
}
/// Armv6-M has no exclusive accesses, so interrupts wait. An unprivileged task cannot make them wait: there, only one task may call.
#[cfg(armv6m)]
macro_rules! take_ready {
    () => {
        "mrs r3, PRIMASK
         cpsid i
         ldr r1, [r0]
         movs r2, #0
         str r2, [r0]
         msr PRIMASK, r3"
    };
}

/// Moves the stack pointer to `r2`, and the limit below it to `r3`; the old limit is in `r1` then (Armv8-M, B3.21). Loses `r0`.
///
/// Code without privileges cannot change the limit; docs/embedding.md says so.
#[cfg(armv8m)]
macro_rules! switch_stack {
    () => {
        "mrs r0, CONTROL
         lsls r0, r0, #30
         bmi 5f
         mrs r1, MSPLIM
         movs r0, #0
         msr MSPLIM, r0
         mov sp, r2
         msr MSPLIM, r3
         b 6f
         5: mrs r1, PSPLIM
         movs r0, #0
         msr PSPLIM, r0
         mov sp, r2
         msr PSPLIM, r3
         6:"
    };
}
/// Moves the stack pointer to `r2`. There is no limit below it.
#[cfg(not(armv8m))]
macro_rules! switch_stack {
    () => {
        "mov sp, r2"
    };
}

#[cfg(armv8m)]
const _: () =
    assert!(SAVED - 4 == offset_of!(Instance, own_stack), "the offset below is counted from the saved registers");

/// Moves the stack pointer to `r2`, and the limit below it to what it was before the call, if that had a stack of its own. Keeps `r0`.
#[cfg(armv8m)]
macro_rules! leave_stack {
    () => {
        concat!(
            "ldr r3, [r0, #{saved} - 4]
             cbz r3, 7f
             subs r3, #8
             ldr r3, [r3]
             mov r12, r0
             ",
            switch_stack!(),
            "
             mov r0, r12
             b 8f
             7: mov sp, r2
             8:"
        )
    };
}
#[cfg(not(armv8m))]
macro_rules! leave_stack {
    () => {
        "mov sp, r2"
    };
}

entries!(
    ".section .text.__dissolve_enter,\"ax\",%progbits",
    ".globl __dissolve_begin",
    ".type __dissolve_begin,%function",
    ".thumb_func",
    "__dissolve_begin:",
    "push {{r0, lr}}",
    "bl {prepare}",
    "b 4f",
    ".globl __dissolve_continue",
    ".type __dissolve_continue,%function",
    ".thumb_func",
    "__dissolve_continue:",
    "push {{r0, lr}}",
    "bl {is_held}",
    "4: pop {{r1, r2}}",
    "mov lr, r2",
    "cmp r0, #0",
    "beq 2f",
    "mov r0, r1",
    "b 3f",
    ".globl __dissolve_enter",
    ".type __dissolve_enter,%function",
    ".thumb_func",
    "__dissolve_enter:",
    take_ready!(),
    "cmp r1, #0",
    "beq 2f",
    "3: mov r2, r0",
    "adds r2, #{saved}",
    "stmia r2!, {{r4-r7}}",
    "mov r1, r8",
    "mov r3, r9",
    "stmia r2!, {{r1, r3}}",
    "mov r1, r10",
    "mov r3, r11",
    "stmia r2!, {{r1, r3}}",
    "mov r1, lr",
    "stmia r2!, {{r1}}",
    with_fpu!("vstmia r2, {{s16-s31}}"),
    "mov r1, sp",
    "str r1, [r0, #{stack}]",
    "movs r0, #0",
    "bx lr",
    "2: movs r0, #2",
    "bx lr",
    ".size __dissolve_enter, . - __dissolve_enter",
    ".section .text.__dissolve_on_stack,\"ax\",%progbits",
    ".globl __dissolve_on_stack",
    ".type __dissolve_on_stack,%function",
    ".thumb_func",
    "__dissolve_on_stack:",
    "push {{r4-r6, lr}}",
    "mov r4, sp",
    "mov r5, r0",
    "mov r6, r1",
    "subs r2, #8",
    switch_stack!(),
    "str r1, [sp]",
    "mov r0, r6",
    "blx r5",
    "mov r2, r4",
    "ldr r3, [sp]",
    switch_stack!(),
    "pop {{r4-r6, pc}}",
    ".size __dissolve_on_stack, . - __dissolve_on_stack",
    ".section .text.__dissolve_resume,\"ax\",%progbits",
    ".globl __dissolve_resume",
    ".type __dissolve_resume,%function",
    ".thumb_func",
    "__dissolve_resume:",
    "mov r2, r0",
    "adds r2, #{saved}",
    "ldmia r2!, {{r4-r7}}",
    "ldmia r2!, {{r1, r3}}",
    "mov r8, r1",
    "mov r9, r3",
    "ldmia r2!, {{r1, r3}}",
    "mov r10, r1",
    "mov r11, r3",
    "ldmia r2!, {{r1}}",
    "mov lr, r1",
    with_fpu!("vldmia r2, {{s16-s31}}"),
    "ldr r2, [r0, #{stack}]",
    leave_stack!(),
    "movs r1, #0",
    "str r1, [r0, #{stack}]",
    "movs r0, #1",
    "bx lr",
    ".size __dissolve_resume, . - __dissolve_resume",
    ".section .text.__dissolve_raise,\"ax\",%progbits",
    ".globl __dissolve_raise_here",
    ".type __dissolve_raise_here,%function",
    ".thumb_func",
    "__dissolve_raise_here:",
    "movs r1, #0",
    ".globl __dissolve_raise",
    ".type __dissolve_raise,%function",
    ".thumb_func",
    "__dissolve_raise:",
    "mov r2, lr",
    "mov r3, sp",
    "bl {raise}",
    ".size __dissolve_raise, . - __dissolve_raise",
);
