//! `postcard`: reports encoded and decoded, and invalid messages.

#[path = "../../guests/crate-postcard/src/work.rs"]
mod work;

use dissolve_run::Value;
use work::{Framing, Report, State};

use super::guest::{Guest, Limits};
use super::random::Random;
use super::wit::{Wit, case, record, tuple};

record!(Report { device, name, samples, position, state, tags, letter, urgent });

impl Wit for Framing {
    fn value(&self) -> Value {
        case(*self as u32, None)
    }
}

impl Wit for State {
    fn value(&self) -> Value {
        match self {
            State::Idle => case(0, None),
            State::Running(done) => case(1, Some(done)),
            State::Failed(codes, reason) => case(2, Some(&tuple(&[codes, reason]))),
        }
    }
}

fn guest() -> Guest {
    Guest::new("crate-postcard", Limits { arena: 16, stack: 4, native_stack: 4 })
}

/// A report whose lists and texts have up to `size` items.
fn report(random: &mut Random, size: usize) -> Report {
    let mut length = || random.below(size + 1);
    let (name, samples, tags, reason) = (length(), length(), length(), length());
    Report {
        device: random.u64() >> random.below(64),
        name: random.text(name),
        samples: random.list(samples, |random| random.u32() as i16),
        position: random.option(|random| (random.u32().into(), random.u32() as f32 / 7.0)),
        state: match random.below(3) {
            0 => State::Idle,
            1 => State::Running(random.u32() as u8),
            _ => State::Failed(random.list(3, |random| random.u32() as i32), random.text(reason)),
        },
        tags: random.list(tags, |random| {
            let length = random.below(8);
            random.text(length)
        }),
        letter: ['\0', 'x', 'é', '\u{ffff}', '🦀'][random.below(5)],
        urgent: random.below(2) == 0,
    }
}

/// A large report, which uses most of the arena together with its message.
fn largest() -> Report {
    Report {
        device: u64::MAX,
        name: "n".repeat(1000),
        samples: vec![i16::MIN; 800],
        position: Some((f64::MIN_POSITIVE, -0.0)),
        state: State::Failed(vec![i32::MIN; 10], "r".repeat(500)),
        tags: vec![String::new(); 20],
        letter: char::MAX,
        urgent: true,
    }
}

#[test]
fn postcard_encodes_and_decodes_as_on_the_host() {
    let mut guest = guest();
    let mut random = Random::new(16);
    let mut reports = vec![report(&mut random, 0), largest()];
    reports.extend((0..16).map(|_| report(&mut random, 40)));
    for report in &reports {
        for framing in [Framing::Plain, Framing::Cobs] {
            let message = work::encode(report, framing);
            guest.check("encode", &[report, &framing], &message);
            let mut message = message.unwrap();
            guest.check("decode", &[&message, &framing], &work::decode(message.clone(), framing));
            message.extend(b"more");
            guest.check("decode", &[&message, &framing], &work::decode(message.clone(), framing));
        }
    }
}

#[test]
fn postcard_refuses_as_on_the_host() {
    let mut guest = guest();
    let mut random = Random::new(17);
    let whole = report(&mut random, 12);
    for framing in [Framing::Plain, Framing::Cobs] {
        let message = work::encode(&whole, framing).unwrap();
        let mut check = |message: &[u8]| {
            // Four bytes with their top bit set may be a length that does not fit an address of every width.
            if message.windows(4).any(|bytes| bytes.iter().all(|byte| byte & 0x80 != 0)) {
                guest.agree("decode", &[&message, &framing]);
            } else {
                guest.check("decode", &[&message, &framing], &work::decode(message.to_vec(), framing));
            }
        };
        for length in 0..message.len().min(40) {
            check(&message[..length]);
        }
        for _ in 0..60 {
            let mut message = message.clone();
            let place = random.below(message.len());
            message[place] = random.u32() as u8;
            check(&message);
        }
        for length in [1, 10, 100, 200] {
            check(&random.bytes(length));
            check(&vec![0xff; length]);
        }
    }
}
