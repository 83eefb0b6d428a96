//! Binds the arena behind `env::__cabi_arena_realloc` in the module that imports it (contract, sections 2 and 3).
//!
//! Takes a core module and a size; gives the module with each such import replaced by functions of its own, which
//! allocate in pages added at the end of its memory. The arena needs no initialization: a page of zeros is an empty
//! arena.
//!
//! 1. [`survey`]: finds the imports and their memories, refuses unsafe modules, places each arena.
//! 2. [`allocator`]: the functions and globals of an arena, from `arena_realloc.wat`.
//! 3. [`rewrite`]: writes the module again, with everything renumbered; [`names`] updates its name section.
//!
//! The arena implements section 2 of the contract except for its time bound: the time of a call grows with the number
//! of blocks. The embedder can read the arena's state in globals that the module exports: `__cabi_arena_size`,
//! `__cabi_arena_used` and `__cabi_arena_high_water`, all in bytes, including headers. If the import has a suffix `@N`,
//! so do they.

mod allocator;
mod error;
mod names;
mod rewrite;
mod survey;

pub use error::Error;
pub use survey::Arena;

use std::collections::BTreeSet;

use dissolve_interface::Interface;
use dissolve_wasm::{FuncIndex, Module};
use wasmparser::{Encoding, Parser, Payload, Validator, WasmFeatures};

/// A module that contains its arenas.
#[derive(Debug)]
pub struct Bound {
    /// The module. It imports no arena.
    pub bytes: Vec<u8>,
    /// The module's interface record, which is also in `bytes`; `None` for a module without one.
    pub interface: Option<Interface>,
    /// The arenas, one for each memory for which the module had the import.
    pub arenas: Vec<Arena>,
}

/// Replaces every import of the arena by an arena of `size` bytes in the memory in which it allocates.
///
/// In a fused module, that is the memory that the interface record names; in a module without a record, it is memory 0.
/// An export `__heap_base` of memory 0 moves to the end of the arena, and so does the value in the record. Relocations,
/// debug information and code metadata refer to offsets in the code, and are removed; all other custom sections are
/// kept.
///
/// # Errors
///
/// When the input is not a valid core module; when it does not import the arena; when `size` is zero or the memory
/// would exceed 4 GiB; when the memory is imported, shared, or has 64-bit addresses; and when the module executes
/// `memory.size` or `memory.grow` on it, since code that asks for the memory's end may take the arena for free memory.
pub fn bind(module: &[u8], size: u32) -> Result<Bound, Error> {
    require_module(module)?;
    dissolve_interface::check_counts(module).map_err(Error::Invalid)?;
    Validator::new_with_features(WasmFeatures::all()).validate_all(module).map_err(Error::Invalid)?;
    let mut interface = Interface::read(module)?;
    let module = Module::read(module).map_err(Error::Invalid)?;
    let (mut bytes, arenas) = bind_trusting(&module, interface.as_mut(), size, &BTreeSet::new())?;
    if let Some(interface) = &interface {
        interface.append_to(&mut bytes);
    }
    Ok(Bound { bytes, interface, arenas })
}

/// Binds the arenas of a valid module as [`bind`] does. The functions in `trusted` may execute `memory.size`: adapters,
/// which only compare addresses with it and do not use the memory as free.
///
/// Updates the module's record, if there is one, and returns the module without it.
///
/// # Errors
///
/// When the module does not import the arena, and the other errors of [`bind`] about what it does with its memories.
pub fn bind_trusting(
    module: &Module<'_>,
    interface: Option<&mut Interface>,
    size: u32,
    trusted: &BTreeSet<FuncIndex>,
) -> Result<(Vec<u8>, Vec<Arena>), Error> {
    let survey = survey::survey(module, interface, size, trusted)?;
    let bytes = rewrite::rewrite(module.bytes, &survey)?;
    Validator::new_with_features(WasmFeatures::all())
        .validate_all(&bytes)
        .map_err(|source| Error::defect(format_args!("the module is not valid: {source}")))?;
    Ok((bytes, survey.arenas))
}

/// Refuses an input that is not a core module, with an error for its kind.
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
