//! Import matching: compares the type of an export with the type that an import asks for (WebAssembly, 3.4.5 to 3.4.8).

use std::fmt;

use dissolve_wasm::{ExternalIndex, FuncIndex, GlobalIndex, MemoryIndex, Module, PrimaryMap, TableIndex, TypeIndex};
use wasmparser::{FuncType, GlobalType, MemoryType, TableType, TypeRef, ValType};

/// The types of all items of the linked module.
#[derive(Default)]
pub struct Entities {
    /// The types of functions.
    pub functions: PrimaryMap<FuncIndex, FuncType>,
    /// The types of tables.
    pub tables: PrimaryMap<TableIndex, TableType>,
    /// The types of memories.
    pub memories: PrimaryMap<MemoryIndex, MemoryType>,
    /// The types of globals.
    pub globals: PrimaryMap<GlobalIndex, GlobalType>,
}

/// The type of an imported or exported item.
pub enum Entity<'a> {
    /// A function.
    Function(&'a FuncType),
    /// A table.
    Table(TableType),
    /// A memory.
    Memory(MemoryType),
    /// A global.
    Global(GlobalType),
}

impl Entities {
    /// Returns the type of an item.
    pub fn get(&self, item: ExternalIndex) -> Option<Entity<'_>> {
        match item {
            ExternalIndex::Function(function) => self.functions.get(function).map(Entity::Function),
            ExternalIndex::Table(table) => self.tables.get(table).copied().map(Entity::Table),
            ExternalIndex::Memory(memory) => self.memories.get(memory).copied().map(Entity::Memory),
            ExternalIndex::Global(global) => self.globals.get(global).copied().map(Entity::Global),
            ExternalIndex::Tag(_) => None,
        }
    }
}

impl<'a> Entity<'a> {
    /// Returns the type that an import asks for; none if it is of a kind that cannot be linked.
    pub fn imported(ty: TypeRef, module: &'a Module<'_>) -> Option<Entity<'a>> {
        match ty {
            TypeRef::Func(ty) | TypeRef::FuncExact(ty) => {
                module.func_type(TypeIndex::from_u32(ty)).map(Entity::Function)
            }
            TypeRef::Table(ty) => Some(Entity::Table(ty)),
            TypeRef::Memory(ty) => Some(Entity::Memory(ty)),
            TypeRef::Global(ty) => Some(Entity::Global(ty)),
            TypeRef::Tag(_) => None,
        }
    }

    /// Returns true if this type can be imported as `wanted`.
    pub fn matches(&self, wanted: &Entity<'_>) -> bool {
        match (self, wanted) {
            (Entity::Function(found), Entity::Function(wanted)) => found == wanted,
            (Entity::Table(found), Entity::Table(wanted)) => {
                found.element_type == wanted.element_type
                    && (found.table64, found.shared) == (wanted.table64, wanted.shared)
                    && within((found.initial, found.maximum), (wanted.initial, wanted.maximum))
            }
            (Entity::Memory(found), Entity::Memory(wanted)) => {
                (found.memory64, found.shared) == (wanted.memory64, wanted.shared)
                    && found.page_size() == wanted.page_size()
                    && within((found.initial, found.maximum), (wanted.initial, wanted.maximum))
            }
            (Entity::Global(found), Entity::Global(wanted)) => found == wanted,
            _ => false,
        }
    }
}

/// Returns true if the limits `found` match `wanted`: the minimum is no smaller, and the maximum no larger.
fn within(found: (u64, Option<u64>), wanted: (u64, Option<u64>)) -> bool {
    found.0 >= wanted.0 && wanted.1.is_none_or(|most| found.1.is_some_and(|maximum| maximum <= most))
}

impl fmt::Display for Entity<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Entity::Function(ty) => {
                f.write_str("a function (")?;
                list(f, ty.params())?;
                f.write_str(") -> (")?;
                list(f, ty.results())?;
                f.write_str(")")
            }
            Entity::Table(ty) => {
                write!(f, "a table of {} ", ty.element_type)?;
                limits(f, ty.initial, ty.maximum)
            }
            Entity::Memory(ty) => {
                write!(f, "a memory of {}-byte pages ", ty.page_size())?;
                limits(f, ty.initial, ty.maximum)
            }
            Entity::Global(ty) => {
                write!(f, "a {} global of {}", if ty.mutable { "mutable" } else { "constant" }, ty.content_type)
            }
        }
    }
}

fn list(f: &mut fmt::Formatter<'_>, types: &[ValType]) -> fmt::Result {
    for (index, ty) in types.iter().enumerate() {
        write!(f, "{}{ty}", if index > 0 { ", " } else { "" })?;
    }
    Ok(())
}

fn limits(f: &mut fmt::Formatter<'_>, initial: u64, maximum: Option<u64>) -> fmt::Result {
    match maximum {
        Some(maximum) => write!(f, "(at first {initial}, at most {maximum})"),
        None => write!(f, "(at first {initial})"),
    }
}
