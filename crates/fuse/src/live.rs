//! Dead code elimination: keeps only what exports, the start function and live tables reach.
//!
//! Takes the merged module; gives the fused one without dead functions, tables, element segments and imports. If the
//! caller wants it, a remaining `memory.grow` is refused with the calls that lead to it. Growth in dead code does not
//! count: in an allocator that only an inner boundary needed, for example.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use dissolve_interface::{Interface, heap_use};
use dissolve_reach::{Graph, Language, Remedy, Stage};
use dissolve_target::Grow;
use dissolve_wasm::{EntityRef as _, FuncIndex, MemoryIndex, Module, PrimaryMap};
use wasmparser::WasmFeatures;

use crate::builder::{Finished, Origin};
use crate::error::{Growth, Step};
use crate::limits::{Limit, MAX_PLACES};
use crate::merge::Merged;
use crate::places::{self, Trail};
use crate::seams::{self, Facts, Thinned};
use crate::shared::{self, Fusion, Source};
use crate::validate::validate;
use crate::{Error, Fused, MemoryMode, Options, Phase, Watch, grow};

mod prune;

/// A fused module, and the facts that later passes need.
pub struct Done {
    /// The module with its record.
    pub fused: Fused,
    /// The remaining functions of the fuser's own.
    pub generated: BTreeSet<FuncIndex>,
    /// The origin of each instruction.
    pub trail: Trail,
}

/// Checks growth, drops dead code, and attaches the record.
///
/// `sources` are the origins of the memories. With [`MemoryMode::Shared`] the memories become one before the record is
/// attached.
pub fn finish(
    merged: Merged,
    mut interface: Interface,
    mut sources: Vec<Source<'_>>,
    places: &places::Sources<'_>,
    options: &Options,
    watch: Watch<'_>,
) -> Result<Done, Error> {
    let merged = merged.builder.finish();
    watch(Phase { name: "merge", module: &merged.bytes });
    let defect = |source: wasmparser::BinaryReaderError| Error::defect(&options.name, source);
    let Thinned { bytes: thinned, unused_globals } = thin(&merged, &interface, options)?;
    watch(Phase { name: "seams", module: &thinned });
    let module = Module::read(&thinned).map_err(defect)?;
    let graph = Graph::new(&module).map_err(defect)?;
    let live = graph.reachable();
    let remedy = Remedies::new(&module, &interface, options);
    let growth: Vec<Growth> =
        graph.growth(&live).into_iter().map(|growth| in_words(&graph, &merged, &remedy, growth)).collect();
    if let (Some(Grow::Reject), Some(first)) = (options.grow, growth.first()) {
        return Err(Error::Grows(Box::new(first.clone())));
    }
    let limits = match options.grow {
        Some(Grow::Bounded(size)) => grow::limits(&module, &growth, &interface, size, options.stack)?,
        Some(Grow::Reject | Grow::Deny) | None => BTreeMap::new(),
    };
    let kept = prune::Kept { live: &live, referenced: graph.referenced(&live), unused_globals: &unused_globals };
    // With `Grow::Reject`, a `memory.grow` that is still in the module never runs.
    let mut bytes = prune::prune(&thinned, kept, options.denies_growth(), &limits)
        .map_err(|source| Error::defect(&options.name, source))?;
    watch(Phase { name: "live", module: &bytes });
    let mut import_is_live = live.functions();
    interface.imports.retain(|_| import_is_live.next() == Some(true));
    let kept = (0u32..).zip(live.functions()).filter_map(|(function, is_live)| is_live.then_some(function));
    let kept: Vec<u32> = kept.collect();
    let mut generated: Vec<bool> = kept.iter().map(|&function| merged.is_generated(function)).collect();
    let mut trail = Trail::new(&bytes, &merged, &kept, places).map_err(defect)?;
    let mut sharing = None;
    let shares = options.memory == MemoryMode::Shared;
    let origins: Vec<_> = kept.iter().map(|&function| &merged.origins[function as usize]).collect();
    find_heap_uses(&mut sources, &origins, &mut interface)?;
    if shares {
        let sources: Vec<_> = sources.into_iter().map(|source| source.without_globals(&unused_globals)).collect();
        let homes = &merged.homes;
        let fusion = Fusion { bytes: &bytes, interface: &mut interface, sources: &sources, origins: &origins, homes };
        let shared = shared::share(fusion, options)?;
        if let Some(moved) = &shared.moved {
            trail.moved(moved);
        }
        (bytes, generated, sharing) = (shared.bytes, shared.generated, Some(shared.sharing));
        watch(Phase { name: "shared", module: &bytes });
    }
    let exceeded =
        [(interface.memories.len(), Limit::Memories), (live.tables().filter(|kept| *kept).count(), Limit::Tables)];
    if let Some((_, limit)) = exceeded.into_iter().find(|(count, _)| *count > MAX_PLACES) {
        return Err(Error::Limit { component: options.name.clone(), limit });
    }
    interface.append_to(&mut bytes);
    let mut features = output_features();
    features.set(WasmFeatures::MULTI_MEMORY, !shares);
    validate(&bytes, features)
        .map_err(|source| Error::defect(&options.name, format!("the fused module is not valid: {source}")))?;
    let generated = (0u32..).zip(generated).filter_map(|(index, own)| own.then_some(FuncIndex::from_u32(index)));
    let generated = generated.collect();
    let dropped_functions = live.functions().filter(|is_live| !is_live).count();
    Ok(Done { fused: Fused { bytes, interface, growth, dropped_functions, sharing }, generated, trail })
}

/// Notes which components use the memory above their statics. Dropped functions do not count.
fn find_heap_uses(
    sources: &mut [Source<'_>],
    origins: &[&Option<Origin>],
    interface: &mut Interface,
) -> Result<(), Error> {
    let mut kept: HashMap<usize, HashSet<u32>> = HashMap::new();
    for origin in origins.iter().copied().flatten() {
        kept.entry(origin.home).or_default().insert(origin.function);
    }
    for (source, memory) in sources.iter_mut().zip(&mut interface.memories) {
        let Some(layout) = &mut source.layout else { continue };
        let of_module = kept.get(&source.home);
        let can_run = |function: FuncIndex| of_module.is_some_and(|kept| kept.contains(&function.as_u32()));
        let module = Module::read(source.module).map_err(Error::Invalid)?;
        layout.heap_use = heap_use(&module, layout, &can_run).map_err(Error::Invalid)?;
        if let Some(recorded) = &mut memory.layout {
            recorded.heap_use.clone_from(&layout.heap_use);
        }
    }
    Ok(())
}

/// Shortens the generated functions of the module.
fn thin(merged: &Finished, interface: &Interface, options: &Options) -> Result<Thinned, Error> {
    let defect = |source: wasmparser::BinaryReaderError| Error::defect(&options.name, source);
    let module = Module::read(&merged.bytes).map_err(defect)?;
    let graph = Graph::new(&module).map_err(defect)?;
    let reachable = graph.reachable();
    let live: PrimaryMap<FuncIndex, bool> = reachable.functions().collect();
    let mut is_fixed = PrimaryMap::from(vec![true; interface.memories.len()]);
    if !options.denies_growth() {
        for memory in graph.growth(&reachable).iter().flat_map(|growth| &growth.memories) {
            is_fixed[*memory] = false;
        }
    }
    // The provider of the arena may enlarge the memory for it.
    for (import, _) in interface.imports.iter().zip(live.values()).filter(|(_, is_live)| **is_live) {
        if let Some(memory) = import.kind.arena_memory().flatten() {
            is_fixed[MemoryIndex::from_u32(memory)] = false;
        }
    }
    // The bounds of shared memories are decided later, by the `shared` pass.
    let is_fixed = (options.memory == MemoryMode::Isolated).then_some(is_fixed);
    seams::thin(merged, &Facts { module: &module, graph: &graph, live, is_fixed })
        .map_err(|source| Error::defect(&options.name, source))
}

/// The features that a fused module may use: those of its inputs that core modules can have.
fn output_features() -> WasmFeatures {
    Stage::Fuse.features() & Stage::Compile.features()
}

/// Describes a growth of the merged module with the names of the modules that its functions came from.
fn in_words(graph: &Graph, merged: &Finished, remedies: &Remedies<'_>, growth: dissolve_reach::Growth) -> Growth {
    let origin = |function: FuncIndex| merged.origins[function.index()].as_ref();
    let home = |function: FuncIndex| origin(function).map(|origin| &merged.homes[origin.home]);
    let name = |function: FuncIndex| {
        let index = origin(function).map_or(function.as_u32(), |origin| origin.function);
        graph.name(function).unwrap_or_else(|| format!("function {index}"))
    };
    // Code of the fuser's own has no home, and never grows a memory.
    let of = home(growth.function);
    Growth {
        component: of.map_or(remedies.component, |home| &home.component).to_owned(),
        module: of.map_or("", |home| &home.module).to_owned(),
        function: name(growth.function),
        remedy: remedies.of(of.map_or(Language::Other, |home| home.language), &growth.memories),
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

/// The facts that a remedy against growth depends on.
struct Remedies<'a> {
    /// The name of the component in reports.
    component: &'a str,
    /// The bytes that each memory starts with; none if its growth cannot be bounded, because it is shared or has an
    /// arena.
    initial: PrimaryMap<MemoryIndex, Option<u64>>,
}

impl<'a> Remedies<'a> {
    fn new(module: &Module<'_>, interface: &Interface, options: &'a Options) -> Remedies<'a> {
        let has_arena =
            |memory: u32| interface.imports.iter().any(|import| import.kind.arena_memory() == Some(Some(memory)));
        let is_shared = options.memory == MemoryMode::Shared;
        let bytes =
            |memory: MemoryIndex| module.memory_bytes(memory).filter(|_| !is_shared && !has_arena(memory.as_u32()));
        Remedies { component: &options.name, initial: module.memories.keys().map(bytes).collect() }
    }

    fn of(&self, language: Language, memories: &[MemoryIndex]) -> Remedy {
        let initial = memories.iter().map(|&memory| *self.initial.get(memory)?);
        // All memories get a reservation of the same size.
        match initial.collect::<Option<Vec<u64>>>() {
            Some(initial) => Remedy::new(language, initial.into_iter().max().unwrap_or(0)),
            None => Remedy { language, reservation: None },
        }
    }
}
