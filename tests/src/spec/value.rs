//! Values as the tests write them, and the patterns that a result can match.

use std::fmt;

use dissolve_pipeline::run::CoreValue;
use dissolve_pipeline::targets::CoreType;
use wast::core::{NanPattern, V128Pattern, WastArgCore, WastRetCore};

/// An argument.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Argument {
    /// A number or a vector.
    Value(CoreValue),
    /// A null reference.
    Null,
    /// A host reference, by its number.
    Extern(u32),
}

/// The results that a test allows.
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
    /// A vector of integers: lane 0 in the low bits.
    Vector(u128),
    /// A vector of `f32`.
    F32x4([Float<u32>; 4]),
    /// A vector of `f64`.
    F64x2([Float<u64>; 2]),
    /// A null reference.
    Null,
    /// A host reference with this number; `None` allows any.
    Extern(Option<u32>),
    /// A reference to a function.
    Function,
    /// A result that matches any one of these patterns.
    Either(Vec<Pattern>),
}

/// The bits that a test allows for a float.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Float<T> {
    /// A NaN of either sign whose payload has only its highest bit set.
    Canonical,
    /// A NaN of either sign whose payload has its highest bit set.
    Arithmetic,
    /// Exactly these bits.
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

/// The word that represents a host reference. Never zero, which is null.
fn extern_word(number: u32) -> u32 {
    number + 1
}

impl Argument {
    /// Reads an argument. Returns `None` if it is not a value of WebAssembly 2.0.
    pub fn new(argument: &WastArgCore<'_>) -> Option<Argument> {
        Some(match argument {
            WastArgCore::I32(value) => Argument::Value(CoreValue::I32(value.cast_unsigned())),
            WastArgCore::I64(value) => Argument::Value(CoreValue::I64(value.cast_unsigned())),
            WastArgCore::F32(value) => Argument::Value(CoreValue::F32(value.bits)),
            WastArgCore::F64(value) => Argument::Value(CoreValue::F64(value.bits)),
            WastArgCore::V128(value) => Argument::Value(CoreValue::V128(u128::from_le_bytes(value.to_le_bytes()))),
            WastArgCore::RefNull(_) => Argument::Null,
            WastArgCore::RefExtern(number) => Argument::Extern(*number),
            WastArgCore::RefHost(_) => return None,
        })
    }

    /// The value to pass for a parameter of type `ty`. Returns `None` if the argument has another type.
    pub fn value(&self, ty: CoreType) -> Option<CoreValue> {
        match (self, ty) {
            (Argument::Value(value), ty) if value.ty() == ty => Some(*value),
            (Argument::Null, CoreType::FuncRef) => Some(CoreValue::FuncRef(None)),
            (Argument::Null, CoreType::ExternRef) => Some(CoreValue::ExternRef(None)),
            (Argument::Extern(number), CoreType::ExternRef) => Some(CoreValue::ExternRef(Some(extern_word(*number)))),
            _ => None,
        }
    }
}

impl Pattern {
    /// Reads the pattern of a result. Returns `None` if it is not a value of WebAssembly 2.0.
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
        match pattern {
            V128Pattern::I8x16(lanes) => Pattern::Vector(joined(8, lanes.map(|lane| lane.cast_unsigned().into()))),
            V128Pattern::I16x8(lanes) => Pattern::Vector(joined(16, lanes.map(|lane| lane.cast_unsigned().into()))),
            V128Pattern::I32x4(lanes) => Pattern::Vector(joined(32, lanes.map(|lane| lane.cast_unsigned().into()))),
            V128Pattern::I64x2(lanes) => Pattern::Vector(joined(64, lanes.map(|lane| lane.cast_unsigned().into()))),
            V128Pattern::F32x4(lanes) => Pattern::F32x4(lanes.each_ref().map(|lane| float(lane, |value| value.bits))),
            V128Pattern::F64x2(lanes) => Pattern::F64x2(lanes.each_ref().map(|lane| float(lane, |value| value.bits))),
        }
    }

    /// Returns true if a test allows this result.
    pub fn allows(&self, value: CoreValue) -> bool {
        match (self, value) {
            (Pattern::I32(expected), CoreValue::I32(value)) => *expected == value,
            (Pattern::I64(expected), CoreValue::I64(value)) => *expected == value,
            (Pattern::F32(expected), CoreValue::F32(value)) => expected.allows(value),
            (Pattern::F64(expected), CoreValue::F64(value)) => expected.allows(value),
            (Pattern::Vector(expected), CoreValue::V128(value)) => *expected == value,
            (Pattern::F32x4(lanes), CoreValue::V128(value)) => {
                (0..).step_by(32).zip(lanes).all(|(shift, lane)| lane.allows((value >> shift) as u32))
            }
            (Pattern::F64x2(lanes), CoreValue::V128(value)) => {
                (0..).step_by(64).zip(lanes).all(|(shift, lane)| lane.allows((value >> shift) as u64))
            }
            (Pattern::Null, CoreValue::FuncRef(reference) | CoreValue::ExternRef(reference)) => reference.is_none(),
            (Pattern::Function, CoreValue::FuncRef(reference)) => reference.is_some(),
            (Pattern::Extern(None), CoreValue::ExternRef(reference)) => reference.is_some(),
            (Pattern::Extern(Some(number)), CoreValue::ExternRef(reference)) => reference == Some(extern_word(*number)),
            (Pattern::Either(patterns), value) => patterns.iter().any(|pattern| pattern.allows(value)),
            _ => false,
        }
    }
}

/// Joins lanes of `bits` bits into a vector, lane 0 in its low bits.
fn joined<const N: usize>(bits: usize, lanes: [u128; N]) -> u128 {
    (0..).step_by(bits).zip(lanes).fold(0, |vector, (shift, lane)| vector | lane << shift)
}

fn float<T, U>(pattern: &NanPattern<T>, bits: impl Fn(&T) -> U) -> Float<U> {
    match pattern {
        NanPattern::CanonicalNan => Float::Canonical,
        NanPattern::ArithmeticNan => Float::Arithmetic,
        NanPattern::Value(value) => Float::Bits(bits(value)),
    }
}

/// Shows a value to people, in decimal or hexadecimal with its type.
pub struct Shown<'a>(pub &'a CoreValue);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            CoreValue::I32(bits) => write!(f, "i32 {bits:#x}"),
            CoreValue::I64(bits) => write!(f, "i64 {bits:#x}"),
            CoreValue::F32(bits) => write!(f, "f32 {:?} ({bits:#x})", f32::from_bits(*bits)),
            CoreValue::F64(bits) => write!(f, "f64 {:?} ({bits:#x})", f64::from_bits(*bits)),
            CoreValue::V128(bits) => write!(f, "v128 {bits:#034x}"),
            CoreValue::FuncRef(None) | CoreValue::ExternRef(None) => f.write_str("null"),
            CoreValue::FuncRef(Some(word)) => write!(f, "a function ({word:#x})"),
            CoreValue::ExternRef(Some(word)) => write!(f, "a reference of the host ({word:#x})"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nans_are_told_apart_as_the_suite_does() {
        let f32 = |pattern: Float<u32>, bits| Pattern::F32(pattern).allows(CoreValue::F32(bits));
        for (bits, canonical, arithmetic) in [
            (0x7FC0_0000, true, true),
            (0xFFC0_0000, true, true),
            (0x7FC0_0001, false, true),
            (0x7FE0_0000, false, true),
            (0x7FA0_0000, false, false),
            (0x7F80_0000, false, false),
            (0x3F80_0000, false, false),
        ] {
            assert_eq!(f32(Float::Canonical, bits), canonical, "{bits:#x}");
            assert_eq!(f32(Float::Arithmetic, bits), arithmetic, "{bits:#x}");
            assert!(f32(Float::Bits(bits), bits) && !f32(Float::Bits(bits), bits ^ 0x8000_0000), "{bits:#x}");
        }
        let f64 = |pattern: Float<u64>, bits| Pattern::F64(pattern).allows(CoreValue::F64(bits));
        for (bits, canonical, arithmetic) in [
            (0xFFF8_0000_0000_0000, true, true),
            (0x7FF8_0000_0000_0001, false, true),
            (0x7FF4_0000_0000_0000, false, false),
            (0x7FF0_0000_0000_0000, false, false),
        ] {
            assert_eq!(f64(Float::Canonical, bits), canonical, "{bits:#x}");
            assert_eq!(f64(Float::Arithmetic, bits), arithmetic, "{bits:#x}");
        }
    }

    #[test]
    fn lanes_are_compared_each_by_itself() {
        let lanes = [Float::Bits(1), Float::Canonical, Float::Arithmetic, Float::Bits(4)];
        let vector = |lanes: [u32; 4]| CoreValue::V128(joined(32, lanes.map(u128::from)));
        assert!(Pattern::F32x4(lanes).allows(vector([1, 0x7FC0_0000, 0xFFC0_0001, 4])));
        assert!(!Pattern::F32x4(lanes).allows(vector([1, 0x7FC0_0001, 0xFFC0_0001, 4])));
        assert!(!Pattern::F32x4(lanes).allows(vector([1, 0x7FC0_0000, 0xFFC0_0001, 5])));
        let doubles = Pattern::F64x2([Float::Bits(1), Float::Canonical]);
        assert!(doubles.allows(CoreValue::V128(joined(64, [1, 0x7FF8_0000_0000_0000]))));
        assert!(!doubles.allows(CoreValue::V128(joined(64, [0x7FF8_0000_0000_0000, 1]))));
        let bytes = V128Pattern::I8x16([1, -1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -128]);
        assert!(Pattern::vector(&bytes).allows(CoreValue::V128(0x8000_0000_0000_0000_0000_0000_0000_FF01)));
    }

    #[test]
    fn a_value_is_of_one_type() {
        assert!(!Pattern::I32(0).allows(CoreValue::F32(0)) && !Pattern::Null.allows(CoreValue::I32(0)));
        assert!(!Pattern::Function.allows(CoreValue::ExternRef(Some(1))));
        assert_eq!(Argument::Null.value(CoreType::I32), None);
        assert_eq!(Argument::Value(CoreValue::I32(1)).value(CoreType::I64), None);
        // The reference with number zero is not null.
        let zero = Argument::Extern(0).value(CoreType::ExternRef).unwrap();
        assert!(Pattern::Extern(Some(0)).allows(zero) && Pattern::Extern(None).allows(zero));
        assert!(!Pattern::Extern(Some(1)).allows(zero) && !Pattern::Null.allows(zero));
        assert!(Pattern::Null.allows(Argument::Null.value(CoreType::ExternRef).unwrap()));
    }
}
