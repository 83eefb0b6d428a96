//! Writes the module again without dead code.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use dissolve_reach::Reachable;
use dissolve_wasm::{EntityRef as _, FuncIndex, GlobalIndex, MemoryIndex, Module};
use wasm_encoder::reencode::{Error as ReencodeError, Reencode};
use wasm_encoder::{
    CodeSection, ElementSection, Elements, FunctionSection, GlobalSection, ImportSection, Instruction, MemorySection,
    MemoryType, Module as Output, NameSection, RawSection, TableSection,
};
use wasmparser::{GlobalSectionReader, KnownCustom, Name, Operator, Parser, Payload, TableSectionReader};

use crate::names::Names;

/// The error when live code refers to a dead item: a defect of the graph.
#[derive(Debug)]
pub struct Dropped(u32);

impl fmt::Display for Dropped {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "index {} was dropped but is still used", self.0)
    }
}

impl std::error::Error for Dropped {}

type Error = ReencodeError<Dropped>;

/// The items that stay.
pub struct Kept<'a> {
    /// Functions, tables and element segments.
    pub live: &'a Reachable,
    /// The functions that live code takes references to (`ref.func`). Such a function must be declared outside of
    /// function bodies, and the export or segment that declared it in its own module may be gone.
    pub referenced: BTreeSet<FuncIndex>,
    /// Globals that nothing uses; they are dropped.
    pub unused_globals: &'a BTreeSet<GlobalIndex>,
}

/// Returns the module with the items of `kept`. With `deny_growth`, `memory.grow` gives -1. `limits` has the new
/// maximum, in pages, of each memory that gets one.
pub fn prune(
    wasm: &[u8],
    kept: Kept<'_>,
    deny_growth: bool,
    limits: &BTreeMap<MemoryIndex, u64>,
) -> Result<Vec<u8>, Error> {
    let Kept { live, referenced, unused_globals } = kept;
    let last_unused = unused_globals.last().map_or(0, |last| last.as_u32() + 1);
    let is_used = |global: u32| !unused_globals.contains(&GlobalIndex::from_u32(global));
    let mut pruner = Pruner {
        functions: renumber(live.functions()),
        tables: renumber(live.tables()),
        elements: renumber(live.elements()),
        referenced,
        globals: renumber((0..last_unused).map(is_used)),
        dropped_globals: unused_globals.len() as u32,
        deny_growth,
        limits,
    };
    pruner.write(wasm)
}

/// Returns the new index of each item that stays.
fn renumber(kept: impl Iterator<Item = bool>) -> Vec<Option<u32>> {
    let mut next = 0;
    kept.map(|kept| {
        kept.then(|| {
            next += 1;
            next - 1
        })
    })
    .collect()
}

struct Pruner<'a> {
    functions: Vec<Option<u32>>,
    tables: Vec<Option<u32>>,
    elements: Vec<Option<u32>>,
    referenced: BTreeSet<FuncIndex>,
    /// The new indices of the globals up to the last one that is dropped.
    globals: Vec<Option<u32>>,
    dropped_globals: u32,
    deny_growth: bool,
    limits: &'a BTreeMap<MemoryIndex, u64>,
}

impl Pruner<'_> {
    fn write(&mut self, wasm: &[u8]) -> Result<Vec<u8>, Error> {
        let module = Module::read(wasm)?;
        let mut output = Output::new();
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(_) => _ = output.section(&self.imports(&module)?),
                Payload::FunctionSection(_) => _ = output.section(&self.function_types(&module)),
                Payload::TableSection(section) => _ = output.section(&self.tables(section)?),
                Payload::MemorySection(_) => _ = output.section(&self.memories(&module)?),
                Payload::GlobalSection(section) => _ = output.section(&self.globals(section)?),
                Payload::ExportSection(section) => {
                    let mut exports = wasm_encoder::ExportSection::new();
                    self.parse_export_section(&mut exports, section)?;
                    output.section(&exports);
                }
                Payload::StartSection { func, .. } => {
                    let function_index = self.function_index(func)?;
                    output.section(&wasm_encoder::StartSection { function_index });
                }
                Payload::ElementSection(_) => _ = output.section(&self.elements(&module)?),
                Payload::CodeSectionStart { .. } => _ = output.section(&self.code(&module)?),
                // The start of the section has written all bodies.
                Payload::CodeSectionEntry(_) => {}
                Payload::CustomSection(section) => {
                    if let KnownCustom::Name(names) = section.as_known() {
                        output.section(&self.names(names)?);
                    }
                }
                other => {
                    if let Some((id, range)) = other.as_section() {
                        output.section(&RawSection { id, data: &wasm[range] });
                    }
                }
            }
        }
        Ok(output.finish())
    }

    /// Writes the imports, all of functions.
    fn imports(&mut self, module: &Module<'_>) -> Result<ImportSection, Error> {
        let mut imports = ImportSection::new();
        for (index, import) in module.imports.iter().enumerate() {
            if self.functions[index].is_some() {
                imports.import(import.module, import.name, self.entity_type(import.ty)?);
            }
        }
        Ok(imports)
    }

    fn function_types(&self, module: &Module<'_>) -> FunctionSection {
        let mut functions = FunctionSection::new();
        for (function, ty) in module.functions.iter().skip(module.imported_functions()) {
            if self.functions[function.index()].is_some() {
                functions.function(ty.as_u32());
            }
        }
        functions
    }

    fn tables(&mut self, section: TableSectionReader<'_>) -> Result<TableSection, Error> {
        let mut tables = TableSection::new();
        for (index, table) in section.into_iter().enumerate() {
            let table = table?;
            if self.tables[index].is_some() {
                self.parse_table(&mut tables, table)?;
            }
        }
        Ok(tables)
    }

    fn memories(&mut self, module: &Module<'_>) -> Result<MemorySection, Error> {
        let mut memories = MemorySection::new();
        for (index, memory) in module.memories.iter() {
            let memory = self.memory_type(*memory)?;
            let maximum = self.limits.get(&index).copied().or(memory.maximum);
            memories.memory(MemoryType { maximum, ..memory });
        }
        Ok(memories)
    }

    fn globals(&mut self, section: GlobalSectionReader<'_>) -> Result<GlobalSection, Error> {
        let mut globals = GlobalSection::new();
        for (index, global) in section.into_iter().enumerate() {
            let global = global?;
            if self.globals.get(index).is_none_or(Option::is_some) {
                self.parse_global(&mut globals, global)?;
            }
        }
        Ok(globals)
    }

    /// Writes the segments that stay, and one that declares the functions that need it.
    fn elements(&mut self, module: &Module<'_>) -> Result<ElementSection, Error> {
        let mut elements = ElementSection::new();
        for (index, element) in module.elements.iter() {
            if self.elements[index.index()].is_some() {
                self.parse_element(&mut elements, element.clone())?;
            }
        }
        // The builder writes the section even when it is empty.
        if !self.referenced.is_empty() {
            let functions = self.referenced.iter().map(|function| kept(&self.functions, function.as_u32()));
            let functions = functions.collect::<Result<Vec<_>, _>>()?;
            elements.declared(Elements::Functions(Cow::Owned(functions)));
        }
        Ok(elements)
    }

    fn code(&mut self, module: &Module<'_>) -> Result<CodeSection, Error> {
        let mut code = CodeSection::new();
        for (function, body) in module.defined_functions() {
            if self.functions[function.index()].is_some() {
                self.parse_function_body(&mut code, body.clone())?;
            }
        }
        Ok(code)
    }

    /// Returns the names of the items that stay. Memories and data segments keep their indices.
    fn names(&self, names: wasmparser::NameSectionReader<'_>) -> Result<NameSection, Error> {
        let mut kept = Vec::new();
        for subsection in names.clone() {
            if let Name::Function(map) = subsection? {
                for naming in map {
                    let naming = naming?;
                    kept.extend(self.functions[naming.index as usize].map(|index| (index, naming.name)));
                }
            }
        }
        let global = |index| self.globals.get(index as usize).map_or(Some(index - self.dropped_globals), |kept| *kept);
        Ok(Names::read(names).with_globals(global).section(kept))
    }
}

/// Returns the new index of a live item. A live user of the item has reached it, so the item is live too.
fn kept(indices: &[Option<u32>], index: u32) -> Result<u32, Error> {
    indices[index as usize].ok_or(ReencodeError::UserError(Dropped(index)))
}

impl Reencode for Pruner<'_> {
    type Error = Dropped;

    fn function_index(&mut self, function: u32) -> Result<u32, Error> {
        kept(&self.functions, function)
    }

    fn table_index(&mut self, table: u32) -> Result<u32, Error> {
        kept(&self.tables, table)
    }

    fn element_index(&mut self, element: u32) -> Result<u32, Error> {
        kept(&self.elements, element)
    }

    fn global_index(&mut self, global: u32) -> Result<u32, Error> {
        match self.globals.get(global as usize) {
            Some(_) => kept(&self.globals, global),
            None => Ok(global - self.dropped_globals),
        }
    }

    fn parse_function_body(&mut self, code: &mut CodeSection, body: wasmparser::FunctionBody<'_>) -> Result<(), Error> {
        let mut function = self.new_function_with_parsed_locals(&body)?;
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            let operator = operators.read()?;
            if self.deny_growth && matches!(operator, Operator::MemoryGrow { .. }) {
                function.instruction(&Instruction::Drop);
                function.instruction(&Instruction::I32Const(-1));
            } else {
                function.instruction(&self.instruction(operator)?);
            }
        }
        code.function(&function);
        Ok(())
    }
}
