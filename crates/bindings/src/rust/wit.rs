//! Types and functions as WIT has them, for the documentation.

use dissolve_interface::{FuncType, ValueType};

use super::program::{Program, is_defined};

impl Program<'_> {
    /// A type, by its name if it has one.
    pub fn wit(&self, ty: &ValueType) -> String {
        if is_defined(ty)
            && let Some(definition) = self.definition(ty)
            && let Some(name) = &definition.wit
        {
            return name.clone();
        }
        self.wit_structure(ty)
    }

    /// A type, written out.
    pub fn wit_structure(&self, ty: &ValueType) -> String {
        let list = |types: Vec<String>| types.join(", ");
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
            ValueType::List(element) => format!("list<{}>", self.wit(element)),
            ValueType::FixedList(element, length) => format!("list<{}, {length}>", self.wit(element)),
            ValueType::Record(fields) => {
                let fields = fields.iter().map(|field| format!("{}: {}", field.name, self.wit(&field.ty)));
                format!("record {{ {} }}", list(fields.collect()))
            }
            ValueType::Tuple(types) => format!("tuple<{}>", list(types.iter().map(|ty| self.wit(ty)).collect())),
            ValueType::Variant(cases) => {
                let cases = cases.iter().map(|case| match &case.ty {
                    Some(ty) => format!("{}({})", case.name, self.wit(ty)),
                    None => case.name.clone(),
                });
                format!("variant {{ {} }}", list(cases.collect()))
            }
            ValueType::Enum(names) => format!("enum {{ {} }}", names.join(", ")),
            ValueType::Option(payload) => format!("option<{}>", self.wit(payload)),
            ValueType::Result { ok, err } => match (ok, err) {
                (None, None) => "result".into(),
                (Some(ok), None) => format!("result<{}>", self.wit(ok)),
                (ok, Some(err)) => {
                    let ok = ok.as_ref().map_or("_".into(), |ok| self.wit(ok));
                    format!("result<{ok}, {}>", self.wit(err))
                }
            },
            ValueType::Flags(names) => format!("flags {{ {} }}", names.join(", ")),
            ValueType::Map(key, value) => format!("map<{}, {}>", self.wit(key), self.wit(value)),
            ValueType::Own(resource) => self.wit_resource(*resource).to_owned(),
            ValueType::Borrow(resource) => format!("borrow<{}>", self.wit_resource(*resource)),
            ValueType::ErrorContext => "error-context".into(),
        }
    }

    fn wit_resource(&self, resource: u32) -> &str {
        self.resources.get(resource as usize).map_or("resource", |resource| resource.wit.as_str())
    }

    /// A function: `name: func(a: u32) -> string`.
    pub fn wit_function(&self, name: &str, ty: &FuncType) -> String {
        let params = ty.params.iter().map(|param| format!("{}: {}", param.name, self.wit(&param.ty)));
        let params = params.collect::<Vec<_>>().join(", ");
        let result = ty.result.as_ref().map_or(String::new(), |result| format!(" -> {}", self.wit(result)));
        format!("{name}: func({params}){result}")
    }
}
