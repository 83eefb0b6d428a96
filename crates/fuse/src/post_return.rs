//! The post-return functions that generated adapters call.
//!
//! The Component Model lets a post-return function call no import and make or drop no handle (*CanonicalABI*, `canon
//! lift`: `may_leave` is false while it runs). The generator leaves the flag set. This module finds, in a module of
//! adapters, each function that it imports as a post-return function, and the flag that has to be cleared while that
//! function runs.

use std::collections::BTreeSet;

use dissolve_wasm::{FuncIndex, GlobalIndex, Module};
use wasmparser::Operator;

/// The module name of the imports that are post-return functions.
const IMPORT: &str = "post_return";

/// Returns pairs of an imported function and its flag, both as indices of the module. A function that is called for
/// instances with different flags has one pair for each flag.
pub fn of_adapters(module: &Module<'_>) -> wasmparser::Result<BTreeSet<(FuncIndex, GlobalIndex)>> {
    let imports = (0u32..).map(FuncIndex::from_u32).zip(module.function_imports());
    let post_returns: BTreeSet<FuncIndex> =
        imports.filter(|(_, import)| import.module == IMPORT).map(|(function, _)| function).collect();
    let mut found = BTreeSet::new();
    if post_returns.is_empty() {
        return Ok(found);
    }
    for body in &module.bodies {
        // An adapter first moves the arguments into the called instance, and clears the flag of that instance
        // meanwhile.
        let mut cleared = None;
        let mut before = Operator::Nop;
        for operator in body.get_operators_reader()? {
            let operator = operator?;
            match (&before, &operator) {
                (Operator::I32Const { value: 0 }, Operator::GlobalSet { global_index }) => {
                    cleared.get_or_insert(GlobalIndex::from_u32(*global_index));
                }
                (_, Operator::Call { function_index }) => {
                    let called = FuncIndex::from_u32(*function_index);
                    found.extend(cleared.filter(|_| post_returns.contains(&called)).map(|flag| (called, flag)));
                }
                _ => {}
            }
            before = operator;
        }
    }
    Ok(found)
}
