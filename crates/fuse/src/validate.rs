//! Validation that keeps nothing of what it has seen.
//!
//! wasmparser's own `validate_all` keeps every function until the end, and with each core module of a component a copy of what
//! is known by then, so that its memory grows with the square of their number.

use dissolve_interface::guarded;
use wasmparser::{BinaryReaderError, FuncValidatorAllocations, Parser, Payload, ValidPayload, Validator, WasmFeatures};

/// The validator ended some input with a failed assertion of its own, which says this.
pub struct Stopped(pub String);

/// A validator and what it uses again for each function.
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

/// Validates a core module, each function as it comes.
///
/// # Errors
///
/// The first that is found, with its offset.
pub fn validate(bytes: &[u8], features: WasmFeatures) -> Result<(), BinaryReaderError> {
    let mut steps = Steps::new(features);
    for payload in Parser::new(0).parse_all(bytes) {
        steps.take(&payload?)?;
    }
    Ok(())
}

/// As [`validate`], for components too; `watch` sees each part of the input after it was found valid.
///
/// # Errors
///
/// Those of `watch` too, and where the validator stops at a check of its own.
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
