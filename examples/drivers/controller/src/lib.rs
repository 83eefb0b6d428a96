//! A thermostat: reads its drivers, switches a heater, reports over the serial port.

#![no_std]

use core::sync::atomic::{AtomicBool, AtomicI32, AtomicU32, Ordering::Relaxed};

dissolve_guest::generate!({ path: "../wit", world: "controller", cabi_realloc: "omit" });

use example::drivers::thermometer::Calibration;
use example::drivers::{buttons, link, thermometer};

/// Hundredths of a degree.
const DEFAULT_TARGET: i32 = 2000;
const AWAY_TARGET: i32 = 1500;
const TARGETS: core::ops::RangeInclusive<i32> = 500..=3000;
const STEP_OF_TARGET: i32 = 50;
/// The distance between temperature and target at which the heater is switched.
const HYSTERESIS: i32 = 25;
/// A converter that reads 0 at -20 degrees and 4096 at 80.
const CALIBRATION: Calibration = Calibration { gain: 10_000, offset: -2000 };
/// Steps from one report to the next.
const REPORT: u32 = 16;
/// Temperatures that are kept.
const KEPT: usize = 64;

static STEPS: AtomicU32 = AtomicU32::new(0);
static TARGET: AtomicI32 = AtomicI32::new(DEFAULT_TARGET);
static AWAY: AtomicBool = AtomicBool::new(false);
static HEATER: AtomicBool = AtomicBool::new(false);
static LOST: AtomicU32 = AtomicU32::new(0);
static HISTORY: [AtomicI32; KEPT] = [const { AtomicI32::new(0) }; KEPT];

fn obey(pressed: Levels) {
    let target = TARGET.load(Relaxed);
    let moved = |by: i32| (target + by).clamp(*TARGETS.start(), *TARGETS.end());
    if pressed.contains(Levels::UP) {
        TARGET.store(moved(STEP_OF_TARGET), Relaxed);
    }
    if pressed.contains(Levels::DOWN) {
        TARGET.store(moved(-STEP_OF_TARGET), Relaxed);
    }
    if pressed.contains(Levels::AWAY) {
        AWAY.store(!AWAY.load(Relaxed), Relaxed);
    }
    if pressed.contains(Levels::RESET) {
        TARGET.store(DEFAULT_TARGET, Relaxed);
        AWAY.store(false, Relaxed);
    }
}

/// Sends what happened since the last report.
fn report(step: u32, temperature: i32, heater: bool) {
    let (least, greatest) = thermometer::range();
    let mut payload = [0; 9];
    let words = [step as i32, temperature, least, greatest];
    for (to, word) in payload.chunks_exact_mut(2).zip(words) {
        to.copy_from_slice(&(word as u16).to_be_bytes());
    }
    payload[8] = u8::from(heater);
    if !link::send(&payload) {
        LOST.store(LOST.load(Relaxed).wrapping_add(1), Relaxed);
    }
}

struct Controller;

impl Guest for Controller {
    fn step(reading: u16, pins: Levels) -> Outputs {
        let step = STEPS.load(Relaxed);
        if step == 0 {
            thermometer::calibrate(CALIBRATION);
        }
        STEPS.store(step.wrapping_add(1).max(1), Relaxed);
        obey(buttons::poll(pins));
        let temperature = thermometer::sample(reading);
        HISTORY[step as usize % KEPT].store(temperature, Relaxed);
        let away = AWAY.load(Relaxed);
        let target = if away { AWAY_TARGET } else { TARGET.load(Relaxed) };
        let limit = if HEATER.load(Relaxed) { target + HYSTERESIS } else { target - HYSTERESIS };
        let heater = temperature < limit;
        HEATER.store(heater, Relaxed);
        if step % REPORT == REPORT - 1 {
            report(step, temperature, heater);
        }
        Outputs { heater, away, temperature, target, lost: LOST.load(Relaxed) }
    }

    fn transmit() -> Option<u8> {
        link::next()
    }

    fn history(ago: u8) -> Option<i32> {
        let (ago, steps) = (u32::from(ago), STEPS.load(Relaxed));
        let kept = steps.min(KEPT as u32);
        (ago < kept).then(|| HISTORY[steps.wrapping_sub(1 + ago) as usize % KEPT].load(Relaxed))
    }
}

export!(Controller);
