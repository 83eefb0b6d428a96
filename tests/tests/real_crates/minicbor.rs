//! `minicbor`: orders encoded and decoded, invalid bytes, and any bytes as text.

#[path = "../../guests/crate-minicbor/src/work.rs"]
mod work;

use std::collections::BTreeMap;

use dissolve_run::Value;
use work::{Item, Order, Payment};

use super::guest::{Guest, Limits};
use super::random::Random;
use super::wit::{Wit, case, record, tuple};

record!(Item { name, count, price });
record!(Order { number, customer, items, discount, signature, stock, payment });

impl Wit for BTreeMap<String, i64> {
    fn value(&self) -> Value {
        Value::List(self.iter().map(|(name, count)| tuple(&[name, count])).collect())
    }
}

impl Wit for Payment {
    fn value(&self) -> Value {
        match self {
            Payment::Invoice => case(0, None),
            Payment::Card(number) => case(1, Some(number)),
            Payment::Voucher(code, value) => case(2, Some(&tuple(&[code, value]))),
        }
    }
}

fn guest() -> Guest {
    Guest::new("crate-minicbor", Limits { arena: 16, stack: 4, native_stack: 4 })
}

/// An order whose lists and texts have up to `size` items.
fn order(random: &mut Random, size: usize) -> Order {
    let mut length = || random.below(size + 1);
    let (customer, items, signature, stock) = (length(), length(), length(), length());
    Order {
        number: random.u64() >> random.below(64),
        customer: random.text(customer),
        items: random.list(items, |random| {
            let length = random.below(8);
            let name = random.text(length);
            Item { name, count: random.u32() as u16, price: f64::from(random.u32()) / 100.0 }
        }),
        discount: random.option(|random| random.u32() as f32 / 3.0),
        signature: random.bytes(signature),
        stock: random
            .list(stock, |random| (random.text(3), random.u64() as i64 >> random.below(64)))
            .into_iter()
            .collect(),
        payment: match random.below(3) {
            0 => Payment::Invoice,
            1 => Payment::Card(random.u64()),
            _ => Payment::Voucher(random.text(9), random.u32() as i32),
        },
    }
}

/// Returns true if the bytes may contain a 64-bit length, which does not fit an address of every width.
fn has_wide_length(bytes: &[u8]) -> bool {
    bytes.iter().any(|head| [0x5b, 0x7b, 0x9b, 0xbb].contains(head))
}

#[test]
fn minicbor_encodes_and_decodes_as_on_the_host() {
    let mut guest = guest();
    let mut random = Random::new(18);
    let mut orders = vec![order(&mut random, 0), order(&mut random, 60)];
    orders.push(Order { customer: "c".repeat(3000), signature: vec![0xff; 2500], ..order(&mut random, 5) });
    orders.extend((0..16).map(|_| order(&mut random, 14)));
    for order in &orders {
        let bytes = work::encode(order);
        guest.check("encode", &[order], &bytes);
        let bytes = bytes.unwrap();
        guest.check("decode", &[&bytes], &work::decode(&bytes));
    }
    let bytes = work::encode(&order(&mut random, 12)).unwrap();
    guest.check("show", &[&bytes], &work::show(&bytes));
}

#[test]
fn minicbor_refuses_as_on_the_host() {
    let mut guest = guest();
    let mut random = Random::new(19);
    let whole = work::encode(&order(&mut random, 10)).unwrap();
    let mut check = |bytes: &[u8]| {
        if has_wide_length(bytes) {
            guest.agree("decode", &[&bytes]);
        } else {
            guest.check("decode", &[&bytes], &work::decode(bytes));
        }
    };
    for length in 0..whole.len().min(40) {
        check(&whole[..length]);
    }
    for _ in 0..80 {
        let mut bytes = whole.clone();
        let place = random.below(bytes.len());
        bytes[place] = random.u32() as u8;
        check(&bytes);
    }
}

#[test]
fn minicbor_shows_as_on_the_host() {
    let mut guest = guest();
    let mut random = Random::new(20);
    let mut check = |bytes: &[u8]| {
        if has_wide_length(bytes) {
            guest.agree("show", &[&bytes]);
        } else {
            guest.check("show", &[&bytes], &work::show(bytes));
        }
    };
    check(&[]);
    // Floats of each width, at the ends of their range.
    check(&[
        0x83, 0xf9, 0x00, 0x01, 0xfa, 0x00, 0x00, 0x00, 0x01, 0xfb, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x01,
    ]);
    check(&[0xfb, 0x7f, 0xef, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
    check(&[0xfb, 0x3f, 0xb9, 0x99, 0x99, 0x99, 0x99, 0x99, 0x9a]);
    check(&[0xf9, 0x7e, 0x00]);
    check(&[0x3b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]);
    check(&[
        0x9f, 0x82, 0x01, 0x02, 0xbf, 0x61, 0x61, 0xf5, 0xff, 0x7f, 0x61, 0x62, 0xff, 0xc2, 0x41, 0x09, 0xf6, 0xff,
    ]);
    for _ in 0..60 {
        let length = random.below(100);
        check(&random.bytes(length));
    }
    for _ in 0..40 {
        let float = (random.u64() | 1).to_be_bytes();
        check(&[&[0xfb], &float[..]].concat());
        check(&[&[0xfa], &float[..4]].concat());
        check(&[&[0xf9], &float[..2]].concat());
    }
}
