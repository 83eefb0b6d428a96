//! Follows the addresses of statics through a whole module, until nothing more becomes known.

use dissolve_interface::relocations::SymbolKind;
use dissolve_wasm::{FuncIndex, Module, PrimaryMap, item_functions, referenced_functions};
use wasmparser::Operator;

use crate::classes::{Class, Classes, Value};
use crate::flow::{Access, Function, Knowledge, Sites, Stop, follow};
use crate::{Kept, Source};

/// The largest number of rounds. A module that needs more stays as it is.
const MOST_ROUNDS: u32 = 64;

/// The classes of the statics, and where each is accessed.
pub struct Analysis {
    /// The classes. The statics of all sources are numbered in order.
    pub classes: Classes,
    /// The number of each static's class, by source.
    pub statics: Vec<Vec<Class>>,
    /// For each function that is not imported, its accesses of classes that do not escape.
    pub accesses: Vec<Vec<Access>>,
}

/// Analyzes a module.
pub fn analyze(
    module: &Module<'_>,
    sources: &[Source],
    is_generated: &dyn Fn(FuncIndex) -> bool,
) -> Result<Analysis, Kept> {
    let mut knowledge = Knowledge::default();
    let mut statics: Vec<Vec<Class>> = Vec::new();
    for source in sources {
        let classes = source.relocations.statics.iter().map(|_| knowledge.classes.add(source.memory));
        statics.push(classes.collect());
    }
    for (source, classes) in sources.iter().zip(&statics) {
        // An address in data is read from there.
        for word in source.relocations.data.values().flatten().filter(|word| word.address.kind == SymbolKind::Static) {
            let held = source.static_at(word.address.symbol).ok_or_else(unnamed)?;
            knowledge.classes.escape(classes[held]);
        }
    }
    let open = open_functions(module)?;
    for (function, ty) in module.functions.iter() {
        let ty = module.func_type(*ty);
        let (params, results) = ty.map_or((0, 0), |ty| (ty.params().len(), ty.results().len()));
        let is_imported = module.body(function).is_none();
        let of = |unknown: bool| if unknown { Value::UNKNOWN } else { Value::NOTHING };
        knowledge.params.push(vec![of(open[function]); params]);
        knowledge.results.push(vec![of(is_imported); results]);
    }
    let sites = sites(module, sources, &statics)?;
    for _ in 0..MOST_ROUNDS {
        knowledge.classes.changed = false;
        let mut accesses = Vec::new();
        for ((index, body), sites) in module.defined_functions().zip(&sites) {
            let function =
                Function { module, index, body, is_generated: is_generated(index), is_open: open[index], sites };
            accesses.push(follow(&function, &mut knowledge)?);
        }
        if !knowledge.classes.changed {
            return Ok(Analysis { classes: knowledge.classes, statics, accesses });
        }
    }
    Err(Kept::Because("its addresses are passed through too many functions".into()))
}

fn unnamed() -> Kept {
    Kept::Because("an address is of no static with a name and a size".into())
}

impl From<Stop> for Kept {
    fn from(stop: Stop) -> Kept {
        match stop {
            Stop::Malformed(error) => Kept::Malformed(error),
            Stop::Refused(reason) => Kept::Because(reason),
        }
    }
}

/// For each function that is not imported, the instructions that hold addresses, with the class of the static.
fn sites(module: &Module<'_>, sources: &[Source], statics: &[Vec<Class>]) -> Result<Vec<Sites>, Kept> {
    let mut all: Vec<Sites> = vec![Sites::new(); module.bodies.len()];
    for (source, classes) in sources.iter().zip(statics) {
        for (function, sites) in &source.relocations.code {
            let Some(body) = function_number(module, *function) else { continue };
            for site in sites {
                let class = match site.address.kind {
                    SymbolKind::Static => Some(classes[source.static_at(site.address.symbol).ok_or_else(unnamed)?]),
                    SymbolKind::Linkers => None,
                    SymbolKind::Place => return Err(unnamed()),
                };
                all[body].insert(site.ordinal, (*site, class));
            }
        }
    }
    Ok(all)
}

fn function_number(module: &Module<'_>, function: FuncIndex) -> Option<usize> {
    (function.as_u32() as usize).checked_sub(module.imported_functions()).filter(|&body| body < module.bodies.len())
}

/// For each function, true if it can be called from outside of the module or through a table, or is imported.
fn open_functions(module: &Module<'_>) -> wasmparser::Result<PrimaryMap<FuncIndex, bool>> {
    let mut open: PrimaryMap<FuncIndex, bool> =
        module.functions.keys().map(|function| module.body(function).is_none()).collect();
    let mut functions: Vec<FuncIndex> = module.exported_functions().map(|(_, function)| function).collect();
    functions.extend(module.start);
    for element in module.elements.values() {
        functions.extend(item_functions(&element.items)?);
    }
    let initial = module.globals.values().filter_map(|global| global.init.as_ref());
    for expression in initial.chain(module.tables.values().filter_map(|table| table.init.as_ref())) {
        functions.extend(referenced_functions(expression)?);
    }
    for body in &module.bodies {
        for operator in body.get_operators_reader()? {
            if let Operator::RefFunc { function_index } = operator? {
                functions.push(FuncIndex::from_u32(function_index));
            }
        }
    }
    for function in functions {
        if let Some(open) = open.get_mut(function) {
            *open = true;
        }
    }
    Ok(open)
}
