//! SysTick as a stopwatch (Armv7-M, B3.3). It counts down over 24 bits, and an interrupt counts its wraps.

use crate::cell::Static;

/// The times of a call's begin and return.
#[repr(C)]
pub struct Clock {
    /// The timer's control, reload and value registers. The call starts the timer right before the function runs.
    pub timer: *mut [u32; 3],
    /// The timer's value right after the function.
    pub after: u32,
}

/// Memory that takes the place of the timer's registers in an untimed call.
static NO_TIMER: Static<[u32; 3]> = Static::new([0; 3]);

impl Clock {
    /// The clock of an untimed call.
    pub const STOPPED: Clock = Clock { timer: NO_TIMER.get(), after: 0 };
}

/// The number of times that the timer has wrapped. It has a section of its own, so that it is not merged with statics
/// that every image has.
#[unsafe(link_section = ".bss.dissolve_gate")]
static WRAPS: Static<u32> = Static::new(0);

const SYST: *mut [u32; 3] = 0xE000_E010 as *mut [u32; 3];
const SYST_CSR: *mut u32 = SYST.cast();
const SYST_RVR: *mut u32 = SYST_CSR.wrapping_add(1);
const SYST_CVR: *mut u32 = SYST_CSR.wrapping_add(2);
const TIMER_BITS: u32 = 24;

/// Stops the timer, which still runs after a call that trapped, clears it, and makes the call start it.
pub fn start(clock: &mut Clock) {
    clock.timer = SYST;
    // SAFETY: the registers are SysTick's. Any write clears the value, and the first tick reloads it.
    unsafe {
        SYST_CSR.write_volatile(0);
        SYST_RVR.write_volatile((1 << TIMER_BITS) - 1);
        SYST_CVR.write_volatile(0);
        WRAPS.get().write_volatile(0);
    }
}

/// Stops the timer; returns the ticks from its start to the value that the call read.
pub fn ticks((): (), clock: &Clock) -> u64 {
    // SAFETY: the registers are SysTick's. The word of the interrupt handler is read after its last run.
    let (stopped, wraps) = unsafe {
        SYST_CSR.write_volatile(0);
        (SYST_CVR.read_volatile(), WRAPS.get().read_volatile())
    };
    // A wrap after the call has read the value does not count.
    let wraps = wraps.wrapping_sub(u32::from(stopped > clock.after));
    ((u64::from(wraps) + 1) << TIMER_BITS) - u64::from(clock.after)
}

/// Counts a wrap of the timer.
#[unsafe(no_mangle)]
extern "C" fn __dissolve_gate_tick() {
    // SAFETY: the thread is stopped, and reads the word after the call that was interrupted.
    unsafe { WRAPS.get().write_volatile(WRAPS.get().read_volatile().wrapping_add(1)) };
}
