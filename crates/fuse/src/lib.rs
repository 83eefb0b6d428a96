//! Fuses a component into one core module with the same behaviour (contract, section 4).
//!
//! `wasmtime-environ` flattens a component into a list of initializers and generates the canonical ABI adapters as core
//! modules of their own. The phases here make one module of that list:
//!
//! 1. [`translate`]: validate, within [`limits`], refuse [`asynchronous`] features, and flatten.
//! 2. [`plan`]: number the memories and the imports.
//! 3. [`merge`]: append every core instance to the fused module, its indices relocated.
//! 4. [`describe`]: name the exports and write the interface record.
//! 5. [`seams`]: shorten generated functions, and replace calls of forwarders with calls of their targets.
//! 6. [`live`]: drop everything that nothing reaches, and find the functions that can grow a memory.
//! 7. [`shared`]: if it is asked for, put the memories of all components into one.
//! 8. [`places`]: write down where each instruction comes from, for reports on traps.
//!
//! Core modules that are not part of a component are linked by [`link()`], which appends them in the same way.
//!
//! Arenas that are to be part of the module are bound at the end (`dissolve-bind-arena`), when no growth is left.

mod append;
mod asynchronous;
mod builder;
mod components;
mod describe;
mod error;
mod grow;
mod handles;
mod intrinsics;
mod limits;
mod link;
mod live;
mod merge;
mod names;
mod naming;
mod places;
mod plan;
mod post_return;
mod relocate;
mod seams;
mod shared;
mod signatures;
mod transcoders;
mod translate;
mod traps;
mod validate;

pub use dissolve_reach::Root;
pub use error::{Error, Growth, Step};
pub use handles::MAX_SLOTS as MAX_HANDLES;
pub use limits::{Limit, Wide};
pub use link::{LinkError, LinkInput, Linked, LinkedExport, LinkedInstance, link};
pub use shared::{Flaw, Heap, Method, Rebased, Sharing, check_shared};
pub use translate::passthrough_record;

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use dissolve_interface::Interface;
use dissolve_target::Grow;
use dissolve_wasm::FuncIndex;

/// The number of handles that a component instance can have at once, unless [`Options::handles`] gives another.
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
    /// traps.
    pub handles: u32,
    /// The memory mode: one memory for each component, or one for all of them.
    pub memory: MemoryMode,
    /// Bytes of stack to keep of a component whose module lets the rest be left out: with [`MemoryMode::Shared`], and
    /// in the reservations of [`Grow::Bounded`].
    pub stack: u32,
    /// With [`MemoryMode::Shared`], bytes of memory from the heap's start on, for a component that uses the memory
    /// above its statics. None: all that it declares.
    pub heap: Option<u32>,
}

/// Bytes of stack of a component, unless another number is asked for.
pub const DEFAULT_STACK: u32 = 2048;

impl Options {
    /// Returns the defaults: growth is refused, the arena stays an import, each component keeps its memory, and there
    /// is room for [`DEFAULT_HANDLES`] handles.
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
        }
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
    /// With [`MemoryMode::Shared`], a report on the shared memory; its text form explains the regions.
    pub sharing: Option<Sharing>,
}

impl Fused {
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
        text
    }
}

/// A finished phase of [`fuse`], and the module that it leaves.
#[derive(Clone, Copy, Debug)]
pub struct Phase<'a> {
    /// The name of the phase: `merge`, `seams`, `live`, `shared`, `bind-arena` or `places`.
    pub name: &'static str,
    /// The module. Before `seams` it may have parts that are not valid; nothing reaches them.
    pub module: &'a [u8],
}

/// The observer that is called after each phase.
type Watch<'a> = &'a mut dyn FnMut(Phase<'_>);

/// Fuses a component into one core module.
///
/// # Errors
///
/// Fails if the input is not a valid component or exceeds a [`Limit`], if it uses a feature that is not lowered, if a
/// `memory.grow` is reachable although [`Grow::Reject`] is asked for, and if a memory that grows starts larger than
/// [`Grow::Bounded`] allows. With [`MemoryMode::Shared`], also if growth is to stay, or if the memories together do not
/// fit into 4 GiB. With [`Options::bind_arena`], also as [`dissolve_bind_arena::bind`].
pub fn fuse(component: &[u8], options: &Options) -> Result<Fused, Error> {
    fuse_watched(component, options, &mut |_| {})
}

/// Fuses as [`fuse`] does, and calls `watch` with the module after each phase that changes it, in order; also after the
/// phases before an error.
///
/// # Errors
///
/// As [`fuse`].
pub fn fuse_watched(component: &[u8], options: &Options, watch: Watch<'_>) -> Result<Fused, Error> {
    let mut watch = |phase: Phase<'_>| {
        log::info!("fuse, {}: {} bytes", phase.name, phase.module.len());
        watch(phase);
    };
    if !(1..=MAX_HANDLES).contains(&options.handles) {
        return Err(Error::Handles(options.handles));
    }
    let shares = options.memory == MemoryMode::Shared;
    if shares && !options.denies_growth() {
        return Err(Error::SharedGrows(options.name.clone()));
    }
    let scope = translate::Scope::new();
    let translated = translate::translate(component, options, &scope)?;
    log::info!("fuse, translate: {} bytes", component.len());
    let plan = plan::Plan::new(&translated)?;
    let mut merged = merge::merge(&translated, &plan, options.handles)?;
    let mut interface = describe::describe(&translated, &plan, &mut merged)?;
    interface.world = options.world.clone().or_else(|| dissolve_interface::program_name(component));
    let sources = shared::sources(&translated, &plan, &merged)?;
    let origins = places::Sources::new(&translated, &merged);
    // The remaining phases take the most memory, and do not need these.
    drop((plan, translated));
    let mut finished = live::finish(merged, interface, sources, &origins, options, &mut watch)?;
    let mut fused = finished.fused;
    let internal = |error: wasmparser::BinaryReaderError| Error::defect(&options.name, error);
    if let Some(size) = options.bind_arena {
        let before = fused.bytes.clone();
        fused = bind_arena(fused, size, &finished.generated, options)?;
        watch(Phase { name: "bind-arena", module: &fused.bytes });
        finished.trail.extended(&before, &fused.bytes).map_err(internal)?;
    }
    let places = finished.trail.finish(&fused.bytes).map_err(internal)?;
    places.append_to(&mut fused.bytes).map_err(internal)?;
    watch(Phase { name: "places", module: &fused.bytes });
    Ok(fused)
}

/// Binds an arena of `size` bytes in each memory of the fused module that uses one.
fn bind_arena(fused: Fused, size: u32, generated: &BTreeSet<FuncIndex>, options: &Options) -> Result<Fused, Error> {
    let bound = dissolve_bind_arena::bind_trusting(&fused.bytes, size, generated)
        .map_err(|source| Error::BindArena { component: options.name.clone(), source })?;
    let interface = bound.interface.unwrap_or(fused.interface);
    let mut sharing = fused.sharing;
    if let Some(sharing) = &mut sharing {
        sharing.arena = bound.arenas.first().map(|arena| arena.start..arena.end());
    }
    Ok(Fused { bytes: bound.bytes, interface, sharing, ..fused })
}
