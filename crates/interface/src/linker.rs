//! Reads the places of stack, statics and heap from the symbols and names that a linker leaves in a module.
//!
//! The stack pointer is named in the name section, in the section `linking`, or by an export; or the module has
//! functions that get and set it. The other limits are exported as constant globals if the linker is told to, as rustc
//! does, and are symbols in the section `linking` if relocations are kept.

use std::ops::Range;

use dissolve_wasm::{Constant, EntityRef as _, ExternalIndex, FuncIndex, GlobalIndex, Module};
use wasmparser::{DataKind, KnownCustom, Linking, Name, Operator, SymbolFlags, SymbolInfo};

use crate::layout::MemoryLayout;

const STACK_POINTER: &str = "__stack_pointer";
const HEAP_BASE: &str = "__heap_base";
const DATA_END: &str = "__data_end";

/// The functions with which newer linkers let code get and set the stack pointer.
const ACCESSORS: [&str; 2] = ["__wasm_get_stack_pointer", "__wasm_set_stack_pointer"];

/// The layout of a module's memory 0 as its linker left it, without [`MemoryLayout::heap_use`], and the global that is
/// the stack pointer. [`heap_use`](crate::heap_use) finds the former, given the functions that can run.
///
/// # Errors
///
/// When a body or a constant expression is malformed.
pub fn linker_layout(module: &Module<'_>) -> wasmparser::Result<Option<(MemoryLayout, GlobalIndex)>> {
    let mut traces = Traces::default();
    for export in &module.exports {
        match (export.item, export.name) {
            (ExternalIndex::Global(global), HEAP_BASE) => traces.heap_base = Some(global),
            (ExternalIndex::Global(global), DATA_END) => traces.data_end = Some(global),
            (ExternalIndex::Global(global), STACK_POINTER) => traces.exported = Some(global),
            (ExternalIndex::Function(function), name) => traces.function(name, function),
            _ => {}
        }
    }
    for section in &module.custom_sections {
        traces.custom_section(section);
    }
    traces.conclude(module)
}

/// The information that a linker left in a module.
#[derive(Default)]
struct Traces {
    /// Limits that are exported as globals.
    heap_base: Option<GlobalIndex>,
    data_end: Option<GlobalIndex>,
    /// Limits that are symbols in the section `linking`.
    linked_heap_base: Option<u32>,
    linked_data_end: Option<u32>,
    /// The index of the stack pointer, by its source: the name section, an export, the section `linking`.
    named: Option<GlobalIndex>,
    exported: Option<GlobalIndex>,
    linked: Option<GlobalIndex>,
    /// The functions with one of the names in [`ACCESSORS`].
    accessors: Vec<FuncIndex>,
}

/// The extent of the initialized data in memory 0; empty if there is none.
fn data(module: &Module<'_>) -> wasmparser::Result<Range<u32>> {
    let mut all: Option<Range<u32>> = None;
    for segment in module.data.values() {
        if let DataKind::Active { memory_index: 0, offset_expr } = &segment.kind
            && let Some(start) = Constant::address(offset_expr)?
            && let Ok(length) = u32::try_from(segment.data.len())
        {
            let extent = start..start.saturating_add(length);
            all = Some(match all {
                None => extent,
                Some(all) => all.start.min(extent.start)..all.end.max(extent.end),
            });
        }
    }
    Ok(all.unwrap_or(0..0))
}

/// The global that a function accesses, if the function does nothing else.
fn accessed(module: &Module<'_>, function: FuncIndex) -> Option<GlobalIndex> {
    let operators = module.body(function)?.get_operators_reader().ok()?.into_iter();
    let operators: Vec<_> = operators.collect::<Result<_, _>>().ok()?;
    match operators[..] {
        [Operator::GlobalGet { global_index }, Operator::End]
        | [Operator::LocalGet { local_index: 0 }, Operator::GlobalSet { global_index }, Operator::End] => {
            Some(GlobalIndex::from_u32(global_index))
        }
        _ => None,
    }
}

impl Traces {
    /// Custom sections are not semantic: a malformed one is read up to its error (WebAssembly, 7.4.1).
    fn custom_section(&mut self, section: &wasmparser::CustomSectionReader<'_>) {
        match section.as_known() {
            KnownCustom::Name(names) => {
                for subsection in names.into_iter().map_while(Result::ok) {
                    match subsection {
                        Name::Global(map) => {
                            let mut namings = map.into_iter().map_while(Result::ok);
                            let named = namings.find(|naming| naming.name == STACK_POINTER);
                            self.named = named.map(|naming| GlobalIndex::from_u32(naming.index));
                        }
                        Name::Function(map) => {
                            for naming in map.into_iter().map_while(Result::ok) {
                                self.function(naming.name, FuncIndex::from_u32(naming.index));
                            }
                        }
                        _ => {}
                    }
                }
            }
            KnownCustom::Linking(linking) => {
                for subsection in linking.subsections().map_while(Result::ok) {
                    if let Linking::SymbolTable(symbols) = subsection {
                        for symbol in symbols.into_iter().map_while(Result::ok) {
                            self.symbol(&symbol);
                        }
                    }
                }
            }
            _ => {}
        }
    }

    fn symbol(&mut self, symbol: &SymbolInfo<'_>) {
        match *symbol {
            SymbolInfo::Data { flags, name, symbol: Some(at) } if flags.contains(SymbolFlags::ABSOLUTE) => match name {
                HEAP_BASE => self.linked_heap_base = Some(at.offset),
                DATA_END => self.linked_data_end = Some(at.offset),
                _ => {}
            },
            SymbolInfo::Global { index, name: Some(STACK_POINTER), .. } => {
                self.linked = Some(GlobalIndex::from_u32(index));
            }
            SymbolInfo::Func { index, name: Some(name), .. } => self.function(name, FuncIndex::from_u32(index)),
            _ => {}
        }
    }

    fn function(&mut self, name: &str, function: FuncIndex) {
        if ACCESSORS.contains(&name) {
            self.accessors.push(function);
        }
    }

    fn conclude(self, module: &Module<'_>) -> wasmparser::Result<Option<(MemoryLayout, GlobalIndex)>> {
        // The initial value of a global, if that is constant, and if the global is mutable or not as wanted.
        let initial = |global: Option<GlobalIndex>, mutable: bool| -> wasmparser::Result<Option<u32>> {
            let global = global.and_then(|global| module.globals.get(global));
            let init = global.filter(|global| global.ty.mutable == mutable).and_then(|global| global.init.as_ref());
            init.map_or(Ok(None), Constant::address)
        };
        let heap_base = initial(self.heap_base, false)?.or(self.linked_heap_base);
        let data_end = initial(self.data_end, false)?.or(self.linked_data_end);
        let accessed = || self.accessors.iter().find_map(|&function| accessed(module, function));
        // Without a name: in modules that wasm-ld makes, the stack pointer is the first global that the module defines.
        let first = heap_base.map(|_| GlobalIndex::new(module.imported_globals()));
        let stack_pointer = self.named.or(self.exported).or(self.linked).or_else(accessed).or(first);
        let (Some(stack_pointer), Some(stack_top)) = (stack_pointer, initial(stack_pointer, true)?) else {
            return Ok(None);
        };
        let layout = MemoryLayout { stack_top, heap_base, data: data(module)?, data_end, heap_use: None };
        Ok(layout.is_consistent().then_some((layout, stack_pointer)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layout(wasm: &[u8]) -> Option<MemoryLayout> {
        linker_layout(&Module::read(wasm).unwrap()).unwrap().map(|(layout, _)| layout)
    }

    fn stack_pointer(wasm: &[u8]) -> Option<GlobalIndex> {
        linker_layout(&Module::read(wasm).unwrap()).unwrap().map(|(_, stack_pointer)| stack_pointer)
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
        assert_eq!(layout(&wasm), Some(expected));
        assert_eq!(stack_pointer(&wasm), Some(GlobalIndex::from_u32(0)));
    }

    #[test]
    fn what_does_not_tell_is_no_layout() {
        // No global has that name, and no limits show that a linker made the first one.
        assert_eq!(layout(&module("$g (mut i32) (i32.const 8)", "", "")), None);
        // A stack pointer that is immutable.
        assert_eq!(layout(&module("$__stack_pointer i32 (i32.const 8)", LIMITS, "")), None);
        let sum = "$__stack_pointer (mut i32) (i32.add (i32.const 8) (i32.const 8))";
        assert_eq!(layout(&module(sum, LIMITS, "")).unwrap().stack_top, 16);
        // The heap starts below the end of the statics.
        let crossed = LIMITS.replace("1064", "1080");
        assert_eq!(layout(&module(POINTER, &crossed, "")), None);
        assert_eq!(stack_pointer(&module(POINTER, &crossed, "")), None);
        // Mutable limits are ignored.
        let mutable = LIMITS.replace("i32 (", "(mut i32) (");
        let layout = layout(&module(POINTER, &mutable, "")).unwrap();
        assert_eq!((layout.heap_base, layout.data_end), (None, None));
    }

    #[test]
    fn names_are_not_needed_where_the_heap_is_known() {
        let wasm = module("(mut i32) (i32.const 1024)", LIMITS, "");
        assert_eq!(layout(&wasm).unwrap().stack_top, 1024);
        // Imported globals come before those that the module defines.
        let text = format!(r#"(module (import "a" "b" (global i32)) (memory 2) (global {POINTER}) {LIMITS})"#);
        let wasm = wat::parse_str(text).unwrap();
        assert_eq!(
            (layout(&wasm).unwrap().heap_base, stack_pointer(&wasm)),
            (Some(1072), Some(GlobalIndex::from_u32(1)))
        );
    }
}
