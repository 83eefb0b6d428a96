//! The relation between a value in C and in the guest's memory.

use dissolve_interface::ValueType;

use super::scalar;

/// How a value in C relates to its bytes in the guest's memory. In this order, a type is the last of its parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Layout {
    /// The bytes are the same, and all bytes are valid.
    Bits,
    /// The bytes are the same, but not all bytes are valid.
    Checked,
    /// The bytes differ.
    Converted,
}

/// The layout of a type.
pub fn layout(ty: &ValueType) -> Layout {
    let all = |types: &mut dyn Iterator<Item = &ValueType>| types.map(layout).max().unwrap_or(Layout::Converted);
    match ty {
        ValueType::Char | ValueType::Enum(_) => Layout::Checked,
        // The guest may set bits that are no flags.
        ValueType::Flags(names) => match scalar::flags_bytes(names.len()) {
            Some(bytes @ 1..=4) if names.len() == 8 * bytes as usize => Layout::Bits,
            None if names.len().is_multiple_of(32) => Layout::Bits,
            _ => Layout::Converted,
        },
        ValueType::Record(fields) => all(&mut fields.iter().map(|field| &field.ty)),
        ValueType::Tuple(types) => all(&mut types.iter()),
        ValueType::FixedList(element, _) => layout(element),
        ValueType::Bool => Layout::Converted,
        _ if scalar::builtin(ty).is_some() => Layout::Bits,
        _ => Layout::Converted,
    }
}

#[cfg(test)]
mod tests {
    use super::{Layout, layout};
    use dissolve_interface::ValueType as T;

    #[test]
    fn a_type_is_the_worst_of_its_parts() {
        let flags = |count: usize| T::Flags((0..count).map(|index| format!("f{index}")).collect());
        for (ty, expected) in [
            (T::U8, Layout::Bits),
            (T::Bool, Layout::Converted),
            (T::Tuple(vec![T::U8, T::Char]), Layout::Checked),
            (T::Tuple(vec![T::U8, T::F64]), Layout::Bits),
            (T::Tuple(vec![T::Char, T::Bool]), Layout::Converted),
            (T::FixedList(Box::new(T::S16), 3), Layout::Bits),
            (T::String, Layout::Converted),
            (flags(8), Layout::Bits),
            (flags(9), Layout::Converted),
            (flags(32), Layout::Bits),
            (flags(64), Layout::Converted),
            (flags(96), Layout::Bits),
        ] {
            assert_eq!(layout(&ty), expected, "{ty:?}");
        }
    }
}
