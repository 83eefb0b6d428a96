//! `nb` in a guest.

#![no_std]
#![expect(clippy::too_many_arguments, reason = "the bindings have a parameter for each core value")]

extern crate alloc;

mod work;

use alloc::vec::Vec;

dissolve_guest::generate!({
    inline: "
        package crates:nb;

        world link {
            variant fault { overrun, noise(u32) }
            record transferred { received: list<u8>, polls: u32 }

            /// Sends each byte through a link, which takes so many polls for each, and reads it back.
            export transfer: func(bytes: list<u8>, delays: list<u32>, noise: option<u32>, burst: option<u32>)
                -> result<transferred, fault>;
        }
    ",
    cabi_realloc: "static-arena",
    arena_size: 8192,
});

struct Link;

impl Guest for Link {
    fn transfer(
        bytes: Vec<u8>,
        delays: Vec<u32>,
        noise: Option<u32>,
        burst: Option<u32>,
    ) -> Result<Transferred, Fault> {
        match work::transfer(&bytes, &delays, noise, burst) {
            Ok(work::Transfer { received, polls }) => Ok(Transferred { received, polls }),
            Err(work::Fault::Overrun) => Err(Fault::Overrun),
            Err(work::Fault::Noise(place)) => Err(Fault::Noise(place)),
        }
    }
}

export!(Link);
