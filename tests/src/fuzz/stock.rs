//! Runs a case's component on a stock engine, with values of `dissolve_run`.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use dissolve_interface::ValueType;
use dissolve_run::Value;
use wasmtime::component::{Component, Func, Instance, Linker, Val};
use wasmtime::{Config, Engine, Store, StoreContextMut};

use super::case::Function;
use super::guest::{HOST, INTERFACE};

/// A compiled component, and an instance of it, until that instance traps.
pub struct Stock {
    component: Component,
    linker: Linker<()>,
    live: Option<(Store<()>, Instance)>,
    received: Arc<Mutex<Vec<Vec<Value>>>>,
}

fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| {
        let mut config = Config::new();
        config.wasm_component_model_fixed_length_lists(true).wasm_component_model_map(true);
        Engine::new(&config).expect("the configuration is one")
    })
}

impl Stock {
    /// Compiles a component.
    ///
    /// # Errors
    ///
    /// When the engine refuses it.
    pub fn new(component: &[u8]) -> Result<Stock, String> {
        let component = Component::new(engine(), component).map_err(|error| format!("{error:#}"))?;
        Ok(Stock { component, linker: Linker::new(engine()), live: None, received: Arc::default() })
    }

    /// Compiles a component that imports functions from [`HOST`]. Each returns what its type says.
    ///
    /// # Errors
    ///
    /// When the engine refuses it.
    pub fn importing(component: &[u8], functions: &[Function]) -> Result<Stock, String> {
        let mut stock = Stock::new(component)?;
        let mut host = stock.linker.instance(HOST).map_err(|error| format!("{error:#}"))?;
        for (index, function) in functions.iter().enumerate() {
            let (function, received) = (function.clone(), Arc::clone(&stock.received));
            let call = move |_: StoreContextMut<'_, ()>, _, params: &[Val], results: &mut [Val]| {
                let arguments = params.iter().zip(&function.params).map(|(value, ty)| from_stock(value.clone(), ty));
                let arguments = arguments.collect::<Result<Vec<_>, _>>().map_err(wasmtime::Error::msg)?;
                if let (Some(value), Some(ty)) = (function.expected(&arguments), function.result()) {
                    results[0] = to_stock(&value, &ty);
                }
                received.lock().unwrap_or_else(PoisonError::into_inner).push(arguments);
                Ok(())
            };
            host.func_new(&format!("f{index}"), call).map_err(|error| format!("{error:#}"))?;
        }
        Ok(stock)
    }

    /// The arguments of the calls of imports since the last time that they were taken.
    pub fn received(&mut self) -> Vec<Vec<Value>> {
        std::mem::take(&mut *self.received.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Calls a function of [`INTERFACE`]. After a trap, a new instance is made first.
    ///
    /// # Errors
    ///
    /// When it traps; the error is the engine's message.
    pub fn call(
        &mut self,
        name: &str,
        params: &[ValueType],
        result: Option<&ValueType>,
        arguments: &[Value],
    ) -> Result<Option<Value>, String> {
        let (mut store, instance) = match self.live.take() {
            Some(live) => live,
            None => {
                let mut store = Store::new(engine(), ());
                let instance = self.linker.instantiate(&mut store, &self.component);
                (store, instance.map_err(|error| format!("{error:#}"))?)
            }
        };
        let function = function(&mut store, &instance, name).ok_or_else(|| format!("there is no `{name}`"))?;
        let arguments: Vec<Val> = arguments.iter().zip(params).map(|(value, ty)| to_stock(value, ty)).collect();
        let mut results = vec![Val::Bool(false); usize::from(result.is_some())];
        function.call(&mut store, &arguments, &mut results).map_err(|error| format!("{error:#}"))?;
        self.live = Some((store, instance));
        results.into_iter().next().zip(result).map(|(value, ty)| from_stock(value, ty)).transpose()
    }
}

fn function(store: &mut Store<()>, instance: &Instance, name: &str) -> Option<Func> {
    let interface = instance.get_export_index(&mut *store, None, INTERFACE)?;
    let index = instance.get_export_index(&mut *store, Some(&interface), name)?;
    instance.get_func(store, index)
}

/// Converts a value to the engine's type.
fn to_stock(value: &Value, ty: &ValueType) -> Val {
    let list = |values: &[Value], ty: &ValueType| values.iter().map(|value| to_stock(value, ty)).collect();
    let payload = |value: &Option<Box<Value>>, ty: Option<&ValueType>| {
        value.as_ref().zip(ty).map(|(value, ty)| Box::new(to_stock(value, ty)))
    };
    match (value, ty) {
        (Value::Bool(value), _) => Val::Bool(*value),
        (Value::S8(value), _) => Val::S8(*value),
        (Value::U8(value), _) => Val::U8(*value),
        (Value::S16(value), _) => Val::S16(*value),
        (Value::U16(value), _) => Val::U16(*value),
        (Value::S32(value), _) => Val::S32(*value),
        (Value::U32(value), _) => Val::U32(*value),
        (Value::S64(value), _) => Val::S64(*value),
        (Value::U64(value), _) => Val::U64(*value),
        (Value::F32(value), _) => Val::Float32(*value),
        (Value::F64(value), _) => Val::Float64(*value),
        (Value::Char(value), _) => Val::Char(*value),
        (Value::String(value), _) => Val::String(value.clone()),
        (Value::List(values), ValueType::List(element)) => Val::List(list(values, element)),
        (Value::List(values), ValueType::FixedList(element, _)) => Val::FixedLengthList(list(values, element)),
        (Value::List(values), ValueType::Map(key, value)) => Val::Map(
            values
                .iter()
                .map(|pair| match pair {
                    Value::Record(pair) => (to_stock(&pair[0], key), to_stock(&pair[1], value)),
                    _ => panic!("{pair:?} is no pair of a map"),
                })
                .collect(),
        ),
        (Value::Record(values), ValueType::Record(fields)) => Val::Record(
            values.iter().zip(fields).map(|(value, field)| (field.name.clone(), to_stock(value, &field.ty))).collect(),
        ),
        (Value::Record(values), ValueType::Tuple(types)) => {
            Val::Tuple(values.iter().zip(types).map(|(value, ty)| to_stock(value, ty)).collect())
        }
        (Value::Variant(case, value), ValueType::Variant(cases)) => {
            let case = &cases[*case as usize];
            Val::Variant(case.name.clone(), payload(value, case.ty.as_ref()))
        }
        (Value::Variant(case, _), ValueType::Enum(names)) => Val::Enum(names[*case as usize].clone()),
        (Value::Variant(_, value), ValueType::Option(ty)) => Val::Option(payload(value, Some(ty))),
        (Value::Variant(0, value), ValueType::Result { ok, .. }) => Val::Result(Ok(payload(value, ok.as_deref()))),
        (Value::Variant(_, value), ValueType::Result { err, .. }) => Val::Result(Err(payload(value, err.as_deref()))),
        (Value::Flags(flags), ValueType::Flags(names)) => {
            Val::Flags(names.iter().zip(flags).filter(|(_, flag)| **flag).map(|(name, _)| name.clone()).collect())
        }
        _ => panic!("{value:?} is no value of {ty:?}"),
    }
}

/// Converts a value of the engine.
fn from_stock(value: Val, ty: &ValueType) -> Result<Value, String> {
    let list = |values: Vec<Val>, ty: &ValueType| {
        values.into_iter().map(|value| from_stock(value, ty)).collect::<Result<_, _>>()
    };
    let case = |index: usize, value: Option<Box<Val>>, ty: Option<&ValueType>| {
        let payload = value.zip(ty).map(|(value, ty)| from_stock(*value, ty).map(Box::new)).transpose()?;
        Ok::<_, String>(Value::Variant(index as u32, payload))
    };
    let unknown = |name: &str| format!("the engine gives `{name}`, which is no case of {ty:?}");
    Ok(match (value, ty) {
        (Val::Bool(value), ValueType::Bool) => Value::Bool(value),
        (Val::S8(value), ValueType::S8) => Value::S8(value),
        (Val::U8(value), ValueType::U8) => Value::U8(value),
        (Val::S16(value), ValueType::S16) => Value::S16(value),
        (Val::U16(value), ValueType::U16) => Value::U16(value),
        (Val::S32(value), ValueType::S32) => Value::S32(value),
        (Val::U32(value), ValueType::U32) => Value::U32(value),
        (Val::S64(value), ValueType::S64) => Value::S64(value),
        (Val::U64(value), ValueType::U64) => Value::U64(value),
        (Val::Float32(value), ValueType::F32) => Value::F32(value),
        (Val::Float64(value), ValueType::F64) => Value::F64(value),
        (Val::Char(value), ValueType::Char) => Value::Char(value),
        (Val::String(value), ValueType::String) => Value::String(value),
        (Val::List(values), ValueType::List(element)) => Value::List(list(values, element)?),
        (Val::FixedLengthList(values), ValueType::FixedList(element, _)) => Value::List(list(values, element)?),
        (Val::Map(pairs), ValueType::Map(key, value)) => {
            let pair = |(k, v)| Ok(Value::Record(vec![from_stock(k, key)?, from_stock(v, value)?]));
            Value::List(pairs.into_iter().map(pair).collect::<Result<_, String>>()?)
        }
        (Val::Record(values), ValueType::Record(fields)) => Value::Record(
            values
                .into_iter()
                .zip(fields)
                .map(|((_, value), field)| from_stock(value, &field.ty))
                .collect::<Result<_, _>>()?,
        ),
        (Val::Tuple(values), ValueType::Tuple(types)) => Value::Record(
            values.into_iter().zip(types).map(|(value, ty)| from_stock(value, ty)).collect::<Result<_, _>>()?,
        ),
        (Val::Variant(name, value), ValueType::Variant(cases)) => {
            let index = cases.iter().position(|case| case.name == name).ok_or_else(|| unknown(&name))?;
            case(index, value, cases[index].ty.as_ref())?
        }
        (Val::Enum(name), ValueType::Enum(names)) => {
            let index = names.iter().position(|case| *case == name).ok_or_else(|| unknown(&name))?;
            Value::Variant(index as u32, None)
        }
        (Val::Option(value), ValueType::Option(ty)) => case(usize::from(value.is_some()), value, Some(ty))?,
        (Val::Result(Ok(value)), ValueType::Result { ok, .. }) => case(0, value, ok.as_deref())?,
        (Val::Result(Err(value)), ValueType::Result { err, .. }) => case(1, value, err.as_deref())?,
        (Val::Flags(set), ValueType::Flags(names)) => {
            Value::Flags(names.iter().map(|name| set.contains(name)).collect())
        }
        (value, ty) => return Err(format!("the engine gives {value:?} for {ty:?}")),
    })
}
