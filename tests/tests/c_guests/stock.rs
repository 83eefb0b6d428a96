//! A component on a stock engine, asked in WAVE as the other places are.

use dissolve::run::{Value, wave};
use dissolve_interface::{Export, ValueType};
use wasmtime::component::{Component, Instance, Linker, Val};
use wasmtime::{Engine, Store};

/// An instance of a component that imports nothing.
pub struct OnStockEngine {
    store: Store<()>,
    instance: Instance,
}

impl OnStockEngine {
    pub fn new(component: &[u8]) -> OnStockEngine {
        let engine = Engine::default();
        let component = Component::new(&engine, component).expect("the component validates");
        let mut store = Store::new(&engine, ());
        let instance = Linker::new(&engine).instantiate(&mut store, &component).expect("it imports nothing");
        OnStockEngine { store, instance }
    }

    /// Calls an export with arguments in WAVE.
    pub fn ask(&mut self, export: &Export, arguments: &str) -> Result<String, String> {
        let params = &export.ty.params;
        let arguments = wave::arguments(arguments, params).expect("the test's arguments are of those types");
        let arguments: Vec<Val> =
            arguments.iter().zip(params).map(|(value, field)| lowered(value, &field.ty)).collect();
        let function = self.instance.get_func(&mut self.store, export.name.to_string()).expect("it is exported");
        let mut results = vec![Val::Bool(false); usize::from(export.ty.result.is_some())];
        function.call(&mut self.store, &arguments, &mut results).map_err(|error| format!("{error:#}"))?;
        let result = results.first().zip(export.ty.result.as_ref());
        Ok(result.map(|(value, ty)| wave::text(&lifted(value), ty)).unwrap_or_default())
    }
}

/// The engine's form of a value. Only what the guests of these tests use.
fn lowered(value: &Value, ty: &ValueType) -> Val {
    match (value, ty) {
        (Value::U8(value), _) => Val::U8(*value),
        (Value::U32(value), _) => Val::U32(*value),
        (Value::S32(value), _) => Val::S32(*value),
        (Value::U64(value), _) => Val::U64(*value),
        (Value::F64(value), _) => Val::Float64(*value),
        (Value::Char(value), _) => Val::Char(*value),
        (Value::String(value), _) => Val::String(value.clone()),
        (Value::List(values), ValueType::List(ty)) => {
            Val::List(values.iter().map(|value| lowered(value, ty)).collect())
        }
        (Value::Record(values), ValueType::Record(fields)) => {
            let fields = values.iter().zip(fields);
            Val::Record(fields.map(|(value, field)| (field.name.clone(), lowered(value, &field.ty))).collect())
        }
        other => panic!("no guest takes {other:?}"),
    }
}

/// Our form of a value.
fn lifted(value: &Val) -> Value {
    match value {
        Val::U8(value) => Value::U8(*value),
        Val::U32(value) => Value::U32(*value),
        Val::S32(value) => Value::S32(*value),
        Val::U64(value) => Value::U64(*value),
        Val::Float64(value) => Value::F64(*value),
        Val::String(value) => Value::String(value.clone()),
        Val::List(values) => Value::List(values.iter().map(lifted).collect()),
        Val::Record(fields) => Value::Record(fields.iter().map(|(_, value)| lifted(value)).collect()),
        Val::Tuple(values) => Value::Record(values.iter().map(lifted).collect()),
        Val::Option(payload) => Value::option(payload.as_deref().map(lifted)),
        Val::Result(result) => {
            let of = |payload: &Option<Box<Val>>| payload.as_deref().map(lifted);
            Value::result(result.as_ref().map(of).map_err(of))
        }
        other => panic!("no guest gives {other:?}"),
    }
}
