//! The statics of a memory, as its linker placed them.

use std::ops::Range;

use dissolve_interface::MemoryLayout;
use dissolve_interface::relocations::{Relocations, SymbolKind, relocations};
use dissolve_wasm::{Constant, ExternalIndex, GlobalIndex, MemoryIndex, Module};

use crate::Kept;

/// The exported globals whose values a linker computes from the end of the statics.
const LIMITS: [&str; 2] = ["__heap_base", "__data_end"];

/// A memory whose statics a linker has placed, with all its relocations.
#[derive(Debug)]
pub struct Source {
    /// The memory.
    pub memory: MemoryIndex,
    /// The addresses from the first static to the heap's start.
    pub statics: Range<u32>,
    /// The end of the last static.
    pub end: u32,
    /// The relocations, with functions and segments of the module that is split.
    pub relocations: Relocations,
    /// The globals that hold the heap's start or the end of the statics.
    pub limits: Vec<GlobalIndex>,
    /// The global that is the stack pointer.
    pub stack_pointer: GlobalIndex,
}

impl Source {
    /// Finds the statics of memory 0 of a module, with the places in that module. `grows_as_two` is true if each
    /// `memory.grow` has become two instructions.
    ///
    /// # Errors
    ///
    /// Fails with the reason if the statics have to stay together.
    pub fn new(
        module: &Module<'_>,
        layout: &MemoryLayout,
        stack_pointer: GlobalIndex,
        grows_as_two: bool,
    ) -> Result<Source, Kept> {
        let Some(end) = layout.heap_base.filter(|_| layout.stack_is_first()) else {
            return Err(Kept::Because("its stack is not below its statics".into()));
        };
        let statics = layout.stack_top..end;
        let limits = limits(module, &statics)?;
        let relocations =
            relocations(module, statics.clone(), grows_as_two).map_err(|unusable| Kept::Because(unusable.reason))?;
        let end = layout.data_end.unwrap_or(statics.end);
        Ok(Source { memory: MemoryIndex::FIRST, statics, end, relocations, limits, stack_pointer })
    }

    /// Returns true if the module has the address of the start of the statics, as the linker defines it.
    pub(crate) fn names_start(&self) -> bool {
        let in_code = self.relocations.code.values().flatten().map(|site| site.address);
        let in_data = self.relocations.data.values().flatten().map(|word| word.address);
        in_code
            .chain(in_data)
            .any(|address| address.kind == SymbolKind::Linkers && address.symbol <= self.statics.start)
    }

    /// Returns the number of the static at an address.
    pub(crate) fn static_at(&self, address: u32) -> Option<usize> {
        let statics = &self.relocations.statics;
        let after = statics.partition_point(|known| known.range.start <= address);
        after.checked_sub(1).filter(|&number| address < statics[number].range.end)
    }
}

/// Returns the globals that hold the limits of a module's statics.
/// Fails if a module exports another address of its statics.
fn limits(module: &Module<'_>, statics: &Range<u32>) -> Result<Vec<GlobalIndex>, Kept> {
    let mut limits = Vec::new();
    for export in &module.exports {
        let ExternalIndex::Global(index) = export.item else { continue };
        let global = &module.globals[index];
        let value = global.init.as_ref().map_or(Ok(None), Constant::address)?;
        let is_address = value.is_some_and(|value| value >= statics.start && value <= statics.end);
        if global.ty.mutable || !is_address {
            continue;
        }
        if !LIMITS.contains(&export.name) {
            return Err(Kept::Because(format!("it exports an address of its statics as `{}`", export.name)));
        }
        limits.push(index);
    }
    Ok(limits)
}
