//! Traps: one instruction in the program, decoded by the fault handler of the `chip`.
//!
//! All faults come to one handler. A fault of the program ends the call; a fault of the runtime itself, or of an
//! interrupt handler, stops the processor.

use dissolve_abi::TrapKind;

use crate::cell::Static;
use crate::chip::trap_instruction;

/// The findings of the fault handler.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Report {
    /// A [`TrapKind`] code.
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

/// Traps from the runtime itself. The kind is one of those that the arena reports, or else `Abort`.
#[inline(always)]
pub fn trap(kind: TrapKind) -> ! {
    macro_rules! kinds {
        ($($kind:ident)*) => {
            match kind {
                $(TrapKind::$kind => trap_instruction!(TrapKind::$kind),)*
                _ => trap_instruction!(TrapKind::Abort),
            }
        };
    }
    kinds!(ArenaBadAlignment ArenaBadPointer ArenaCorrupt)
}

/// Traps because the arena has no block of `bytes` bytes. The function does not return, so the link register can carry
/// the number.
#[inline(always)]
pub fn arena_exhausted(bytes: usize) -> ! {
    trap_instruction!(TrapKind::ArenaExhausted, bytes)
}
