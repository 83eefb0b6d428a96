//! The origin of each instruction of the fused module (`dissolve_interface::Places`).
//!
//! Takes the original core modules, and the module after each phase that moves code; gives the record for the last one.
//! A pass keeps the order of functions with bodies and adds its own behind them. In most functions it also keeps the
//! instructions, so that the n-th instruction before the pass is the n-th one after it. Relies on [`crate::live`] for
//! the functions that it drops, and on [`crate::shared`] for the instructions that it inserts.
//!
//! [`seams`]: finds the call between components that each adapter makes.

mod seams;

use std::collections::{BTreeMap, HashMap};
use std::mem::discriminant;
use std::rc::Rc;

use dissolve_abi::TrapKind;
use dissolve_interface::{CoreModule, Origin, Part, Places, Seam, Shifts, TrapSite};
use dissolve_wasm::{EntityRef as _, FuncIndex, Module, PrimaryMap};
use wasmparser::{FunctionBody, Operator};

use crate::builder::Merged;
use crate::merge::Merger;

/// The sources of the record, besides the modules after each phase.
pub struct Sources<'a> {
    /// The original core module of each home of functions; none for generated modules.
    modules: HashMap<usize, Rc<Module<'a>>>,
    seams: Vec<Seam>,
    /// The seam of a function of the fuser's own, by its index in the merged module.
    seam_of: HashMap<FuncIndex, u32>,
}

impl<'a> Sources<'a> {
    /// Collects the sources from the merged module.
    pub fn new(merger: &Merger<'_, 'a>) -> Sources<'a> {
        let is_guest = |home: usize| !merger.builder.homes[home].generated;
        let instances = merger.instances.iter().filter(|(_, renumbering)| is_guest(renumbering.home));
        let modules = instances.map(|(module, to)| (to.home, Rc::clone(&merger.translated.modules[*module].wasm)));
        let mut sources = Sources { modules: modules.collect(), seams: Vec::new(), seam_of: HashMap::new() };
        let adapters = seams::adapters(merger);
        for (function, seam) in adapters.into_iter().chain(merger.built_ins.iter().cloned()) {
            let index = sources.seams.len() as u32;
            sources.seams.push(seam);
            sources.seam_of.insert(function, index);
        }
        sources
    }
}

/// The record, while passes still move code.
pub struct Trail {
    places: Places,
    /// Functions that only trap.
    traps: BTreeMap<FuncIndex, (TrapKind, Part)>,
    /// `unreachable` instructions in components' code that replace an instruction with another trap: body, offset in
    /// the body, kind.
    replaced: Vec<(usize, u32, TrapKind)>,
    /// Bodies of the fuser's own, in which `unreachable` stands for a trap of the given kind.
    checks: Vec<(usize, TrapKind)>,
}

impl Trail {
    /// Starts the record with the module `pruned`, which has the functions `kept` of the merged module, in order.
    pub fn new(
        pruned: &Module<'_>,
        merged: &Merged,
        kept: &[FuncIndex],
        sources: Sources<'_>,
    ) -> wasmparser::Result<Trail> {
        let mut places = Places::new();
        places.seams = sources.seams;
        // The index of each home's module in the record.
        let mut modules: HashMap<usize, u32> = HashMap::new();
        for (&function, body) in kept.iter().skip(pruned.imported_functions()).zip(&pruned.bodies) {
            let origin = merged.origins[function].as_ref();
            let Some((origin, original)) = origin.and_then(|from| Some((from, sources.modules.get(&from.home)?)))
            else {
                let seam = sources.seam_of.get(&function);
                places.functions.push(seam.map_or(Origin::Generated, |seam| Origin::Seam(*seam)));
                continue;
            };
            let module = *modules.entry(origin.home).or_insert_with(|| {
                let home = &merged.homes[origin.home];
                let module = CoreModule { component: home.component.clone(), module: home.module.clone() };
                let known = places.modules.iter().position(|known| *known == module);
                known.unwrap_or_else(|| {
                    places.modules.push(module);
                    places.modules.len() - 1
                }) as u32
            });
            let original = &original.bodies[origin.function.index() - original.imported_functions()];
            let shifts = if original.as_bytes() == body.as_bytes() {
                Some(Shifts::default())
            } else {
                pairs(original, body)?.map(|pairs| Shifts::from_pairs(pairs.into_iter().map(|(old, new)| (new, old))))
            };
            places.functions.push(match shifts {
                Some(shifts) => Origin::Module(module, original.range().start as u32, shifts),
                None => Origin::Generated,
            });
        }
        let traps = renumbered(&merged.traps, |function| kept.binary_search(&function).ok().map(FuncIndex::new));
        Ok(Trail { places, traps, replaced: Vec::new(), checks: Vec::new() })
    }

    /// Updates the record after a phase that rewrites bodies and records where each instruction went.
    pub fn moved(&mut self, moved: &Moved) {
        for (function, body) in self.places.functions.iter_mut().zip(&moved.bodies) {
            if let Origin::Module(_, _, shifts) = function {
                *shifts = Shifts::from_pairs(body.iter().map(|(old, new)| (*new, shifts.old(*old))));
            }
        }
        self.traps = renumbered(&self.traps, |function| moved.functions.get(function).copied());
        self.checks.extend(&moved.checks);
        self.replaced.extend(moved.outside.iter().map(|&(body, at)| (body, at, TrapKind::MemoryOutOfBounds)));
    }

    /// Updates the record after a phase that only removes imports and adds functions behind the others.
    pub fn extended(&mut self, before: &Module<'_>, after: &Module<'_>) -> wasmparser::Result<()> {
        for (index, (old, new)) in before.bodies.iter().zip(&after.bodies).enumerate() {
            if old.as_bytes() == new.as_bytes() {
                continue;
            }
            let pairs = pairs(old, new)?.unwrap_or_default();
            if let Some(Origin::Module(_, _, shifts)) = self.places.functions.get_mut(index) {
                *shifts = Shifts::from_pairs(pairs.iter().map(|(old, new)| (*new, shifts.old(*old))));
            }
            for (_, at, _) in self.replaced.iter_mut().filter(|(body, ..)| *body == index) {
                if let Some((_, new)) = pairs.iter().find(|(old, _)| old == at) {
                    *at = *new;
                }
            }
        }
        let gone = (before.imported_functions() - after.imported_functions()) as u32;
        self.traps = renumbered(&self.traps, |function| function.as_u32().checked_sub(gone).map(FuncIndex::from_u32));
        Ok(())
    }

    /// Returns the record of the finished module.
    pub fn finish(mut self, module: &Module<'_>) -> wasmparser::Result<Places> {
        let (bodies, code) = (&module.bodies, module.code_range.start);
        self.places.functions.resize(bodies.len(), Origin::Generated);
        let mut traps = Vec::new();
        for (origin, body) in self.places.functions.iter().zip(bodies) {
            if !matches!(origin, Origin::Module(..)) {
                trap_sites(body, code, &self.traps, &mut traps)?;
            }
        }
        for (body, kind) in self.checks {
            for operator in bodies[body].get_operators_reader()?.into_iter_with_offsets() {
                let (operator, offset) = operator?;
                if matches!(operator, Operator::Unreachable) {
                    traps.push(TrapSite { offset: (offset - code) as u32, code: kind as u8, part: Part::Unknown });
                }
            }
        }
        for (body, at, kind) in self.replaced {
            let offset = (bodies[body].range().start - code) as u32 + at;
            traps.push(TrapSite { offset, code: kind as u8, part: Part::Unknown });
        }
        traps.sort_unstable_by_key(|site| site.offset);
        self.places.traps = traps;
        Ok(self.places)
    }
}

/// The new places of the code after a pass.
pub struct Moved {
    /// For each body, the offset of each instruction before and after, within the body.
    pub bodies: Vec<Vec<(u32, u32)>>,
    /// The new index of each function.
    pub functions: PrimaryMap<FuncIndex, FuncIndex>,
    /// Instructions that became `unreachable` because their access is surely outside of a memory: body, and new offset
    /// in it.
    pub outside: Vec<(usize, u32)>,
    /// Bodies that the pass added, in which `unreachable` stands for the given trap.
    pub checks: Vec<(usize, TrapKind)>,
}

fn renumbered(
    traps: &BTreeMap<FuncIndex, (TrapKind, Part)>,
    index: impl Fn(FuncIndex) -> Option<FuncIndex>,
) -> BTreeMap<FuncIndex, (TrapKind, Part)> {
    traps.iter().filter_map(|(&function, &trap)| Some((index(function)?, trap))).collect()
}

/// Adds the instructions of a generated body that trap with a kind of their own to `sites`.
fn trap_sites(
    body: &FunctionBody<'_>,
    code: usize,
    traps: &BTreeMap<FuncIndex, (TrapKind, Part)>,
    sites: &mut Vec<TrapSite>,
) -> wasmparser::Result<()> {
    // The offset of a fill of no bytes, which replaces a comparison (`seams::sizes`). The call for the trap comes right
    // after it.
    let mut check = None;
    for operator in body.get_operators_reader()?.into_iter_with_offsets() {
        let (operator, offset) = operator?;
        let offset = (offset - code) as u32;
        match operator {
            Operator::MemoryFill { .. } => check = Some(offset),
            Operator::Br { .. } | Operator::End => {}
            Operator::Call { function_index } => {
                if let Some(&(kind, part)) = traps.get(&FuncIndex::from_u32(function_index)) {
                    let site = |offset| TrapSite { offset, code: kind as u8, part };
                    sites.extend(check.into_iter().chain([offset]).map(site));
                }
                check = None;
            }
            _ => check = None,
        }
    }
    Ok(())
}

/// Returns the offsets of each instruction in both bodies, if these differ only in indices, and in a `memory.grow` that
/// became a constant; none if they differ otherwise.
fn pairs(old: &FunctionBody<'_>, new: &FunctionBody<'_>) -> wasmparser::Result<Option<Vec<(u32, u32)>>> {
    let (old_start, new_start) = (old.range().start, new.range().start);
    let mut old = old.get_operators_reader()?.into_iter_with_offsets();
    let mut new = new.get_operators_reader()?.into_iter_with_offsets();
    let mut pairs = Vec::new();
    for operator in old.by_ref() {
        let (operator, at) = operator?;
        let Some((other, new_at)) = new.next().transpose()? else { return Ok(None) };
        pairs.push(((at - old_start) as u32, (new_at - new_start) as u32));
        match (&operator, &other) {
            // Denied growth: `memory.grow` became `drop` and `i32.const -1`.
            (Operator::MemoryGrow { .. }, Operator::Drop) => _ = new.next().transpose()?,
            _ if discriminant(&operator) == discriminant(&other) => {}
            _ => return Ok(None),
        }
    }
    Ok(new.next().is_none().then_some(pairs))
}
