//! Values as text: what the generated programs print of them.
//!
//! A value is a row of hexadecimal numbers, each with a space behind it. A number, a character and a set of flags are their bits; a string
//! or list is its length, then its bytes or elements; a case is its index, then its payload. All NaNs are one, since the canonical
//! ABI does not keep them apart.

use std::fmt::Write as _;

use dissolve_interface::ValueType;
use dissolve_run::Value;

use crate::fuzz::abi;

/// Appends a value.
pub fn write(value: &Value, ty: &ValueType, text: &mut String) {
    let mut all = |values: &[Value], types: &mut dyn Iterator<Item = &ValueType>| {
        values.iter().zip(types).for_each(|(value, ty)| write(value, ty, text));
    };
    match (value, ty) {
        (Value::String(string), _) => {
            number(string.len() as u64, text);
            string.bytes().for_each(|byte| number(byte.into(), text));
        }
        (Value::List(values), ValueType::FixedList(element, _)) => all(values, &mut std::iter::repeat(&**element)),
        (Value::List(values), ValueType::List(element)) => {
            number(values.len() as u64, text);
            values.iter().for_each(|value| write(value, element, text));
        }
        (Value::List(pairs), ValueType::Map(key, value)) => {
            number(pairs.len() as u64, text);
            let pair = ValueType::Tuple(vec![(**key).clone(), (**value).clone()]);
            pairs.iter().for_each(|value| write(value, &pair, text));
        }
        (Value::Record(values), ValueType::Record(fields)) => all(values, &mut fields.iter().map(|field| &field.ty)),
        (Value::Record(values), ValueType::Tuple(types)) => all(values, &mut types.iter()),
        (Value::Variant(case, payload), _) => {
            number((*case).into(), text);
            if let (Some(value), Some(ty)) = (payload, payloads(ty)[*case as usize]) {
                write(value, ty, text);
            }
        }
        _ => number(bits(value), text),
    }
}

fn number(bits: u64, text: &mut String) {
    let _ = write!(text, "{bits:x} ");
}

/// The bits of a number, a character or flags, with zeros above them.
pub fn bits(value: &Value) -> u64 {
    match value {
        Value::Bool(value) => (*value).into(),
        Value::S8(value) => value.cast_unsigned().into(),
        Value::U8(value) => (*value).into(),
        Value::S16(value) => value.cast_unsigned().into(),
        Value::U16(value) => (*value).into(),
        Value::S32(value) => value.cast_unsigned().into(),
        Value::U32(value) => (*value).into(),
        Value::S64(value) => value.cast_unsigned(),
        Value::U64(value) => *value,
        Value::F32(value) if value.is_nan() => 0x7fc0_0000,
        Value::F32(value) => value.to_bits().into(),
        Value::F64(value) if value.is_nan() => 0x7ff8_0000_0000_0000,
        Value::F64(value) => value.to_bits(),
        Value::Char(value) => (*value).into(),
        Value::Flags(flags) => flags.iter().rev().fold(0, |bits, flag| bits << 1 | u64::from(*flag)),
        other => panic!("{other:?} is no number"),
    }
}

/// The payload of each case of a type that has cases.
pub fn payloads(ty: &ValueType) -> Vec<Option<&ValueType>> {
    abi::cases(ty).unwrap_or_else(|| panic!("{ty:?} has no cases"))
}
