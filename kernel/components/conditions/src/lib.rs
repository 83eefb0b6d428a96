//! Condition variables as a component.

#![no_std]

dissolve_guest::generate!({ path: "../../wit", world: "conditions", cabi_realloc: "omit" });

use dissolve_kernel::condition::Conditions;
use exports::dissolve::kernel::condition::Guest;

static CONDITIONS: Conditions = Conditions::new();

struct Component;

impl Guest for Component {
    fn wait(condition: u8, who: u8, priority: u8) -> bool {
        CONDITIONS.wait(condition, who, priority)
    }

    fn signal(condition: u8) -> u8 {
        CONDITIONS.signal(condition)
    }

    fn broadcast(condition: u8) -> u32 {
        CONDITIONS.broadcast(condition)
    }

    fn cancel(who: u8) -> bool {
        CONDITIONS.cancel(who)
    }
}

export!(Component);
