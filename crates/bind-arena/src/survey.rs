//! Finds the imports to bind, and places each arena.
//!
//! Takes a valid core module; gives the imports to replace, the arenas, and the counts that renumbering needs. Refuses
//! a module for which an arena at the end of its memory would not be safe.

use std::collections::{BTreeMap, BTreeSet};

use dissolve_interface::{ARENA_FIELD, Interface, MemoryLayout, arena_memory, has_arena_type, linker_layout};
use dissolve_wasm::{Constant, EntityRef as _, ExternalIndex, FuncIndex, MemoryIndex, Module};
use wasmparser::{DataKind, Import, Operator, TypeRef};

use crate::Error;

/// The exported global with the start of a memory's free part, as linkers name it.
pub const HEAP_BASE: &str = "__heap_base";

/// The size of a 32-bit address space in bytes.
const ADDRESS_SPACE: u64 = 1 << 32;

/// An arena in a memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arena {
    /// The memory's index.
    pub memory: MemoryIndex,
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
}

/// Finds the imports to bind, and places an arena of `size` bytes for each memory that needs one. `interface` is the
/// module's record, and becomes that of the module with its arenas. Functions in `trusted` may execute `memory.size`.
pub fn survey(
    module: &Module<'_>,
    interface: Option<&mut Interface>,
    size: u32,
    trusted: &BTreeSet<FuncIndex>,
) -> Result<Survey, Error> {
    if size == 0 {
        return Err(Error::Zero);
    }
    let survey = Surveyed(module);
    let mut arenas: Vec<Arena> = Vec::new();
    let mut by_memory = BTreeMap::new();
    let mut bound = Vec::new();
    for (function, import) in (0u32..).map(FuncIndex::from_u32).zip(module.function_imports()) {
        let Some(memory) = arena_import(import, interface.as_deref()) else {
            bound.push(None);
            continue;
        };
        survey.require_type(import, function)?;
        let memory = memory.ok_or_else(|| Error::NoMemory(name_of(import)))?;
        if let Some(&arena) = by_memory.get(&memory) {
            bound.push(Some(arena));
            continue;
        }
        by_memory.insert(memory, arenas.len());
        bound.push(Some(arenas.len()));
        arenas.push(survey.place(import, memory, size)?);
    }
    if arenas.is_empty() {
        return Err(Error::NoImport);
    }
    survey.require_free_ends(&arenas, trusted)?;
    survey.require_free_names(&arenas)?;
    let has_arena = by_memory.contains_key(&MemoryIndex::FIRST);
    let heap_base = if has_arena && survey.has_constant_heap_base().map_err(Error::Invalid)? {
        let layout = linker_layout(module).map_err(Error::Invalid)?;
        if layout.is_some_and(|(layout, _)| tells_the_order(&layout)) { HeapBase::Goes } else { HeapBase::Moves }
    } else {
        HeapBase::Stays
    };
    if let Some(interface) = interface {
        update(interface, module, &bound, &arenas);
    }
    Ok(Survey {
        heap_base,
        types: module.types.len() as u32,
        imported_memories: module.imported_memories() as u32,
        functions: (module.functions.len() - module.imported_functions()) as u32,
        globals: module.globals.len() as u32,
        arenas,
        bound,
    })
}

/// Returns the memory in which an arena import allocates, if it has one. Returns `None` if the import is not the
/// arena's. The record decides, if it has the import.
fn arena_import(import: &Import<'_>, interface: Option<&Interface>) -> Option<Option<MemoryIndex>> {
    let mut records = interface.into_iter().flat_map(|interface| &interface.imports);
    let record = records.find(|known| known.module == import.module && known.field == import.name);
    arena_memory(record.map(|record| &record.kind), import.module, import.name)
}

/// Returns true if only the heap's start shows that the stack comes after the statics. With a higher heap start, the
/// layout would show the opposite ([`MemoryLayout::stack_is_first`]).
fn tells_the_order(layout: &MemoryLayout) -> bool {
    layout.data.is_empty() && !layout.stack_is_first()
}

/// Updates the record for the module with its arenas.
fn update(interface: &mut Interface, module: &Module<'_>, bound: &[Option<usize>], arenas: &[Arena]) {
    let replaced: Vec<_> = module.function_imports().zip(bound).filter(|(_, arena)| arena.is_some()).collect();
    interface.imports.retain(|known| {
        !replaced.iter().any(|(import, _)| import.module == known.module && import.name == known.field)
    });
    for arena in arenas {
        let Some(layout) = interface.memories.get_mut(arena.memory.index()).and_then(|memory| memory.layout.as_mut())
        else {
            continue;
        };
        let moved = Some(arena.heap_base()).filter(|_| !tells_the_order(layout));
        layout.heap_base = layout.heap_base.and(moved);
    }
}

/// The name of an import in messages.
fn name_of(import: &Import<'_>) -> String {
    format!("{}::{}", import.module, import.name)
}

/// The module, and what binding asks of it.
struct Surveyed<'a, 'm>(&'m Module<'a>);

impl Surveyed<'_, '_> {
    /// Checks the type of an import, which is `function`.
    fn require_type(&self, import: &Import<'_>, function: FuncIndex) -> Result<(), Error> {
        let ty = self.0.function_type(function).filter(|_| matches!(import.ty, TypeRef::Func(_)));
        if ty.is_some_and(has_arena_type) { Ok(()) } else { Err(Error::Type(name_of(import))) }
    }

    /// Places an arena at the end of a memory.
    fn place(&self, import: &Import<'_>, memory: MemoryIndex, size: u32) -> Result<Arena, Error> {
        let Some(ty) = self.0.memories.get(memory) else { return Err(Error::NoMemory(name_of(import))) };
        let refuse = |reason| Err(Error::Memory { import: name_of(import), memory, reason });
        if memory.index() < self.0.imported_memories() {
            return refuse("is imported, and only a memory of the module itself can be made larger");
        }
        if ty.memory64 {
            return refuse("has 64-bit addresses, and the arena's are of 32 bits");
        }
        if ty.shared {
            return refuse("is shared between threads, and the arena serves one at a time");
        }
        let (page, bytes) = (u64::from(ty.page_size()), self.bytes(memory));
        let arena = Arena { memory, field: import.name.to_owned(), start: bytes.next_multiple_of(16), size, pages: 0 };
        let pages = arena.end().div_ceil(page);
        if pages * page > ADDRESS_SPACE {
            return Err(Error::TooLarge { memory, bytes, size });
        }
        Ok(Arena { pages, ..arena })
    }

    /// The initial size of a memory in bytes.
    fn bytes(&self, memory: MemoryIndex) -> u64 {
        self.0.memory_bytes(memory).unwrap_or(0)
    }

    /// Refuses a module that may use the addresses after the end of a memory with an arena.
    fn require_free_ends(&self, arenas: &[Arena], trusted: &BTreeSet<FuncIndex>) -> Result<(), Error> {
        let has_arena = |memory: MemoryIndex| arenas.iter().any(|arena| arena.memory == memory);
        for (segment, data) in self.0.data.iter() {
            let DataKind::Active { memory_index, offset_expr } = &data.kind else { continue };
            let Some(start) = Constant::address(offset_expr).map_err(Error::Invalid)? else { continue };
            let (memory, end) = (MemoryIndex::from_u32(*memory_index), u64::from(start) + data.data.len() as u64);
            if has_arena(memory) && end > self.bytes(memory) {
                return Err(Error::Segment { segment, memory, end });
            }
        }
        for (function, body) in self.0.defined_functions() {
            for operator in body.get_operators_reader().map_err(Error::Invalid)?.into_iter_with_offsets() {
                let (operator, offset) = operator.map_err(Error::Invalid)?;
                let (memory, instruction) = match operator {
                    Operator::MemorySize { mem } if !trusted.contains(&function) => (mem, "memory.size"),
                    Operator::MemoryGrow { mem } => (mem, "memory.grow"),
                    _ => continue,
                };
                let memory = MemoryIndex::from_u32(memory);
                if has_arena(memory) {
                    let function = match self.0.function_name(function) {
                        Some(name) => dissolve_reach::demangle(name),
                        None => format!("function {function}"),
                    };
                    return Err(Error::Measures { memory, function, instruction, offset });
                }
            }
        }
        Ok(())
    }

    fn require_free_names(&self, arenas: &[Arena]) -> Result<(), Error> {
        let mut taken: BTreeSet<_> = self.0.exports.iter().map(|export| export.name.to_owned()).collect();
        // Two arenas have the same names if the record, which is untrusted input, gives their imports no suffix.
        arenas.iter().flat_map(exported_globals).try_for_each(|name| match taken.insert(name.clone()) {
            true => Ok(()),
            false => Err(Error::Taken(name)),
        })
    }

    /// Returns true if the module exports `__heap_base`, an immutable global of its own with a constant value.
    fn has_constant_heap_base(&self) -> wasmparser::Result<bool> {
        let Some(ExternalIndex::Global(global)) = self.0.export(HEAP_BASE) else { return Ok(false) };
        let global = self.0.globals.get(global).filter(|global| !global.ty.mutable);
        let value = global.and_then(|global| global.init.as_ref()).map(Constant::address).transpose()?;
        Ok(value.flatten().is_some())
    }
}

/// The names of the exported globals with an arena's size, use and high-water mark.
pub fn exported_globals(arena: &Arena) -> [String; 3] {
    ["size", "used", "high_water"].map(|what| format!("__cabi_arena_{what}{}", arena.suffix()))
}
