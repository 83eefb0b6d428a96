//! The handler of exceptions. Interrupts are off: an embedder that wants some sets `mtvec` to a handler of its own, which
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
    // What ran has ended: of its registers, only the link register is of use. On to the stack of the call's caller, or to
    // an empty one when the runtime itself is at fault.
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
/// Misaligned loads, load faults, misaligned stores, store faults: those that have an address.
const ACCESSES: core::ops::RangeInclusive<u32> = 4..=7;

/// Records the exception; comes back when a call of the program is to be abandoned.
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
