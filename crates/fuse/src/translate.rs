//! Validation and flattening.
//!
//! Takes the component's bytes; gives the flattener's result and the tables that later phases look names and types up
//! in. Relies on `wasmtime-environ` to resolve imports between instances and to generate adapters.

use std::collections::HashMap;
use std::rc::Rc;

use dissolve_interface::{Passthrough, PassthroughError, ValueType, guarded, implements};
use dissolve_reach::Stage;
use wasmparser::{Encoding, Parser, Payload, Validator, WasmFeatures};
use wasmtime_environ::component::{
    Component, ComponentExternData, ComponentTypes, ComponentTypesBuilder, ExportIndex, GlobalInitializer,
    InstantiateModule, NameMap, RuntimeComponentInstanceIndex, RuntimeImportIndex, StaticModuleIndex, Trampoline,
    TrampolineIndex, Translator, TypeComponentInstanceIndex,
};
use wasmtime_environ::prelude::TryString;
use wasmtime_environ::{Module, PrimaryMap, ScopeVec, Tunables};

use crate::instances::names::instance_names;
use crate::signatures::Signatures;
use crate::world_types::WorldTypes;
use crate::{Error, Options, asynchronous, limits};

/// The storage of generated adapter modules while a component is fused.
pub struct Scope(ScopeVec<u8>);

impl Scope {
    /// Creates an empty storage for the adapters of one component.
    pub fn new() -> Scope {
        Scope(ScopeVec::new())
    }
}

/// A flattened component.
pub struct Translated<'a> {
    /// The name of the component in reports.
    pub name: &'a str,
    /// Initializers, imports, exports and canonical options.
    pub component: Component,
    /// The operation of each trampoline.
    pub trampolines: PrimaryMap<TrampolineIndex, Trampoline>,
    /// The core modules, generated adapters included.
    pub modules: PrimaryMap<StaticModuleIndex, CoreModule<'a>>,
    /// Component-level and core types.
    pub types: ComponentTypes,
    /// Imports that the embedder binds as symbols.
    passthrough: Vec<Passthrough>,
    /// The names of the component instances in reports.
    instance_names: Vec<String>,
    /// The parameters of the functions that components import.
    pub signatures: Signatures,
    /// The types that the world itself declares, by name.
    pub world_types: Vec<(String, ValueType)>,
}

/// A core module. The types that the flattener's validator keeps for it are left out: where there are many modules,
/// they take many times the modules' size.
pub struct CoreModule<'a> {
    /// Its imports, exports and definitions, as the flattener sees them.
    pub module: Module,
    /// The module itself.
    pub wasm: Rc<dissolve_wasm::Module<'a>>,
}

/// Validates and flattens a component.
pub fn translate<'a>(bytes: &'a [u8], options: &'a Options, scope: &'a Scope) -> Result<Translated<'a>, Error> {
    require_component(bytes)?;
    if let Some(found) = implements(bytes) {
        return Err(Error::Implements { component: options.name.clone(), found });
    }
    let features = features();
    let mut signatures = Signatures::default();
    let mut world_types = WorldTypes::default();
    let instances = limits::validate(bytes, features, &options.name, |payload, validator| {
        signatures.watch(payload, validator);
        world_types.watch(payload, validator);
    })?;
    asynchronous::refuse(bytes, &options.name)?;

    let mut tunables = Tunables::default_u32();
    // Without concurrency an adapter is a call; with it, each call pushes a task.
    tunables.concurrency_support = false;
    tunables.debug_adapter_modules = false;
    let mut validator = Validator::new_with_features(features);
    let mut types = ComponentTypesBuilder::new(&validator);
    // On some inputs that are valid but unusual, an assertion in the flattener fails.
    let translator = Translator::new(&tunables, &mut validator, &mut types, &scope.0);
    let (translation, modules) = guarded(|| translator.translate(bytes))
        .map_err(|message| Error::Stopped { component: options.name.clone(), message })?
        .map_err(|error| Error::Flatten { component: options.name.clone(), message: format!("{error:#}") })?;
    let (types, _) = types.finish(&translation.component);
    let modules = modules.into_iter().map(|(_, translation)| {
        let wasm = Rc::new(dissolve_wasm::Module::read(translation.wasm).map_err(Error::Invalid)?);
        Ok(CoreModule { module: translation.module, wasm })
    });
    let modules: PrimaryMap<StaticModuleIndex, CoreModule<'_>> = modules.collect::<Result<_, Error>>()?;
    let adapters = translation.component.initializers.iter().filter_map(|initializer| match initializer {
        GlobalInitializer::InstantiateModule(InstantiateModule::Static(module, _), None) => {
            Some(&*modules[*module].wasm)
        }
        _ => None,
    });
    limits::check_adapters(bytes, adapters, &options.name)?;
    options.observer.left("fuse, translate", bytes.len());
    Ok(Translated {
        name: &options.name,
        component: translation.component,
        trampolines: translation.trampolines,
        modules,
        types,
        passthrough: passthrough_record(bytes, options)?,
        instance_names: instance_names(&instances, &options.name),
        signatures,
        world_types: world_types.types,
    })
}

/// The features that a component is validated with: those that fuse, and those whose refusal names feature and function.
fn features() -> WasmFeatures {
    Stage::Fuse.features()
        | WasmFeatures::CM_ASYNC
        | WasmFeatures::CM_ASYNC_STACKFUL
        | WasmFeatures::CM_MORE_ASYNC_BUILTINS
        | WasmFeatures::CM_THREADING
        | WasmFeatures::CM_ERROR_CONTEXT
}

fn require_component(bytes: &[u8]) -> Result<(), Error> {
    if bytes.is_empty() {
        return Err(Error::Empty);
    }
    match Parser::new(0).parse_all(bytes).next() {
        Some(Ok(Payload::Version { encoding: Encoding::Component, .. })) => Ok(()),
        Some(Ok(Payload::Version { encoding: Encoding::Module, .. })) => Err(Error::CoreModule),
        Some(Err(error)) => Err(Error::Invalid(error)),
        // The first payload is the header, or an error.
        _ => Err(Error::Empty),
    }
}

/// Reads the passthrough records of a component and of the components inside it (contract, section 3). An import named
/// `cabi-arena-realloc` that no record mentions counts as the arena.
///
/// # Errors
///
/// Fails if the component or a record in it is malformed.
pub fn passthrough_record(bytes: &[u8], options: &Options) -> Result<Vec<Passthrough>, Error> {
    dissolve_interface::passthrough_record(bytes).map_err(|error| match error {
        PassthroughError::Component(source) => Error::Invalid(source),
        PassthroughError::Record(source) => Error::Passthrough { component: options.name.clone(), source },
    })
}

impl Translated<'_> {
    /// Returns the name of a component instance in reports; none stands for the fuser's own code.
    pub fn component_name(&self, instance: Option<RuntimeComponentInstanceIndex>) -> String {
        let Some(number) = instance.map(|instance| instance.as_u32()) else {
            return format!("{} (adapters)", self.name);
        };
        match self.instance_names.get(number as usize) {
            Some(name) => name.clone(),
            None => format!("{} (inner instance {number})", self.name),
        }
    }

    /// Returns the name of an imported function: its interface, if it has one, and its own name.
    pub fn import_name(&self, import: RuntimeImportIndex) -> (Option<&str>, &str) {
        let (root, path) = &self.component.imports[import];
        let root = &self.component.import_types[*root].0;
        match path.last() {
            Some(function) => (Some(root), function),
            None => (None, root),
        }
    }

    /// Returns the exports of an exported instance, in the order of its type. For an instance made from a list of
    /// exports, the flattener's own order differs from run to run.
    pub fn exports_of<'e>(
        &self,
        ty: TypeComponentInstanceIndex,
        exports: &'e NameMap<TryString, (ExportIndex, ComponentExternData)>,
    ) -> Vec<(&'e str, ExportIndex)> {
        let exports: HashMap<_, _> = exports.raw_iter().map(|(name, (export, _))| (name.as_str(), *export)).collect();
        let in_order = self.types[ty].exports.iter();
        in_order
            .filter_map(|(name, _)| exports.get_key_value(name.as_str()))
            .map(|(name, export)| (*name, *export))
            .collect()
    }

    /// Returns the symbol that an imported function passes through to, if there is one.
    pub fn passthrough(&self, import: RuntimeImportIndex) -> Option<&Passthrough> {
        match self.import_name(import) {
            (None, name) => self.passthrough.iter().find(|entry| entry.name == name),
            _ => None,
        }
    }
}
