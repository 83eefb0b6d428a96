//! Writes the module again without dead code.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use dissolve_reach::Reachable;
use dissolve_wasm::{FuncIndex, GlobalIndex, MemoryIndex};
use wasm_encoder::reencode::{Error as ReencodeError, Reencode};
use wasm_encoder::{
    CodeSection, ElementSection, Elements, FunctionSection, ImportSection, Instruction, MemorySection, MemoryType,
    Module, NameSection, RawSection, TableSection,
};
use wasmparser::{KnownCustom, Name, Operator, Parser, Payload};

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
        let mut module = Module::new();
        let mut imported = 0;
        let mut code = CodeSection::new();
        let mut entry = 0;
        for payload in Parser::new(0).parse_all(wasm) {
            let payload = payload?;
            match &payload {
                Payload::ImportSection(section) => {
                    let mut imports = ImportSection::new();
                    for import in section.clone().into_imports() {
                        let import = import?;
                        if self.functions[imported].is_some() {
                            imports.import(import.module, import.name, self.entity_type(import.ty)?);
                        }
                        imported += 1;
                    }
                    module.section(&imports);
                }
                Payload::FunctionSection(section) => {
                    let mut functions = FunctionSection::new();
                    for (index, ty) in section.clone().into_iter().enumerate() {
                        let ty = ty?;
                        if self.functions[imported + index].is_some() {
                            functions.function(ty);
                        }
                    }
                    module.section(&functions);
                }
                Payload::TableSection(section) => {
                    let mut tables = TableSection::new();
                    for (index, table) in section.clone().into_iter().enumerate() {
                        let table = table?;
                        if self.tables[index].is_some() {
                            self.parse_table(&mut tables, table)?;
                        }
                    }
                    module.section(&tables);
                }
                Payload::ElementSection(section) => {
                    let mut elements = ElementSection::new();
                    for (index, element) in section.clone().into_iter().enumerate() {
                        let element = element?;
                        if self.elements[index].is_some() {
                            self.parse_element(&mut elements, element)?;
                        }
                    }
                    // The builder writes the section even when it is empty.
                    if !self.referenced.is_empty() {
                        let functions = self.referenced.iter().map(|function| kept(&self.functions, function.as_u32()));
                        let functions = functions.collect::<Result<Vec<_>, _>>()?;
                        elements.declared(Elements::Functions(Cow::Owned(functions)));
                    }
                    module.section(&elements);
                }
                Payload::MemorySection(section) => {
                    let mut memories = MemorySection::new();
                    for (index, memory) in (0u32..).zip(section.clone()) {
                        let memory = self.memory_type(memory?)?;
                        let maximum = self.limits.get(&MemoryIndex::from_u32(index)).copied().or(memory.maximum);
                        memories.memory(MemoryType { maximum, ..memory });
                    }
                    module.section(&memories);
                }
                Payload::GlobalSection(section) => {
                    let mut globals = wasm_encoder::GlobalSection::new();
                    for (index, global) in section.clone().into_iter().enumerate() {
                        let global = global?;
                        if self.globals.get(index).is_none_or(Option::is_some) {
                            self.parse_global(&mut globals, global)?;
                        }
                    }
                    module.section(&globals);
                }
                Payload::ExportSection(section) => {
                    let mut exports = wasm_encoder::ExportSection::new();
                    self.parse_export_section(&mut exports, section.clone())?;
                    module.section(&exports);
                }
                Payload::StartSection { func, .. } => {
                    let function_index = self.function_index(*func)?;
                    module.section(&wasm_encoder::StartSection { function_index });
                }
                Payload::CodeSectionStart { count, .. } => {
                    entry = 0;
                    if *count == 0 {
                        module.section(&code);
                    }
                }
                Payload::CodeSectionEntry(body) => {
                    if self.functions[imported + entry].is_some() {
                        self.parse_function_body(&mut code, body.clone())?;
                    }
                    entry += 1;
                    if imported + entry == self.functions.len() {
                        module.section(&code);
                    }
                }
                Payload::CustomSection(section) => {
                    if let KnownCustom::Name(names) = section.as_known() {
                        module.section(&self.names(names)?);
                    }
                }
                other => {
                    if let Some((id, range)) = other.as_section() {
                        module.section(&RawSection { id, data: &wasm[range] });
                    }
                }
            }
        }
        Ok(module.finish())
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
