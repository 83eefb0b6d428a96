//! Firmware with `cortex-m-rt` that calls a component: values of every kind, resources in both directions, imports, traps, and a call
//! from an interrupt.
//!
//! It prints what it sees over semihosting, and ends with status 0 if all is as expected.

#![no_std]
#![no_main]

use core::panic::PanicInfo;
use core::sync::atomic::{AtomicU32, Ordering};

use cortex_m::peripheral::syst::SystClkSource;
use cortex_m_rt::{entry, exception};
use dissolve::{Shared, Trap, TrapKind};
use semihosting::{print, println, process};
use sensor::imports::clock::{self, Alarm, AlarmRef};
use sensor::imports::{i2c, log};
use sensor::{Ability, Channel, Failure, Reading, Sensor};

dissolve::include_component!("sensor");

// A trap of the component is a fault, which the library's handler takes. Other faults stop the chip there.
dissolve::fault_handler!();

/// The embedder's side of the component.
struct Board {
    /// The registers of the device on the bus.
    registers: [u8; 4],
    /// The alarms that were started, and those that ended.
    alarms: u32,
    ended: u32,
    lines: u32,
}

impl i2c::Host for Board {
    fn read(&mut self, address: u8, register: u8, length: u32) -> Result<&[u8], i2c::Error> {
        match self.registers.get(usize::from(register)..usize::from(register) + length as usize) {
            Some(bytes) if address == 0x48 => Ok(bytes),
            _ => Err(i2c::Error::Nack),
        }
    }
}

impl log::Host for Board {
    fn write(&mut self, level: log::Level, line: &str) {
        println!("log: {level:?}: {line}");
        self.lines += 1;
    }
}

impl clock::Host for Board {
    fn new_alarm(&mut self, ticks: u32) -> Alarm {
        self.alarms += 1;
        Alarm { rep: ticks }
    }

    fn alarm_left(&mut self, alarm: AlarmRef) -> u32 {
        alarm.rep - 1
    }

    fn drop_alarm(&mut self, _: u32) {
        self.ended += 1;
    }
}

/// The component, where the interrupt finds it.
static SENSOR: Shared<Sensor<Board>> = Shared::new();
/// Calls of the interrupt that were answered, and those that were refused because the main program was inside the component.
static ANSWERED: AtomicU32 = AtomicU32::new(0);
static REFUSED: AtomicU32 = AtomicU32::new(0);

#[entry]
fn main() -> ! {
    let board = Board { registers: [25, 128, 1, 0], alarms: 0, ended: 0, lines: 0 };
    let mut sensor = Sensor::new(board).unwrap();
    assert_eq!(Sensor::new(Board { registers: [0; 4], alarms: 0, ended: 0, lines: 0 }).err(), Some(Trap::InUse));

    values(&sensor);
    resources(&mut sensor);
    traps(&mut sensor);
    interrupts(sensor);
    println!("all is well");
    process::exit(0)
}

/// Numbers, records, variants, strings and lists.
fn values(sensor: &Sensor<Board>) {
    assert_eq!(sensor.add(1, 20, 300, -4000), Ok(-3679));
    let reading = Reading { channel: 0, celsius: 25.5, raw: 0x1980, valid: true };
    assert_eq!(sensor.sample(0).unwrap().get(), &Ok(reading));
    assert_eq!(sensor.sample(9).unwrap().get(), &Err(Failure::Channel(9)));
    assert_eq!(sensor.sample(2).unwrap().get().map(|reading| reading.raw), Ok(0x0100));
    assert_eq!(sensor.count(), Ok(2));

    // A string in the component's memory; lists; a list of records with strings.
    println!("{}", sensor.identify().unwrap());
    assert_eq!(sensor.mean(&[1.0, 2.0, 4.5]), Ok(2.5));
    assert_eq!(sensor.history().unwrap().get().len(), 2);
    for channel in sensor.channels().unwrap().get().iter() {
        print!("{} {:?}; ", channel.name, channel.limits);
    }
    println!();
    let channel = Channel { name: "oven", limits: (20, 250), abilities: Ability::HEAT | Ability::SLEEP };
    println!("{}", sensor.describe(channel).unwrap());
}

/// Resources of the component, and of the board.
fn resources(sensor: &mut Sensor<Board>) {
    {
        let filter = sensor.filter();
        let window = filter.new_window(2).unwrap();
        let other = filter.new_window(8).unwrap();
        for value in [1.0, 2.0, 4.0] {
            window.push(value).unwrap();
        }
        assert_eq!(window.mean(), Ok(Some(3.0)));
        assert_eq!(*window.values().unwrap(), [2.0, 4.0]);
        assert_eq!(other.mean(), Ok(None));
        let larger = filter.window_larger(window, other).unwrap();
        assert_eq!(larger.mean(), Ok(Some(3.0)));
    }
    assert_eq!(sensor.wait(10), Ok(9));
    let board = sensor.host_mut();
    assert_eq!((board.alarms, board.ended, board.lines), (1, 1, 1));
}

/// A trap ends the call; the instance is dead until it is made anew.
fn traps(sensor: &mut Sensor<Board>) {
    for expected in [TrapKind::Unreachable, TrapKind::ArenaExhausted] {
        let trap = match expected {
            TrapKind::Unreachable => sensor.divide(1, 0).unwrap_err(),
            _ => sensor.allocate(1 << 20).unwrap_err(),
        };
        println!("{trap}");
        assert!(matches!(trap, Trap::Trapped { kind, .. } if kind == expected));
        assert_eq!(sensor.divide(84, 2), Err(Trap::Dead(expected)));
        sensor.reset().unwrap();
        assert_eq!(sensor.divide(84, 2), Ok(42));
        assert_eq!(sensor.count(), Ok(0));
    }
}

/// The main program and an interrupt call the component at the same time.
fn interrupts(sensor: Sensor<Board>) {
    let mut core = cortex_m::Peripherals::take().unwrap();
    core.SYST.set_clock_source(SystClkSource::Core);
    core.SYST.set_reload(4999);
    core.SYST.clear_current();
    core.SYST.enable_counter();
    core.SYST.enable_interrupt();
    let sensor = SENSOR.set(sensor).unwrap();
    let (mut calls, mut lost) = (0, 0);
    while ANSWERED.load(Ordering::Relaxed) + REFUSED.load(Ordering::Relaxed) < 200 {
        match sensor.allocate(100) {
            Ok(bytes) => calls += bytes / 100,
            Err(Trap::Reentered) => lost += 1,
            Err(trap) => panic!("{trap}"),
        }
    }
    core.SYST.disable_interrupt();
    assert!(calls > 0 && lost == 0);
    assert!(REFUSED.load(Ordering::Relaxed) > 0);
}

/// Calls the component, whatever the main program is doing. While that is inside a call, this one is refused.
#[exception]
fn SysTick() {
    match SENSOR.get().map(|sensor| sensor.divide(84, 2)) {
        Some(Ok(42)) => ANSWERED.fetch_add(1, Ordering::Relaxed),
        Some(Err(Trap::Reentered)) => REFUSED.fetch_add(1, Ordering::Relaxed),
        None => 0,
        other => panic!("{other:?}"),
    };
}

#[panic_handler]
fn panic(info: &PanicInfo<'_>) -> ! {
    println!("{info}");
    process::exit(1)
}
