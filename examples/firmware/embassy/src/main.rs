//! An Embassy application whose tasks call a component: one measures, the other shows what it measured.

#![no_std]
#![no_main]

use core::panic::PanicInfo;

// It has the critical sections of a chip with one core.
use cortex_m as _;
use embassy_executor::Spawner;
use embassy_futures::yield_now;
use embassy_sync::blocking_mutex::raw::CriticalSectionRawMutex;
use embassy_sync::channel::Channel;
use semihosting::{println, process};
use sensor::imports::{clock, i2c, log};
use sensor::{Reading, Sensor};
use static_cell::StaticCell;

dissolve::include_component!("sensor");

/// The embedder's side of the component.
struct Board {
    raw: u16,
    answer: [u8; 2],
}

impl i2c::Host for Board {
    fn read(&mut self, _: u8, _: u8, length: u32) -> Result<&[u8], i2c::Error> {
        self.raw += 128;
        self.answer = self.raw.to_be_bytes();
        self.answer.get(..length as usize).ok_or(i2c::Error::Nack)
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

static SENSOR: StaticCell<Sensor<Board>> = StaticCell::new();
static READINGS: Channel<CriticalSectionRawMutex, Reading, 2> = Channel::new();

#[embassy_executor::main]
async fn main(spawner: Spawner) {
    let sensor = Sensor::new(Board { raw: 5120, answer: [0; 2] }).unwrap_or_else(|trap| panic!("{trap}"));
    spawner.spawn(measure(SENSOR.init(sensor)).unwrap());
    let mut last = 0.0;
    for _ in 0..8 {
        let reading = READINGS.receive().await;
        println!("{} degrees", reading.celsius);
        assert!(reading.celsius > last);
        last = reading.celsius;
    }
    assert_eq!(last, 24.0);
    process::exit(0)
}

/// Measures, and lets others run between two measurements.
#[embassy_executor::task]
async fn measure(sensor: &'static mut Sensor<Board>) {
    loop {
        // A result in the component's memory is in use until it is dropped; until then the component takes no call.
        let reading = sensor.sample(0).unwrap().get().unwrap();
        READINGS.send(reading).await;
        yield_now().await;
    }
}

#[panic_handler]
fn panic(info: &PanicInfo<'_>) -> ! {
    println!("{info}");
    process::exit(1)
}
