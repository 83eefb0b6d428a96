//! Firmware with `riscv-rt` that calls a component.

#![no_std]
#![no_main]

use core::panic::PanicInfo;

use dissolve::{Trap, TrapKind};
// It has the critical sections of a chip with one hart.
use riscv as _;
use semihosting::{println, process};
use sensor::imports::{clock, i2c, log};
use sensor::{Failure, Sensor};

dissolve::include_component!("sensor");

/// The embedder's side of the component: a bus without devices.
struct Board;

impl i2c::Host for Board {
    fn read(&mut self, _: u8, _: u8, _: u32) -> Result<&[u8], i2c::Error> {
        Err(i2c::Error::Nack)
    }
}

impl log::Host for Board {
    fn write(&mut self, level: log::Level, line: &str) {
        println!("{level:?}: {line}");
    }
}

impl clock::Host for Board {
    fn new_alarm(&mut self, ticks: u32) -> clock::Alarm {
        clock::Alarm { rep: ticks }
    }

    fn alarm_left(&mut self, alarm: clock::AlarmRef) -> u32 {
        alarm.rep
    }

    fn drop_alarm(&mut self, _: u32) {}
}

#[riscv_rt::entry]
fn main() -> ! {
    let mut sensor = Sensor::new(Board).unwrap_or_else(|trap| panic!("{trap}"));
    println!("{}", sensor.identify().unwrap());
    assert_eq!(sensor.sample(0).unwrap().get(), &Err(Failure::Bus("no answer")));
    assert_eq!(sensor.sample(7).unwrap().get(), &Err(Failure::Channel(7)));
    assert_eq!(sensor.mean(&[1.5, 2.5]), Ok(2.0));
    {
        let window = sensor.filter().new_window(4).unwrap();
        window.push(3.0).unwrap().get().unwrap();
        assert_eq!(*window.values().unwrap(), [3.0]);
    }
    let trap = sensor.divide(1, 0).unwrap_err();
    println!("{trap}");
    assert!(matches!(trap, Trap::Trapped { kind: TrapKind::Unreachable, .. }));
    sensor.reset().unwrap();
    assert_eq!(sensor.divide(84, 2), Ok(42));
    println!("all is well");
    process::exit(0)
}

#[panic_handler]
fn panic(info: &PanicInfo<'_>) -> ! {
    println!("{info}");
    process::exit(1)
}
