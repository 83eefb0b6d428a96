//! The cycle counter as a stopwatch (Privileged Architecture, 3.1.10).

use core::arch::asm;

/// The low words of the counter when a call began and returned.
#[repr(C)]
pub struct Clock {
    /// The value right before the function.
    pub before: u32,
    /// The value right after the function.
    pub after: u32,
}

impl Clock {
    /// The clock of a call that has not been made.
    pub const STOPPED: Clock = Clock { before: 0, after: 0 };
}

/// Returns the whole counter, before the call.
pub fn start(_: &mut Clock) -> u64 {
    now()
}

/// Returns the ticks from the function's first instruction to its last.
pub fn ticks(start: u64, clock: &Clock) -> u64 {
    let ticks = clock.after.wrapping_sub(clock.before);
    // The code around the call takes fewer ticks than the low word can count.
    let wraps = (now().wrapping_sub(start).wrapping_sub(ticks.into())) >> 32;
    wraps << 32 | u64::from(ticks)
}

fn now() -> u64 {
    loop {
        let (high, low, again): (u32, u32, u32);
        // SAFETY: the instructions read a counter.
        unsafe {
            asm!("csrr {high}, mcycleh", "csrr {low}, mcycle", "csrr {again}, mcycleh",
                high = out(reg) high, low = out(reg) low, again = out(reg) again, options(nomem, nostack));
        }
        if high == again {
            return u64::from(high) << 32 | u64::from(low);
        }
    }
}
