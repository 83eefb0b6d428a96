//! Forwarders: functions that only pass their parameters on to another function.

use dissolve_wasm::{FuncIndex, Module, PrimaryMap};
use wasmparser::Operator;

use super::body::{Body, Op};

/// Returns, for each function, the function to call in its place: itself, unless it only passes its parameters on, in
/// order.
pub fn forwarded(
    module: &Module<'_>,
    bodies: &PrimaryMap<FuncIndex, Option<Body<'_>>>,
) -> PrimaryMap<FuncIndex, FuncIndex> {
    let target = |(function, body): (FuncIndex, &Option<Body<'_>>)| {
        body.as_ref().and_then(|body| only_callee(module, function, body)).unwrap_or(function)
    };
    let next: PrimaryMap<FuncIndex, FuncIndex> = bodies.iter().map(target).collect();
    next.keys().map(|function| last(&next, function)).collect()
}

/// Returns the end of a chain of forwarders. A function in a cycle of forwarders never returns, and stays.
fn last(next: &PrimaryMap<FuncIndex, FuncIndex>, function: FuncIndex) -> FuncIndex {
    let mut at = function;
    for _ in 0..next.len() {
        if next[at] == at {
            return at;
        }
        at = next[at];
    }
    function
}

/// Returns the callee of a function that only calls it, with its own parameters.
fn only_callee(module: &Module<'_>, function: FuncIndex, body: &Body<'_>) -> Option<FuncIndex> {
    let [parameters @ .., Op::Plain(Operator::Call { function_index: callee }), Op::End(_)] = &body.ops[..] else {
        return None;
    };
    let callee = FuncIndex::from_u32(*callee);
    let ty = module.function_type(function)?;
    let in_order = (0u32..).zip(parameters).all(
        |(parameter, op)| matches!(op, Op::Plain(Operator::LocalGet { local_index }) if *local_index == parameter),
    );
    let same_type = module.function_type(callee) == Some(ty);
    (in_order && same_type && parameters.len() == ty.params().len()).then_some(callee)
}
