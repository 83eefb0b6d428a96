//! `heapless`: each collection empty, full, and fuller than it can be.

#[path = "../../guests/crate-heapless/src/work.rs"]
mod work;

use dissolve_run::Value;
use work::{Full, NUMBERS, QUEUE, Queue, SMALLEST, Step, WORDS};

use super::guest::{Guest, Limits};
use super::random::Random;
use super::wit::{Wit, case, record};

record!(Queue { items, out, history });

impl Wit for Full {
    fn value(&self) -> Value {
        match self {
            Full::Number(place) => case(0, Some(place)),
            Full::Word(word) => case(1, Some(word)),
        }
    }
}

impl Wit for Step {
    fn value(&self) -> Value {
        match self {
            Step::PushFront(number) => case(0, Some(number)),
            Step::PushBack(number) => case(1, Some(number)),
            Step::PopFront => case(2, None),
            Step::PopBack => case(3, None),
            Step::Rotate(count) => case(4, Some(count)),
            Step::Clear => case(5, None),
        }
    }
}

fn guest() -> Guest {
    Guest::new("crate-heapless", Limits { arena: 8, stack: 8, native_stack: 4 })
}

#[test]
fn heapless_orders_as_on_the_host() {
    let mut guest = guest();
    let mut random = Random::new(4);
    let mut check = |numbers: &[u32]| {
        guest.check("sort", &[&numbers], &work::sort(numbers));
        for count in [0, 1, 7, SMALLEST as u32, u32::MAX] {
            guest.check("smallest", &[&numbers, &count], &work::smallest(numbers, count));
        }
    };
    check(&[]);
    check(&[0]);
    check(&[u32::MAX, 0, u32::MAX, 1 << 31, 0]);
    check(&[5; NUMBERS]);
    check(&(0..NUMBERS as u32).rev().collect::<Vec<_>>());
    check(&random.list(NUMBERS, Random::u32));
    check(&random.list(NUMBERS, |random| random.u32() % 100));
    check(&random.list(NUMBERS + 1, Random::u32));
    for length in [20, 21, 50, 51, 300] {
        check(&random.list(length, Random::u32));
    }
}

#[test]
fn heapless_counts_as_on_the_host() {
    let mut guest = guest();
    let mut random = Random::new(5);
    let mut check = |words: &[String]| {
        for leave_single in [false, true] {
            guest.check("count", &[&words, &leave_single], &work::count(words, leave_single));
        }
    };
    let words = |text: &str| text.split(' ').map(str::to_owned).collect::<Vec<_>>();
    check(&[]);
    check(&words(""));
    check(&words("a b a c a b a"));
    check(&[String::from("sixteen bytes ok")]);
    check(&[String::from("seventeen bytes..")]);
    check(&(0..=WORDS).map(|word| word.to_string()).collect::<Vec<_>>());
    for _ in 0..12 {
        let count = random.below(100);
        check(&random.list(count, |random| {
            let length = random.below(3);
            random.text(length)
        }));
    }
}

#[test]
fn heapless_queues_as_on_the_host() {
    let mut guest = guest();
    let mut random = Random::new(6);
    let mut check = |steps: &[Step]| guest.check("run", &[&steps], &work::queue(steps));
    check(&[]);
    check(&[Step::PopFront, Step::PopBack, Step::Rotate(3), Step::Clear]);
    check(&[Step::PushBack(7); QUEUE + 2]);
    check(&[Step::PushFront(u32::MAX), Step::PushBack(0), Step::Rotate(255), Step::PopBack]);
    for _ in 0..20 {
        let count = random.below(150);
        check(&random.list(count, |random| match random.below(16) {
            0..5 => Step::PushFront(random.u32()),
            5..10 => Step::PushBack(random.u32()),
            10..12 => Step::PopFront,
            12..14 => Step::PopBack,
            14 => Step::Rotate(random.u32() as u8),
            _ => Step::Clear,
        }));
    }
}
