//! Resources within the fused module: a handle table for each component instance, in a memory of their own.
//!
//! Takes the requests of canonical built-ins and adapters; gives functions of the fused module. The operations on
//! tables are WebAssembly text. A function for each built-in and each pair of tables calls them with the table's address,
//! its size, and the resource's type as constants. Each table has a fixed size, as many slots as handles can be alive where
//! that is known; a full one traps (Component Model, *CanonicalABI*, resource state).
//!
//! [`uses`] decides which of two kinds a table is. Nearly all are plain (`table.wat`): a lent handle is read, and nothing
//! else. A table that counts (`counted.wat`) also keeps how often each handle is lent, on a stack of calls.

mod functions;
mod uses;

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use dissolve_interface::{Memory, MemoryLayout};
use dissolve_wasm::{FuncIndex, GlobalIndex, MemoryIndex};
use wasm_encoder::{Encode as _, GlobalType, Instruction, MemoryType, ValType};
use wasmtime_environ::component::{
    ComponentTypes, ResourceIndex, RuntimeComponentInstanceIndex, TypeResourceTable, TypeResourceTableIndex,
};

pub use functions::{HandleFunctions, Helper, is_owner};
pub use uses::Counted;

use crate::Error;
use crate::builder::Builder;
use crate::intrinsics::{Intrinsic, Key};
use crate::translate::Translated;
use uses::Uses;

/// The maximum number of slots in a table: counts and frame addresses must fit into a slot's tag (see `counted.wat`).
pub const MAX_SLOTS: u32 = 65_535;

/// The number of types that a tag of `table.wat` can tell apart, numbered from 1 on. The last is that of error contexts.
const PLAIN_TYPES: u32 = 127;

/// The number of types that a tag of `counted.wat` can tell apart, numbered from 1 on. The last is that of error contexts.
const COUNTED_TYPES: u32 = 4095;

/// Bytes of the call stack that do not depend on the number of slots.
const CALLS: u32 = 64;

/// Bytes of a slot of a table that counts.
const COUNTED_SLOT: u32 = 8;

/// Bytes of a slot of any other table: a word, and a tag.
const PLAIN_SLOT: u32 = 4 + 1;

/// Bytes of the part of a table that is there even without slots.
const HEAD: u64 = 4;

/// Bytes of a page (WebAssembly, 4.2.8).
const PAGE: u32 = 65_536;

/// A handle table in the fused module: of the handles that a component instance has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandleTable {
    /// The name of the instance in reports.
    pub component: String,
    /// The greatest number of handles that it can have at once.
    pub slots: u32,
    /// Bytes of the table.
    pub bytes: u32,
    /// True if no more handles can be alive: all are borrowed, for one call. Otherwise the number is that of
    /// [`Options::handles`](crate::Options::handles).
    pub is_bounded: bool,
    /// The reason why the table counts how often a handle is lent; none if it need not.
    pub counted: Option<Counted>,
}

impl fmt::Display for HandleTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let HandleTable { component, slots, bytes, is_bounded, counted } = self;
        let reason = match (is_bounded, slots) {
            (true, 0) => "it never gets one",
            (true, _) => "one call is lent no more, and it owns none",
            (false, _) => "`--handles`; it can own any number",
        };
        write!(f, "handles of `{component}`: room for {slots}, {bytes} bytes ({reason})")?;
        match counted {
            None => Ok(()),
            Some(counted) => write!(f, "; how often each is lent is counted, because {counted}"),
        }
    }
}

impl fmt::Display for Counted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Counted::LentAndGiven => "one function takes an owned and a borrowed handle of the same resource",
            Counted::Reentrant => "a destructor can enter the component while it waits for a call",
            Counted::ManyTypes => "there are more than 126 types of resources",
        })
    }
}

/// The place of a table in the memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Table {
    /// The address that operations take; parts of the table can lie below it.
    address: u32,
    slots: u32,
    is_counted: bool,
}

/// The handle tables of a fused module.
pub struct Handles {
    /// The number of slots in a table whose handles have no bound.
    slots: u32,
    /// The use of handles by each instance.
    uses: Uses,
    /// The memory of the tables in the fused module.
    memory: MemoryIndex,
    /// Bytes of the call stack.
    calls: u32,
    /// Bytes of the call stack and of all tables.
    size: u64,
    /// The table of each component instance.
    tables: BTreeMap<RuntimeComponentInstanceIndex, Table>,
    /// For each instance with a table that does not count, the number of handles that its call has yet to drop.
    borrowed: HashMap<RuntimeComponentInstanceIndex, GlobalIndex>,
    /// The function of each export of `table.wat` and `counted.wat`, once the module is appended.
    operations: HashMap<(bool, &'static str), FuncIndex>,
    /// The destructors.
    pub destructors: HashMap<ResourceIndex, FuncIndex>,
    /// The function of each specialized intrinsic; none where nothing is to be done.
    specialized: HashMap<(Intrinsic, Key), Option<FuncIndex>>,
}

impl Handles {
    /// Creates tables in the given memory; `slots` is the number of handles in those without a bound. Nothing is added to the
    /// module before a function asks for it.
    ///
    /// # Errors
    ///
    /// Fails if an adapter does not have the expected shape.
    pub fn new(translated: &Translated<'_>, slots: u32, memory: MemoryIndex) -> Result<Handles, Error> {
        Ok(Handles::with(Uses::new(translated)?, slots, memory))
    }

    fn with(uses: Uses, slots: u32, memory: MemoryIndex) -> Handles {
        let calls = if uses.lends && uses.count() { CALLS + COUNTED_SLOT * slots } else { 0 };
        Handles {
            slots,
            uses,
            memory,
            calls,
            size: calls.into(),
            tables: BTreeMap::new(),
            borrowed: HashMap::new(),
            operations: HashMap::new(),
            destructors: HashMap::new(),
            specialized: HashMap::new(),
        }
    }

    /// Returns an instance's table; adds the table if it is new. A table beyond 4 GiB gets the last address, and
    /// [`Handles::declare_memory`] refuses it.
    fn table(&mut self, instance: RuntimeComponentInstanceIndex) -> Table {
        if let Some(&table) = self.tables.get(&instance) {
            return table;
        }
        let is_counted = self.uses.of(instance).counted.is_some();
        let slots = self.bound(instance).unwrap_or(self.slots);
        let address = if is_counted { self.size } else { (self.size + u64::from(slots)).next_multiple_of(4) };
        let above = match is_counted {
            true => u64::from(slots + 1) * u64::from(COUNTED_SLOT),
            false => HEAD + 4 * u64::from(slots),
        };
        self.size = address + above;
        let table = Table { address: u32::try_from(address).unwrap_or(u32::MAX), slots, is_counted };
        self.tables.insert(instance, table);
        table
    }

    /// Returns the number of handles that can be alive at once, if it is known and a table can be that large.
    fn bound(&self, instance: RuntimeComponentInstanceIndex) -> Option<u32> {
        let known = self.uses.of(instance);
        known.lent.filter(|lent| !known.owns && *lent <= MAX_SLOTS)
    }

    /// Returns the global with the number of handles that the current call of an instance has yet to drop, if its table does
    /// not count, and it can be lent handles.
    fn borrowed(&mut self, builder: &mut Builder, instance: RuntimeComponentInstanceIndex) -> Option<GlobalIndex> {
        let known = self.uses.of(instance);
        if known.counted.is_some() || known.lent == Some(0) {
            return None;
        }
        Some(*self.borrowed.entry(instance).or_insert_with(|| {
            let mut zero = Vec::new();
            Instruction::I32Const(0).encode(&mut zero);
            builder.global(GlobalType { val_type: ValType::I32, mutable: true, shared: false }, zero)
        }))
    }

    /// Returns the tables, for reports.
    pub fn report(&self, translated: &Translated<'_>) -> Vec<HandleTable> {
        let table = |(&instance, table): (&RuntimeComponentInstanceIndex, &Table)| HandleTable {
            component: translated.component_name(Some(instance)),
            slots: table.slots,
            bytes: match table.is_counted {
                true => COUNTED_SLOT * (table.slots + 1),
                false => PLAIN_SLOT * table.slots + HEAD as u32,
            },
            is_bounded: self.bound(instance).is_some(),
            counted: self.uses.of(instance).counted,
        };
        self.tables.iter().map(table).collect()
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
        let size = u32::try_from(self.size).map_err(|_| self.size)?;
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
    use super::uses::Use;
    use super::*;

    fn instance(number: u32) -> RuntimeComponentInstanceIndex {
        RuntimeComponentInstanceIndex::from_u32(number)
    }

    /// Tables of instances with these uses; `slots` is the number for those without a bound.
    fn handles(uses: &[Use], slots: u32) -> Handles {
        let instances = (0..).map(instance).zip(uses.iter().copied()).collect();
        let mut handles = Handles::with(Uses { instances, lends: true, many_types: false }, slots, MemoryIndex::FIRST);
        for number in 0..uses.len() as u32 {
            handles.table(instance(number));
        }
        handles.operations.insert((false, ""), FuncIndex::from_u32(0));
        handles
    }

    const OWNER: Use = Use { owns: true, lent: Some(3), counted: None };
    const COUNTED: Use = Use { counted: Some(Counted::LentAndGiven), ..OWNER };

    /// 8,190 tables of 512 KiB fit beside the call stack, or 13,107 that do not count; with more tables, no two may get the same
    /// address.
    #[test]
    fn tables_that_no_memory_holds_are_refused() {
        let calls = u64::from(CALLS + COUNTED_SLOT * MAX_SLOTS);
        for (ty, begin, table, offset, most) in
            [(COUNTED, calls, 8 * 65_536, 0, 8190), (OWNER, 0, 5 * 65_535 + 5, 65_536, 13_107)]
        {
            let fits = handles(&vec![ty; most as usize], MAX_SLOTS);
            let memory = fits.declare_memory(&mut Builder::default(), String::new()).unwrap().unwrap();
            assert_eq!(u64::from(memory.layout.unwrap().data.end), begin + most * table);
            let last = fits.tables[&instance(most as u32 - 1)];
            assert_eq!(u64::from(last.address), begin + (most - 1) * table + offset);
            for tables in [most + 1, most + 2, 20_000] {
                let refused = handles(&vec![ty; tables as usize], MAX_SLOTS);
                let refused = refused.declare_memory(&mut Builder::default(), String::new());
                assert_eq!(refused.map(|memory| memory.is_some()), Err(begin + tables * table));
            }
        }
    }

    #[test]
    fn tables_have_as_many_slots_as_can_be_alive() {
        let borrower = |lent| Use { owns: false, lent, counted: None };
        let slots = |ty: Use| handles(&[ty], 64).tables[&instance(0)].slots;
        assert_eq!(slots(OWNER), 64);
        assert_eq!(slots(borrower(Some(0))), 0);
        assert_eq!(slots(borrower(Some(3))), 3);
        assert_eq!(slots(borrower(Some(100))), 100, "more than those without a bound");
        assert_eq!(slots(borrower(None)), 64);
        assert_eq!(slots(borrower(Some(MAX_SLOTS))), MAX_SLOTS);
        assert_eq!(slots(borrower(Some(MAX_SLOTS + 1))), 64, "too large for a table");
    }

    /// Tags are below a table's address, words are above it, and words are aligned.
    #[test]
    fn tables_do_not_overlap() {
        let uses = [COUNTED, OWNER, Use { owns: false, lent: Some(2), counted: None }, COUNTED, OWNER];
        let handles = handles(&uses, 7);
        let mut end = handles.calls;
        assert_eq!(end, 64 + 8 * 7);
        for table in handles.tables.values() {
            let (below, above) =
                if table.is_counted { (0, 8 * (table.slots + 1)) } else { (table.slots, 4 * (table.slots + 1)) };
            assert!(table.address % 4 == 0 && table.address - below >= end && table.address - below < end + 4);
            end = table.address + above;
        }
        assert_eq!(u64::from(end), handles.size);
    }
}
