//! Timers on a clock of 32 bits that the caller reads. Times wrap around, so a delay is below 2^31 ticks.

use crate::cell::Word;

/// The number of timers.
pub const TIMERS: usize = 16;

/// The smallest number of ticks that is no delay.
const LIMIT: u32 = 1 << 31;

/// Timers.
pub struct Timers {
    deadlines: [Word; TIMERS],
    periods: [Word; TIMERS],
    /// The timers that run: bit 0 for timer 0.
    running: Word,
}

impl Timers {
    /// Timers that do not run.
    pub const fn new() -> Timers {
        Timers {
            deadlines: [const { Word::zero() }; TIMERS],
            periods: [const { Word::zero() }; TIMERS],
            running: Word::zero(),
        }
    }

    /// Starts a timer, also one that runs: it expires `delay` ticks after `now`, and then each `period` ticks, or only once if
    /// that is 0. Returns false, and changes nothing, if there is no such timer, or one of both is 2^31 or more.
    pub fn start(&self, timer: u8, now: u32, delay: u32, period: u32) -> bool {
        let index = usize::from(timer);
        if index >= TIMERS || delay >= LIMIT || period >= LIMIT {
            return false;
        }
        self.deadlines[index].set(now.wrapping_add(delay));
        self.periods[index].set(period);
        self.running.set(self.running.get() | 1 << index);
        true
    }

    /// Stops a timer. Returns false if it does not run.
    pub fn stop(&self, timer: u8) -> bool {
        let running = self.running.get();
        let is_running = usize::from(timer) < TIMERS && running & 1 << timer != 0;
        if is_running {
            self.running.set(running & !(1 << timer));
        }
        is_running
    }

    /// Returns the timers that have expired: bit 0 for timer 0. One with a period expires again at the first multiple of it
    /// that is after `now`, however many there were.
    pub fn advance(&self, now: u32) -> u32 {
        let mut expired = 0;
        let mut left = self.running.get();
        while left != 0 {
            let index = left.trailing_zeros() as usize % TIMERS;
            left &= left - 1;
            let deadline = &self.deadlines[index];
            let late = now.wrapping_sub(deadline.get());
            if late < LIMIT {
                expired |= 1 << index;
                match self.periods[index].get() {
                    0 => self.running.set(self.running.get() & !(1 << index)),
                    // At most `late` and a period, so it does not overflow.
                    period => deadline.set(deadline.get().wrapping_add((late / period + 1) * period)),
                }
            }
        }
        expired
    }

    /// The ticks from `now` to the next time at which a timer expires, 0 if one has expired already; `u32::MAX` if none runs.
    pub fn next(&self, now: u32) -> u32 {
        let mut least = u32::MAX;
        let mut left = self.running.get();
        while left != 0 {
            let index = left.trailing_zeros() as usize % TIMERS;
            left &= left - 1;
            let ticks = self.deadlines[index].get().wrapping_sub(now);
            // A deadline that is over lies half of the clock's range ahead.
            least = least.min(if ticks < LIMIT { ticks } else { 0 });
        }
        least
    }
}

impl Default for Timers {
    fn default() -> Timers {
        Timers::new()
    }
}
