//! Validates a module, reads its sections, and derives the facts that code generation needs beyond them.
//!
//! Everything that is not lowered is refused here, so that code generation meets only features that it implements.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use dissolve_abi::TrapKind;
use dissolve_canonical::MAX_FLAT_RESULTS;
use dissolve_interface::{
    ImportKind, Interface, MemoryLayout, Objects, PlaceMap, Region, ValueType, arena_memory, has_arena_type,
    memory_layout,
};
use dissolve_reach::{Calls, Graph, Language, Recursion};
use dissolve_wasm::{
    Constant, DataIndex, EntityRef as _, FuncIndex, GlobalIndex, MemoryIndex, Module, PrimaryMap, SecondaryMap, Table,
    TableIndex, TypeIndex,
};
use wasmparser::{
    ConstExpr, DataKind, Encoding, FuncType, Import, MemoryType, Parser, Payload, TypeRef, ValType, Validator,
    WasmFeatures,
};

mod backing;
mod features;
mod frame;
mod harmless;
mod names;
mod numbers;
mod objects;
mod origins;
mod scan;
pub mod stack;

pub use backing::ALIGN;
pub use harmless::is_computation;
pub use numbers::{NULL, Numbers, Place, Word};
pub use objects::Statics;
pub use origins::{Origins, Part};
pub use scan::TailCalls;
use stack::Frames;
pub use stack::StackNeed;

use crate::{Error, Options};

/// A module to compile, and the facts that are derived from it.
#[derive(Default)]
pub struct AnalyzedModule<'a> {
    /// The sections. All types are function types, and all imports are functions.
    pub sections: Module<'a>,
    /// For each type, the first one of the same structure.
    pub canonical_types: PrimaryMap<TypeIndex, TypeIndex>,
    /// The use of each memory.
    pub memories: PrimaryMap<MemoryIndex, MemoryUse>,
    /// The use of each table.
    pub tables: PrimaryMap<TableIndex, TableUse>,
    /// The initial value of each global.
    pub global_values: PrimaryMap<GlobalIndex, Constant>,
    /// Tail calls.
    pub tail_calls: TailCalls,
    /// The cycles among calls: which calls may lead back to their caller.
    pub recursion: Recursion,
    /// The stacks in linear memories that calls need, by their pointers.
    pub stack_needs: BTreeMap<GlobalIndex, StackNeed>,
    /// The stack pointers that never get above their first value.
    steady_pointers: BTreeSet<GlobalIndex>,
    /// The types that are called through each table, without those of tail calls.
    indirect_calls: BTreeSet<(TableIndex, TypeIndex)>,
    /// The record of a fused module.
    pub interface: Option<Interface>,
    /// For a fused module: the source of its code, and which instructions stand for traps of the canonical ABI.
    places: Option<PlaceMap>,
    /// For each imported function, the position of its entry in the record.
    import_records: SecondaryMap<FuncIndex, Option<usize>>,
    /// The record of memories that hold statics only, and of those whose addresses are known.
    pub objects: Objects,
    /// The memories whose places have other numbers than in the module. All layouts and values of globals have these numbers.
    pub numbers: Numbers,
    /// The part of memory that each read finds.
    pub origins: Origins,
    /// The memories that hold statics only.
    pub statics: SecondaryMap<MemoryIndex, Option<Statics>>,
    /// The language that the module was written in.
    language: Language,
    /// The layout of memory 0 as the linker made it, for a module without a record.
    layout: Option<MemoryLayout>,
    /// The names of functions in the name section, not demangled.
    pub names: PrimaryMap<FuncIndex, Option<&'a str>>,
    /// Names of globals that are stack pointers, and their indices.
    stack_pointers: Vec<(&'a str, GlobalIndex)>,
    /// The first name under which each function is exported.
    pub export_names: SecondaryMap<FuncIndex, Option<&'a str>>,
}

/// A memory, and the use that instructions make of it.
#[derive(Debug)]
pub struct MemoryUse {
    /// Its type.
    pub ty: MemoryType,
    /// The largest number of its pages: more than at first if an instruction grows it.
    pub most_pages: u64,
    /// True if an instruction asks for its size or grows it.
    pub measured: bool,
    /// True if an instruction may write it.
    pub written: bool,
}

impl MemoryUse {
    fn new(ty: MemoryType) -> MemoryUse {
        MemoryUse { ty, most_pages: ty.initial, measured: false, written: false }
    }

    fn bytes_of(&self, pages: u64) -> u64 {
        pages.saturating_mul(1 << self.ty.page_size_log2())
    }

    /// Its size at first, in bytes.
    pub fn bytes(&self) -> u64 {
        self.bytes_of(self.ty.initial)
    }

    /// Its largest size, in bytes.
    pub fn most_bytes(&self) -> u64 {
        self.bytes_of(self.most_pages)
    }

    /// Returns true if it can have more pages than at first.
    pub fn grows(&self) -> bool {
        self.most_pages > self.ty.initial
    }
}

/// A table, and the use that instructions make of it.
#[derive(Clone, Copy, Debug)]
pub struct TableUse {
    /// The number of its elements at first.
    pub initial: u32,
    /// The largest number of its elements: more than at first if an instruction grows it.
    pub capacity: u32,
    /// True if an instruction writes it.
    pub written: bool,
    /// True if an instruction needs references from it: any but an ordinary call.
    pub refers: bool,
}

impl TableUse {
    /// Reads a table, if it is lowered.
    fn new(index: TableIndex, table: &Table<'_>) -> Result<TableUse, Error> {
        require_lowered(ValType::Ref(table.ty.element_type), "table section", table.offset)?;
        match u32::try_from(table.ty.initial) {
            Ok(initial @ ..=MAX_TABLE) => Ok(TableUse { initial, capacity: initial, written: false, refers: false }),
            _ => Err(Error::Unsupported {
                place: format!("table {index}"),
                message: format!("a table of {} elements", table.ty.initial),
                offset: table.offset,
                remedy: "declare a table of at most 1048576 elements",
            }),
        }
    }

    /// Returns true if it can have more elements than at first.
    pub fn grows(&self) -> bool {
        self.capacity > self.initial
    }
}

/// The name that linkers give the stack pointer. In a module of several components it has a component's name before it,
/// as in `c::__stack_pointer`.
const STACK_POINTER: &str = "__stack_pointer";

/// The limit of a table's elements. A larger table fits no target, and must not make the compiler allocate.
const MAX_TABLE: u32 = 1 << 20;

impl<'a> AnalyzedModule<'a> {
    /// Validates a module and reads it.
    pub fn read(bytes: &'a [u8], options: &Options) -> Result<AnalyzedModule<'a>, Error> {
        if let Some(Ok(Payload::Version { encoding: Encoding::Component, .. })) = Parser::new(0).parse_all(bytes).next()
        {
            return Err(Error::Component);
        }
        Validator::new_with_features(WasmFeatures::all()).validate_all(bytes).map_err(Error::Invalid)?;
        features::check(bytes)?;
        let sections = Module::read(bytes).map_err(Error::Invalid)?;
        let graph = Graph::new(&sections).map_err(Error::Invalid)?;
        let calls = Calls::new(&sections, &graph);
        let objects = Objects::read(bytes).map_err(Error::Invalid)?;
        let layout = memory_layout(&sections, &graph).map_err(Error::Invalid)?;
        let mut module = AnalyzedModule {
            interface: Interface::read(bytes)?,
            places: PlaceMap::read(bytes).map_err(Error::Invalid)?,
            language: Language::of(&sections),
            layout: objects.layout.clone().or(layout),
            ..AnalyzedModule::of_sections(sections)?
        };
        if let Some(interface) = &module.interface {
            // If several records have the same names, the first wins.
            let records = interface.imports.iter().enumerate().rev();
            let records: HashMap<_, _> =
                records.map(|(index, known)| ((known.module.as_str(), known.field.as_str()), index)).collect();
            let record = |import: &Import<'_>| records.get(&(import.module, import.name)).copied();
            module.import_records = module.imports().map(|(function, import)| (function, record(import))).collect();
        }
        module.check_arenas()?;
        // How far a memory can grow depends on its stack.
        let frames = Frames::read(&module).map_err(Error::Invalid)?;
        module.stack_needs = frames.needs(&module, &calls, &graph);
        module.steady_pointers = frames.steady(&module);
        module.scan_bodies(&graph, options)?;
        module.take_objects(objects)?;
        module.find_origins(&graph, options)?;
        module.renumber(options)?;
        module.recursion = calls.recursion();
        options.observer.left("compile, read", bytes.len());
        Ok(module)
    }

    /// Takes the sections of a valid module that uses lowered features only. Facts that other sections and the bodies
    /// tell are left out.
    fn of_sections(sections: Module<'a>) -> Result<AnalyzedModule<'a>, Error> {
        for import in &sections.imports {
            let kind = match import.ty {
                TypeRef::Func(_) => continue,
                TypeRef::FuncExact(_) => "function of an exact type",
                TypeRef::Table(_) => "table",
                TypeRef::Memory(_) => "memory",
                TypeRef::Global(_) => "global",
                TypeRef::Tag(_) => "tag",
            };
            let (module, field) = (import.module.to_owned(), import.name.to_owned());
            return Err(Error::Import { module, field, kind });
        }
        let tables = sections.tables.iter().map(|(index, table)| TableUse::new(index, table));
        let tables = tables.collect::<Result<_, _>>()?;
        let global_values = sections.globals.values().map(|global| {
            require_lowered(global.ty.content_type, "global section", global.offset)?;
            constant(global.init.as_ref().ok_or_else(|| Error::defect("a global without a value"))?)
        });
        let global_values = global_values.collect::<Result<_, _>>()?;
        let is_pointer = |name: &str| name.rsplit("::").next() == Some(STACK_POINTER);
        let stack_pointers = sections.global_names().filter(|(_, name)| is_pointer(name));
        let mut export_names = SecondaryMap::<_, Option<_>>::new();
        for (name, function) in sections.exported_functions() {
            export_names[function].get_or_insert(name);
        }
        Ok(AnalyzedModule {
            canonical_types: sections.canonical_types(),
            memories: sections.memories.values().copied().map(MemoryUse::new).collect(),
            tables,
            global_values,
            names: sections.function_names(),
            stack_pointers: stack_pointers.map(|(global, name)| (name, global)).collect(),
            export_names,
            sections,
            ..AnalyzedModule::default()
        })
    }

    /// Returns the imported functions, in order.
    pub fn imports(&self) -> impl Iterator<Item = (FuncIndex, &Import<'a>)> {
        self.sections.functions.keys().zip(&self.sections.imports)
    }

    /// Returns the types that are called through a table, without those of tail calls.
    pub fn called_types(&self, table: TableIndex) -> impl Iterator<Item = TypeIndex> {
        self.indirect_calls.iter().filter(move |(called, _)| *called == table).map(|&(_, ty)| ty)
    }

    /// Returns a function type.
    pub fn func_type(&self, ty: TypeIndex) -> &FuncType {
        self.sections.func_type(ty).expect("types that are not of functions were refused")
    }

    /// Returns the type of a function, imports included.
    pub fn function_type(&self, function: FuncIndex) -> &FuncType {
        self.func_type(self.sections.functions[function])
    }

    /// The position of a function's body, in bytes from the start of the module; zero for an imported function.
    pub fn offset(&self, function: FuncIndex) -> usize {
        self.sections.body(function).map_or(0, |body| body.range().start)
    }

    /// The memory that an arena import serves; none when the import is not an arena's.
    pub fn arena_of(&self, function: FuncIndex) -> Option<MemoryIndex> {
        let import = &self.sections.imports[function.index()];
        arena_memory(self.record_of(function), import.module, import.name).flatten()
    }

    /// Checks the type and the memory of each arena import. The record comes from outside, and any module can import
    /// these names.
    fn check_arenas(&self) -> Result<(), Error> {
        for (function, import) in self.imports() {
            let Some(memory) = arena_memory(self.record_of(function), import.module, import.name) else { continue };
            let reason = if !has_arena_type(self.function_type(function)) {
                "has another type than (i32, i32, i32, i32) -> i32"
            } else if memory.is_none_or(|memory| !self.memories.is_valid(memory)) {
                "serves no memory of the module"
            } else {
                continue;
            };
            let (module, field) = (import.module.to_owned(), import.name.to_owned());
            return Err(Error::Arena { module, field, reason });
        }
        Ok(())
    }

    /// Returns true if the result of an export lies in memory, where another call would overwrite it: in the return area, or
    /// in blocks that the post-return function frees.
    pub fn holds_result(&self, export: &str) -> bool {
        let mut records = self.interface.iter().flat_map(|interface| &interface.exports);
        records.any(|record| {
            let flat = record.ty.result.as_ref().map_or(0, ValueType::flat_count);
            record.core == export && (flat > MAX_FLAT_RESULTS || record.post_return.is_some())
        })
    }

    /// Returns true if an export is no part of the interface that the record describes, but only there to pass values.
    pub fn is_helper(&self, export: &str) -> bool {
        let records = self.interface.iter().flat_map(|interface| &interface.exports);
        let is_known = records.clone().any(|record| record.core == export);
        self.interface.is_some() && !is_known && !self.is_post_return(export)
    }

    /// Returns true if an export is the post-return function of another one.
    pub fn is_post_return(&self, export: &str) -> bool {
        let mut records = self.interface.iter().flat_map(|interface| &interface.exports);
        records.any(|record| record.post_return.as_deref() == Some(export))
    }

    /// The record of an imported function.
    pub fn record_of(&self, function: FuncIndex) -> Option<&ImportKind> {
        Some(&self.interface.as_ref()?.imports[self.import_records[function]?].kind)
    }

    /// The record of a memory.
    fn memory_record(&self, memory: MemoryIndex) -> Option<&dissolve_interface::Memory> {
        self.interface.as_ref()?.memories.get(memory.index())
    }

    /// The layout of a memory as the linker of its module made it.
    pub fn memory_layout(&self, memory: MemoryIndex) -> Option<&MemoryLayout> {
        match &self.interface {
            Some(_) => self.memory_record(memory)?.layout.as_ref(),
            None => self.layout.as_ref().filter(|_| memory == MemoryIndex::FIRST),
        }
    }

    /// The regions of a memory that several components share; empty for a memory of one component.
    pub fn regions(&self, memory: MemoryIndex) -> &[Region] {
        self.memory_record(memory).map_or(&[], |record| &record.regions)
    }

    /// The component that has a memory, as reports call it; `memory N` in a module without a record.
    pub fn memory_owner(&self, memory: MemoryIndex) -> String {
        self.memory_record(memory).map_or_else(|| format!("memory {memory}"), |record| record.component.clone())
    }

    /// The global that is the stack pointer of the component that has a memory, if it is known.
    pub fn stack_pointer(&self, memory: MemoryIndex) -> Option<GlobalIndex> {
        let exists = |global: &GlobalIndex| self.sections.globals.is_valid(*global);
        if let Some(pointer) = self.regions(memory).iter().find_map(|region| region.stack_pointer) {
            return Some(pointer).filter(exists);
        }
        let named = |name: &str| self.stack_pointers.iter().find(|(known, _)| *known == name);
        let of_component =
            self.memory_record(memory).and_then(|record| named(&format!("{}::{STACK_POINTER}", record.component)));
        let only = || named(STACK_POINTER).filter(|_| memory == MemoryIndex::FIRST);
        let (_, pointer) = of_component.or_else(only)?;
        Some(*pointer).filter(exists)
    }

    /// The stack pointer of the component that has a memory, and its first value, if it never gets above that.
    pub fn steady_stack_pointer(&self, memory: MemoryIndex) -> Option<(GlobalIndex, u32)> {
        let pointer = self.stack_pointer(memory).filter(|pointer| self.steady_pointers.contains(pointer))?;
        // The layout of the memory, not of another one.
        let top = self.known_layout(memory)?.stack_top;
        (self.global_values[pointer] == Constant::I32(top.cast_signed())).then_some((pointer, top))
    }

    /// The kind of trap that the instruction at an offset stands for, according to the record of a fused module.
    pub fn trap_at(&self, offset: usize) -> Option<TrapKind> {
        // A module is smaller than 4 GiB.
        Some(self.places.as_ref()?.trap_at(u32::try_from(offset).ok()?)?.kind())
    }

    /// The places of a fused module's code, as a line under the name of the program.
    pub fn places_line(&self, program: &str) -> Option<String> {
        Some(self.places.as_ref()?.to_line(program))
    }

    /// Returns the active data segments of a memory, each with its address in the module and its bytes.
    pub fn segments_of(
        &self,
        memory: MemoryIndex,
    ) -> impl Iterator<Item = Result<(DataIndex, u32, &'a [u8]), Error>> + use<'_, 'a> {
        self.sections.data.iter().filter_map(move |(index, segment)| match &segment.kind {
            DataKind::Active { memory_index, offset_expr } if *memory_index == memory.as_u32() => {
                Some(address(offset_expr).map(|start| (index, start, segment.data)))
            }
            _ => None,
        })
    }

    /// The name of a memory in messages.
    pub fn memory_name(&self, memory: MemoryIndex) -> String {
        match self.memory_record(memory) {
            Some(record) => format!("{memory} (of component `{}`)", record.component),
            None => memory.to_string(),
        }
    }

    /// The name of a function in messages.
    pub fn readable_name(&self, function: FuncIndex) -> String {
        match self.names[function] {
            Some(name) => dissolve_reach::demangle(name),
            None => format!("#{function}"),
        }
    }

    fn place(&self, function: FuncIndex) -> String {
        format!("function `{}`", self.readable_name(function))
    }
}

/// The value of a constant expression.
fn constant(expression: &ConstExpr<'_>) -> Result<Constant, Error> {
    let value = Constant::evaluate(expression).map_err(Error::Invalid)?;
    // No global is imported, and without the garbage collection proposal no other can be read.
    value.ok_or_else(|| Error::defect("a constant expression reads a global"))
}

/// The value of a constant expression of type `i32`, as an address.
pub fn address(expression: &ConstExpr<'_>) -> Result<u32, Error> {
    match constant(expression)? {
        Constant::I32(value) => Ok(value.cast_unsigned()),
        other => Err(Error::defect(format_args!("an address has the value {other:?}"))),
    }
}

fn require_lowered(ty: ValType, place: &str, offset: usize) -> Result<(), Error> {
    match ty {
        ValType::I32 | ValType::I64 | ValType::F32 | ValType::F64 | ValType::V128 => Ok(()),
        ValType::FUNCREF | ValType::EXTERNREF => Ok(()),
        other => {
            let (place, message) = (place.to_owned(), format!("a value of type {other}"));
            Err(Error::Unsupported { place, message, offset, remedy: "pass numbers, or `funcref` and `externref`" })
        }
    }
}
