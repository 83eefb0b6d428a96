//! The post-return functions that generated adapters call.
//!
//! The Component Model lets a post-return function call no import and make or drop no handle (*CanonicalABI*, `canon
//! lift`: `may_leave` is false while it runs). The generator leaves the flag set. This module finds, in a module of
//! adapters, each function that it imports as a post-return function, and the flag that has to be cleared while that
//! function runs.

use std::collections::BTreeSet;

use wasmparser::{Operator, Parser, Payload, TypeRef};

/// The module name of the imports that are post-return functions.
const IMPORT: &str = "post_return";

/// Returns pairs of an imported function and its flag, both as indices of the module. A function that is called for
/// instances with different flags has one pair for each flag.
pub fn of_adapters(module: &[u8]) -> wasmparser::Result<BTreeSet<(u32, u32)>> {
    let mut imported = 0;
    let mut post_returns = BTreeSet::new();
    let mut found = BTreeSet::new();
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    let import = import?;
                    if matches!(import.ty, TypeRef::Func(_)) {
                        if import.module == IMPORT {
                            post_returns.insert(imported);
                        }
                        imported += 1;
                    }
                }
            }
            Payload::CodeSectionEntry(body) if !post_returns.is_empty() => {
                // An adapter first moves the arguments into the called instance, and clears the flag of that instance
                // meanwhile.
                let mut cleared = None;
                let mut before = Operator::Nop;
                for operator in body.get_operators_reader()? {
                    let operator = operator?;
                    match (&before, &operator) {
                        (Operator::I32Const { value: 0 }, Operator::GlobalSet { global_index }) => {
                            cleared.get_or_insert(*global_index);
                        }
                        (_, Operator::Call { function_index }) if post_returns.contains(function_index) => {
                            found.extend(cleared.map(|flag| (*function_index, flag)));
                        }
                        _ => {}
                    }
                    before = operator;
                }
            }
            _ => {}
        }
    }
    Ok(found)
}
