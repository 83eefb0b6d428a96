//! Sizes and flat forms of values (Component Model, *CanonicalABI*). Written independently of `dissolve-run`, since the
//! tests check that crate.

use dissolve_interface::ValueType;

/// A core type as in WebAssembly text, for example `i32`.
pub type Core = &'static str;

/// Parameters beyond this number of core values are passed in memory.
pub const MAX_FLAT_PARAMS: usize = 16;

/// The alignment of a value in memory, in bytes.
pub fn align(ty: &ValueType) -> u32 {
    match ty {
        ValueType::Bool | ValueType::S8 | ValueType::U8 => 1,
        ValueType::S16 | ValueType::U16 => 2,
        ValueType::S64 | ValueType::U64 | ValueType::F64 => 8,
        ValueType::FixedList(element, _) => align(element),
        ValueType::Record(fields) => fields.iter().map(|field| align(&field.ty)).max().unwrap_or(1),
        ValueType::Tuple(types) => types.iter().map(align).max().unwrap_or(1),
        ValueType::Flags(names) => flags_unit(names.len()),
        _ => match cases(ty) {
            Some(cases) => payload_align(&cases).max(discriminant(cases.len())),
            None => 4,
        },
    }
}

/// The size of a value in memory, in bytes.
pub fn size(ty: &ValueType) -> u32 {
    match ty {
        ValueType::String | ValueType::List(_) | ValueType::Map(..) => 8,
        ValueType::FixedList(element, length) => size(element) * length,
        ValueType::Record(fields) => offsets(fields.iter().map(|field| &field.ty)).1,
        ValueType::Tuple(types) => offsets(types).1,
        _ => match cases(ty) {
            Some(cases) => {
                let payload = cases.iter().flatten().map(|ty| size(ty)).max().unwrap_or(0);
                (payload_offset(&cases) + payload).next_multiple_of(align(ty))
            }
            None => align(ty),
        },
    }
}

/// The offset of each of several consecutive values, and the size of all.
pub fn offsets<'a>(types: impl IntoIterator<Item = &'a ValueType>) -> (Vec<u32>, u32) {
    let (mut end, mut alignment, mut offsets) = (0u32, 1, Vec::new());
    for ty in types {
        alignment = alignment.max(align(ty));
        offsets.push(end.next_multiple_of(align(ty)));
        end = end.next_multiple_of(align(ty)) + size(ty);
    }
    (offsets, end.next_multiple_of(alignment))
}

/// The payload of each case; `None` if the type has no cases.
pub fn cases(ty: &ValueType) -> Option<Vec<Option<&ValueType>>> {
    Some(match ty {
        ValueType::Variant(cases) => cases.iter().map(|case| case.ty.as_ref()).collect(),
        ValueType::Enum(names) => vec![None; names.len()],
        ValueType::Option(payload) => vec![None, Some(payload)],
        ValueType::Result { ok, err } => vec![ok.as_deref(), err.as_deref()],
        _ => return None,
    })
}

/// The size of a discriminant in bytes.
pub fn discriminant(cases: usize) -> u32 {
    if cases <= 256 { 1 } else { 2 }
}

/// The offset of a variant's payload, in bytes.
pub fn payload_offset(cases: &[Option<&ValueType>]) -> u32 {
    discriminant(cases.len()).next_multiple_of(payload_align(cases))
}

fn payload_align(cases: &[Option<&ValueType>]) -> u32 {
    cases.iter().flatten().map(|ty| align(ty)).max().unwrap_or(1)
}

/// The size of up to 32 flags in bytes.
pub fn flags_unit(count: usize) -> u32 {
    match count {
        0..=8 => 1,
        9..=16 => 2,
        _ => 4,
    }
}

/// The flat form of a value: its core types.
pub fn flatten(ty: &ValueType) -> Vec<Core> {
    match ty {
        ValueType::S64 | ValueType::U64 => vec!["i64"],
        ValueType::F32 => vec!["f32"],
        ValueType::F64 => vec!["f64"],
        ValueType::String | ValueType::List(_) | ValueType::Map(..) => vec!["i32", "i32"],
        ValueType::FixedList(element, length) => flatten(element).repeat(*length as usize),
        ValueType::Record(fields) => fields.iter().flat_map(|field| flatten(&field.ty)).collect(),
        ValueType::Tuple(types) => types.iter().flat_map(flatten).collect(),
        _ => {
            let mut flat = vec!["i32"];
            for payload in cases(ty).into_iter().flatten().flatten() {
                for (index, core) in flatten(payload).into_iter().enumerate() {
                    match flat.get_mut(index + 1) {
                        None => flat.push(core),
                        Some(joined) if *joined == core => {}
                        Some(joined) if matches!((*joined, core), ("i32", "f32") | ("f32", "i32")) => *joined = "i32",
                        Some(joined) => *joined = "i64",
                    }
                }
            }
            flat
        }
    }
}
