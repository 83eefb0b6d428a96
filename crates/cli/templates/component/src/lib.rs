//! The component `@name@`.

#![no_std]

extern crate alloc;

use alloc::format;
use alloc::string::String;

dissolve_guest::generate!({ world: "@name@", cabi_realloc: "extern-arena" });

use local::@module@::board;

struct Component;

impl Guest for Component {
    fn describe(name: String) -> String {
        format!("{} measures {name}", env!("CARGO_PKG_NAME"))
    }

    fn mean(channel: u8, count: u32) -> u32 {
        let sum: u32 = (0..count).map(|_| u32::from(board::read(channel))).sum();
        // A division by zero is a trap.
        sum / count
    }
}

export!(Component);
