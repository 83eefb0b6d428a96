//! `fixed` in a guest.

#![no_std]

extern crate alloc;

mod work;

use alloc::string::String;
use alloc::vec::Vec;

dissolve_guest::generate!({
    inline: "
        package crates:fixed;

        world numbers {
            /// A filter of finite response.
            export filter: func(coefficients: list<s32>, samples: list<s32>) -> list<s32>;
            /// A regulator with proportional and integral parts.
            export regulate: func(proportional: s32, integral: s32, errors: list<s32>) -> list<s32>;
            export divide: func(dividend: s64, divisor: s64) -> option<tuple<s64, s64>>;
            export parse: func(text: string) -> result<s32, string>;
            export show: func(bits: u32, digits: u8) -> list<string>;
            export from-floats: func(numbers: list<f64>) -> list<tuple<s32, f64>>;
        }
    ",
    cabi_realloc: "extern-arena",
});

struct Numbers;

impl Guest for Numbers {
    fn filter(coefficients: Vec<i32>, samples: Vec<i32>) -> Vec<i32> {
        work::filter(&coefficients, &samples)
    }

    fn regulate(proportional: i32, integral: i32, errors: Vec<i32>) -> Vec<i32> {
        work::regulate(proportional, integral, &errors)
    }

    fn divide(dividend: i64, divisor: i64) -> Option<(i64, i64)> {
        work::divide(dividend, divisor)
    }

    fn parse(text: String) -> Result<i32, String> {
        work::parse(&text)
    }

    fn show(bits: u32, digits: u8) -> Vec<String> {
        work::show(bits, digits)
    }

    fn from_floats(numbers: Vec<f64>) -> Vec<(i32, f64)> {
        work::from_floats(&numbers)
    }
}

export!(Numbers);
