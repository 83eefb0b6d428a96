//! The host's side of the canonical ABI: converts values to the arguments of core functions, and back (Component Model,
//! *CanonicalABI*).
//!
//! Takes an [`Instance`] and an export of an interface record; relies on nothing else, so the same code drives an
//! emulated chip and an engine. Only the synchronous ABI is here.

mod error;
mod handles;
mod lift;
mod lower;
#[cfg(test)]
mod tests;

pub use error::{InvokeError, Problem};
pub use handles::{DropError, HandleError, Handles};

use dissolve_canonical as layout;
use dissolve_interface::{CanonicalOptions, Export, FuncType, Interface, Resource, ValueType};
use dissolve_targets::CoreType;

use self::error::Fault;
use self::lift::Lift;
use self::lower::Lower;
use crate::{CoreValue, Instance, Value};

/// The limit of the bytes of one string or list.
pub const MAX_BYTES: u64 = (1 << 31) - 1;

/// Calls an exported function with values, and gives its result.
///
/// Arguments are lowered in order, the core function is called, its result is read, and then the post-return function is
/// called, if there is one.
///
/// # Errors
///
/// If an argument does not belong to its parameter's type, if a call traps, and if the program's result violates the
/// canonical ABI.
///
/// Only for exports without resources; [`invoke_in`] is for all.
pub fn invoke(instance: &mut dyn Instance, export: &Export, arguments: &[Value]) -> Result<Option<Value>, InvokeError> {
    invoke_in(instance, &Interface::new(), export, arguments)
}

/// As [`invoke`], for any export. The export's record has the functions that convert handles.
///
/// # Errors
///
/// As [`invoke`]; also if a handle is not valid, or if the callee keeps a handle that it was lent.
pub fn invoke_in(
    instance: &mut dyn Instance,
    interface: &Interface,
    export: &Export,
    arguments: &[Value],
) -> Result<Option<Value>, InvokeError> {
    let error = |place: Option<String>| {
        move |fault: Fault| InvokeError {
            function: export.name.to_string(),
            place: place.map(|place| place + &fault.path),
            problem: fault.problem,
        }
    };
    let FuncType { params, result } = &export.ty;
    if params.len() != arguments.len() {
        let problem = Problem::ArgumentCount { expected: params.len(), actual: arguments.len() };
        return Err(error(None)(problem.into()));
    }
    let resources = &interface.resources;
    let lending = interface.lending.as_ref().filter(|_| params.iter().any(|param| param.ty.has_borrow()));
    if let Some(lending) = lending {
        instance.call(&lending.enter, &[]).map_err(|problem| error(None)(problem.into()))?;
    }
    let arguments = lower_arguments(instance, resources, export, arguments, &error)?;
    let results = instance.call(&export.core, &arguments).map_err(|problem| error(None)(problem.into()))?;
    check_results(&results, result.as_ref()).map_err(error(None))?;
    let value = result
        .as_ref()
        .map(|ty| lift_result(instance, resources, &export.options, ty, &results))
        .transpose()
        .map_err(error(Some("the result".into())))?;
    if let Some(lending) = lending {
        let what = Some("the handles that it was lent".into());
        instance.call(&lending.exit, &[]).map_err(|problem| error(what)(problem.into()))?;
    }
    if let Some(post_return) = &export.post_return {
        let what = Some(format!("its post-return function `{post_return}`"));
        instance.call(post_return, &results).map_err(|problem| error(what)(problem.into()))?;
    }
    Ok(value)
}

/// Calls a core export of type `(i32) -> i32`.
fn word(instance: &mut dyn Instance, export: &str, argument: u32) -> Result<u32, Fault> {
    match instance.call(export, &[CoreValue::I32(argument)])?[..] {
        [CoreValue::I32(result)] => Ok(result),
        ref results => Err(Problem::CoreResults { expected: 1, actual: results.len() }.into()),
    }
}

/// Lowers all arguments, flat or into one allocation.
fn lower_arguments<E: FnOnce(Fault) -> InvokeError>(
    instance: &mut dyn Instance,
    resources: &[Resource],
    export: &Export,
    values: &[Value],
    error: &dyn Fn(Option<String>) -> E,
) -> Result<Vec<CoreValue>, InvokeError> {
    let params = &export.ty.params;
    let place = |index: usize| error(Some(format!("parameter `{}`", params[index].name)));
    let mut lower = Lower { instance, options: &export.options, resources };
    let count = params.iter().fold(0, |count: usize, param| count.saturating_add(param.ty.flat_count()));
    if count <= layout::MAX_FLAT_PARAMS {
        let mut flat = Vec::new();
        for (index, (value, param)) in values.iter().zip(params).enumerate() {
            lower.flat(value, &param.ty, &mut flat).map_err(place(index))?;
        }
        return Ok(flat);
    }
    let tuple = ValueType::Tuple(params.iter().map(|param| param.ty.clone()).collect());
    let spilled = error(Some("the parameters together".into()));
    let (pointer, mut buffer) = match lower.allocate(layout::size(&tuple), layout::align(&tuple)) {
        Ok(allocation) => allocation,
        Err(fault) => return Err(spilled(fault)),
    };
    let mut offset = 0;
    for (index, (value, param)) in values.iter().zip(params).enumerate() {
        lower.store_next(value, &param.ty, &mut buffer, &mut offset).map_err(place(index))?;
    }
    lower.write(pointer, &buffer).map_err(spilled)?;
    Ok(vec![CoreValue::I32(pointer)])
}

/// Checks the number and the types of a core function's results.
fn check_results(results: &[CoreValue], ty: Option<&ValueType>) -> Result<(), Fault> {
    let mut expected = Vec::new();
    if let Some(ty) = ty {
        if ty.flat_count() > layout::MAX_FLAT_RESULTS {
            expected.push(CoreType::I32);
        } else {
            layout::flatten(ty, &mut expected);
        }
    }
    if results.iter().map(|result| result.ty()).eq(expected.iter().copied()) {
        return Ok(());
    }
    Err(Problem::CoreResults { expected: expected.len(), actual: results.len() }.into())
}

/// Returns the address in the memory of a range that an instance gave: the pointer plus the base, modulo 2^32 (the
/// record's [`CanonicalOptions::base`]). None if the range leaves the memory, which has `size` bytes. With a base, an
/// empty range may lie anywhere: its address need not be in the memory.
fn place(options: &CanonicalOptions, pointer: u32, length: u64, size: u64) -> Option<u32> {
    let start = pointer.wrapping_add(options.base);
    let is_nothing = length == 0 && options.base != 0;
    (is_nothing || u64::from(start).saturating_add(length) <= size).then_some(start)
}

/// Reads a function's result, flat or from memory. The results have been checked.
fn lift_result(
    instance: &mut dyn Instance,
    resources: &[Resource],
    options: &CanonicalOptions,
    ty: &ValueType,
    results: &[CoreValue],
) -> Result<Value, Fault> {
    let mut lift = Lift { instance, options, resources };
    match results {
        [CoreValue::I32(pointer)] if ty.flat_count() > layout::MAX_FLAT_RESULTS => lift.load_at(*pointer, ty),
        _ => lift.flat(ty, &mut results.iter().copied()),
    }
}
