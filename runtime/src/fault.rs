//! Traps: one instruction in the program, decoded by the fault handler of the `chip`.
//!
//! All faults come to one handler. A fault of the program ends the call; a fault of the runtime itself, or of an
//! interrupt handler, stops the processor.

use crate::cell::Static;

/// The findings of the fault handler.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Report {
    /// A [`TrapKind`](dissolve_abi::TrapKind) code.
    pub kind: u32,
    /// The address of the instruction; zero if the processor could not save it.
    pub pc: u32,
    /// The link register; zero if the processor could not save it.
    pub lr: u32,
    /// The processor's fault status: the Configurable Fault Status Register (Armv7-M, B3.2.15), zero on Armv6-M, which
    /// has no such register; `mcause` on RISC-V.
    pub status: u32,
    /// The address of a bus or memory fault; zero if the processor reports none.
    pub address: u32,
}

/// The report of the last trap, for a debugger and for the call that it ended.
#[unsafe(export_name = "__dissolve_last_trap")]
static LAST: Static<Report> = Static::new(Report { kind: 0, pc: 0, lr: 0, status: 0, address: 0 });

/// Returns the report of the last trap.
pub fn report() -> Report {
    // SAFETY: the handler that writes it is not running.
    unsafe { LAST.get().read_volatile() }
}

/// Stores the findings of the handler.
pub fn keep(report: Report) {
    // SAFETY: only the handler writes it, and nothing else runs then.
    unsafe { LAST.get().write_volatile(report) };
}
