//! Types of WIT that are one number in C, and how such a number crosses.

use dissolve_canonical as layout;
use dissolve_interface::ValueType;
use dissolve_targets::CoreType;

/// The C type of an unsigned integer of `bytes` bytes.
pub fn unsigned(bytes: u32) -> String {
    format!("uint{}_t", 8 * bytes)
}

/// The bytes of the C integer that holds flags; `None` if there are more than 64, which are an array of words.
pub fn flags_bytes(count: usize) -> Option<u32> {
    match count {
        0..=32 => Some(layout::flags_unit(count)),
        33..=64 => Some(8),
        _ => None,
    }
}

/// The bits that `count` flags may set, as a constant of C.
pub fn flags_mask(count: usize) -> String {
    let mask = u64::MAX >> 64_usize.saturating_sub(count).min(63);
    if count > 32 { format!("UINT64_C({mask:#x})") } else { format!("{mask:#x}u") }
}

/// The C type of a scalar that has no name in WIT.
pub fn builtin(ty: &ValueType) -> Option<&'static str> {
    Some(match ty {
        ValueType::Bool => "bool",
        ValueType::S8 => "int8_t",
        ValueType::U8 => "uint8_t",
        ValueType::S16 => "int16_t",
        ValueType::U16 => "uint16_t",
        ValueType::S32 => "int32_t",
        ValueType::U32 | ValueType::Char => "uint32_t",
        ValueType::S64 => "int64_t",
        ValueType::U64 => "uint64_t",
        ValueType::F32 => "float",
        ValueType::F64 => "double",
        _ => return None,
    })
}

/// Returns true for types that are one number in C and one core value.
pub fn is_scalar(ty: &ValueType) -> bool {
    match ty {
        ValueType::Enum(_) => true,
        ValueType::Flags(names) => (1..=32).contains(&names.len()),
        _ => builtin(ty).is_some(),
    }
}

/// The core type of a scalar.
pub fn core_type(ty: &ValueType) -> CoreType {
    match ty {
        ValueType::S64 | ValueType::U64 => CoreType::I64,
        ValueType::F32 => CoreType::F32,
        ValueType::F64 => CoreType::F64,
        _ => CoreType::I32,
    }
}

/// The C type of a core value.
pub fn core_c_type(ty: CoreType) -> &'static str {
    match ty {
        CoreType::I64 => "uint64_t",
        CoreType::F32 => "float",
        CoreType::F64 => "double",
        _ => "uint32_t",
    }
}

/// The core value of a scalar `value` of C: an integer is extended as its sign asks.
pub fn to_core(ty: &ValueType, value: &str) -> String {
    match ty {
        ValueType::Bool => format!("({value} ? 1u : 0u)"),
        ValueType::S8 | ValueType::S16 => format!("(uint32_t)(int32_t){value}"),
        ValueType::S64 => format!("(uint64_t){value}"),
        ValueType::U32 | ValueType::Char | ValueType::U64 | ValueType::F32 | ValueType::F64 => value.to_owned(),
        ValueType::Flags(names) => format!("((uint32_t){value} & {})", flags_mask(names.len())),
        _ => format!("(uint32_t){value}"),
    }
}

/// The scalar of C type `c_type` for the core value `value`. Bits that the type does not have are ignored.
pub fn from_core(ty: &ValueType, c_type: &str, value: &str) -> String {
    match ty {
        ValueType::Bool => format!("({value} != 0u)"),
        ValueType::U32 | ValueType::Char | ValueType::U64 | ValueType::F32 | ValueType::F64 => value.to_owned(),
        ValueType::Flags(names) => format!("({c_type})({value} & {})", flags_mask(names.len())),
        _ => format!("({c_type}){value}"),
    }
}

/// The test that a core value or a C value is valid for its type, as an expression with a status, if there are values that are not.
pub fn check(ty: &ValueType, value: &str) -> Option<String> {
    match ty {
        ValueType::Char => Some(format!("dissolve_check_char({value})")),
        ValueType::Enum(names) => Some(format!("dissolve_check_case({value}, {}u)", names.len())),
        _ => None,
    }
}

/// The value of core type `ty` whose bits are in the low end of the 64-bit integer `bits`.
pub fn from_bits(ty: CoreType, bits: &str) -> String {
    match ty {
        CoreType::I64 => bits.to_owned(),
        CoreType::F32 => format!("dissolve_float((uint32_t){bits})"),
        CoreType::F64 => format!("dissolve_double({bits})"),
        _ => format!("(uint32_t){bits}"),
    }
}

/// The bits of a core value, as a 64-bit integer.
pub fn to_bits(ty: CoreType, value: &str) -> String {
    match ty {
        CoreType::F32 => format!("dissolve_float_bits({value})"),
        CoreType::F64 => format!("dissolve_double_bits({value})"),
        CoreType::I64 => value.to_owned(),
        _ => format!("(uint64_t){value}"),
    }
}

/// The scalar's core value, loaded from the address `from`.
pub fn load(ty: &ValueType, from: &str) -> String {
    let bits = 8 * layout::size(ty);
    let integer = format!("dissolve_load{bits}({from})");
    match ty {
        ValueType::F32 => format!("dissolve_float({integer})"),
        ValueType::F64 => format!("dissolve_double({integer})"),
        ValueType::U32 | ValueType::U64 | ValueType::S64 | ValueType::Char | ValueType::S32 => integer,
        _ => format!("(uint32_t){integer}"),
    }
}

/// The statement that stores the core value `value` of a scalar at the address `to`.
pub fn store(ty: &ValueType, to: &str, value: &str) -> String {
    let bytes = u32::try_from(layout::size(ty)).unwrap_or_default();
    let integer = match ty {
        ValueType::F32 => format!("dissolve_float_bits({value})"),
        ValueType::F64 => format!("dissolve_double_bits({value})"),
        _ if bytes < 4 => format!("({})({value})", unsigned(bytes)),
        _ => value.to_owned(),
    };
    format!("dissolve_store{}({to}, {integer});", 8 * bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn masks_have_a_bit_for_each_flag() {
        for (count, expected) in [
            (1, "0x1u"),
            (8, "0xffu"),
            (9, "0x1ffu"),
            (32, "0xffffffffu"),
            (33, "UINT64_C(0x1ffffffff)"),
            (64, "UINT64_C(0xffffffffffffffff)"),
        ] {
            assert_eq!(flags_mask(count), expected);
        }
    }
}
