//! Reports of a device, framed for a serial line and read back, by the crates `postcard` and `serde`.

#![no_std]

use serde::{Deserialize, Serialize};
use support::{Memory, Random, Sum};

const REPORTS: u32 = 24;

static LINE: Memory<[u8; 96]> = Memory::new([0; 96]);

/// A report.
#[derive(Debug, Serialize, Deserialize)]
struct Report<'a> {
    device: u64,
    name: &'a str,
    samples: [i16; 8],
    position: Option<(f32, f32)>,
    state: State<'a>,
    urgent: bool,
}

/// The state of a device.
#[derive(Debug, Serialize, Deserialize)]
enum State<'a> {
    Idle,
    Running { done: u8, left: u32 },
    Failed(i32, &'a [u8]),
}

const NAMES: [&str; 4] = ["pump", "valve 2", "boiler", "outdoor sensor"];

fn report<'a>(random: &mut Random, codes: &'a [u8; 6]) -> Report<'a> {
    let state = match random.below(3) {
        0 => State::Idle,
        1 => State::Running { done: random.word() as u8, left: random.word() >> random.below(32) },
        _ => State::Failed(random.word() as i32 >> 12, &codes[..random.below(6) as usize]),
    };
    Report {
        device: u64::from(random.word()) << random.below(32),
        name: NAMES[random.below(4) as usize],
        samples: core::array::from_fn(|_| (random.word() as i16) >> random.below(12)),
        position: (random.below(2) == 0).then(|| (random.below(900) as f32 / 10.0, random.below(1800) as f32 / 10.0)),
        state,
        urgent: random.below(5) == 0,
    }
}

fn add(sum: &mut Sum, report: &Report<'_>) {
    sum.add(report.device as u32 ^ (report.device >> 32) as u32);
    sum.add_bytes(report.name.as_bytes());
    report.samples.iter().for_each(|sample| sum.add(*sample as u32));
    if let Some((latitude, longitude)) = report.position {
        sum.add(latitude.to_bits() ^ longitude.to_bits());
    }
    match report.state {
        State::Idle => sum.add(1),
        State::Running { done, left } => sum.add(u32::from(done) ^ left),
        State::Failed(code, bytes) => {
            sum.add(code as u32);
            sum.add_bytes(bytes);
        }
    }
    sum.add(u32::from(report.urgent));
}

/// Sends and reads reports, some of which are cut short; returns a checksum of what is read.
#[unsafe(no_mangle)]
pub extern "C" fn run(seed: u32) -> u32 {
    // SAFETY: only this function uses it.
    let line = unsafe { LINE.get() };
    let (mut random, mut sum) = (Random::new(seed), Sum(seed));
    let mut codes = [0; 6];
    codes.fill_with(|| random.word() as u8);
    for index in 0..REPORTS {
        let Ok(frame) = postcard::to_slice_cobs(&report(&mut random, &codes), line) else {
            sum.add(u32::MAX);
            continue;
        };
        sum.add(frame.len() as u32);
        let length = if index % 8 == 7 { frame.len() / 2 } else { frame.len() };
        match postcard::from_bytes_cobs(&mut frame[..length]) {
            Ok(report) => add(&mut sum, &report),
            Err(error) => sum.add(u32::from(error == postcard::Error::DeserializeUnexpectedEnd)),
        }
    }
    sum.0
}
