//! The modules, resources and types of a program.

use dissolve_interface::{Field, FuncType, ImportKind, Interface, ValueType};

use super::names::WORLD_METHODS;
use super::{Alias, Definition, IMPORTS, Module, ModuleKind, Program, ROOT, Resource, is_defined, parts};
use crate::Error;
use crate::rust::names::{Scope, camel, short_names};
use crate::signature::missing;

/// The names of interfaces in the order in which they are first mentioned.
#[derive(Default)]
struct Interfaces<'a>(Vec<&'a str>);

impl<'a> Interfaces<'a> {
    fn add(&mut self, name: Option<&'a str>) {
        if let Some(name) = name.filter(|name| !self.0.contains(name)) {
            self.0.push(name);
        }
    }
}

/// The interface in a resource's name.
fn interface_of(resource: &str) -> Option<&str> {
    resource.split_once('#').map(|(interface, _)| interface)
}

/// The modules of a program, [`ROOT`] and [`IMPORTS`] first.
pub fn modules(interface: &Interface, world: &str) -> Vec<Module> {
    let (mut exported, mut imported) = (Interfaces::default(), Interfaces::default());
    for export in &interface.exports {
        exported.add(export.name.interface.as_deref());
    }
    for import in &interface.imports {
        match &import.kind {
            ImportKind::Host { name, .. } | ImportKind::Destructor { resource: name } => {
                imported.add(name.interface.as_deref())
            }
            ImportKind::Passthrough { .. } => {}
        }
    }
    for resource in &interface.resources {
        match resource.drop.is_some() {
            true => exported.add(interface_of(&resource.name)),
            false => imported.add(interface_of(&resource.name)),
        }
    }
    for named in &interface.types {
        if !named.interface.as_deref().is_some_and(|name| imported.0.contains(&name)) {
            exported.add(named.interface.as_deref());
        }
    }

    // An interface's module and the world's method that leads to it have one name.
    let mut root = Scope::with(&["imports", "raw", world]);
    WORLD_METHODS.iter().for_each(|&name| drop(root.take(name.to_owned())));
    let mut modules = vec![
        Module { path: vec![], interface: None, kind: ModuleKind::Root, types: Scope::default() },
        Module { path: vec!["imports".into()], interface: None, kind: ModuleKind::Imports, types: Scope::default() },
    ];
    for (interface, name) in exported.0.iter().zip(short_names(&exported.0)) {
        let types = Scope::with(&["Exports"]);
        let interface = Some((*interface).to_owned());
        modules.push(Module { path: vec![root.take(name)], interface, kind: ModuleKind::Exported, types });
    }
    let mut inner = Scope::with(&["Host"]);
    for (interface, name) in imported.0.iter().zip(short_names(&imported.0)) {
        let types = Scope::with(&["Host"]);
        let interface = Some((*interface).to_owned());
        let path = vec!["imports".into(), inner.take(name)];
        modules.push(Module { path, interface, kind: ModuleKind::Imported, types });
    }
    modules[ROOT].types = root;
    modules[IMPORTS].types = inner;
    modules
}

impl Program<'_> {
    /// The module of an interface. One that is both imported and exported has two.
    pub(super) fn module_of(&self, interface: Option<&str>, is_exported: bool) -> usize {
        let Some(interface) = interface else { return if is_exported { ROOT } else { IMPORTS } };
        let find = |kind| {
            self.modules.iter().position(|module| module.kind == kind && module.interface.as_deref() == Some(interface))
        };
        let (exported, imported) = (find(ModuleKind::Exported), find(ModuleKind::Imported));
        match is_exported {
            true => exported.or(imported),
            false => imported.or(exported),
        }
        .unwrap_or(ROOT)
    }

    /// Adds the resources, by their tables, and those that only have a destructor.
    pub(super) fn add_resources(&mut self) {
        let interface = &self.manifest.interface;
        for (table, resource) in interface.resources.iter().enumerate() {
            self.add_resource(&resource.name, resource.short_name(), resource.drop.is_some(), Some(table));
        }
        for import in &interface.imports {
            if let ImportKind::Destructor { resource } = &import.kind {
                self.add_resource(&resource.to_string(), &resource.function, false, None);
            }
        }
    }

    fn add_resource(&mut self, full: &str, wit: &str, is_exported: bool, table: Option<usize>) {
        let known = self.resources.iter_mut().find(|known| known.full == full && known.is_exported == is_exported);
        if let Some(known) = known {
            known.tables.extend(table);
            return;
        }
        let module = self.module_of(interface_of(full), is_exported);
        let types = &mut self.modules[module].types;
        let name = types.take(camel(wit));
        let borrowed = types.take(camel(&format!("{wit}-ref")));
        let (wit, full) = (wit.to_owned(), full.to_owned());
        let tables = table.into_iter().collect();
        self.resources.push(Resource { wit, full, is_exported, module, name, borrowed, tables });
    }

    /// The index of the resource of a table.
    pub(super) fn resource_of(&self, table: u32) -> Option<usize> {
        self.resources.iter().position(|resource| resource.tables.contains(&(table as usize)))
    }

    /// Replaces tables by resources. `None` if there is no such table.
    fn normalize(&self, ty: &ValueType) -> Option<ValueType> {
        let boxed = |ty: &ValueType| self.normalize(ty).map(Box::new);
        let index = |table: u32| self.resource_of(table).and_then(|index| u32::try_from(index).ok());
        Some(match ty {
            ValueType::List(element) => ValueType::List(boxed(element)?),
            ValueType::FixedList(element, length) => ValueType::FixedList(boxed(element)?, *length),
            ValueType::Record(fields) => {
                let field = |field: &Field| Some(Field { name: field.name.clone(), ty: self.normalize(&field.ty)? });
                ValueType::Record(fields.iter().map(field).collect::<Option<_>>()?)
            }
            ValueType::Tuple(types) => {
                ValueType::Tuple(types.iter().map(|ty| self.normalize(ty)).collect::<Option<_>>()?)
            }
            ValueType::Variant(cases) => {
                let mut cases = cases.clone();
                for case in &mut cases {
                    if let Some(ty) = &mut case.ty {
                        *ty = self.normalize(ty)?;
                    }
                }
                ValueType::Variant(cases)
            }
            ValueType::Option(payload) => ValueType::Option(boxed(payload)?),
            ValueType::Result { ok, err } => {
                let side = |payload: &Option<Box<ValueType>>| match payload {
                    Some(payload) => boxed(payload).map(Some),
                    None => Some(None),
                };
                ValueType::Result { ok: side(ok)?, err: side(err)? }
            }
            ValueType::Map(key, value) => ValueType::Map(boxed(key)?, boxed(value)?),
            ValueType::Own(table) => ValueType::Own(index(*table)?),
            ValueType::Borrow(table) => ValueType::Borrow(index(*table)?),
            other => other.clone(),
        })
    }

    /// Normalizes the types of a function.
    pub(super) fn normalize_function(&self, function: &str, ty: &FuncType) -> Result<FuncType, Error> {
        let normalize = |ty: &ValueType| self.normalize(ty).ok_or_else(|| missing(function, "a resource"));
        let param = |param: &Field| Ok(Field { name: param.name.clone(), ty: normalize(&param.ty)? });
        let params = ty.params.iter().map(param).collect::<Result<_, Error>>()?;
        Ok(FuncType { params, result: ty.result.as_ref().map(normalize).transpose()? })
    }

    /// Adds the types that have names. One that no function can pass is left out.
    pub(super) fn add_named_types(&mut self) {
        for named in &self.manifest.interface.types {
            let Some(ty) = self.normalize(&named.ty).filter(|ty| super::check::check_sent(self, "", ty).is_ok()) else {
                continue;
            };
            let is_exported = !self.is_imported_only(named.interface.as_deref());
            let module = self.module_of(named.interface.as_deref(), is_exported);
            let name = self.modules[module].types.take(camel(&named.name));
            match self.definitions.iter().position(|known| known.ty == ty) {
                Some(definition) => self.aliases.push(Alias { module, name, wit: named.name.clone(), definition }),
                None => self.definitions.push(Definition { module, name, wit: Some(named.name.clone()), ty }),
            }
        }
        // A part of a type may have no name in the record.
        for index in 0..self.definitions.len() {
            let Definition { module, ref name, ref ty, .. } = self.definitions[index];
            let (name, ty) = (name.clone(), ty.clone());
            parts(&ty).into_iter().for_each(|part| self.define(module, &name, part));
        }
    }

    fn is_imported_only(&self, interface: Option<&str>) -> bool {
        interface.is_some() && self.modules[self.module_of(interface, true)].kind == ModuleKind::Imported
    }

    /// Defines the types of a function that have no definition yet. Their names come from the function's and the parameter's.
    pub(super) fn define_parts(&mut self, module: usize, function: &str, ty: &FuncType) {
        for param in &ty.params {
            self.define(module, &format!("{function}-{}", param.name), &param.ty);
        }
        if let Some(result) = &ty.result {
            self.define(module, &format!("{function}-result"), result);
        }
    }

    fn define(&mut self, module: usize, hint: &str, ty: &ValueType) {
        if is_defined(ty) && self.definition(ty).is_none() {
            let name = self.modules[module].types.take(camel(hint));
            self.definitions.push(Definition { module, name, wit: None, ty: ty.clone() });
        }
        parts(ty).into_iter().for_each(|part| self.define(module, hint, part));
    }

    /// The definition of a type.
    pub fn definition(&self, ty: &ValueType) -> Option<&Definition> {
        self.definitions.iter().find(|definition| definition.ty == *ty)
    }
}
