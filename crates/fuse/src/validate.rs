//! Validation in little memory.
//!
//! wasmparser's own `validate_all` keeps every function until the end, and for each core module of a component a copy
//! of everything known so far, so that its memory grows with the square of the number of modules.

use dissolve_interface::guarded;
use wasmparser::{BinaryReaderError, FuncValidatorAllocations, Parser, Payload, ValidPayload, Validator, WasmFeatures};

/// The error of a validator that stopped at a failed assertion of its own; the text is the assertion's message.
pub struct Stopped(pub String);

/// A validator, and the allocations that it reuses for each function.
struct Steps {
    validator: Validator,
    allocations: FuncValidatorAllocations,
}

impl Steps {
    fn new(features: WasmFeatures) -> Steps {
        Steps { validator: Validator::new_with_features(features), allocations: FuncValidatorAllocations::default() }
    }

    fn take(&mut self, payload: &Payload<'_>) -> Result<(), BinaryReaderError> {
        if let ValidPayload::Func(function, body) = self.validator.payload(payload)? {
            let mut function = function.into_validator(std::mem::take(&mut self.allocations));
            function.validate(&body)?;
            self.allocations = function.into_allocations();
        }
        Ok(())
    }
}

/// Validates a core module, one function after the other.
///
/// # Errors
///
/// Returns the first error, with its offset.
pub fn validate(bytes: &[u8], features: WasmFeatures) -> Result<(), BinaryReaderError> {
    let mut steps = Steps::new(features);
    for payload in Parser::new(0).parse_all(bytes) {
        steps.take(&payload?)?;
    }
    Ok(())
}

/// Validates a core module or a component as [`validate`] does; `watch` sees each part of the input after it was found
/// valid.
///
/// # Errors
///
/// Also returns the errors of `watch`, and [`Stopped`] if an assertion in the validator fails.
pub fn validate_watched<E: From<BinaryReaderError> + From<Stopped>>(
    bytes: &[u8],
    features: WasmFeatures,
    mut watch: impl FnMut(&Payload<'_>, &Validator) -> Result<(), E>,
) -> Result<(), E> {
    let mut steps = Steps::new(features);
    for payload in Parser::new(0).parse_all(bytes) {
        let payload = payload?;
        guarded(|| steps.take(&payload)).map_err(Stopped)??;
        watch(&payload, &steps.validator)?;
    }
    Ok(())
}
