//! Timers as a component.

#![no_std]

dissolve_guest::generate!({ path: "../../wit", world: "timers", cabi_realloc: "omit" });

use dissolve_kernel::timer::Timers;
use exports::dissolve::kernel::timer::Guest;

static TIMERS: Timers = Timers::new();

struct Component;

impl Guest for Component {
    fn start(timer: u8, now: u32, delay: u32, period: u32) -> bool {
        TIMERS.start(timer, now, delay, period)
    }

    fn stop(timer: u8) -> bool {
        TIMERS.stop(timer)
    }

    fn advance(now: u32) -> u32 {
        TIMERS.advance(now)
    }

    fn next(now: u32) -> u32 {
        TIMERS.next(now)
    }
}

export!(Component);
