//! An RTIC application whose tasks call a component.
//!
//! The component is a shared resource: a task locks it for a call. The idle task and a task of higher priority measure in turns.

#![no_std]
#![no_main]

use core::panic::PanicInfo;

// It has the critical sections of a chip with one core.
use cortex_m as _;
use semihosting::{println, process};

dissolve::include_component!("sensor");

#[rtic::app(device = lm3s6965, dispatchers = [GPIOA])]
mod app {
    use semihosting::{println, process};

    use crate::Board;
    use crate::sensor::Sensor;

    #[shared]
    struct Shared {
        sensor: Sensor<Board>,
    }

    #[local]
    struct Local {}

    #[init]
    fn init(_: init::Context) -> (Shared, Local) {
        let sensor = Sensor::new(Board { ticks: 0 }).unwrap_or_else(|trap| panic!("{trap}"));
        measure::spawn().unwrap();
        (Shared { sensor }, Local {})
    }

    #[idle(shared = [sensor])]
    fn idle(mut context: idle::Context) -> ! {
        for round in 0..10 {
            let mean = context.shared.sensor.lock(|sensor| sensor.mean(&[round as f32, 2.0]));
            assert_eq!(mean, Ok((f64::from(round) + 2.0) / 2.0));
            measure::spawn().unwrap();
        }
        let count = context.shared.sensor.lock(|sensor| sensor.count());
        println!("{count:?} samples");
        assert_eq!(count, Ok(11));
        process::exit(0)
    }

    #[task(priority = 1, shared = [sensor])]
    async fn measure(mut context: measure::Context) {
        context.shared.sensor.lock(|sensor| {
            let reading = sensor.sample(1).unwrap();
            let celsius = reading.get().map(|reading| reading.celsius);
            println!("{celsius:?}");
            assert!(celsius.is_ok());
        });
    }
}

/// The embedder's side of the component.
pub struct Board {
    ticks: u32,
}

impl sensor::imports::i2c::Host for Board {
    fn read(&mut self, _: u8, _: u8, length: u32) -> Result<&[u8], sensor::imports::i2c::Error> {
        const ANSWER: [u8; 4] = [21, 128, 0, 0];
        ANSWER.get(..length as usize).ok_or(sensor::imports::i2c::Error::Nack)
    }
}

impl sensor::imports::log::Host for Board {
    fn write(&mut self, _: sensor::imports::log::Level, line: &str) {
        println!("{line}");
    }
}

impl sensor::imports::clock::Host for Board {
    fn new_alarm(&mut self, ticks: u32) -> sensor::imports::clock::Alarm {
        self.ticks += ticks;
        sensor::imports::clock::Alarm { rep: ticks }
    }

    fn alarm_left(&mut self, alarm: sensor::imports::clock::AlarmRef) -> u32 {
        alarm.rep
    }

    fn drop_alarm(&mut self, rep: u32) {
        self.ticks -= rep;
    }
}

#[panic_handler]
fn panic(info: &PanicInfo<'_>) -> ! {
    println!("{info}");
    process::exit(1)
}
