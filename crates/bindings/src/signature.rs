//! The core signatures that WIT types ask for.

use dissolve_canonical::{MAX_FLAT_PARAMS, MAX_FLAT_RESULTS, flatten};
use dissolve_interface::{FuncType, ValueType};
use dissolve_targets::CoreType;

use crate::{Error, Function};

/// The core signature of an exported function.
pub fn exported(ty: &FuncType) -> (Vec<CoreType>, Option<CoreType>) {
    let result = ty.result.as_ref().and_then(|result| match is_spilled(result) {
        true => Some(CoreType::I32),
        false => core_result(result),
    });
    (params(ty), result)
}

/// The core signature of an imported function.
pub fn imported(ty: &FuncType) -> (Vec<CoreType>, Option<CoreType>) {
    let mut params = params(ty);
    let result = match &ty.result {
        Some(result) if is_spilled(result) => {
            params.push(CoreType::I32);
            None
        }
        result => result.as_ref().and_then(core_result),
    };
    (params, result)
}

/// The number of core values of all parameters, saturating.
pub fn flat_params(ty: &FuncType) -> usize {
    ty.params.iter().fold(0, |count, param| count.saturating_add(param.ty.flat_count()))
}

/// Returns true if parameters are passed in memory.
pub fn spills(ty: &FuncType) -> bool {
    flat_params(ty) > MAX_FLAT_PARAMS
}

/// Returns true if a result is passed in memory.
pub fn is_spilled(result: &ValueType) -> bool {
    result.flat_count() > MAX_FLAT_RESULTS
}

/// The core types of all parameters.
pub fn params(ty: &FuncType) -> Vec<CoreType> {
    match spills(ty) {
        true => vec![CoreType::I32],
        false => ty.params.iter().flat_map(|param| flat(&param.ty)).collect(),
    }
}

/// The core type of a result that is not passed in memory.
pub fn core_result(ty: &ValueType) -> Option<CoreType> {
    flat(ty).first().copied()
}

/// The core types of a value of few.
fn flat(ty: &ValueType) -> Vec<CoreType> {
    let mut types = Vec::new();
    flatten(ty, &mut types);
    types
}

/// Checks the signature of a function of the manifest.
///
/// # Errors
///
/// [`Error::Signature`].
pub fn check(function: &Function, params: &[CoreType], result: Option<CoreType>) -> Result<(), Error> {
    if function.params == params && function.result == result {
        return Ok(());
    }
    let text = |params: &[CoreType], result: Option<CoreType>| {
        let params = params.iter().map(CoreType::to_string).collect::<Vec<_>>().join(", ");
        format!("({params}) -> ({})", result.map_or(String::new(), |result| result.to_string()))
    };
    Err(Error::Signature {
        core: function.core.clone(),
        actual: text(&function.params, function.result),
        expected: text(params, result),
    })
}

/// The error for something that the manifest lacks.
pub fn missing(function: &str, missing: &str) -> Error {
    Error::Missing { function: function.to_owned(), missing: missing.to_owned() }
}
