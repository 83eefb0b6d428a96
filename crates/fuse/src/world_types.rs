//! The types that the world itself declares, for their names.
//!
//! A component imports such a type under its name. The flattener drops imports of types, because they do nothing, so they are read from
//! what the validator knows. A type with handles has no name here: only the flattener knows which resource a handle is of.

use dissolve_interface::{Case, Field, ValueType};
use wasmparser::component_types::{
    ComponentAnyTypeId, ComponentDefinedType, ComponentDefinedTypeId, ComponentEntityType, ComponentValType,
};
use wasmparser::types::TypesRef;
use wasmparser::{Payload, PrimitiveValType, Validator};

/// The maximum number of parts of all types together. A few bytes of input can describe a type of many parts.
const MAX_PARTS: usize = 1 << 16;

/// The named types of the world.
#[derive(Default)]
pub struct WorldTypes {
    /// The types in the order of their imports.
    pub types: Vec<(String, ValueType)>,
    /// The number of parts seen.
    parts: usize,
}

impl WorldTypes {
    /// Records the types that the outermost component imports, of a part of the input that was found valid.
    pub fn watch(&mut self, payload: &Payload<'_>, validator: &Validator) {
        let (Payload::ComponentImportSection(section), Some(types)) = (payload, validator.types(0)) else { return };
        if validator.types(1).is_some() {
            return;
        }
        for import in section.clone().into_iter().flatten() {
            let name = import.name.name;
            let Some(ComponentEntityType::Type { created: ComponentAnyTypeId::Defined(ty), .. }) =
                types.component_item_for_import(name).map(|item| item.ty)
            else {
                continue;
            };
            if let Some(ty) = self.defined(&types, ty) {
                self.types.push((name.to_owned(), ty));
            }
        }
    }

    fn value(&mut self, types: &TypesRef<'_>, ty: ComponentValType) -> Option<ValueType> {
        match ty {
            ComponentValType::Primitive(primitive) => Some(value_of(primitive)),
            ComponentValType::Type(ty) => self.defined(types, ty),
        }
    }

    fn boxed(&mut self, types: &TypesRef<'_>, ty: ComponentValType) -> Option<Box<ValueType>> {
        self.value(types, ty).map(Box::new)
    }

    /// The payload of a case: none if it has none, and no answer if it cannot be described.
    fn payload(&mut self, types: &TypesRef<'_>, ty: Option<ComponentValType>) -> Option<Option<Box<ValueType>>> {
        ty.map_or(Some(None), |ty| self.boxed(types, ty).map(Some))
    }

    /// Recurses as deep as value types are nested, which the validator limits.
    fn defined(&mut self, types: &TypesRef<'_>, ty: ComponentDefinedTypeId) -> Option<ValueType> {
        self.parts += 1;
        if self.parts > MAX_PARTS {
            return None;
        }
        Some(match &types[ty] {
            ComponentDefinedType::Primitive(primitive) => value_of(*primitive),
            ComponentDefinedType::Record(record) => {
                let fields = record.fields.iter();
                let fields =
                    fields.map(|(name, ty)| Some(Field { name: name.to_string(), ty: self.value(types, *ty)? }));
                ValueType::Record(fields.collect::<Option<_>>()?)
            }
            ComponentDefinedType::Variant(variant) => {
                let cases = variant.cases.iter().map(|(name, case)| {
                    let ty = self.payload(types, case.ty)?.map(|ty| *ty);
                    Some(Case { name: name.to_string(), ty })
                });
                ValueType::Variant(cases.collect::<Option<_>>()?)
            }
            ComponentDefinedType::List { element, .. } => ValueType::List(self.boxed(types, *element)?),
            ComponentDefinedType::FixedLengthList { element, length, .. } => {
                ValueType::FixedList(self.boxed(types, *element)?, *length)
            }
            ComponentDefinedType::Map { key, value, .. } => {
                ValueType::Map(self.boxed(types, *key)?, self.boxed(types, *value)?)
            }
            ComponentDefinedType::Tuple(tuple) => {
                let members = tuple.types.iter().map(|ty| self.value(types, *ty));
                ValueType::Tuple(members.collect::<Option<_>>()?)
            }
            ComponentDefinedType::Flags(names) => ValueType::Flags(names.iter().map(ToString::to_string).collect()),
            ComponentDefinedType::Enum(names) => ValueType::Enum(names.iter().map(ToString::to_string).collect()),
            ComponentDefinedType::Option { ty, .. } => ValueType::Option(self.boxed(types, *ty)?),
            ComponentDefinedType::Result { ok, err, .. } => {
                ValueType::Result { ok: self.payload(types, *ok)?, err: self.payload(types, *err)? }
            }
            ComponentDefinedType::Own(_)
            | ComponentDefinedType::Borrow(_)
            | ComponentDefinedType::Future { .. }
            | ComponentDefinedType::Stream { .. } => return None,
        })
    }
}

fn value_of(primitive: PrimitiveValType) -> ValueType {
    match primitive {
        PrimitiveValType::Bool => ValueType::Bool,
        PrimitiveValType::S8 => ValueType::S8,
        PrimitiveValType::U8 => ValueType::U8,
        PrimitiveValType::S16 => ValueType::S16,
        PrimitiveValType::U16 => ValueType::U16,
        PrimitiveValType::S32 => ValueType::S32,
        PrimitiveValType::U32 => ValueType::U32,
        PrimitiveValType::S64 => ValueType::S64,
        PrimitiveValType::U64 => ValueType::U64,
        PrimitiveValType::F32 => ValueType::F32,
        PrimitiveValType::F64 => ValueType::F64,
        PrimitiveValType::Char => ValueType::Char,
        PrimitiveValType::String => ValueType::String,
        PrimitiveValType::ErrorContext => ValueType::ErrorContext,
    }
}
