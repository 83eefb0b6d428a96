//! The arena behind `env::__cabi_arena_realloc`, put into the module that imports it (contract, sections 2 and 3).
//!
//! Takes a core module and a size; gives the module with each such import replaced by functions of its own, over an arena
//! in pages added at the end of its memory. It relies on no initialization: a page of zeros is an empty arena.
//!
//! 1. [`survey`]: find the imports and their memories, refuse what an arena at the end would break, place each arena.
//! 2. [`allocator`]: the functions and globals that an arena consists of, from `arena_realloc.wat`.
//! 3. [`rewrite`]: write the module again, with everything renumbered; [`names`] keeps its name section.
//!
//! The arena meets section 2 of the contract except for its time bound: a call takes time in proportion to the blocks there
//! are. The embedder reads it through globals that the module exports: `__cabi_arena_size`, `__cabi_arena_used` and
//! `__cabi_arena_high_water`, all in bytes, headers included; those of an import with a suffix `@N` have it too.

mod allocator;
mod error;
mod names;
mod rewrite;
mod survey;

pub use error::Error;
pub use survey::{Arena, MODULE, SYMBOL};

use std::collections::BTreeSet;

use dissolve_interface::Interface;
use wasmparser::{Encoding, Parser, Payload, Validator, WasmFeatures};

/// A module that brings its arenas.
#[derive(Debug)]
pub struct Bound {
    /// The module. It imports no arena.
    pub bytes: Vec<u8>,
    /// The module's interface record, which `bytes` carries too; none for a module without one.
    pub interface: Option<Interface>,
    /// Its arenas, one for each memory that had the import.
    pub arenas: Vec<Arena>,
}

/// Replaces every import of the arena by an arena of `size` bytes in the memory that it serves.
///
/// That is the memory which the interface record of a fused module names, and memory 0 of a module without a record. An
/// export `__heap_base` of memory 0 moves to the end of the arena, and so does the record's. Relocations, debug
/// information and code metadata, which name places in the code, are dropped; every other custom section stays.
///
/// # Errors
///
/// When the input is no valid core module; when it imports no arena; when `size` is zero or the memory would pass 4 GiB; when
/// the memory is imported, shared, or has 64-bit addresses; and when the module executes `memory.size` or `memory.grow`
/// on it: what asks where its memory ends may take the arena for free memory.
pub fn bind(module: &[u8], size: u32) -> Result<Bound, Error> {
    bind_trusting(module, size, &BTreeSet::new())
}

/// As [`bind`], but the functions with the indices in `trusted` may execute `memory.size`: adapters that only compare with
/// it, and take nothing for free.
///
/// # Errors
///
/// As [`bind`].
pub fn bind_trusting(module: &[u8], size: u32, trusted: &BTreeSet<u32>) -> Result<Bound, Error> {
    require_module(module)?;
    dissolve_interface::check_counts(module).map_err(Error::Invalid)?;
    Validator::new_with_features(WasmFeatures::all()).validate_all(module).map_err(Error::Invalid)?;
    let survey = survey::survey(module, size, trusted)?;
    let bytes = rewrite::rewrite(module, &survey)?;
    Validator::new_with_features(WasmFeatures::all())
        .validate_all(&bytes)
        .map_err(|source| Error::Internal(format!("the module is not valid: {source}")))?;
    Ok(Bound { bytes, interface: survey.interface, arenas: survey.arenas })
}

/// Refuses what is not a core module, with a message for what it is.
fn require_module(input: &[u8]) -> Result<(), Error> {
    if input.is_empty() {
        return Err(Error::Empty);
    }
    match Parser::new(0).parse_all(input).next() {
        Some(Ok(Payload::Version { encoding: Encoding::Component, .. })) => Err(Error::Component),
        Some(Err(error)) => Err(Error::Invalid(error)),
        _ => Ok(()),
    }
}
