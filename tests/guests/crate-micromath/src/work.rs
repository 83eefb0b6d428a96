//! Functions of `f32`, statistics, rotations.
//!
//! The functions are named in full: on the host `f32` has its own of the same names.

use alloc::vec::Vec;

use micromath::statistics::{Mean, StdDev, Trim, Variance};
use micromath::vector::F32x3;
use micromath::{F32Ext, Quaternion};

/// A function of one number.
#[derive(Clone, Copy, Debug)]
#[allow(missing_docs, reason = "their names say what they are")]
pub enum Function {
    Sin,
    Cos,
    Tan,
    Asin,
    Acos,
    Atan,
    Exp,
    Ln,
    Log2,
    Log10,
    Sqrt,
    Invsqrt,
    Inv,
    Floor,
    Ceil,
    Round,
    Trunc,
    Fract,
    Abs,
    Signum,
}

/// Functions of two numbers.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    /// `atan2`
    pub angle: f32,
    /// `hypot`
    pub length: f32,
    /// `rem_euclid`
    pub remainder: f32,
    /// `copysign`
    pub signed: f32,
}

/// Statistics of a list of numbers.
#[derive(Clone, Debug)]
#[allow(missing_docs, reason = "their names say what they are")]
pub struct Statistics {
    pub mean: f32,
    pub variance: f32,
    pub deviation: f32,
    /// Those within twice the deviation.
    pub trimmed: Vec<f32>,
}

/// The function's value for each number.
pub fn apply(function: Function, numbers: &[f32]) -> Vec<f32> {
    let function: fn(f32) -> f32 = match function {
        Function::Sin => F32Ext::sin,
        Function::Cos => F32Ext::cos,
        Function::Tan => F32Ext::tan,
        Function::Asin => F32Ext::asin,
        Function::Acos => F32Ext::acos,
        Function::Atan => F32Ext::atan,
        Function::Exp => F32Ext::exp,
        Function::Ln => F32Ext::ln,
        Function::Log2 => F32Ext::log2,
        Function::Log10 => F32Ext::log10,
        Function::Sqrt => F32Ext::sqrt,
        Function::Invsqrt => F32Ext::invsqrt,
        Function::Inv => F32Ext::inv,
        Function::Floor => F32Ext::floor,
        Function::Ceil => F32Ext::ceil,
        Function::Round => F32Ext::round,
        Function::Trunc => F32Ext::trunc,
        Function::Fract => F32Ext::fract,
        Function::Abs => F32Ext::abs,
        Function::Signum => F32Ext::signum,
    };
    numbers.iter().map(|&number| function(number)).collect()
}

/// The functions of each pair.
pub fn combine(pairs: &[(f32, f32)]) -> Vec<Pair> {
    let combine = |&(a, b): &(f32, f32)| Pair {
        angle: F32Ext::atan2(a, b),
        length: F32Ext::hypot(a, b),
        remainder: F32Ext::rem_euclid(a, b),
        signed: F32Ext::copysign(a, b),
    };
    pairs.iter().map(combine).collect()
}

/// The first of each pair to the power of the second.
pub fn power(pairs: &[(f32, f32)]) -> Vec<f32> {
    pairs.iter().map(|&(base, exponent)| F32Ext::powf(base, exponent)).collect()
}

/// Computes the statistics of the numbers.
pub fn statistics(numbers: &[f32]) -> Statistics {
    Statistics {
        mean: numbers.iter().copied().mean(),
        variance: numbers.variance(),
        deviation: numbers.stddev(),
        trimmed: numbers.trim().collect(),
    }
}

/// The points, turned about an axis by an angle.
pub fn turn(points: &[[f32; 3]], axis: [f32; 3], angle: f32) -> Vec<[f32; 3]> {
    let vector = |[x, y, z]: [f32; 3]| F32x3 { x, y, z };
    let rotation = Quaternion::axis_angle(vector(axis), angle);
    let turn = |&point: &[f32; 3]| {
        let F32x3 { x, y, z } = rotation.rotate(vector(point));
        [x, y, z]
    };
    points.iter().map(turn).collect()
}
