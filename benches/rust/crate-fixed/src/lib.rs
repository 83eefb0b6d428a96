//! A motor controller: a filter, a regulator that saturates, and a model of the motor, in fixed-point numbers of the crate
//! `fixed`.

#![no_std]

use fixed::types::{I2F30, I16F16, I32F32};
use support::{Memory, Random, Sum};

const TAPS: usize = 12;
const STEPS: usize = 160;

/// A filter of finite response, with the last samples.
struct Filter {
    samples: [I16F16; TAPS],
    at: usize,
}

static FILTER: Memory<Filter> = Memory::new(Filter { samples: [I16F16::ZERO; TAPS], at: 0 });

/// A window of the form of a bell; its sum is one.
const COEFFICIENTS: [I2F30; TAPS] = {
    let parts = [1, 3, 7, 13, 18, 22, 22, 18, 13, 7, 3, 1];
    let mut coefficients = [I2F30::ZERO; TAPS];
    let mut at = 0;
    while at < TAPS {
        coefficients[at] = I2F30::from_bits(parts[at] * ((1 << 30) / 128));
        at += 1;
    }
    coefficients
};

impl Filter {
    fn add(&mut self, sample: I16F16) -> I16F16 {
        self.samples[self.at] = sample;
        self.at = (self.at + 1) % TAPS;
        let (new, old) = self.samples.split_at(self.at);
        let terms = COEFFICIENTS.iter().zip(old.iter().chain(new));
        let sum = terms.fold(I32F32::ZERO, |sum, (coefficient, sample)| {
            sum + I32F32::from(*sample).saturating_mul(I32F32::from(*coefficient))
        });
        I16F16::saturating_from_num(sum)
    }
}

/// A regulator with proportional, integral and differential parts.
struct Regulator {
    integral: I16F16,
    last: I16F16,
}

impl Regulator {
    fn step(&mut self, error: I16F16) -> I16F16 {
        let limit = I16F16::from_num(40);
        self.integral = self.integral.saturating_add(error / 16).clamp(-limit, limit);
        let slope = error - self.last;
        self.last = error;
        let output = error.saturating_mul(I16F16::from_num(2)).saturating_add(self.integral);
        output.saturating_add(slope.saturating_mul(I16F16::lit("0.75")))
    }
}

/// Regulates a motor; returns a checksum of its speed.
#[unsafe(no_mangle)]
pub extern "C" fn run(seed: u32) -> u32 {
    // SAFETY: only this function uses it.
    let filter = unsafe { FILTER.get() };
    let (mut random, mut sum) = (Random::new(seed), Sum(seed));
    *filter = Filter { samples: [I16F16::ZERO; TAPS], at: 0 };
    let mut regulator = Regulator { integral: I16F16::ZERO, last: I16F16::ZERO };
    let (mut speed, mut wanted) = (I16F16::ZERO, I16F16::ZERO);
    for step in 0..STEPS {
        if step % 40 == 0 {
            wanted = I16F16::from_num(random.below(3000)) - I16F16::from_num(1500);
        }
        let noise = I16F16::from_bits(random.word() as i32 >> 14);
        let measured = filter.add(speed + noise);
        let power = regulator.step(wanted - measured);
        let inertia = I16F16::from_num(20 + random.below(4));
        speed = speed.saturating_add(power.checked_div(inertia).unwrap_or(I16F16::MAX));
        sum.add(speed.to_bits() as u32);
        sum.add(measured.round().to_num::<i32>() as u32);
    }
    sum.0
}
