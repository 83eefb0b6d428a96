//! A component and its fused module, called in the same way on a stock engine.

use dissolve_fuse::{Fused, Options, fuse};
use wasmtime::component::{Component, Linker as ComponentLinker, Type, Val as ComponentVal};
use wasmtime::{Config, Engine, Linker, Module, Store, Val};

pub fn engine() -> Engine {
    let mut config = Config::new();
    config.wasm_multi_memory(true).wasm_tail_call(true);
    Engine::new(&config).unwrap()
}

/// A call: the name of an export, and its arguments.
pub type Call<'a> = (&'a str, &'a [ComponentVal]);

/// Returns the results of calls on one instance (a trap ends the list), and the sum of the arguments of the host's
/// `tick`.
pub fn on_component(wasm: &[u8], calls: &[Call<'_>]) -> (Vec<Option<Vec<ComponentVal>>>, u32) {
    let engine = engine();
    let component = Component::new(&engine, wasm).unwrap();
    let mut linker = ComponentLinker::new(&engine);
    linker
        .root()
        .func_wrap("tick", |mut store: wasmtime::StoreContextMut<'_, u32>, (n,): (u32,)| {
            *store.data_mut() += n;
            Ok((*store.data(),))
        })
        .unwrap();
    let mut store = Store::new(&engine, 0);
    let Ok(instance) = linker.instantiate(&mut store, &component) else { return (vec![None], *store.data()) };
    let mut answers = Vec::new();
    for (name, arguments) in calls {
        let function = instance.get_func(&mut store, name).unwrap();
        let count = function.ty(&store).results().count();
        let mut results = vec![ComponentVal::Bool(false); count];
        let ran = function.call(&mut store, arguments, &mut results).is_ok();
        answers.push(ran.then_some(results));
        if !ran {
            break;
        }
    }
    (answers, *store.data())
}

/// Converts a value to the parameter of a core function.
pub fn lower(value: &ComponentVal) -> Val {
    match *value {
        ComponentVal::Bool(value) => Val::I32(value.into()),
        ComponentVal::U8(value) => Val::I32(value.into()),
        ComponentVal::S8(value) => Val::I32(value.into()),
        ComponentVal::U16(value) => Val::I32(value.into()),
        ComponentVal::S16(value) => Val::I32(value.into()),
        ComponentVal::U32(value) => Val::I32(value.cast_signed()),
        ComponentVal::S32(value) => Val::I32(value),
        ComponentVal::U64(value) => Val::I64(value.cast_signed()),
        ComponentVal::S64(value) => Val::I64(value),
        ComponentVal::Float32(value) => Val::F32(value.to_bits()),
        ComponentVal::Float64(value) => Val::F64(value.to_bits()),
        ComponentVal::Char(value) => Val::I32(u32::from(value).cast_signed()),
        ref other => panic!("{other:?} is no scalar"),
    }
}

/// Converts a core result as a host does (Component Model, *CanonicalABI*, `lift_flat`); none stands for a trap.
pub fn lift(ty: &Type, value: &Val) -> Option<ComponentVal> {
    Some(match ty {
        Type::Bool => ComponentVal::Bool(value.unwrap_i32() != 0),
        Type::U8 => ComponentVal::U8(value.unwrap_i32() as u8),
        Type::S8 => ComponentVal::S8(value.unwrap_i32() as i8),
        Type::U16 => ComponentVal::U16(value.unwrap_i32() as u16),
        Type::S16 => ComponentVal::S16(value.unwrap_i32() as i16),
        Type::U32 => ComponentVal::U32(value.unwrap_i32().cast_unsigned()),
        Type::S32 => ComponentVal::S32(value.unwrap_i32()),
        Type::U64 => ComponentVal::U64(value.unwrap_i64().cast_unsigned()),
        Type::S64 => ComponentVal::S64(value.unwrap_i64()),
        Type::Float32 => ComponentVal::Float32(value.unwrap_f32()),
        Type::Float64 => ComponentVal::Float64(value.unwrap_f64()),
        Type::Char => ComponentVal::Char(char::from_u32(value.unwrap_i32().cast_unsigned())?),
        other => panic!("{other:?} is no scalar"),
    })
}

fn on_fused(component: &[u8], fused: &[u8], calls: &[Call<'_>]) -> (Vec<Option<Vec<ComponentVal>>>, u32) {
    let engine = engine();
    let types = Component::new(&engine, component).unwrap().component_type();
    let module = Module::new(&engine, fused).unwrap();
    let mut linker = Linker::new(&engine);
    linker
        .func_wrap("$root", "tick", |mut caller: wasmtime::Caller<'_, u32>, n: u32| {
            *caller.data_mut() += n;
            *caller.data()
        })
        .unwrap();
    let mut store = Store::new(&engine, 0);
    let Ok(instance) = linker.instantiate(&mut store, &module) else { return (vec![None], *store.data()) };
    let mut answers = Vec::new();
    for (name, arguments) in calls {
        let Some((_, wasmtime::component::types::ComponentItem::ComponentFunc(ty))) =
            types.exports(&engine).find(|(export, _)| export == name).map(|(name, item)| (name, item.ty))
        else {
            panic!("no function `{name}`");
        };
        let function = instance.get_func(&mut store, name).unwrap();
        let arguments: Vec<_> = arguments.iter().map(lower).collect();
        let mut results = vec![Val::I32(0); ty.results().count()];
        let ran = function.call(&mut store, &arguments, &mut results).is_ok();
        let lifted = ty.results().zip(&results).map(|(ty, value)| lift(&ty, value)).collect::<Option<Vec<_>>>();
        let ran = match instance.get_func(&mut store, &format!("cabi_post_{name}")) {
            Some(post_return) if ran => post_return.call(&mut store, &results, &mut []).is_ok(),
            _ => ran,
        };
        answers.push(lifted.filter(|_| ran));
        if answers.last() == Some(&None) {
            break;
        }
    }
    (answers, *store.data())
}

/// The answers of a component, and the text of its fused module.
pub struct Same {
    pub answers: Vec<Option<Vec<ComponentVal>>>,
    pub text: String,
}

impl Same {
    pub fn count(&self, what: &str) -> usize {
        self.text.matches(what).count()
    }

    /// Returns the instructions of each defined function; functions that only trap are left out.
    pub fn functions(&self) -> Vec<Vec<&str>> {
        let mut functions = Vec::new();
        let mut lines = self.text.lines().map(str::trim);
        while let Some(line) = lines.next() {
            if line.starts_with("(func ") && !line.contains("trap: ") {
                let body = lines.by_ref().take_while(|line| *line != ")").filter(|line| !line.starts_with("(local"));
                // A function without instructions is closed on its own line.
                functions.push(if line.ends_with("))") && !line.contains("(param") {
                    Vec::new()
                } else {
                    body.collect()
                });
            }
        }
        functions
    }

    /// Returns true if one of the functions consists of exactly these instructions.
    pub fn has_function(&self, instructions: &[&str]) -> bool {
        self.functions().iter().any(|function| function == instructions)
    }
}

/// Fuses a component, and checks that the module gives the same answers and calls the host with the same sum.
pub fn same_with(component: &str, calls: &[Call<'_>], options: &Options) -> Same {
    let wasm = wat::parse_str(component).unwrap_or_else(|error| panic!("{error}\n{component}"));
    let Fused { bytes, .. } = fuse(&wasm, options).unwrap();
    let text = wasmprinter::print_bytes(&bytes).unwrap();
    let expected = on_component(&wasm, calls);
    assert_eq!(on_fused(&wasm, &bytes, calls), expected, "{text}");
    Same { answers: expected.0, text }
}

/// Returns the answers of the fused module alone, and the sum that it passed to the host.
pub fn fused_answers(component: &str, calls: &[Call<'_>]) -> (Vec<Option<Vec<ComponentVal>>>, u32) {
    let wasm = wat::parse_str(component).unwrap_or_else(|error| panic!("{error}\n{component}"));
    on_fused(&wasm, &fuse(&wasm, &Options::new("test")).unwrap().bytes, calls)
}

pub fn same(component: &str, calls: &[Call<'_>]) -> Same {
    same_with(component, calls, &Options::new("test"))
}
