//! Runs a case on the stock engine.

use std::sync::OnceLock;

use dissolve_abi::TrapKind;
use dissolve_pipeline::codegen::{TABLE_RESERVATION, TrapOrder};
use dissolve_pipeline::targets::Grow;
use dissolve_run::CoreValue;
use wasmtime::{Engine, Instance, Module, ResourceLimiter, Store, Trap, Val};

use super::case::Call;
use super::features;
use super::harness::{MEMORIES, STATE};
use super::trace::{Outcome, Trace};

/// Allows memories and tables to be created, and to grow as far as native code can grow them.
struct Reservations {
    grow: Grow,
    /// Memories that are not yet created.
    memories: usize,
    /// Tables that are not yet created.
    tables: usize,
    /// The initial and the current number of elements of each table.
    sizes: Vec<(usize, usize)>,
}

impl ResourceLimiter for Reservations {
    fn memory_growing(&mut self, current: usize, desired: usize, _: Option<usize>) -> wasmtime::Result<bool> {
        if is_made(&mut self.memories) {
            return Ok(true);
        }
        Ok(match self.grow {
            Grow::Bounded(reservation) => desired <= reservation as usize,
            Grow::Reject | Grow::Deny => desired <= current,
        })
    }

    fn table_growing(&mut self, current: usize, desired: usize, maximum: Option<usize>) -> wasmtime::Result<bool> {
        if is_made(&mut self.tables) {
            self.sizes.push((desired, desired));
            return Ok(true);
        }
        if desired <= current {
            return Ok(true);
        }
        // The engine does not say which table grows. Any table of the same size can stand for it until it is full.
        let table = self.sizes.iter_mut().find(|(_, now)| *now == current);
        let (Grow::Bounded(_), Some((initial, now))) = (self.grow, table) else { return Ok(false) };
        let most = *initial + TABLE_RESERVATION as usize;
        let allowed = desired <= maximum.map_or(most, |maximum| maximum.min(most));
        if allowed {
            *now = desired;
        }
        Ok(allowed)
    }
}

/// Returns true if a memory or table is created now, false if it grows. All are created before any code runs.
fn is_made(unmade: &mut usize) -> bool {
    let rest = unmade.checked_sub(1);
    *unmade = rest.unwrap_or(0);
    rest.is_some()
}

/// The engine that all cases share.
pub fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(|| Engine::new(&features::engine()).expect("the configuration is one"))
}

/// An instance, and the store that owns it.
type Made = (Store<Reservations>, Instance);

/// Instantiates a module in a store of its own. Returns the kind of the trap if that traps.
fn instantiate(module: &Module, grow: Grow) -> Result<Result<Made, TrapKind>, String> {
    let required = module.resources_required();
    let reservations = Reservations {
        grow,
        memories: required.num_memories as usize,
        tables: required.num_tables as usize,
        sizes: Vec::new(),
    };
    let mut store = Store::new(engine(), reservations);
    store.limiter(|reservations| reservations);
    match Instance::new(&mut store, module, &[]) {
        Ok(instance) => Ok(Ok((store, instance))),
        Err(error) => Ok(Err(kind(&error)?)),
    }
}

/// Runs a module with its harness, and records the instantiation, the calls, and the memories. If a trap may come early,
/// a fresh instance follows it.
///
/// # Errors
///
/// When the engine refuses the module, or fails other than by a trap of WebAssembly.
pub fn trace(module: &[u8], calls: &[Call], grow: Grow, trap_order: TrapOrder) -> Result<Trace, String> {
    let module = Module::new(engine(), module).map_err(|error| format!("the stock engine: {error:#}"))?;
    let mut trace = Trace::default();
    let mut made = match instantiate(&module, grow)? {
        Ok(made) => made,
        Err(kind) => {
            trace.push("instantiation", Outcome::Trapped(kind));
            return Ok(trace);
        }
    };
    trace.push("instantiation", Outcome::Returned(None));
    for (number, call) in calls.iter().enumerate() {
        let what = format!("call {number}, {call}");
        let outcome = one(&mut made, &call.function, &call.arguments)?;
        let is_over = trap_order == TrapOrder::Early && matches!(outcome, Outcome::Trapped(_));
        trace.push(&*what, outcome);
        if is_over {
            made = instantiate(&module, grow)?.map_err(|kind| format!("instantiated again, it traps: {kind}"))?;
            trace.push(format!("instantiation after {what}"), Outcome::Returned(None));
        }
        trace.push(format!("{STATE} after {what}"), one(&mut made, STATE, &[])?);
    }
    trace.push(format!("{MEMORIES} after the calls"), one(&mut made, MEMORIES, &[])?);
    Ok(trace)
}

fn one((store, instance): &mut Made, name: &str, arguments: &[CoreValue]) -> Result<Outcome, String> {
    let function = instance.get_func(&mut *store, name).ok_or_else(|| format!("no export `{name}`"))?;
    let arguments: Vec<Val> = arguments.iter().map(|&argument| value(argument)).collect::<Result<_, _>>()?;
    let mut results = vec![Val::I32(0); function.ty(&*store).results().len()];
    if let Err(error) = function.call(&mut *store, &arguments, &mut results) {
        return Ok(Outcome::Trapped(kind(&error)?));
    }
    let result = results.first().map(|result| match result {
        Val::I32(value) => Ok(CoreValue::I32(value.cast_unsigned())),
        Val::I64(value) => Ok(CoreValue::I64(value.cast_unsigned())),
        Val::F32(bits) => Ok(CoreValue::F32(*bits)),
        Val::F64(bits) => Ok(CoreValue::F64(*bits)),
        other => Err(format!("`{name}` gives {other:?}, which is no number")),
    });
    Ok(Outcome::Returned(result.transpose()?))
}

fn value(value: CoreValue) -> Result<Val, String> {
    Ok(match value {
        CoreValue::I32(bits) => Val::I32(bits.cast_signed()),
        CoreValue::I64(bits) => Val::I64(bits.cast_signed()),
        CoreValue::F32(bits) => Val::F32(bits),
        CoreValue::F64(bits) => Val::F64(bits),
        other => return Err(format!("{other:?} is no number, and functions take only numbers")),
    })
}

/// Converts the engine's trap to the kind that native code reports.
fn kind(error: &wasmtime::Error) -> Result<TrapKind, String> {
    Ok(match error.downcast_ref::<Trap>() {
        Some(Trap::StackOverflow) => TrapKind::StackExhausted,
        Some(Trap::MemoryOutOfBounds) => TrapKind::MemoryOutOfBounds,
        Some(Trap::TableOutOfBounds) => TrapKind::TableOutOfBounds,
        Some(Trap::IndirectCallToNull) => TrapKind::UninitializedElement,
        Some(Trap::BadSignature) => TrapKind::IndirectCallMismatch,
        Some(Trap::IntegerOverflow) => TrapKind::IntegerOverflow,
        Some(Trap::IntegerDivisionByZero) => TrapKind::DivideByZero,
        Some(Trap::BadConversionToInteger) => TrapKind::InvalidConversion,
        Some(Trap::UnreachableCodeReached) => TrapKind::Unreachable,
        _ => return Err(format!("the stock engine fails otherwise than by a trap: {error:#}")),
    })
}
