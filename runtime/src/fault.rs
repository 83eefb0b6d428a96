//! Traps: one instruction in the program, decoded here.
//!
//! Every fault escalates to HardFault, which is the only handler. A fault of the program ends the call; one of the runtime
//! itself, or of an interrupt handler, stops the processor.

use core::arch::global_asm;

use dissolve_abi::TrapKind;

use crate::cell::Static;
use crate::{call, guard};

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
    /// The Configurable Fault Status Register (Armv7-M, B3.2.15).
    pub cfsr: u32,
    /// The address of a bus or memory fault; zero when the processor reports none.
    pub address: u32,
}

/// The last trap, for a debugger and for the call that it ended.
#[unsafe(export_name = "__dissolve_last_trap")]
static LAST: Static<Report> = Static::new(Report { kind: 0, pc: 0, lr: 0, cfsr: 0, address: 0 });

/// The last trap.
pub fn report() -> Report {
    // SAFETY: the handler that writes it is not running.
    unsafe { LAST.get().read_volatile() }
}

/// Traps with a kind of the runtime's own.
#[inline(always)]
pub fn trap(kind: TrapKind) -> ! {
    macro_rules! udf {
        ($($kind:ident)*) => {
            match kind {
                // SAFETY: the instruction raises a fault, and the handler never comes back here.
                $(TrapKind::$kind => unsafe {
                    core::arch::asm!("udf #{kind}", kind = const TrapKind::$kind as u8, options(noreturn, nomem, nostack))
                },)*
                // SAFETY: as above.
                _ => unsafe { core::arch::asm!("udf #254", options(noreturn, nomem, nostack)) },
            }
        };
    }
    udf!(ArenaExhausted ArenaBadAlignment ArenaBadPointer ArenaCorrupt)
}

const CFSR: *mut u32 = 0xE000_ED28 as *mut u32;
const HFSR: *mut u32 = 0xE000_ED2C as *mut u32;
const MMFAR: *const u32 = 0xE000_ED34 as *const u32;
const BFAR: *const u32 = 0xE000_ED38 as *const u32;
#[cfg(target_abi = "eabihf")]
const FPCCR: *mut u32 = 0xE000_EF34 as *mut u32;

/// Faults while the exception frame was written: memory management and bus.
const STACKING: u32 = 1 << 4 | 1 << 12;
const MMFAR_VALID: u32 = 1 << 7;
const BFAR_VALID: u32 = 1 << 15;
const UNDEFINED_INSTRUCTION: u32 = 1 << 16;

/// Words of a basic exception frame (Armv7-M, B1.5.6).
const FRAME_WORDS: usize = 8;

unsafe extern "C" {
    static __dissolve_stack_low: u8;
    static __dissolve_stack_top: u8;
}

global_asm!(
    ".section .text.HardFault,\"ax\",%progbits",
    ".globl HardFault",
    ".type HardFault,%function",
    ".thumb_func",
    "HardFault:",
    "mrs r0, psp",
    "mrs r1, msp",
    "mov r2, lr",
    "bl {handle}",
    // To thread mode on the process stack, with a basic frame there.
    "msr psp, r0",
    "mvn lr, #2",
    "bx lr",
    handle = sym handle,
);

/// Records the fault; gives the process stack pointer to return with.
extern "C" fn handle(psp: *const u32, msp: *const u32, exc_return: u32) -> *mut u32 {
    let from_thread = exc_return & 1 << 3 != 0;
    let on_process_stack = exc_return & 1 << 2 != 0;
    let low = (&raw const __dissolve_stack_low).addr();
    let top = (&raw const __dissolve_stack_top).addr();
    // SAFETY: these are registers of the System Control Block.
    let cfsr = unsafe { CFSR.read_volatile() };
    let address = match (cfsr & MMFAR_VALID, cfsr & BFAR_VALID) {
        (0, 0) => None,
        (0, _) => Some(BFAR),
        _ => Some(MMFAR),
    };
    // SAFETY: as above.
    let address = address.map_or(0, |register| unsafe { register.read_volatile() });
    let frame = if on_process_stack { psp } else { msp };
    let frame_is_kept = cfsr & STACKING == 0 && (!on_process_stack || psp.addr() >= low);
    let (pc, lr) = if frame_is_kept {
        // SAFETY: the processor has just written the frame there.
        unsafe { (frame.add(6).read_volatile(), frame.add(5).read_volatile()) }
    } else {
        (0, 0)
    };
    let kind = if on_process_stack && !frame_is_kept || address != 0 && guard::covers(address) {
        TrapKind::StackExhausted as u32
    } else if cfsr & UNDEFINED_INSTRUCTION != 0 {
        // SAFETY: the processor has just fetched the instruction from there.
        let instruction = unsafe { (pc as *const u16).read_volatile() };
        match instruction >> 8 {
            0xDE => u32::from(instruction & 0xFF),
            _ => TrapKind::HardwareFault as u32,
        }
    } else {
        TrapKind::HardwareFault as u32
    };
    // SAFETY: nothing else runs. The status bits are cleared by writing ones.
    unsafe {
        LAST.get().write_volatile(Report { kind, pc, lr, cfsr, address });
        CFSR.write_volatile(u32::MAX);
        HFSR.write_volatile(u32::MAX);
        // The registers that a lazy frame would still save are those of the call that ends.
        #[cfg(target_abi = "eabihf")]
        FPCCR.write_volatile(FPCCR.read_volatile() & !1);
    }
    if !(from_thread && call::in_progress()) {
        crate::boot::fatal(&report());
    }
    let frame = (top - FRAME_WORDS * 4) as *mut u32;
    for word in 0..FRAME_WORDS {
        let value = match word {
            // The address of an instruction has no Thumb bit in a frame.
            6 => call::dissolve_abandoned as *const () as u32 & !1,
            7 => 1 << 24,
            _ => 0,
        };
        // SAFETY: the top of the process stack belongs to the call that ends.
        unsafe { frame.add(word).write_volatile(value) };
    }
    frame
}
