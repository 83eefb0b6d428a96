//! Validation that keeps nothing of what it has seen.
//!
//! wasmparser's own `validate_all` keeps every function until the end, and with each core module of a component a copy of what
//! is known by then, so that its memory grows with the square of their number.

use wasmparser::{BinaryReaderError, FuncValidatorAllocations, Parser, Payload, ValidPayload, Validator, WasmFeatures};

/// Validates a module or a component, each function as it comes.
///
/// # Errors
///
/// The first that is found, with its offset.
pub fn validate(bytes: &[u8], features: WasmFeatures) -> Result<(), BinaryReaderError> {
    validate_watched(bytes, features, |_, _| Ok(()))
}

/// As [`validate`]; `watch` sees each part of the input after it was found valid.
///
/// # Errors
///
/// Those of `watch` too.
pub fn validate_watched<E: From<BinaryReaderError>>(
    bytes: &[u8],
    features: WasmFeatures,
    mut watch: impl FnMut(&Payload<'_>, &Validator) -> Result<(), E>,
) -> Result<(), E> {
    let mut validator = Validator::new_with_features(features);
    let mut allocations = FuncValidatorAllocations::default();
    for payload in Parser::new(0).parse_all(bytes) {
        let payload = payload?;
        if let ValidPayload::Func(function, body) = validator.payload(&payload)? {
            let mut function = function.into_validator(allocations);
            function.validate(&body)?;
            allocations = function.into_allocations();
        }
        watch(&payload, &validator)?;
    }
    Ok(())
}
