//! Values as the tests write them, and whether a result is one of those that a test allows.

use std::fmt;

use dissolve::run::{CoreType, CoreValue};
use wast::core::{NanPattern, V128Pattern, WastArgCore, WastRetCore};

/// An argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// A number.
    Number(CoreValue),
    /// A vector, lane 0 first.
    Vector([u8; 16]),
    /// A null reference.
    Null,
    /// A reference of the host's, by its number.
    Extern(u32),
}

/// What a result may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// An `i32`.
    I32(u32),
    /// An `i64`.
    I64(u64),
    /// An `f32`.
    F32(Float<u32>),
    /// An `f64`.
    F64(Float<u64>),
    /// A vector of integers, which are compared as its bytes.
    Vector([u8; 16]),
    /// A vector of `f32`.
    F32x4([Float<u32>; 4]),
    /// A vector of `f64`.
    F64x2([Float<u64>; 2]),
    /// A null reference.
    Null,
    /// A reference of the host's; none for any.
    Extern(Option<u32>),
    /// A reference to a function.
    Function,
    /// One of these.
    Either(Vec<Pattern>),
}

/// What a float may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Float<T> {
    /// A NaN whose payload is its highest bit alone, of either sign.
    Canonical,
    /// A NaN whose payload's highest bit is set, of either sign.
    Arithmetic,
    /// These bits.
    Bits(T),
}

impl Float<u32> {
    fn allows(self, bits: u32) -> bool {
        match self {
            Float::Canonical => bits & 0x7FFF_FFFF == 0x7FC0_0000,
            Float::Arithmetic => bits & 0x7FC0_0000 == 0x7FC0_0000,
            Float::Bits(expected) => bits == expected,
        }
    }
}

impl Float<u64> {
    fn allows(self, bits: u64) -> bool {
        match self {
            Float::Canonical => bits & 0x7FFF_FFFF_FFFF_FFFF == 0x7FF8_0000_0000_0000,
            Float::Arithmetic => bits & 0x7FF8_0000_0000_0000 == 0x7FF8_0000_0000_0000,
            Float::Bits(expected) => bits == expected,
        }
    }
}

/// The word that stands for a reference of the host's: any but zero, which is null.
fn extern_word(number: u32) -> u32 {
    number + 1
}

impl Argument {
    /// Reads an argument; none when it is no value of WebAssembly 2.0.
    pub fn new(argument: &WastArgCore<'_>) -> Option<Argument> {
        Some(match argument {
            WastArgCore::I32(value) => Argument::Number(CoreValue::I32(value.cast_unsigned())),
            WastArgCore::I64(value) => Argument::Number(CoreValue::I64(value.cast_unsigned())),
            WastArgCore::F32(value) => Argument::Number(CoreValue::F32(value.bits)),
            WastArgCore::F64(value) => Argument::Number(CoreValue::F64(value.bits)),
            WastArgCore::V128(value) => Argument::Vector(value.to_le_bytes()),
            WastArgCore::RefNull(_) => Argument::Null,
            WastArgCore::RefExtern(number) => Argument::Extern(*number),
            WastArgCore::RefHost(_) => return None,
        })
    }

    /// The value that is passed for a parameter of that type; none when it is of another.
    pub fn value(&self, ty: CoreType) -> Option<CoreValue> {
        match (self, ty) {
            (Argument::Number(value), ty) if value.ty() == ty => Some(*value),
            (Argument::Null, CoreType::I32) => Some(CoreValue::I32(0)),
            (Argument::Extern(number), CoreType::I32) => Some(CoreValue::I32(extern_word(*number))),
            _ => None,
        }
    }
}

impl Pattern {
    /// Reads what a result may be; none when it is no value of WebAssembly 2.0.
    pub fn new(result: &WastRetCore<'_>) -> Option<Pattern> {
        Some(match result {
            WastRetCore::I32(value) => Pattern::I32(value.cast_unsigned()),
            WastRetCore::I64(value) => Pattern::I64(value.cast_unsigned()),
            WastRetCore::F32(pattern) => Pattern::F32(float(pattern, |value| value.bits)),
            WastRetCore::F64(pattern) => Pattern::F64(float(pattern, |value| value.bits)),
            WastRetCore::V128(pattern) => Pattern::vector(pattern),
            WastRetCore::RefNull(_) => Pattern::Null,
            WastRetCore::RefExtern(number) => Pattern::Extern(*number),
            WastRetCore::RefFunc(_) => Pattern::Function,
            WastRetCore::Either(patterns) => Pattern::Either(patterns.iter().map(Pattern::new).collect::<Option<_>>()?),
            _ => return None,
        })
    }

    fn vector(pattern: &V128Pattern) -> Pattern {
        let bytes = |lanes: Vec<u8>| {
            let mut bytes = [0; 16];
            bytes.copy_from_slice(&lanes);
            Pattern::Vector(bytes)
        };
        match pattern {
            V128Pattern::I8x16(lanes) => Pattern::Vector(lanes.map(i8::cast_unsigned)),
            V128Pattern::I16x8(lanes) => bytes(lanes.iter().flat_map(|lane| lane.to_le_bytes()).collect()),
            V128Pattern::I32x4(lanes) => bytes(lanes.iter().flat_map(|lane| lane.to_le_bytes()).collect()),
            V128Pattern::I64x2(lanes) => bytes(lanes.iter().flat_map(|lane| lane.to_le_bytes()).collect()),
            V128Pattern::F32x4(lanes) => Pattern::F32x4(lanes.each_ref().map(|lane| float(lane, |value| value.bits))),
            V128Pattern::F64x2(lanes) => Pattern::F64x2(lanes.each_ref().map(|lane| float(lane, |value| value.bits))),
        }
    }

    /// Whether a result is what a test allows.
    pub fn allows(&self, value: CoreValue) -> bool {
        match (self, value) {
            (Pattern::I32(expected), CoreValue::I32(value)) => *expected == value,
            (Pattern::I64(expected), CoreValue::I64(value)) => *expected == value,
            (Pattern::F32(expected), CoreValue::F32(value)) => expected.allows(value),
            (Pattern::F64(expected), CoreValue::F64(value)) => expected.allows(value),
            (Pattern::Null, CoreValue::I32(value)) => value == 0,
            (Pattern::Extern(None) | Pattern::Function, CoreValue::I32(value)) => value != 0,
            (Pattern::Extern(Some(number)), CoreValue::I32(value)) => value == extern_word(*number),
            (Pattern::Either(patterns), value) => patterns.iter().any(|pattern| pattern.allows(value)),
            _ => false,
        }
    }
}

fn float<T, U>(pattern: &NanPattern<T>, bits: impl Fn(&T) -> U) -> Float<U> {
    match pattern {
        NanPattern::CanonicalNan => Float::Canonical,
        NanPattern::ArithmeticNan => Float::Arithmetic,
        NanPattern::Value(value) => Float::Bits(bits(value)),
    }
}

/// A value for people.
pub struct Shown<'a>(pub &'a CoreValue);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            CoreValue::I32(bits) => write!(f, "i32 {bits:#x}"),
            CoreValue::I64(bits) => write!(f, "i64 {bits:#x}"),
            CoreValue::F32(bits) => write!(f, "f32 {:?} ({bits:#x})", f32::from_bits(*bits)),
            CoreValue::F64(bits) => write!(f, "f64 {:?} ({bits:#x})", f64::from_bits(*bits)),
        }
    }
}
