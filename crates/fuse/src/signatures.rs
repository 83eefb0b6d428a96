//! The parameter names of imported functions, for reports on traps.
//!
//! Takes each import section as it is validated. The flattener drops the names of lowered functions, so parameters are
//! looked up by the interface and the function that an adapter's caller imports. Names are advice: if two imports with
//! the same name differ, there are none.

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use wasmparser::component_types::{
    ComponentDefinedType, ComponentDefinedTypeId, ComponentEntityType, ComponentFuncTypeId, ComponentValType,
};
use wasmparser::types::TypesRef;
use wasmparser::{Payload, PrimitiveValType, Validator};

/// The maximum number of core parameters of a function; if there are more, all are passed in memory.
const MAX_FLAT_PARAMS: u32 = dissolve_canonical::MAX_FLAT_PARAMS as u32;

/// The maximum number of functions to look at. Importing an interface once more takes only a few bytes of input,
/// however large the interface is.
const MAX_FUNCTIONS: usize = 1 << 16;

/// The parameters of a function: the name of each, and its number of core values.
type Params = Vec<(String, u32)>;

/// The functions that the components import, at any depth.
#[derive(Default)]
pub struct Signatures {
    /// The parameters by interface, if there is one, and function; none where two imports differ.
    functions: HashMap<(Option<String>, String), Option<Params>>,
    /// The number of functions looked at.
    seen: usize,
    /// The number of core values of each type seen so far, at most `MAX_FLAT_PARAMS + 1`.
    flat: HashMap<ComponentDefinedTypeId, u32>,
}

impl Signatures {
    /// Records the imported functions of a part of the input that was found valid.
    pub fn watch(&mut self, payload: &Payload<'_>, validator: &Validator) {
        let (Payload::ComponentImportSection(section), Some(types)) = (payload, validator.types(0)) else { return };
        for import in section.clone().into_iter().flatten() {
            let name = import.name.name;
            match types.component_item_for_import(name).map(|item| item.ty) {
                Some(ComponentEntityType::Func(ty)) => self.insert(&types, None, name, ty),
                Some(ComponentEntityType::Instance(ty)) => {
                    for (function, item) in types[ty].exports.iter().take(MAX_FUNCTIONS.saturating_sub(self.seen)) {
                        if let ComponentEntityType::Func(ty) = item.ty {
                            self.insert(&types, Some(name), function, ty);
                        }
                    }
                }
                _ => {}
            }
        }
    }

    /// Returns the parameters of a function that a component imports; empty if they are not known, or passed in memory.
    /// (A core module written by hand may name an interface where its component imports the function alone.)
    pub fn params(&self, interface: Option<&str>, function: &str) -> Params {
        let find = |interface: Option<&str>| self.functions.get(&(interface.map(str::to_owned), function.to_owned()));
        find(interface).or_else(|| find(None)).cloned().flatten().unwrap_or_default()
    }

    fn insert(&mut self, types: &TypesRef<'_>, interface: Option<&str>, function: &str, ty: ComponentFuncTypeId) {
        self.seen += 1;
        if self.seen > MAX_FUNCTIONS {
            return;
        }
        // Each parameter takes at least one core value.
        let params = types[ty].params.iter().take(MAX_FLAT_PARAMS as usize + 1);
        let params: Params = params.map(|(name, ty)| (name.to_string(), self.value(types, *ty))).collect();
        let sum = params.iter().map(|(_, width)| width).sum::<u32>();
        let params = if sum > MAX_FLAT_PARAMS { Params::new() } else { params };
        match self.functions.entry((interface.map(str::to_owned), function.to_owned())) {
            Entry::Occupied(mut known) if known.get().as_ref() != Some(&params) => _ = known.insert(None),
            Entry::Occupied(_) => {}
            Entry::Vacant(entry) => _ = entry.insert(Some(params)),
        }
    }

    fn value(&mut self, types: &TypesRef<'_>, ty: ComponentValType) -> u32 {
        match ty {
            ComponentValType::Primitive(primitive) => primitive_width(primitive),
            ComponentValType::Type(ty) => self.defined(types, ty),
        }
    }

    /// Recurses as deep as value types are nested, which the validator limits.
    fn defined(&mut self, types: &TypesRef<'_>, ty: ComponentDefinedTypeId) -> u32 {
        if let Some(&width) = self.flat.get(&ty) {
            return width;
        }
        let width = match &types[ty] {
            ComponentDefinedType::Primitive(primitive) => primitive_width(*primitive),
            ComponentDefinedType::Record(record) => self.fields(types, record.fields.values().copied()),
            ComponentDefinedType::Tuple(tuple) => self.fields(types, tuple.types.iter().copied()),
            ComponentDefinedType::FixedLengthList { element, length, .. } => {
                self.value(types, *element).saturating_mul(*length)
            }
            ComponentDefinedType::Variant(variant) => {
                self.cases(types, variant.cases.values().filter_map(|case| case.ty))
            }
            ComponentDefinedType::Option { ty, .. } => self.cases(types, [*ty]),
            ComponentDefinedType::Result { ok, err, .. } => self.cases(types, ok.iter().chain(err).copied()),
            ComponentDefinedType::List { .. } | ComponentDefinedType::Map { .. } => 2,
            ComponentDefinedType::Enum(_)
            | ComponentDefinedType::Flags(_)
            | ComponentDefinedType::Own(_)
            | ComponentDefinedType::Borrow(_)
            | ComponentDefinedType::Future { .. }
            | ComponentDefinedType::Stream { .. } => 1,
        };
        let width = width.min(MAX_FLAT_PARAMS + 1);
        self.flat.insert(ty, width);
        width
    }

    fn fields(&mut self, types: &TypesRef<'_>, fields: impl IntoIterator<Item = ComponentValType>) -> u32 {
        fields.into_iter().fold(0, |sum, field| (sum + self.value(types, field)).min(MAX_FLAT_PARAMS + 1))
    }

    /// Returns the width of a variant: the discriminant, and as many core values as the largest payload has.
    fn cases(&mut self, types: &TypesRef<'_>, payloads: impl IntoIterator<Item = ComponentValType>) -> u32 {
        1 + payloads.into_iter().map(|payload| self.value(types, payload)).max().unwrap_or(0)
    }
}

fn primitive_width(primitive: PrimitiveValType) -> u32 {
    match primitive {
        PrimitiveValType::String => 2,
        PrimitiveValType::Bool
        | PrimitiveValType::S8
        | PrimitiveValType::U8
        | PrimitiveValType::S16
        | PrimitiveValType::U16
        | PrimitiveValType::S32
        | PrimitiveValType::U32
        | PrimitiveValType::S64
        | PrimitiveValType::U64
        | PrimitiveValType::F32
        | PrimitiveValType::F64
        | PrimitiveValType::Char
        | PrimitiveValType::ErrorContext => 1,
    }
}
