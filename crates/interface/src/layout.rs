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

    /// Returns true if the limits are in an order that a linker leaves: the heap starts above the stack and above all statics.
    /// A layout that contradicts itself says nothing about what the module uses.
    pub fn is_consistent(&self) -> bool {
        self.heap_base.is_none_or(|base| base >= self.stack_top && self.data_end.is_none_or(|end| end <= base))
    }
}

/// The layout of a module's memory 0, if its linker left enough to tell, and nothing that contradicts itself.
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
    Ok(stack_top.map(layout).filter(MemoryLayout::is_consistent).map(|layout| (layout, stack_pointer)))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(stack_top: u32, heap_base: Option<u32>, data_end: Option<u32>) -> MemoryLayout {
        MemoryLayout { stack_top, heap_base, data: 0..0, data_end }
    }

    #[test]
    fn limits_are_in_a_linkers_order() {
        for (stack_top, heap_base, data_end, expected) in [
            (1024, None, None, true),
            (1024, None, Some(4096), true),
            (1024, Some(2048), None, true),
            (1024, Some(1024), None, true),
            (1024, Some(1023), None, false),
            (1024, Some(2048), Some(2048), true),
            (1024, Some(2048), Some(512), true),
            (1024, Some(2048), Some(2049), false),
        ] {
            let layout = layout(stack_top, heap_base, data_end);
            assert_eq!(layout.is_consistent(), expected, "{layout:?}");
        }
    }

    #[test]
    fn statics_without_initial_data_tell_where_the_stack_is() {
        for (stack_top, heap_base, data_end, expected) in [
            (1024, Some(1025), None, true),
            (1024, Some(1024), None, false),
            (1024, None, None, false),
            (1024, None, Some(1024), true),
            (1024, None, Some(1023), false),
        ] {
            let layout = layout(stack_top, heap_base, data_end);
            assert_eq!(layout.stack_is_first(), expected, "{layout:?}");
        }
        let with_data = |data| MemoryLayout { data, ..layout(1024, None, None) };
        assert!(with_data(1024..1025).stack_is_first() && !with_data(1023..1025).stack_is_first());
    }

    /// A module with a stack pointer, limits, and what else is asked for.
    fn module(stack_pointer: &str, limits: &str, rest: &str) -> Vec<u8> {
        let text = format!("(module (memory 2) (global {stack_pointer}) {limits} {rest})");
        wat::parse_str(text).unwrap()
    }

    const LIMITS: &str = r#"(global (export "__data_end") i32 (i32.const 1064))
        (global (export "__heap_base") i32 (i32.const 1072))"#;
    const POINTER: &str = "$__stack_pointer (mut i32) (i32.const 1024)";

    #[test]
    fn what_a_linker_leaves_is_read() {
        let segments = r#"(data (i32.const 1040) "abcd") (data (i32.const 1024) "ab") (data "passive")"#;
        let wasm = module(POINTER, LIMITS, segments);
        let expected = MemoryLayout { stack_top: 1024, heap_base: Some(1072), data: 1024..1044, data_end: Some(1064) };
        assert_eq!(memory_layout(&wasm).unwrap(), Some(expected));
        assert_eq!(stack_pointer(&wasm).unwrap(), Some(0));
    }

    #[test]
    fn what_does_not_tell_is_no_layout() {
        // No global of that name, and none that a linker would have put first.
        assert_eq!(memory_layout(&module("$g (mut i32) (i32.const 8)", "", "")).unwrap(), None);
        // A stack pointer that cannot move, or whose start is not a constant.
        assert_eq!(memory_layout(&module("$__stack_pointer i32 (i32.const 8)", LIMITS, "")).unwrap(), None);
        let sum = "$__stack_pointer (mut i32) (i32.add (i32.const 8) (i32.const 8))";
        assert_eq!(memory_layout(&module(sum, LIMITS, "")).unwrap(), None);
        // The heap starts below the statics' end.
        let crossed = LIMITS.replace("1064", "1080");
        assert_eq!(memory_layout(&module(POINTER, &crossed, "")).unwrap(), None);
        assert_eq!(stack_pointer(&module(POINTER, &crossed, "")).unwrap(), None);
        // Limits that can change are none.
        let mutable = LIMITS.replace("i32 (", "(mut i32) (");
        let layout = memory_layout(&module(POINTER, &mutable, "")).unwrap().unwrap();
        assert_eq!((layout.heap_base, layout.data_end), (None, None));
    }

    #[test]
    fn names_are_not_needed_where_the_heap_is_known() {
        let wasm = module("(mut i32) (i32.const 1024)", LIMITS, "");
        assert_eq!(memory_layout(&wasm).unwrap().unwrap().stack_top, 1024);
        // An imported global comes before those that are defined.
        let text = format!(r#"(module (import "a" "b" (global i32)) (memory 2) (global {POINTER}) {LIMITS})"#);
        let wasm = wat::parse_str(text).unwrap();
        assert_eq!(
            (memory_layout(&wasm).unwrap().unwrap().heap_base, stack_pointer(&wasm).unwrap()),
            (Some(1072), Some(1))
        );
    }
}
