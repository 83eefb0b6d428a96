//! Manifests, built by hand.

use std::collections::BTreeMap;

use dissolve_bindings::{Function, Manifest, Memory, Stack, VERSION};
use dissolve_canonical::{MAX_FLAT_PARAMS, MAX_FLAT_RESULTS, flatten};
use dissolve_interface::{
    CanonicalOptions, Case, Export, Field, FuncType, FunctionName, Import, ImportKind, Interface, Lending, NamedType,
    Resource, StringEncoding, ValueType as T,
};
use dissolve_targets::CoreType;
use dissolve_wasm::MemoryIndex;

/// The linear address of the first byte of the window.
pub const LOW: u32 = 0x1000;
/// The size of the window in bytes.
pub const SIZE: u32 = 0x10000;

/// Shorthands for types.
pub fn list(element: T) -> T {
    T::List(Box::new(element))
}

pub fn option(payload: T) -> T {
    T::Option(Box::new(payload))
}

pub fn result(ok: Option<T>, err: Option<T>) -> T {
    T::Result { ok: ok.map(Box::new), err: err.map(Box::new) }
}

pub fn record(fields: &[(&str, T)]) -> T {
    T::Record(self::fields(fields))
}

pub fn variant(cases: &[(&str, Option<T>)]) -> T {
    T::Variant(cases.iter().map(|(name, ty)| Case { name: (*name).into(), ty: ty.clone() }).collect())
}

pub fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.into()).collect()
}

fn fields(fields: &[(&str, T)]) -> Vec<Field> {
    fields.iter().map(|(name, ty)| Field { name: (*name).into(), ty: ty.clone() }).collect()
}

/// A world, and its manifest.
pub struct World {
    pub manifest: Manifest,
    pub options: CanonicalOptions,
}

impl World {
    /// A world without functions.
    pub fn new(name: &str) -> World {
        let manifest = Manifest {
            stack: Stack::default(),
            version: VERSION,
            name: name.into(),
            target: "host".into(),
            instance: symbol(name, "instance"),
            instantiate: symbol(name, "instantiate"),
            exports: Vec::new(),
            imports: Vec::new(),
            memories: vec![Memory {
                absolute: false,
                constants: None,
                component: "guest".into(),
                symbol: symbol(name, "window"),
                low: LOW,
                high: (LOW + SIZE).into(),
                size: None,
                arena: None,
            }],
            interface: Interface::new(),
            docs: BTreeMap::new(),
        };
        let options = CanonicalOptions {
            memory: Some(MemoryIndex::FIRST),
            realloc: Some("cabi_realloc".into()),
            ..CanonicalOptions::default()
        };
        let mut world = World { manifest, options };
        world.helper("cabi_realloc", &[CoreType::I32; 4], Some(CoreType::I32));
        world
    }

    /// Sets the encoding of the functions that follow.
    pub fn encoding(mut self, encoding: StringEncoding) -> World {
        self.options.string_encoding = encoding;
        self
    }

    /// Adds a function of the core module.
    fn core(&mut self, core: &str, params: &[CoreType], result: Option<CoreType>) {
        let symbol = symbol(&self.manifest.name, core);
        self.manifest.exports.push(Function {
            core: core.into(),
            symbol,
            params: params.to_vec(),
            result,
            holds: false,
            computes: false,
            inside: None,
            held: None,
        });
    }

    /// Adds a function of the core module that only bindings call.
    fn helper(&mut self, core: &str, params: &[CoreType], result: Option<CoreType>) {
        self.core(core, params, result);
        if let Some(function) = self.manifest.exports.last_mut() {
            function.inside = Some(format!("{}_inside", function.symbol));
            function.held = Some(format!("{}_held", function.symbol));
        }
    }

    /// Adds a named type.
    pub fn ty(mut self, interface: Option<&str>, name: &str, ty: &T) -> World {
        let interface = interface.map(str::to_owned);
        self.manifest.interface.types.push(NamedType { interface, name: name.into(), ty: ty.clone() });
        self
    }

    /// Adds a resource of the component. The first one has the index 0.
    pub fn exported_resource(self, name: &str) -> World {
        self.resource(name, true)
    }

    /// Adds a resource of the embedder, with its destructor.
    pub fn imported_resource(mut self, name: &str) -> World {
        self = self.resource(name, false);
        let (interface, function) = match name.rsplit_once('#') {
            Some((interface, function)) => (Some(interface), function),
            None => (None, name),
        };
        let resource = function_name(interface, function);
        let field = format!("[resource-drop]{name}");
        self.import_core(&field, ImportKind::Destructor { resource }, vec![CoreType::I32], None);
        self
    }

    fn resource(mut self, name: &str, is_exported: bool) -> World {
        let index = self.manifest.interface.resources.len();
        let export = |what: &str| format!("[handle-{what}]{index}");
        let resource = Resource {
            name: name.into(),
            component: "guest".into(),
            new: export("new"),
            take: export("take"),
            rep: export("rep"),
            borrow: (!is_exported).then(|| export("borrow")),
            drop: is_exported.then(|| export("drop")),
        };
        for core in resource.exports().map(str::to_owned).collect::<Vec<_>>() {
            let result = (!core.contains("drop")).then_some(CoreType::I32);
            self.helper(&core, &[CoreType::I32], result);
        }
        self.manifest.interface.resources.push(resource);
        if !is_exported && self.manifest.interface.lending.is_none() {
            let lending = Lending { enter: "[call-enter]".into(), exit: "[call-exit]".into() };
            self.helper(&lending.enter.clone(), &[], None);
            self.helper(&lending.exit.clone(), &[], None);
            self.manifest.interface.lending = Some(lending);
        }
        self
    }

    /// Adds an exported function, with a post-return function if its result is in memory.
    pub fn export(mut self, interface: Option<&str>, function: &str, params: &[(&str, T)], result: Option<T>) -> World {
        let name = function_name(interface, function);
        let core = name.to_string();
        let ty = FuncType { params: fields(params), result };
        let (core_params, core_result) = signature(&ty, false);
        self.core(&core, &core_params, core_result);
        let holds = ty.result.as_ref().is_some_and(|ty| ty.flat_count() > MAX_FLAT_RESULTS);
        self.manifest.exports.iter_mut().filter(|export| export.core == core).for_each(|export| export.holds = holds);
        let post_return = ty.result.as_ref().filter(|ty| ty.has_pointer()).map(|_| format!("cabi_post_{core}"));
        if let Some(post_return) = &post_return {
            self.core(post_return, &core_result.into_iter().collect::<Vec<_>>(), None);
        }
        self.manifest.interface.exports.push(Export { name, core, ty, options: self.options.clone(), post_return });
        self
    }

    /// Adds an imported function.
    pub fn import(mut self, interface: Option<&str>, function: &str, params: &[(&str, T)], result: Option<T>) -> World {
        let name = function_name(interface, function);
        let ty = FuncType { params: fields(params), result };
        let (core_params, core_result) = signature(&ty, true);
        let field = name.to_string();
        let kind = ImportKind::Host { name, ty, options: self.options.clone() };
        self.import_core(&field, kind, core_params, core_result);
        self
    }

    fn import_core(&mut self, field: &str, kind: ImportKind, params: Vec<CoreType>, result: Option<CoreType>) {
        self.manifest.interface.imports.push(Import { module: "env".into(), field: field.into(), kind });
        let symbol = format!("import_{}", symbol(&self.manifest.name, field));
        self.manifest.imports.push(Some(Function {
            core: format!("env::{field}"),
            symbol,
            params,
            result,
            holds: false,
            computes: false,
            inside: None,
            held: None,
        }));
    }

    /// The bindings.
    pub fn bindings(&self) -> String {
        dissolve_bindings::rust(&self.manifest).unwrap()
    }
}

fn function_name(interface: Option<&str>, function: &str) -> FunctionName {
    FunctionName { interface: interface.map(str::to_owned), function: function.into() }
}

/// The symbol of a function of a world.
fn symbol(world: &str, core: &str) -> String {
    let part = |char: char| if char.is_ascii_alphanumeric() { char } else { '_' };
    format!("{world}_{core}").chars().map(part).collect()
}

/// The core signature of a function (Component Model, *CanonicalABI*, `flatten_functype`).
fn signature(ty: &FuncType, is_import: bool) -> (Vec<CoreType>, Option<CoreType>) {
    let mut params = Vec::new();
    if ty.params.iter().map(|param| param.ty.flat_count()).sum::<usize>() > MAX_FLAT_PARAMS {
        params.push(CoreType::I32);
    } else {
        ty.params.iter().for_each(|param| flatten(&param.ty, &mut params));
    }
    let Some(result) = &ty.result else { return (params, None) };
    if result.flat_count() <= MAX_FLAT_RESULTS {
        let mut flat = Vec::new();
        flatten(result, &mut flat);
        return (params, flat.first().copied());
    }
    if is_import {
        params.push(CoreType::I32);
        return (params, None);
    }
    (params, Some(CoreType::I32))
}
