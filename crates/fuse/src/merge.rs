//! Appends every core instance of the component to one module.
//!
//! Takes the flattened initializers in order. Each instantiation adds the module's definitions under new indices. Its
//! imports resolve to definitions of earlier instances, to trampolines, and to imports of the embedder, which all have
//! fused indices already. Segments and start functions keep the order of instantiation.

use std::collections::HashMap;

use dissolve_interface::{Part, Seam};
use dissolve_reach::Language;
use dissolve_wasm::{FuncIndex, GlobalIndex, MemoryIndex, Module, TableIndex};
use wasm_encoder::reencode::Error as ReencodeError;
use wasm_encoder::{Encode as _, FuncType, GlobalType, Instruction, ValType};
use wasmtime_environ::component::{
    CanonicalOptionsDataModel, CoreDef, CoreExport, Export, GlobalInitializer, InstantiateModule, OptionsIndex,
    RuntimeComponentInstanceIndex, RuntimePostReturnIndex, RuntimeReallocIndex, StaticModuleIndex, StringEncoding,
    Trampoline, TrampolineIndex,
};
use wasmtime_environ::{EntityIndex, WasmValType};

use crate::builder::{Builder, Home, Merged};
use crate::handles::{HandleFunctions, Handles};
use crate::plan::{Plan, entity};
use crate::renumber::Renumbering;
use crate::translate::Translated;
use crate::{Error, append, intrinsics, naming, post_return, transcoders, traps};

/// All instances in one module, and the fused functions that canonical options refer to.
pub struct Merger<'t, 'a> {
    /// The flattened component.
    pub translated: &'t Translated<'a>,
    /// The numbers of its memories and imports.
    pub plan: &'t Plan<'t, 'a>,
    /// The module.
    pub builder: Builder,
    /// The functions of `realloc` options.
    pub reallocs: HashMap<RuntimeReallocIndex, FuncIndex>,
    /// The functions of `post-return` options.
    pub post_returns: HashMap<RuntimePostReturnIndex, FuncIndex>,
    /// The handle tables of resources.
    pub handles: Handles,
    /// The core instances in order: the module of each, and the fused indices of its items.
    pub instances: Vec<(StaticModuleIndex, Renumbering)>,
    /// The built-ins that components call: functions of the fuser's own, and their names in reports.
    pub built_ins: Vec<(FuncIndex, Seam)>,
    /// The `may_leave` flags of component instances.
    flags: HashMap<RuntimeComponentInstanceIndex, GlobalIndex>,
    /// The function behind each trampoline, for each memory that its user has.
    trampolines: HashMap<(TrampolineIndex, Option<MemoryIndex>), FuncIndex>,
    /// The wrappers of functions that must call no import, by function and its instance's flag.
    clearing: HashMap<(FuncIndex, GlobalIndex), FuncIndex>,
    /// True if names have the component's name before them.
    prefixed: bool,
}

/// Merges all core instances; a component instance whose handles have no bound has room for `handles` of them.
pub fn merge<'t, 'a>(plan: &'t Plan<'t, 'a>, handles: u32) -> Result<Merger<'t, 'a>, Error> {
    let translated = plan.translated;
    let mut merger = Merger {
        translated,
        plan,
        // Handle tables lie in a memory after all others.
        handles: Handles::new(translated, handles, plan.memories.next_key())?,
        builder: Builder::default(),
        reallocs: HashMap::new(),
        post_returns: HashMap::new(),
        instances: Vec::new(),
        built_ins: Vec::new(),
        flags: HashMap::new(),
        trampolines: HashMap::new(),
        clearing: HashMap::new(),
        prefixed: naming::need_prefix(translated),
    };
    for import in plan.imports.values() {
        merger.builder.import(&import.module, &import.field, func_type(&import.params, &import.results));
    }
    merger.handles.destructors.extend(merger.plan.host_destructors());
    merger.declare_flags();
    for initializer in &translated.component.initializers {
        merger.initialize(initializer)?;
    }
    Ok(merger)
}

/// Converts a core type of the flattener to one of the encoder. References cannot occur in a canonical signature.
fn func_type(params: &[WasmValType], results: &[WasmValType]) -> FuncType {
    let convert = |ty: &WasmValType| match ty {
        WasmValType::I64 => ValType::I64,
        WasmValType::F32 => ValType::F32,
        WasmValType::F64 => ValType::F64,
        WasmValType::V128 => ValType::V128,
        WasmValType::I32 | WasmValType::Ref(_) => ValType::I32,
    };
    FuncType::new(params.iter().map(convert), results.iter().map(convert))
}

impl<'a> Merger<'_, 'a> {
    /// Encodes the module.
    pub fn finish(self) -> Merged {
        self.builder.finish()
    }

    fn initialize(&mut self, initializer: &GlobalInitializer) -> Result<(), Error> {
        match initializer {
            GlobalInitializer::InstantiateModule(InstantiateModule::Static(module, args), component) => {
                self.instantiate(*module, args, *component)?;
            }
            GlobalInitializer::InstantiateModule(InstantiateModule::Import(..), component) => {
                return Err(self.unsupported(
                    *component,
                    "(instantiation)",
                    "a core module that the component imports",
                ));
            }
            GlobalInitializer::ExtractRealloc(extract) => {
                let function = self.function(&extract.def, None)?;
                self.reallocs.insert(extract.index, function);
            }
            GlobalInitializer::ExtractPostReturn(extract) => {
                let function = self.function(&extract.def, None)?;
                self.post_returns.insert(extract.index, function);
            }
            GlobalInitializer::ExtractCallback(extract) => {
                let options = &self.translated.component.options;
                let user = options.iter().find(|(_, options)| options.callback == Some(extract.index));
                let instance = user.map(|(_, options)| options.instance);
                return Err(self.unsupported(instance, "(callback)", "an asynchronous function"));
            }
            GlobalInitializer::Resource(resource) => {
                if let Some(destructor) = &resource.dtor {
                    let function = self.function(destructor, Some(resource.instance))?;
                    let index = self.translated.component.resource_index(resource.index);
                    self.handles.destructors.insert(index, function);
                }
            }
            GlobalInitializer::LowerImport { .. }
            | GlobalInitializer::ExtractMemory(_)
            | GlobalInitializer::ExtractTable(_) => {}
        }
        Ok(())
    }

    /// Returns the writer of functions on handles.
    pub fn handle_functions(&mut self) -> HandleFunctions<'_, 'a> {
        HandleFunctions {
            translated: self.translated,
            builder: &mut self.builder,
            handles: &mut self.handles,
            flags: &self.flags,
        }
    }

    /// Declares one `may_leave` flag for each component instance that an adapter guards, or in which the embedder calls
    /// a `realloc` or `post-return` function.
    fn declare_flags(&mut self) {
        let translated = self.translated;
        for initializer in &translated.component.initializers {
            if let GlobalInitializer::InstantiateModule(InstantiateModule::Static(_, args), _) = initializer {
                for arg in args {
                    if let CoreDef::InstanceFlags(instance) = arg {
                        self.declare_flag(*instance);
                    }
                }
            }
        }
        let lifted = translated.component.export_items.iter().filter_map(|(_, export)| match export {
            Export::LiftedFunction { options, .. } => Some(*options),
            _ => None,
        });
        let lowered = translated.trampolines.iter().filter_map(|(_, trampoline)| match trampoline {
            Trampoline::LowerImport { options, .. } => Some(*options),
            _ => None,
        });
        for options in lifted.chain(lowered) {
            let options = &translated.component.options[options];
            let allocates = match options.data_model {
                CanonicalOptionsDataModel::LinearMemory(memory) => memory.realloc.is_some(),
                CanonicalOptionsDataModel::Gc {} => false,
            };
            if allocates || options.post_return.is_some() {
                self.declare_flag(options.instance);
            }
        }
    }

    fn declare_flag(&mut self, instance: RuntimeComponentInstanceIndex) {
        let builder = &mut self.builder;
        self.flags.entry(instance).or_insert_with(|| {
            let ty = GlobalType { val_type: ValType::I32, mutable: true, shared: false };
            let mut may_leave = Vec::new();
            Instruction::I32Const(1).encode(&mut may_leave);
            let flag = builder.global(ty, may_leave);
            builder.flags.push(flag);
            flag
        });
    }

    /// Returns the function that the embedder calls in place of a `realloc` or `post-return` function of `instance`,
    /// which must call no import (Component Model, *CanonicalABI*, `may_leave`).
    pub fn without_leave(&mut self, function: FuncIndex, instance: RuntimeComponentInstanceIndex) -> FuncIndex {
        let Some(&flag) = self.flags.get(&instance) else { return function };
        self.clearing(function, flag, "for the embedder")
    }

    /// Returns a function that clears a flag while it calls `function`; its name says what it is for.
    fn clearing(&mut self, function: FuncIndex, flag: GlobalIndex, what_for: &str) -> FuncIndex {
        let builder = &mut self.builder;
        *self.clearing.entry((function, flag)).or_insert_with(|| {
            let name = builder.names.get(&function).map_or_else(|| format!("#{function}"), String::clone);
            builder.without_leave(function, flag, format!("{name} ({what_for})"))
        })
    }

    fn instantiate(
        &mut self,
        module: StaticModuleIndex,
        args: &[CoreDef],
        component: Option<RuntimeComponentInstanceIndex>,
    ) -> Result<(), Error> {
        let translated = self.translated;
        let translation = &translated.modules[module];
        let memories = self.plan.memories_of(self.instances.len()).clone();
        let mut renumbering = Renumbering { memories, ..Renumbering::default() };
        for (argument, (_, import, _)) in args.iter().zip(translation.module.imports()) {
            self.import(argument, import, component, &mut renumbering)?;
        }
        self.handle_functions().specialize_intrinsics(&translation.wasm, &mut renumbering)?;
        if component.is_none() {
            for (function, flag) in post_return::of_adapters(&translation.wasm).map_err(Error::Invalid)? {
                let flag = renumbering.globals[flag];
                let function = &mut renumbering.functions[function];
                *function = self.clearing(*function, flag, "post-return");
            }
        }
        let name = translation.module.name.map(|name| translation.module.strings[name].to_owned());
        let home = Home {
            component: translated.component_name(component),
            module: name.unwrap_or_else(|| format!("module {}", module.as_u32())),
            generated: component.is_none(),
            language: Language::of(&translation.wasm),
        };
        let prefix = (self.prefixed && !home.generated).then(|| home.component.clone());
        append::append(&mut self.builder, &translation.wasm, &mut renumbering, home, prefix.as_deref())
            .map_err(|error| self.internal(error))?;
        self.instances.push((module, renumbering));
        Ok(())
    }

    /// Adds the fused index of an argument of an instantiation, for the import with the name `import`.
    fn import(
        &mut self,
        argument: &CoreDef,
        import: &str,
        component: Option<RuntimeComponentInstanceIndex>,
        renumbering: &mut Renumbering,
    ) -> Result<(), Error> {
        match argument {
            CoreDef::Export(export) => match self.export_entity(export)? {
                EntityIndex::Function(function) => {
                    renumbering.functions.push(self.instance(export).functions[FuncIndex::from_u32(function.as_u32())]);
                }
                EntityIndex::Table(table) => {
                    renumbering.tables.push(self.instance(export).tables[TableIndex::from_u32(table.as_u32())]);
                }
                EntityIndex::Global(global) => {
                    renumbering.globals.push(self.instance(export).globals[GlobalIndex::from_u32(global.as_u32())]);
                }
                // The plan has numbered the memories.
                EntityIndex::Memory(_) => {}
                EntityIndex::Tag(_) => return Err(self.unsupported(component, import, "an exception tag")),
            },
            CoreDef::InstanceFlags(instance) => _ = renumbering.globals.push(self.flags[instance]),
            CoreDef::Trampoline(trampoline) => {
                let function = match intrinsics::of_trampoline(&self.translated.trampolines[*trampoline]) {
                    Some(intrinsic) => {
                        renumbering.intrinsics.imports.insert(renumbering.functions.next_key(), intrinsic);
                        Renumbering::NO_FUNCTION
                    }
                    None => {
                        let memory = self.plan.first_memory_of(self.instances.len());
                        self.trampoline(*trampoline, memory, component, import)?
                    }
                };
                renumbering.functions.push(function);
            }
            CoreDef::UnsafeIntrinsic(_) | CoreDef::TaskMayBlock => {
                return Err(self.unsupported(component, import, "an asynchronous function"));
            }
        }
        Ok(())
    }

    fn internal(&self, error: ReencodeError<std::convert::Infallible>) -> Error {
        match error {
            ReencodeError::ParseError(source) => Error::Invalid(source),
            other => Error::defect(self.translated.name, other),
        }
    }

    fn unsupported(&self, component: Option<RuntimeComponentInstanceIndex>, function: &str, feature: &str) -> Error {
        Error::Unsupported {
            component: self.translated.component_name(component),
            function: function.to_owned(),
            feature: feature.to_owned(),
        }
    }

    fn export_entity(&self, export: &CoreExport<EntityIndex>) -> Result<EntityIndex, Error> {
        let modules: Vec<_> = self.instances.iter().map(|(module, _)| *module).collect();
        entity(self.translated, &modules, export).ok_or_else(|| {
            let what = format!("a core instance has no export that matches {:?}", export.item);
            Error::defect(self.translated.name, what)
        })
    }

    /// Returns the fused indices of the instance behind an export.
    fn instance<T>(&self, export: &CoreExport<T>) -> &Renumbering {
        &self.instances[export.instance.as_u32() as usize].1
    }

    /// Returns the fused function that a definition refers to.
    pub fn function(
        &mut self,
        def: &CoreDef,
        component: Option<RuntimeComponentInstanceIndex>,
    ) -> Result<FuncIndex, Error> {
        match def {
            CoreDef::Export(export) => match self.export_entity(export)? {
                EntityIndex::Function(function) => {
                    Ok(self.instance(export).functions[FuncIndex::from_u32(function.as_u32())])
                }
                other => {
                    Err(Error::defect(self.translated.name, format!("a function was expected where {other:?} is")))
                }
            },
            CoreDef::Trampoline(trampoline) => self.trampoline(*trampoline, None, component, "(canonical option)"),
            _ => Err(self.unsupported(component, "(canonical option)", "a built-in of the engine")),
        }
    }

    /// Returns the fused function behind a trampoline that is used by an instance with the given memory.
    fn trampoline(
        &mut self,
        trampoline: TrampolineIndex,
        memory: Option<MemoryIndex>,
        component: Option<RuntimeComponentInstanceIndex>,
        import: &str,
    ) -> Result<FuncIndex, Error> {
        let translated = self.translated;
        let key = (trampoline, memory);
        if let Some(&function) = self.trampolines.get(&key) {
            return Ok(function);
        }
        let function = match &translated.trampolines[trampoline] {
            Trampoline::LowerImport { options, .. } => {
                let options = &translated.component.options[*options];
                if options.async_ {
                    return Err(self.unsupported(component, import, "an asynchronous import"));
                }
                let function = self
                    .plan
                    .import_function(trampoline, memory)
                    .ok_or_else(|| self.unsupported(component, import, "an import that nothing was planned for"))?;
                let planned = &self.plan.imports[function];
                // A call of an embedder's symbol is no call between components: no flag is checked (contract, section
                // 3).
                match self.flags.get(&options.instance) {
                    Some(&flag) if translated.passthrough(planned.import).is_none() => {
                        let ty = func_type(&planned.params, &planned.results);
                        // The module's name section names the guard, not the import: the import gets its field name.
                        self.builder.names.entry(function).or_insert_with(|| planned.field.clone());
                        self.builder.guarded_import(function, flag, ty, format!("{} (guard)", planned.field))
                    }
                    _ => function,
                }
            }
            Trampoline::Transcoder { op, from, from64: false, to, to64: false } => {
                let memories = [self.plan.runtime_memory(*from), self.plan.runtime_memory(*to)];
                self.transcoder(*op, memories)?
            }
            Trampoline::ResourceNew { instance, ty } => self.handle_functions().resource_new(*instance, *ty)?,
            Trampoline::ResourceRep { ty, .. } => self.handle_functions().resource_rep(*ty)?,
            Trampoline::ResourceDrop { instance, ty } => self.handle_functions().resource_drop(*instance, *ty)?,
            Trampoline::ErrorContextNew { instance, .. } => self.handle_functions().error_context_new(*instance)?,
            Trampoline::ErrorContextDrop { instance, .. } => self.handle_functions().error_context_drop(*instance)?,
            Trampoline::ErrorContextDebugMessage { instance, options, .. } => {
                let place = self
                    .message_place(*options)
                    .ok_or_else(|| self.unsupported(component, import, "an error context without a memory"))?;
                self.handle_functions().error_context_debug_message(*instance, place)?
            }
            other => return Err(self.unsupported(component, import, feature_of(other))),
        };
        if !self.builder.is_import(function) {
            self.built_ins.extend(built_in(self.plan, trampoline, memory).map(|seam| (function, seam)));
        }
        self.trampolines.insert(key, function);
        Ok(function)
    }

    /// Returns where a debug message goes: `realloc`, memory, and the alignment of its encoding.
    fn message_place(&self, options: OptionsIndex) -> Option<(FuncIndex, MemoryIndex, u32)> {
        let options = &self.translated.component.options[options];
        let CanonicalOptionsDataModel::LinearMemory(memory) = options.data_model else { return None };
        let align = if options.string_encoding == StringEncoding::Utf8 { 1 } else { 2 };
        Some((*self.reallocs.get(&memory.realloc?)?, self.plan.runtime_memory(memory.memory?), align))
    }

    fn transcoder(
        &mut self,
        op: wasmtime_environ::component::Transcode,
        memories: [MemoryIndex; 2],
    ) -> Result<FuncIndex, Error> {
        let wasm = wat::parse_str(transcoders::text(op)).map_err(|error| Error::defect(self.translated.name, error))?;
        let module = Module::read(&wasm).map_err(|error| Error::defect(self.translated.name, error))?;
        // Transcoders trap only for ill-formed input.
        let named_trap = traps::of_transcoder(op).map(|kind| self.builder.trap(kind, Part::Unknown));
        let mut renumbering = Renumbering { memories: memories.to_vec().into(), named_trap, ..Renumbering::default() };
        let name = op.desc().to_owned();
        let home =
            Home { component: self.translated.component_name(None), module: name, generated: true, ..Home::default() };
        let function = self.builder.next_function();
        append::append(&mut self.builder, &module, &mut renumbering, home, None)
            .map_err(|error| self.internal(error))?;
        self.builder.names.insert(function, op.desc().to_owned());
        Ok(function)
    }
}

/// Returns the names in reports of a function for a built-in, or for a guard before an import; none for other
/// functions.
fn built_in(plan: &Plan<'_, '_>, trampoline: TrampolineIndex, memory: Option<MemoryIndex>) -> Option<Seam> {
    let translated = plan.translated;
    let (instance, interface, function) = match &translated.trampolines[trampoline] {
        Trampoline::LowerImport { options, .. } => {
            let planned = &plan.imports[plan.import_function(trampoline, memory)?];
            let (interface, function) = translated.import_name(planned.import);
            (translated.component.options[*options].instance, interface, function)
        }
        Trampoline::ResourceNew { instance, .. } => (*instance, None, "resource.new"),
        Trampoline::ResourceRep { instance, .. } => (*instance, None, "resource.rep"),
        Trampoline::ResourceDrop { instance, .. } => (*instance, None, "resource.drop"),
        Trampoline::ErrorContextNew { instance, .. } => (*instance, None, "error-context.new"),
        Trampoline::ErrorContextDrop { instance, .. } => (*instance, None, "error-context.drop"),
        Trampoline::ErrorContextDebugMessage { instance, .. } => (*instance, None, "error-context.debug-message"),
        _ => return None,
    };
    let (caller, interface) = (translated.component_name(Some(instance)), interface.map(str::to_owned));
    Some(Seam { interface, function: function.to_owned(), caller: Some(caller), ..Seam::default() })
}

/// Names the feature of a trampoline that is not lowered yet.
fn feature_of(trampoline: &Trampoline) -> &'static str {
    match trampoline {
        Trampoline::Transcoder { .. } => "a string in a 64-bit memory",
        _ => "an asynchronous built-in",
    }
}
