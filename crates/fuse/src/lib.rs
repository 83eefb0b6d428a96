//! A component to one core module with the same behaviour (contract, section 4).
//!
//! `wasmtime-environ` flattens a component into a list of initializers and generates the canonical ABI adapters as core
//! modules of their own. The phases here make one module of that list:
//!
//! 1. [`translate`]: validate, within [`limits`], refuse what is [`asynchronous`], and flatten.
//! 2. [`plan`]: number the memories, and give each import of the embedder its place.
//! 3. [`merge`]: append every core instance to the fused module, its indices relocated.
//! 4. [`describe`]: name the exports and write the interface record.
//! 5. [`seams`]: shorten what is generated, and call through what only forwards.
//! 6. [`live`]: drop what nothing reaches, and find who can grow a memory.
//! 7. [`shared`]: if that is asked for, one memory in place of N.
//! 8. [`places`]: write down where each instruction comes from, for reports on traps.
//!
//! Modules that are no component's are linked by [`link()`], which appends them in the same way.
//!
//! Arenas that the module is to bring along are bound at the end (`dissolve-bind-arena`), when no growth is left.

mod asynchronous;
mod builder;
mod components;
mod describe;
mod error;
mod grow;
mod handles;
mod limits;
mod link;
mod live;
mod merge;
mod names;
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
pub use grow::Grow;
pub use handles::MAX_SLOTS as MAX_HANDLES;
pub use limits::{Limit, Wide};
pub use link::{LinkError, LinkInput, Linked, LinkedExport, LinkedInstance, link};
pub use shared::{Flaw, Heap, Method, Rebased, Sharing, check_shared};
pub use translate::passthrough_record;

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use dissolve_interface::Interface;

/// Handles that a component instance can have unless [`Options::handles`] says otherwise.
pub const DEFAULT_HANDLES: u32 = 64;

/// How a component is fused.
#[derive(Clone, Debug)]
pub struct Options {
    /// What reports and errors call the component; usually the input's file stem.
    pub name: String,
    /// What symbols of the world's own functions begin with, for the record; none for what the component calls itself
    /// ([`dissolve_interface::program_name`]).
    pub world: Option<String>,
    /// What becomes of `memory.grow`.
    pub grow: Grow,
    /// Bytes of an arena to put into each memory whose component imports `env::__cabi_arena_realloc`, in place of the import;
    /// none leaves the import.
    pub bind_arena: Option<u32>,
    /// How many handles of resources each component instance can have at once: 1 to [`MAX_HANDLES`]. One more traps.
    pub handles: u32,
    /// Whether the components keep memories of their own.
    pub memory: MemoryMode,
    /// With [`MemoryMode::Shared`], bytes of stack for a component whose module lets the rest be left out.
    pub stack: u32,
    /// With [`MemoryMode::Shared`], bytes from the heap's start on for a component that uses the memory above its statics; none
    /// for all that it declares.
    pub heap: Option<u32>,
}

/// Bytes of stack of a component, unless another number is asked for.
pub const DEFAULT_STACK: u32 = 2048;

impl Options {
    /// Growth is refused, the arena stays an import, each component keeps its memory, and there is room for
    /// [`DEFAULT_HANDLES`] handles.
    pub fn new(name: impl Into<String>) -> Options {
        Options {
            name: name.into(),
            world: None,
            grow: Grow::default(),
            bind_arena: None,
            handles: DEFAULT_HANDLES,
            memory: MemoryMode::default(),
            stack: DEFAULT_STACK,
            heap: None,
        }
    }
}

/// What becomes of the components' memories (contract, section 4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MemoryMode {
    /// Each component keeps its own: no component reaches a byte of another.
    #[default]
    Isolated,
    /// All components have one memory, each a region of it.
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
    /// Its imports, exports and memories in the terms of the component.
    pub interface: Interface,
    /// Every reachable `memory.grow`, whatever became of it, with the calls that lead to it.
    pub growth: Vec<Growth>,
    /// Functions of the inputs, and of the fuser's own, that nothing reached.
    pub dropped_functions: usize,
    /// With [`MemoryMode::Shared`], what became of the memories; its text form explains it.
    pub sharing: Option<Sharing>,
}

impl Fused {
    /// Where each component's memory is, and why: lines for people.
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

/// A phase of [`fuse`] that is over, and the module as the phase leaves it.
#[derive(Clone, Copy, Debug)]
pub struct Phase<'a> {
    /// The phase, by the name of what does it: `merge`, `seams`, `live`, `shared`, `bind-arena`, `places`.
    pub name: &'static str,
    /// The module. Before `seams` it may have parts that are not valid, which nothing reaches.
    pub module: &'a [u8],
}

/// Who sees each phase.
type Watch<'a> = &'a mut dyn FnMut(Phase<'_>);

/// Fuses a component into one core module.
///
/// # Errors
///
/// When the input is no valid component or exceeds a [`Limit`], when it uses a feature that is not lowered, when a
/// `memory.grow` is reachable although [`Grow::Reject`] is asked for, and when a memory that grows starts larger than
/// [`Grow::Bounded`] allows. With [`MemoryMode::Shared`], also when growth is to stay,
/// or the memories together do not fit 4 GiB. With [`Options::bind_arena`], also as [`dissolve_bind_arena::bind`].
pub fn fuse(component: &[u8], options: &Options) -> Result<Fused, Error> {
    fuse_watched(component, options, &mut |_| {})
}

/// As [`fuse`]; `watch` sees the module after each phase that changes it, in order, those before an error too.
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
    if shares && !matches!(options.grow, Grow::Reject | Grow::Deny) {
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
    // What is left to do takes the most memory.
    drop((plan, translated));
    let mut finished = live::finish(merged, interface, sources, &origins, options, &mut watch)?;
    let mut fused = finished.fused;
    let internal = |error: wasmparser::BinaryReaderError| Error::Internal {
        component: options.name.clone(),
        message: error.to_string(),
    };
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

/// The fused module with its arenas in it.
fn bind_arena(fused: Fused, size: u32, generated: &BTreeSet<u32>, options: &Options) -> Result<Fused, Error> {
    let bound = dissolve_bind_arena::bind_trusting(&fused.bytes, size, generated)
        .map_err(|source| Error::BindArena { component: options.name.clone(), source })?;
    let interface = bound.interface.unwrap_or(fused.interface);
    let mut sharing = fused.sharing;
    if let Some(sharing) = &mut sharing {
        sharing.arena = bound.arenas.first().map(|arena| arena.start..arena.end());
    }
    Ok(Fused { bytes: bound.bytes, interface, sharing, ..fused })
}
