//! Thin seams: removes code of the fuser's own that can have no effect.
//!
//! Takes the merged module; gives it with the same functions under the same indices, so that functions that are not
//! called any more can be dropped afterwards. Relies on three things: only generated functions touch the flags, which
//! are 1 from the start; an import of the embedder does not call back while it runs; and after a trap the instance is
//! not entered again.
//!
//! 1. [`module`]: read the functions' calls, the tables that they call through, and the content of these tables.
//! 2. [`flags`]: find the flags that no path can observe; they are constants.
//! 3. [`sizes`]: check addresses in generated functions without `memory.size`.
//! 4. [`copies`]: copy lists of numbers whole.
//! 5. [`body`], [`simplify`], [`locals`]: fold constants in generated functions, and drop code that has no use then.
//! 6. [`forward`]: find the functions that only pass their parameters on.
//! 7. [`rewrite`]: write the module with the shorter bodies, and with every use of a forwarder replaced by its target.

use std::collections::BTreeSet;

use wasm_encoder::reencode::Error as ReencodeError;
use wasmparser::Operator;

use crate::builder::Finished;

mod body;
mod copies;
mod flags;
mod forward;
mod locals;
mod module;
mod rewrite;
mod simplify;
mod sizes;
#[cfg(test)]
mod tests;

use body::{Body, Op};
use module::Module;

/// The facts about the module that its bytes do not tell.
pub struct Facts {
    /// For each function, imports included, true if it is reachable.
    pub live: Vec<bool>,
    /// For each memory, true if it keeps its initial size: nothing grows it, and it gets no arena. None: every
    /// `memory.size` stays as it is.
    pub is_fixed: Option<Vec<bool>>,
}

/// The module with thin seams.
pub struct Thinned {
    /// The module. Functions and globals keep their indices.
    pub bytes: Vec<u8>,
    /// Flags that nothing uses any more.
    pub unused_globals: BTreeSet<u32>,
}

type Error = ReencodeError<std::convert::Infallible>;

/// Rewrites generated functions, and replaces uses of forwarders by their targets.
pub fn thin(merged: &Finished, facts: &Facts) -> Result<Thinned, Error> {
    let module = Module::read(&merged.bytes, &merged.flags)?;
    let unused_globals = flags::unobservable(&module, &facts.live)?;
    let mut bodies = Vec::with_capacity(module.bodies.len());
    for (function, body) in (module.imported..).zip(&module.bodies) {
        bodies.push(if merged.is_generated(function) { Some(Body::read(body)?) } else { None });
    }
    for (index, body) in bodies.iter_mut().enumerate() {
        if let Some(body) = body {
            let params = module.function_type(module.imported + index as u32).params().len() as u32;
            fold_flags(body, &unused_globals);
            if let Some(is_fixed) = &facts.is_fixed {
                sizes::fold(body, &module, params, is_fixed);
            }
            copies::fold(body);
            shorten(body, params);
        }
    }
    let forwarded = forward::forwarded(&module, &bodies);
    let bytes = rewrite::rewrite(&merged.bytes, &module, &bodies, &forwarded)?;
    Ok(Thinned { bytes, unused_globals })
}

/// Replaces flags that nothing observes by their value.
fn fold_flags(body: &mut Body<'_>, flags: &BTreeSet<u32>) {
    for op in &mut body.ops {
        let Op::Plain(operator) = op else { continue };
        match *operator {
            Operator::GlobalGet { global_index } if flags.contains(&global_index) => {
                *operator = Operator::I32Const { value: 1 };
            }
            Operator::GlobalSet { global_index } if flags.contains(&global_index) => *operator = Operator::Drop,
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
