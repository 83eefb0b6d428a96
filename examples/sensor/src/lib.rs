//! A temperature sensor: values of every kind, resources in both directions, imports, and functions that trap.

#![no_std]

extern crate alloc;

use alloc::borrow::ToOwned as _;
use alloc::collections::VecDeque;
use alloc::format;
use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::cell::RefCell;

dissolve_guest::generate!({ world: "sensor", cabi_realloc: "extern-arena" });

use acme::sensor::clock::Alarm;
use acme::sensor::i2c::{self, Error};
use acme::sensor::log::{self, Level};
use exports::acme::sensor::filter;

/// The address of the device on the bus.
const ADDRESS: u8 = 0x48;
/// The device's channels.
const CHANNELS: u32 = 3;
/// The number of readings that are kept.
const HISTORY: usize = 4;

struct Sensor;

struct State {
    count: u64,
    history: VecDeque<Reading>,
}

struct Cell(RefCell<State>);

// SAFETY: a component has one thread.
unsafe impl Sync for Cell {}

static STATE: Cell = Cell(RefCell::new(State { count: 0, history: VecDeque::new() }));

/// The largest value of a window.
const MOST: f32 = 1000.0;

impl Guest for Sensor {
    fn sample(channel: u32) -> Result<Reading, Failure> {
        if channel >= CHANNELS {
            log::write(Level::Warning, &format!("no channel {channel}"));
            return Err(Failure::Channel(channel));
        }
        let bytes = i2c::read(ADDRESS, channel as u8, 2).map_err(|error| {
            Failure::Bus(match error {
                Error::Nack => "no answer".to_owned(),
                Error::Arbitration => "bus is taken".to_owned(),
            })
        })?;
        let raw = u16::from_be_bytes([bytes[0], bytes[1]]);
        let reading = Reading { channel, celsius: f32::from(raw as i16) / 256.0, raw, valid: raw != 0xFFFF };
        let mut state = STATE.0.borrow_mut();
        state.count += 1;
        if state.history.len() == HISTORY {
            state.history.pop_front();
        }
        state.history.push_back(reading);
        Ok(reading)
    }

    fn identify() -> String {
        "acme température µ1".to_owned()
    }

    fn history() -> Vec<Reading> {
        STATE.0.borrow().history.iter().copied().collect()
    }

    fn channels() -> Vec<Channel> {
        (0..CHANNELS)
            .map(|index| Channel {
                name: format!("channel {index}"),
                limits: (-(index as i16), 100 + index as i16),
                abilities: if index == 0 { Ability::HEAT | Ability::SLEEP } else { Ability::COOL },
            })
            .collect()
    }

    fn describe(channel: Channel) -> String {
        let (low, high) = channel.limits;
        let heats = if channel.abilities.contains(Ability::HEAT) { "heats" } else { "does not heat" };
        format!("{} from {low} to {high} {heats}", channel.name)
    }

    fn mean(values: Vec<f32>) -> f64 {
        values.iter().map(|&value| f64::from(value)).sum::<f64>() / values.len() as f64
    }

    fn add(a: i32, b: i32, c: i32, d: i32) -> i32 {
        a.wrapping_add(b).wrapping_add(c).wrapping_add(d)
    }

    fn divide(dividend: i32, divisor: i32) -> i32 {
        dividend / divisor
    }

    fn count() -> u64 {
        STATE.0.borrow().count
    }

    fn allocate(bytes: u32) -> u32 {
        let block = vec![1u8; bytes as usize];
        block.iter().map(|&byte| u32::from(byte)).sum()
    }

    fn wait(ticks: u32) -> u32 {
        Alarm::new(ticks).left()
    }
}

/// A window of values.
struct Window {
    capacity: usize,
    values: RefCell<VecDeque<f32>>,
}

impl filter::Guest for Sensor {
    type Window = Window;
}

impl filter::GuestWindow for Window {
    fn new(capacity: u32) -> Window {
        Window { capacity: capacity as usize, values: RefCell::default() }
    }

    fn push(&self, value: f32) -> Result<u32, filter::Problem> {
        if value.is_nan() {
            return Err(filter::Problem::Other("not a number".to_owned()));
        }
        if value > MOST {
            return Err(filter::Problem::Range(value - MOST));
        }
        if self.capacity == 0 {
            return Err(filter::Problem::Stale);
        }
        let mut values = self.values.borrow_mut();
        if values.len() == self.capacity {
            values.pop_front();
        }
        values.push_back(value);
        Ok(values.len() as u32)
    }

    fn mean(&self) -> Option<f32> {
        let values = self.values.borrow();
        (!values.is_empty()).then(|| values.iter().sum::<f32>() / values.len() as f32)
    }

    fn values(&self) -> Vec<f32> {
        self.values.borrow().iter().copied().collect()
    }

    fn larger(left: filter::Window, right: filter::Window) -> filter::Window {
        let count = |window: &filter::Window| window.get::<Window>().values.borrow().len();
        if count(&right) > count(&left) { right } else { left }
    }
}

export!(Sensor);
