//! Sensors that are not linear: a thermistor, humidity, the dew point and the height of a barometer, by the crate `libm`.

#![no_std]

use support::{Memory, Random, Sum};

const SAMPLES: usize = 24;

static DEW_POINTS: Memory<[f32; SAMPLES]> = Memory::new([0.0; SAMPLES]);

/// The temperature in kelvin of a thermistor with this resistance (Steinhart and Hart).
fn temperature(ohms: f32) -> f32 {
    let log = libm::logf(ohms);
    1.0 / (1.009_249e-3 + log * (2.378_405e-4 + log * log * 2.019_202e-7))
}

/// The dew point in degrees Celsius (Magnus).
fn dew_point(celsius: f32, humidity: f32) -> f32 {
    let gamma = libm::logf(humidity / 100.0) + 17.62 * celsius / (243.12 + celsius);
    243.12 * gamma / (17.62 - gamma)
}

/// The height in metres at a pressure in hectopascal.
fn height(pressure: f32) -> f32 {
    44_330.0 * (1.0 - libm::powf(pressure / 1013.25, 0.190_295))
}

/// Converts samples; returns a checksum.
#[unsafe(no_mangle)]
pub extern "C" fn run(seed: u32) -> u32 {
    // SAFETY: only this function uses it.
    let dew_points = unsafe { DEW_POINTS.get() };
    let (mut random, mut sum) = (Random::new(seed), Sum(seed));
    for (hour, slot) in dew_points.iter_mut().enumerate() {
        let sun = libm::sinf(hour as f32 * 0.261_799_4);
        let celsius = temperature(10_000.0 + random.below(4000) as f32 - 3000.0 * sun) - 273.15;
        let humidity = 35.0 + random.below(60) as f32;
        *slot = dew_point(celsius, humidity);
        sum.add(libm::roundf(celsius * 100.0) as i32 as u32);
        sum.add(libm::floorf(height(950.0 + random.below(80) as f32)) as i32 as u32);
        // Saturation vapour pressure.
        sum.add((6.112 * libm::expf(17.62 * celsius / (243.12 + celsius)) * 64.0) as i32 as u32);
    }
    let spread = dew_points.iter().fold(0.0, |most, point| libm::fmaxf(most, libm::fabsf(point - dew_points[0])));
    sum.add(libm::cbrtf(spread).to_bits());
    sum.0
}
