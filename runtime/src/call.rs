//! A call into the program.
//!
//! Boot and the call gate run on the main stack; the program runs on the process stack, at the bottom of RAM. The fault
//! handler ends a call that traps by returning to [`abandoned`], which goes on as if the call had returned.

use core::arch::global_asm;

use dissolve_abi::gate::{CORE_REGISTERS, FPU_REGISTERS};

use crate::cell::Static;
use crate::fault::{self, Report};

/// A function to call, with the registers and stack words of the procedure call standard (AAPCS32).
#[repr(C)]
pub struct Call {
    /// Arguments in `r0`-`r3`; results after the call.
    pub core: [u32; CORE_REGISTERS],
    /// The function, with the Thumb bit.
    function: u32,
    /// Words to put on the stack.
    stack: *const u32,
    /// How many words.
    stack_words: u32,
    /// The timer's value right after the call.
    pub timer_after: u32,
    /// The timer's control, reload and value registers.
    timer: *mut [u32; 3],
    /// Arguments in `s0`-`s15`; results after the call. Not used by the soft-float convention.
    pub fpu: [u32; FPU_REGISTERS],
}

impl Call {
    /// A call without arguments.
    pub fn to(function: u32) -> Call {
        Call {
            core: [0; CORE_REGISTERS],
            function,
            stack: core::ptr::null(),
            stack_words: 0,
            timer_after: 0,
            timer: NO_TIMER.get(),
            fpu: [0; FPU_REGISTERS],
        }
    }

    /// Adds words on the stack, lowest address first.
    pub fn with_stack(mut self, words: &[u32]) -> Call {
        self.stack = words.as_ptr();
        self.stack_words = words.len() as u32;
        self
    }

    /// Starts that timer right before the call and reads it right after.
    pub fn with_timer(mut self, registers: *mut [u32; 3]) -> Call {
        self.timer = registers;
        self
    }
}

/// The timer of a call that nobody times.
static NO_TIMER: Static<[u32; 3]> = Static::new([0; 3]);

/// The main stack pointer of the call in progress; zero when there is none.
static RESUME: Static<u32> = Static::new(0);

/// Whether the program runs.
pub fn in_progress() -> bool {
    // SAFETY: a word of this module, read as a whole.
    unsafe { RESUME.get().read_volatile() != 0 }
}

unsafe extern "C" {
    fn dissolve_call(call: *mut Call, resume: *mut u32) -> u32;
    /// Where the fault handler returns to.
    pub fn dissolve_abandoned();
}

/// Calls a function of the program.
///
/// # Errors
///
/// How it trapped.
///
/// # Safety
///
/// The address is a function's, and what it is given is what it takes; or it traps.
pub unsafe fn call(call: &mut Call) -> Result<(), Report> {
    // SAFETY: the routine saves what the procedure call standard says is the caller's.
    let trapped = unsafe { dissolve_call(call, RESUME.get()) } != 0;
    // SAFETY: as for `in_progress`.
    unsafe { RESUME.get().write_volatile(0) };
    if trapped { Err(fault::report()) } else { Ok(()) }
}

#[cfg(target_abi = "eabihf")]
macro_rules! with_fpu {
    ($instruction:literal) => {
        $instruction
    };
}
#[cfg(not(target_abi = "eabihf"))]
macro_rules! with_fpu {
    ($instruction:literal) => {
        ""
    };
}

global_asm!(
    ".section .text.dissolve_call,\"ax\",%progbits",
    ".type dissolve_call,%function",
    ".thumb_func",
    "dissolve_call:",
    "push {{r4-r11, lr}}",
    with_fpu!("vpush {{s16-s31}}"),
    "mov r4, r0",
    "mov r5, r1",
    "str sp, [r5]",
    // The process stack, with the words that the callee expects there, at a multiple of eight.
    "ldr r0, =__dissolve_stack_top",
    "ldrd r1, r2, [r4, #20]",
    "sub r0, r0, r2, lsl #2",
    "bic r0, r0, #7",
    "msr psp, r0",
    "1: subs r2, #1",
    "itt pl",
    "ldrpl r3, [r1, r2, lsl #2]",
    "strpl r3, [r0, r2, lsl #2]",
    "bpl 1b",
    "movs r0, #2",
    "msr control, r0",
    "isb",
    with_fpu!("add r0, r4, #36"),
    with_fpu!("vldmia r0, {{s0-s15}}"),
    "ldr r6, [r4, #32]",
    "ldr r12, [r4, #16]",
    "ldm r4, {{r0-r3}}",
    // Counting, with an interrupt at each wrap, at the core clock.
    "movs r7, #7",
    "str r7, [r6]",
    "blx r12",
    "ldr r6, [r6, #8]",
    "stm r4, {{r0-r3}}",
    "str r6, [r4, #28]",
    with_fpu!("add r0, r4, #36"),
    with_fpu!("vstmia r0, {{s0-s15}}"),
    "movs r0, #0",
    "msr control, r0",
    "isb",
    with_fpu!("vpop {{s16-s31}}"),
    "pop {{r4-r11, pc}}",
    ".pool",
    ".section .text.dissolve_abandoned,\"ax\",%progbits",
    ".type dissolve_abandoned,%function",
    ".thumb_func",
    ".globl dissolve_abandoned",
    "dissolve_abandoned:",
    "movs r0, #0",
    "msr control, r0",
    "isb",
    "ldr r0, ={resume}",
    "ldr sp, [r0]",
    "movs r0, #1",
    with_fpu!("vpop {{s16-s31}}"),
    "pop {{r4-r11, pc}}",
    ".pool",
    resume = sym RESUME,
);
