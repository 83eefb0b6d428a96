//! A temperature sensor on an analog input: calibration, and a ring of the last temperatures.

#![no_std]

use core::sync::atomic::{AtomicI32, AtomicUsize, Ordering::Relaxed};

dissolve_guest::generate!({ path: "../wit", world: "thermometer-driver", cabi_realloc: "omit" });

use exports::example::drivers::thermometer::{Calibration, Guest};

/// Temperatures that are kept.
const KEPT: usize = 64;

static GAIN: AtomicI32 = AtomicI32::new(4096);
static OFFSET: AtomicI32 = AtomicI32::new(0);
static RING: [AtomicI32; KEPT] = [const { AtomicI32::new(0) }; KEPT];
/// The sum of the ring.
static SUM: AtomicI32 = AtomicI32::new(0);
/// Temperatures in the ring.
static FILLED: AtomicUsize = AtomicUsize::new(0);
/// The place of the next temperature in the ring.
static NEXT: AtomicUsize = AtomicUsize::new(0);

struct Thermometer;

impl Guest for Thermometer {
    fn calibrate(to: Calibration) {
        GAIN.store(to.gain.into(), Relaxed);
        OFFSET.store(to.offset.into(), Relaxed);
        RING.iter().for_each(|kept| kept.store(0, Relaxed));
        for counter in [&FILLED, &NEXT] {
            counter.store(0, Relaxed);
        }
        SUM.store(0, Relaxed);
    }

    fn sample(reading: u16) -> i32 {
        let reading = i32::from(reading & 0xFFF);
        let temperature = reading * GAIN.load(Relaxed) / 4096 + OFFSET.load(Relaxed);
        let next = NEXT.load(Relaxed) % KEPT;
        let filled = (FILLED.load(Relaxed) + 1).min(KEPT);
        let sum = SUM.load(Relaxed) + temperature - RING[next].load(Relaxed);
        RING[next].store(temperature, Relaxed);
        NEXT.store(next + 1, Relaxed);
        FILLED.store(filled, Relaxed);
        SUM.store(sum, Relaxed);
        sum / filled as i32
    }

    fn range() -> (i32, i32) {
        let kept = || RING.iter().take(FILLED.load(Relaxed)).map(|kept| kept.load(Relaxed));
        (kept().min().unwrap_or(0), kept().max().unwrap_or(0))
    }
}

export!(Thermometer);
