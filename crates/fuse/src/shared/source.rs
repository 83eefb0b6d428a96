//! The origin of each memory of a merged module, with the facts that its placement needs.
//!
//! Takes the results of the earlier phases; gives, for each memory, the module that defines it and its linker's layout.
//! Indices of globals and data segments are those of the merged module; [`follow`] converts to those of the module
//! without dead code.

use std::collections::{BTreeSet, HashSet};
use std::rc::Rc;

use dissolve_interface::{Interface, MemoryLayout, heap_use, linker_layout};
use dissolve_wasm::{EntityRef as _, FuncIndex, GlobalIndex, Module};

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
    pub stack_pointer: Option<u32>,
    /// True if another guest module uses it.
    pub shared_by_guests: bool,
    /// The first data segment of the instance that defines it.
    pub first_segment: u32,
}

/// The source of each memory, in index order.
pub fn sources<'a>(merger: &Merger<'_, 'a>) -> Result<Vec<Source<'a>>, Error> {
    let (translated, plan) = (merger.translated, merger.plan);
    let mut sources = Vec::new();
    for (instance, (module, relocation)) in merger.instances.iter().enumerate() {
        let definition = &translated.modules[*module];
        for &memory in plan.memories_of(instance).iter().skip(definition.module.num_imported_memories) {
            let planned = &plan.memories[memory as usize];
            let found = linker_layout(&definition.wasm).map_err(Error::Invalid)?;
            let (layout, pointer) = found.filter(|_| !planned.shared_by_guests).unzip();
            // The layout is that of the module's first memory.
            let is_first = plan.memories_of(instance).first() == Some(&memory);
            sources.push(Source {
                component: planned.component.clone(),
                module: Rc::clone(&definition.wasm),
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

/// Converts the sources to the module without dead code: without the globals `dropped`, which include no stack pointer,
/// and with the functions of `origins`. Notes which components use the memory above their statics; only these functions
/// count.
pub fn follow(
    sources: &mut [Source<'_>],
    dropped: &BTreeSet<GlobalIndex>,
    origins: &[Option<Origin>],
    interface: &mut Interface,
) -> Result<(), Error> {
    for pointer in sources.iter_mut().filter_map(|source| source.stack_pointer.as_mut()) {
        *pointer -= dropped.range(..GlobalIndex::from_u32(*pointer)).count() as u32;
    }
    let left: HashSet<Origin> = origins.iter().copied().flatten().collect();
    for (source, memory) in sources.iter_mut().zip(&mut interface.memories) {
        let Some(layout) = &mut source.layout else { continue };
        let home = source.home;
        let can_run = |function: FuncIndex| left.contains(&Origin { home, function: function.as_u32() });
        layout.heap_use = heap_use(&source.module, layout, &can_run).map_err(Error::Invalid)?;
        if let Some(recorded) = &mut memory.layout {
            recorded.heap_use.clone_from(&layout.heap_use);
        }
    }
    Ok(())
}
