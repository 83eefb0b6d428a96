//! Evidence that a module uses the memory above its statics.
//!
//! A linker assigns that memory to nothing: it ends the statics at `__data_end`, starts the heap at `__heap_base`, and
//! ends the memory at `__heap_end`. A program that uses it without asking for the memory's size (`memory.size`,
//! `memory.grow`) has to know where it starts, so the address is in its code, in its data or in a global. This module
//! looks for that address.
//!
//! It takes a module, its layout, and the functions that can run; it gives the first evidence. If the module has all its
//! relocations, these say which numbers are addresses, and of what. Otherwise it errs on the safe side: a number may be
//! taken for an address, and then more memory is kept than is needed.

mod constants;
mod evidence;

use std::collections::HashMap;

use dissolve_reach::Graph;
use dissolve_wasm::{Constant, FuncIndex, GlobalIndex, MemoryIndex, Module, PrimaryMap};
use wasmparser::{DataKind, Operator};

use self::constants::Constants;
use self::evidence::{Evidence, Limits};
use crate::layout::{HeapUse, MemoryLayout};
use crate::linker::linker_layout;
use crate::relocations::{Address, Relocations, SymbolKind, relocations};

/// The first place in a module that has an address of memory 0 above the statics; `None` if the layout does not tell
/// where the statics end. Only functions for which `can_run` is true count.
///
/// # Errors
///
/// When a body or a constant expression is malformed.
pub fn heap_use(
    module: &Module<'_>,
    layout: &MemoryLayout,
    can_run: &dyn Fn(FuncIndex) -> bool,
) -> wasmparser::Result<Option<HeapUse>> {
    if layout.heap_base.is_none() {
        return Ok(None);
    }
    let memory = module.memory_bytes(MemoryIndex::FIRST).unwrap_or(0).min(1 << 32);
    let Some(limits) = Limits::new(layout, memory) else { return Ok(None) };
    let statics = if layout.stack_is_first() { layout.stack_top } else { 0 }..limits.base;
    if let Ok(known) = relocations(module, statics, false) {
        return Ok(relocated_use(module, &limits, &known, can_run));
    }
    let search = Search { module, limits: &limits, globals: addresses_in_globals(module, &limits)? };
    let mut evidence = Evidence::default();
    search.data(&mut evidence)?;
    for (function, body) in module.defined_functions() {
        if evidence.certain.is_some() {
            break;
        }
        if can_run(function) {
            let operators = body.get_operators_reader()?.into_iter().collect::<wasmparser::Result<Vec<_>>>()?;
            search.code(&operators, function, &mut evidence);
        }
    }
    Ok(evidence.conclude())
}

/// The first place of the heap's start, or of another symbol of the linker above the statics, in a module with all its
/// relocations: no other number is an address of it. An address that a program computes from that of a static stays in
/// that static.
fn relocated_use(
    module: &Module<'_>,
    limits: &Limits,
    known: &Relocations,
    can_run: &dyn Fn(FuncIndex) -> bool,
) -> Option<HeapUse> {
    let is_use = |address: Address| address.kind == SymbolKind::Linkers && address.symbol >= limits.start;
    let data = module.data.keys().flat_map(|segment| known.data.get(&segment).into_iter().flatten());
    let mut in_data = data.filter(|word| is_use(word.address)).map(|word| word.address);
    if let Some(address) = in_data.next() {
        return Some(HeapUse { address: address.value, place: "its data".to_owned() });
    }
    module.defined_functions().filter(|(function, _)| can_run(*function)).find_map(|(function, _)| {
        let site = known.code.get(&function)?.iter().find(|site| is_use(site.address))?;
        Some(HeapUse { address: site.address.value, place: function_name(module, function) })
    })
}

/// The name of a function in reports.
fn function_name(module: &Module<'_>, function: FuncIndex) -> String {
    match module.function_name(function) {
        Some(name) => format!("function `{}`", dissolve_reach::demangle(name)),
        None => format!("function {function}"),
    }
}

/// The layout of a module's memory 0, if its linker left enough information, and the limits are consistent; `graph` has
/// the module's references. Code that no export, start function or live table can reach does not count as a use of the
/// heap.
///
/// # Errors
///
/// When a body or a constant expression is malformed.
pub fn memory_layout(module: &Module<'_>, graph: &Graph) -> wasmparser::Result<Option<MemoryLayout>> {
    linker_layout(module)?.map(|(layout, _)| with_heap_use(layout, module, graph)).transpose()
}

/// Completes a layout with [`MemoryLayout::heap_use`].
///
/// # Errors
///
/// When a body or a constant expression is malformed.
pub fn with_heap_use(mut layout: MemoryLayout, module: &Module<'_>, graph: &Graph) -> wasmparser::Result<MemoryLayout> {
    if layout.heap_base.is_some() {
        let reached: PrimaryMap<FuncIndex, bool> = graph.reachable().functions().collect();
        let can_run = |function: FuncIndex| reached.get(function).copied().unwrap_or(false);
        layout.heap_use = heap_use(module, &layout, &can_run)?;
    }
    Ok(layout)
}

/// The globals whose initial value is an address above the statics, with that address. The stack pointer is left out.
fn addresses_in_globals(module: &Module<'_>, limits: &Limits) -> wasmparser::Result<HashMap<GlobalIndex, u32>> {
    let stack_pointer = linker_layout(module)?.map(|(_, stack_pointer)| stack_pointer);
    let mut addresses = HashMap::new();
    for (index, global) in module.globals.iter() {
        let Some(init) = &global.init else { continue };
        let value = match Constant::address(init)? {
            Some(value) => Some(value),
            // It may only refer to an earlier global.
            None => match init.get_operators_reader().read()? {
                Operator::GlobalGet { global_index } => addresses.get(&GlobalIndex::from_u32(global_index)).copied(),
                _ => None,
            },
        };
        let is_address = |value: &u32| limits.is_above(u64::from(*value)) || limits.is_end(*value);
        if let Some(value) = value.filter(is_address).filter(|_| stack_pointer != Some(index)) {
            addresses.insert(index, value);
        }
    }
    Ok(addresses)
}

/// A search for addresses above the statics.
struct Search<'a, 'm> {
    module: &'m Module<'a>,
    limits: &'m Limits,
    /// The globals with an address above the statics, and that address.
    globals: HashMap<GlobalIndex, u32>,
}

impl Search<'_, '_> {
    /// Searches words of data that are addresses. A linker aligns such words to 4 bytes.
    fn data(&self, evidence: &mut Evidence) -> wasmparser::Result<()> {
        for segment in self.module.data.values() {
            let DataKind::Active { memory_index: 0, offset_expr } = &segment.kind else { continue };
            let Some(start) = Constant::address(offset_expr)? else { continue };
            let skip = (start.wrapping_neg() % 4) as usize;
            let words = segment.data.get(skip..).unwrap_or_default().chunks_exact(4);
            for (index, word) in (0u32..).zip(words) {
                let value = u32::from_le_bytes([word[0], word[1], word[2], word[3]]);
                let place = || format!("its data at {}", start.wrapping_add(skip as u32).wrapping_add(index * 4));
                if self.limits.is_start(value) {
                    evidence.is_certain(value, place);
                } else if self.limits.is_end(value) {
                    evidence.is_end(self.limits, place);
                }
            }
        }
        Ok(())
    }

    fn code(&self, operators: &[Operator<'_>], function: FuncIndex, evidence: &mut Evidence) {
        let Search { module, limits, ref globals } = *self;
        let constants = Constants { module, limits, operators };
        let place = || function_name(module, function);
        for (at, operator) in operators.iter().enumerate() {
            match operator {
                Operator::I32Const { value } => constants.search(at, value.cast_unsigned(), place, evidence),
                Operator::I64Const { value } => {
                    // One instruction can store two addresses.
                    let value = value.cast_unsigned();
                    for half in [value as u32, (value >> 32) as u32] {
                        constants.search_part(at, half, place, evidence);
                    }
                }
                Operator::V128Const { value } => {
                    for word in value.bytes().as_chunks::<4>().0 {
                        constants.search_part(at, u32::from_le_bytes(*word), place, evidence);
                    }
                }
                Operator::GlobalGet { global_index } => {
                    if let Some(&address) = globals.get(&GlobalIndex::from_u32(*global_index)) {
                        evidence.is_certain(address, place);
                    }
                }
                other => {
                    if let Some(offset) = constants::offset(other).filter(|&offset| limits.is_above(offset)) {
                        evidence.is_certain(offset as u32, place);
                    }
                }
            }
        }
    }
}
