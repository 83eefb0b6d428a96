//! Splits a module as its linker left it, which is no part of a component.

use dissolve_interface::{CoreModule, Objects, Origin, Places, Shifts, linker_layout, with_heap_use};
use dissolve_reach::Graph;
use dissolve_wasm::Module;

use crate::{Kept, Source, Split, split};

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
    let (layout, pointer) =
        linker_layout(&module)?.ok_or_else(|| Kept::Because("its linker left no trace of stack and statics".into()))?;
    let layout = with_heap_use(layout, &module, &Graph::new(&module)?)?;
    let source = Source::new(&module, &layout, pointer, false)?;
    let Split { mut bytes, objects, relocated, stay, moved } = split(&module, &[source], &|_| false)?;
    let layout =
        stay.first().map_or(layout.clone(), |(limits, data)| layout.lowered(limits.down, limits.end, data.clone()));
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
