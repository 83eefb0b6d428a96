//! Finds the imports to bind, and places each arena.
//!
//! Takes a valid core module; gives the imports to replace, the arenas, and the counts that renumbering needs. Refuses
//! a module for which an arena at the end of its memory would not be safe.

use std::collections::{BTreeMap, BTreeSet};

use dissolve_interface::{ARENA_FIELD, Interface, MemoryLayout, arena_memory, has_arena_type, memory_layout};
use wasmparser::{
    CompositeInnerType, ConstExpr, DataKind, ExternalKind, FuncType, MemoryType, Operator, Parser, Payload, TypeRef,
};

use crate::{Error, names};

/// The exported global with the start of a memory's free part, as linkers name it.
pub const HEAP_BASE: &str = "__heap_base";

/// The size of a 32-bit address space in bytes.
const ADDRESS_SPACE: u64 = 1 << 32;

/// An arena in a memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arena {
    /// The memory's index.
    pub memory: u32,
    /// The field name of the import that it replaces.
    pub field: String,
    /// The first address, a multiple of 16.
    pub start: u64,
    /// The size in bytes.
    pub size: u32,
    /// The minimum size of the memory with the arena in it, in pages of that memory.
    pub pages: u64,
}

impl Arena {
    /// The address after its last byte; at most 4 GiB.
    pub fn end(&self) -> u64 {
        self.start + u64::from(self.size)
    }

    /// The end of the arena as the start of a heap: aligned to 16, and a valid address.
    pub fn heap_base(&self) -> u32 {
        u32::try_from(self.end().next_multiple_of(16)).unwrap_or(0xFFFF_FFF0)
    }

    /// The suffix of the import's name after the symbol: `@N`, or nothing.
    pub fn suffix(&self) -> &str {
        self.field.strip_prefix(ARENA_FIELD).unwrap_or_default()
    }
}

/// The change of the export `__heap_base`, the start of the free part of memory 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeapBase {
    /// There is no constant `__heap_base`, or memory 0 has no arena.
    Stays,
    /// It becomes the end of the arena.
    Moves,
    /// It is removed: see [`tells_the_order`].
    Goes,
}

/// The properties of a module that binding needs.
pub struct Survey {
    /// The arenas, in the order of their imports.
    pub arenas: Vec<Arena>,
    /// For each imported function, the arena that replaces it.
    pub bound: Vec<Option<usize>>,
    /// The number of types in the module.
    pub types: u32,
    /// The number of memories that the module imports.
    pub imported_memories: u32,
    /// The number of functions that the module defines.
    pub functions: u32,
    /// The number of globals, including imported ones.
    pub globals: u32,
    /// The change of the export `__heap_base`.
    pub heap_base: HeapBase,
    /// The interface record, updated for the resulting module.
    pub interface: Option<Interface>,
}

/// The parts of a module that are read.
#[derive(Default)]
struct Module<'a> {
    types: Vec<Option<FuncType>>,
    /// Imported functions. The type is `None` if it is not an ordinary function type.
    imports: Vec<Import<'a>>,
    memories: Vec<MemoryType>,
    imported_memories: usize,
    functions: u32,
    imported_globals: u32,
    /// For each defined global, true if it is immutable and a single `i32.const`.
    constant_globals: Vec<bool>,
    exports: Vec<&'a str>,
    heap_base: Option<u32>,
    /// Active data segments at known addresses: index, memory, end address.
    segments: Vec<(u32, u32, u64)>,
    bodies: Vec<wasmparser::FunctionBody<'a>>,
}

struct Import<'a> {
    module: &'a str,
    field: &'a str,
    ty: Option<u32>,
}

impl std::fmt::Display for Import<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}::{}", self.module, self.field)
    }
}

/// Finds the imports to bind, and places an arena of `size` bytes for each memory that needs one. Functions in
/// `trusted` may execute `memory.size`.
pub fn survey(wasm: &[u8], size: u32, trusted: &BTreeSet<u32>) -> Result<Survey, Error> {
    if size == 0 {
        return Err(Error::Zero);
    }
    let module = Module::read(wasm).map_err(Error::Invalid)?;
    let mut interface = Interface::read(wasm)?;
    let mut arenas: Vec<Arena> = Vec::new();
    let mut by_memory = BTreeMap::new();
    let mut bound = Vec::new();
    for import in &module.imports {
        let Some(memory) = arena_import(import, interface.as_ref()) else {
            bound.push(None);
            continue;
        };
        module.require_type(import)?;
        let memory = memory.ok_or_else(|| Error::NoMemory(import.to_string()))?;
        if let Some(&arena) = by_memory.get(&memory) {
            bound.push(Some(arena));
            continue;
        }
        by_memory.insert(memory, arenas.len());
        bound.push(Some(arenas.len()));
        arenas.push(module.place(import, memory, size)?);
    }
    if arenas.is_empty() {
        return Err(Error::NoImport);
    }
    module.require_free_ends(wasm, &arenas, trusted)?;
    module.require_free_names(&arenas)?;
    let heap_base = match module.heap_base.filter(|_| by_memory.contains_key(&0)) {
        Some(index) if module.is_constant(index) => {
            let layout = memory_layout(wasm).map_err(Error::Invalid)?;
            if layout.is_some_and(|layout| tells_the_order(&layout)) { HeapBase::Goes } else { HeapBase::Moves }
        }
        _ => HeapBase::Stays,
    };
    if let Some(interface) = &mut interface {
        update(interface, &module, &bound, &arenas);
    }
    Ok(Survey {
        heap_base,
        types: module.types.len() as u32,
        imported_memories: module.imported_memories as u32,
        functions: module.functions,
        globals: module.imported_globals + module.constant_globals.len() as u32,
        arenas,
        bound,
        interface,
    })
}

/// Returns the memory in which an arena import allocates, if it has one. Returns `None` if the import is not the
/// arena's. The record decides, if it has the import.
fn arena_import(import: &Import<'_>, interface: Option<&Interface>) -> Option<Option<u32>> {
    let mut records = interface.into_iter().flat_map(|interface| &interface.imports);
    let record = records.find(|known| known.module == import.module && known.field == import.field);
    arena_memory(record.map(|record| &record.kind), import.module, import.field)
}

/// Returns true if only the heap's start shows that the stack comes after the statics. With a higher heap start, the
/// layout would show the opposite ([`MemoryLayout::stack_is_first`]).
fn tells_the_order(layout: &MemoryLayout) -> bool {
    layout.data.is_empty() && !layout.stack_is_first()
}

/// Updates the record for the module with its arenas.
fn update(interface: &mut Interface, module: &Module<'_>, bound: &[Option<usize>], arenas: &[Arena]) {
    let replaced: Vec<_> = module.imports.iter().zip(bound).filter(|(_, arena)| arena.is_some()).collect();
    interface.imports.retain(|known| {
        !replaced.iter().any(|(import, _)| import.module == known.module && import.field == known.field)
    });
    for arena in arenas {
        let Some(layout) = interface.memories.get_mut(arena.memory as usize).and_then(|memory| memory.layout.as_mut())
        else {
            continue;
        };
        let moved = Some(arena.heap_base()).filter(|_| !tells_the_order(layout));
        layout.heap_base = layout.heap_base.and(moved);
    }
}

impl<'a> Module<'a> {
    fn read(wasm: &'a [u8]) -> wasmparser::Result<Module<'a>> {
        let mut module = Module::default();
        for payload in Parser::new(0).parse_all(wasm) {
            module.read_payload(payload?)?;
        }
        Ok(module)
    }

    fn read_payload(&mut self, payload: Payload<'a>) -> wasmparser::Result<()> {
        match payload {
            Payload::TypeSection(section) => {
                for group in section {
                    self.types.extend(group?.into_types().map(|ty| match ty.composite_type.inner {
                        CompositeInnerType::Func(ty) => Some(ty),
                        _ => None,
                    }));
                }
            }
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    self.read_import(import?);
                }
            }
            Payload::FunctionSection(section) => self.functions = section.count(),
            Payload::MemorySection(section) => {
                for memory in section {
                    self.memories.push(memory?);
                }
            }
            Payload::GlobalSection(section) => {
                for global in section {
                    let global = global?;
                    self.constant_globals.push(!global.ty.mutable && constant(&global.init_expr)?.is_some());
                }
            }
            Payload::ExportSection(section) => {
                for export in section {
                    let export = export?;
                    self.exports.push(export.name);
                    if export.kind == ExternalKind::Global && export.name == HEAP_BASE {
                        self.heap_base = Some(export.index);
                    }
                }
            }
            Payload::DataSection(section) => {
                for (index, segment) in (0u32..).zip(section) {
                    let segment = segment?;
                    if let DataKind::Active { memory_index, offset_expr } = segment.kind
                        && let Some(start) = constant(&offset_expr)?
                    {
                        self.segments.push((index, memory_index, u64::from(start) + segment.data.len() as u64));
                    }
                }
            }
            Payload::CodeSectionEntry(body) => self.bodies.push(body),
            _ => {}
        }
        Ok(())
    }

    fn read_import(&mut self, import: wasmparser::Import<'a>) {
        match import.ty {
            TypeRef::Func(ty) => {
                self.imports.push(Import { module: import.module, field: import.name, ty: Some(ty) });
            }
            TypeRef::FuncExact(_) => {
                self.imports.push(Import { module: import.module, field: import.name, ty: None });
            }
            TypeRef::Memory(ty) => {
                self.memories.push(ty);
                self.imported_memories += 1;
            }
            TypeRef::Global(_) => self.imported_globals += 1,
            TypeRef::Table(_) | TypeRef::Tag(_) => {}
        }
    }

    fn require_type(&self, import: &Import<'_>) -> Result<(), Error> {
        let ty = import.ty.and_then(|ty| self.types.get(ty as usize)?.as_ref());
        match ty {
            Some(ty) if has_arena_type(ty) => Ok(()),
            _ => Err(Error::Type(import.to_string())),
        }
    }

    /// Places an arena at the end of a memory.
    fn place(&self, import: &Import<'_>, memory: u32, size: u32) -> Result<Arena, Error> {
        let Some(ty) = self.memories.get(memory as usize) else { return Err(Error::NoMemory(import.to_string())) };
        let refuse = |reason| Err(Error::Memory { import: import.to_string(), memory, reason });
        if (memory as usize) < self.imported_memories {
            return refuse("is imported, and only a memory of the module itself can be made larger");
        }
        if ty.memory64 {
            return refuse("has 64-bit addresses, and the arena's are of 32 bits");
        }
        if ty.shared {
            return refuse("is shared between threads, and the arena serves one at a time");
        }
        let (page, bytes) = (page_size(ty), ty.initial * page_size(ty));
        let arena = Arena { memory, field: import.field.to_owned(), start: bytes.next_multiple_of(16), size, pages: 0 };
        let pages = arena.end().div_ceil(page);
        if pages * page > ADDRESS_SPACE {
            return Err(Error::TooLarge { memory, bytes, size });
        }
        Ok(Arena { pages, ..arena })
    }

    /// Refuses a module that may use the addresses after the end of a memory with an arena.
    fn require_free_ends(&self, wasm: &[u8], arenas: &[Arena], trusted: &BTreeSet<u32>) -> Result<(), Error> {
        let has_arena = |memory: u32| arenas.iter().any(|arena| arena.memory == memory);
        for &(segment, memory, end) in &self.segments {
            let ty = &self.memories[memory as usize];
            if has_arena(memory) && end > ty.initial * page_size(ty) {
                return Err(Error::Segment { segment, memory, end });
            }
        }
        for (function, body) in (self.imports.len() as u32..).zip(&self.bodies) {
            for operator in body.get_operators_reader().map_err(Error::Invalid)?.into_iter_with_offsets() {
                let (operator, offset) = operator.map_err(Error::Invalid)?;
                let (memory, instruction) = match operator {
                    Operator::MemorySize { mem } if !trusted.contains(&function) => (mem, "memory.size"),
                    Operator::MemoryGrow { mem } => (mem, "memory.grow"),
                    _ => continue,
                };
                if has_arena(memory) {
                    let function = names::readable(wasm, function);
                    return Err(Error::Measures { memory, function, instruction, offset });
                }
            }
        }
        Ok(())
    }

    fn require_free_names(&self, arenas: &[Arena]) -> Result<(), Error> {
        let mut taken: BTreeSet<_> = self.exports.iter().map(|&name| name.to_owned()).collect();
        // Two arenas have the same names if the record, which is untrusted input, gives their imports no suffix.
        arenas.iter().flat_map(exported_globals).try_for_each(|name| match taken.insert(name.clone()) {
            true => Ok(()),
            false => Err(Error::Taken(name)),
        })
    }

    fn is_constant(&self, global: u32) -> bool {
        let defined = global.checked_sub(self.imported_globals).and_then(|at| self.constant_globals.get(at as usize));
        defined.is_some_and(|&constant| constant)
    }
}

/// The names of the exported globals with an arena's size, use and high-water mark.
pub fn exported_globals(arena: &Arena) -> [String; 3] {
    ["size", "used", "high_water"].map(|what| format!("__cabi_arena_{what}{}", arena.suffix()))
}

/// The page size of a memory in bytes.
fn page_size(ty: &MemoryType) -> u64 {
    1 << ty.page_size_log2.unwrap_or(16)
}

/// The value of an expression that is a single `i32.const`.
fn constant(expression: &ConstExpr<'_>) -> wasmparser::Result<Option<u32>> {
    let mut operators = expression.get_operators_reader();
    let first = operators.read()?;
    Ok(match (first, operators.read()?) {
        (Operator::I32Const { value }, Operator::End) => Some(value.cast_unsigned()),
        _ => None,
    })
}
