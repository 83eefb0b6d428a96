//! Strings, lists and records: exported on top of what is imported, so that it fits between the other two.

#![no_std]

extern crate alloc;

use alloc::string::String;
use alloc::vec::Vec;

dissolve_guest::generate!({
    path: "../pairs/lists.wit",
    world: "middle",
    cabi_realloc: "static-arena",
    arena_size: 12288,
});

use exports::pair::lists::{lists, records, strings};
use pair::lists as below;

struct Middle;

/// Functions that do what those of the same name do in the component below.
macro_rules! passed_on {
    ($($interface:ident::$name:ident($($param:ident: $ty:ty as $passed:expr),*) -> $result:ty;)*) => {
        $(fn $name($($param: $ty),*) -> $result {
            below::$interface::$name($($passed),*)
        })*
    };
}

impl strings::Guest for Middle {
    passed_on! {
        strings::same(text: String as &text) -> String;
        strings::joined(words: Vec<String> as &words, by: String as &by) -> String;
        strings::cut(text: String as &text, at: char as at) -> Vec<String>;
        strings::lengths(text: String as &text) -> (u32, u32);
        strings::backwards(text: String as &text) -> String;
        strings::times(text: String as &text, count: u32 as count) -> String;
        strings::nothing() -> String;
        strings::chars(text: String as &text) -> Vec<char>;
        strings::from_chars(chars: Vec<char> as &chars) -> String;
    }
}

impl lists::Guest for Middle {
    passed_on! {
        lists::bools(x: Vec<bool> as &x) -> Vec<bool>;
        lists::u8s(x: Vec<u8> as &x) -> Vec<u8>;
        lists::s8s(x: Vec<i8> as &x) -> Vec<i8>;
        lists::u16s(x: Vec<u16> as &x) -> Vec<u16>;
        lists::s16s(x: Vec<i16> as &x) -> Vec<i16>;
        lists::u32s(x: Vec<u32> as &x) -> Vec<u32>;
        lists::s32s(x: Vec<i32> as &x) -> Vec<i32>;
        lists::u64s(x: Vec<u64> as &x) -> Vec<u64>;
        lists::s64s(x: Vec<i64> as &x) -> Vec<i64>;
        lists::f32s(x: Vec<f32> as &x) -> Vec<f32>;
        lists::f64s(x: Vec<f64> as &x) -> Vec<f64>;
        lists::chars(x: Vec<char> as &x) -> Vec<char>;
        lists::strings(x: Vec<String> as &x) -> Vec<String>;
        lists::nested(x: Vec<Vec<u16>> as &x) -> Vec<Vec<u16>>;
        lists::deep(x: Vec<Vec<Vec<String>>> as &x) -> Vec<Vec<Vec<String>>>;
        lists::tuples(x: Vec<(u8, u64, String)> as &x) -> Vec<(u8, u64, String)>;
        lists::maybe(x: Vec<Option<u16>> as &x) -> Vec<Option<u16>>;
        lists::both(x: Vec<u8> as &x, y: Vec<String> as &y) -> (Vec<String>, Vec<u8>);
        lists::made(length: u32 as length, first: u8 as first) -> Vec<u8>;
        lists::sum(x: Vec<u8> as &x) -> u64;
    }

    fn points(x: Vec<records::Point>) -> Vec<records::Point> {
        all(below::lists::points(&all(x)))
    }

    fn people(x: Vec<records::Person>) -> Vec<records::Person> {
        all(below::lists::people(&all(x)))
    }

    fn colors(x: Vec<records::Color>) -> Vec<records::Color> {
        all(below::lists::colors(&all(x)))
    }
}

impl records::Guest for Middle {
    fn segment((start, end): (records::Point, records::Point), by: records::Point) -> (records::Point, records::Point) {
        let (start, end) = below::records::segment((start.into(), end.into()), by.into());
        (start.into(), end.into())
    }

    fn older(who: records::Person, years: u8) -> records::Person {
        below::records::older(&who.into(), years).into()
    }

    fn meet(one: records::Person, other: records::Person) -> (records::Person, records::Person) {
        let (one, other) = below::records::meet(&one.into(), &other.into());
        (one.into(), other.into())
    }

    fn digest() -> u64 {
        below::records::digest()
    }
}

/// The same types again, of the other side.
fn all<T: Into<U>, U>(values: Vec<T>) -> Vec<U> {
    values.into_iter().map(Into::into).collect()
}

/// Conversions of the records, in one direction.
macro_rules! conversions {
    ($from:path, $to:path) => {
        const _: () = {
            use $from as from;
            use $to as to;

            impl From<from::Color> for to::Color {
                fn from(color: from::Color) -> to::Color {
                    match color {
                        from::Color::Red => to::Color::Red,
                        from::Color::Green => to::Color::Green,
                        from::Color::Blue => to::Color::Blue,
                    }
                }
            }

            impl From<from::Point> for to::Point {
                fn from(point: from::Point) -> to::Point {
                    to::Point { x: point.x, y: point.y, color: point.color.into(), on: point.on }
                }
            }

            impl From<from::Address> for to::Address {
                fn from(address: from::Address) -> to::Address {
                    to::Address { street: address.street, lines: address.lines, at: address.at.into() }
                }
            }

            impl From<from::Person> for to::Person {
                fn from(person: from::Person) -> to::Person {
                    to::Person {
                        name: person.name,
                        age: person.age,
                        home: person.home.into(),
                        other: person.other.map(Into::into),
                        numbers: person.numbers,
                    }
                }
            }
        };
    };
}

conversions!(crate::pair::lists::records, crate::exports::pair::lists::records);
conversions!(crate::exports::pair::lists::records, crate::pair::lists::records);

export!(Middle);
