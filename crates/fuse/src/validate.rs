//! Validation that keeps nothing of what it has seen.
//!
//! wasmparser's own `validate_all` keeps every function until the end, and with each core module of a component a copy of what
//! is known by then, so that its memory grows with the square of their number.

use wasmparser::{BinaryReaderError, FuncValidatorAllocations, Parser, ValidPayload, Validator, WasmFeatures};

/// Validates a module or a component, each function as it comes.
///
/// # Errors
///
/// The first that is found, with its offset.
pub fn validate(bytes: &[u8], features: WasmFeatures) -> Result<(), BinaryReaderError> {
    let mut validator = Validator::new_with_features(features);
    let mut allocations = FuncValidatorAllocations::default();
    for payload in Parser::new(0).parse_all(bytes) {
        if let ValidPayload::Func(function, body) = validator.payload(&payload?)? {
            let mut function = function.into_validator(allocations);
            function.validate(&body)?;
            allocations = function.into_allocations();
        }
    }
    Ok(())
}
