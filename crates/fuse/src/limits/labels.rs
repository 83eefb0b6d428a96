//! Compares the labels of two types that must match: an argument and the import that it is for, an export and its
//! ascribed type.
//!
//! A label is unique whatever its case (Component Model, *Explainer*, name uniqueness), so the validator takes
//! `read-ID` and `read-id` for the same label. They are different names, though: the adapters between such types would
//! have to guess, and the flattener stops.

use std::collections::HashSet;

use wasmparser::component_types::{ComponentAnyTypeId, ComponentDefinedType, ComponentItem, ComponentValType};
use wasmparser::types::TypesRef;
use wasmparser::{ComponentExport, ComponentExternalKind, ComponentInstance, ComponentTypeRef, Payload, Validator};

use super::Refusal;
use super::sizes::declared;

/// Two labels that differ in case only.
pub struct Labels {
    /// The label of the argument or the export.
    pub found: String,
    /// The label that is expected.
    pub expected: String,
}

/// The pairs of types that were compared.
#[derive(Default)]
pub struct Meetings {
    seen: HashSet<(ComponentAnyTypeId, ComponentAnyTypeId)>,
}

impl Meetings {
    /// Checks the pairs of types that must match in a part of the input, which is valid.
    pub fn check(&mut self, payload: &Payload<'_>, validator: &Validator) -> Result<(), Refusal> {
        let Some(types) = validator.types(0) else { return Ok(()) };
        match payload {
            Payload::ComponentInstanceSection(section) => {
                for instance in section.clone() {
                    self.instance(&types, instance?, section.range().start)?;
                }
            }
            Payload::ComponentExportSection(section) => {
                for export in section.clone() {
                    self.ascribed(&types, &export?, section.range().start)?;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Checks the arguments of an instantiation, or the exports that an instance is made of.
    fn instance(
        &mut self,
        types: &TypesRef<'_>,
        instance: ComponentInstance<'_>,
        offset: usize,
    ) -> Result<(), Refusal> {
        match instance {
            ComponentInstance::Instantiate { component_index, args } => {
                let imports = &types[types.component_at(component_index)].imports;
                for argument in args {
                    let found = entity(types, argument.kind, argument.index);
                    if let (Some(found), Some(expected)) = (found, imports.get(argument.name)) {
                        self.meet(types, found, declared(expected.ty), offset)?;
                    }
                }
            }
            ComponentInstance::FromExports(exports) => {
                for export in exports {
                    self.ascribed(types, &export, offset)?;
                }
            }
        }
        Ok(())
    }

    /// Checks an export that has an ascribed type.
    fn ascribed(&mut self, types: &TypesRef<'_>, export: &ComponentExport<'_>, offset: usize) -> Result<(), Refusal> {
        let expected = match export.ty {
            Some(ComponentTypeRef::Func(ty) | ComponentTypeRef::Instance(ty) | ComponentTypeRef::Component(ty)) => ty,
            _ => return Ok(()),
        };
        let Some(found) = entity(types, export.kind, export.index) else { return Ok(()) };
        self.meet(types, found, Some(types.component_any_type_at(expected)), offset)
    }

    /// Compares the labels of two types, of which the validator has found that `found` is a subtype of `expected`.
    fn meet(
        &mut self,
        types: &TypesRef<'_>,
        found: ComponentAnyTypeId,
        expected: Option<ComponentAnyTypeId>,
        offset: usize,
    ) -> Result<(), Refusal> {
        let mut left = Vec::from_iter(expected.map(|expected| (found, expected)));
        while let Some((found, expected)) = left.pop() {
            if !self.seen.insert((found, expected)) {
                continue;
            }
            match (found, expected) {
                (ComponentAnyTypeId::Defined(found), ComponentAnyTypeId::Defined(expected)) => {
                    let (found, expected) = (&types[found], &types[expected]);
                    if let Some(labels) = differing(found, expected) {
                        return Err(Refusal::Labels { labels, offset });
                    }
                    left.extend(
                        parts(found).zip(parts(expected)).filter_map(|(found, expected)| both(found, expected)),
                    );
                }
                (ComponentAnyTypeId::Func(found), ComponentAnyTypeId::Func(expected)) => {
                    let (found, expected) = (&types[found], &types[expected]);
                    let params =
                        found.params.iter().zip(&expected.params).map(|(found, expected)| (found.1, expected.1));
                    let values = params.chain(found.result.zip(expected.result));
                    left.extend(values.filter_map(|(found, expected)| both(found, expected)));
                }
                (ComponentAnyTypeId::Instance(found), ComponentAnyTypeId::Instance(expected)) => {
                    let (found, expected) = (&types[found].exports, &types[expected].exports);
                    left.extend(shared(|name| found.get(name), expected.iter()));
                }
                (ComponentAnyTypeId::Component(found), ComponentAnyTypeId::Component(expected)) => {
                    let (found, expected) = (&types[found], &types[expected]);
                    left.extend(shared(|name| found.exports.get(name), expected.exports.iter()));
                    left.extend(shared(|name| found.imports.get(name), expected.imports.iter()));
                }
                // Resources have no labels; other pairs do not occur in a valid component.
                _ => {}
            }
        }
        Ok(())
    }
}

/// Returns the type of an item of a component; none if it has no labels.
fn entity(types: &TypesRef<'_>, kind: ComponentExternalKind, index: u32) -> Option<ComponentAnyTypeId> {
    match kind {
        ComponentExternalKind::Func => Some(ComponentAnyTypeId::Func(types.component_function_at(index))),
        ComponentExternalKind::Type => Some(types.component_any_type_at(index)),
        ComponentExternalKind::Instance => Some(ComponentAnyTypeId::Instance(types.component_instance_at(index))),
        ComponentExternalKind::Component => Some(ComponentAnyTypeId::Component(types.component_at(index))),
        ComponentExternalKind::Module | ComponentExternalKind::Value => None,
    }
}

/// Returns the pairs of types that two instances have under the same name.
fn shared<'a>(
    found: impl Fn(&str) -> Option<&'a ComponentItem>,
    expected: impl Iterator<Item = (&'a String, &'a ComponentItem)>,
) -> Vec<(ComponentAnyTypeId, ComponentAnyTypeId)> {
    expected.filter_map(|(name, item)| declared(found(name)?.ty).zip(declared(item.ty))).collect()
}

/// Returns the types of two values, if both are defined types.
fn both(found: ComponentValType, expected: ComponentValType) -> Option<(ComponentAnyTypeId, ComponentAnyTypeId)> {
    match (found, expected) {
        (ComponentValType::Type(found), ComponentValType::Type(expected)) => {
            Some((ComponentAnyTypeId::Defined(found), ComponentAnyTypeId::Defined(expected)))
        }
        _ => None,
    }
}

/// Returns the first pair of labels in the same position whose text differs.
fn differing(found: &ComponentDefinedType, expected: &ComponentDefinedType) -> Option<Labels> {
    let differing = |(found, expected): (&str, &str)| {
        (found != expected).then(|| Labels { found: found.to_owned(), expected: expected.to_owned() })
    };
    labels(found).into_iter().zip(labels(expected)).find_map(differing)
}

fn labels(ty: &ComponentDefinedType) -> Vec<&str> {
    match ty {
        ComponentDefinedType::Record(record) => record.fields.keys().map(|label| label.as_str()).collect(),
        ComponentDefinedType::Variant(variant) => variant.cases.keys().map(|label| label.as_str()).collect(),
        ComponentDefinedType::Enum(labels) | ComponentDefinedType::Flags(labels) => {
            labels.iter().map(|label| label.as_str()).collect()
        }
        _ => Vec::new(),
    }
}

/// Returns the types that a type consists of. A subtype has as many, in the same order.
fn parts(ty: &ComponentDefinedType) -> impl Iterator<Item = ComponentValType> {
    let parts: Vec<ComponentValType> = match ty {
        ComponentDefinedType::Record(record) => record.fields.values().copied().collect(),
        ComponentDefinedType::Tuple(tuple) => tuple.types.to_vec(),
        ComponentDefinedType::Variant(variant) => variant.cases.values().filter_map(|case| case.ty).collect(),
        ComponentDefinedType::List { element: part, .. }
        | ComponentDefinedType::FixedLengthList { element: part, .. }
        | ComponentDefinedType::Option { ty: part, .. } => vec![*part],
        ComponentDefinedType::Map { key, value, .. } => vec![*key, *value],
        ComponentDefinedType::Result { ok, err, .. } => ok.iter().chain(err).copied().collect(),
        ComponentDefinedType::Future { ty, .. } | ComponentDefinedType::Stream { ty, .. } => {
            ty.iter().copied().collect()
        }
        ComponentDefinedType::Primitive(_)
        | ComponentDefinedType::Enum(_)
        | ComponentDefinedType::Flags(_)
        | ComponentDefinedType::Own(_)
        | ComponentDefinedType::Borrow(_) => Vec::new(),
    };
    parts.into_iter()
}
