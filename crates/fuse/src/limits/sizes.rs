//! Limits the sizes of values, which the validator does not check: each type that a component defines has values of
//! less than 2^28 bytes, with pointers counted as 64 bits (Component Model, *CanonicalABI*, element size).

use std::collections::{HashMap, HashSet};

use wasmparser::component_types::{
    ComponentAnyTypeId, ComponentDefinedType, ComponentDefinedTypeId, ComponentEntityType, ComponentValType,
};
use wasmparser::types::TypesRef;
use wasmparser::{Payload, PrimitiveValType, Validator};

use super::Limit;

/// The limit on the size of a value, in bytes: the size must be less.
pub const MAX: u64 = 1 << 28;

/// Size and alignment of a value, in bytes.
#[derive(Clone, Copy)]
struct Extent {
    size: u64,
    align: u64,
}

impl Extent {
    const fn scalar(size: u64) -> Extent {
        Extent { size, align: size }
    }

    /// A pointer and a length.
    const PAIR: Extent = Extent { size: 16, align: 8 };

    /// Appends a value: `next` follows at its alignment, without padding at the end.
    fn then(self, next: Extent) -> Extent {
        let start = self.size.next_multiple_of(next.align);
        Extent { size: (start + next.size).min(MAX), align: self.align.max(next.align) }
    }

    fn padded(self) -> Extent {
        Extent { size: self.size.next_multiple_of(self.align), ..self }
    }
}

/// The sizes computed so far. A size of [`MAX`] stands for [`MAX`] or more.
#[derive(Default)]
pub struct Sizes {
    known: HashMap<ComponentDefinedTypeId, Extent>,
    /// True if one of them exceeds the limit.
    too_large: bool,
    /// The types of functions, instances and components that have been checked.
    seen: HashSet<ComponentAnyTypeId>,
}

impl Sizes {
    /// Checks the types that a part of the input defines.
    pub fn check(&mut self, payload: &Payload<'_>, validator: &Validator) -> Result<(), Limit> {
        if let (Payload::ComponentTypeSection(section), Some(types)) = (payload, validator.types(0)) {
            let count = types.component_type_count();
            // The section's types are the last ones.
            for index in count.saturating_sub(section.count())..count {
                if !self.fit(&types, types.component_any_type_at(index)) {
                    return Err(Limit::ValueSize { offset: section.range().start });
                }
            }
        }
        Ok(())
    }

    /// Returns true if all values of a type, and of the types in it, are within the limit.
    fn fit(&mut self, types: &TypesRef<'_>, ty: ComponentAnyTypeId) -> bool {
        let mut left = vec![ty];
        while let Some(ty) = left.pop() {
            match ty {
                ComponentAnyTypeId::Defined(ty) => {
                    self.defined(types, ty);
                }
                ComponentAnyTypeId::Resource(_) => {}
                _ if !self.seen.insert(ty) => {}
                ComponentAnyTypeId::Func(ty) => {
                    let ty = &types[ty];
                    for value in ty.params.iter().map(|(_, param)| *param).chain(ty.result) {
                        self.value(types, value);
                    }
                }
                ComponentAnyTypeId::Instance(ty) => {
                    left.extend(types[ty].exports.values().filter_map(|item| declared(item.ty)));
                }
                ComponentAnyTypeId::Component(ty) => {
                    let items = types[ty].imports.values().chain(types[ty].exports.values());
                    left.extend(items.filter_map(|item| declared(item.ty)));
                }
            }
        }
        !self.too_large
    }

    fn value(&mut self, types: &TypesRef<'_>, ty: ComponentValType) -> Extent {
        match ty {
            ComponentValType::Primitive(primitive) => primitive_extent(primitive),
            ComponentValType::Type(ty) => self.defined(types, ty),
        }
    }

    /// Recurses as deep as value types are nested, which the validator limits.
    fn defined(&mut self, types: &TypesRef<'_>, ty: ComponentDefinedTypeId) -> Extent {
        if let Some(&extent) = self.known.get(&ty) {
            return extent;
        }
        let extent = match &types[ty] {
            ComponentDefinedType::Primitive(primitive) => primitive_extent(*primitive),
            ComponentDefinedType::Record(record) => self.fields(types, record.fields.values().copied()),
            ComponentDefinedType::Tuple(tuple) => self.fields(types, tuple.types.iter().copied()),
            ComponentDefinedType::FixedLengthList { element, length, .. } => {
                let element = self.value(types, *element);
                Extent { size: element.size.saturating_mul((*length).into()).min(MAX), ..element }
            }
            ComponentDefinedType::Variant(variant) => {
                self.cases(types, variant.cases.len(), variant.cases.values().filter_map(|case| case.ty))
            }
            ComponentDefinedType::Enum(names) => self.cases(types, names.len(), []),
            ComponentDefinedType::Option { ty, .. } => self.cases(types, 2, [*ty]),
            ComponentDefinedType::Result { ok, err, .. } => self.cases(types, 2, ok.iter().chain(err).copied()),
            ComponentDefinedType::Flags(names) => match names.len() {
                0..=8 => Extent::scalar(1),
                9..=16 => Extent::scalar(2),
                _ => Extent::scalar(4),
            },
            ComponentDefinedType::List { element, .. } => {
                self.value(types, *element);
                Extent::PAIR
            }
            ComponentDefinedType::Map { key, value, .. } => {
                self.fields(types, [*key, *value]);
                Extent::PAIR
            }
            ComponentDefinedType::Own(_) | ComponentDefinedType::Borrow(_) => Extent::scalar(4),
            ComponentDefinedType::Future { ty, .. } | ComponentDefinedType::Stream { ty, .. } => {
                ty.map(|ty| self.value(types, ty));
                Extent::scalar(4)
            }
        };
        self.too_large |= extent.size >= MAX;
        self.known.insert(ty, extent);
        extent
    }

    fn fields(&mut self, types: &TypesRef<'_>, fields: impl IntoIterator<Item = ComponentValType>) -> Extent {
        let empty = Extent { size: 0, align: 1 };
        fields.into_iter().fold(empty, |extent, field| extent.then(self.value(types, field))).padded()
    }

    fn cases(
        &mut self,
        types: &TypesRef<'_>,
        count: usize,
        payloads: impl IntoIterator<Item = ComponentValType>,
    ) -> Extent {
        let discriminant = match count {
            0..=0x100 => Extent::scalar(1),
            0x101..=0x1_0000 => Extent::scalar(2),
            _ => Extent::scalar(4),
        };
        let empty = Extent { size: 0, align: 1 };
        let payload = payloads.into_iter().fold(empty, |joined, payload| {
            let payload = self.value(types, payload);
            Extent { size: joined.size.max(payload.size), align: joined.align.max(payload.align) }
        });
        discriminant.then(payload).padded()
    }
}

/// Returns the type of an import or export, if it is a type that contains value types.
pub fn declared(entity: ComponentEntityType) -> Option<ComponentAnyTypeId> {
    match entity {
        ComponentEntityType::Type { referenced, .. } => Some(referenced),
        ComponentEntityType::Func(ty) => Some(ComponentAnyTypeId::Func(ty)),
        ComponentEntityType::Instance(ty) => Some(ComponentAnyTypeId::Instance(ty)),
        ComponentEntityType::Component(ty) => Some(ComponentAnyTypeId::Component(ty)),
        ComponentEntityType::Value(ComponentValType::Type(ty)) => Some(ComponentAnyTypeId::Defined(ty)),
        ComponentEntityType::Value(ComponentValType::Primitive(_)) | ComponentEntityType::Module(_) => None,
    }
}

fn primitive_extent(primitive: PrimitiveValType) -> Extent {
    match primitive {
        PrimitiveValType::Bool | PrimitiveValType::S8 | PrimitiveValType::U8 => Extent::scalar(1),
        PrimitiveValType::S16 | PrimitiveValType::U16 => Extent::scalar(2),
        PrimitiveValType::S64 | PrimitiveValType::U64 | PrimitiveValType::F64 => Extent::scalar(8),
        PrimitiveValType::String => Extent::PAIR,
        PrimitiveValType::S32
        | PrimitiveValType::U32
        | PrimitiveValType::F32
        | PrimitiveValType::Char
        | PrimitiveValType::ErrorContext => Extent::scalar(4),
    }
}
