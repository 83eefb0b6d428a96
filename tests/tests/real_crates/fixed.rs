//! `fixed`: numbers at the ends of their range, text, floats.

#[path = "../../guests/crate-fixed/src/work.rs"]
mod work;

use super::guest::{Guest, Limits};
use super::random::Random;

fn guest() -> Guest {
    Guest::new("crate-fixed", Limits { arena: 8, stack: 4, native_stack: 4 })
}

/// The bits of a number, often at an end of the range or near zero.
fn bits(random: &mut Random) -> i32 {
    match random.below(8) {
        0 => i32::MAX,
        1 => i32::MIN,
        2 => random.u32() as i32 % 3,
        3..6 => random.u32() as i32 >> 12,
        _ => random.u32() as i32,
    }
}

#[test]
fn fixed_filters_as_on_the_host() {
    let mut guest = guest();
    let mut random = Random::new(8);
    for (taps, samples) in [(0, 0), (0, 3), (3, 0), (1, 1), (1, 700), (64, 700), (9, 100), (100, 9)] {
        let coefficients = random.list(taps, bits);
        let samples = random.list(samples, bits);
        guest.check("filter", &[&coefficients, &samples], &work::filter(&coefficients, &samples));
        let (proportional, integral) = (bits(&mut random), bits(&mut random));
        let native = work::regulate(proportional, integral, &samples);
        guest.check("regulate", &[&proportional, &integral, &samples], &native);
    }
}

#[test]
fn fixed_divides_as_on_the_host() {
    let mut guest = guest();
    let mut random = Random::new(9);
    let mut check = |dividend: i64, divisor: i64| {
        guest.check("divide", &[&dividend, &divisor], &work::divide(dividend, divisor));
    };
    let edges = [i64::MIN, i64::MIN + 1, -1, 0, 1, 1 << 31, 1 << 32, i64::MAX];
    for dividend in edges {
        for divisor in edges {
            check(dividend, divisor);
        }
    }
    for _ in 0..40 {
        let shift = random.below(64);
        check(random.u64() as i64, random.u64() as i64 >> shift);
    }
}

#[test]
fn fixed_reads_and_shows_as_on_the_host() {
    let mut guest = guest();
    let mut random = Random::new(10);
    let mut texts: Vec<String> =
        ["", "0", "-0.5", "+1.25", "32767.99999", "32768", "-32768", "1e3", "1_000.5", ".", "1..2"]
            .map(String::from)
            .into();
    texts.push("9".repeat(3000));
    texts.push(format!("1.{}1", "0".repeat(3000)));
    texts.extend((0..20).map(|_| (f64::from(bits(&mut random)) / 65536.0).to_string()));
    texts.extend((0..10).map(|_| random.text(5)));
    for text in texts {
        guest.check("parse", &[&text], &work::parse(&text));
    }
    for digits in [0, 1, 7, 24, 255] {
        for bits in [0, 1, u32::MAX, 1 << 24, random.u32(), random.u32()] {
            guest.check("show", &[&bits, &digits], &work::show(bits, digits));
        }
    }
}

#[test]
fn fixed_takes_floats_as_on_the_host() {
    let mut guest = guest();
    let mut random = Random::new(11);
    let edges =
        [0.0, -0.0, f64::MIN_POSITIVE, 5e-324, f64::MAX, f64::MIN, f64::INFINITY, f64::NAN, 0.5 / 65536.0, 1e-300];
    let any = random.list(120, |random| f64::from_bits(random.u64()));
    let near = random.list(120, |random| f64::from(bits(random)) / 65536.0 + f64::from(random.u32()) / 1e15);
    for numbers in [&[], &edges[..], &any, &near] {
        guest.check("from-floats", &[&numbers], &work::from_floats(numbers));
    }
}
