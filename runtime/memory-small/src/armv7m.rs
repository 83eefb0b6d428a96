//! Armv7-M and Armv8-M with the Main Extension, which access a word at any address.
//!
//! The destination is in r0 and stays there: it is the result.

use core::arch::global_asm;

// The source is in r1, the number of bytes in r2. Copies the end first, so the ranges may overlap if the destination is above. The words are at
// multiples of four from the start: between aligned addresses they are aligned, as device memory needs it.
global_asm!(
    begin!("dissolve_copy_down"),
    names!("memcpy" "__aeabi_memcpy" "__aeabi_memcpy4" "__aeabi_memcpy8"),
    "b 2f",
    "1:",
    "subs r2, #1",
    "ldrb r3, [r1, r2]",
    "strb r3, [r0, r2]",
    "2:",
    "lsls r3, r2, #30",
    "bne 1b",
    "b 4f",
    "3:",
    "ldr r3, [r1, r2]",
    "str r3, [r0, r2]",
    "4:",
    "subs r2, #4",
    "bhs 3b",
    "bx lr",
    end!("memcpy" "__aeabi_memcpy" "__aeabi_memcpy4" "__aeabi_memcpy8" "dissolve_copy_down"),
);

// Copies the start first if the destination is below the source and overlaps it. r4 is the number of bytes that are copied.
global_asm!(
    begin!("dissolve_move"),
    names!("memmove" "__aeabi_memmove" "__aeabi_memmove4" "__aeabi_memmove8"),
    "subs r3, r1, r0",
    "cmp r3, r2",
    "bhs.w dissolve_copy_down",
    "push {{r4, lr}}",
    "movs r4, #0",
    "b 2f",
    "1:",
    "ldr r3, [r1, r4]",
    "str r3, [r0, r4]",
    "adds r4, #4",
    "2:",
    "subs r2, #4",
    "bhs 1b",
    "adds r2, #4",
    "b 4f",
    "3:",
    "ldrb r3, [r1, r4]",
    "strb r3, [r0, r4]",
    "adds r4, #1",
    "4:",
    "subs r2, #1",
    "bhs 3b",
    "pop {{r4, pc}}",
    end!("memmove" "__aeabi_memmove" "__aeabi_memmove4" "__aeabi_memmove8" "dissolve_move"),
);

// In the run-time ABI the number of bytes comes before the value, in C after it.
global_asm!(
    begin!("dissolve_clear"),
    names!("__aeabi_memclr" "__aeabi_memclr4" "__aeabi_memclr8"),
    "movs r2, #0",
    own_name!("dissolve_fill"),
    names!("__aeabi_memset" "__aeabi_memset4" "__aeabi_memset8"),
    "uxtb r2, r2",
    "orr r2, r2, r2, lsl #8",
    "orr r2, r2, r2, lsl #16",
    "b 2f",
    "1:",
    "subs r1, #1",
    "strb r2, [r0, r1]",
    "2:",
    "lsls r3, r1, #30",
    "bne 1b",
    "b 4f",
    "3:",
    "str r2, [r0, r1]",
    "4:",
    "subs r1, #4",
    "bhs 3b",
    "bx lr",
    end!("__aeabi_memclr" "__aeabi_memclr4" "__aeabi_memclr8" "__aeabi_memset" "__aeabi_memset4" "__aeabi_memset8"),
    end!("dissolve_clear" "dissolve_fill"),
);

global_asm!(
    begin!("dissolve_set"),
    names!("memset"),
    "mov r3, r1",
    "mov r1, r2",
    "mov r2, r3",
    "b.w dissolve_fill",
    end!("memset" "dissolve_set"),
);
