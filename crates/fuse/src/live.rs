//! What is left: only what an export, the start function or a table in use can reach.
//!
//! Takes the merged module; gives the fused one without dead functions, tables, element segments and imports. A
//! `memory.grow` that is left is refused with the calls that lead to it, if the caller wants that. An allocator that
//! only an inner boundary needed is gone before anybody asks whether it grows.

use std::collections::{BTreeMap, BTreeSet};

use dissolve_interface::{ImportKind, Interface};
use dissolve_reach::Graph;
use wasmparser::WasmFeatures;

use crate::builder::Finished;
use crate::error::{Growth, Step};
use crate::limits::{Limit, MAX_PLACES};
use crate::merge::Merged;
use crate::places::{self, Trail};
use crate::seams::{self, Facts, Thinned};
use crate::shared::{self, Fusion, Source};
use crate::validate::validate;
use crate::{Error, Fused, Grow, MemoryMode, Options, grow};

mod prune;

/// A fused module, and what the passes after it need to know.
pub struct Done {
    /// The module with its record.
    pub fused: Fused,
    /// The functions that are left of the fuser's own.
    pub generated: BTreeSet<u32>,
    /// Where its code comes from.
    pub trail: Trail,
}

/// Checks growth, drops what is dead, and attaches the record.
///
/// With `sources`, which say where each memory came from, the module's memories become one before that.
pub fn finish(
    merged: Merged,
    mut interface: Interface,
    sources: Option<Vec<Source<'_>>>,
    places: &places::Sources<'_>,
    options: &Options,
) -> Result<Done, Error> {
    let merged = merged.builder.finish();
    let Thinned { bytes: thinned, unused_globals } = thin(&merged, &interface, options)?;
    let graph = Graph::read(&thinned).map_err(|source| internal(options, source))?;
    let live = graph.reachable();
    let growth: Vec<Growth> =
        graph.growth(&live).into_iter().map(|growth| in_words(&graph, &merged, &options.name, growth)).collect();
    if let (Grow::Reject, Some(first)) = (options.grow, growth.first()) {
        return Err(Error::Grows(Box::new(first.clone())));
    }
    let limits = match options.grow {
        Grow::Bounded(size) => grow::limits(&merged.bytes, &growth, &interface, size)?,
        Grow::Reject | Grow::Deny | Grow::Keep => BTreeMap::new(),
    };
    let kept = prune::Kept { live: &live, referenced: graph.referenced(&live), unused_globals: &unused_globals };
    let mut bytes = prune::prune(&thinned, kept, options.grow == Grow::Deny, &limits)
        .map_err(|source| internal(options, source))?;
    let mut import_is_live = live.functions();
    interface.imports.retain(|_| import_is_live.next() == Some(true));
    let kept = (0u32..).zip(live.functions()).filter_map(|(function, is_live)| is_live.then_some(function));
    let kept: Vec<u32> = kept.collect();
    let mut generated: Vec<bool> = kept.iter().map(|&function| merged.is_generated(function)).collect();
    let mut trail = Trail::new(&bytes, &merged, &kept, places).map_err(|source| internal(options, source))?;
    let mut sharing = None;
    let shares = sources.is_some();
    if let Some(sources) = sources {
        let sources: Vec<_> = sources.into_iter().map(|source| source.without_globals(&unused_globals)).collect();
        let origins: Vec<_> = kept.iter().map(|&function| &merged.origins[function as usize]).collect();
        let homes = &merged.homes;
        let fusion = Fusion { bytes: &bytes, interface: &mut interface, sources: &sources, origins: &origins, homes };
        let shared = shared::share(fusion, options)?;
        if let Some(moved) = &shared.moved {
            trail.moved(moved);
        }
        (bytes, generated, sharing) = (shared.bytes, shared.generated, Some(shared.sharing));
    }
    let exceeded =
        [(interface.memories.len(), Limit::Memories), (live.tables().filter(|kept| *kept).count(), Limit::Tables)];
    if let Some((_, limit)) = exceeded.into_iter().find(|(count, _)| *count > MAX_PLACES) {
        return Err(Error::Limit { component: options.name.clone(), limit });
    }
    interface.append_to(&mut bytes);
    let mut features = output_features();
    features.set(WasmFeatures::MULTI_MEMORY, !shares);
    validate(&bytes, features).map_err(|source| internal(options, source))?;
    let generated = (0u32..).zip(generated).filter_map(|(index, generated)| generated.then_some(index)).collect();
    let dropped_functions = live.functions().filter(|is_live| !is_live).count();
    Ok(Done { fused: Fused { bytes, interface, growth, dropped_functions, sharing }, generated, trail })
}

/// The module with thin seams.
fn thin(merged: &Finished, interface: &Interface, options: &Options) -> Result<Thinned, Error> {
    let graph = Graph::read(&merged.bytes).map_err(|source| internal(options, source))?;
    let reachable = graph.reachable();
    let live: Vec<bool> = reachable.functions().collect();
    let mut is_fixed = vec![true; interface.memories.len()];
    if !matches!(options.grow, Grow::Reject | Grow::Deny) {
        for memory in graph.growth(&reachable).iter().flat_map(|growth| &growth.memories) {
            is_fixed[*memory as usize] = false;
        }
    }
    // Whoever brings the arena may make the memory larger for it.
    for (import, _) in interface.imports.iter().zip(&live).filter(|(_, is_live)| **is_live) {
        if let ImportKind::Passthrough { symbol, memory: Some(memory), .. } = &import.kind
            && symbol == dissolve_bind_arena::SYMBOL
        {
            is_fixed[*memory as usize] = false;
        }
    }
    // What the bounds of a memory that is shared are is the later pass's to say.
    let is_fixed = (options.memory == MemoryMode::Isolated).then_some(is_fixed);
    seams::thin(merged, &Facts { live, is_fixed }).map_err(|source| internal(options, source))
}

/// What a fused module may use: what its inputs may, and no component.
fn output_features() -> WasmFeatures {
    WasmFeatures::WASM2
        | WasmFeatures::EXTENDED_CONST
        | WasmFeatures::TAIL_CALL
        | WasmFeatures::MULTI_MEMORY
        | WasmFeatures::RELAXED_SIMD
}

fn internal(options: &Options, message: impl std::fmt::Display) -> Error {
    Error::Internal { component: options.name.clone(), message: message.to_string() }
}

/// Growth of the merged module, in names of the modules that its functions came from.
fn in_words(graph: &Graph, merged: &Finished, component: &str, growth: dissolve_reach::Growth) -> Growth {
    let origin = |function: u32| merged.origins[function as usize].as_ref();
    let home = |function: u32| origin(function).map(|origin| &merged.homes[origin.home]);
    let name = |function: u32| {
        let index = origin(function).map_or(function, |origin| origin.function);
        graph.name(function).unwrap_or_else(|| format!("function {index}"))
    };
    // Code of the fuser's own, which has no home, grows nothing.
    let of = home(growth.function);
    Growth {
        component: of.map_or(component, |home| &home.component).to_owned(),
        module: of.map_or("", |home| &home.module).to_owned(),
        function: name(growth.function),
        memories: growth.memories,
        root: growth.root,
        chain: growth
            .chain
            .iter()
            .map(|step| Step {
                function: name(step.function),
                module: home(step.function).map(|home| home.module.clone()),
                indirect: step.indirect,
            })
            .collect(),
    }
}
