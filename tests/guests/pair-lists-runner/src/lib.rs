//! Strings, lists and records: the component that checks them.

#![no_std]

extern crate alloc;

#[path = "../../pairs/witness.rs"]
mod witness;

use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;
use core::hash::Hash;

use witness::{Witness, canonical_f32, canonical_f64};

dissolve_guest::generate!({
    path: "../pairs/lists.wit",
    world: "runner",
    cabi_realloc: "static-arena",
    arena_size: 12288,
    additional_derives: [Hash, PartialEq],
});

use pair::lists::{lists, records, strings};
use records::{Address, Color, Person, Point};

/// The same imports as the linker sees them, for values that no Rust type has.
mod raw {
    #[link(wasm_import_module = "pair:lists/strings")]
    unsafe extern "C" {
        pub fn lengths(text: u32, length: u32, result: *mut u32);
    }

    #[link(wasm_import_module = "pair:lists/lists")]
    unsafe extern "C" {
        pub fn sum(x: u32, length: u32) -> u64;
        pub fn u32s(x: u32, length: u32, result: *mut u32);
        pub fn u64s(x: u32, length: u32, result: *mut u32);
        pub fn strings(x: *const u32, length: u32, result: *mut u32);
        pub fn colors(x: *const u8, length: u32, result: *mut u32);
        pub fn chars(x: *const u32, length: u32, result: *mut u32);
    }
}

const TEXTS: [&str; 6] = [
    "",
    "a",
    "Hello, World",
    "Grüße, 日本 🦀",
    "\0\u{7f}\u{80}\u{7ff}\u{800}\u{ffff}\u{10000}\u{10ffff}",
    "\r\n\t\"\\",
];

fn texts(witness: &Witness) {
    for text in TEXTS {
        witness.equal(strings::same(text).as_str(), text);
        let chars: Vec<char> = text.chars().collect();
        witness.equal(&strings::lengths(text), &(text.len() as u32, chars.len() as u32));
        witness.equal(&strings::chars(text), &chars);
        witness.equal(strings::from_chars(&chars).as_str(), text);
        witness.equal(&strings::backwards(text), &chars.into_iter().rev().collect::<String>());
    }
    witness.equal(strings::nothing().as_str(), "");
    let words = TEXTS.map(ToString::to_string);
    witness.equal(&strings::joined(&words, " ü "), &TEXTS.join(" ü "));
    witness.equal(strings::joined(&[], "x").as_str(), "");
    witness.equal(&strings::cut("a,bc,,🦀", ','), &["a", "bc", "", "🦀"]);
    witness.equal(&strings::cut("", ','), &[""]);
    witness.equal(&strings::cut("aübüc", 'ü'), &["a", "b", "c"]);
    // As long as a copy loop may count wrongly.
    for length in [1, 7, 255, 256, 1023, 1024, 1500] {
        witness.equal(&strings::times("x", length), &"x".repeat(length as usize));
    }
    let long = "日本 ".repeat(200);
    witness.equal(&strings::same(&long), &long);
}

/// Sends a list, and expects it turned around.
fn reversed<T: Clone + Hash + PartialEq>(witness: &Witness, function: fn(&[T]) -> Vec<T>, values: &[T]) {
    witness.equal(&function(&[]), &[]);
    for length in [1, 2, values.len()] {
        let part = &values[..length.min(values.len())];
        let expected: Vec<T> = part.iter().cloned().rev().collect();
        witness.equal(&function(part), &expected);
    }
}

fn scalars(witness: &Witness) {
    reversed(witness, lists::bools, &[true, false, false, true, true]);
    reversed(witness, lists::u8s, &[0, 1, 0x7f, 0x80, 0xff]);
    reversed(witness, lists::s8s, &[0, 1, -1, i8::MIN, i8::MAX]);
    reversed(witness, lists::u16s, &[0, 1, 0x8000, u16::MAX]);
    reversed(witness, lists::s16s, &[0, -1, i16::MIN, i16::MAX]);
    reversed(witness, lists::u32s, &[0, 1, 1 << 31, u32::MAX]);
    reversed(witness, lists::s32s, &[0, -1, i32::MIN, i32::MAX]);
    reversed(witness, lists::u64s, &[0, 1, 1 << 32, 1 << 63, u64::MAX]);
    reversed(witness, lists::s64s, &[0, -1, i64::MIN, i64::MAX]);
    reversed(witness, lists::chars, &['\0', 'a', 'ß', '\u{d7ff}', '\u{e000}', char::MAX]);
    reversed(witness, lists::colors, &[Color::Red, Color::Green, Color::Blue]);
    reversed(witness, lists::maybe, &[None, Some(0), Some(u16::MAX), None]);
    let smallest = f32::from_bits(1);
    let floats = [0.0, -0.0, 1.5, smallest, f32::MAX, f32::INFINITY, f32::NEG_INFINITY, f32::NAN];
    let got: Vec<u32> = lists::f32s(&floats).into_iter().rev().map(canonical_f32).collect();
    witness.equal(&got, &floats.map(canonical_f32));
    let smallest = f64::from_bits(1);
    let floats = [0.0, -0.0, 1.5, smallest, f64::MAX, f64::INFINITY, f64::NEG_INFINITY, f64::NAN];
    let got: Vec<u64> = lists::f64s(&floats).into_iter().rev().map(canonical_f64).collect();
    witness.equal(&got, &floats.map(canonical_f64));
    // 1 KiB, and around it.
    for length in [1023, 1024, 1025] {
        let expected: Vec<u8> = (0..length).map(|index| 5u8.wrapping_add(index as u8)).collect();
        witness.equal(&lists::made(length, 5), &expected);
        witness.equal(&lists::sum(&expected), &expected.iter().copied().map(u64::from).sum());
        witness.equal(&lists::u8s(&expected), &expected.iter().copied().rev().collect::<Vec<_>>());
    }
    witness.equal(&lists::u64s(&vec![u64::MAX - 7; 128]), &vec![u64::MAX - 7; 128]);
    witness.equal(&lists::made(0, 5), &[]);
}

fn compounds(witness: &Witness) {
    let words = TEXTS.map(ToString::to_string);
    reversed(witness, lists::strings, &words);
    let tuples: Vec<(u8, u64, String)> = (0u8..).zip(words).map(|(n, word)| (n, u64::from(n) << 60, word)).collect();
    reversed(witness, lists::tuples, &tuples);
    let nested = [vec![1u16, 2, 3], vec![], vec![0xffff]];
    witness.equal(&lists::nested(&nested), &[vec![0xffff], vec![], vec![3, 2, 1]]);
    witness.equal(&lists::nested(&[vec![], vec![]]), &[vec![], vec![]]);
    let text = |text: &str| text.to_string();
    let deep = [vec![vec![text("a"), text("bü")], vec![]], vec![], vec![vec![text("")], vec![text("c"), text("d")]]];
    let turned = [vec![vec![], vec![text("bü"), text("a")]], vec![], vec![vec![text("d"), text("c")], vec![text("")]]];
    witness.equal(&lists::deep(&deep), &turned);
    let (strings, bytes) = lists::both(&[1, 2, 3], &[text("x"), text("yz")]);
    witness.equal(&strings, &["x", "yz"]);
    witness.equal(&bytes, &[1, 2, 3]);
}

fn point(n: i32) -> Point {
    let color = [Color::Red, Color::Green, Color::Blue][(n % 3) as usize];
    Point { x: -n, y: i64::from(n) << 33, color, on: n % 2 == 0 }
}

fn person(n: u8) -> Person {
    let address = |n: u8| Address {
        street: "Straße ".repeat(usize::from(n)),
        lines: (0..n).map(|line| line.to_string()).collect(),
        at: point(i32::from(n)),
    };
    Person {
        name: TEXTS[usize::from(n) % TEXTS.len()].to_string(),
        age: 100 + n,
        home: address(n),
        other: (n % 2 == 1).then(|| address(n + 1)),
        numbers: (0..u32::from(n)).collect(),
    }
}

fn structures(witness: &Witness) {
    let (start, end) = records::segment((point(1), point(2)), point(3));
    witness.equal(&start, &Point { x: -5, y: 5 << 33, color: Color::Red, on: true });
    witness.equal(&end, &Point { x: -4, y: 4 << 33, color: Color::Red, on: false });
    reversed(witness, lists::points, &[point(1), point(2), point(3), point(4)]);
    let people = [person(0), person(1), person(2), person(3)];
    reversed(witness, lists::people, &people);
    let older = records::older(&people[0], 20);
    witness.equal(&(older.age, older.other.is_some(), older.home.lines.len()), &(120, true, 1));
    let older = records::older(&people[3], 1);
    witness.equal(&(older.age, older.other.is_some(), older.home.lines.len()), &(104, false, 4));
    witness.equal(&older.home.lines[3], &people[3].name);
    let (one, other) = records::meet(&people[1], &people[2]);
    witness.equal(&one, &people[2]);
    witness.equal(&other, &people[1]);
}

/// Room for the address and length of a string or list that a function returns.
fn result() -> [u32; 2] {
    [0; 2]
}

/// An address in this component's memory with a list at it, aligned to 8.
fn list() -> u32 {
    #[repr(align(8))]
    struct Aligned(#[allow(dead_code)] [u8; 64]);
    static LIST: Aligned = Aligned([0; 64]);
    (&raw const LIST).expose_provenance() as u32
}

/// More than a memory of a few pages has.
const FAR: u32 = 0xffff_0000;

struct Runner;

impl Guest for Runner {
    fn run() -> Outcome {
        let witness = Witness::new();
        texts(&witness);
        scalars(&witness);
        compounds(&witness);
        structures(&witness);
        witness.see(&records::digest());
        Outcome { checks: witness.checks(), digest: witness.digest() }
    }

    fn trap_string_out_of_bounds() {
        // SAFETY: what is no string stops the call.
        unsafe { raw::lengths(FAR, 0x2_0000, result().as_mut_ptr()) };
    }

    fn trap_string_no_utf8() {
        let bytes = [b'a', 0xff, b'b'];
        // SAFETY: what is no string stops the call.
        unsafe { raw::lengths(bytes.as_ptr().expose_provenance() as u32, 3, result().as_mut_ptr()) };
    }

    fn trap_string_cut_character() {
        let text = "日本";
        // SAFETY: what is no string stops the call.
        unsafe { raw::lengths(text.as_ptr().expose_provenance() as u32, 5, result().as_mut_ptr()) };
    }

    fn trap_string_too_long() {
        // SAFETY: what is no string stops the call.
        unsafe { raw::lengths(list(), 1 << 31, result().as_mut_ptr()) };
    }

    fn trap_list_out_of_bounds() {
        // SAFETY: what is no list stops the call.
        unsafe { raw::sum(FAR, 0x2_0000) };
    }

    fn trap_list_misaligned() {
        // SAFETY: what is no list stops the call.
        unsafe { raw::u32s(list() + 2, 1, result().as_mut_ptr()) };
    }

    fn trap_list_length_overflows() {
        // 2^29 + 1 of 8 bytes are 8 bytes, where 32 bits count.
        // SAFETY: what is no list stops the call.
        unsafe { raw::u64s(list(), (1 << 29) + 1, result().as_mut_ptr()) };
    }

    fn trap_inner_string_out_of_bounds() {
        let strings = [list(), 3, FAR, 0x2_0000];
        // SAFETY: what is no list stops the call.
        unsafe { raw::strings(strings.as_ptr(), 2, result().as_mut_ptr()) };
    }

    fn trap_inner_bad_enum() {
        // SAFETY: what is no list stops the call.
        unsafe { raw::colors([2, 3].as_ptr(), 2, result().as_mut_ptr()) };
    }

    fn trap_inner_bad_char() {
        // SAFETY: what is no list stops the call.
        unsafe { raw::chars([0x61, 0xdfff].as_ptr(), 2, result().as_mut_ptr()) };
    }

    fn trap_callee_arena_exhausted() {
        lists::sum(&vec![0; 8000]);
        lists::u8s(&vec![0; 11000]);
        lists::made(20000, 0);
    }

    fn trap_own_arena_exhausted() {
        let mut kept = Vec::new();
        loop {
            kept.push(lists::made(1000, 0));
        }
    }
}

export!(Runner);
