//! Gives the statics of components memories of their own ([`dissolve_objects`]).
//!
//! Takes the fused module and the sources of its memories; gives a module in which statics whose addresses nobody passes
//! on have memories behind those of the components. It runs on the finished module, so that adapters that copy from a
//! static are followed as the components' own code is.

use std::fmt;

use dissolve_interface::relocations::Relocations;
use dissolve_interface::{Interface, ObjectMemory, Objects};
use dissolve_objects::{Kept, Split};
use dissolve_wasm::{DataIndex, EntityRef as _, FuncIndex, GlobalIndex, MemoryIndex, Module, PrimaryMap};
use wasmparser::Operator;

use crate::builder::Origin;
use crate::places::Moved;
use crate::shared::Source;
use crate::{Error, Options};

/// A module whose statics have memories of their own.
pub struct Divided {
    /// The module, without its records.
    pub bytes: Vec<u8>,
    /// The record of the new memories.
    pub objects: Objects,
    /// The new places of the code.
    pub moved: Moved,
}

/// The statics that have memories of their own, and the reasons of others that have none; for people.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Statics {
    /// The new memories.
    pub objects: Vec<ObjectMemory>,
    /// The components whose statics stay in their memory, and why.
    pub together: Vec<(String, String)>,
}

impl fmt::Display for Statics {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for ObjectMemory { memory, source, range, names, .. } in &self.objects {
            writeln!(f, "memory {memory}: {} bytes of statics of memory {source}: {}", range.len(), names.join(", "))?;
        }
        for (component, reason) in &self.together {
            writeln!(f, "the statics of `{component}` are in its memory: {reason}")?;
        }
        Ok(())
    }
}

/// Gives statics memories of their own, and updates the record; none if no memory has any that can.
pub fn divide(
    module: &Module<'_>,
    interface: &mut Interface,
    sources: &[Source<'_>],
    origins: &PrimaryMap<FuncIndex, Option<Origin>>,
    generated: &[bool],
    options: &Options,
    report: &mut Statics,
) -> Result<Option<Divided>, Error> {
    let defect = |source: wasmparser::BinaryReaderError| Error::defect(&options.name, source);
    let copied = dissolve_objects::copied_into(module).map_err(defect)?;
    let mut divided = Vec::new();
    for (index, source) in sources.iter().enumerate() {
        if copied.contains(&MemoryIndex::new(index)) {
            report.together.push((source.component.clone(), dissolve_objects::COPIED.to_owned()));
            continue;
        }
        match statics(source, index, origins, options.denies_growth()) {
            Ok(source) => divided.push(source),
            Err(Kept::Because(reason)) => report.together.push((source.component.clone(), reason)),
            Err(Kept::Malformed(error)) => return Err(defect(error)),
        }
    }
    let Split { bytes, objects, relocated, stay, moved } =
        match dissolve_objects::split(module, &divided, &|function| generated[function.index()]) {
            Ok(split) => split,
            Err(Kept::Because(reason)) => {
                let names = divided.iter().map(|source| sources[source.memory.index()].component.clone());
                report.together.extend(names.map(|name| (name, reason.clone())));
                return Ok(None);
            }
            Err(Kept::Malformed(error)) => return Err(defect(error)),
        };
    for (source, (limits, data)) in divided.iter().zip(stay) {
        if let Some(layout) = interface.memories.get_mut(source.memory.index()).and_then(|known| known.layout.as_mut())
        {
            *layout = layout.lowered(limits.down, limits.end, data);
        }
    }
    report.objects.clone_from(&objects);
    let functions = module.functions.keys().collect();
    let moved = Moved { bodies: moved, functions, outside: Vec::new(), checks: Vec::new() };
    Ok(Some(Divided { bytes, objects: Objects::new(objects, relocated, None), moved }))
}

/// Returns the statics of a memory with their relocations in the fused module.
fn statics(
    source: &Source<'_>,
    index: usize,
    origins: &PrimaryMap<FuncIndex, Option<Origin>>,
    denies_growth: bool,
) -> Result<dissolve_objects::Source, Kept> {
    let because = |reason: &str| Kept::Because(reason.to_owned());
    if source.shared_by_guests {
        return Err(because("several of its modules use its memory"));
    }
    let (layout, stack_pointer) = source
        .layout
        .as_ref()
        .zip(source.stack_pointer)
        .ok_or_else(|| because("its linker left no trace of stack and statics"))?;
    let found = dissolve_objects::Source::new(&source.module, layout, stack_pointer, denies_growth)?;
    if reads_any(&source.module, &found.limits)? {
        return Err(because("it reads the limits of its statics from globals"));
    }
    let relocations = found.relocations;
    let in_module = origins.iter().filter_map(|(function, origin)| {
        let origin = origin.as_ref().filter(|origin| origin.home == source.home)?;
        Some((function, relocations.code.get(&origin.function)?.clone()))
    });
    let segment = |index: &DataIndex| DataIndex::new(source.first_segment.index() + index.index());
    let data = relocations.data.iter().map(|(index, words)| (segment(index), words.clone())).collect();
    let relocations = Relocations { code: in_module.collect(), data, ..relocations };
    // Nobody reads the limits.
    Ok(dissolve_objects::Source { memory: MemoryIndex::new(index), relocations, limits: Vec::new(), ..found })
}

/// Returns true if a function of a module reads one of the globals.
fn reads_any(module: &Module<'_>, globals: &[GlobalIndex]) -> wasmparser::Result<bool> {
    for body in module.bodies.iter().filter(|_| !globals.is_empty()) {
        for operator in body.get_operators_reader()? {
            if let Operator::GlobalGet { global_index } = operator?
                && globals.contains(&GlobalIndex::from_u32(global_index))
            {
                return Ok(true);
            }
        }
    }
    Ok(false)
}
