//! Event flags as a component.

#![no_std]

dissolve_guest::generate!({ path: "../../wit", world: "event-groups", cabi_realloc: "omit" });

use dissolve_kernel::decisions::event_flags;
use dissolve_kernel::event_flags::{EventFlags, Waited, Wanted};
use exports::dissolve::kernel::event_flags::{Guest, Mode, WaitOutcome};

static GROUPS: EventFlags = EventFlags::new();

struct Component;

fn wanted(flags: u32, mode: Mode, clears: bool) -> Wanted {
    let mode = match mode {
        Mode::All => event_flags::Mode::All,
        Mode::Any => event_flags::Mode::Any,
    };
    Wanted { flags, mode, clears }
}

fn waited(outcome: Waited) -> WaitOutcome {
    match outcome {
        Waited::Met => WaitOutcome::Met,
        Waited::WouldWait => WaitOutcome::WouldWait,
        Waited::NotMet => WaitOutcome::NotMet,
        Waited::Invalid => WaitOutcome::Invalid,
    }
}

impl Guest for Component {
    fn wait(group: u8, who: u8, priority: u8, flags: u32, mode: Mode, clears: bool) -> WaitOutcome {
        waited(GROUPS.wait(group, who, priority, wanted(flags, mode, clears)))
    }

    fn try_wait(group: u8, flags: u32, mode: Mode, clears: bool) -> WaitOutcome {
        waited(GROUPS.try_wait(group, wanted(flags, mode, clears)))
    }

    fn set(group: u8, flags: u32) -> u32 {
        GROUPS.set(group, flags)
    }

    fn clear(group: u8, flags: u32) -> u32 {
        GROUPS.clear(group, flags)
    }

    fn get(group: u8) -> u32 {
        GROUPS.get(group)
    }

    fn seen(who: u8) -> u32 {
        GROUPS.seen(who)
    }

    fn cancel(who: u8) -> bool {
        GROUPS.cancel(who)
    }
}

export!(Component);
