//! Reads a validated module into tables that the later phases index.
//!
//! Everything that is not lowered is refused here, so that code generation meets only features that it implements.

use std::collections::HashMap;

use dissolve_abi::TrapKind;
use dissolve_interface::{
    ImportKind, Interface, MemoryLayout, PlaceMap, Region, arena_memory, has_arena_type, memory_layout_of,
};
use dissolve_reach::{Calls, Graph, Language, Recursion};
use dissolve_target::{CoreFuncType, CoreType};
use dissolve_wasm::{Constant, ExternalIndex, Table, TableIndex};
use wasmparser::{
    ConstExpr, Data, Element, Encoding, FuncType, FunctionBody, GlobalType, MemoryType, Parser, Payload, TableType,
    TypeRef, ValType, Validator, WasmFeatures,
};

mod backing;
mod features;
mod names;
mod scan;
mod stack;

pub use backing::ALIGN;
pub use scan::TailCalls;
pub use stack::StackNeed;

use crate::{Error, Options};

/// A module to compile.
#[derive(Default)]
pub struct Module<'a> {
    /// Function types by type index.
    pub types: Vec<FuncType>,
    /// For each type index, the first one of the same structure.
    pub canonical_types: Vec<u32>,
    /// Imported functions.
    pub imports: Vec<Import<'a>>,
    /// For each function, imports included, its type index.
    pub functions: Vec<u32>,
    /// Bodies of the defined functions.
    pub bodies: Vec<FunctionBody<'a>>,
    /// Tables.
    pub tables: Vec<TableType>,
    /// Memories.
    pub memories: Vec<Memory>,
    /// Globals with their initializers.
    pub globals: Vec<(GlobalType, ConstExpr<'a>)>,
    /// Names of exported functions.
    pub exported_functions: Vec<(&'a str, u32)>,
    /// Names of exported memories.
    pub exported_memories: Vec<(&'a str, u32)>,
    /// Names of exported tables.
    pub exported_tables: Vec<(&'a str, u32)>,
    /// Names of exported globals.
    pub exported_globals: Vec<(&'a str, u32)>,
    /// The start function.
    pub start: Option<u32>,
    /// Element segments.
    pub elements: Vec<Element<'a>>,
    /// Data segments.
    pub data: Vec<Data<'a>>,
    /// For each table, true if an instruction writes it.
    pub written_tables: Vec<bool>,
    /// The largest number of elements of each table: more than at first if an instruction grows it.
    pub table_capacities: Vec<u32>,
    /// Tail calls.
    pub tail_calls: TailCalls,
    /// The cycles among calls: which calls may lead back to their caller.
    pub recursion: Recursion,
    /// The stack in linear memory that calls need, by the address at which that stack starts.
    pub stack_needs: HashMap<u32, StackNeed>,
    /// The record of a fused module.
    pub interface: Option<Interface>,
    /// For a fused module: the source of its code, and which instructions stand for traps of the canonical ABI.
    places: Option<PlaceMap>,
    /// For each imported function, the index of its entry in the record.
    import_records: Vec<Option<usize>>,
    /// The language that the module was written in.
    language: Language,
    /// The layout of memory 0 as the linker made it, for a module without a record.
    layout: Option<MemoryLayout>,
    names: Vec<Option<&'a str>>,
    /// Names of globals that are stack pointers, and their indices.
    stack_pointers: Vec<(&'a str, u32)>,
    export_names: Vec<Option<&'a str>>,
}

/// An imported function.
pub struct Import<'a> {
    /// Its module name.
    pub module: &'a str,
    /// Its field name.
    pub field: &'a str,
}

/// A memory.
#[derive(Debug)]
pub struct Memory {
    /// The number of its pages at first.
    pub pages: u64,
    /// The largest number of its pages: more than at first if an instruction grows it.
    pub most_pages: u64,
    /// The declared maximum, in pages.
    pub maximum: Option<u64>,
    /// The size of a page, as a power of two: 16 for 64 KiB.
    pub page_log2: u32,
    /// True if an instruction asks for its size or grows it.
    pub measured: bool,
}

impl Memory {
    fn new(ty: &MemoryType) -> Memory {
        Memory {
            pages: ty.initial,
            most_pages: ty.initial,
            maximum: ty.maximum,
            page_log2: ty.page_size_log2(),
            measured: false,
        }
    }

    /// Its size at first, in bytes.
    pub fn bytes(&self) -> u64 {
        self.pages.saturating_mul(1 << self.page_log2)
    }

    /// Its largest size, in bytes.
    pub fn most_bytes(&self) -> u64 {
        self.most_pages.saturating_mul(1 << self.page_log2)
    }

    /// Returns true if it can have more pages than at first.
    pub fn grows(&self) -> bool {
        self.most_pages > self.pages
    }
}

/// The name that linkers give the stack pointer. In a module of several components it has a component's name before it,
/// as in `c::__stack_pointer`.
const STACK_POINTER: &str = "__stack_pointer";

/// The limit of a table's elements. A larger table fits no target, and must not make the compiler allocate.
const MAX_TABLE: u64 = 1 << 20;

impl<'a> Module<'a> {
    /// Validates a module and reads it.
    pub fn read(bytes: &'a [u8], options: &Options) -> Result<Module<'a>, Error> {
        if let Some(Ok(Payload::Version { encoding: Encoding::Component, .. })) = Parser::new(0).parse_all(bytes).next()
        {
            return Err(Error::Component);
        }
        Validator::new_with_features(WasmFeatures::all()).validate_all(bytes).map_err(Error::Invalid)?;
        features::check(bytes)?;
        let wasm = dissolve_wasm::Module::read(bytes).map_err(Error::Invalid)?;
        let graph = Graph::new(&wasm).map_err(Error::Invalid)?;
        let calls = Calls::new(&wasm, &graph);
        let mut module = Module {
            interface: Interface::read(bytes)?,
            places: PlaceMap::read(bytes).map_err(Error::Invalid)?,
            language: Language::of(bytes),
            layout: memory_layout_of(&wasm, &graph).map_err(Error::Invalid)?,
            ..Module::of_sections(wasm)?
        };
        for &(name, function) in &module.exported_functions {
            module.export_names[function as usize].get_or_insert(name);
        }
        if let Some(interface) = &module.interface {
            // If several records have the same names, the first wins.
            let records = interface.imports.iter().enumerate().rev();
            let records: HashMap<_, _> =
                records.map(|(index, known)| ((known.module.as_str(), known.field.as_str()), index)).collect();
            let record = |import: &Import<'_>| records.get(&(import.module, import.field)).copied();
            module.import_records = module.imports.iter().map(record).collect();
        }
        module.check_arenas()?;
        module.scan_bodies(&graph, options)?;
        module.stack_needs = stack::needs(&module, &calls, &graph).map_err(Error::Invalid)?;
        module.recursion = calls.recursion();
        log::info!("compile, read: {} bytes", bytes.len());
        Ok(module)
    }

    /// Takes the sections of a valid module that uses lowered features only. What other sections and the bodies tell is
    /// left out.
    fn of_sections(wasm: dissolve_wasm::Module<'a>) -> Result<Module<'a>, Error> {
        let imports = wasm.imports.iter().map(|import| match import.ty {
            TypeRef::Func(_) => Ok(Import { module: import.module, field: import.name }),
            TypeRef::FuncExact(_) => Err((import, "function of an exact type")),
            TypeRef::Table(_) => Err((import, "table")),
            TypeRef::Memory(_) => Err((import, "memory")),
            TypeRef::Global(_) => Err((import, "global")),
            TypeRef::Tag(_) => Err((import, "tag")),
        });
        let imports = imports.collect::<Result<Vec<_>, _>>().map_err(|(import, kind)| {
            let (module, field) = (import.module.to_owned(), import.name.to_owned());
            Error::Import { module, field, kind }
        })?;
        let tables =
            wasm.tables.iter().map(|(index, table)| table_type(index, table)).collect::<Result<Vec<_>, _>>()?;
        let globals = wasm.globals.values().map(|global| {
            require_lowered(global.ty.content_type, "global section", global.offset)?;
            let init = global.init.clone().ok_or_else(|| Error::defect("a global without a value"))?;
            Ok((global.ty, init))
        });
        let globals = globals.collect::<Result<Vec<_>, Error>>()?;
        let is_pointer = |name: &str| name.rsplit("::").next() == Some(STACK_POINTER);
        let stack_pointers = wasm.global_names().filter(|(_, name)| is_pointer(name));
        let mut module = Module {
            types: wasm.types.keys().filter_map(|ty| wasm.func_type(ty)).cloned().collect(),
            canonical_types: wasm.canonical_types().values().map(|ty| ty.as_u32()).collect(),
            functions: wasm.functions.values().map(|ty| ty.as_u32()).collect(),
            memories: wasm.memories.values().map(Memory::new).collect(),
            start: wasm.start.map(|start| start.as_u32()),
            written_tables: vec![false; tables.len()],
            // The number of elements is limited.
            table_capacities: tables.iter().map(|table| table.initial as u32).collect(),
            names: wasm.function_names().values().copied().collect(),
            stack_pointers: stack_pointers.map(|(global, name)| (name, global.as_u32())).collect(),
            export_names: vec![None; wasm.functions.len()],
            imports,
            tables,
            globals,
            bodies: wasm.bodies,
            elements: wasm.elements.into(),
            data: wasm.data.into(),
            ..Module::default()
        };
        for export in wasm.exports {
            let (exports, index) = match export.item {
                ExternalIndex::Function(function) => (&mut module.exported_functions, function.as_u32()),
                ExternalIndex::Memory(memory) => (&mut module.exported_memories, memory.as_u32()),
                ExternalIndex::Table(table) => (&mut module.exported_tables, table.as_u32()),
                ExternalIndex::Global(global) => (&mut module.exported_globals, global.as_u32()),
                ExternalIndex::Tag(_) => continue,
            };
            exports.push((export.name, index));
        }
        Ok(module)
    }

    /// Returns true if a table can have more elements than at first.
    pub fn table_grows(&self, table: u32) -> bool {
        u64::from(self.table_capacities[table as usize]) > self.tables[table as usize].initial
    }

    /// The type of a function, imports included.
    pub fn function_type(&self, function: u32) -> &FuncType {
        &self.types[self.functions[function as usize] as usize]
    }

    /// The position of a function's body, in bytes from the start of the module; zero for an imported function.
    pub fn offset(&self, function: u32) -> usize {
        let defined = (function as usize).checked_sub(self.imports.len());
        defined.map_or(0, |defined| self.bodies[defined].range().start)
    }

    /// The type of a function for native calls.
    pub fn core_type(&self, function: u32) -> CoreFuncType {
        let ty = self.function_type(function);
        let convert = |ty: &ValType| self.core_value_type(*ty);
        CoreFuncType {
            params: ty.params().iter().map(convert).collect(),
            results: ty.results().iter().map(convert).collect(),
        }
    }

    /// The type of a value that crosses a native call.
    pub fn core_value_type(&self, ty: ValType) -> CoreType {
        match ty {
            ValType::I32 => CoreType::I32,
            ValType::I64 => CoreType::I64,
            ValType::F32 => CoreType::F32,
            ValType::F64 => CoreType::F64,
            ValType::V128 => CoreType::V128,
            ValType::Ref(ty) if ty.is_extern_ref() => CoreType::ExternRef,
            ValType::Ref(_) => CoreType::FuncRef,
        }
    }

    /// The memory that an arena import serves; none when the import is not an arena's.
    pub fn arena_of(&self, import: usize) -> Option<u32> {
        let Import { module, field } = self.imports[import];
        arena_memory(self.record_of(import), module, field).flatten()
    }

    /// Checks the type and the memory of each arena import. The record comes from outside, and any module can import
    /// these names.
    fn check_arenas(&self) -> Result<(), Error> {
        for (index, import) in self.imports.iter().enumerate() {
            let Some(memory) = arena_memory(self.record_of(index), import.module, import.field) else { continue };
            let reason = if !has_arena_type(self.function_type(index as u32)) {
                "has another type than (i32, i32, i32, i32) -> i32"
            } else if memory.is_none_or(|memory| memory as usize >= self.memories.len()) {
                "serves no memory of the module"
            } else {
                continue;
            };
            let (module, field) = (import.module.to_owned(), import.field.to_owned());
            return Err(Error::Arena { module, field, reason });
        }
        Ok(())
    }

    /// The record of an import.
    pub fn record_of(&self, import: usize) -> Option<&ImportKind> {
        let record = self.import_records.get(import).copied().flatten()?;
        Some(&self.interface.as_ref()?.imports[record].kind)
    }

    /// The layout of a memory as the linker of its module made it.
    pub fn memory_layout(&self, memory: u32) -> Option<&MemoryLayout> {
        match &self.interface {
            Some(interface) => interface.memories.get(memory as usize)?.layout.as_ref(),
            None => self.layout.as_ref().filter(|_| memory == 0),
        }
    }

    /// The regions of a memory that several components share; empty for a memory of one component.
    pub fn regions(&self, memory: u32) -> &[Region] {
        let record = self.interface.as_ref().and_then(|interface| interface.memories.get(memory as usize));
        record.map_or(&[], |record| &record.regions)
    }

    /// The component that has a memory, as reports call it; `memory N` in a module without a record.
    pub fn memory_owner(&self, memory: u32) -> String {
        let record = self.interface.as_ref().and_then(|interface| interface.memories.get(memory as usize));
        record.map_or_else(|| format!("memory {memory}"), |record| record.component.clone())
    }

    /// The global that is the stack pointer of the component that has a memory, if it is known.
    pub fn stack_pointer(&self, memory: u32) -> Option<u32> {
        if let Some(pointer) = self.regions(memory).iter().find_map(|region| region.stack_pointer) {
            return Some(pointer).filter(|pointer| (*pointer as usize) < self.globals.len());
        }
        let record = self.interface.as_ref().and_then(|interface| interface.memories.get(memory as usize));
        let of_component = record.and_then(|record| {
            let name = format!("{}::{STACK_POINTER}", record.component);
            self.stack_pointers.iter().find(|(known, _)| *known == name)
        });
        let only = || self.stack_pointers.iter().find(|(known, _)| memory == 0 && *known == STACK_POINTER);
        let (_, pointer) = of_component.or_else(only)?;
        Some(*pointer).filter(|pointer| (*pointer as usize) < self.globals.len())
    }

    /// The kind of trap that the instruction at an offset stands for, according to the record of a fused module.
    pub fn trap_at(&self, offset: usize) -> Option<TrapKind> {
        // A module is smaller than 4 GiB.
        Some(self.places.as_ref()?.trap_at(u32::try_from(offset).ok()?)?.kind())
    }

    /// The name of a memory in messages.
    pub fn memory_name(&self, memory: u32) -> String {
        let record = self.interface.as_ref().and_then(|interface| interface.memories.get(memory as usize));
        match record {
            Some(record) => format!("{memory} (of component `{}`)", record.component),
            None => memory.to_string(),
        }
    }

    /// The name of a function in the module's name section, not demangled.
    pub fn name(&self, function: u32) -> Option<&'a str> {
        self.names.get(function as usize).copied().flatten()
    }

    /// The first name under which a function is exported.
    pub fn export_name(&self, function: u32) -> Option<&'a str> {
        self.export_names[function as usize]
    }

    /// The name of a function in messages.
    pub fn readable_name(&self, function: u32) -> String {
        match self.name(function) {
            Some(name) => dissolve_reach::demangle(name),
            None => format!("#{function}"),
        }
    }

    fn place(&self, function: u32) -> String {
        format!("function `{}`", self.readable_name(function))
    }
}

/// The value of a constant expression.
pub fn constant(expression: &ConstExpr<'_>) -> Result<Constant, Error> {
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

/// The type of a table, if it is lowered.
fn table_type(index: TableIndex, table: &Table<'_>) -> Result<TableType, Error> {
    require_lowered(ValType::Ref(table.ty.element_type), "table section", table.offset)?;
    if table.ty.initial > MAX_TABLE {
        return Err(Error::Unsupported {
            place: format!("table {index}"),
            message: format!("a table of {} elements", table.ty.initial),
            offset: table.offset,
            remedy: "declare a table of at most 1048576 elements",
        });
    }
    Ok(table.ty)
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
