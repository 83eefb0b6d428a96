//! The flags that no path can observe.
//!
//! A component instance's flag says whether it may call out (Component Model, *CanonicalABI*, `may_leave`). An adapter
//! clears it while it moves values into the instance, and restores it. In between it calls `realloc` and the like. If
//! none of these calls leads to a function that reads the flag, every read of the flag gives 1.

use std::collections::{BTreeSet, HashMap, HashSet};

use wasmparser::{FunctionBody, Operator};

use super::module::Module;

/// A call that is made while a flag is zero.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Callee {
    Function(u32),
    /// A call through a table: the table, and the type index.
    Table(u32, u32),
}

/// Returns the flags that are 1 wherever they are read.
pub fn unobservable(module: &Module<'_>, live: &[bool]) -> wasmparser::Result<BTreeSet<u32>> {
    let mut spans = Spans::default();
    for ((function, summary), body) in (module.imported..).zip(&module.summaries).zip(&module.bodies) {
        // A function that never runs clears nothing.
        if summary.writes && live[function as usize] {
            spans.read(module, body)?;
        }
    }
    Ok(module
        .flags
        .iter()
        .copied()
        .filter(|flag| !spans.irregular.contains(flag))
        .filter(|flag| !spans.calls.get(flag).is_some_and(|callees| reaches_reader(module, callees, *flag)))
        .collect())
}

/// Returns true if one of these calls leads to a function that reads the flag.
///
/// An instance can be left only through functions that read its flag, and the search ends there. So it stays among the
/// functions of one instance.
fn reaches_reader(module: &Module<'_>, callees: &HashSet<Callee>, flag: u32) -> bool {
    let mut seen = callees.clone();
    let mut waiting: Vec<Callee> = callees.iter().copied().collect();
    while let Some(callee) = waiting.pop() {
        let mut reach = |callee| {
            if seen.insert(callee) {
                waiting.push(callee);
            }
        };
        match callee {
            Callee::Function(function) => {
                let Some(summary) = module.summary(function) else { continue };
                if summary.reads.contains(&flag) {
                    return true;
                }
                summary.calls.iter().for_each(|&function| reach(Callee::Function(function)));
                summary.indirect.iter().for_each(|&(table, ty)| reach(Callee::Table(table, ty)));
            }
            Callee::Table(table, ty) => {
                module.callees(table, ty).into_iter().for_each(|function| reach(Callee::Function(function)));
            }
        }
    }
    false
}

/// The calls that are made while flags are zero.
#[derive(Default)]
struct Spans {
    /// For each flag, the calls made while it is zero.
    calls: HashMap<u32, HashSet<Callee>>,
    /// Flags that are written in any other way than cleared and then restored.
    irregular: BTreeSet<u32>,
}

impl Spans {
    /// Reads a function that writes flags. Outside of every block it clears a flag (`i32.const 0`, `global.set`) and
    /// restores it (`local.get`, `global.set`) from a local that took its value. Anything else is irregular.
    fn read(&mut self, module: &Module<'_>, body: &FunctionBody<'_>) -> wasmparser::Result<()> {
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
                Operator::GlobalSet { global_index: flag } if module.flags.contains(&flag) => match before {
                    _ if depth > 0 => _ = self.irregular.insert(flag),
                    Operator::I32Const { value: 0 } => _ = cleared.insert(flag),
                    Operator::LocalGet { local_index } if saved.get(&local_index) == Some(&flag) => {
                        cleared.remove(&flag);
                    }
                    _ => _ = self.irregular.insert(flag),
                },
                Operator::Call { function_index } => self.called(&cleared, Callee::Function(function_index)),
                Operator::CallIndirect { table_index, type_index } => {
                    self.called(&cleared, Callee::Table(table_index, type_index));
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

    fn called(&mut self, cleared: &BTreeSet<u32>, callee: Callee) {
        for &flag in cleared {
            self.calls.entry(flag).or_default().insert(callee);
        }
    }
}
