//! `serde-json-core`: measurements encoded and decoded, buffers that are too small, text that is not JSON.

#[path = "../../guests/crate-serde-json-core/src/work.rs"]
mod work;

use dissolve_run::Value;
use work::{Measurement, Unit};

use super::guest::{Guest, Limits};
use super::random::Random;
use super::wit::{Wit, case, record};

record!(Measurement { sensor_name, unit, values, total, offset, count, note, limits, valid });
record!(work::Limits { low, high });

impl Wit for Unit {
    fn value(&self) -> Value {
        case(*self as u32, None)
    }
}

fn guest() -> Guest {
    Guest::new("crate-serde-json-core", Limits { arena: 8, stack: 4, native_stack: 4 })
}

/// A measurement whose lists and texts have up to `size` items.
fn measurement(random: &mut Random, size: usize) -> Measurement {
    let mut length = || random.below(size + 1);
    let (name, values, note) = (length(), length(), length());
    Measurement {
        sensor_name: random.text(name),
        unit: if random.below(2) == 0 { Unit::Kelvin } else { Unit::Pascal },
        // Including infinities and NaN, which become `null`.
        values: random.list(values, |random| f32::from_bits(random.u32())),
        total: f64::from_bits(random.u64()),
        offset: random.u64() as i64 >> random.below(64),
        count: random.u64() >> random.below(64),
        note: random.option(|random| random.text(note)),
        limits: work::Limits { low: random.u32() as i8, high: random.u32() as u16 },
        valid: random.below(2) == 0,
    }
}

#[test]
fn serde_json_core_writes_and_reads_as_on_the_host() {
    let mut guest = guest();
    let mut random = Random::new(21);
    let mut measurements = vec![measurement(&mut random, 0)];
    measurements
        .push(Measurement { values: random.list(200, |random| random.u32() as f32), ..measurement(&mut random, 9) });
    measurements.extend((0..30).map(|_| measurement(&mut random, 20)));
    for measurement in &measurements {
        let room = 4096u32;
        let text = work::write(measurement, room);
        guest.check("write", &[measurement, &room], &text);
        let text = text.unwrap();
        for room in [0u32, 10, 200] {
            guest.check("read", &[&text, &room], &work::read(&text, room));
        }
        for room in [0, 1, text.len() as u32 - 1, text.len() as u32] {
            guest.check("write", &[measurement, &room], &work::write(measurement, room));
        }
    }
}

#[test]
fn serde_json_core_refuses_as_on_the_host() {
    let mut guest = guest();
    let mut random = Random::new(22);
    let mut whole = measurement(&mut random, 6);
    whole.total = 1.0 / 3.0;
    whole.values = vec![1e-45, f32::MAX, 0.1];
    let whole = work::write(&whole, 1000).unwrap();
    let mut check = |text: &str| guest.check("read", &[&text, &100u32], &work::read(text, 100));
    for length in (0..whole.len()).filter(|&length| whole.is_char_boundary(length)).step_by(5) {
        check(&whole[..length]);
    }
    let characters: Vec<char> = whole.chars().collect();
    for _ in 0..80 {
        let mut characters = characters.clone();
        let place = random.below(characters.len());
        characters[place] = ['0', '-', '"', '}', 'x', '\\', ',', 'é'][random.below(8)];
        check(&characters.into_iter().collect::<String>());
    }
    for text in ["null", "{}", "[]", "{\"sensorName\":\"\\ud83e\\udd80\"}", "{\"sensorName\":\"\\ud800\"}"] {
        check(text);
    }
}
