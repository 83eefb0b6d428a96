//! Thin seams: removes code of the fuser's own that can have no effect.
//!
//! Takes the merged module; gives it with the same functions under the same indices, so that functions that are not
//! called any more can be dropped afterwards. Relies on three things: only generated functions touch the flags, which
//! are 1 from the start; an import of the embedder does not call back while it runs; and after a trap the instance is
//! not entered again.
//!
//! 1. [`flags`]: find the flags that no path can observe; they are constants.
//! 2. [`sizes`]: check addresses in generated functions without `memory.size`.
//! 3. [`copies`]: copy lists of numbers whole.
//! 4. [`body`], [`simplify`], [`locals`]: fold constants in generated functions, and drop code that has no use then.
//! 5. [`forward`]: find the functions that only pass their parameters on.
//! 6. [`rewrite`]: write the module with the shorter bodies, and with every use of a forwarder replaced by its target.

use std::collections::BTreeSet;

use dissolve_reach::{Calls, Graph};
use dissolve_wasm::{EntityRef, FuncIndex, GlobalIndex, MemoryIndex, Module, PrimaryMap};
use wasm_encoder::reencode::Error as ReencodeError;
use wasmparser::Operator;

use crate::builder::Finished;

mod body;
mod copies;
mod flags;
mod forward;
mod locals;
mod rewrite;
mod simplify;
mod sizes;
#[cfg(test)]
mod tests;

use body::{Body, Op};

/// The merged module, and facts about it.
pub struct Facts<'a, 'm> {
    /// The module.
    pub module: &'m Module<'a>,
    /// Its references.
    pub graph: &'m Graph,
    /// For each function, imports included, true if it is reachable.
    pub live: PrimaryMap<FuncIndex, bool>,
    /// For each memory, true if it keeps its initial size: nothing grows it, and it gets no arena. None: every
    /// `memory.size` stays as it is.
    pub is_fixed: Option<PrimaryMap<MemoryIndex, bool>>,
}

/// The module with thin seams.
pub struct Thinned {
    /// The module. Functions and globals keep their indices.
    pub bytes: Vec<u8>,
    /// Flags that nothing uses any more.
    pub unused_globals: BTreeSet<GlobalIndex>,
}

type Error = ReencodeError<std::convert::Infallible>;

/// Rewrites generated functions, and replaces uses of forwarders by their targets.
pub fn thin(merged: &Finished, facts: &Facts<'_, '_>) -> Result<Thinned, Error> {
    let Facts { module, graph, .. } = *facts;
    let flags = merged.flags.iter().map(|&flag| GlobalIndex::from_u32(flag)).collect();
    let unused_globals = flags::unobservable(module, &Calls::new(module, graph), &flags, &facts.live)?;
    let mut bodies = vec![None; module.functions.len()];
    for (function, body) in module.defined_functions().filter(|(function, _)| merged.is_generated(function.as_u32())) {
        let mut body = Body::read(body)?;
        let params = module.function_type(function).map_or(0, |ty| ty.params().len() as u32);
        fold_flags(&mut body, &unused_globals);
        if let Some(is_fixed) = &facts.is_fixed {
            sizes::fold(&mut body, module, params, is_fixed);
        }
        copies::fold(&mut body);
        shorten(&mut body, params);
        bodies[function.index()] = Some(body);
    }
    let bodies = PrimaryMap::from(bodies);
    let forwarded = forward::forwarded(module, &bodies);
    let bytes = rewrite::rewrite(&merged.bytes, facts, &bodies, &forwarded)?;
    Ok(Thinned { bytes, unused_globals })
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
