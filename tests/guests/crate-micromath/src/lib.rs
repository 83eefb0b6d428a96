//! `micromath` in a guest.

#![no_std]

extern crate alloc;

mod work;

use alloc::vec::Vec;

dissolve_guest::generate!({
    inline: "
        package crates:micromath;

        world functions {
            enum function {
                sin, cos, tan, asin, acos, atan, exp, ln, log2, log10, sqrt, invsqrt, inv, floor, ceil, round, trunc,
                fract, abs, signum,
            }
            record pair { angle: f32, length: f32, remainder: f32, signed: f32 }
            record statistics { mean: f32, variance: f32, deviation: f32, trimmed: list<f32> }
            record point { x: f32, y: f32, z: f32 }

            export apply: func(function: function, numbers: list<f32>) -> list<f32>;
            export combine: func(pairs: list<tuple<f32, f32>>) -> list<pair>;
            export power: func(pairs: list<tuple<f32, f32>>) -> list<f32>;
            export summarize: func(numbers: list<f32>) -> statistics;
            export turn: func(points: list<point>, axis: point, angle: f32) -> list<point>;
        }
    ",
    cabi_realloc: "extern-arena",
});

struct Functions;

impl Guest for Functions {
    fn apply(function: Function, numbers: Vec<f32>) -> Vec<f32> {
        work::apply(named(function), &numbers)
    }

    fn combine(pairs: Vec<(f32, f32)>) -> Vec<Pair> {
        let pair = |work::Pair { angle, length, remainder, signed }| Pair { angle, length, remainder, signed };
        work::combine(&pairs).into_iter().map(pair).collect()
    }

    fn power(pairs: Vec<(f32, f32)>) -> Vec<f32> {
        work::power(&pairs)
    }

    fn summarize(numbers: Vec<f32>) -> Statistics {
        let work::Statistics { mean, variance, deviation, trimmed } = work::statistics(&numbers);
        Statistics { mean, variance, deviation, trimmed }
    }

    fn turn(points: Vec<Point>, axis: Point, angle: f32) -> Vec<Point> {
        let array = |Point { x, y, z }| [x, y, z];
        let points: Vec<_> = points.into_iter().map(array).collect();
        work::turn(&points, array(axis), angle).into_iter().map(|[x, y, z]| Point { x, y, z }).collect()
    }
}

fn named(function: Function) -> work::Function {
    match function {
        Function::Sin => work::Function::Sin,
        Function::Cos => work::Function::Cos,
        Function::Tan => work::Function::Tan,
        Function::Asin => work::Function::Asin,
        Function::Acos => work::Function::Acos,
        Function::Atan => work::Function::Atan,
        Function::Exp => work::Function::Exp,
        Function::Ln => work::Function::Ln,
        Function::Log2 => work::Function::Log2,
        Function::Log10 => work::Function::Log10,
        Function::Sqrt => work::Function::Sqrt,
        Function::Invsqrt => work::Function::Invsqrt,
        Function::Inv => work::Function::Inv,
        Function::Floor => work::Function::Floor,
        Function::Ceil => work::Function::Ceil,
        Function::Round => work::Function::Round,
        Function::Trunc => work::Function::Trunc,
        Function::Fract => work::Function::Fract,
        Function::Abs => work::Function::Abs,
        Function::Signum => work::Function::Signum,
    }
}

export!(Functions);
