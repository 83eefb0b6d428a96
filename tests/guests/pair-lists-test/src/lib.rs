//! Strings, lists and records: the component that implements them.

#![no_std]

extern crate alloc;

#[path = "../../pairs/witness.rs"]
mod witness;

use alloc::string::{String, ToString};
use alloc::vec::Vec;

use witness::{Witness, canonical_f32, canonical_f64};

dissolve_guest::generate!({
    path: "../pairs/lists.wit",
    world: "test",
    cabi_realloc: "static-arena",
    arena_size: 12288,
    additional_derives: [Hash],
});

use exports::pair::lists::{lists, records, strings};
use records::{Address, Color, Person, Point};

struct Test;

static SEEN: Witness = Witness::new();

impl strings::Guest for Test {
    fn same(text: String) -> String {
        SEEN.see(&text);
        text
    }

    fn joined(words: Vec<String>, by: String) -> String {
        words.join(&by)
    }

    fn cut(text: String, at: char) -> Vec<String> {
        text.split(at).map(ToString::to_string).collect()
    }

    fn lengths(text: String) -> (u32, u32) {
        (text.len() as u32, text.chars().count() as u32)
    }

    fn backwards(text: String) -> String {
        text.chars().rev().collect()
    }

    fn times(text: String, count: u32) -> String {
        text.repeat(count as usize)
    }

    fn nothing() -> String {
        String::new()
    }

    fn chars(text: String) -> Vec<char> {
        text.chars().collect()
    }

    fn from_chars(chars: Vec<char>) -> String {
        chars.into_iter().collect()
    }
}

/// Functions that see a list and turn it around.
macro_rules! reversed {
    ($($name:ident: $ty:ty;)*) => {
        $(fn $name(mut x: Vec<$ty>) -> Vec<$ty> {
            SEEN.see(&x);
            x.reverse();
            x
        })*
    };
}

impl lists::Guest for Test {
    reversed! {
        bools: bool;
        u8s: u8;
        s8s: i8;
        u16s: u16;
        s16s: i16;
        u32s: u32;
        s32s: i32;
        u64s: u64;
        s64s: i64;
        chars: char;
        strings: String;
        tuples: (u8, u64, String);
        maybe: Option<u16>;
        points: Point;
        people: Person;
        colors: Color;
    }

    fn f32s(mut x: Vec<f32>) -> Vec<f32> {
        x.iter().for_each(|&x| SEEN.see(&canonical_f32(x)));
        x.reverse();
        x
    }

    fn f64s(mut x: Vec<f64>) -> Vec<f64> {
        x.iter().for_each(|&x| SEEN.see(&canonical_f64(x)));
        x.reverse();
        x
    }

    fn nested(mut x: Vec<Vec<u16>>) -> Vec<Vec<u16>> {
        SEEN.see(&x);
        x.reverse();
        x.iter_mut().for_each(|inner| inner.reverse());
        x
    }

    fn deep(mut x: Vec<Vec<Vec<String>>>) -> Vec<Vec<Vec<String>>> {
        SEEN.see(&x);
        for inner in &mut x {
            inner.reverse();
            inner.iter_mut().for_each(|innermost| innermost.reverse());
        }
        x
    }

    fn both(x: Vec<u8>, y: Vec<String>) -> (Vec<String>, Vec<u8>) {
        (y, x)
    }

    fn made(length: u32, first: u8) -> Vec<u8> {
        (0..length).map(|index| first.wrapping_add(index as u8)).collect()
    }

    fn sum(x: Vec<u8>) -> u64 {
        x.into_iter().map(u64::from).sum()
    }
}

fn moved(point: Point, by: &Point) -> Point {
    Point { x: point.x.wrapping_add(by.x), y: point.y.wrapping_add(by.y), color: by.color, on: point.on != by.on }
}

impl records::Guest for Test {
    fn segment((start, end): (Point, Point), by: Point) -> (Point, Point) {
        SEEN.see(&(start, end, by));
        (moved(end, &by), moved(start, &by))
    }

    fn older(mut who: Person, years: u8) -> Person {
        who.age += years;
        who.home.lines.push(who.name.clone());
        who.other = match who.other {
            None => Some(Address { street: "new".into(), lines: Vec::new(), at: who.home.at }),
            Some(_) => None,
        };
        who
    }

    fn meet(one: Person, other: Person) -> (Person, Person) {
        SEEN.see(&(&one, &other));
        (other, one)
    }

    fn digest() -> u64 {
        SEEN.digest()
    }
}

export!(Test);
