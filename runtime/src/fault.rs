//! Traps: one instruction in the program, decoded by the fault handler of the `chip`.
//!
//! Every fault comes to one handler. A fault of the program ends the call; one of the runtime itself, or of an interrupt
//! handler, stops the processor.

use dissolve_abi::TrapKind;

use crate::cell::Static;
use crate::chip::trap_instruction;

/// What the fault handler found.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Report {
    /// A [`TrapKind`] code.
    pub kind: u32,
    /// The address of the instruction; zero when the processor could not keep it.
    pub pc: u32,
    /// The link register; zero when the processor could not keep it.
    pub lr: u32,
    /// What the processor says about the fault: the Configurable Fault Status Register (Armv7-M, B3.2.15), zero on
    /// Armv6-M, which has none; `mcause` on RISC-V.
    pub status: u32,
    /// The address of a bus or memory fault; zero when the processor reports none.
    pub address: u32,
}

/// The last trap, for a debugger and for the call that it ended.
#[unsafe(export_name = "__dissolve_last_trap")]
static LAST: Static<Report> = Static::new(Report { kind: 0, pc: 0, lr: 0, status: 0, address: 0 });

/// The last trap.
pub fn report() -> Report {
    // SAFETY: the handler that writes it is not running.
    unsafe { LAST.get().read_volatile() }
}

/// Keeps what the handler found.
pub fn keep(report: Report) {
    // SAFETY: only the handler writes it, and nothing else runs then.
    unsafe { LAST.get().write_volatile(report) };
}

/// Traps with a kind of the runtime's own.
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

/// Traps since the arena has no block of so many bytes. Nothing returns from here, so the link register tells the number.
#[inline(always)]
pub fn arena_exhausted(bytes: usize) -> ! {
    trap_instruction!(TrapKind::ArenaExhausted, bytes)
}
