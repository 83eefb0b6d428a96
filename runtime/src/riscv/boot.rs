//! The way from reset to Rust: sets the exception handler, the stack, `.data` and `.bss`.
//!
//! Relies on the linker script, which puts `.dissolve.reset` first, because the hart begins there, and defines
//! `_stack_start`, `__sdata`, `__edata`, `__sidata`, `__sbss` and `__ebss`, all of them multiples of four.

use core::arch::global_asm;

#[cfg(fpu)]
macro_rules! enable_fpu {
    () => {
        // Sets the field FS of `mstatus` to *initial*.
        "li t0, 0x2000
         csrs mstatus, t0
         fscsr x0"
    };
}
#[cfg(not(fpu))]
macro_rules! enable_fpu {
    () => {
        ""
    };
}

global_asm!(
    ".section .dissolve.reset,\"ax\",@progbits",
    ".globl _start",
    ".type _start,@function",
    "_start:",
    "csrw mie, x0",
    "la t0, dissolve_exception",
    "csrw mtvec, t0",
    "la sp, _stack_start",
    "andi sp, sp, -16",
    enable_fpu!(),
    "la t0, __sdata",
    "la t1, __edata",
    "la t2, __sidata",
    "1: bgeu t0, t1, 2f",
    "lw t3, 0(t2)",
    "sw t3, 0(t0)",
    "addi t2, t2, 4",
    "addi t0, t0, 4",
    "j 1b",
    "2: la t0, __sbss",
    "la t1, __ebss",
    "3: bgeu t0, t1, 4f",
    "sw x0, 0(t0)",
    "addi t0, t0, 4",
    "j 3b",
    "4: tail {start}",
    start = sym start,
);

extern "C" fn start() -> ! {
    crate::boot::start()
}
