//! Reads the places of stack, statics and heap from the symbols and names that a linker leaves in a module.
//!
//! The stack pointer is named in the name section, in the section `linking`, or by an export; or the module has
//! functions that get and set it. The other limits are exported as constant globals if the linker is told to, as rustc
//! does, and are symbols in the section `linking` if relocations are kept.

use std::ops::Range;

use wasmparser::{
    ExternalKind, FunctionBody, KnownCustom, Linking, Name, Operator, Parser, Payload, SymbolFlags, SymbolInfo, TypeRef,
};

use crate::layout::MemoryLayout;

const STACK_POINTER: &str = "__stack_pointer";
const HEAP_BASE: &str = "__heap_base";
const DATA_END: &str = "__data_end";

/// The functions with which newer linkers let code get and set the stack pointer.
const ACCESSORS: [&str; 2] = ["__wasm_get_stack_pointer", "__wasm_set_stack_pointer"];

/// The index of the global that is a module's stack pointer, if [`linker_layout`](crate::linker_layout) finds a stack.
///
/// # Errors
///
/// When the module is malformed.
pub fn stack_pointer(module: &[u8]) -> wasmparser::Result<Option<u32>> {
    Ok(read(module)?.map(|(_, stack_pointer)| stack_pointer))
}

/// The memory layout, and the index of the stack pointer.
pub fn read(module: &[u8]) -> wasmparser::Result<Option<(MemoryLayout, u32)>> {
    let mut traces = Traces::default();
    for payload in Parser::new(0).parse_all(module) {
        traces.payload(payload?)?;
    }
    Ok(traces.conclude())
}

/// The information that a linker left in a module.
#[derive(Default)]
struct Traces<'a> {
    imported_globals: u32,
    imported_functions: u32,
    /// For each global, true if it is mutable, and its initial value if that is constant.
    globals: Vec<(bool, Option<u32>)>,
    bodies: Vec<FunctionBody<'a>>,
    /// The extent of the initialized data.
    data: Option<Range<u32>>,
    /// Limits that are exported as globals.
    heap_base: Option<u32>,
    data_end: Option<u32>,
    /// Limits that are symbols in the section `linking`.
    linked_heap_base: Option<u32>,
    linked_data_end: Option<u32>,
    /// The index of the stack pointer, by its source: the name section, an export, the section `linking`.
    named: Option<u32>,
    exported: Option<u32>,
    linked: Option<u32>,
    /// The functions with one of the names in [`ACCESSORS`].
    accessors: Vec<u32>,
}

impl<'a> Traces<'a> {
    fn payload(&mut self, payload: Payload<'a>) -> wasmparser::Result<()> {
        match payload {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    match import?.ty {
                        TypeRef::Global(_) => self.imported_globals += 1,
                        TypeRef::Func(_) | TypeRef::FuncExact(_) => self.imported_functions += 1,
                        _ => {}
                    }
                }
            }
            Payload::GlobalSection(section) => {
                for global in section {
                    let global = global?;
                    self.globals.push((global.ty.mutable, constant(&global.init_expr)?));
                }
            }
            Payload::ExportSection(section) => {
                for export in section {
                    let export = export?;
                    match (export.kind, export.name) {
                        (ExternalKind::Global, HEAP_BASE) => self.heap_base = Some(export.index),
                        (ExternalKind::Global, DATA_END) => self.data_end = Some(export.index),
                        (ExternalKind::Global, STACK_POINTER) => self.exported = Some(export.index),
                        (ExternalKind::Func, name) => self.function(name, export.index),
                        _ => {}
                    }
                }
            }
            Payload::CodeSectionEntry(body) => self.bodies.push(body),
            Payload::DataSection(section) => self.data_section(section)?,
            Payload::CustomSection(section) => self.custom_section(&section),
            _ => {}
        }
        Ok(())
    }

    fn data_section(&mut self, section: wasmparser::DataSectionReader<'a>) -> wasmparser::Result<()> {
        for segment in section {
            let segment = segment?;
            if let wasmparser::DataKind::Active { memory_index: 0, offset_expr } = segment.kind
                && let Some(start) = constant(&offset_expr)?
                && let Ok(length) = u32::try_from(segment.data.len())
            {
                let extent = start..start.saturating_add(length);
                self.data = Some(match self.data.take() {
                    None => extent,
                    Some(all) => all.start.min(extent.start)..all.end.max(extent.end),
                });
            }
        }
        Ok(())
    }

    /// Custom sections are not semantic: a malformed one is read up to its error (WebAssembly, 7.4.1).
    fn custom_section(&mut self, section: &wasmparser::CustomSectionReader<'a>) {
        match section.as_known() {
            KnownCustom::Name(names) => {
                for subsection in names.into_iter().map_while(Result::ok) {
                    match subsection {
                        Name::Global(map) => {
                            let mut namings = map.into_iter().map_while(Result::ok);
                            self.named = namings.find(|naming| naming.name == STACK_POINTER).map(|naming| naming.index);
                        }
                        Name::Function(map) => {
                            for naming in map.into_iter().map_while(Result::ok) {
                                self.function(naming.name, naming.index);
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
            SymbolInfo::Global { index, name: Some(STACK_POINTER), .. } => self.linked = Some(index),
            SymbolInfo::Func { index, name: Some(name), .. } => self.function(name, index),
            _ => {}
        }
    }

    fn function(&mut self, name: &str, index: u32) {
        if ACCESSORS.contains(&name) {
            self.accessors.push(index);
        }
    }

    fn conclude(self) -> Option<(MemoryLayout, u32)> {
        let defined = |index: u32| self.globals.get(index.checked_sub(self.imported_globals)? as usize);
        let limit = |index: Option<u32>| defined(index?).and_then(|&(mutable, value)| value.filter(|_| !mutable));
        let heap_base = limit(self.heap_base).or(self.linked_heap_base);
        let data_end = limit(self.data_end).or(self.linked_data_end);
        let accessed = || self.accessors.iter().find_map(|&function| self.accessed(function));
        // Without a name: in modules that wasm-ld makes, the stack pointer is the first global that the module defines.
        let first = heap_base.map(|_| self.imported_globals);
        let named = self.named.or(self.exported).or(self.linked);
        let stack_pointer = named.or_else(accessed).or(first)?;
        let stack_top = defined(stack_pointer).and_then(|&(mutable, value)| value.filter(|_| mutable))?;
        let data = self.data.unwrap_or(0..0);
        let layout = MemoryLayout { stack_top, heap_base, data, data_end, heap_use: None };
        layout.is_consistent().then_some((layout, stack_pointer))
    }

    /// The global that a function accesses, if the function does nothing else.
    fn accessed(&self, function: u32) -> Option<u32> {
        let body = self.bodies.get(function.checked_sub(self.imported_functions)? as usize)?;
        let operators: Vec<_> = body.get_operators_reader().ok()?.into_iter().collect::<Result<_, _>>().ok()?;
        match operators[..] {
            [Operator::GlobalGet { global_index }, Operator::End]
            | [Operator::LocalGet { local_index: 0 }, Operator::GlobalSet { global_index }, Operator::End] => {
                Some(global_index)
            }
            _ => None,
        }
    }
}

/// The value of an initializer that is a single `i32.const`.
pub fn constant(expression: &wasmparser::ConstExpr<'_>) -> wasmparser::Result<Option<u32>> {
    let mut operators = expression.get_operators_reader();
    let first = operators.read()?;
    let last = operators.read()?;
    Ok(match (first, last) {
        (Operator::I32Const { value }, Operator::End) => Some(value.cast_unsigned()),
        _ => None,
    })
}
