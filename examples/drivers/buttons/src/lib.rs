//! Push buttons: a level counts once it has been the same for some polls.

#![no_std]

use core::sync::atomic::{AtomicU8, Ordering::Relaxed};

dissolve_guest::generate!({ path: "../wit", world: "buttons-driver", cabi_realloc: "omit" });

use exports::example::drivers::buttons::{Guest, Levels};

/// Polls for which a level must be the same.
const STEADY: u8 = 4;

/// The levels that count.
static LEVELS: AtomicU8 = AtomicU8::new(0);
/// For each button, how many polls in a row its pin has been at the other level.
static OTHER: [AtomicU8; 8] = [const { AtomicU8::new(0) }; 8];

struct Buttons;

impl Guest for Buttons {
    fn poll(pins: Levels) -> Levels {
        let levels = LEVELS.load(Relaxed);
        let mut changed = 0;
        for (button, other) in OTHER.iter().enumerate() {
            let bit = 1 << button;
            let polls = if (pins.bits() ^ levels) & bit == 0 { 0 } else { other.load(Relaxed) + 1 };
            if polls == STEADY {
                changed |= bit;
            }
            other.store(polls % STEADY, Relaxed);
        }
        LEVELS.store(levels ^ changed, Relaxed);
        Levels::from_bits_truncate(changed & !levels)
    }
}

export!(Buttons);
