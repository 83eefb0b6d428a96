//! A component and its fused module with one memory, called in the same way on a stock engine.

use dissolve_fuse::{Error, Fused, MemoryMode, Options, check_shared, fuse};
use wasmtime::component::{Component, Linker as ComponentLinker, Val as ComponentVal};
use wasmtime::{Config, Engine, Linker, Module, Store, Val};

/// An engine that supports one memory only.
pub fn engine() -> Engine {
    let mut config = Config::new();
    config.wasm_multi_memory(false);
    Engine::new(&config).unwrap()
}

pub fn share(component: &str) -> Fused {
    share_with(component, |_| {}).unwrap()
}

pub fn share_with(component: &str, change: impl FnOnce(&mut Options)) -> Result<Fused, Error> {
    share_binary(&wat::parse_str(component).unwrap(), change)
}

fn share_binary(component: &[u8], change: impl FnOnce(&mut Options)) -> Result<Fused, Error> {
    let mut options = Options { memory: MemoryMode::Shared, ..Options::new("test") };
    change(&mut options);
    let fused = fuse(component, &options)?;
    check_shared(&fused.bytes, &fused.interface).unwrap();
    Ok(fused)
}

pub type Calls<'a> = &'a [(&'a str, &'a [u32])];

pub fn on_component(wasm: &[u8], calls: Calls<'_>) -> Vec<Option<u32>> {
    let engine = Engine::default();
    let component = Component::new(&engine, wasm).unwrap();
    let mut store = Store::new(&engine, ());
    let Ok(instance) = ComponentLinker::new(&engine).instantiate(&mut store, &component) else { return vec![None] };
    let mut answers = Vec::new();
    for (name, arguments) in calls {
        let function = instance.get_func(&mut store, name).unwrap();
        let arguments: Vec<_> = arguments.iter().map(|&argument| ComponentVal::U32(argument)).collect();
        let mut results = [ComponentVal::U32(0)];
        let answer = function.call(&mut store, &arguments, &mut results).ok().map(|()| match results {
            [ComponentVal::U32(value)] => value,
            _ => panic!("`{name}` returns something else than a u32"),
        });
        answers.push(answer);
        if answer.is_none() {
            break;
        }
    }
    answers
}

pub fn on_fused(wasm: &[u8], calls: Calls<'_>) -> Vec<Option<u32>> {
    on_engine(&engine(), wasm, calls)
}

/// Calls exports of a core module.
pub fn on_engine(engine: &Engine, wasm: &[u8], calls: Calls<'_>) -> Vec<Option<u32>> {
    let module = Module::new(engine, wasm).unwrap();
    let mut store = Store::new(engine, ());
    let Ok(instance) = Linker::new(engine).instantiate(&mut store, &module) else { return vec![None] };
    let mut answers = Vec::new();
    for (name, arguments) in calls {
        let function = instance.get_func(&mut store, name).unwrap();
        let arguments: Vec<_> = arguments.iter().map(|&argument| Val::I32(argument.cast_signed())).collect();
        let mut results = [Val::I32(0)];
        let answer = function.call(&mut store, &arguments, &mut results).ok();
        answers.push(answer.map(|()| results[0].unwrap_i32().cast_unsigned()));
        if answer.is_none() {
            break;
        }
    }
    answers
}

/// Checks that the shared form of a component answers as the component does; returns the answers and the shared form.
pub fn same(component: &str, calls: Calls<'_>) -> (Vec<Option<u32>>, Fused) {
    same_binary(&wat::parse_str(component).unwrap(), calls)
}

/// As [`same`], for a component that is no text.
pub fn same_binary(component: &[u8], calls: Calls<'_>) -> (Vec<Option<u32>>, Fused) {
    let fused = share_binary(component, |_| {}).unwrap();
    let expected = on_component(component, calls);
    let actual = on_fused(&fused.bytes, calls);
    assert_eq!(actual, expected, "{}\n{}", fused.explain_memories(), text(&fused));
    (expected, fused)
}

pub fn text(fused: &Fused) -> String {
    wasmprinter::print_bytes(&fused.bytes).unwrap()
}
