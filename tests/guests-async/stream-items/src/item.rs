//! The types that the streams carry, as the tests make and weigh them on both sides.

use alloc::string::String;

use crate::Sample;

/// An item of a stream.
pub trait Item: Sized {
    /// The item at a position, counted from 0.
    fn at(position: u32) -> Self;

    /// A number that tells items apart.
    fn weight(&self) -> u64;
}

macro_rules! numbers {
    ($($number:ty)*) => {
        $(impl Item for $number {
            fn at(position: u32) -> Self {
                position as $number
            }

            fn weight(&self) -> u64 {
                *self as u64
            }
        })*
    };
}

numbers!(u8 i16 u32 u64 f32 f64);

impl Item for bool {
    fn at(position: u32) -> bool {
        position.is_multiple_of(3)
    }

    fn weight(&self) -> u64 {
        u64::from(*self)
    }
}

impl Item for Option<char> {
    fn at(position: u32) -> Option<char> {
        char::from_u32(position).filter(|_| !position.is_multiple_of(3))
    }

    fn weight(&self) -> u64 {
        self.map_or(0, u64::from)
    }
}

impl Item for () {
    fn at(_: u32) {}

    fn weight(&self) -> u64 {
        1
    }
}

impl Item for String {
    fn at(position: u32) -> String {
        let mut text = String::with_capacity(position as usize % 8 + 1);
        for _ in 0..=position % 8 {
            text.push('x');
        }
        text
    }

    fn weight(&self) -> u64 {
        self.len() as u64
    }
}

impl Item for Sample {
    fn at(position: u32) -> Sample {
        Sample { a: position as u8, b: position.wrapping_mul(3), c: position.wrapping_mul(5) as u8 }
    }

    fn weight(&self) -> u64 {
        u64::from(self.a) + u64::from(self.b) + u64::from(self.c)
    }
}
