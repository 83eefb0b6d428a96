//! The check that a module uses no feature that is not lowered.

use dissolve_reach::{Needed, Stage, needed};
use wasmparser::{BinaryReaderError, Validator, WasmFeatures};

use super::names::place_of;
use crate::Error;

fn validate(bytes: &[u8], features: WasmFeatures) -> Result<(), BinaryReaderError> {
    Validator::new_with_features(features).validate_all(bytes).map(|_| ())
}

/// Checks that a valid module uses only lowered features. The error names the first feature that the module cannot do
/// without.
pub fn check(bytes: &[u8]) -> Result<(), Error> {
    let lowered = Stage::Compile.features();
    let Err(error) = validate(bytes, lowered) else { return Ok(()) };
    // Only known proposals have a name of their own.
    let (offset, message, remedy) = match needed(lowered, |features| validate(bytes, features)) {
        Some(Needed { proposal, offset }) => (offset, proposal.name.to_owned(), proposal.remedy),
        None => (error.offset(), error.message().to_owned(), "leave out the option of the compiler that asks for it"),
    };
    Err(Error::Unsupported { place: place_of(bytes, offset), message, offset, remedy })
}
