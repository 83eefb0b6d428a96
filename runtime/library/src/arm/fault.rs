//! The handler of the fault that a trap site raises. UsageFault, or HardFault where that one is not enabled.

use core::arch::global_asm;

use dissolve_abi::trap_code_arm;

use crate::fault;
use crate::raise::resume;

global_asm!(
    ".section .text.__dissolve_fault_handler,\"ax\",%progbits",
    ".globl __dissolve_fault_handler",
    ".type __dissolve_fault_handler,%function",
    ".thumb_func",
    "__dissolve_fault_handler:",
    "mrs r0, msp",
    "mov r1, lr",
    "movs r2, #4",
    "tst r1, r2",
    "beq 1f",
    "mrs r0, psp",
    "1: push {{r0, lr}}",
    "bl {handle}",
    "pop {{r1, r2}}",
    "mov lr, r2",
    "cmp r0, #0",
    "beq 2f",
    "bx lr",
    "2: ldr r0, =__dissolve_other_fault",
    "bx r0",
    ".pool",
    // Without a handler of the embedder's, the processor stops here, where a debugger finds the frame.
    ".weak __dissolve_other_fault",
    ".type __dissolve_other_fault,%function",
    ".thumb_func",
    "__dissolve_other_fault:",
    "b __dissolve_other_fault",
    ".size __dissolve_fault_handler, . - __dissolve_fault_handler",
    handle = sym handle,
);

/// The words of a basic exception frame (Armv7-M, B1.5.6), and the offsets of some.
const FRAME_BYTES: usize = 32;
const R0: usize = 0;
const PC: usize = 6;
const XPSR: usize = 7;
/// The bits of the xPSR that the return from the exception needs: the exception number, and the alignment of the stack.
const KEPT: u32 = 0x3FF;
const THUMB: u32 = 1 << 24;

/// Changes the frame of a fault so that the entry of the program goes on, if the fault is the trap of a program. Returns false if
/// it is not.
///
/// # Safety
///
/// `frame` is the exception frame of the fault that is being handled.
unsafe extern "C" fn handle(frame: *mut u32) -> bool {
    if !is_undefined_instruction() {
        return false;
    }
    // SAFETY: the processor has written the frame, and has fetched the instruction.
    let (pc, instruction) = unsafe {
        let pc = frame.add(PC).read_volatile();
        (pc, (pc as *const u16).read_volatile())
    };
    let Some(code) = trap_code_arm(instruction) else { return false };
    let instance = fault::take(code, pc as usize, frame.addr() + FRAME_BYTES);
    if instance.is_null() {
        return false;
    }
    clear();
    // SAFETY: as above.
    unsafe {
        frame.add(R0).write_volatile(instance as u32);
        frame.add(PC).write_volatile(resume as *const () as u32 & !1);
        frame.add(XPSR).write_volatile(frame.add(XPSR).read_volatile() & KEPT | THUMB);
    }
    true
}

/// The Configurable Fault Status Register.
#[cfg(not(armv6m))]
const CFSR: *mut u32 = 0xE000_ED28 as *mut u32;
#[cfg(not(armv6m))]
const UNDEFINED_INSTRUCTION: u32 = 1 << 16;

/// Returns true if the fault is that of an undefined instruction.
#[cfg(not(armv6m))]
fn is_undefined_instruction() -> bool {
    // SAFETY: a register of the System Control Block.
    unsafe { CFSR.read_volatile() & UNDEFINED_INSTRUCTION != 0 }
}

/// Clears the status for the next fault, by writing ones.
#[cfg(not(armv6m))]
fn clear() {
    const HFSR: *mut u32 = 0xE000_ED2C as *mut u32;
    const FORCED: u32 = 1 << 30;
    // SAFETY: registers of the System Control Block.
    unsafe {
        CFSR.write_volatile(UNDEFINED_INSTRUCTION);
        HFSR.write_volatile(FORCED);
    }
}

/// Armv6-M does not say why it faults. A fault of another kind has a program counter that can be read too, unless the program jumped
/// to where nothing is: then the processor locks up, as it does without a handler.
#[cfg(armv6m)]
fn is_undefined_instruction() -> bool {
    true
}

#[cfg(armv6m)]
fn clear() {}
