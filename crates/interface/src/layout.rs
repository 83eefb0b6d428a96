//! How a linear memory is used.
//!
//! `wasm-ld` divides memory 0 into a stack that grows down, static data, and a heap. `linker` reads where they are; `heap`
//! tells whether the program uses what is above its statics.

use std::ops::Range;

use dissolve_reach::Graph;
use serde::{Deserialize, Serialize};

use crate::heap::{HeapUse, heap_use};
use crate::linker;

/// Bytes that the stack pointer is aligned to (WebAssembly's *Basic C ABI*).
const STACK_ALIGN: u32 = 16;

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
    /// A place in the program that has an address above the statics, so that the memory there is the program's; none when it
    /// leaves that memory alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub heap_use: Option<HeapUse>,
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

    /// The lowest address that is backed when the stack gets that many bytes; zero where nothing below the stack can be left out.
    pub fn lowest(&self, stack: u32) -> u32 {
        match self.stack_is_first() {
            true => (self.stack_top - stack.min(self.stack_top)) & !(STACK_ALIGN - 1),
            false => 0,
        }
    }
}

/// The layout of a module's memory 0, if its linker left enough to tell. What no export, start function or table in use can reach
/// uses nothing.
///
/// # Errors
///
/// When the module is malformed.
pub fn memory_layout(module: &[u8]) -> wasmparser::Result<Option<MemoryLayout>> {
    let Some(mut layout) = linker_layout(module)? else { return Ok(None) };
    if layout.heap_base.is_some() {
        let reached: Vec<bool> = Graph::read(module)?.reachable().functions().collect();
        let can_run = |function: u32| reached.get(function as usize).copied().unwrap_or(false);
        layout.heap_use = heap_use(module, &layout, &can_run)?;
    }
    Ok(Some(layout))
}

/// The layout of a module's memory 0 as its linker left it, without [`MemoryLayout::heap_use`]: [`heap_use`] finds it when it is
/// known which functions run.
///
/// # Errors
///
/// When the module is malformed.
pub fn linker_layout(module: &[u8]) -> wasmparser::Result<Option<MemoryLayout>> {
    Ok(linker::read(module)?.map(|(layout, _)| layout))
}
