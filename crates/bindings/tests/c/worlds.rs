//! Manifests made by hand: what `dissolve compile` would write for a world.

use std::collections::BTreeMap;

use dissolve_bindings::{Function, Manifest, Memory, Stack, VERSION};
use dissolve_canonical as layout;
use dissolve_interface::{
    CanonicalOptions, Case, Export, Field, FuncType, FunctionName, Import, ImportKind, Interface, Lending, NamedType,
    Resource, ValueType as T,
};
use dissolve_targets::CoreType;
use dissolve_wasm::MemoryIndex;

/// The linear address of the first byte of a window.
pub const LOW: u32 = 0x1000;
/// The linear address after the last byte of a window.
pub const HIGH: u64 = 0x1_1000;

/// A manifest in the making.
pub struct World {
    /// The manifest.
    pub manifest: Manifest,
}

impl World {
    /// A world with one memory.
    pub fn new(name: &str) -> World {
        let symbol = |what: &str| format!("mock_{}_{what}", name.replace('-', "_"));
        let realloc = Function {
            core: "cabi_realloc".into(),
            symbol: symbol("realloc"),
            params: vec![CoreType::I32; 4],
            result: Some(CoreType::I32),
            holds: false,
            computes: false,
            inside: Some(symbol("realloc_inside")),
            held: Some(symbol("realloc_held")),
        };
        World {
            manifest: Manifest {
                stack: Stack::default(),
                version: VERSION,
                name: name.into(),
                target: "host".into(),
                instance: symbol("instance"),
                instantiate: symbol("instantiate"),
                exports: vec![realloc],
                imports: Vec::new(),
                memories: vec![Memory {
                    absolute: false,
                    constants: None,
                    component: name.into(),
                    symbol: symbol("window"),
                    low: LOW,
                    high: HIGH,
                    size: None,
                    arena: None,
                }],
                interface: Interface::new(),
                docs: BTreeMap::new(),
            },
        }
    }

    /// The symbol of something in the library.
    pub fn symbol(&self, what: &str) -> String {
        let name = self.manifest.name.replace('-', "_");
        let what: String = what.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
        format!("mock_{name}_{what}")
    }

    /// The usual canonical options.
    pub fn options() -> CanonicalOptions {
        CanonicalOptions {
            memory: Some(MemoryIndex::FIRST),
            realloc: Some("cabi_realloc".into()),
            ..CanonicalOptions::default()
        }
    }

    /// Names a type.
    pub fn name(&mut self, interface: Option<&str>, name: &str, ty: T) -> T {
        let interface = interface.map(str::to_owned);
        self.manifest.interface.types.push(NamedType { interface, name: name.into(), ty: ty.clone() });
        ty
    }

    /// Adds a core export; returns its name.
    pub fn core(&mut self, core: &str, params: &[CoreType], result: Option<CoreType>) -> String {
        let symbol = self.symbol(core);
        let (core, params) = (core.to_owned(), params.to_vec());
        let function = Function {
            core: core.clone(),
            symbol,
            params,
            result,
            holds: false,
            computes: false,
            inside: None,
            held: None,
        };
        self.manifest.exports.push(function);
        core
    }

    /// Adds a core export that only bindings call, which has a symbol for each state; returns its name.
    fn helper(&mut self, core: &str, params: &[CoreType], result: Option<CoreType>) -> String {
        let name = self.core(core, params, result);
        let (inside, held) = (self.symbol(&format!("{core}_inside")), self.symbol(&format!("{core}_held")));
        if let Some(function) = self.manifest.exports.last_mut() {
            (function.inside, function.held) = (Some(inside), Some(held));
        }
        name
    }

    /// Adds an export; `name` is `interface#function` or `function`. It has a post-return function if its result has pointers.
    pub fn export(&mut self, name: &str, params: &[(&str, T)], result: Option<T>) {
        let ty = func_type(params, result);
        let (mut core, results) = signature(&ty);
        if ty.result.as_ref().is_some_and(|result| result.flat_count() > layout::MAX_FLAT_RESULTS) {
            core.pop();
        }
        let result = results.or(ty.result.as_ref().map(|_| CoreType::I32));
        let export = self.core(name, &core, result);
        let post_return = ty
            .result
            .as_ref()
            .is_some_and(T::has_pointer)
            .then(|| self.core(&format!("cabi_post_{name}"), &[CoreType::I32], None));
        let holds = ty.result.as_ref().is_some_and(|result| result.flat_count() > layout::MAX_FLAT_RESULTS);
        self.manifest.exports.iter_mut().filter(|known| known.core == export).for_each(|known| known.holds = holds);
        let options = World::options();
        let name = function_name(name);
        self.manifest.interface.exports.push(Export { name, core: export, ty, options, post_return });
    }

    /// Adds an import.
    pub fn import(&mut self, name: &str, params: &[(&str, T)], result: Option<T>) {
        let ty = func_type(params, result);
        let (params, result) = signature(&ty);
        let kind = ImportKind::Host { name: function_name(name), ty, options: World::options() };
        self.push_import(name, kind, params, result);
    }

    fn push_import(&mut self, name: &str, kind: ImportKind, params: Vec<CoreType>, result: Option<CoreType>) {
        let symbol = self.symbol(&format!("import_{name}"));
        let core = format!("imports::{name}");
        self.manifest.imports.push(Some(Function {
            core,
            symbol,
            params,
            result,
            holds: false,
            computes: false,
            inside: None,
            held: None,
        }));
        self.manifest.interface.imports.push(Import { module: "imports".into(), field: name.into(), kind });
    }

    /// Adds a resource with one handle table; returns the table's index. The embedder's has a destructor.
    pub fn resource(&mut self, name: &str, is_exported: bool) -> u32 {
        let index = self.manifest.interface.resources.len();
        let word: (&[_], _) = (&[CoreType::I32], Some(CoreType::I32));
        let mut convert = |what: &str| self.helper(&format!("[handle-{what}]{index}"), word.0, word.1);
        let (new, take, rep) = (convert("new"), convert("take"), convert("rep"));
        let borrow = (!is_exported).then(|| convert("borrow"));
        let drop = is_exported.then(|| self.helper(&format!("[handle-drop]{index}"), word.0, None));
        if !is_exported {
            let kind = ImportKind::Destructor { resource: function_name(name) };
            self.push_import(&format!("{name}-dtor"), kind, vec![CoreType::I32], None);
            if self.manifest.interface.lending.is_none() {
                let (enter, exit) = (self.helper("[call-enter]", &[], None), self.helper("[call-exit]", &[], None));
                self.manifest.interface.lending = Some(Lending { enter, exit });
            }
        }
        let component = self.manifest.name.clone();
        let resource = Resource { name: name.into(), component, new, take, rep, borrow, drop };
        self.manifest.interface.resources.push(resource);
        u32::try_from(index).unwrap()
    }
}

fn function_name(name: &str) -> FunctionName {
    match name.rsplit_once('#') {
        Some((interface, function)) => FunctionName { interface: Some(interface.into()), function: function.into() },
        None => FunctionName { interface: None, function: name.into() },
    }
}

fn func_type(params: &[(&str, T)], result: Option<T>) -> FuncType {
    let params = params.iter().map(|(name, ty)| Field { name: (*name).into(), ty: ty.clone() });
    FuncType { params: params.collect(), result }
}

/// The core type of an import.
pub fn signature(ty: &FuncType) -> (Vec<CoreType>, Option<CoreType>) {
    let mut params = Vec::new();
    if ty.params.iter().map(|param| param.ty.flat_count()).sum::<usize>() > layout::MAX_FLAT_PARAMS {
        params.push(CoreType::I32);
    } else {
        ty.params.iter().for_each(|param| layout::flatten(&param.ty, &mut params));
    }
    let mut results = Vec::new();
    match &ty.result {
        Some(result) if result.flat_count() > layout::MAX_FLAT_RESULTS => params.push(CoreType::I32),
        Some(result) => layout::flatten(result, &mut results),
        None => {}
    }
    (params, results.pop())
}

/// `list<T>`
pub fn list(element: T) -> T {
    T::List(Box::new(element))
}

/// `option<T>`
pub fn option(payload: T) -> T {
    T::Option(Box::new(payload))
}

/// `result<T, E>`
pub fn result(ok: Option<T>, err: Option<T>) -> T {
    T::Result { ok: ok.map(Box::new), err: err.map(Box::new) }
}

/// A record of these fields.
pub fn record(fields: &[(&str, T)]) -> T {
    T::Record(fields.iter().map(|(name, ty)| Field { name: (*name).into(), ty: ty.clone() }).collect())
}

/// A variant of these cases.
pub fn variant(cases: &[(&str, Option<T>)]) -> T {
    T::Variant(cases.iter().map(|(name, ty)| Case { name: (*name).into(), ty: ty.clone() }).collect())
}

/// Flags `f0`, `f1` and so on.
pub fn flags(count: usize) -> T {
    T::Flags((0..count).map(|index| format!("f{index}")).collect())
}

/// An enum of cases `e0`, `e1` and so on.
pub fn enumeration(count: usize) -> T {
    T::Enum((0..count).map(|index| format!("e{index}")).collect())
}
