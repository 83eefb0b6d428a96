//! The way into a call of an export and out of it. Uses only instructions that
//! Armv6-M has, where it can.

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
    "ldr r1, [r0, #{stack}]",
    "mov sp, r1",
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
