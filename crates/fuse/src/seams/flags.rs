//! The flags that no path can observe.
//!
//! A component instance's flag says whether it may call out (Component Model, *CanonicalABI*, `may_leave`). An adapter
//! clears it while it moves values into the instance, and restores it. In between it calls `realloc` and the like. If
//! none of these calls leads to a function that reads the flag, every read of the flag gives 1.

use std::collections::{BTreeSet, HashMap, HashSet};

use dissolve_reach::{CallNode, Calls};
use dissolve_wasm::{FuncIndex, GlobalIndex, Module, PrimaryMap, TableIndex, TypeIndex};
use wasmparser::{FunctionBody, Operator};

/// Returns the flags that are 1 wherever they are read.
pub fn unobservable(
    module: &Module<'_>,
    calls: &Calls,
    flags: &BTreeSet<GlobalIndex>,
    live: &PrimaryMap<FuncIndex, bool>,
) -> wasmparser::Result<BTreeSet<GlobalIndex>> {
    let mut readers: HashMap<GlobalIndex, HashSet<CallNode>> = HashMap::new();
    let mut spans = Spans { calls, flags, during: HashMap::new(), irregular: BTreeSet::new() };
    for (function, body) in module.defined_functions() {
        let (read, writes) = uses(body, flags)?;
        for flag in read {
            readers.entry(flag).or_default().insert(calls.function(function));
        }
        // A function that never runs clears nothing.
        if writes && live[function] {
            spans.read(body)?;
        }
    }
    let is_observed = |flag: &GlobalIndex| match (spans.during.get(flag), readers.get(flag)) {
        (Some(callees), Some(readers)) => reaches(calls, callees, readers),
        _ => false,
    };
    let unobserved = flags.iter().filter(|flag| !spans.irregular.contains(flag) && !is_observed(flag));
    Ok(unobserved.copied().collect())
}

/// Returns the flags that a body reads, and true if it writes any.
fn uses(body: &FunctionBody<'_>, flags: &BTreeSet<GlobalIndex>) -> wasmparser::Result<(BTreeSet<GlobalIndex>, bool)> {
    let (mut read, mut writes) = (BTreeSet::new(), false);
    for operator in body.get_operators_reader()? {
        match operator? {
            Operator::GlobalGet { global_index } => {
                read.extend(flags.get(&GlobalIndex::from_u32(global_index)));
            }
            Operator::GlobalSet { global_index } => writes |= flags.contains(&GlobalIndex::from_u32(global_index)),
            _ => {}
        }
    }
    Ok((read, writes))
}

/// Returns true if one of these calls leads to a reader of the flag.
///
/// An instance can be left only through functions that read its flag, and the search ends there. So it stays among the
/// functions of one instance.
fn reaches(calls: &Calls, callees: &HashSet<CallNode>, readers: &HashSet<CallNode>) -> bool {
    let mut seen = callees.clone();
    let mut waiting: Vec<CallNode> = callees.iter().copied().collect();
    while let Some(node) = waiting.pop() {
        if readers.contains(&node) {
            return true;
        }
        waiting.extend(calls.callees(node).filter(|&callee| seen.insert(callee)));
    }
    false
}

/// The calls that are made while flags are zero.
struct Spans<'a> {
    /// The call graph.
    calls: &'a Calls,
    /// The flags.
    flags: &'a BTreeSet<GlobalIndex>,
    /// For each flag, the calls made while it is zero.
    during: HashMap<GlobalIndex, HashSet<CallNode>>,
    /// Flags that are written in any other way than cleared and then restored.
    irregular: BTreeSet<GlobalIndex>,
}

impl Spans<'_> {
    /// Reads a function that writes flags. Outside of every block it clears a flag (`i32.const 0`, `global.set`) and
    /// restores it (`local.get`, `global.set`) from a local that took its value. Anything else is irregular.
    fn read(&mut self, body: &FunctionBody<'_>) -> wasmparser::Result<()> {
        let mut cleared = BTreeSet::new();
        let mut saved = HashMap::new();
        let mut depth = 0u32;
        let mut before = Operator::Nop;
        for operator in body.get_operators_reader()? {
            let operator = operator?;
            match operator {
                Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => depth += 1,
                Operator::End if depth > 0 => depth -= 1,
                // The end of the function: a flag that is still zero stays so.
                Operator::End => self.irregular.extend(&cleared),
                Operator::LocalSet { local_index } | Operator::LocalTee { local_index } => {
                    match before {
                        Operator::GlobalGet { global_index } => saved.insert(local_index, global_index),
                        _ => saved.remove(&local_index),
                    };
                }
                Operator::GlobalSet { global_index } => {
                    let flag = GlobalIndex::from_u32(global_index);
                    match before {
                        _ if !self.flags.contains(&flag) => {}
                        _ if depth > 0 => _ = self.irregular.insert(flag),
                        Operator::I32Const { value: 0 } => _ = cleared.insert(flag),
                        Operator::LocalGet { local_index } if saved.get(&local_index) == Some(&global_index) => {
                            cleared.remove(&flag);
                        }
                        _ => _ = self.irregular.insert(flag),
                    }
                }
                Operator::Call { function_index } => {
                    self.called(&cleared, Some(self.calls.function(FuncIndex::from_u32(function_index))));
                }
                Operator::CallIndirect { table_index, type_index } => {
                    let (table, ty) = (TableIndex::from_u32(table_index), TypeIndex::from_u32(type_index));
                    self.called(&cleared, self.calls.through(table, ty));
                }
                Operator::Br { relative_depth } | Operator::BrIf { relative_depth } if relative_depth >= depth => {
                    self.irregular.extend(&cleared);
                }
                Operator::BrTable { ref targets } => {
                    for target in targets.targets().chain([Ok(targets.default())]) {
                        if target? >= depth {
                            self.irregular.extend(&cleared);
                        }
                    }
                }
                Operator::Return | Operator::ReturnCall { .. } | Operator::ReturnCallIndirect { .. } => {
                    self.irregular.extend(&cleared);
                }
                _ => {}
            }
            before = operator;
        }
        Ok(())
    }

    fn called(&mut self, cleared: &BTreeSet<GlobalIndex>, callee: Option<CallNode>) {
        for &flag in cleared {
            self.during.entry(flag).or_default().extend(callee);
        }
    }
}
