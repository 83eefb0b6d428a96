//! How a linear memory is used, read from what `wasm-ld` leaves in a module.
//!
//! `wasm-ld` divides memory 0 into a stack that grows down, static data, and a heap. It names the stack pointer in the
//! name section and exports the other limits as constant globals when asked to, as rustc does.

use std::ops::Range;

use serde::{Deserialize, Serialize};
use wasmparser::{ExternalKind, KnownCustom, Name, Operator, Parser, Payload, TypeRef};

/// The parts of a linear memory, as addresses in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemoryLayout {
    /// Where the stack starts: it grows down from here, towards zero when the stack comes first.
    pub stack_top: u32,
    /// Where the heap starts, which is where statics and stack end; none when the module does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heap_base: Option<u32>,
    /// The extent of the initialized data; empty when there is none.
    pub data: Range<u32>,
    /// Where statics end, those without initial data included; none when the module does not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data_end: Option<u32>,
}

impl MemoryLayout {
    /// Whether all static data lies above the stack, so that an unused low part of the stack can be left out.
    ///
    /// Statics without initial data leave no segment. Then the limits tell: where the stack comes last, the heap begins where
    /// the stack does, and statics end below it.
    pub fn stack_is_first(&self) -> bool {
        if self.data.is_empty() {
            let heap_is_above = self.heap_base.is_some_and(|base| base > self.stack_top);
            heap_is_above || self.data_end.is_some_and(|end| end >= self.stack_top)
        } else {
            self.data.start >= self.stack_top
        }
    }
}

/// The layout of a module's memory 0, if its linker left enough to tell.
///
/// # Errors
///
/// When the module is malformed.
pub fn memory_layout(module: &[u8]) -> wasmparser::Result<Option<MemoryLayout>> {
    Ok(read(module)?.map(|(layout, _)| layout))
}

/// The index of the global that is a module's stack pointer, where [`memory_layout`] finds a stack.
///
/// # Errors
///
/// When the module is malformed.
pub fn stack_pointer(module: &[u8]) -> wasmparser::Result<Option<u32>> {
    Ok(read(module)?.map(|(_, stack_pointer)| stack_pointer))
}

/// The layout and the index of the stack pointer.
fn read(module: &[u8]) -> wasmparser::Result<Option<(MemoryLayout, u32)>> {
    let mut imported_globals = 0;
    let mut globals = Vec::new();
    let mut stack_pointer = None;
    let mut heap_base = None;
    let mut data_end = None;
    let mut data: Option<Range<u32>> = None;
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    if matches!(import?.ty, TypeRef::Global(_)) {
                        imported_globals += 1;
                    }
                }
            }
            Payload::GlobalSection(section) => {
                for global in section {
                    let global = global?;
                    globals.push((global.ty.mutable, constant(&global.init_expr)?));
                }
            }
            Payload::ExportSection(section) => {
                for export in section {
                    let export = export?;
                    match export.name {
                        "__heap_base" if export.kind == ExternalKind::Global => heap_base = Some(export.index),
                        "__data_end" if export.kind == ExternalKind::Global => data_end = Some(export.index),
                        _ => {}
                    }
                }
            }
            Payload::DataSection(section) => {
                for segment in section {
                    let segment = segment?;
                    if let wasmparser::DataKind::Active { memory_index: 0, offset_expr } = segment.kind
                        && let Some(start) = constant(&offset_expr)?
                        && let Ok(length) = u32::try_from(segment.data.len())
                    {
                        let extent = start..start.saturating_add(length);
                        data = Some(match data {
                            None => extent,
                            Some(all) => all.start.min(extent.start)..all.end.max(extent.end),
                        });
                    }
                }
            }
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(names) = section.as_known() {
                    // A malformed name section is no error (WebAssembly, 7.4.1): names are advice.
                    for subsection in names.into_iter().map_while(Result::ok) {
                        if let Name::Global(map) = subsection {
                            stack_pointer = map
                                .into_iter()
                                .map_while(Result::ok)
                                .find(|naming| naming.name == "__stack_pointer")
                                .map(|naming| naming.index);
                        }
                    }
                }
            }
            _ => {}
        }
    }
    let defined = |index: u32| index.checked_sub(imported_globals).and_then(|index| globals.get(index as usize));
    let limit = |index: Option<u32>| index.and_then(defined).and_then(|&(mutable, value)| value.filter(|_| !mutable));
    let (heap_base, data_end) = (limit(heap_base), limit(data_end));
    // Without names: in what wasm-ld makes, the stack pointer is the first global, and the only mutable one so early.
    let stack_pointer = stack_pointer.or(heap_base.map(|_| imported_globals));
    let Some(stack_pointer) = stack_pointer else { return Ok(None) };
    let stack_top = defined(stack_pointer).and_then(|&(mutable, value)| value.filter(|_| mutable));
    let layout = |stack_top| MemoryLayout { stack_top, heap_base, data: data.unwrap_or(0..0), data_end };
    Ok(stack_top.map(|stack_top| (layout(stack_top), stack_pointer)))
}

/// The value of an initializer that is one `i32.const`.
fn constant(expression: &wasmparser::ConstExpr<'_>) -> wasmparser::Result<Option<u32>> {
    let mut operators = expression.get_operators_reader();
    let first = operators.read()?;
    let last = operators.read()?;
    Ok(match (first, last) {
        (Operator::I32Const { value }, Operator::End) => Some(value.cast_unsigned()),
        _ => None,
    })
}
