//! Event flags.

use dissolve_kernel::decisions::event_flags;

use crate::Component;
use crate::exports::dissolve::kernel::event_flags_decisions::{Guest, Mode};

impl Guest for Component {
    fn is_met(flags: u32, wanted: u32, mode: Mode) -> bool {
        let mode = match mode {
            Mode::All => event_flags::Mode::All,
            Mode::Any => event_flags::Mode::Any,
        };
        event_flags::is_met(flags, wanted, mode)
    }

    fn after(flags: u32, wanted: u32, clears: bool) -> u32 {
        event_flags::after(flags, wanted, clears)
    }
}
