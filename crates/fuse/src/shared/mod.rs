//! One memory for all components (contract, section 4, `--memory shared`).
//!
//! Takes the fused module with its N memories, and their origins from the earlier phases; gives a module with one
//! memory, in which each component's addresses lie in a region of its own, and its record. The pass runs on the
//! finished module, so that adapters and transcoders are rebased by the same code as everything else.
//!
//! 1. [`needs`](self): find the parts of each memory that must be present, from its linker's layout (`source`), and
//!    whether its relocations can be used ([`dissolve_interface::relocations`]).
//! 2. `calls`: find the components whose code can be active at once; `layout`: compute regions and addends.
//! 3. `edits`: plan the changes in a function; `rewrite`: write the module with the changes.
//! 4. `check`: check the regions again, from the output alone.
//!
//! A memory whose module has all its relocations gets new addresses and no addend. Any other keeps its addresses, and
//! its base is added, modulo 2^32, wherever an address is used; the record gives the base to everyone who reads the
//! memory from outside.
//!
//! An access outside a component's own memory is not caught if it hits another component's region: all of it is one
//! memory. Constant addresses and data segments are checked against the memory that the component declares.

mod addend;
mod calls;
mod check;
mod edits;
mod explain;
mod helpers;
mod layout;
mod operands;
mod rewrite;
mod source;

pub use check::{Flaw, check_shared};
pub use explain::{Heap, Method, Rebased, Sharing};
pub use source::{Source, prune_sources, sources};

use std::collections::{BTreeMap, BTreeSet, HashMap};

use dissolve_interface::relocations::{Relocations, relocations};
use dissolve_interface::{ARENA_FIELD, CanonicalOptions, ImportKind, Interface, Memory, MemoryLayout, has_arena_type};
use dissolve_reach::{Calls, Graph};
use dissolve_wasm::{Constant, DataIndex, EntityRef as _, FuncIndex, MemoryIndex, Module, PAGE, PrimaryMap};
use wasmparser::{DataKind, Operator};

use self::addend::Bound;
use self::layout::{ALIGN, Layout, Need, Parts, TooLarge};
use self::rewrite::{ImportFate, Target, relocated, rewrite};
use crate::builder::Origin;
use crate::places::Moved;
use crate::{Error, Options};

/// The name of the memory export.
const MEMORY_EXPORT: &str = "memory";

/// A module with N memories, and its origin.
pub struct Fusion<'m, 'a> {
    /// The module, without its record.
    pub module: &'m Module<'a>,
    /// Its record, which becomes that of the output.
    pub interface: &'m mut Interface,
    /// The source of each memory.
    pub sources: &'m [Source<'a>],
    /// The origin of each function, imports included.
    pub origins: &'m PrimaryMap<FuncIndex, Option<Origin>>,
    /// For each function, true if the fuser made it.
    pub generated: &'m [bool],
}

/// A module with one memory.
pub struct Shared {
    /// The module, without its record.
    pub bytes: Vec<u8>,
    /// For each function, imports included, true if the fuser made it.
    pub generated: Vec<bool>,
    /// The new places of the memories.
    pub sharing: Sharing,
    /// The new places of the code; none if nothing moved.
    pub moved: Option<Moved>,
}

/// Puts the memories of a fused module into one. A module without memories stays as it is.
///
/// # Errors
///
/// Fails if the memories together do not fit into 4 GiB.
pub fn share(fusion: Fusion<'_, '_>, options: &Options) -> Result<Shared, Error> {
    let module = fusion.module;
    let homes = fusion.sources.iter().zip(0u32..).map(|(source, memory)| (source.home, memory));
    let pass = Pass { fusion: &fusion, module, options, memory_by_home: homes.collect() };
    let generated = fusion.generated.to_vec();
    if module.memories.is_empty() {
        return Ok(Shared { bytes: module.bytes.to_vec(), generated, sharing: Sharing::default(), moved: None });
    }
    let needs = pass.needs().map_err(|error| Error::defect(&options.name, error))?;
    let memory_of = fusion.origins.values().map(|origin| pass.memory_of(origin).map(MemoryIndex::from_u32));
    let memory_of: PrimaryMap<FuncIndex, _> = memory_of.collect();
    let graph = Graph::new(module).map_err(|error| Error::defect(&options.name, error))?;
    let conflicts = calls::conflicts(&Calls::new(module, &graph), &memory_of);
    let placed: Vec<Need> = needs.iter().map(|need| need.need.clone()).collect();
    let mut layout = layout::lay_out(&placed, &conflicts)
        .map_err(|TooLarge(bytes)| Error::SharedTooLarge { component: options.name.clone(), bytes })?;
    let fates = pass.imports(&layout);
    pass.bounds(&mut layout, &fates);
    let has_arena = fates.iter().any(|fate| fate.arena.is_some());
    let target = pass.target(&layout, &needs, fates.clone(), generated);
    let rewritten = rewrite(module, target).map_err(|error| Error::defect(&options.name, error))?;
    let sharing = sharing(&needs, &layout, &conflicts, has_arena);
    update(fusion.interface, &layout, &fates, options);
    check_shared(&rewritten.bytes, fusion.interface).map_err(|flaw| Error::defect(&options.name, flaw))?;
    let moved = Some(rewritten.moved);
    Ok(Shared { bytes: rewritten.bytes, generated: rewritten.generated, sharing, moved })
}

/// The needs of a memory, and their reasons.
struct Found {
    need: Need,
    relocations: Option<Relocations>,
    reason: Option<String>,
    /// The part of the memory above the statics that is kept, if the component uses it.
    heap: Option<Heap>,
}

struct Pass<'a, 'm> {
    fusion: &'m Fusion<'m, 'a>,
    module: &'m Module<'a>,
    options: &'m Options,
    /// The memory that the module of a home defines.
    memory_by_home: HashMap<usize, u32>,
}

impl Pass<'_, '_> {
    /// Returns the memory that belongs to a function's module.
    fn memory_of(&self, origin: &Option<Origin>) -> Option<u32> {
        self.memory_by_home.get(&origin.as_ref()?.home).copied()
    }

    fn needs(&self) -> wasmparser::Result<Vec<Found>> {
        let measured = self.measured()?;
        let copied = dissolve_objects::copied_into(self.module)?;
        let found = |(index, source)| self.need(index, source, measured.get(&index), &copied);
        let mut needs: Vec<Found> = (0u32..).zip(self.fusion.sources).map(found).collect::<wasmparser::Result<_>>()?;
        // A memory without a source is the fuser's own.
        let own = (0u32..).zip(&self.fusion.interface.memories).skip(needs.len());
        needs.extend(own.map(|(memory, record)| {
            let declared = self.declared(memory);
            let used = record.layout.as_ref().and_then(|layout| layout.heap_base).map_or(declared, u64::from);
            let parts = Parts::Whole(used);
            let need = Need { component: record.component.clone(), declared, parts, stack_pointer: None };
            Found { need, relocations: None, reason: Some("kept whole: it has no other parts".into()), heap: None }
        }));
        Ok(needs)
    }

    /// Returns the size of a memory at instantiation, in bytes.
    fn declared(&self, memory: u32) -> u64 {
        self.module.memory_bytes(MemoryIndex::from_u32(memory)).unwrap_or(0)
    }

    /// Returns the memories whose size a component's own code asks for, each with a function that does.
    fn measured(&self) -> wasmparser::Result<BTreeMap<u32, FuncIndex>> {
        let mut measured = BTreeMap::new();
        for (function, body) in self.module.defined_functions() {
            if self.fusion.generated[function.index()] {
                continue;
            }
            for operator in body.get_operators_reader()? {
                if let Operator::MemorySize { mem } = operator? {
                    measured.entry(mem).or_insert(function);
                }
            }
        }
        Ok(measured)
    }

    /// Finds the need of a memory. `copied` has those into which code copies data segments: the addresses in that code are no relocations.
    fn need(
        &self,
        memory: u32,
        source: &Source<'_>,
        measured_by: Option<&FuncIndex>,
        copied: &BTreeSet<MemoryIndex>,
    ) -> wasmparser::Result<Found> {
        let declared = self.declared(memory);
        let whole = |size: u64, reason: String| Found {
            need: Need {
                component: source.component.clone(),
                declared,
                parts: Parts::Whole(size),
                stack_pointer: None,
            },
            relocations: None,
            reason: Some(format!("kept whole: {reason}")),
            heap: None,
        };
        if source.shared_by_guests {
            return Ok(whole(declared, "several of its modules use it".into()));
        }
        let (Some(layout), Some(_)) = (&source.layout, source.stack_pointer) else {
            return Ok(whole(declared, "its linker left no trace of stack and statics".into()));
        };
        if let Some(&function) = measured_by {
            let origin = self.fusion.origins[function].as_ref();
            let index = origin.map_or(function, |origin| origin.function);
            return Ok(whole(declared, format!("function {index} of its module asks for its size")));
        }
        if !has_known_data(&source.module, layout)? {
            return Ok(whole(declared, "it has data outside what its linker calls statics".into()));
        }
        let heap = self.heap(layout, declared);
        let base = layout.heap_base.map_or(declared, |base| u64::from(base).next_multiple_of(ALIGN.into()));
        let top = heap.as_ref().map_or(base, |heap| heap.end).min(declared);
        let is_first = layout.stack_is_first() && layout.stack_top.is_multiple_of(ALIGN);
        let end = u32::try_from(top).ok().filter(|&end| is_first && end >= layout.stack_top);
        // At 2 GiB or more, the addresses of an arena would not fit above the statics.
        let stack = ALIGN..1 << 31;
        let Some(end) = end.filter(|_| stack.contains(&layout.stack_top)) else {
            return Ok(Found { heap, ..whole(top, "its stack is not below its statics".into()) });
        };
        let (relocations, reason) =
            match relocations(&source.module, layout.stack_top..end, self.options.denies_growth()) {
                Err(unusable) if unusable.uses_all => return Ok(whole(declared, unusable.reason)),
                Err(unusable) => (None, Some(unusable.reason)),
                Ok(_) if copied.contains(&MemoryIndex::from_u32(memory)) => {
                    (None, Some(dissolve_objects::COPIED.to_owned()))
                }
                Ok(relocations) => (Some(relocations), None),
            };
        let parts = Parts::Split {
            stack: self.options.stack,
            start: layout.stack_top,
            end,
            align: relocations.as_ref().map_or(ALIGN, |relocations| relocations.align),
            relocated: relocations.is_some(),
        };
        let (component, stack_pointer) = (source.component.clone(), source.stack_pointer);
        Ok(Found { need: Need { component, declared, parts, stack_pointer }, relocations, reason, heap })
    }

    /// Returns the part that a component keeps of the memory above its statics, if it uses that.
    fn heap(&self, layout: &MemoryLayout, declared: u64) -> Option<Heap> {
        let (base, found) = (u64::from(layout.heap_base?), layout.heap_use.clone()?);
        let end = self.options.heap.map_or(declared, |size| base + u64::from(size).next_multiple_of(ALIGN.into()));
        let end = end.min(declared);
        Some(Heap { end, bytes: end.saturating_sub(base), is_all: self.options.heap.is_none(), found })
    }

    /// Decides the fate of each import. The arena imports become one, which uses addresses of the shared memory.
    fn imports(&self, layout: &Layout) -> Vec<ImportFate> {
        let mut fates: Vec<ImportFate> = Vec::new();
        let mut arenas: BTreeMap<&str, FuncIndex> = BTreeMap::new();
        // A fused module imports functions only, so import N is function N.
        for (import, record) in (0u32..).map(FuncIndex::from_u32).zip(&self.fusion.interface.imports) {
            let memory = record.kind.arena_memory().flatten().filter(|_| self.has_arena_type(import));
            fates.push(match memory {
                Some(memory) => {
                    let first = *arenas.entry(&record.module).or_insert(import);
                    let field = (first == import).then(|| ARENA_FIELD.to_owned());
                    ImportFate { field, arena: Some((first, base(layout, memory))) }
                }
                None => ImportFate { field: Some(record.field.clone()), arena: None },
            });
        }
        fates
    }

    /// Returns true if an import has the arena's type.
    fn has_arena_type(&self, import: FuncIndex) -> bool {
        self.module.function_type(import).is_some_and(has_arena_type)
    }

    /// Sets the bounds that adapters compare addresses with. A component with an arena has addresses up to the memory's
    /// end.
    fn bounds(&self, layout: &mut Layout, fates: &[ImportFate]) {
        let records = self.fusion.interface.imports.iter().zip(fates);
        let with_arena: Vec<MemoryIndex> = records
            .filter_map(|(record, fate)| match record.kind {
                ImportKind::Passthrough { memory, .. } if fate.arena.is_some() => memory,
                _ => None,
            })
            .collect();
        for (memory, place) in (0u32..).map(MemoryIndex::from_u32).zip(&mut layout.places) {
            let addend = &mut place.addend;
            let below = u64::try_from(-addend.bias).unwrap_or(0);
            addend.bound = if addend.wraps {
                Bound::Everything
            } else if with_arena.contains(&memory) || place.shift != addend.bias {
                Bound::SharedAnd(below.div_ceil(PAGE) as u32)
            } else {
                Bound::Declared
            };
        }
    }

    fn target<'t>(
        &self,
        layout: &'t Layout,
        needs: &[Found],
        imports: Vec<ImportFate>,
        generated: Vec<bool>,
    ) -> Target<'t> {
        let grows_from_outside = imports.iter().any(|fate| fate.arena.is_some());
        let mut target =
            Target { layout, code: BTreeMap::new(), data: BTreeMap::new(), imports, generated, grows_from_outside };
        for ((need, place), source) in needs.iter().zip(&layout.places).zip(self.fusion.sources) {
            for (segment, words) in need.relocations.iter().flat_map(|relocations| &relocations.data) {
                let segment = DataIndex::new(source.first_segment.index() + segment.index());
                let words = words.iter().map(|word| word.offset).collect();
                target.data.insert(segment, (words, place.shift as u32));
            }
        }
        for (function, origin) in self.fusion.origins.iter() {
            if let (Some(origin), Some(memory)) = (origin, self.memory_of(origin))
                && let Some(relocations) = &needs[memory as usize].relocations
            {
                let shift = layout.places[memory as usize].shift as u32;
                target.code.insert(function, relocated(relocations, origin.function, shift));
            }
        }
        target
    }
}

/// Returns the number that turns an address of a memory into one of the shared memory.
fn base(layout: &Layout, memory: MemoryIndex) -> u32 {
    layout.places.get(memory.index()).map_or(0, |place| place.addend.base())
}

/// Returns true if each active data segment of a module has a constant address, and lies in its statics.
fn has_known_data(module: &Module<'_>, layout: &MemoryLayout) -> wasmparser::Result<bool> {
    let low = if layout.stack_is_first() { layout.stack_top } else { 0 };
    for data in module.data.values() {
        let DataKind::Active { offset_expr, .. } = &data.kind else { continue };
        let Some(start) = Constant::address(offset_expr)? else { return Ok(false) };
        let end = u64::from(start) + data.data.len() as u64;
        if start < low || layout.heap_base.is_some_and(|base| end > base.into()) {
            return Ok(false);
        }
    }
    Ok(true)
}

fn sharing(needs: &[Found], layout: &Layout, conflicts: &calls::Conflicts, has_arena: bool) -> Sharing {
    let memories = needs.iter().zip(&layout.places).map(|(found, place)| Rebased {
        component: found.need.component.clone(),
        method: match &found.relocations {
            Some(_) => Method::Relocated,
            None => Method::Folded { base: place.addend.base() },
        },
        reason: found.reason.clone(),
        heap: found.heap.clone(),
    });
    let name = |memory: u32| needs[memory as usize].need.component.clone();
    let with_stack: Vec<u32> =
        (0u32..).zip(needs).filter(|(_, found)| found.need.is_split()).map(|(memory, _)| memory).collect();
    let calls = |from: u32, to: u32| conflicts.calls(MemoryIndex::from_u32(from), MemoryIndex::from_u32(to));
    let mut pairs = Vec::new();
    for &from in &with_stack {
        for &to in with_stack.iter().filter(|&&to| to != from && calls(from, to)) {
            pairs.push((name(from), name(to)));
        }
    }
    Sharing {
        regions: layout.regions.clone(),
        memories: memories.collect(),
        conflicts: pairs,
        arena: has_arena.then(|| layout.end.into()..layout.end.into()),
    }
}

/// Changes the record to that of the module with one memory.
fn update(interface: &mut Interface, layout: &Layout, fates: &[ImportFate], options: &Options) {
    let rebase = |options: &mut CanonicalOptions| {
        if let Some(memory) = options.memory {
            options.base = base(layout, memory);
            options.memory = Some(MemoryIndex::FIRST);
        }
    };
    let imports = std::mem::take(&mut interface.imports);
    for (mut import, fate) in imports.into_iter().zip(fates) {
        let Some(field) = &fate.field else { continue };
        field.clone_into(&mut import.field);
        match &mut import.kind {
            ImportKind::Passthrough { memory: Some(memory), base: of_import, .. } => {
                // The arena's addresses are addresses of the shared memory already.
                *of_import = if fate.arena.is_some() { 0 } else { base(layout, *memory) };
                *memory = MemoryIndex::FIRST;
            }
            ImportKind::Passthrough { .. } | ImportKind::Destructor { .. } => {}
            ImportKind::Host { options, .. } => rebase(options),
        }
        interface.imports.push(import);
    }
    for export in &mut interface.exports {
        rebase(&mut export.options);
    }
    let stack_top = layout.stack.as_ref().map_or(0, |stack| stack.top);
    interface.memories = vec![Memory {
        component: options.name.clone(),
        layout: Some(MemoryLayout {
            stack_top,
            heap_base: Some(layout.end),
            data: stack_top..layout.end,
            data_end: Some(layout.end),
            heap_use: None,
        }),
        regions: layout.regions.clone(),
    }];
}
