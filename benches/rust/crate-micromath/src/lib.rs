//! A compass that corrects for tilt, and a track that is followed with it, by the crate `micromath`.

#![no_std]

use micromath::statistics::{Mean, StdDev};
use micromath::vector::F32x3;
use micromath::{F32Ext, Quaternion};
use support::{Memory, Random, Sum};

const STEPS: usize = 48;

static HEADINGS: Memory<[f32; STEPS]> = Memory::new([0.0; STEPS]);

/// A number of either sign, below `limit`.
fn noise(random: &mut Random, limit: f32) -> f32 {
    (random.below(2001) as f32 - 1000.0) / 1000.0 * limit
}

/// The heading that a magnetometer shows, corrected for the tilt that an accelerometer shows.
fn heading(field: F32x3, gravity: F32x3) -> f32 {
    let roll = gravity.y.atan2(gravity.z);
    let pitch = (-gravity.x).atan2((gravity.y * gravity.y + gravity.z * gravity.z).sqrt());
    let (sine, cosine) = (roll.sin(), roll.cos());
    let x = field.x * pitch.cos() + (field.y * sine + field.z * cosine) * pitch.sin();
    let y = field.y * cosine - field.z * sine;
    (-y).atan2(x)
}

/// Follows a track; returns a checksum of the places.
#[unsafe(no_mangle)]
pub extern "C" fn run(seed: u32) -> u32 {
    // SAFETY: only this function uses it.
    let headings = unsafe { HEADINGS.get() };
    let (mut random, mut sum) = (Random::new(seed), Sum(seed));
    let (mut east, mut north, mut turned) = (0.0_f32, 0.0_f32, Quaternion::IDENTITY);
    for (index, slot) in headings.iter_mut().enumerate() {
        let angle = index as f32 * 0.11 + noise(&mut random, 0.05);
        let field = F32x3 { x: angle.cos(), y: -angle.sin(), z: 0.4 + noise(&mut random, 0.02) };
        let gravity = F32x3 { x: noise(&mut random, 0.2), y: noise(&mut random, 0.2), z: 1.0 };
        *slot = heading(field, gravity);
        let speed = 1.5 + noise(&mut random, 0.3).abs().powf(1.5);
        (east, north) = (east + speed * slot.sin(), north + speed * slot.cos());
        turned = turned * Quaternion::axis_angle(F32x3 { x: 0.0, y: 0.0, z: 1.0 }, *slot / 8.0);
        sum.add((east.hypot(north) * 1024.0) as i32 as u32);
    }
    let nose = turned.rotate(F32x3 { x: 1.0, y: 0.0, z: 0.0 });
    for figure in [headings.iter().copied().mean(), headings.stddev(), nose.x, nose.y, nose.z, (1.0 + east.abs()).ln()]
    {
        sum.add(figure.to_bits());
    }
    sum.0
}
