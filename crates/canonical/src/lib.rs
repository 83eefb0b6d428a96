//! Types of WIT as the canonical ABI lays them out: specialized types as the general ones, alignment, size, and the flat
//! form (Component Model, *CanonicalABI*, despecialization, alignment, element size, flattening).

use dissolve_interface::ValueType;
use dissolve_targets::CoreType;

/// Parameters beyond this number of core values are passed in memory.
pub const MAX_FLAT_PARAMS: usize = 16;
/// Results beyond this number of core values are passed in memory.
pub const MAX_FLAT_RESULTS: usize = 1;

/// The general form of a type: fields, cases, or neither.
pub enum Shape<'a> {
    /// `record` or `tuple`.
    Fields(Vec<&'a ValueType>),
    /// `variant`, `enum`, `option` or `result`: the payload of each case.
    Cases(Vec<Option<&'a ValueType>>),
    /// Anything else.
    Other,
}

/// The general form of a type.
pub fn shape(ty: &ValueType) -> Shape<'_> {
    match ty {
        ValueType::Record(fields) => Shape::Fields(fields.iter().map(|field| &field.ty).collect()),
        ValueType::Tuple(types) => Shape::Fields(types.iter().collect()),
        ValueType::Variant(cases) => Shape::Cases(cases.iter().map(|case| case.ty.as_ref()).collect()),
        ValueType::Enum(names) => Shape::Cases(vec![None; names.len()]),
        ValueType::Option(payload) => Shape::Cases(vec![None, Some(payload)]),
        ValueType::Result { ok, err } => Shape::Cases(vec![ok.as_deref(), err.as_deref()]),
        _ => Shape::Other,
    }
}

/// The element type of the list that represents a map in memory.
pub fn pair(key: &ValueType, value: &ValueType) -> ValueType {
    ValueType::Tuple(vec![key.clone(), value.clone()])
}

/// The segment of a path, in error messages, for a field of a type, such as `.name` or `.0`.
pub fn field_segment(ty: &ValueType, index: usize) -> String {
    match ty {
        ValueType::Record(fields) => format!(".{}", fields[index].name),
        _ => format!(".{index}"),
    }
}

/// The segment of a path, in error messages, for the payload of a case of a type, such as `.some`.
pub fn case_segment(ty: &ValueType, case: u32) -> String {
    match (ty, case) {
        (ValueType::Variant(cases), _) => format!(".{}", cases[case as usize].name),
        (ValueType::Option(_), _) => ".some".into(),
        (_, 0) => ".ok".into(),
        _ => ".err".into(),
    }
}

/// The bytes of a discriminant for `cases` cases: 1, 2 or 4.
pub fn discriminant_size(cases: usize) -> u32 {
    match cases {
        0..=0x100 => 1,
        0x101..=0x1_0000 => 2,
        _ => 4,
    }
}

/// The offset of a variant's payload, in bytes from the variant's start.
pub fn payload_offset(cases: &[Option<&ValueType>]) -> u64 {
    let alignment = cases.iter().flatten().map(|ty| align(ty)).max().unwrap_or(1);
    align_to(discriminant_size(cases.len()).into(), alignment)
}

/// The address at or after `offset` that is a multiple of `alignment`, a power of two.
pub fn align_to(offset: u64, alignment: u32) -> u64 {
    offset.next_multiple_of(alignment.into())
}

/// The alignment of a type in memory: 1, 2, 4 or 8.
pub fn align(ty: &ValueType) -> u32 {
    match shape(ty) {
        Shape::Fields(fields) => fields.into_iter().map(align).max().unwrap_or(1),
        Shape::Cases(cases) => {
            cases.iter().flatten().map(|ty| align(ty)).max().unwrap_or(1).max(discriminant_size(cases.len()))
        }
        Shape::Other => match ty {
            ValueType::S16 | ValueType::U16 => 2,
            ValueType::S32 | ValueType::U32 | ValueType::F32 | ValueType::Char => 4,
            ValueType::Own(_) | ValueType::Borrow(_) | ValueType::ErrorContext => 4,
            ValueType::String | ValueType::List(_) | ValueType::Map(..) => 4,
            ValueType::S64 | ValueType::U64 | ValueType::F64 => 8,
            ValueType::FixedList(element, _) => align(element),
            ValueType::Flags(names) => flags_unit(names.len()),
            _ => 1,
        },
    }
}

/// The bytes that a value of a type takes in memory, saturating.
pub fn size(ty: &ValueType) -> u64 {
    match shape(ty) {
        Shape::Fields(fields) => {
            let end = fields.iter().fold(0, |end, ty| align_to_saturating(end, align(ty)).saturating_add(size(ty)));
            align_to_saturating(end, align(ty))
        }
        Shape::Cases(cases) => {
            let payload = cases.iter().flatten().map(|ty| size(ty)).max().unwrap_or(0);
            align_to_saturating(payload_offset(&cases).saturating_add(payload), align(ty))
        }
        Shape::Other => match ty {
            ValueType::String | ValueType::List(_) | ValueType::Map(..) => 8,
            ValueType::FixedList(element, length) => size(element).saturating_mul((*length).into()),
            ValueType::Flags(names) if names.len() > 32 => 4 * names.len().div_ceil(32) as u64,
            ValueType::Flags(names) if names.is_empty() => 0,
            _ => align(ty).into(),
        },
    }
}

/// The bytes of each integer that holds `count` flags.
pub fn flags_unit(count: usize) -> u32 {
    match count {
        0..=8 => 1,
        9..=16 => 2,
        _ => 4,
    }
}

fn align_to_saturating(offset: u64, alignment: u32) -> u64 {
    offset.checked_next_multiple_of(alignment.into()).unwrap_or(u64::MAX)
}

/// Appends the core types of a value that is passed flat. The caller has bounded their number with
/// [`ValueType::flat_count`].
pub fn flatten(ty: &ValueType, flat: &mut Vec<CoreType>) {
    match shape(ty) {
        Shape::Fields(fields) => fields.into_iter().for_each(|field| flatten(field, flat)),
        Shape::Cases(cases) => {
            flat.push(CoreType::I32);
            let start = flat.len();
            for payload in cases.into_iter().flatten() {
                let mut own = Vec::new();
                flatten(payload, &mut own);
                for (index, ty) in own.into_iter().enumerate() {
                    match flat.get_mut(start + index) {
                        Some(joined) => *joined = join(*joined, ty),
                        None => flat.push(ty),
                    }
                }
            }
        }
        Shape::Other => match ty {
            ValueType::S64 | ValueType::U64 => flat.push(CoreType::I64),
            ValueType::F32 => flat.push(CoreType::F32),
            ValueType::F64 => flat.push(CoreType::F64),
            ValueType::String | ValueType::List(_) | ValueType::Map(..) => flat.extend([CoreType::I32; 2]),
            ValueType::FixedList(element, length) => (0..*length).for_each(|_| flatten(element, flat)),
            ValueType::Flags(names) => flat.extend(vec![CoreType::I32; names.len().div_ceil(32)]),
            _ => flat.push(CoreType::I32),
        },
    }
}

/// The core type that can hold the bits of either.
fn join(a: CoreType, b: CoreType) -> CoreType {
    match (a, b) {
        _ if a == b => a,
        (CoreType::I32, CoreType::F32) | (CoreType::F32, CoreType::I32) => CoreType::I32,
        _ => CoreType::I64,
    }
}

#[cfg(test)]
mod tests {
    use dissolve_interface::{Case, ValueType as T};

    use super::*;
    use dissolve_targets::CoreType::{F32, F64, I32, I64};

    fn variant(payloads: &[Option<T>]) -> T {
        T::Variant(payloads.iter().map(|ty| Case { name: "c".into(), ty: ty.clone() }).collect())
    }

    fn flags(count: usize) -> T {
        T::Flags((0..count).map(|index| format!("f{index}")).collect())
    }

    #[test]
    fn sizes_and_alignments_are_the_specification_s() {
        for (ty, bytes, alignment) in [
            (T::Bool, 1, 1),
            (T::Char, 4, 4),
            (T::S64, 8, 8),
            (T::String, 8, 4),
            (T::Tuple(vec![T::U8, T::U32, T::U8]), 12, 4),
            (T::Tuple(vec![T::U8, T::F64]), 16, 8),
            (T::Option(Box::new(T::U8)), 2, 1),
            (T::Option(Box::new(T::U64)), 16, 8),
            (T::Result { ok: None, err: None }, 1, 1),
            (variant(&[Some(T::U16), Some(T::String), None]), 12, 4),
            (T::Enum(vec![String::new(); 256]), 1, 1),
            (T::Enum(vec![String::new(); 257]), 2, 2),
            (T::Enum(vec![String::new(); 65537]), 4, 4),
            (T::FixedList(Box::new(T::Tuple(vec![T::U16, T::U8])), 3), 12, 2),
            (flags(8), 1, 1),
            (flags(9), 2, 2),
            (flags(17), 4, 4),
            (flags(33), 8, 4),
            (flags(64), 8, 4),
            (flags(65), 12, 4),
        ] {
            assert_eq!((size(&ty), align(&ty)), (bytes, alignment), "{ty:?}");
        }
    }

    #[test]
    fn joined_cases_have_room_for_each() {
        for (ty, expected) in [
            (variant(&[Some(T::F32), Some(T::U32)]), vec![I32, I32]),
            (variant(&[Some(T::F32), Some(T::F32)]), vec![I32, F32]),
            (variant(&[Some(T::F32), Some(T::F64)]), vec![I32, I64]),
            (variant(&[Some(T::F64), None]), vec![I32, F64]),
            (variant(&[Some(T::String), Some(T::F64)]), vec![I32, I64, I32]),
            (T::FixedList(Box::new(T::Tuple(vec![T::U64, T::F32])), 2), vec![I64, F32, I64, F32]),
            (flags(65), vec![I32, I32, I32]),
        ] {
            let mut flat = Vec::new();
            flatten(&ty, &mut flat);
            assert_eq!(flat, expected, "{ty:?}");
            assert_eq!(flat.len(), ty.flat_count());
        }
    }

    #[test]
    fn absurd_sizes_saturate() {
        let mut ty = T::U64;
        for _ in 0..4 {
            ty = T::FixedList(Box::new(ty), u32::MAX);
        }
        assert_eq!(size(&ty), u64::MAX);
        assert_eq!(size(&T::Tuple(vec![ty, T::U8])), u64::MAX);
    }
}
