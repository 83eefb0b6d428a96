//! Traps of trusted code that are faults: the instructions that generated code has too.

use dissolve_abi::TrapKind;

/// Stops the program with `udf`, whose immediate is the kind.
#[cfg(target_arch = "arm")]
macro_rules! trap_instruction {
    ($kind:expr) => {
        // SAFETY: the instruction raises a fault, and the handler never comes back here.
        unsafe { core::arch::asm!("udf #{kind}", kind = const $kind as u8, options(noreturn, nomem, nostack)) }
    };
    // The same, with a number in the link register.
    ($kind:expr, $number:expr) => {
        // SAFETY: as above.
        unsafe {
            core::arch::asm!(
                "mov lr, {number}",
                "udf #{kind}",
                number = in(reg) $number,
                kind = const $kind as u8,
                options(noreturn, nomem, nostack)
            )
        }
    };
}

/// Stops the program with a write to a read-only register, whose number carries the kind.
#[cfg(target_arch = "riscv32")]
macro_rules! trap_instruction {
    ($kind:expr) => {
        // SAFETY: the instruction raises an exception, and the handler never comes back here.
        unsafe {
            core::arch::asm!(
                "csrrw x0, {csr}, x0",
                csr = const dissolve_abi::trap_csr($kind),
                options(noreturn, nomem, nostack)
            )
        }
    };
    // The same, with a number in the link register.
    ($kind:expr, $number:expr) => {
        // SAFETY: as above.
        unsafe {
            core::arch::asm!(
                "mv ra, {number}",
                "csrrw x0, {csr}, x0",
                number = in(reg) $number,
                csr = const dissolve_abi::trap_csr($kind),
                options(noreturn, nomem, nostack)
            )
        }
    };
}

/// Trusted code of an image traps with the instructions of generated code.
pub struct Faults;

impl crate::Traps for Faults {
    #[inline(always)]
    fn trap(kind: TrapKind) -> ! {
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

    /// The function does not return, so the link register can carry the number.
    #[inline(always)]
    fn arena_exhausted(bytes: usize) -> ! {
        trap_instruction!(TrapKind::ArenaExhausted, bytes)
    }
}
