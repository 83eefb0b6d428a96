//! The origin of each memory of a merged module, with the facts that its placement needs.
//!
//! Takes the results of the earlier phases; gives, for each memory, the module that defines it and its linker's layout.
//! Indices of globals and data segments are those of the merged module; [`Source::without_globals`] converts to those
//! of the pruned one.

use std::collections::BTreeSet;

use dissolve_interface::{MemoryLayout, linker_layout, stack_pointer};
use dissolve_wasm::{EntityRef as _, GlobalIndex};

use crate::Error;
use crate::merge::Merged;
use crate::plan::Plan;
use crate::translate::Translated;

/// A memory of the merged module.
pub struct Source<'a> {
    /// The name in reports of the component that it belongs to.
    pub component: String,
    /// The module that defines it.
    pub module: &'a [u8],
    /// The index in the list of homes of the instance that defines it.
    pub home: usize,
    /// The layout by its linker; none if the linker left no trace, or if another guest module uses the memory too.
    pub layout: Option<MemoryLayout>,
    /// Its stack pointer, a global of the merged module; there is one if there is a layout.
    pub stack_pointer: Option<u32>,
    /// True if another guest module uses it.
    pub shared_by_guests: bool,
    /// The first data segment of the instance that defines it.
    pub first_segment: u32,
}

impl Source<'_> {
    /// Converts the source to the module without the globals `dropped`, which include no stack pointer.
    pub fn without_globals(mut self, dropped: &BTreeSet<GlobalIndex>) -> Self {
        let below = |global: u32| dropped.range(..GlobalIndex::from_u32(global)).count() as u32;
        self.stack_pointer = self.stack_pointer.map(|global| global - below(global));
        self
    }
}

/// The source of each memory, in index order.
pub fn sources<'a>(translated: &Translated<'a>, plan: &Plan, merged: &Merged) -> Result<Vec<Source<'a>>, Error> {
    let mut sources = Vec::new();
    for (instance, (module, relocation)) in merged.instances.iter().enumerate() {
        let definition = &translated.modules[*module];
        let bytes = definition.wasm;
        for &memory in plan.memories_of(instance).iter().skip(definition.module.num_imported_memories) {
            let planned = &plan.memories[memory as usize];
            let alone = !planned.shared_by_guests;
            let layout = linker_layout(bytes).map_err(Error::Invalid)?.filter(|_| alone);
            let pointer = stack_pointer(bytes).map_err(Error::Invalid)?.filter(|_| alone);
            // The layout is that of the module's first memory.
            let is_first = plan.memories_of(instance).first() == Some(&memory);
            sources.push(Source {
                component: planned.component.clone(),
                module: bytes,
                home: relocation.home,
                layout: layout.filter(|_| is_first),
                stack_pointer: pointer.and_then(|global| relocation.globals.get(global.index()).copied()),
                shared_by_guests: planned.shared_by_guests,
                first_segment: relocation.data,
            });
        }
    }
    Ok(sources)
}
