//! Runs a component, unchanged, on a stock engine.

use wasm_wave::untyped::UntypedFuncCall;
use wasmtime::component::{Component, Linker, Val};
use wasmtime::{Config, Engine, Store};

/// An instance of a component on the engine.
pub struct OnStock {
    linker: Linker<()>,
    component: Component,
    store: Store<()>,
    instance: wasmtime::component::Instance,
}

impl OnStock {
    /// Instantiates a component that imports nothing.
    ///
    /// # Panics
    ///
    /// When the engine refuses it: then the test has found a defect.
    pub fn new(component: &[u8]) -> OnStock {
        OnStock::linked(component, |_, _| {})
    }

    /// Same as [`OnStock::new`], for a component that imports functions. A call of an imported function traps.
    ///
    /// # Panics
    ///
    /// When the engine refuses it: then the test has found a defect.
    pub fn with_traps(component: &[u8]) -> OnStock {
        OnStock::linked(component, |linker, component| {
            linker.define_unknown_imports_as_traps(component).unwrap_or_else(|error| panic!("{error:#}"));
        })
    }

    fn linked(component: &[u8], define: impl FnOnce(&mut Linker<()>, &Component)) -> OnStock {
        let engine = Engine::new(&Config::new()).expect("the configuration is one");
        let component = Component::new(&engine, component).unwrap_or_else(|error| panic!("{error:#}"));
        let mut linker = Linker::new(&engine);
        define(&mut linker, &component);
        let (store, instance) = instantiate(&linker, &component);
        OnStock { linker, component, store, instance }
    }

    /// Replaces this instance with a fresh one.
    ///
    /// # Panics
    ///
    /// When the engine refuses it, although it accepted it before.
    pub fn renew(&mut self) {
        (self.store, self.instance) = instantiate(&self.linker, &self.component);
    }

    /// Makes a call. The call and its result are in WAVE (WebAssembly Value Encoding), for example `add(1, 2)`.
    ///
    /// # Errors
    ///
    /// When the function traps; the error is the engine's message.
    ///
    /// # Panics
    ///
    /// When there is no such function, or the arguments do not have its parameter types.
    pub fn invoke(&mut self, call: &str) -> Result<String, String> {
        self.invoke_of(None, call)
    }

    /// Same as [`OnStock::invoke`], for a function of an exported interface, such as `wasi:cli/run@0.2.0`.
    ///
    /// # Errors
    ///
    /// When the function traps; the error is the engine's message.
    ///
    /// # Panics
    ///
    /// When there is no such interface or function, or the arguments do not have its parameter types.
    pub fn invoke_in(&mut self, interface: &str, call: &str) -> Result<String, String> {
        self.invoke_of(Some(interface), call)
    }

    fn invoke_of(&mut self, interface: Option<&str>, call: &str) -> Result<String, String> {
        let call = UntypedFuncCall::parse(call).unwrap_or_else(|error| panic!("{call}: {error}"));
        let interface = interface.map(|name| {
            let index = self.instance.get_export_index(&mut self.store, None, name);
            index.unwrap_or_else(|| panic!("no interface `{name}`"))
        });
        let index = self.instance.get_export_index(&mut self.store, interface.as_ref(), call.name());
        let function = index.and_then(|index| self.instance.get_func(&mut self.store, index));
        let function = function.unwrap_or_else(|| panic!("no function `{}`", call.name()));
        let ty = function.ty(&self.store);
        let params = ty.params().map(|(_, ty)| ty).collect::<Vec<_>>();
        let arguments = call.to_wasm_params::<Val>(&params).unwrap_or_else(|error| panic!("{call}: {error}"));
        let mut results = vec![Val::Bool(false); ty.results().len()];
        function.call(&mut self.store, &arguments, &mut results).map_err(|error| format!("{error:#}"))?;
        Ok(results.first().map_or_else(String::new, |result| result.to_wave().expect("the type has a text form")))
    }
}

fn instantiate(linker: &Linker<()>, component: &Component) -> (Store<()>, wasmtime::component::Instance) {
    let mut store = Store::new(linker.engine(), ());
    let instance = linker.instantiate(&mut store, component);
    (store, instance.unwrap_or_else(|error| panic!("{error:#}")))
}
