//! Thin seams: code of the fuser's own that can have no effect goes away.
//!
//! Takes the merged module; gives it with the same functions under the same indices, so that what is not called any more
//! can be dropped afterwards. Relies on three things: only generated functions touch the flags, which are one from the
//! start; an import of the embedder does not call back while it runs; and after a trap the instance is not entered again.
//!
//! 1. [`module`]: read what functions call, which tables they call through, and what is in those.
//! 2. [`flags`]: find the flags that no path can observe; they are constants.
//! 3. [`sizes`]: check addresses in generated functions without asking for a memory's size.
//! 4. [`copies`]: copy lists of numbers whole.
//! 5. [`body`], [`simplify`], [`locals`]: fold constants in them, and drop what is left without a use.
//! 6. [`forward`]: find the functions that only pass their parameters on.
//! 7. [`rewrite`]: write the module with the shorter bodies, every use of a forwarder replaced by what it calls.

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

/// What is known about the module besides its bytes.
pub struct Facts {
    /// For each function, imports included, whether anything reaches it.
    pub live: Vec<bool>,
    /// For each memory, whether it keeps the size that it begins with: nothing grows it, and it gets no arena. None leaves
    /// what asks for a size as it is.
    pub is_fixed: Option<Vec<bool>>,
}

/// The module with thin seams.
pub struct Thinned {
    /// The module. Functions and globals have the indices that they had.
    pub bytes: Vec<u8>,
    /// Flags that nothing uses any more.
    pub unused_globals: BTreeSet<u32>,
}

type Error = ReencodeError<std::convert::Infallible>;

/// Rewrites generated functions, and takes forwarders out of every path.
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

/// Puts in the value of flags that nothing observes.
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

/// Repeats the passes over a body until none finds anything. Each works off what the others leave: after a flag's test is
/// folded, the local that kept the flag has no use; without it, the test's block is empty.
fn shorten(body: &mut Body<'_>, params: u32) {
    // Each round makes a body shorter; deeper nesting than this does not occur in a generated one.
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
