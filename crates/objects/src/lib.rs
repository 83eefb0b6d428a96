//! Gives statics memories of their own.
//!
//! A linker puts all statics into one memory, in which any address may reach any of them: none is known to be constant,
//! and a store may change each. But most addresses of a static are computed from its own symbol. If a module has all its
//! relocations ([`dissolve_interface::relocations`]), they say where these addresses come from; where they go can be
//! followed through locals, operands, and calls. A static whose addresses are never stored, passed to somebody else, or
//! mixed with others is reached only by instructions that are known. It gets a memory of its own, and these
//! instructions name that memory. What stays moves together.
//!
//! The output is a module like any other (multi-memory is part of WebAssembly 3.0), so a stock engine can confirm that
//! it behaves as the input. A compiler sees that a memory without stores is constant, and can put it into flash; that a
//! store to one memory changes no other; and that a constant address in a memory is in bounds.
//!
//! 1. [`analysis`]: follows addresses; [`flow`] through a function, [`classes`] keeps what may be one.
//! 2. [`layout`]: chooses memories and addresses.
//! 3. [`rewrite`]: writes the module; [`data`] makes its segments.
//!
//! A record of all places that hold an address of what stays lets the code generator choose other numbers for these addresses,
//! and put the constants among them into flash.

mod analysis;
mod classes;
mod data;
mod flow;
mod layout;
mod plain;
mod rewrite;
mod source;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::ops::Range;

use dissolve_interface::{ObjectMemory, Relocated};
use dissolve_reach::Stage;
use dissolve_wasm::{EntityRef as _, FuncIndex, MemoryIndex, Module};
use wasmparser::{Operator, Validator};

pub use layout::Limits;
pub use plain::split_module;
pub use rewrite::Moved;
pub use source::Source;

/// The largest number of memories of a module: what WebAssembly's JavaScript interface, 4.1, and engines allow.
const MOST_MEMORIES: usize = 100;

/// The largest number of memories that one source gets.
const MOST_OF_SOURCE: usize = 24;

/// The largest extent of statics, in bytes. No target has so much memory.
const MOST_STATICS: u32 = 1 << 24;

/// A module whose statics have memories of their own.
#[derive(Debug)]
pub struct Split {
    /// The module, without relocations.
    pub bytes: Vec<u8>,
    /// The added memories, in order.
    pub objects: Vec<ObjectMemory>,
    /// The addresses of each source in the new module.
    pub relocated: Vec<Relocated>,
    /// For each source, the limits of its statics, and the extent of its data.
    pub stay: Vec<(Limits, Range<u32>)>,
    /// The new places of the code.
    pub moved: Moved,
}

/// The reason why a module stays as it is.
#[derive(Debug)]
pub enum Kept {
    /// It is malformed.
    Malformed(wasmparser::BinaryReaderError),
    /// In words, after the name of the module.
    Because(String),
}

impl From<wasmparser::BinaryReaderError> for Kept {
    fn from(error: wasmparser::BinaryReaderError) -> Kept {
        Kept::Malformed(error)
    }
}

/// Returns the memories into which code copies data segments (`memory.init`). Their initial contents are not those of active segments, and
/// the addresses that the code has for them are no relocations.
///
/// # Errors
///
/// If the code is malformed.
pub fn copied_into(module: &Module<'_>) -> Result<BTreeSet<MemoryIndex>, wasmparser::BinaryReaderError> {
    let mut copied = BTreeSet::new();
    for (_, body) in module.defined_functions() {
        for operator in body.get_operators_reader()? {
            if let Operator::MemoryInit { mem, .. } = operator? {
                copied.insert(MemoryIndex::from_u32(mem));
            }
        }
    }
    Ok(copied)
}

/// The reason why the statics of a memory stay together if code copies data into it.
pub const COPIED: &str = "its data segments are copied by code";

/// Gives statics of a module memories of their own. `is_generated` is true for functions that the fuser made.
///
/// # Errors
///
/// Fails with the reason if the module stays as it is.
pub fn split(module: &Module<'_>, sources: &[Source], is_generated: &dyn Fn(FuncIndex) -> bool) -> Result<Split, Kept> {
    let room = MOST_MEMORIES.saturating_sub(module.memories.len());
    if sources.is_empty() || room < sources.len() {
        return Err(Kept::Because("no memory of it has relocations".into()));
    }
    // Control flow that is not compiled is not followed either.
    let features = Stage::Compile.features();
    if let Err(error) = Validator::new_with_features(features).validate_all(module.bytes) {
        return Err(Kept::Because(format!("it is not compiled: {error}")));
    }
    if sources.iter().any(|source| source.statics.len() as u64 > MOST_STATICS.into()) {
        return Err(Kept::Because("its statics take more than 16 MiB".into()));
    }
    let copied = copied_into(module)?;
    if sources.iter().any(|source| copied.contains(&source.memory)) {
        return Err(Kept::Because(COPIED.into()));
    }
    let mut analysis = analysis::analyze(module, sources, is_generated)?;
    let most = room.min(MOST_OF_SOURCE * sources.len());
    let layout = layout::Layout::new(sources, &mut analysis, MemoryIndex::new(module.memories.len()), most);
    rewrite::rewrite(module, sources, &mut analysis, &layout)
}
