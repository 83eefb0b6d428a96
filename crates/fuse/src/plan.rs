//! Numbers the memories and the imports, before the first function is written.
//!
//! Functions of the fused module are numbered after its imports, so the imports come first. A passthrough import
//! belongs to the memory that its addresses refer to, so the memories come before the imports.

use std::collections::HashMap;

use dissolve_wasm::{FuncIndex, MemoryIndex, PrimaryMap};
use wasmtime_environ::component::{
    CoreDef, CoreExport, Export, ExportItem, ExtractPostReturn, ExtractRealloc, GlobalInitializer, InstantiateModule,
    LoweredIndex, Resource, ResourceIndex, RuntimeImportIndex, RuntimeInstanceIndex, RuntimeMemoryIndex,
    StaticModuleIndex, Trampoline, TrampolineIndex, TypeResourceTableIndex,
};
use wasmtime_environ::{EntityIndex, WasmValType};

use crate::handles::concrete;
use crate::translate::Translated;

/// A memory of the fused module.
pub struct Memory {
    /// The module that defines it.
    pub module: StaticModuleIndex,
    /// The name in reports of the component that the memory belongs to.
    pub component: String,
    /// True if another guest module imports the memory, which makes its linker's layout unreliable.
    pub shared_by_guests: bool,
}

/// An imported function of the fused module.
pub struct Import {
    /// Its core module name.
    pub module: String,
    /// Its core field name.
    pub field: String,
    /// The import of the component behind it.
    pub import: RuntimeImportIndex,
    /// The purpose of the import.
    pub role: Role,
    /// The memory that the addresses in its arguments and results refer to.
    pub memory: Option<MemoryIndex>,
    /// The parameters of its core type.
    pub params: Vec<WasmValType>,
    /// The results of its core type.
    pub results: Vec<WasmValType>,
}

/// The purpose of an imported function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Calls a function of the world; the trampoline lowers it.
    Function(TrampolineIndex),
    /// Destroys the object behind a representation of this resource, which the embedder defines.
    Destructor(ResourceIndex),
}

/// The numbers of memories and imports.
pub struct Plan<'t, 'a> {
    /// The flattened component.
    pub translated: &'t Translated<'a>,
    /// The memories of the fused module.
    pub memories: PrimaryMap<MemoryIndex, Memory>,
    /// The imports of the fused module, all of functions.
    pub imports: PrimaryMap<FuncIndex, Import>,
    /// For each core instance, the fused index of each of its memories.
    instance_memories: Vec<PrimaryMap<MemoryIndex, MemoryIndex>>,
    /// Fused indices of the memories that canonical options name.
    runtime_memories: HashMap<RuntimeMemoryIndex, MemoryIndex>,
    /// The import behind each lowering.
    lowerings: HashMap<LoweredIndex, RuntimeImportIndex>,
    /// The function index of each import, by trampoline and memory.
    by_trampoline: HashMap<(TrampolineIndex, Option<MemoryIndex>), FuncIndex>,
}

impl<'t, 'a> Plan<'t, 'a> {
    /// Numbers memories and imports.
    pub fn new(translated: &'t Translated<'a>) -> Plan<'t, 'a> {
        let mut plan = Plan {
            translated,
            memories: PrimaryMap::new(),
            imports: PrimaryMap::new(),
            instance_memories: Vec::new(),
            runtime_memories: HashMap::new(),
            lowerings: HashMap::new(),
            by_trampoline: HashMap::new(),
        };
        plan.number_memories();
        plan.number_imports();
        plan
    }

    fn number_memories(&mut self) {
        let translated = self.translated;
        let mut static_modules = Vec::new();
        for initializer in &translated.component.initializers {
            match initializer {
                GlobalInitializer::InstantiateModule(InstantiateModule::Static(module, args), component) => {
                    let mut memories = PrimaryMap::new();
                    for arg in args {
                        if let Some(memory) = self.memory_of(&static_modules, arg) {
                            self.memories[memory].shared_by_guests |= component.is_some();
                            memories.push(memory);
                        }
                    }
                    let definition = &translated.modules[*module].module;
                    for _ in definition.num_imported_memories..definition.memories.len() {
                        memories.push(self.memories.push(Memory {
                            module: *module,
                            component: translated.component_name(*component),
                            shared_by_guests: false,
                        }));
                    }
                    self.instance_memories.push(memories);
                    static_modules.push(*module);
                }
                GlobalInitializer::ExtractMemory(extract) => {
                    let export = extract.export.clone().map_index(EntityIndex::from);
                    if let Some(memory) = self.memory_of(&static_modules, &CoreDef::Export(export)) {
                        self.runtime_memories.insert(extract.index, memory);
                    }
                }
                GlobalInitializer::LowerImport { index, import } => {
                    self.lowerings.insert(*index, *import);
                }
                _ => {}
            }
        }
    }

    fn memory_of(&self, modules: &[StaticModuleIndex], def: &CoreDef) -> Option<MemoryIndex> {
        let CoreDef::Export(export) = def else { return None };
        match entity(self.translated, modules, export)? {
            EntityIndex::Memory(memory) => Some(self.memory(export.instance, memory)),
            _ => None,
        }
    }

    fn number_imports(&mut self) {
        let translated = self.translated;
        let mut instance = 0;
        for initializer in &translated.component.initializers {
            match initializer {
                GlobalInitializer::InstantiateModule(InstantiateModule::Static(_, args), _) => {
                    let memory = self.first_memory_of(instance);
                    for arg in args {
                        self.number_import(arg, memory);
                    }
                    instance += 1;
                }
                GlobalInitializer::Resource(Resource { dtor: Some(def), .. })
                | GlobalInitializer::ExtractRealloc(ExtractRealloc { def, .. })
                | GlobalInitializer::ExtractPostReturn(ExtractPostReturn { def, .. }) => {
                    self.number_import(def, None);
                }
                _ => {}
            }
        }
        for (_, export) in translated.component.export_items.iter() {
            if let Export::LiftedFunction { func, .. } = export {
                self.number_import(func, None);
            }
        }
    }

    fn number_import(&mut self, def: &CoreDef, instance_memory: Option<MemoryIndex>) {
        let translated = self.translated;
        let CoreDef::Trampoline(trampoline) = def else { return };
        if let Trampoline::ResourceDrop { ty, .. } = &translated.trampolines[*trampoline] {
            return self.number_destructor(*ty);
        }
        let Trampoline::LowerImport { index: lowering, options, .. } = &translated.trampolines[*trampoline] else {
            return;
        };
        let import = self.lowerings[lowering];
        let (memory, module, field) = match translated.passthrough(import) {
            Some(symbol) => (instance_memory, symbol.module.clone(), symbol.field.clone()),
            None => {
                let (interface, function) = translated.import_name(import);
                let memory = translated.component.options[*options].memory().map(|m| self.runtime_memories[&m]);
                (memory, interface.unwrap_or("$root").to_owned(), function.to_owned())
            }
        };
        if self.by_trampoline.contains_key(&(*trampoline, memory)) {
            return;
        }
        // A symbol is imported once for each memory, however often it is lowered.
        let is_symbol = translated.passthrough(import).is_some();
        let is_it = |other: &Import| is_symbol && other.import == import && other.memory == memory;
        let known = self.imports.iter().find(|(_, other)| is_it(other)).map(|(known, _)| known);
        if let Some(known) = known {
            self.by_trampoline.insert((*trampoline, memory), known);
            return;
        }
        let namesakes = self.imports.values().filter(|other| other.import == import).count();
        let field = if namesakes == 0 { field } else { format!("{field}@{namesakes}") };
        let ty = translated.component.trampolines[*trampoline];
        let ty = translated.types.module_types()[ty].unwrap_func();
        let function = self.imports.push(Import {
            module,
            field,
            import,
            role: Role::Function(*trampoline),
            memory,
            params: ty.params().to_vec(),
            results: ty.results().to_vec(),
        });
        self.by_trampoline.insert((*trampoline, memory), function);
    }

    /// Adds the import that `resource.drop` calls for a resource that the embedder defines.
    fn number_destructor(&mut self, ty: TypeResourceTableIndex) {
        let translated = self.translated;
        let Some((resource, _)) = concrete(&translated.types, ty) else { return };
        let Some(&import) = translated.component.imported_resources.get(resource) else { return };
        let role = Role::Destructor(resource);
        if self.imports.values().any(|other| other.role == role) {
            return;
        }
        let (interface, name) = translated.import_name(import);
        self.imports.push(Import {
            module: interface.unwrap_or("$root").to_owned(),
            field: format!("[resource-drop]{name}"),
            import,
            role,
            memory: None,
            params: vec![WasmValType::I32],
            results: Vec::new(),
        });
    }

    /// Returns the resources that the embedder defines, with the functions that destroy them.
    pub fn host_destructors(&self) -> impl Iterator<Item = (ResourceIndex, FuncIndex)> {
        self.imports.iter().filter_map(|(function, import)| match import.role {
            Role::Destructor(resource) => Some((resource, function)),
            Role::Function(_) => None,
        })
    }

    /// Returns the fused index of a memory of a core instance.
    pub fn memory(&self, instance: RuntimeInstanceIndex, memory: wasmtime_environ::MemoryIndex) -> MemoryIndex {
        self.memories_of(instance.as_u32() as usize)[MemoryIndex::from_u32(memory.as_u32())]
    }

    /// Returns the fused indices of all memories of a core instance.
    pub fn memories_of(&self, instance: usize) -> &PrimaryMap<MemoryIndex, MemoryIndex> {
        &self.instance_memories[instance]
    }

    /// Returns the fused index of the first memory of a core instance.
    pub fn first_memory_of(&self, instance: usize) -> Option<MemoryIndex> {
        self.memories_of(instance).values().next().copied()
    }

    /// Returns the fused index of a memory that canonical options name.
    pub fn runtime_memory(&self, memory: RuntimeMemoryIndex) -> MemoryIndex {
        self.runtime_memories[&memory]
    }

    /// Returns the imported function behind a lowering trampoline that is used by an instance with the given memory.
    pub fn import_function(
        &self,
        trampoline: TrampolineIndex,
        instance_memory: Option<MemoryIndex>,
    ) -> Option<FuncIndex> {
        let translated = self.translated;
        let Trampoline::LowerImport { index, options, .. } = &translated.trampolines[trampoline] else { return None };
        let memory = match translated.passthrough(self.lowerings[index]) {
            Some(_) => instance_memory,
            None => translated.component.options[*options].memory().map(|m| self.runtime_memories[&m]),
        };
        self.by_trampoline.get(&(trampoline, memory)).copied()
    }
}

/// Returns the entity behind an export of a core instance, as an index of the instance's module.
pub fn entity(
    translated: &Translated<'_>,
    modules: &[StaticModuleIndex],
    export: &CoreExport<EntityIndex>,
) -> Option<EntityIndex> {
    match &export.item {
        ExportItem::Index(entity) => Some(*entity),
        ExportItem::Name(name) => {
            let module = &translated.modules[modules[export.instance.as_u32() as usize]].module;
            module.exports.iter().find(|(export, _)| module.strings[**export] == **name).map(|(_, entity)| *entity)
        }
    }
}
