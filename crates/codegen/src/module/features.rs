//! Which features of WebAssembly are lowered, and which one a module uses that is not.

use wasmparser::{BinaryReaderError, Validator, WasmFeatures};

use super::names::place_of;
use crate::Error;

/// What is lowered.
fn lowered() -> WasmFeatures {
    WasmFeatures::WASM1
        | WasmFeatures::SIGN_EXTENSION
        | WasmFeatures::SATURATING_FLOAT_TO_INT
        | WasmFeatures::BULK_MEMORY
        | WasmFeatures::MULTI_VALUE
        | WasmFeatures::MUTABLE_GLOBAL
        | WasmFeatures::REFERENCE_TYPES
        | WasmFeatures::MULTI_MEMORY
        | WasmFeatures::EXTENDED_CONST
        | WasmFeatures::SIMD
        | WasmFeatures::RELAXED_SIMD
        | WasmFeatures::TAIL_CALL
        | WasmFeatures::CUSTOM_PAGE_SIZES
}

/// What is not, by the names of the proposals; one that others are built on comes after them.
const REFUSED: &[(WasmFeatures, &str)] = &[
    (WasmFeatures::STACK_SWITCHING, "stack switching"),
    (WasmFeatures::CUSTOM_DESCRIPTORS, "custom descriptors"),
    (WasmFeatures::GC, "garbage collection (GC)"),
    (WasmFeatures::FUNCTION_REFERENCES, "typed function references"),
    (WasmFeatures::LEGACY_EXCEPTIONS, "exception handling, in its first form"),
    (WasmFeatures::EXCEPTIONS, "exception handling"),
    (WasmFeatures::SHARED_EVERYTHING_THREADS, "shared-everything threads"),
    (WasmFeatures::THREADS, "threads"),
    (WasmFeatures::MEMORY64, "64-bit memories and tables (memory64)"),
    (WasmFeatures::WIDE_ARITHMETIC, "wide arithmetic"),
    (WasmFeatures::MEMORY_CONTROL, "memory control"),
    (WasmFeatures::COMPACT_IMPORTS, "compact imports"),
];

fn validate(bytes: &[u8], features: WasmFeatures) -> Result<(), BinaryReaderError> {
    Validator::new_with_features(features).validate_all(bytes).map(|_| ())
}

/// Whether a valid module uses only what is lowered. The feature that is named is the first that it cannot do without.
pub fn check(bytes: &[u8]) -> Result<(), Error> {
    let Err(error) = validate(bytes, lowered()) else { return Ok(()) };
    let needed = REFUSED.iter().filter_map(|&(feature, name)| {
        let error = validate(bytes, WasmFeatures::all().difference(feature)).err()?;
        Some((error.offset(), name.to_owned()))
    });
    let (offset, message) =
        needed.min_by_key(|&(offset, _)| offset).unwrap_or_else(|| (error.offset(), error.message().to_owned()));
    Err(Error::Unsupported { place: place_of(bytes, offset), message, offset })
}
