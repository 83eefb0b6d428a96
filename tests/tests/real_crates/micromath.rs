//! `micromath`: every function, bit for bit.

#[path = "../../guests/crate-micromath/src/work.rs"]
mod work;

use dissolve_run::Value;
use work::{Function, Pair, Statistics};

use super::guest::{Guest, Limits};
use super::random::Random;
use super::wit::{Wit, case, record, tuple};

record!(Pair { angle, length, remainder, signed });
record!(Statistics { mean, variance, deviation, trimmed });

impl Wit for Function {
    fn value(&self) -> Value {
        case(*self as u32, None)
    }
}

impl Wit for [f32; 3] {
    fn value(&self) -> Value {
        let [x, y, z] = self;
        tuple(&[x, y, z])
    }
}

const FUNCTIONS: [Function; 20] = [
    Function::Sin,
    Function::Cos,
    Function::Tan,
    Function::Asin,
    Function::Acos,
    Function::Atan,
    Function::Exp,
    Function::Ln,
    Function::Log2,
    Function::Log10,
    Function::Sqrt,
    Function::Invsqrt,
    Function::Inv,
    Function::Floor,
    Function::Ceil,
    Function::Round,
    Function::Trunc,
    Function::Fract,
    Function::Abs,
    Function::Signum,
];

const EDGES: [f32; 16] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.5,
    -2.5,
    1e-45,
    f32::MIN_POSITIVE,
    8_388_609.0,
    2_147_483_648.0,
    -2_147_483_904.0,
    f32::MAX,
    f32::MIN,
    f32::INFINITY,
    f32::NEG_INFINITY,
    f32::NAN,
];

fn guest() -> Guest {
    Guest::new("crate-micromath", Limits { arena: 16, stack: 4, native_stack: 4 })
}

/// A number of moderate size.
fn number(random: &mut Random) -> f32 {
    (random.u32() as i32) as f32 / (1u32 << random.below(32)) as f32
}

#[test]
fn micromath_computes_as_on_the_host() {
    let mut guest = guest();
    let mut random = Random::new(12);
    let mut numbers = EDGES.to_vec();
    numbers.extend(random.list(500, number));
    // Any bits except NaNs other than the canonical one, since a component may only receive that one.
    numbers
        .extend(random.list(500, |random| f32::from_bits(random.u32())).into_iter().filter(|number| !number.is_nan()));
    for function in FUNCTIONS {
        for numbers in [&[], &numbers[..]] {
            guest.check("apply", &[&function, &numbers], &work::apply(function, numbers));
        }
    }
}

#[test]
fn micromath_combines_as_on_the_host() {
    let mut guest = guest();
    let mut random = Random::new(13);
    let edges: Vec<_> = EDGES.iter().flat_map(|&a| EDGES.map(|b| (a, b))).collect();
    let pairs = random.list(300, |random| (number(random), number(random)));
    for pairs in [&[], &edges[..], &pairs] {
        guest.check("combine", &[&pairs], &work::combine(pairs));
        // `powf` reads the sign of a NaN that it computes from an infinity. WebAssembly leaves that sign open: x86 sets
        // it, Arm does not.
        let finite = |pair: &&(f32, f32)| !pair.0.is_infinite() && !pair.1.is_infinite();
        let pairs: Vec<_> = pairs.iter().filter(finite).copied().collect();
        guest.check("power", &[&pairs], &work::power(&pairs));
    }
}

#[test]
fn micromath_summarizes_as_on_the_host() {
    let mut guest = guest();
    let mut random = Random::new(14);
    for length in [0, 1, 2, 3, 10, 1000] {
        let numbers = random.list(length, number);
        guest.check("summarize", &[&numbers], &work::statistics(&numbers));
    }
    guest.check("summarize", &[&&EDGES[..]], &work::statistics(&EDGES));
}

#[test]
fn micromath_turns_as_on_the_host() {
    let mut guest = guest();
    let mut random = Random::new(15);
    let vector = |random: &mut Random| [number(random), number(random), number(random)];
    for count in [0, 1, 5, 400] {
        let points = random.list(count, vector);
        let (axis, angle) = (vector(&mut random), number(&mut random));
        guest.check("turn", &[&points, &axis, &angle], &work::turn(&points, axis, angle));
    }
}
