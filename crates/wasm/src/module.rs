//! Reads a module into tables.

use std::collections::HashMap;
use std::ops::Range;

use cranelift_entity::{EntityRef, PrimaryMap};
use wasmparser::{
    CompositeInnerType, ConstExpr, CustomSectionReader, Data, Element, ExternalKind, FuncType, FunctionBody,
    GlobalType, Import, KnownCustom, MemoryType, NameSectionReader, Parser, Payload, SubType, TableInit, TableType,
    TypeRef,
};

use crate::{DataIndex, ElemIndex, FuncIndex, GlobalIndex, MemoryIndex, TableIndex, TypeIndex};

/// The size of a page in bytes, unless a memory declares another (WebAssembly, 4.2.8).
pub const PAGE: u64 = 64 * 1024;

/// A core module, read into tables. In each index space, imported items come first.
#[derive(Default)]
pub struct Module<'a> {
    /// The whole module. Offsets in the tables count from its start.
    pub bytes: &'a [u8],
    /// Types.
    pub types: PrimaryMap<TypeIndex, SubType>,
    /// Imports of all kinds, in order.
    pub imports: Vec<Import<'a>>,
    /// The type of each function.
    pub functions: PrimaryMap<FuncIndex, TypeIndex>,
    /// Tables.
    pub tables: PrimaryMap<TableIndex, Table<'a>>,
    /// Memories.
    pub memories: PrimaryMap<MemoryIndex, MemoryType>,
    /// Globals.
    pub globals: PrimaryMap<GlobalIndex, Global<'a>>,
    /// Exports, in order.
    pub exports: Vec<Export<'a>>,
    /// The start function.
    pub start: Option<FuncIndex>,
    /// Element segments.
    pub elements: PrimaryMap<ElemIndex, Element<'a>>,
    /// The bodies of the functions that are not imported, in order.
    pub bodies: Vec<FunctionBody<'a>>,
    /// The offsets of the code section's content in the module.
    pub code_range: Range<usize>,
    /// Data segments.
    pub data: PrimaryMap<DataIndex, Data<'a>>,
    /// The offsets of the data section's content in the module.
    pub data_range: Range<usize>,
    /// Custom sections, in order.
    pub custom_sections: Vec<CustomSectionReader<'a>>,
    /// The numbers of imported items.
    imported: Imported,
}

/// The numbers of imported items.
#[derive(Default)]
struct Imported {
    functions: usize,
    tables: usize,
    memories: usize,
    globals: usize,
}

/// A table.
#[derive(Clone, Debug)]
pub struct Table<'a> {
    /// Its type.
    pub ty: TableType,
    /// The value of its elements at first; none if that is null, or if the table is imported.
    pub init: Option<ConstExpr<'a>>,
    /// The offset of its definition in the module; zero if it is imported.
    pub offset: usize,
}

/// A global.
#[derive(Clone, Debug)]
pub struct Global<'a> {
    /// Its type.
    pub ty: GlobalType,
    /// Its initial value; none if it is imported.
    pub init: Option<ConstExpr<'a>>,
    /// The offset of its definition in the module; zero if it is imported.
    pub offset: usize,
}

/// An export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Export<'a> {
    /// Its name.
    pub name: &'a str,
    /// The exported item.
    pub item: ExternalIndex,
}

/// An item that a module can export.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ExternalIndex {
    /// A function.
    Function(FuncIndex),
    /// A table.
    Table(TableIndex),
    /// A memory.
    Memory(MemoryIndex),
    /// A global.
    Global(GlobalIndex),
    /// A tag, by its number.
    Tag(u32),
}

impl<'a> Module<'a> {
    /// Reads a module, which is taken to be valid.
    ///
    /// # Errors
    ///
    /// Fails if the module is malformed.
    pub fn read(wasm: &'a [u8]) -> wasmparser::Result<Module<'a>> {
        let mut module = Module { bytes: wasm, ..Module::default() };
        for payload in Parser::new(0).parse_all(wasm) {
            module.section(payload?)?;
        }
        Ok(module)
    }

    fn section(&mut self, payload: Payload<'a>) -> wasmparser::Result<()> {
        match payload {
            Payload::TypeSection(section) => {
                for group in section {
                    self.types.extend(group?.into_types());
                }
            }
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    self.import(import?);
                }
            }
            Payload::FunctionSection(section) => {
                for ty in section {
                    self.functions.push(TypeIndex::from_u32(ty?));
                }
            }
            Payload::TableSection(section) => {
                for table in section.into_iter_with_offsets() {
                    let (offset, table) = table?;
                    let init = match table.init {
                        TableInit::RefNull => None,
                        TableInit::Expr(value) => Some(value),
                    };
                    self.tables.push(Table { ty: table.ty, init, offset });
                }
            }
            Payload::MemorySection(section) => {
                for memory in section {
                    self.memories.push(memory?);
                }
            }
            Payload::GlobalSection(section) => {
                for global in section.into_iter_with_offsets() {
                    let (offset, global) = global?;
                    self.globals.push(Global { ty: global.ty, init: Some(global.init_expr), offset });
                }
            }
            Payload::ExportSection(section) => {
                for export in section {
                    let export = export?;
                    self.exports
                        .push(Export { name: export.name, item: ExternalIndex::new(export.kind, export.index) });
                }
            }
            Payload::StartSection { func, .. } => self.start = Some(FuncIndex::from_u32(func)),
            Payload::ElementSection(section) => {
                for element in section {
                    self.elements.push(element?);
                }
            }
            Payload::CodeSectionStart { range, .. } => self.code_range = range,
            Payload::CodeSectionEntry(body) => self.bodies.push(body),
            Payload::DataSection(section) => {
                self.data_range = section.range();
                for data in section {
                    self.data.push(data?);
                }
            }
            Payload::CustomSection(section) => self.custom_sections.push(section),
            _ => {}
        }
        Ok(())
    }

    fn import(&mut self, import: Import<'a>) {
        match import.ty {
            TypeRef::Func(ty) | TypeRef::FuncExact(ty) => {
                self.functions.push(TypeIndex::from_u32(ty));
                self.imported.functions += 1;
            }
            TypeRef::Table(ty) => {
                self.tables.push(Table { ty, init: None, offset: 0 });
                self.imported.tables += 1;
            }
            TypeRef::Memory(ty) => {
                self.memories.push(ty);
                self.imported.memories += 1;
            }
            TypeRef::Global(ty) => {
                self.globals.push(Global { ty, init: None, offset: 0 });
                self.imported.globals += 1;
            }
            TypeRef::Tag(_) => {}
        }
        self.imports.push(import);
    }

    /// Returns the number of imported functions.
    pub fn imported_functions(&self) -> usize {
        self.imported.functions
    }

    /// Returns the number of imported tables.
    pub fn imported_tables(&self) -> usize {
        self.imported.tables
    }

    /// Returns the number of imported memories.
    pub fn imported_memories(&self) -> usize {
        self.imported.memories
    }

    /// Returns the number of imported globals.
    pub fn imported_globals(&self) -> usize {
        self.imported.globals
    }

    /// Returns the imports that are functions, in order: import N is function N.
    pub fn function_imports(&self) -> impl Iterator<Item = &Import<'a>> {
        self.imports.iter().filter(|import| matches!(import.ty, TypeRef::Func(_) | TypeRef::FuncExact(_)))
    }

    /// Returns the exported functions, in order, with their names.
    pub fn exported_functions(&self) -> impl Iterator<Item = (&'a str, FuncIndex)> {
        self.exports.iter().filter_map(|export| match export.item {
            ExternalIndex::Function(function) => Some((export.name, function)),
            _ => None,
        })
    }

    /// Returns true if an item is exported.
    pub fn is_exported(&self, item: ExternalIndex) -> bool {
        self.exports.iter().any(|export| export.item == item)
    }

    /// Returns each function that is not imported, and its body.
    pub fn defined_functions(&self) -> impl Iterator<Item = (FuncIndex, &FunctionBody<'a>)> {
        (self.imported.functions..).map(FuncIndex::new).zip(&self.bodies)
    }

    /// Returns the body of a function; none if it is imported, or does not exist.
    pub fn body(&self, function: FuncIndex) -> Option<&FunctionBody<'a>> {
        self.bodies.get(function.index().checked_sub(self.imported.functions)?)
    }

    /// Returns a function type; none if the type is another one, or does not exist.
    pub fn func_type(&self, ty: TypeIndex) -> Option<&FuncType> {
        match &self.types.get(ty)?.composite_type.inner {
            CompositeInnerType::Func(ty) => Some(ty),
            _ => None,
        }
    }

    /// Returns, for each type, the first function type of the same structure; for other types, themselves.
    pub fn canonical_types(&self) -> PrimaryMap<TypeIndex, TypeIndex> {
        let mut first = HashMap::new();
        let canonical = self.types.keys().map(|ty| match self.func_type(ty) {
            Some(structure) => *first.entry(structure).or_insert(ty),
            None => ty,
        });
        canonical.collect()
    }

    /// Returns the type of a function; none if the function does not exist.
    pub fn function_type(&self, function: FuncIndex) -> Option<&FuncType> {
        self.func_type(*self.functions.get(function)?)
    }

    /// Returns the initial size of a memory in bytes; the largest number, if it is larger.
    pub fn memory_bytes(&self, memory: MemoryIndex) -> Option<u64> {
        let ty = self.memories.get(memory)?;
        Some(ty.initial.saturating_mul(1u64.checked_shl(ty.page_size_log2()).unwrap_or(u64::MAX)))
    }

    /// Returns the item that is exported under a name.
    pub fn export(&self, name: &str) -> Option<ExternalIndex> {
        self.exports.iter().find(|export| export.name == name).map(|export| export.item)
    }

    /// Returns the name section; the last one, if there are several.
    pub fn name_section(&self) -> Option<NameSectionReader<'a>> {
        self.custom_sections.iter().rev().find_map(|section| match section.as_known() {
            KnownCustom::Name(names) => Some(names),
            _ => None,
        })
    }
}

impl<'a> Table<'a> {
    /// Returns the table as its section has it.
    pub fn definition(&self) -> wasmparser::Table<'a> {
        let init = self.init.clone().map_or(TableInit::RefNull, TableInit::Expr);
        wasmparser::Table { ty: self.ty, init }
    }
}

impl<'a> Export<'a> {
    /// Returns the export as its section has it.
    pub fn definition(&self) -> wasmparser::Export<'a> {
        wasmparser::Export { name: self.name, kind: self.item.kind(), index: self.item.as_u32() }
    }
}

impl ExternalIndex {
    /// Makes the typed index of an export.
    pub fn new(kind: ExternalKind, index: u32) -> ExternalIndex {
        match kind {
            ExternalKind::Func | ExternalKind::FuncExact => ExternalIndex::Function(FuncIndex::from_u32(index)),
            ExternalKind::Table => ExternalIndex::Table(TableIndex::from_u32(index)),
            ExternalKind::Memory => ExternalIndex::Memory(MemoryIndex::from_u32(index)),
            ExternalKind::Global => ExternalIndex::Global(GlobalIndex::from_u32(index)),
            ExternalKind::Tag => ExternalIndex::Tag(index),
        }
    }

    /// Returns the index as a number.
    pub fn as_u32(self) -> u32 {
        match self {
            ExternalIndex::Function(function) => function.as_u32(),
            ExternalIndex::Table(table) => table.as_u32(),
            ExternalIndex::Memory(memory) => memory.as_u32(),
            ExternalIndex::Global(global) => global.as_u32(),
            ExternalIndex::Tag(tag) => tag,
        }
    }

    /// Returns the kind of the item.
    pub fn kind(self) -> ExternalKind {
        match self {
            ExternalIndex::Function(_) => ExternalKind::Func,
            ExternalIndex::Table(_) => ExternalKind::Table,
            ExternalIndex::Memory(_) => ExternalKind::Memory,
            ExternalIndex::Global(_) => ExternalKind::Global,
            ExternalIndex::Tag(_) => ExternalKind::Tag,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn imported_items_come_first() {
        let wasm = wat::parse_str(
            "(module
                (import \"m\" \"f\" (func $imported (param i32)))
                (import \"m\" \"t\" (table 1 funcref))
                (import \"m\" \"m\" (memory 3))
                (import \"m\" \"g\" (global i64))
                (func $defined (result i64) global.get 1)
                (table $own 2 funcref) (memory 4) (global $mine i64 (i64.const 5))
                (export \"a\" (func $defined)) (export \"b\" (global $mine)) (export \"c\" (memory 1))
                (export \"d\" (table $own)) (start $go) (func $go))",
        )
        .unwrap();
        let module = Module::read(&wasm).unwrap();
        let imported = (module.imported_functions(), module.imported_tables());
        assert_eq!((imported, module.imported_memories(), module.imported_globals()), ((1, 1), 1, 1));
        let [first, second, third] = [0, 1, 2].map(FuncIndex::from_u32);
        assert_eq!(module.function_type(first).unwrap().params().len(), 1);
        assert_eq!(module.function_type(second).unwrap().results().len(), 1);
        assert_eq!(module.function_type(FuncIndex::from_u32(u32::MAX)), None);
        assert!(module.body(first).is_none() && module.body(second).is_some());
        assert_eq!(module.start, Some(third));
        assert_eq!(module.memory_bytes(MemoryIndex::from_u32(1)), Some(4 << 16));
        assert_eq!(module.export("a"), Some(ExternalIndex::Function(second)));
        assert_eq!(module.export("b"), Some(ExternalIndex::Global(GlobalIndex::from_u32(1))));
        assert_eq!(module.export("d"), Some(ExternalIndex::Table(TableIndex::from_u32(1))));
        assert_eq!(module.export("e"), None);
        let names: Vec<_> = module.function_names().values().copied().collect();
        assert_eq!(names, [Some("imported"), Some("defined"), Some("go")]);
        let names: Vec<_> = module.global_names().collect();
        assert_eq!(names, [(GlobalIndex::from_u32(1), "mine")]);
    }

    #[test]
    fn a_malformed_module_is_an_error() {
        let wasm = wat::parse_str("(module (memory 1) (func) (data \"some text\"))").unwrap();
        for length in 9..wasm.len() {
            // Without its last sections a module may be well-formed; the model has fewer items then.
            if let Ok(module) = Module::read(&wasm[..length]) {
                assert!(module.bodies.is_empty() || module.data.is_empty(), "{length} bytes");
            }
        }
    }
}
