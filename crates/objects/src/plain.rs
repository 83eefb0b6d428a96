//! Splits a module as its linker left it, which is no part of a component.

use std::ops::Range;

use dissolve_interface::relocations::relocations;
use dissolve_interface::{CoreModule, MemoryLayout, Objects, Origin, Places, Shifts, linker_layout, memory_layout};
use dissolve_reach::Graph;
use dissolve_wasm::{Constant, ExternalIndex, GlobalIndex, MemoryIndex, Module};

use crate::{Kept, Source, Split, split};

/// The exported globals whose values a linker computes from the end of the statics.
const LIMITS: [&str; 2] = ["__heap_base", "__data_end"];

/// Gives the statics of a module memories of their own. The output has a record of them, and of the places of its code in
/// the input. `name` is that of the module in reports.
///
/// # Errors
///
/// Fails with the reason if the module stays as it is.
pub fn split_module(wasm: &[u8], name: &str) -> Result<Vec<u8>, Kept> {
    let module = Module::read(wasm)?;
    if module.imported_memories() > 0 || module.memories.is_empty() {
        return Err(Kept::Because("it has no memory of its own".into()));
    }
    let graph = Graph::new(&module)?;
    let layout = memory_layout(&module, &graph)?;
    let layout = layout.ok_or_else(|| Kept::Because("its linker left no trace of stack and statics".into()))?;
    let pointer = linker_layout(&module)?.map(|(_, pointer)| pointer);
    let pointer = pointer.ok_or_else(|| Kept::Because("its stack pointer is not known".into()))?;
    let source = source(&module, &layout, pointer)?;
    let Split { mut bytes, objects, relocated, stay, moved } = split(&module, &[source], &|_| false)?;
    let layout = stay.first().map_or(layout.clone(), |(down, data)| layout.lowered(*down, data.clone()));
    Objects::new(objects, relocated, Some(layout)).append_to(&mut bytes)?;
    let mut places = Places::new();
    places.modules.push(CoreModule { component: name.to_owned(), module: name.to_owned() });
    let origins = module.bodies.iter().zip(moved).map(|(body, moved)| {
        let shifts = Shifts::from_pairs(moved.into_iter().map(|(old, new)| (new, old)));
        Origin::Module(0, body.range().start as u32, shifts)
    });
    places.functions.extend(origins);
    places.append_to(&mut bytes)?;
    Ok(bytes)
}

/// The source that is memory 0 of a module.
fn source(module: &Module<'_>, layout: &MemoryLayout, stack_pointer: GlobalIndex) -> Result<Source, Kept> {
    let because = |reason: &str| Kept::Because(reason.to_owned());
    let Some(end) = layout.heap_base.filter(|_| layout.stack_is_first()) else {
        return Err(because("its stack is not below its statics"));
    };
    let statics = layout.stack_top..end;
    let limits = limits(module, &statics)?;
    let relocations = relocations(module, statics.clone(), false).map_err(|unusable| Kept::Because(unusable.reason))?;
    let end = layout.data_end.unwrap_or(statics.end);
    Ok(Source { memory: MemoryIndex::FIRST, statics, end, relocations, limits, stack_pointer })
}

/// Returns the globals that hold the limits of a module's statics.
///
/// # Errors
///
/// Fails with the reason if a module exports another address of its statics.
pub fn limits(module: &Module<'_>, statics: &Range<u32>) -> Result<Vec<GlobalIndex>, Kept> {
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
