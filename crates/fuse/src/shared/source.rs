//! The origin of each memory of a merged module, with the facts that its placement needs.
//!
//! Takes the results of the earlier phases; gives, for each memory, the module that defines it and its linker's layout.
//! Indices of globals and data segments are those of the merged module; [`prune_sources`] converts to those of
//! the module without dead code.

use std::collections::{BTreeSet, HashSet};
use std::rc::Rc;

use dissolve_interface::{Interface, MemoryLayout, heap_use, linker_layout};
use dissolve_wasm::{DataIndex, EntityRef as _, FuncIndex, GlobalIndex, Module, PrimaryMap};

use crate::Error;
use crate::builder::Origin;
use crate::merge::Merger;

/// A memory of the merged module.
pub struct Source<'a> {
    /// The name in reports of the component that it belongs to.
    pub component: String,
    /// The module that defines it.
    pub module: Rc<Module<'a>>,
    /// The index in the list of homes of the instance that defines it.
    pub home: usize,
    /// The layout by its linker; none if the linker left no trace, or if another guest module uses the memory too.
    pub layout: Option<MemoryLayout>,
    /// Its stack pointer, a global of the merged module; there is one if there is a layout.
    pub stack_pointer: Option<GlobalIndex>,
    /// True if another guest module uses it.
    pub shared_by_guests: bool,
    /// The first data segment of the instance that defines it.
    pub first_segment: DataIndex,
}

impl Source<'_> {
    /// Returns true if its module has relocations.
    pub fn has_relocations(&self) -> bool {
        self.module.custom_sections.iter().any(|section| section.name() == "reloc.CODE")
    }
}

/// The source of each memory, in index order.
pub fn sources<'a>(merger: &Merger<'_, 'a>) -> Result<Vec<Source<'a>>, Error> {
    let (translated, plan) = (merger.translated, merger.plan);
    let mut sources = Vec::new();
    for (instance, (module, renumbering)) in merger.instances.iter().enumerate() {
        let definition = &translated.modules[*module];
        for &memory in plan.memories_of(instance).values().skip(definition.module.num_imported_memories) {
            let planned = &plan.memories[memory];
            let found = linker_layout(&definition.wasm).map_err(Error::Invalid)?;
            let (layout, pointer) = found.filter(|_| !planned.shared_by_guests).unzip();
            // The layout is that of the module's first memory.
            let is_first = plan.first_memory_of(instance) == Some(memory);
            sources.push(Source {
                component: planned.component.clone(),
                module: Rc::clone(&definition.wasm),
                home: renumbering.home,
                layout: layout.filter(|_| is_first),
                stack_pointer: pointer.and_then(|global| renumbering.globals.get(global).copied()),
                shared_by_guests: planned.shared_by_guests,
                first_segment: DataIndex::from_u32(renumbering.data),
            });
        }
    }
    Ok(sources)
}

/// Converts the sources to the module without dead code: without the globals `dropped`, which include no stack pointer,
/// and with the functions of `origins`. Notes which components use the memory above their statics; only these functions
/// count.
pub fn prune_sources(
    sources: &mut [Source<'_>],
    dropped: &BTreeSet<GlobalIndex>,
    origins: &PrimaryMap<FuncIndex, Option<Origin>>,
    interface: &mut Interface,
) -> Result<(), Error> {
    for pointer in sources.iter_mut().filter_map(|source| source.stack_pointer.as_mut()) {
        *pointer = GlobalIndex::new(pointer.index() - dropped.range(..*pointer).count());
    }
    let left: HashSet<Origin> = origins.values().copied().flatten().collect();
    for (source, memory) in sources.iter_mut().zip(&mut interface.memories) {
        let Some(layout) = &mut source.layout else { continue };
        let home = source.home;
        let can_run = |function: FuncIndex| left.contains(&Origin { home, function });
        layout.heap_use = heap_use(&source.module, layout, &can_run).map_err(Error::Invalid)?;
        if let Some(recorded) = &mut memory.layout {
            recorded.heap_use.clone_from(&layout.heap_use);
        }
    }
    Ok(())
}
