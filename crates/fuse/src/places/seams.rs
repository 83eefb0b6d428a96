//! The call between components that each adapter makes, by the names that its caller and its callee use.
//!
//! The flattener keeps no names of lowered functions. The core modules on both sides have them: the caller imports a
//! function by its interface and its name, and the callee exports it as `interface#function` (component-model, *Build
//! targets*). A module written by hand may use any names; then reports have those.

use std::collections::HashMap;

use dissolve_interface::Seam;
use dissolve_wasm::FuncIndex;
use wasmtime_environ::EntityIndex;
use wasmtime_environ::component::{
    CoreDef, CoreExport, ExportItem, GlobalInitializer, InstantiateModule, RuntimeComponentInstanceIndex,
    StaticModuleIndex,
};

use crate::intrinsics::{CALLEE, callees};
use crate::merge::Merger;
use crate::translate::Translated;

/// The instantiation of a core module.
struct Instantiation<'a> {
    module: StaticModuleIndex,
    arguments: &'a [CoreDef],
    /// The component that the module belongs to; none for adapters.
    component: Option<RuntimeComponentInstanceIndex>,
}

/// The caller's name for a function: module and field of an import.
type ImportName<'a> = (&'a str, &'a str);

struct Namer<'a, 'b> {
    translated: &'a Translated<'b>,
    instantiations: Vec<Instantiation<'a>>,
}

/// Returns the adapters, by their indices in the merged module.
pub fn adapters(merger: &Merger<'_, '_>) -> Vec<(FuncIndex, Seam)> {
    let translated = merger.translated;
    let instantiations = translated.component.initializers.iter().filter_map(|initializer| match initializer {
        GlobalInitializer::InstantiateModule(InstantiateModule::Static(module, arguments), component) => {
            Some(Instantiation { module: *module, arguments, component: *component })
        }
        _ => None,
    });
    let namer = Namer { translated, instantiations: instantiations.collect() };
    let callers = namer.callers();
    let mut adapters = Vec::new();
    for (index, instantiation) in namer.instantiations.iter().enumerate() {
        let Some((_, renumbering)) = merger.instances.get(index).filter(|_| instantiation.component.is_none()) else {
            continue;
        };
        let module = &translated.modules[instantiation.module];
        // The engine generated the module, so it is valid; if it were not, only the names would be missing.
        let callees = callees(&module.wasm).unwrap_or_default();
        for entity in module.module.exports.values() {
            let EntityIndex::Function(function) = entity else { continue };
            let function = FuncIndex::from_u32(function.as_u32());
            let caller = callers.get(&(index, function)).copied();
            let callee = callees.get(&function);
            let callee = callee.and_then(|(_, name)| namer.argument(instantiation, (CALLEE, name)));
            let seam = namer.seam(caller, callee);
            adapters.push((renumbering.functions[function], seam));
        }
    }
    adapters
}

impl<'a> Namer<'a, '_> {
    /// Returns, for each function of a core instance of adapters, the first component that imports it, and the import's
    /// name.
    fn callers(&self) -> HashMap<(usize, FuncIndex), (RuntimeComponentInstanceIndex, ImportName<'_>)> {
        let mut callers = HashMap::new();
        for instantiation in &self.instantiations {
            let Some(component) = instantiation.component else { continue };
            for (argument, name) in self.arguments(instantiation) {
                let CoreDef::Export(export) = argument else { continue };
                let ExportItem::Index(EntityIndex::Function(function)) = export.item else { continue };
                let name = self.behind_shim(component, name).unwrap_or(name);
                let function = FuncIndex::from_u32(function.as_u32());
                callers.entry((export.instance.as_u32() as usize, function)).or_insert((component, name));
            }
        }
        callers
    }

    fn arguments<'s>(
        &'s self,
        instantiation: &Instantiation<'a>,
    ) -> impl Iterator<Item = (&'a CoreDef, ImportName<'s>)> {
        let imports = self.translated.modules[instantiation.module].module.imports();
        instantiation.arguments.iter().zip(imports.map(|(module, field, _)| (module, field)))
    }

    fn argument(&self, instantiation: &Instantiation<'a>, name: ImportName<'_>) -> Option<&'a CoreDef> {
        self.arguments(instantiation).find(|(_, known)| *known == name).map(|(argument, _)| argument)
    }

    /// Returns the name of an import that is filled in later, through a table: a shim module exports a function for it
    /// under a number, and another module imports the target under its real name (`wit-component`).
    fn behind_shim(&self, component: RuntimeComponentInstanceIndex, name: ImportName<'_>) -> Option<ImportName<'_>> {
        let ("", number) = name else { return None };
        let of_component = self.instantiations.iter().filter(|other| other.component == Some(component));
        of_component.flat_map(|other| self.arguments(other)).find_map(|(argument, name)| {
            let CoreDef::Export(export) = argument else { return None };
            let is_it = !name.0.is_empty() && self.export_name(export) == Some(number);
            is_it.then_some(name)
        })
    }

    /// Returns the name under which a core instance exports an item, preferably a name with an interface.
    fn export_name<'e>(&'e self, export: &'e CoreExport<EntityIndex>) -> Option<&'e str> {
        let entity = match &export.item {
            ExportItem::Name(name) => return Some(name),
            ExportItem::Index(entity) => *entity,
        };
        let instantiation = self.instantiations.get(export.instance.as_u32() as usize)?;
        let module = &self.translated.modules[instantiation.module].module;
        let names = module.exports.iter().filter(|(_, known)| **known == entity);
        let names = names.map(|(name, _)| &module.strings[*name]);
        names.max_by_key(|name| name.contains('#'))
    }

    fn seam(&self, caller: Option<(RuntimeComponentInstanceIndex, ImportName<'_>)>, callee: Option<&CoreDef>) -> Seam {
        let exported = callee.and_then(|callee| match callee {
            CoreDef::Export(export) => Some(export),
            _ => None,
        });
        let callee = exported.and_then(|export| {
            let instantiation = self.instantiations.get(export.instance.as_u32() as usize)?;
            instantiation.component
        });
        let name = exported.and_then(|export| self.export_name(export));
        let (interface, function) = match (caller, name.and_then(|name| name.split_once('#'))) {
            (Some((_, (module, field))), _) if module.contains(':') => (Some(module), field),
            (_, Some((interface, function))) => (Some(interface), function),
            (caller, None) => (None, name.or(caller.map(|(_, (_, field))| field)).unwrap_or("(unknown)")),
        };
        Seam {
            interface: interface.map(str::to_owned),
            function: function.to_owned(),
            caller: caller.map(|(component, _)| self.translated.component_name(Some(component))),
            callee: callee.map(|component| self.translated.component_name(Some(component))),
            params: self.translated.signatures.params(interface, function),
        }
    }
}
