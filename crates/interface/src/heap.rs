//! Evidence that a module uses the memory above its statics.
//!
//! A linker assigns that memory to nothing: it ends the statics at `__data_end`, starts the heap at `__heap_base`, and
//! ends the memory at `__heap_end`. A program that uses it without asking for the memory's size (`memory.size`,
//! `memory.grow`) has to know where it starts, so the address is in its code, in its data or in a global. This module
//! looks for that address.
//!
//! It takes a module, its layout, and the functions that can run; it gives the first evidence. It errs on the safe
//! side: a number may be taken for an address, and then more memory is kept than is needed.

mod constants;

use std::collections::HashMap;

use dissolve_reach::Graph;
use dissolve_wasm::{Constant, FuncIndex, GlobalIndex, MemoryIndex, Module, PrimaryMap};
use wasmparser::{DataKind, Operator};

use self::constants::Constants;
use crate::layout::{HeapUse, MemoryLayout};
use crate::linker::linker_layout;

/// `__data_end` and `__heap_base` differ by at most this much if only alignment lies between them.
const ALIGNMENT: u32 = 64;

/// If a program adds a constant to the heap's start, for a header or to align it, the constant is less than this.
const HEADER: u32 = 64;

/// The number after the last `char`, with which Rust represents the absence of a `char`. It is also the memory size of
/// many Rust modules, 17 pages.
const NO_CHAR: u64 = 0x11_0000;

/// The addresses that limit the heap of a memory.
#[derive(Clone, Copy, Debug)]
struct Limits {
    /// The end of the statics.
    start: u32,
    /// The start of the heap.
    base: u32,
    /// The end of the memory, at most 4 GiB.
    end: u64,
}

impl Limits {
    /// The limits of a memory of `end` bytes; `None` if the heap does not start inside it.
    fn new(layout: &MemoryLayout, end: u64) -> Option<Limits> {
        let base = layout.heap_base.filter(|&base| u64::from(base) < end)?;
        let near = |&data_end: &u32| data_end <= base && base - data_end < ALIGNMENT;
        let start = layout.data_end.filter(near).filter(|_| layout.stack_is_first()).unwrap_or(base);
        Some(Limits { start, base, end })
    }

    /// Returns true if a number is probably the address of the heap's start, or an address a little above it.
    fn is_start(&self, number: u32) -> bool {
        (self.start..=self.base.saturating_add(HEADER)).contains(&number) && u64::from(number) < self.end
    }

    /// Returns true if a number is the memory's end.
    fn is_end(&self, number: u32) -> bool {
        u64::from(number) == self.end
    }

    /// Returns true if an address is in the memory and above the statics.
    fn is_above(&self, address: u64) -> bool {
        (u64::from(self.start)..self.end).contains(&address)
    }

    /// Returns true if programs also use the memory's end as a number for other purposes.
    fn end_is_common(&self) -> bool {
        self.end.is_power_of_two() || self.end == NO_CHAR
    }
}

/// Evidence of a use of the heap: either certain, or of two kinds that only count together.
#[derive(Debug, Default)]
struct Evidence {
    certain: Option<HeapUse>,
    /// True if a number is compared with the heap's start. A loop over the last static has such a comparison too.
    compares_start: bool,
    /// A number that equals the memory's end.
    end: Option<HeapUse>,
}

impl Evidence {
    fn conclude(self) -> Option<HeapUse> {
        self.certain.or(self.end.filter(|_| self.compares_start))
    }

    fn is_certain(&mut self, address: u32, place: impl FnOnce() -> String) {
        self.certain.get_or_insert_with(|| HeapUse { address, place: place() });
    }

    /// Records the memory's end as a number: certain evidence, unless the number is common.
    fn is_end(&mut self, limits: &Limits, place: impl FnOnce() -> String) {
        let heap_use = || HeapUse { address: u32::try_from(limits.end).unwrap_or(0), place: place() };
        if limits.end_is_common() {
            self.end.get_or_insert_with(heap_use);
        } else {
            self.certain.get_or_insert_with(heap_use);
        }
    }
}

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
fn with_heap_use(mut layout: MemoryLayout, module: &Module<'_>, graph: &Graph) -> wasmparser::Result<MemoryLayout> {
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
    fn function_name(&self, function: FuncIndex) -> String {
        match self.module.function_name(function) {
            Some(name) => format!("function `{}`", dissolve_reach::demangle(name)),
            None => format!("function {function}"),
        }
    }

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
        let place = || self.function_name(function);
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
