//! Armv6-M, which accesses words only at aligned addresses.
//!
//! The destination is in r0, which is also the result.

use core::arch::global_asm;

// The source is in r1, the number of bytes in r2. Copies the start first, so the ranges may overlap if the destination is below.
global_asm!(
    begin!("dissolve_copy_up"),
    names!("memcpy" "__aeabi_memcpy" "__aeabi_memcpy4" "__aeabi_memcpy8"),
    "push {{r0, lr}}",
    "movs r3, r0",
    "orrs r3, r1",
    "lsls r3, r3, #30",
    "bne 3f",
    "b 2f",
    "1:",
    "ldm r1!, {{r3}}",
    "stm r0!, {{r3}}",
    "2:",
    "subs r2, #4",
    "bhs 1b",
    "adds r2, #4",
    "3:",
    // Uses an index that rises to zero.
    "adds r0, r0, r2",
    "adds r1, r1, r2",
    "rsbs r2, r2, #0",
    "beq 5f",
    "4:",
    "ldrb r3, [r1, r2]",
    "strb r3, [r0, r2]",
    "adds r2, #1",
    "bne 4b",
    "5:",
    "pop {{r0, pc}}",
    end!("memcpy" "__aeabi_memcpy" "__aeabi_memcpy4" "__aeabi_memcpy8" "dissolve_copy_up"),
);

// Copies the end first if the destination is above the source and overlaps it.
global_asm!(
    begin!("dissolve_move"),
    names!("memmove" "__aeabi_memmove" "__aeabi_memmove4" "__aeabi_memmove8"),
    "subs r3, r0, r1",
    "cmp r3, r2",
    "blo 2f",
    "push {{r4, lr}}",
    "bl dissolve_copy_up",
    "pop {{r4, pc}}",
    "1:",
    "ldrb r3, [r1, r2]",
    "strb r3, [r0, r2]",
    "2:",
    "subs r2, #1",
    "bhs 1b",
    "bx lr",
    end!("memmove" "__aeabi_memmove" "__aeabi_memmove4" "__aeabi_memmove8" "dissolve_move"),
);

// In the run-time ABI the number of bytes comes before the value, in C after it. Nothing is returned.
global_asm!(
    begin!("dissolve_clear"),
    names!("__aeabi_memclr" "__aeabi_memclr4" "__aeabi_memclr8"),
    "movs r2, #0",
    own_name!("dissolve_fill"),
    names!("__aeabi_memset" "__aeabi_memset4" "__aeabi_memset8"),
    "uxtb r2, r2",
    "lsls r3, r2, #8",
    "orrs r2, r3",
    "lsls r3, r2, #16",
    "orrs r2, r3",
    "lsls r3, r0, #30",
    "bne 4f",
    "b 2f",
    "1:",
    "stm r0!, {{r2}}",
    "2:",
    "subs r1, #4",
    "bhs 1b",
    "adds r1, #4",
    "b 4f",
    "3:",
    "strb r2, [r0, r1]",
    "4:",
    "subs r1, #1",
    "bhs 3b",
    "bx lr",
    end!("__aeabi_memclr" "__aeabi_memclr4" "__aeabi_memclr8" "__aeabi_memset" "__aeabi_memset4" "__aeabi_memset8"),
    end!("dissolve_clear" "dissolve_fill"),
);

global_asm!(
    begin!("dissolve_set"),
    names!("memset"),
    "push {{r0, lr}}",
    "mov r3, r1",
    "mov r1, r2",
    "mov r2, r3",
    "bl dissolve_fill",
    "pop {{r0, pc}}",
    end!("memset" "dissolve_set"),
);
