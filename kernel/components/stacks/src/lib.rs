//! Stacks of words as a component.

#![no_std]

dissolve_guest::generate!({ path: "../../wit", world: "stacks", cabi_realloc: "omit" });

use dissolve_kernel::stack::Stacks;
use exports::dissolve::kernel::stack::{Guest, Popped};

static STACKS: Stacks = Stacks::new();

struct Component;

impl Guest for Component {
    fn init(stack: u8, capacity: u8) -> bool {
        STACKS.init(stack, capacity)
    }

    fn push(stack: u8, who: u8, priority: u8, word: u32) -> u8 {
        STACKS.push(stack, Some((who, priority)), word)
    }

    fn try_push(stack: u8, word: u32) -> u8 {
        STACKS.push(stack, None, word)
    }

    fn pop(stack: u8, who: u8, priority: u8) -> Popped {
        let (outcome, word) = STACKS.pop(stack, Some((who, priority)));
        Popped { outcome, word }
    }

    fn try_pop(stack: u8) -> Popped {
        let (outcome, word) = STACKS.pop(stack, None);
        Popped { outcome, word }
    }

    fn cancel(who: u8) -> u8 {
        STACKS.cancel(who)
    }

    fn count(stack: u8) -> u8 {
        STACKS.count(stack)
    }
}

export!(Component);
