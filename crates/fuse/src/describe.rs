//! Exports the component's exports as core exports, and writes the interface record.

mod type_names;
mod types;

use dissolve_interface::{
    CanonicalOptions, Export as ExportRecord, Field, FuncType, FunctionName, Import, ImportKind, Interface, Memory,
    StringEncoding, ValueType, linker_layout,
};
use dissolve_wasm::{ExternalIndex, MemoryIndex};
use wasmtime_environ::component::{
    CanonicalOptionsDataModel, Export, ExportIndex, OptionsIndex, Trampoline, TypeFuncIndex,
};

use self::type_names::named_types;
use self::types::Resources;
use crate::Error;
use crate::merge::Merger;
use crate::plan::Role;

/// Adds the core exports of the component's exports, and returns the interface record.
pub fn describe(merger: &mut Merger<'_, '_>) -> Result<Interface, Error> {
    let translated = merger.translated;
    let mut describer =
        Describer { merger, interface: Interface::new(), exported: Vec::new(), resources: Resources::new(translated) };
    describer.memories()?;
    describer.imports()?;
    for (name, (export, _)) in translated.component.exports.raw_iter() {
        describer.export(None, name.as_str(), *export)?;
    }
    let Describer { merger, mut interface, mut resources, .. } = describer;
    interface.types = named_types(&mut resources);
    resources.describe(merger, &mut interface)?;
    let handles = merger
        .handles
        .declare_memory(&mut merger.builder, format!("{} (handles)", translated.name))
        .map_err(|bytes| Error::HandleTables { component: translated.name.to_owned(), bytes })?;
    interface.memories.extend(handles);
    Ok(interface)
}

struct Describer<'m, 't, 'a> {
    merger: &'m mut Merger<'t, 'a>,
    interface: Interface,
    /// The memories and allocators that are exported, and their names.
    exported: Vec<(ExternalIndex, String)>,
    /// Handle tables that the embedder sees.
    resources: Resources<'t, 'a>,
}

impl Describer<'_, '_, '_> {
    fn memories(&mut self) -> Result<(), Error> {
        for memory in self.merger.plan.memories.values() {
            let module = &self.merger.translated.modules[memory.module].wasm;
            let layout = match memory.shared_by_guests {
                true => None,
                false => linker_layout(module).map_err(Error::Invalid)?.map(|(layout, _)| layout),
            };
            self.interface.memories.push(Memory { component: memory.component.clone(), layout, ..Memory::default() });
        }
        Ok(())
    }

    fn imports(&mut self) -> Result<(), Error> {
        let plan = self.merger.plan;
        for import in plan.imports.values() {
            let (interface, function) = self.merger.translated.import_name(import.import);
            let name = FunctionName { interface: interface.map(str::to_owned), function: function.to_owned() };
            let kind = match (import.role, self.merger.translated.passthrough(import.import)) {
                (Role::Destructor(_), _) => ImportKind::Destructor { resource: name },
                (_, Some(symbol)) => {
                    ImportKind::Passthrough { symbol: symbol.field.clone(), memory: import.memory, base: 0 }
                }
                (Role::Function(trampoline), None) => {
                    let Trampoline::LowerImport { lower_ty, options, .. } =
                        self.merger.translated.trampolines[trampoline]
                    else {
                        unreachable!("the plan holds lowered imports only");
                    };
                    let ty = self.func_type(&name, options, lower_ty)?;
                    // The embedder allocates memory for the strings and lists of a result.
                    let allocates = ty.result.as_ref().is_some_and(ValueType::has_pointer);
                    let options = self.options(options, allocates);
                    ImportKind::Host { name, ty, options }
                }
            };
            let (module, field) = (import.module.clone(), import.field.clone());
            self.interface.imports.push(Import { module, field, kind });
        }
        Ok(())
    }

    fn export(&mut self, interface: Option<&str>, name: &str, index: ExportIndex) -> Result<(), Error> {
        match &self.merger.translated.component.export_items[index] {
            Export::LiftedFunction { ty, func, options } => {
                let name = FunctionName { interface: interface.map(str::to_owned), function: name.to_owned() };
                let ty = self.func_type(&name, *options, *ty)?;
                let instance = self.merger.translated.component.options[*options].instance;
                let function = self.merger.function(func, Some(instance))?;
                let core = name.to_string();
                self.merger.builder.export(&core, ExternalIndex::Function(function));
                let post_return = self.merger.translated.component.options[*options].post_return.map(|post_return| {
                    let post_core = format!("cabi_post_{core}");
                    let function = self.merger.without_leave(self.merger.post_returns[&post_return], instance);
                    self.merger.builder.export(&post_core, ExternalIndex::Function(function));
                    post_core
                });
                let allocates = ty.params.iter().any(|param| param.ty.has_pointer()) || spills(&ty);
                let options = self.options(*options, allocates);
                self.interface.exports.push(ExportRecord { name, core, ty, options, post_return });
                Ok(())
            }
            Export::Instance { ty, exports } => {
                for (inner, export) in self.merger.translated.exports_of(*ty, exports) {
                    // An instance in an instance has no name of its own in WIT; its functions keep the path.
                    let path = interface.map_or(name.to_owned(), |outer| format!("{outer}/{name}"));
                    self.export(Some(&path), inner, export)?;
                }
                Ok(())
            }
            // An exported core module is code without an instance: none of it runs.
            Export::Type(_) | Export::ModuleStatic { .. } | Export::ModuleImport { .. } => Ok(()),
        }
    }

    /// Converts canonical options to the terms of the fused module, and exports the functions and memories that they
    /// need.
    fn options(&mut self, index: OptionsIndex, allocates: bool) -> CanonicalOptions {
        let options = &self.merger.translated.component.options[index];
        let (memory, realloc) = match options.data_model {
            CanonicalOptionsDataModel::Gc {} => (None, None),
            CanonicalOptionsDataModel::LinearMemory(memory) => (memory.memory, memory.realloc),
        };
        let memory = memory.map(|memory| self.merger.plan.runtime_memory(memory));
        if let Some(memory) = memory {
            self.export_helper("memory", ExternalIndex::Memory(memory), memory);
        }
        let realloc = realloc.filter(|_| allocates).map(|realloc| {
            let function = self.merger.without_leave(self.merger.reallocs[&realloc], options.instance);
            let memory = memory.unwrap_or(MemoryIndex::FIRST);
            self.export_helper("cabi_realloc", ExternalIndex::Function(function), memory)
        });
        let string_encoding = match options.string_encoding {
            wasmtime_environ::component::StringEncoding::Utf8 => StringEncoding::Utf8,
            wasmtime_environ::component::StringEncoding::Utf16 => StringEncoding::Utf16,
            wasmtime_environ::component::StringEncoding::CompactUtf16 => StringEncoding::CompactUtf16,
        };
        CanonicalOptions { memory, realloc, string_encoding, base: 0 }
    }

    /// Exports a memory or an allocator once: as `base`, or as `base@N` if it belongs to memory `N`.
    fn export_helper(&mut self, base: &str, item: ExternalIndex, memory: MemoryIndex) -> String {
        let belongs = |name: &str| name.split('@').next() == Some(base);
        if let Some((_, name)) = self.exported.iter().find(|(known, name)| *known == item && belongs(name)) {
            return name.clone();
        }
        let mut name = if memory.as_u32() == 0 { base.to_owned() } else { format!("{base}@{memory}") };
        while self.exported.iter().any(|(_, taken)| *taken == name) {
            name.push('+');
        }
        self.merger.builder.export(&name, item);
        self.exported.push((item, name.clone()));
        name
    }

    fn func_type(&mut self, name: &FunctionName, options: OptionsIndex, ty: TypeFuncIndex) -> Result<FuncType, Error> {
        let translated = self.merger.translated;
        let options = &translated.component.options[options];
        let unsupported = |feature: &str| Error::Unsupported {
            component: translated.component_name(Some(options.instance)),
            function: name.to_string(),
            feature: feature.to_owned(),
        };
        let types = &translated.types;
        let ty = &types[ty];
        if options.async_ || ty.async_ {
            return Err(unsupported("an asynchronous function"));
        }
        let resources = &mut self.resources;
        let params = types[ty.params]
            .types
            .iter()
            .zip(&ty.param_names)
            .map(|(param, name)| Ok(Field { name: name.clone(), ty: resources.value_type(*param)? }))
            .collect::<Result<_, _>>()
            .map_err(unsupported)?;
        let result = match *types[ty.results].types {
            [] => None,
            [result] => Some(resources.value_type(result).map_err(unsupported)?),
            _ => return Err(unsupported("a function with several results")),
        };
        Ok(FuncType { params, result })
    }
}

/// Returns true if parameters are passed through memory: more than 16 flat values (Component Model, `MAX_FLAT_PARAMS`).
fn spills(ty: &FuncType) -> bool {
    ty.params.iter().map(|param| param.ty.flat_count()).sum::<usize>() > 16
}
