//! Firmware that calls the component `@name@`.

#![no_std]
#![no_main]

use core::panic::PanicInfo;

@uses@
use semihosting::{println, process};
use @module@::@type@;

dissolve::include_component!("@name@");

/// The imports of the component.
struct Board;

impl @module@::imports::board::Host for Board {
    fn read(&mut self, channel: u8) -> u16 {
        // Firmware for a chip with a converter would ask it.
        1000 + 10 * u16::from(channel)
    }
}

#[entry]
fn main() -> ! {
    let mut component = @type@::new(Board).unwrap();
    println!("{}", component.describe("channel 2").unwrap());
    println!("{} mV", component.mean(2, 8).unwrap());
    // A trap ends the call. The component takes calls again when it is made anew.
    match component.mean(2, 0) {
        Ok(mean) => println!("{mean} mV of no readings"),
        Err(trap) => println!("{trap}"),
    }
    component.reset().unwrap();
    println!("{} mV", component.mean(3, 8).unwrap());
    process::exit(0)
}

#[panic_handler]
fn panic(info: &PanicInfo<'_>) -> ! {
    println!("{info}");
    process::exit(1)
}
