//! Forwarders: functions that only pass their parameters on to another function.

use wasmparser::Operator;

use super::body::{Body, Op};
use super::module::Module;

/// Returns, for each function, the function to call in its place: itself, unless it only passes its parameters on, in
/// order.
pub fn forwarded(module: &Module<'_>, bodies: &[Option<Body<'_>>]) -> Vec<u32> {
    let count = module.imported as usize + bodies.len();
    let mut forwarded: Vec<u32> = (0u32..).take(count).collect();
    for (function, body) in (module.imported..).zip(bodies) {
        if let Some(callee) = body.as_ref().and_then(|body| only_callee(module, function, body)) {
            forwarded[function as usize] = callee;
        }
    }
    for function in 0..count {
        forwarded[function] = last(&forwarded, function as u32);
    }
    forwarded
}

/// Returns the end of a chain of forwarders. A function in a cycle of forwarders never returns, and stays.
fn last(forwarded: &[u32], function: u32) -> u32 {
    let mut at = function;
    for _ in 0..forwarded.len() {
        let next = forwarded[at as usize];
        if next == at {
            return at;
        }
        at = next;
    }
    function
}

/// Returns the callee of a function that only calls it, with its own parameters.
fn only_callee(module: &Module<'_>, function: u32, body: &Body<'_>) -> Option<u32> {
    let [parameters @ .., Op::Plain(Operator::Call { function_index: callee }), Op::End(_)] = &body.ops[..] else {
        return None;
    };
    let ty = module.function_type(function);
    let in_order = (0u32..).zip(parameters).all(
        |(parameter, op)| matches!(op, Op::Plain(Operator::LocalGet { local_index }) if *local_index == parameter),
    );
    let same_type = module.function_type(*callee) == ty;
    (in_order && same_type && parameters.len() == ty.params().len()).then_some(*callee)
}
