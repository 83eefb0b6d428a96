//! The exception handler. Interrupts are off: an embedder that wants interrupts sets `mtvec` to its own handler, which
//! passes exceptions on to `dissolve_exception`.

use core::arch::{asm, global_asm};

use dissolve_abi::{TrapKind, trap_code_riscv};

use crate::call::RESUME;
use crate::fault::{self, Report};
use crate::{boot, call, guard};

global_asm!(
    ".section .text.dissolve_exception,\"ax\",@progbits",
    ".globl dissolve_exception",
    ".type dissolve_exception,@function",
    ".balign 4",
    "dissolve_exception:",
    // The interrupted code has ended: of its registers, only the link register is of use. Continue on the stack of the
    // call's caller, or on an empty one if the runtime itself faulted.
    "mv a0, ra",
    "la t0, {resume}",
    "lw sp, 0(t0)",
    "bnez sp, 1f",
    "la sp, _stack_start",
    "andi sp, sp, -16",
    "1: jal {handle}",
    "la t0, dissolve_abandoned",
    "csrw mepc, t0",
    "mret",
    resume = sym RESUME,
    handle = sym handle,
);

const ILLEGAL_INSTRUCTION: u32 = 2;
/// The causes that have an address: misaligned loads, load faults, misaligned stores, store faults.
const ACCESSES: core::ops::RangeInclusive<u32> = 4..=7;

/// Records the exception; returns only if a call of the program is to be abandoned.
extern "C" fn handle(lr: u32) {
    let (cause, pc, value): (u32, u32, u32);
    // SAFETY: the instructions read what the hart says about the exception.
    unsafe {
        asm!("csrr {cause}, mcause", "csrr {pc}, mepc", "csrr {value}, mtval",
            cause = out(reg) cause, pc = out(reg) pc, value = out(reg) value, options(nomem, nostack));
    }
    let address = if ACCESSES.contains(&cause) { value } else { 0 };
    let kind = if cause == ILLEGAL_INSTRUCTION {
        // SAFETY: the hart has just fetched the instruction from there. It lies at an even address.
        let [low, high] = [0, 1].map(|half| unsafe { (pc as *const u16).add(half).read_volatile() });
        trap_code_riscv(u32::from(high) << 16 | u32::from(low))
    } else if address != 0 && guard::covers(address) {
        Some(TrapKind::StackExhausted as u8)
    } else {
        None
    };
    let kind = kind.unwrap_or(TrapKind::HardwareFault as u8).into();
    fault::keep(Report { kind, pc, lr, status: cause, address });
    if !call::in_progress() {
        boot::fatal(&fault::report());
    }
}
