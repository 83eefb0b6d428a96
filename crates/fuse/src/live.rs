//! Dead code elimination: keeps only what exports, the start function and live tables reach.
//!
//! Takes the module with thin seams; gives it without dead functions, tables, element segments and imports.

mod write;

use std::collections::BTreeMap;

use dissolve_interface::Interface;
use dissolve_wasm::{FuncIndex, MemoryIndex, PrimaryMap};

use crate::builder::{Merged, Origin};
use crate::seams::Thin;
use crate::{Error, Options};

/// A module without dead code.
pub struct Pruned {
    /// The module.
    pub bytes: Vec<u8>,
    /// Its functions, imports included, by their indices in the merged module.
    pub functions: Vec<FuncIndex>,
    /// The origin of each of them.
    pub origins: PrimaryMap<FuncIndex, Option<Origin>>,
    /// For each of them, true if it is the fuser's own; imports count too.
    pub generated: Vec<bool>,
    /// The number of functions that nothing reached.
    pub dropped_functions: usize,
}

/// Drops dead code, and the record's imports with it. `limits` has the new maximum, in pages, of each memory that gets
/// one.
///
/// # Errors
///
/// Fails if the module cannot be written, which is a defect.
pub fn prune(
    thin: Thin<'_>,
    limits: &BTreeMap<MemoryIndex, u64>,
    merged: &Merged,
    interface: &mut Interface,
    options: &Options,
) -> Result<Pruned, Error> {
    // With `Grow::Reject`, a `memory.grow` that is still in the module never runs.
    let bytes = write::write_live(&thin, options.denies_growth(), limits)
        .map_err(|source| Error::defect(&options.name, source))?;
    let mut import_is_live = thin.live.functions();
    interface.imports.retain(|_| import_is_live.next() == Some(true));
    let live = merged.origins.keys().zip(thin.live.functions());
    let functions: Vec<FuncIndex> = live.filter_map(|(function, is_live)| is_live.then_some(function)).collect();
    let origins = functions.iter().map(|&function| merged.origins[function]).collect();
    let generated = functions.iter().map(|&function| merged.is_generated(function)).collect();
    let dropped_functions = merged.origins.len() - functions.len();
    Ok(Pruned { bytes, functions, origins, generated, dropped_functions })
}

/// Writes the module with everything that is dead.
///
/// # Errors
///
/// Fails if the module cannot be written, which is a defect.
pub fn unpruned(thin: &Thin<'_>, options: &Options) -> Result<Vec<u8>, Error> {
    write::write_all(thin).map_err(|source| Error::defect(&options.name, source))
}
