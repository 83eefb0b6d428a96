//! The post-return functions that generated adapters call.
//!
//! The Component Model lets such a function call no import and make or drop no handle (*CanonicalABI*, `canon lift`: `may_leave` is
//! false while it runs). The generator leaves the flag set. This finds, in a module of adapters, each function that it imports as
//! a post-return function, and the flag that has to be cleared while that runs.

use std::collections::BTreeSet;

use wasmparser::{Operator, Parser, Payload, TypeRef};

/// The module name under which adapters import such functions.
const IMPORT: &str = "post_return";

/// An imported function and the flag, by indices of the module. A function that instances of several flags have comes once for each.
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
                // An adapter begins with moving the arguments into the instance that is called, whose flag it clears for that.
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
