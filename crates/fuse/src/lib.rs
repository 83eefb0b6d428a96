//! Fuses a component into one core module with the same behaviour (contract, section 4).
//!
//! `wasmtime-environ` flattens a component into a list of initializers and generates the canonical ABI adapters as core
//! modules of their own. The phases here make one module of that list:
//!
//! 1. [`translate`]: validate, within [`limits`], refuse [`asynchronous`] features, and flatten.
//! 2. [`plan`]: number the memories and the imports.
//! 3. [`merge`]: append every core instance to the fused module, its indices renumbered.
//! 4. [`describe`]: name the exports and write the interface record.
//! 5. [`seams`]: shorten generated functions, and replace calls of forwarders with calls of their targets.
//! 6. [`grow`]: find the functions that can grow a memory; refuse or bound them, if it is asked for.
//! 7. [`live`]: drop everything that nothing reaches.
//! 8. [`shared`]: if it is asked for, put the memories of all components into one.
//! 9. [`objects`]: if it is asked for, give statics memories of their own.
//! 10. `bind-arena`: if it is asked for, put arenas into the memories ([`dissolve_bind_arena`]).
//! 11. [`places`]: write down where each instruction comes from, for reports on traps.
//!
//! `seams` and `live` write the module once: the changes of the former are made while the latter drops dead code.
//!
//! Core modules that are not part of a component are linked by [`link()`], which appends them in the same way.

mod append;
mod asynchronous;
mod builder;
mod describe;
mod error;
mod grow;
mod handles;
mod instances;
mod intrinsics;
mod limits;
mod link;
mod live;
mod merge;
mod names;
mod naming;
mod objects;
mod places;
mod plan;
mod post_return;
mod renumber;
mod seams;
mod shared;
mod signatures;
mod transcoders;
mod translate;
mod traps;
mod validate;
mod world_types;

pub use dissolve_reach::Root;
pub use error::{Error, Growth, Step};
pub use handles::{Counted, HandleTable, MAX_SLOTS as MAX_HANDLES};
pub use limits::{Limit, Wide};
pub use link::{LinkError, LinkInput, Linked, LinkedExport, LinkedInstance, link};
pub use objects::Statics;
pub use shared::{Flaw, Heap, Method, Rebased, Sharing, check_shared};
pub use translate::passthrough_record;

use std::fmt;
use std::str::FromStr;

use dissolve_bind_arena::Arena;
use dissolve_interface::{Interface, Observer};
use dissolve_reach::Graph;
use dissolve_targets::Grow;
use dissolve_wasm::{FuncIndex, Module};

use live::Pruned;
use places::Trail;
use plan::Plan;
use shared::{Fusion, Shared};

/// The number of handles that a component instance can have at once, unless [`Options::handles`] gives another or a bound
/// is known.
pub const DEFAULT_HANDLES: u32 = 64;

/// Options for fusing a component.
#[derive(Clone, Debug)]
pub struct Options {
    /// The name of the component in reports and errors; usually the input's file stem.
    pub name: String,
    /// The prefix of the symbols of the world's own functions, for the record. None: the name that the component gives
    /// itself ([`dissolve_interface::program_name`]).
    pub world: Option<String>,
    /// The treatment of each `memory.grow` that can be reached. None: it stays, and [`Fused::growth`] lists all of them.
    pub grow: Option<Grow>,
    /// Bytes of an arena to put into each memory whose component imports `env::__cabi_arena_realloc`, in place of the
    /// import. None: the import stays.
    pub bind_arena: Option<u32>,
    /// The number of handles of resources that each component instance can have at once: 1 to [`MAX_HANDLES`]. One more
    /// traps. An instance that owns none has as many as one call can be lent ([`Fused::handles`]).
    pub handles: u32,
    /// The memory mode: one memory for each component, or one for all of them.
    pub memory: MemoryMode,
    /// Bytes of stack to keep of a component whose module lets the rest be left out: with [`MemoryMode::Shared`], and
    /// in the reservations of [`Grow::Bounded`].
    pub stack: u32,
    /// With [`MemoryMode::Shared`], bytes of memory from the heap's start on, for a component that uses the memory
    /// above its statics. None: all that it declares.
    pub heap: Option<u32>,
    /// Which statics get memories of their own. With [`MemoryMode::Shared`], none do.
    pub statics: StaticsMode,
    /// Hears of each phase.
    pub observer: Observer,
}

/// Bytes of stack of a component, unless another number is asked for.
pub const DEFAULT_STACK: u32 = 2048;

impl Options {
    /// Returns the defaults: growth is refused, the arena stays an import, each component keeps its memory, and there
    /// is room for [`DEFAULT_HANDLES`] handles. Statics are apart where relocations allow it.
    pub fn new(name: impl Into<String>) -> Options {
        Options {
            name: name.into(),
            world: None,
            grow: Some(Grow::default()),
            bind_arena: None,
            handles: DEFAULT_HANDLES,
            memory: MemoryMode::default(),
            stack: DEFAULT_STACK,
            heap: None,
            statics: StaticsMode::default(),
            observer: Observer::default(),
        }
    }

    /// Refuses numbers out of range, and options that exclude each other.
    fn check(&self) -> Result<(), Error> {
        if !(1..=MAX_HANDLES).contains(&self.handles) {
            return Err(Error::Handles(self.handles));
        }
        if self.memory == MemoryMode::Shared && !self.denies_growth() {
            return Err(Error::SharedGrows(self.name.clone()));
        }
        Ok(())
    }

    /// Returns true if no memory of the fused module grows, so that every `memory.grow` in it is replaced by -1.
    pub(crate) fn denies_growth(&self) -> bool {
        matches!(self.grow, Some(Grow::Reject | Grow::Deny))
    }
}

/// The memories of the fused module (contract, section 4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MemoryMode {
    /// Each component keeps its own memory: no component reaches a byte of another.
    #[default]
    Isolated,
    /// All components share one memory, in which each has a region.
    Shared,
}

impl fmt::Display for MemoryMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            MemoryMode::Isolated => "isolated",
            MemoryMode::Shared => "shared",
        })
    }
}

impl FromStr for MemoryMode {
    type Err = String;

    fn from_str(text: &str) -> Result<MemoryMode, String> {
        let known = [MemoryMode::Isolated, MemoryMode::Shared];
        let found = known.into_iter().find(|mode| mode.to_string() == text);
        found.ok_or_else(|| format!("`{text}` is no memory mode; known are isolated, shared"))
    }
}

/// The memories of statics.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StaticsMode {
    /// All statics of a component are in its memory, as its linker placed them.
    Together,
    /// Statics that are reached only by their own names have memories of their own, where relocations tell which these are.
    #[default]
    Apart,
}

impl fmt::Display for StaticsMode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            StaticsMode::Together => "together",
            StaticsMode::Apart => "apart",
        })
    }
}

impl FromStr for StaticsMode {
    type Err = String;

    fn from_str(text: &str) -> Result<StaticsMode, String> {
        let known = [StaticsMode::Together, StaticsMode::Apart];
        let found = known.into_iter().find(|mode| mode.to_string() == text);
        found.ok_or_else(|| format!("`{text}` is no mode for statics; known are together, apart"))
    }
}

/// A fused module.
#[derive(Debug)]
pub struct Fused {
    /// The module; it carries [`Fused::interface`] in a custom section.
    pub bytes: Vec<u8>,
    /// The imports, exports and memories of the module, in the terms of the component.
    pub interface: Interface,
    /// Every reachable `memory.grow`, with the calls that lead to it; also those that are denied or bounded.
    pub growth: Vec<Growth>,
    /// The number of functions that nothing reached, of the inputs and of the fuser's own.
    pub dropped_functions: usize,
    /// The handle tables of component instances.
    pub handles: Vec<HandleTable>,
    /// With [`MemoryMode::Shared`], a report on the shared memory; its text form explains the regions.
    pub sharing: Option<Sharing>,
    /// With [`StaticsMode::Apart`], a report on the memories of statics.
    pub statics: Statics,
}

impl Fused {
    /// Explains how many handles each component has room for, and why, in lines for people.
    pub fn explain_handles(&self) -> String {
        self.handles.iter().map(|table| format!("{table}\n")).collect()
    }

    /// Explains where each component's memory is, and why, in lines for people.
    pub fn explain_memories(&self) -> String {
        if let Some(sharing) = &self.sharing {
            return sharing.to_string();
        }
        let mut text = String::new();
        for (index, memory) in self.interface.memories.iter().enumerate() {
            text.push_str(&format!("memory {index}: of `{}` alone", memory.component));
            if let Some(heap_use) = memory.layout.as_ref().and_then(|layout| layout.heap_use.as_ref()) {
                text.push_str(&format!("; what is above its statics is its own, too: {heap_use}"));
            }
            text.push('\n');
        }
        text + &self.statics.to_string()
    }
}

/// A finished phase of [`fuse`], and the module that it leaves.
#[derive(Clone, Copy, Debug)]
pub struct Phase<'a> {
    /// The name of the phase: `merge`, `seams`, `live`, `shared`, `objects`, `bind-arena` or `places`.
    pub name: &'static str,
    /// The module. Before `seams` it may have parts that are not valid; nothing reaches them.
    pub module: &'a [u8],
}

/// The function that gets the module after each phase.
type Watch<'a> = &'a mut dyn FnMut(Phase<'_>);

/// Tells of each phase that is over: the observer its size, and the function, if there is one, its module.
struct Watcher<'a> {
    observer: &'a Observer,
    watch: Option<Watch<'a>>,
}

impl Watcher<'_> {
    /// `name` is that of the stage and the phase, as in `fuse, merge`.
    fn finished(&mut self, name: &'static str, module: &[u8]) {
        self.observer.left(name, module.len());
        if let Some(watch) = &mut self.watch {
            watch(Phase { name: name.strip_prefix("fuse, ").unwrap_or(name), module });
        }
    }
}

/// Fuses a component into one core module.
///
/// # Errors
///
/// Fails if the input is not a valid component or exceeds a [`Limit`], if it uses a feature that is not lowered, if a
/// `memory.grow` is reachable although [`Grow::Reject`] is asked for, and if a memory that grows starts larger than
/// [`Grow::Bounded`] allows. With [`MemoryMode::Shared`], also if growth is to stay, or if the memories together do not
/// fit into 4 GiB. With [`Options::bind_arena`], also as [`dissolve_bind_arena::bind`].
pub fn fuse(component: &[u8], options: &Options) -> Result<Fused, Error> {
    fuse_in_phases(component, options, Watcher { observer: &options.observer, watch: None })
}

/// Fuses as [`fuse`] does, and calls `watch` with the module after each phase that changes it, in order; also after the
/// phases before an error.
///
/// # Errors
///
/// As [`fuse`].
pub fn fuse_watched(component: &[u8], options: &Options, watch: Watch<'_>) -> Result<Fused, Error> {
    fuse_in_phases(component, options, Watcher { observer: &options.observer, watch: Some(watch) })
}

fn fuse_in_phases(component: &[u8], options: &Options, mut watcher: Watcher<'_>) -> Result<Fused, Error> {
    options.check()?;
    let defect = |source: wasmparser::BinaryReaderError| Error::defect(&options.name, source);

    let scope = translate::Scope::new();
    let translated = translate::translate(component, options, &scope)?;
    let plan = Plan::new(&translated);
    let mut merger = merge::merge(&plan, options.handles)?;
    let mut interface = describe::describe(&mut merger)?;
    interface.world = options.world.clone().or_else(|| dissolve_interface::program_name(component));
    let handles = merger.handles.report(&translated);
    let mut sources = shared::sources(&merger)?;
    let origins = places::Sources::new(&merger);
    let merged = merger.finish();
    // The remaining phases take the most memory, and do not need these.
    drop(plan);
    drop(translated);
    watcher.finished("fuse, merge", &merged.bytes);

    let module = Module::read(&merged.bytes).map_err(defect)?;
    let graph = Graph::new(&module).map_err(defect)?;
    let changes = seams::changes(&merged, &module, &graph, &interface, &sources, options)
        .map_err(|source| Error::defect(&options.name, source))?;
    let thin = changes.apply(module, graph).map_err(defect)?;
    match watcher.watch {
        Some(_) => watcher.finished("fuse, seams", &live::unpruned(&thin, options)?),
        None => options.observer.finished("fuse, seams", format_args!("`live` makes its changes")),
    }
    let growth = grow::find(&thin, &merged, &interface, options)?;
    let limits = grow::limits(&thin.module, &growth, &interface, options)?;
    let pruned = live::prune(thin, &limits, &merged, &mut interface, options)?;
    watcher.finished("fuse, live", &pruned.bytes);

    let mut module = Module::read(&pruned.bytes).map_err(defect)?;
    let mut trail = Trail::new(&module, &merged, &pruned.functions, origins).map_err(defect)?;
    shared::prune_sources(&mut sources, &changes.unused_globals, &pruned.origins, &mut interface)?;
    let shared = match options.memory {
        MemoryMode::Isolated => None,
        MemoryMode::Shared => {
            let Pruned { origins, generated, .. } = &pruned;
            let (interface, sources) = (&mut interface, &sources);
            Some(shared::share(Fusion { module: &module, interface, sources, origins, generated }, options)?)
        }
    };
    if let Some(shared) = &shared {
        watcher.finished("fuse, shared", &shared.bytes);
        shared.moved.iter().for_each(|moved| trail.moved(moved));
        module = Module::read(&shared.bytes).map_err(defect)?;
    }
    let mut statics = Statics::default();
    let divided = match options.statics == StaticsMode::Apart && shared.is_none() {
        true => objects::divide(
            &module,
            &mut interface,
            &sources,
            &pruned.origins,
            &pruned.generated,
            options,
            &mut statics,
        )?,
        false => None,
    };
    if let Some(divided) = &divided {
        watcher.finished("fuse, objects", &divided.bytes);
        trail.moved(&divided.moved);
        module = Module::read(&divided.bytes).map_err(defect)?;
    }
    limits::check_fused(&module, options)?;

    let generated = shared.as_ref().map_or(&pruned.generated, |shared| &shared.generated);
    let bound = match options.bind_arena {
        None => None,
        Some(size) => Some(bind_arena(&module, &mut interface, size, generated, options)?),
    };
    if let Some((bytes, _)) = &bound {
        watcher.finished("fuse, bind-arena", bytes);
        let after = Module::read(bytes).map_err(defect)?;
        trail.extended(&module, &after).map_err(defect)?;
        module = after;
    }

    let places = trail.finish(&module).map_err(defect)?;
    let mut bytes = module.bytes.to_vec();
    interface.append_to(&mut bytes);
    if let Some(mut objects) = divided.map(|divided| divided.objects) {
        if bound.is_some() {
            // The allocator's functions came between.
            objects.relocated.clear();
        }
        objects.append_to(&mut bytes).map_err(defect)?;
    }
    places.append_to(&mut bytes).map_err(defect)?;
    watcher.finished("fuse, places", &bytes);
    let arena = bound.and_then(|(_, arenas)| Some(arenas.first()?.start..arenas.first()?.end()));
    let sharing = shared.map(|Shared { sharing, .. }| Sharing { arena: arena.or(sharing.arena), ..sharing });
    Ok(Fused { bytes, interface, growth, dropped_functions: pruned.dropped_functions, handles, sharing, statics })
}

/// Binds an arena of `size` bytes in each memory of the fused module that uses one. Returns the module and the arenas,
/// and updates the record.
fn bind_arena(
    module: &Module<'_>,
    interface: &mut Interface,
    size: u32,
    generated: &[bool],
    options: &Options,
) -> Result<(Vec<u8>, Vec<Arena>), Error> {
    let generated = (0u32..).zip(generated).filter(|(_, generated)| **generated);
    let trusted = generated.map(|(function, _)| FuncIndex::from_u32(function)).collect();
    dissolve_bind_arena::bind_trusting(module, Some(interface), size, &trusted)
        .map_err(|source| Error::BindArena { component: options.name.clone(), source })
}
