//! Finds the functions that can grow a memory, and refuses or bounds them (contract, section 4).
//!
//! Takes the module with thin seams; gives each growth with a chain of calls to it, and the maximum of each memory whose
//! growth is bounded.

use std::collections::{BTreeMap, BTreeSet};

use dissolve_interface::Interface;
use dissolve_reach::{Graph, Language, Remedy};
use dissolve_targets::Grow;
use dissolve_wasm::{EntityRef as _, FuncIndex, MemoryIndex, Module, PAGE, PrimaryMap};

use crate::builder::Merged;
use crate::error::{Growth, Step};
use crate::seams::Thin;
use crate::{Error, MemoryMode, Options};

/// The pages of the largest memory that 32-bit addresses reach.
const MOST: u64 = 65536;

/// Finds every `memory.grow` that can be reached, with the calls that lead to it. Growth in dead code does not count:
/// for example, in an allocator that only an adapter between components needed.
///
/// # Errors
///
/// Fails with the first one if growth is refused ([`Grow::Reject`]).
pub fn find(thin: &Thin<'_>, merged: &Merged, interface: &Interface, options: &Options) -> Result<Vec<Growth>, Error> {
    let remedies = Remedies::new(&thin.module, interface, options);
    let found = thin.graph.growth(&thin.live).into_iter();
    let growth: Vec<Growth> = found.map(|growth| in_words(&thin.graph, merged, &remedies, growth)).collect();
    match (options.grow, growth.first()) {
        (Some(Grow::Reject), Some(first)) => Err(Error::Grows(Box::new(first.clone()))),
        _ => Ok(growth),
    }
}

/// Returns the maximum, in pages, of each memory of the module that grows, if growth is bounded.
///
/// # Errors
///
/// Fails if a memory is larger than the bound from the start.
pub fn limits(
    module: &Module<'_>,
    growth: &[Growth],
    interface: &Interface,
    options: &Options,
) -> Result<BTreeMap<MemoryIndex, u64>, Error> {
    let Some(Grow::Bounded(size)) = options.grow else { return Ok(BTreeMap::new()) };
    let growing: BTreeSet<MemoryIndex> = growth.iter().flat_map(|growth| growth.memories.iter().copied()).collect();
    let limit = |index: MemoryIndex| {
        let ty = module.memories.get(index)?;
        let memory = interface.memories.get(index.index());
        let component = memory.map_or("", |memory| &memory.component);
        let initial = ty.initial.saturating_mul(PAGE);
        let low = memory.and_then(|memory| memory.layout.as_ref()).map_or(0, |layout| layout.lowest(options.stack));
        let low = Some(u64::from(low)).filter(|low| *low <= initial).unwrap_or(0);
        let pages = (low.saturating_add(size.into()) / PAGE).min(MOST);
        Some(if pages < ty.initial {
            Err(Error::Reservation {
                component: component.to_owned(),
                size: size.into(),
                initial,
                backed: initial - low,
            })
        } else {
            Ok((index, ty.maximum.map_or(pages, |maximum| maximum.min(pages))))
        })
    };
    growing.into_iter().filter_map(limit).collect()
}

/// Describes a growth of the merged module with the names of the modules that its functions came from.
fn in_words(graph: &Graph, merged: &Merged, remedies: &Remedies<'_>, growth: dissolve_reach::Growth) -> Growth {
    let origin = |function: FuncIndex| merged.origins[function].as_ref();
    let home = |function: FuncIndex| origin(function).map(|origin| &merged.homes[origin.home]);
    let name = |function: FuncIndex| {
        let index = origin(function).map_or(function, |origin| origin.function);
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
        let has_arena = |memory: MemoryIndex| {
            interface.imports.iter().any(|import| import.kind.arena_memory() == Some(Some(memory)))
        };
        let is_shared = options.memory == MemoryMode::Shared;
        let bytes = |memory: MemoryIndex| module.memory_bytes(memory).filter(|_| !is_shared && !has_arena(memory));
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
