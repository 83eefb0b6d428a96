//! Types as WIT writes them, for comments and errors.

use dissolve_interface::{Field, FuncType, Interface, ValueType};

/// The names that a type without a name of its own is shown with.
const MAX_NAMES: usize = 16;

/// A type; one with a name by its name.
pub fn type_text(interface: &Interface, ty: &ValueType) -> String {
    if let Some(named) = interface.types.iter().find(|named| named.ty == *ty) {
        return named.name.clone();
    }
    let inner = |ty: &ValueType| type_text(interface, ty);
    let resource = |index: &u32| {
        interface.resources.get(*index as usize).map_or("resource".to_owned(), |known| known.short_name().to_owned())
    };
    match ty {
        ValueType::Bool => "bool".into(),
        ValueType::S8 => "s8".into(),
        ValueType::U8 => "u8".into(),
        ValueType::S16 => "s16".into(),
        ValueType::U16 => "u16".into(),
        ValueType::S32 => "s32".into(),
        ValueType::U32 => "u32".into(),
        ValueType::S64 => "s64".into(),
        ValueType::U64 => "u64".into(),
        ValueType::F32 => "f32".into(),
        ValueType::F64 => "f64".into(),
        ValueType::Char => "char".into(),
        ValueType::String => "string".into(),
        ValueType::ErrorContext => "error-context".into(),
        ValueType::List(element) => format!("list<{}>", inner(element)),
        ValueType::FixedList(element, length) => format!("list<{}, {length}>", inner(element)),
        ValueType::Map(key, value) => format!("map<{}, {}>", inner(key), inner(value)),
        ValueType::Option(payload) => format!("option<{}>", inner(payload)),
        ValueType::Result { ok, err } => match (ok, err) {
            (None, None) => "result".into(),
            (Some(ok), None) => format!("result<{}>", inner(ok)),
            (ok, Some(err)) => format!("result<{}, {}>", ok.as_ref().map_or("_".into(), |ok| inner(ok)), inner(err)),
        },
        ValueType::Own(index) => resource(index),
        ValueType::Borrow(index) => format!("borrow<{}>", resource(index)),
        ValueType::Tuple(types) => format!("tuple<{}>", types.iter().map(inner).collect::<Vec<_>>().join(", ")),
        ValueType::Record(fields) => format!("record {{ {} }}", fields_text(interface, fields)),
        ValueType::Variant(cases) => {
            let case = |case: &dissolve_interface::Case| match &case.ty {
                Some(ty) => format!("{}({})", case.name, inner(ty)),
                None => case.name.clone(),
            };
            format!("variant {{ {} }}", some_of(cases.len(), cases.iter().map(case)))
        }
        ValueType::Enum(names) => format!("enum {{ {} }}", some_of(names.len(), names.iter().cloned())),
        ValueType::Flags(names) => format!("flags {{ {} }}", some_of(names.len(), names.iter().cloned())),
    }
}

/// The type of a function, such as `func(channel: u32) -> reading`.
pub fn func_text(interface: &Interface, ty: &FuncType) -> String {
    let result = ty.result.as_ref().map(|result| format!(" -> {}", type_text(interface, result))).unwrap_or_default();
    format!("func({}){result}", fields_text(interface, &ty.params))
}

fn fields_text(interface: &Interface, fields: &[Field]) -> String {
    let field = |field: &Field| format!("{}: {}", field.name, type_text(interface, &field.ty));
    fields.iter().map(field).collect::<Vec<_>>().join(", ")
}

/// The first of many names, and the number of the others.
fn some_of(count: usize, names: impl Iterator<Item = String>) -> String {
    let mut shown: Vec<String> = names.take(MAX_NAMES).collect();
    if count > MAX_NAMES {
        shown.push(format!("and {} more", count - MAX_NAMES));
    }
    shown.join(", ")
}
