//! The WIT names of types that the component's imports and exports mention.
//!
//! The flattener keeps only the structure of a type. Names occur where an interface, or the world itself, exports or
//! imports a type; those of the world's own imports come from the validator. Records, variants, enums and flags have names in WIT. The name of an alias counts as well.

use dissolve_interface::{NamedType, ValueType};
use wasmtime_environ::component::{Export, ExportIndex, TypeDef};

use super::types::Resources;
use crate::translate::Translated;

/// Returns all named types: by interface, imported ones first, each in the order of its declaration. `resources` are
/// the resources that functions mention.
pub fn named_types(resources: &mut Resources<'_, '_>) -> Vec<NamedType> {
    resources.close();
    let translated = resources.translated;
    let mut names = TypeNames { translated, resources, types: Vec::new() };
    for (name, ty) in &translated.world_types {
        names.push(None, name, ty.clone());
    }
    for (_, (name, import)) in translated.component.import_types.iter() {
        names.add(None, name, &import.ty);
    }
    for (name, (export, _)) in translated.component.exports.raw_iter() {
        names.add_export(None, name.as_str(), *export);
    }
    names.types
}

struct TypeNames<'a, 'b, 'r> {
    translated: &'a Translated<'b>,
    resources: &'r mut Resources<'a, 'b>,
    types: Vec<NamedType>,
}

impl TypeNames<'_, '_, '_> {
    fn add(&mut self, interface: Option<&str>, name: &str, ty: &TypeDef) {
        match ty {
            TypeDef::Interface(ty) => {
                // A type that cannot be described belongs to no function in the record: their types were described
                // before.
                let Ok(ty) = self.resources.value_type(*ty) else { return };
                self.push(interface, name, ty);
            }
            TypeDef::ComponentInstance(instance) => {
                let path = path(interface, name);
                for (inner, item) in &self.translated.types[*instance].exports {
                    self.add(Some(&path), inner, &item.ty);
                }
            }
            _ => {}
        }
    }

    /// Adds a type that WIT gives a name, unless it is known.
    fn push(&mut self, interface: Option<&str>, name: &str, ty: ValueType) {
        let has_name =
            matches!(ty, ValueType::Record(_) | ValueType::Variant(_) | ValueType::Enum(_) | ValueType::Flags(_));
        let named = NamedType { interface: interface.map(str::to_owned), name: name.to_owned(), ty };
        if has_name && !self.types.contains(&named) {
            self.types.push(named);
        }
    }

    fn add_export(&mut self, interface: Option<&str>, name: &str, index: ExportIndex) {
        match &self.translated.component.export_items[index] {
            Export::Type(ty) => self.add(interface, name, ty),
            Export::Instance { ty, exports } => {
                let path = path(interface, name);
                for (inner, export) in self.translated.exports_of(*ty, exports) {
                    self.add_export(Some(&path), inner, export);
                }
            }
            _ => {}
        }
    }
}

/// Returns the path of an instance: its name, after the name of the instance around it, as in the names of functions.
fn path(outer: Option<&str>, name: &str) -> String {
    outer.map_or_else(|| name.to_owned(), |outer| format!("{outer}/{name}"))
}
