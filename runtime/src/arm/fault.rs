//! The fault handler. Every fault escalates to HardFault.

use core::arch::global_asm;

use dissolve_abi::{TrapKind, trap_code_arm};

use crate::fault::{self, Report};
use crate::{boot, call, guard};

unsafe extern "C" {
    /// The address that the handler returns to.
    fn dissolve_abandoned();
}

/// The words of a basic exception frame (Armv7-M, B1.5.6).
const FRAME_WORDS: usize = 8;

global_asm!(
    ".section .text.HardFault,\"ax\",%progbits",
    ".globl HardFault",
    ".type HardFault,%function",
    ".thumb_func",
    "HardFault:",
    "mrs r0, psp",
    "mrs r1, msp",
    "mov r2, lr",
    "push {{r2, lr}}",
    "bl {handle}",
    // Returns to thread mode on the process stack, with a basic frame there, and to the security state that the fault
    // came from.
    "msr psp, r0",
    "pop {{r1, r2}}",
    "movs r3, #0x1C",
    "orrs r1, r3",
    "bx r1",
    handle = sym handle,
);

/// The processor's fault status.
struct Status {
    /// The Configurable Fault Status Register.
    cfsr: u32,
    /// The address of a bus or memory fault; zero if the processor reports none.
    address: u32,
}

#[cfg(not(armv6m))]
mod status {
    use super::Status;

    const CFSR: *mut u32 = 0xE000_ED28 as *mut u32;
    const HFSR: *mut u32 = 0xE000_ED2C as *mut u32;
    const MMFAR: *const u32 = 0xE000_ED34 as *const u32;
    const BFAR: *const u32 = 0xE000_ED38 as *const u32;
    #[cfg(fpu)]
    const FPCCR: *mut u32 = 0xE000_EF34 as *mut u32;

    /// The bits for faults during the push of the exception frame: memory management and bus.
    const STACKING: u32 = 1 << 4 | 1 << 12;
    const MMFAR_VALID: u32 = 1 << 7;
    const BFAR_VALID: u32 = 1 << 15;
    const UNDEFINED_INSTRUCTION: u32 = 1 << 16;
    /// The bit for a stack overflow in Armv8-M; reserved and zero in earlier architectures.
    const STACK_OVERFLOW: u32 = 1 << 20;

    impl Status {
        /// Reads the registers and clears them for the next fault.
        pub fn take() -> Status {
            // SAFETY: these are registers of the System Control Block, and nothing else runs. The status bits are cleared by
            // writing ones.
            unsafe {
                let cfsr = CFSR.read_volatile();
                let address = match (cfsr & MMFAR_VALID, cfsr & BFAR_VALID) {
                    (0, 0) => 0,
                    (0, _) => BFAR.read_volatile(),
                    _ => MMFAR.read_volatile(),
                };
                CFSR.write_volatile(u32::MAX);
                HFSR.write_volatile(u32::MAX);
                // Cancels a lazy save of the FPU's registers: they belong to the call that ends.
                #[cfg(fpu)]
                FPCCR.write_volatile(FPCCR.read_volatile() & !1);
                Status { cfsr, address }
            }
        }

        /// Returns true if the exception frame was written, as far as the processor knows.
        pub fn keeps_frame(&self, frame: usize, low: usize) -> bool {
            // After an overflow of the stack, a frame that would not fit ends at the limit and is not written.
            self.cfsr & STACKING == 0 && (self.cfsr & STACK_OVERFLOW == 0 || frame > low)
        }

        /// Returns true if the processor has detected an overflow of the stack.
        pub fn is_overflow(&self, _frame: usize, _low: usize) -> bool {
            self.cfsr & STACK_OVERFLOW != 0
        }

        /// Returns true if the instruction at `pc` was executed and is undefined.
        pub fn is_undefined(&self, _pc: u32) -> bool {
            self.cfsr & UNDEFINED_INSTRUCTION != 0
        }
    }
}

/// The fault status on Armv6-M, which has no status registers.
#[cfg(armv6m)]
mod status {
    use super::Status;

    unsafe extern "C" {
        static __stext: u8;
        static __etext: u8;
    }

    impl Status {
        /// Returns an empty status.
        pub fn take() -> Status {
            Status { cfsr: 0, address: 0 }
        }

        /// Returns true: the frame counts as written, since the processor does not tell.
        pub fn keeps_frame(&self, _frame: usize, _low: usize) -> bool {
            true
        }

        /// Returns true if a `push` of nine registers, the most that there are, would have left the stack. A `push`
        /// that faults does not move the stack pointer.
        pub fn is_overflow(&self, frame: usize, low: usize) -> bool {
            frame < low + 8
        }

        /// Returns true if `pc` is in the code, so that its instruction can be read.
        pub fn is_undefined(&self, pc: u32) -> bool {
            let text = (&raw const __stext).addr()..(&raw const __etext).addr();
            text.contains(&(pc as usize))
        }
    }
}

/// Records the fault; returns the process stack pointer to return with.
extern "C" fn handle(psp: *const u32, msp: *const u32, exc_return: u32) -> *mut u32 {
    let from_thread = exc_return & 1 << 3 != 0;
    let on_process_stack = exc_return & 1 << 2 != 0;
    let status = Status::take();
    let frame = if on_process_stack { psp } else { msp };
    let low = guard::low();
    let frame_is_kept = status.keeps_frame(frame.addr(), low) && (!on_process_stack || psp.addr() >= low);
    let (pc, lr) = if frame_is_kept {
        // SAFETY: the processor has just written the frame there.
        unsafe { (frame.add(6).read_volatile(), frame.add(5).read_volatile()) }
    } else {
        (0, 0)
    };
    let kind = if on_process_stack && (!frame_is_kept || status.is_overflow(psp.addr(), low))
        || status.address != 0 && guard::covers(status.address)
    {
        Some(TrapKind::StackExhausted as u8)
    } else if status.is_undefined(pc) {
        // SAFETY: the processor has just fetched the instruction from there.
        trap_code_arm(unsafe { (pc as *const u16).read_volatile() })
    } else {
        None
    };
    let kind = kind.unwrap_or(TrapKind::HardwareFault as u8).into();
    fault::keep(Report { kind, pc, lr, status: status.cfsr, address: status.address });
    if !(from_thread && call::in_progress()) {
        boot::fatal(&fault::report());
    }
    // The frame is at the low end of the stack, which calls reach last, so that a host can still read the return
    // addresses.
    let frame = low as *mut u32;
    for word in 0..FRAME_WORDS {
        let value = match word {
            // In an exception frame, the address of an instruction has no Thumb bit.
            6 => dissolve_abandoned as *const () as u32 & !1,
            7 => 1 << 24,
            _ => 0,
        };
        // SAFETY: the process stack belongs to the call that ends.
        unsafe { frame.add(word).write_volatile(value) };
    }
    frame
}
