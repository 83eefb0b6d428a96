//! Calls of every kind, and what the component imports. The firmware for RISC-V has this file too.

use dissolve::{Trap, TrapKind};
use semihosting::{print, println};

use crate::sensor::imports::clock::{self, Alarm, AlarmRef};
use crate::sensor::imports::{i2c, log};
use crate::sensor::{Ability, Channel, Failure, Reading, Sensor};

/// The embedder's side of the component.
pub struct Board {
    /// The registers of the device on the bus.
    registers: [u8; 4],
    /// The alarms that were started, and those that ended.
    alarms: u32,
    ended: u32,
    lines: u32,
}

impl Board {
    pub fn new() -> Board {
        Board { registers: [25, 128, 1, 0], alarms: 0, ended: 0, lines: 0 }
    }
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

/// Makes all calls, and checks their answers.
pub fn all(sensor: &mut Sensor<Board>) {
    assert_eq!(Sensor::new(Board::new()).err(), Some(Trap::InUse));
    values(sensor);
    resources(sensor);
    traps(sensor);
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
