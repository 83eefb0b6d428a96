//! The layout of a linear memory.
//!
//! `wasm-ld` divides memory 0 into a stack that grows down, static data, and a heap. `linker` reads their places;
//! `heap` finds out whether the program uses the memory above its statics.

use std::ops::Range;

use dissolve_reach::Graph;
use dissolve_wasm::{FuncIndex, Module, PrimaryMap};
use serde::{Deserialize, Serialize};

use crate::heap::{HeapUse, heap_use};
use crate::linker::linker_layout;

/// The alignment of the stack pointer in bytes (WebAssembly's *Basic C ABI*).
const STACK_ALIGN: u32 = 16;

/// The parts of a linear memory, as addresses in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemoryLayout {
    /// The initial stack pointer. The stack grows down from here; if it is first in memory, towards zero.
    pub stack_top: u32,
    /// The start of the heap, after statics and stack; `None` if the module does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heap_base: Option<u32>,
    /// The extent of the initialized data; empty when there is none.
    pub data: Range<u32>,
    /// The end of the statics, including those without initial data; `None` if the module does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub data_end: Option<u32>,
    /// A place in the program that has an address above the statics, so that the program may use the memory there;
    /// `None` if the program does not use that memory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heap_use: Option<HeapUse>,
}

impl MemoryLayout {
    /// Returns true if all static data lies above the stack, so that an unused low part of the stack can be left out.
    ///
    /// Statics without initial data have no segment. Then the limits decide: if the stack is last, the heap begins
    /// where the stack does, and the statics end below it.
    pub fn stack_is_first(&self) -> bool {
        if self.data.is_empty() {
            let heap_is_above = self.heap_base.is_some_and(|base| base > self.stack_top);
            heap_is_above || self.data_end.is_some_and(|end| end >= self.stack_top)
        } else {
            self.data.start >= self.stack_top
        }
    }

    /// The lowest address that is backed if the stack has `stack` bytes; zero if the stack is not the first part of the
    /// memory.
    pub fn lowest(&self, stack: u32) -> u32 {
        match self.stack_is_first() {
            true => (self.stack_top - stack.min(self.stack_top)) & !(STACK_ALIGN - 1),
            false => 0,
        }
    }

    /// Returns true if the limits are in an order that a linker produces: the heap starts above the stack and above all
    /// statics. An inconsistent layout says nothing about the module's use of memory.
    pub fn is_consistent(&self) -> bool {
        self.heap_base.is_none_or(|base| base >= self.stack_top && self.data_end.is_none_or(|end| end <= base))
    }
}

/// The layout of a module's memory 0, if its linker left enough information, and the limits are consistent. Code that
/// no export, start function or live table can reach does not count as a use of the heap.
///
/// # Errors
///
/// When the module is malformed.
pub fn memory_layout(module: &[u8]) -> wasmparser::Result<Option<MemoryLayout>> {
    let module = Module::read(module)?;
    match linker_layout(&module)? {
        Some((layout, _)) if layout.heap_base.is_none() => Ok(Some(layout)),
        Some((layout, _)) => Ok(Some(with_heap_use(layout, &module, &Graph::new(&module)?)?)),
        None => Ok(None),
    }
}

/// Does the same as [`memory_layout`] for a module that was read already; `graph` has its references.
///
/// # Errors
///
/// When a body or a constant expression is malformed.
pub fn memory_layout_of(module: &Module<'_>, graph: &Graph) -> wasmparser::Result<Option<MemoryLayout>> {
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

#[cfg(test)]
mod tests {
    use super::*;
    use dissolve_wasm::GlobalIndex;

    fn stack_pointer(wasm: &[u8]) -> wasmparser::Result<Option<GlobalIndex>> {
        Ok(linker_layout(&Module::read(wasm)?)?.map(|(_, stack_pointer)| stack_pointer))
    }

    fn layout(stack_top: u32, heap_base: Option<u32>, data_end: Option<u32>) -> MemoryLayout {
        MemoryLayout { stack_top, heap_base, data: 0..0, data_end, heap_use: None }
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

    #[test]
    fn what_is_below_a_smaller_stack_is_left_out() {
        let first = MemoryLayout { data: 1024..1025, ..layout(1024, None, None) };
        for (stack, lowest) in [(0, 1024), (16, 1008), (100, 912), (1020, 0), (1024, 0), (5000, 0)] {
            assert_eq!(first.lowest(stack), lowest, "{stack} bytes of stack");
        }
        let last = MemoryLayout { data: 0..16, ..layout(1024, None, None) };
        assert_eq!(last.lowest(16), 0, "the statics are below the stack");
    }

    /// A module with a stack pointer, limits, and further definitions.
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
        let expected = MemoryLayout {
            stack_top: 1024,
            heap_base: Some(1072),
            data: 1024..1044,
            data_end: Some(1064),
            heap_use: None,
        };
        assert_eq!(memory_layout(&wasm).unwrap(), Some(expected));
        assert_eq!(stack_pointer(&wasm).unwrap(), Some(GlobalIndex::from_u32(0)));
    }

    #[test]
    fn what_does_not_tell_is_no_layout() {
        // No global has that name, and no limits show that a linker made the first one.
        assert_eq!(memory_layout(&module("$g (mut i32) (i32.const 8)", "", "")).unwrap(), None);
        // A stack pointer that is immutable.
        assert_eq!(memory_layout(&module("$__stack_pointer i32 (i32.const 8)", LIMITS, "")).unwrap(), None);
        let sum = "$__stack_pointer (mut i32) (i32.add (i32.const 8) (i32.const 8))";
        assert_eq!(memory_layout(&module(sum, LIMITS, "")).unwrap().unwrap().stack_top, 16);
        // The heap starts below the end of the statics.
        let crossed = LIMITS.replace("1064", "1080");
        assert_eq!(memory_layout(&module(POINTER, &crossed, "")).unwrap(), None);
        assert_eq!(stack_pointer(&module(POINTER, &crossed, "")).unwrap(), None);
        // Mutable limits are ignored.
        let mutable = LIMITS.replace("i32 (", "(mut i32) (");
        let layout = memory_layout(&module(POINTER, &mutable, "")).unwrap().unwrap();
        assert_eq!((layout.heap_base, layout.data_end), (None, None));
    }

    #[test]
    fn names_are_not_needed_where_the_heap_is_known() {
        let wasm = module("(mut i32) (i32.const 1024)", LIMITS, "");
        assert_eq!(memory_layout(&wasm).unwrap().unwrap().stack_top, 1024);
        // Imported globals come before those that the module defines.
        let text = format!(r#"(module (import "a" "b" (global i32)) (memory 2) (global {POINTER}) {LIMITS})"#);
        let wasm = wat::parse_str(text).unwrap();
        assert_eq!(
            (memory_layout(&wasm).unwrap().unwrap().heap_base, stack_pointer(&wasm).unwrap()),
            (Some(1072), Some(GlobalIndex::from_u32(1)))
        );
    }
}
