//! The way into a call of an export and out of it.
//!
//! `__dissolve_enter` returns twice, like `setjmp`: `__dissolve_resume` makes it return a second time. The controls of floats stay: no
//! program changes them.

use core::arch::global_asm;

use dissolve_abi::instance::Instance;

use crate::instance::{is_held, prepare};
use crate::raise::raise;

/// The offset of [`Instance::stack`].
const STACK: usize = core::mem::offset_of!(Instance, stack);
/// The offset of the saved registers.
const SAVED: usize = size_of::<Instance>();

// The stack pointer that is saved is that at the entry of `__dissolve_enter`, where the return address lies.
global_asm!(
    ".section .text.__dissolve_enter,\"ax\",@progbits",
    ".globl __dissolve_begin",
    ".type __dissolve_begin,@function",
    "__dissolve_begin:",
    "push rdi",
    "call {prepare}",
    "jmp 4f",
    ".globl __dissolve_continue",
    ".type __dissolve_continue,@function",
    "__dissolve_continue:",
    "push rdi",
    "call {is_held}",
    "4: pop rdi",
    "test al, al",
    "je 2f",
    "jmp 3f",
    ".globl __dissolve_enter",
    ".type __dissolve_enter,@function",
    "__dissolve_enter:",
    "xor eax, eax",
    "xchg qword ptr [rdi], rax",
    "test rax, rax",
    "je 2f",
    "3: mov qword ptr [rdi + {saved}], rbx",
    "mov qword ptr [rdi + {saved} + 8], rbp",
    "mov qword ptr [rdi + {saved} + 16], r12",
    "mov qword ptr [rdi + {saved} + 24], r13",
    "mov qword ptr [rdi + {saved} + 32], r14",
    "mov qword ptr [rdi + {saved} + 40], r15",
    "mov rax, qword ptr [rsp]",
    "mov qword ptr [rdi + {saved} + 48], rax",
    "mov qword ptr [rdi + {stack}], rsp",
    "xor eax, eax",
    "ret",
    "2: mov eax, 2",
    "ret",
    ".size __dissolve_enter, . - __dissolve_enter",
    ".section .text.__dissolve_resume,\"ax\",@progbits",
    ".globl __dissolve_resume",
    ".type __dissolve_resume,@function",
    "__dissolve_resume:",
    "mov rbx, qword ptr [rdi + {saved}]",
    "mov rbp, qword ptr [rdi + {saved} + 8]",
    "mov r12, qword ptr [rdi + {saved} + 16]",
    "mov r13, qword ptr [rdi + {saved} + 24]",
    "mov r14, qword ptr [rdi + {saved} + 32]",
    "mov r15, qword ptr [rdi + {saved} + 40]",
    "mov rcx, qword ptr [rdi + {saved} + 48]",
    "mov rsp, qword ptr [rdi + {stack}]",
    "add rsp, 8",
    "mov qword ptr [rdi + {stack}], 0",
    "mov eax, 1",
    "jmp rcx",
    ".size __dissolve_resume, . - __dissolve_resume",
    ".section .text.__dissolve_raise,\"ax\",@progbits",
    ".globl __dissolve_raise_here",
    ".type __dissolve_raise_here,@function",
    "__dissolve_raise_here:",
    "xor esi, esi",
    ".globl __dissolve_raise",
    ".type __dissolve_raise,@function",
    "__dissolve_raise:",
    "mov rdx, qword ptr [rsp]",
    "mov rcx, rsp",
    // The code that traps need not have aligned the stack.
    "and rsp, -16",
    "call {raise}",
    "ud2",
    ".size __dissolve_raise, . - __dissolve_raise",
    ".text",
    prepare = sym prepare,
    is_held = sym is_held,
    raise = sym raise,
    stack = const STACK,
    saved = const SAVED,
);
