//! The part of a firmware that tests can run on the developer's machine: a component, compiled for it, and the embedder's side of it.

use sensor::imports::clock::{self, Alarm, AlarmRef};
use sensor::imports::{i2c, log};

dissolve::include_component!("sensor");

/// The embedder's side of the component: a bus with one device, a log, and alarms.
#[derive(Debug, Default)]
pub struct Board {
    /// The registers of the device at address 0x48.
    pub registers: Vec<u8>,
    /// The lines of the log.
    pub lines: Vec<String>,
    /// The alarms that were started and those that ended.
    pub alarms: (u32, u32),
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
        self.lines.push(format!("{level:?}: {line}"));
    }
}

impl clock::Host for Board {
    fn new_alarm(&mut self, ticks: u32) -> Alarm {
        self.alarms.0 += 1;
        Alarm { rep: ticks }
    }

    fn alarm_left(&mut self, alarm: AlarmRef) -> u32 {
        alarm.rep - 1
    }

    fn drop_alarm(&mut self, _: u32) {
        self.alarms.1 += 1;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::{Mutex, MutexGuard, PoisonError};

    use dissolve::{Trap, TrapKind};

    use super::sensor::{Ability, Channel, Failure, Reading, Sensor};
    use super::*;

    /// There is one instance of a component at a time, and tests run in threads.
    fn with_sensor(test: impl FnOnce(&mut Sensor<Board>)) {
        static ONE: Mutex<()> = Mutex::new(());
        let _one: MutexGuard<'_, ()> = ONE.lock().unwrap_or_else(PoisonError::into_inner);
        let board = Board { registers: vec![25, 128, 1, 0], ..Board::default() };
        test(&mut Sensor::new(board).unwrap());
    }

    #[test]
    fn values_cross_in_both_directions() {
        with_sensor(|sensor| {
            assert_eq!(sensor.add(1, 20, 300, -4000), Ok(-3679));
            let reading = Reading { channel: 0, celsius: 25.5, raw: 0x1980, valid: true };
            assert_eq!(sensor.sample(0).unwrap().get(), &Ok(reading));
            assert_eq!(sensor.sample(9).unwrap().get(), &Err(Failure::Channel(9)));
            assert_eq!(sensor.count(), Ok(1));
            assert_eq!(sensor.mean(&[1.0, 2.0, 4.5]), Ok(2.5));
            assert!(sensor.identify().unwrap().starts_with("acme"));
            let names: Vec<_> =
                sensor.channels().unwrap().get().iter().map(|channel| channel.name.to_owned()).collect();
            assert!(!names.is_empty());
            let channel = Channel { name: "oven", limits: (20, 250), abilities: Ability::HEAT | Ability::SLEEP };
            assert!(sensor.describe(channel).unwrap().contains("oven"));
            assert_eq!(sensor.host_mut().lines, ["Warning: no channel 9"]);
        });
    }

    #[test]
    fn resources_are_dropped_on_both_sides() {
        with_sensor(|sensor| {
            {
                let filter = sensor.filter();
                let window = filter.new_window(2).unwrap();
                for value in [1.0, 2.0, 4.0] {
                    window.push(value).unwrap();
                }
                assert_eq!(*window.values().unwrap(), [2.0, 4.0]);
                assert_eq!(window.mean(), Ok(Some(3.0)));
            }
            assert_eq!(sensor.wait(10), Ok(9));
            assert_eq!(sensor.host_mut().alarms, (1, 1));
        });
    }

    #[test]
    fn a_trap_ends_the_instance_until_it_is_made_anew() {
        with_sensor(|sensor| {
            let trap = sensor.divide(1, 0).unwrap_err();
            assert!(matches!(trap, Trap::Trapped { kind: TrapKind::Unreachable, .. }), "{trap}");
            assert_eq!(sensor.divide(84, 2), Err(Trap::Dead(TrapKind::Unreachable)));
            sensor.reset().unwrap();
            assert!(matches!(sensor.allocate(1 << 20), Err(Trap::Trapped { kind: TrapKind::ArenaExhausted, .. })));
            sensor.reset().unwrap();
            assert_eq!(sensor.divide(84, 2), Ok(42));
        });
    }
}
