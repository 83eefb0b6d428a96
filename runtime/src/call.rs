//! A call into the program.
//!
//! Boot and the call gate run on one stack; the program runs on another, at the bottom of RAM. The fault handler ends a
//! call that traps by returning to `dissolve_abandoned`, which continues as if the call had returned.

use dissolve_abi::gate::{CORE_REGISTERS, FPU_REGISTERS, STACK_ALIGNMENT};

use crate::cell::Static;
use crate::chip::timer::Clock;
use crate::fault::{self, Report};
use crate::guard;

/// A function to call, with the registers of the target's calling convention and words on the stack.
#[repr(C)]
pub struct Call {
    /// The arguments in the core registers; after the call, the results.
    pub core: [u32; CORE_REGISTERS],
    /// The arguments in the FPU's registers; after the call, the results. Not used by a soft-float convention.
    pub fpu: [u32; FPU_REGISTERS],
    /// The function, with the Thumb bit on Arm.
    pub function: u32,
    /// The stack pointer at the call.
    pub stack: *mut u32,
    /// The times of the function's begin and return.
    pub clock: Clock,
    /// The number of words at the stack pointer.
    stack_words: usize,
}

impl Call {
    /// A call without arguments.
    pub fn to(function: u32) -> Call {
        Call {
            core: [0; CORE_REGISTERS],
            fpu: [0; FPU_REGISTERS],
            function,
            stack: stack_pointer(0).unwrap_or_default(),
            clock: Clock::STOPPED,
            stack_words: 0,
        }
    }

    /// Puts words on the stack, lowest address first; none if the stack has no room for them.
    pub fn with_stack(mut self, words: &[u32]) -> Option<Call> {
        self.stack = stack_pointer(words.len())?;
        self.stack_words = words.len();
        for (index, &word) in words.iter().enumerate() {
            // SAFETY: no call is in progress, so the stack has nothing else on it, and they fit.
            unsafe { self.stack.add(index).write_volatile(word) };
        }
        Some(self)
    }

    /// The words on the stack, as they are until the next call.
    pub fn stack_words(&self) -> &[u32] {
        // SAFETY: they are inside the stack, and nothing writes there before the next call.
        unsafe { core::slice::from_raw_parts(self.stack, self.stack_words) }
    }
}

/// The stack pointer for words that end at the top of the stack; none if they do not fit.
fn stack_pointer(words: usize) -> Option<*mut u32> {
    let bytes = words.checked_mul(size_of::<u32>())?;
    let pointer = guard::top().checked_sub(bytes)? & !(STACK_ALIGNMENT as usize - 1);
    (pointer >= guard::low()).then_some(pointer as *mut u32)
}

/// The stack pointer of boot or the gate during a call; zero if there is no call.
pub static RESUME: Static<u32> = Static::new(0);

/// Returns true if a call is in progress.
pub fn in_progress() -> bool {
    // SAFETY: a word of this module, read as a whole.
    unsafe { RESUME.get().read_volatile() != 0 }
}

unsafe extern "C" {
    fn dissolve_call(call: *mut Call, resume: *mut u32) -> u32;
}

/// Calls a function of the program.
///
/// # Errors
///
/// The report of the trap that ended the call.
///
/// # Safety
///
/// `call.function` is the address of a function that takes these arguments; or the address traps.
pub unsafe fn call(call: &mut Call) -> Result<(), Report> {
    // SAFETY: the routine saves what the procedure call standard says is the caller's.
    let trapped = unsafe { dissolve_call(call, RESUME.get()) } != 0;
    // SAFETY: as for `in_progress`.
    unsafe { RESUME.get().write_volatile(0) };
    if trapped { Err(fault::report()) } else { Ok(()) }
}
