//! Thin seams: removes code of the fuser's own that can have no effect.
//!
//! Takes the merged module; gives the changes in it. Functions keep their indices, so that those that are not called
//! any more can be dropped when the module is written. Relies on three things: only generated functions touch the flags,
//! which are 1 from the start; an import of the embedder does not call back while it runs; and after a trap the instance
//! is not entered again.
//!
//! 1. [`flags`]: find the flags that no path can observe; they are constants.
//! 2. [`sizes`]: check addresses in generated functions without `memory.size`.
//! 3. [`copies`]: copy lists of numbers whole.
//! 4. [`body`], [`simplify`], [`locals`]: fold constants in generated functions, and drop code that has no use then.
//! 5. [`forward`]: find the functions that only pass their parameters on. Every use of one becomes a use of its target.

use std::collections::BTreeSet;

use dissolve_interface::Interface;
use dissolve_reach::{Calls, Graph, Reachable};
use dissolve_wasm::{EntityRef, FuncIndex, GlobalIndex, MemoryIndex, Module, PrimaryMap};
use wasm_encoder::reencode::Error as ReencodeError;
use wasmparser::{BinaryReader, FunctionBody, Operator};

use crate::builder::Merged;
use crate::shared::Source;
use crate::{MemoryMode, Options, StaticsMode};

mod body;
mod copies;
mod flags;
mod forward;
mod locals;
mod simplify;
mod sizes;
#[cfg(test)]
mod tests;

use body::{Body, Op};

type Error = ReencodeError<std::convert::Infallible>;

/// The changes that make the seams of a module thin.
pub struct Changes {
    /// The new bodies of generated functions.
    bodies: Vec<(FuncIndex, Vec<u8>)>,
    /// For each function, the one to use in its place; for most, itself.
    forwarded: PrimaryMap<FuncIndex, FuncIndex>,
    /// Flags that nothing uses any more.
    pub unused_globals: BTreeSet<GlobalIndex>,
}

/// The module with thin seams, before it is written. Functions and globals keep their indices.
pub struct Thin<'a> {
    /// The module. Its parts still name forwarders, and the offsets in a changed body count from the start of that body.
    pub module: Module<'a>,
    /// Its references, to the targets of forwarders.
    pub graph: Graph,
    /// The items that are reached.
    pub live: Reachable,
    /// The changes.
    pub changes: &'a Changes,
}

impl Changes {
    /// Makes the changes in a module; `graph` has its references.
    ///
    /// # Errors
    ///
    /// Fails if a new body is malformed.
    pub fn apply<'a>(&'a self, mut module: Module<'a>, mut graph: Graph) -> wasmparser::Result<Thin<'a>> {
        let imported = module.imported_functions();
        for (function, bytes) in &self.bodies {
            let body = FunctionBody::new(BinaryReader::new(bytes, 0));
            graph.replace_body(*function, &body)?;
            module.bodies[function.index() - imported] = body;
        }
        graph.forward(&self.forwarded);
        Ok(Thin { live: graph.reachable(), module, graph, changes: self })
    }

    /// Returns the function to use in place of `function`.
    pub fn target(&self, function: FuncIndex) -> FuncIndex {
        self.forwarded[function]
    }
}

/// Finds the changes of the merged module; `graph` has its references, and `interface` is its record.
pub fn changes(
    merged: &Merged,
    module: &Module<'_>,
    graph: &Graph,
    interface: &Interface,
    sources: &[Source<'_>],
    options: &Options,
) -> Result<Changes, Error> {
    let flags = merged.flags.iter().copied().collect();
    let reachable = graph.reachable();
    let live: PrimaryMap<FuncIndex, bool> = reachable.functions().collect();
    let unused_globals = flags::unobservable(module, &Calls::new(module, graph), &flags, &live)?;
    // The bounds of shared memories are decided later, by the phase `shared`.
    let is_fixed =
        (options.memory == MemoryMode::Isolated).then(|| fixed(graph, &reachable, interface, sources, options));
    let mut bodies = vec![None; module.functions.len()];
    for (function, body) in module.defined_functions().filter(|(function, _)| merged.is_generated(*function)) {
        let mut body = Body::read(body)?;
        let params = module.function_type(function).map_or(0, |ty| ty.params().len() as u32);
        fold_flags(&mut body, &unused_globals);
        if let Some(is_fixed) = &is_fixed {
            sizes::fold(&mut body, module, params, is_fixed);
        }
        copies::fold(&mut body);
        shorten(&mut body, params);
        bodies[function.index()] = Some(body);
    }
    let bodies = PrimaryMap::from(bodies);
    let forwarded = forward::forwarded(module, &bodies);
    let encoded = bodies.iter().filter_map(|(function, body)| Some((function, body.as_ref()?)));
    let bodies = encoded.map(|(function, body)| Ok((function, body.encode()?))).collect::<Result<_, Error>>()?;
    Ok(Changes { bodies, forwarded, unused_globals })
}

/// For each memory, returns true if it keeps its initial size and its addresses: nothing grows it, it gets no arena, and the compiler
/// does not know where all addresses of it are.
fn fixed(
    graph: &Graph,
    reachable: &Reachable,
    interface: &Interface,
    sources: &[Source<'_>],
    options: &Options,
) -> PrimaryMap<MemoryIndex, bool> {
    let mut is_fixed = PrimaryMap::from(vec![true; interface.memories.len()]);
    if !options.denies_growth() {
        for memory in graph.growth(reachable).iter().flat_map(|growth| &growth.memories) {
            is_fixed[*memory] = false;
        }
    }
    // The provider of the arena may enlarge the memory for it.
    for (import, _) in interface.imports.iter().zip(reachable.functions()).filter(|(_, is_live)| *is_live) {
        if let Some(memory) = import.kind.arena_memory().flatten() {
            is_fixed[memory] = false;
        }
    }
    if options.statics == StaticsMode::Apart {
        for (is_fixed, source) in is_fixed.values_mut().zip(sources) {
            *is_fixed &= !source.has_relocations();
        }
    }
    is_fixed
}

/// Replaces flags that nothing observes by their value.
fn fold_flags(body: &mut Body<'_>, flags: &BTreeSet<GlobalIndex>) {
    let is_flag = |global: u32| flags.contains(&GlobalIndex::from_u32(global));
    for op in &mut body.ops {
        let Op::Plain(operator) = op else { continue };
        match *operator {
            Operator::GlobalGet { global_index } if is_flag(global_index) => {
                *operator = Operator::I32Const { value: 1 };
            }
            Operator::GlobalSet { global_index } if is_flag(global_index) => *operator = Operator::Drop,
            _ => {}
        }
    }
}

/// Repeats the passes over a body until none of them changes anything. Each pass enables others: after a flag's test is
/// folded, the local that kept the flag has no use; without it, the test's block is empty.
fn shorten(body: &mut Body<'_>, params: u32) {
    // Each round makes a body shorter; generated bodies are not nested so deeply that they need more rounds.
    for _ in 0..16 {
        let folded = simplify::simplify(body);
        let copied = locals::forward_copies(body, params);
        let dropped = locals::drop_dead_stores(body);
        if !(folded || copied || dropped) {
            break;
        }
    }
    locals::renumber(body, params);
}
