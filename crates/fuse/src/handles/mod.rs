//! Resources within the fused module: a handle table for each component instance, in a memory of their own.
//!
//! Takes the requests of canonical built-ins and adapters; gives functions of the fused module. The operations on
//! tables are WebAssembly text (`table.wat`). A function for each built-in and each pair of tables calls them with the
//! table's address and the resource's type as constants. Tables, and the stack of calls that lend or borrow, have a
//! fixed size: a full one traps (Component Model, *CanonicalABI*, resource state).

mod functions;

use std::collections::HashMap;

use dissolve_interface::{Memory, MemoryLayout};
use dissolve_wasm::{FuncIndex, MemoryIndex};
use wasm_encoder::MemoryType;
use wasmtime_environ::component::{
    ComponentTypes, Export, InterfaceType, ResourceIndex, RuntimeComponentInstanceIndex, Trampoline, TypeResourceTable,
    TypeResourceTableIndex,
};

pub use functions::{HandleFunctions, Helper, is_owner};

use crate::builder::Builder;
use crate::intrinsics::{Intrinsic, Key};
use crate::translate::Translated;

/// The maximum number of slots in a table: counts and frame addresses must fit into a slot's tag (see `table.wat`).
pub const MAX_SLOTS: u32 = 65_535;

/// The largest type number that fits into a slot's tag.
const MAX_TYPES: u32 = 4095;

/// Bytes of a slot.
const SLOT: u32 = 8;

/// Bytes of the call stack that do not depend on the number of slots.
const CALLS: u32 = 64;

/// Bytes of a page (WebAssembly, 4.2.8).
const PAGE: u32 = 65_536;

/// The type number of error contexts, after those of all resource types.
const ERROR_CONTEXT: u32 = MAX_TYPES;

/// The handle tables of a fused module.
pub struct Handles {
    /// The number of slots in each table.
    slots: u32,
    /// The memory of the tables in the fused module.
    memory: MemoryIndex,
    /// Bytes of the call stack.
    calls: u32,
    /// The address of each component instance's table.
    tables: HashMap<RuntimeComponentInstanceIndex, u32>,
    /// The function of each export of `table.wat`, once the module is appended.
    operations: HashMap<&'static str, FuncIndex>,
    /// The destructors.
    pub destructors: HashMap<ResourceIndex, FuncIndex>,
    /// The function of each specialized intrinsic.
    specialized: HashMap<(Intrinsic, Key), FuncIndex>,
}

impl Handles {
    /// Creates tables of `slots` handles each, in the given memory. Nothing is added to the module
    /// before a function asks for it.
    pub fn new(translated: &Translated<'_>, slots: u32, memory: MemoryIndex) -> Handles {
        let calls = if lends(translated) { CALLS + SLOT * slots } else { 0 };
        Handles {
            slots,
            memory,
            calls,
            tables: HashMap::new(),
            operations: HashMap::new(),
            destructors: HashMap::new(),
            specialized: HashMap::new(),
        }
    }

    /// Returns the address of an instance's table; adds the table if it is new. A table beyond 4 GiB gets the last
    /// address, and [`Handles::declare_memory`] refuses it.
    fn table(&mut self, instance: RuntimeComponentInstanceIndex) -> u32 {
        let next = u32::try_from(self.size()).unwrap_or(u32::MAX);
        *self.tables.entry(instance).or_insert(next)
    }

    /// Returns the size of the call stack and of all tables, in bytes.
    fn size(&self) -> u64 {
        let table = u64::from(self.slots + 1) * u64::from(SLOT);
        u64::from(self.calls) + self.tables.len() as u64 * table
    }

    /// Adds the memory after all others, if there are operations on tables, and returns its record.
    ///
    /// # Errors
    ///
    /// Fails with the bytes that the tables need, if a memory cannot be that large.
    pub fn declare_memory(&self, builder: &mut Builder, component: String) -> Result<Option<Memory>, u64> {
        if self.operations.is_empty() {
            return Ok(None);
        }
        let size = u32::try_from(self.size()).map_err(|_| self.size())?;
        let pages = u64::from(size.div_ceil(PAGE));
        builder.memories.memory(MemoryType {
            minimum: pages,
            maximum: Some(pages),
            memory64: false,
            shared: false,
            page_size_log2: None,
        });
        let layout =
            MemoryLayout { stack_top: 0, heap_base: Some(size), data: 0..size, data_end: Some(size), heap_use: None };
        Ok(Some(Memory { component, layout: Some(layout), regions: Vec::new() }))
    }
}

/// Returns true if a call can lend or borrow handles: between components, or from the embedder.
fn lends(translated: &Translated<'_>) -> bool {
    let types = &translated.types;
    let borrows_from_embedder = |export: &Export| match export {
        Export::LiftedFunction { ty, .. } => {
            types[types[*ty].params].types.iter().any(|param| has_borrow(types, *param))
        }
        _ => false,
    };
    translated.trampolines.iter().any(|(_, trampoline)| matches!(trampoline, Trampoline::EnterSyncCall))
        || translated.component.export_items.iter().any(|(_, export)| borrows_from_embedder(export))
}

fn has_borrow(types: &ComponentTypes, ty: InterfaceType) -> bool {
    let inner = |ty: InterfaceType| has_borrow(types, ty);
    match ty {
        InterfaceType::Borrow(_) => true,
        InterfaceType::List(list) => inner(types[list].element),
        InterfaceType::FixedLengthList(list) => inner(types[list].element),
        InterfaceType::Record(record) => types[record].fields.iter().any(|field| inner(field.ty)),
        InterfaceType::Tuple(tuple) => types[tuple].types.iter().any(|ty| inner(*ty)),
        InterfaceType::Variant(variant) => types[variant].cases.values().flatten().any(|ty| inner(*ty)),
        InterfaceType::Option(option) => inner(types[option].ty),
        InterfaceType::Result(result) => [types[result].ok, types[result].err].into_iter().flatten().any(inner),
        InterfaceType::Map(map) => inner(types[map].key) || inner(types[map].value),
        _ => false,
    }
}

/// Returns the resource and the instance of a table; none for an abstract resource type, which no instance has.
pub fn concrete(
    types: &ComponentTypes,
    table: TypeResourceTableIndex,
) -> Option<(ResourceIndex, RuntimeComponentInstanceIndex)> {
    match types[table] {
        TypeResourceTable::Concrete { ty, instance } => Some((ty, instance)),
        TypeResourceTable::Abstract(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn handles(tables: u32) -> Handles {
        let mut handles = Handles {
            slots: MAX_SLOTS,
            memory: MemoryIndex::FIRST,
            calls: CALLS + SLOT * MAX_SLOTS,
            tables: HashMap::new(),
            operations: HashMap::from([("", FuncIndex::from_u32(0))]),
            destructors: HashMap::new(),
            specialized: HashMap::new(),
        };
        for instance in 0..tables {
            handles.table(RuntimeComponentInstanceIndex::from_u32(instance));
        }
        handles
    }

    /// 8,190 tables of 512 KiB fit beside the call stack; with more tables, no two may get the same address.
    #[test]
    fn tables_that_no_memory_holds_are_refused() {
        let table = 65_536 * u64::from(SLOT);
        let fits = handles(8190);
        let memory = fits.declare_memory(&mut Builder::default(), String::new()).unwrap().unwrap();
        assert_eq!(memory.layout.unwrap().data.end, (CALLS + SLOT * MAX_SLOTS) + 8190 * table as u32);
        let last = RuntimeComponentInstanceIndex::from_u32(8189);
        assert_eq!(fits.tables[&last], (CALLS + SLOT * MAX_SLOTS) + 8189 * table as u32);
        for tables in [8191, 8192, 20_000] {
            let bytes = u64::from(CALLS + SLOT * MAX_SLOTS) + u64::from(tables) * table;
            let refused = handles(tables).declare_memory(&mut Builder::default(), String::new());
            assert_eq!(
                refused.map(|memory| memory.is_some()),
                if bytes > u32::MAX.into() { Err(bytes) } else { Ok(true) }
            );
        }
    }
}
