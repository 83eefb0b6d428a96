//! Writes the module with thin seams: all of it, or without dead code.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use dissolve_wasm::{EntityRef as _, FuncIndex, GlobalIndex, MemoryIndex, Module};
use wasm_encoder::reencode::{Error as ReencodeError, Reencode};
use wasm_encoder::{
    CodeSection, DataCountSection, DataSection, ElementSection, Elements, ExportSection, FunctionSection,
    GlobalSection, ImportSection, Instruction, MemorySection, MemoryType, Module as Output, NameSection, StartSection,
    TableSection, TypeSection,
};
use wasmparser::{Name, Operator};

use crate::names::Names;
use crate::seams::{Changes, Thin};

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

/// Writes the items of a module that are reached. With `deny_growth`, `memory.grow` gives -1. `limits` has the new
/// maximum, in pages, of each memory that gets one.
pub fn write_live(thin: &Thin<'_>, deny_growth: bool, limits: &BTreeMap<MemoryIndex, u64>) -> Result<Vec<u8>, Error> {
    let Thin { module, graph, live, changes } = thin;
    let is_used = |global: GlobalIndex| !changes.unused_globals.contains(&global);
    Writer {
        module,
        changes,
        functions: renumber(live.functions()),
        tables: renumber(live.tables()),
        elements: renumber(live.elements()),
        globals: renumber(module.globals.keys().map(is_used)),
        referenced: graph.referenced(live),
        deny_growth,
        limits,
    }
    .write()
}

/// Writes all items of a module.
pub fn write_all(thin: &Thin<'_>) -> Result<Vec<u8>, Error> {
    let Thin { module, changes, .. } = thin;
    Writer {
        module,
        changes,
        functions: renumber(module.functions.keys().map(|_| true)),
        tables: renumber(module.tables.keys().map(|_| true)),
        elements: renumber(module.elements.keys().map(|_| true)),
        globals: renumber(module.globals.keys().map(|_| true)),
        referenced: BTreeSet::new(),
        deny_growth: false,
        limits: &BTreeMap::new(),
    }
    .write()
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

/// Writes a module without the items that have no new index.
struct Writer<'m, 'a> {
    module: &'m Module<'a>,
    changes: &'m Changes,
    /// The new index of each function.
    functions: Vec<Option<u32>>,
    tables: Vec<Option<u32>>,
    elements: Vec<Option<u32>>,
    globals: Vec<Option<u32>>,
    /// The functions that code takes references to (`ref.func`). Such a function must be declared outside of function
    /// bodies, and the export or segment that declared it in its own module may be gone.
    referenced: BTreeSet<FuncIndex>,
    deny_growth: bool,
    limits: &'m BTreeMap<MemoryIndex, u64>,
}

impl Writer<'_, '_> {
    fn write(&mut self) -> Result<Vec<u8>, Error> {
        let module = self.module;
        let mut output = Output::new();
        output.section(&self.types()?);
        output.section(&self.imports()?);
        output.section(&self.function_types());
        output.section(&self.tables()?);
        output.section(&self.memories()?);
        output.section(&self.globals()?);
        let mut exports = ExportSection::new();
        module.exports.iter().try_for_each(|export| self.parse_export(&mut exports, export.definition()))?;
        output.section(&exports);
        if let Some(start) = module.start {
            output.section(&StartSection { function_index: self.function_index(start.as_u32())? });
        }
        output.section(&self.elements()?);
        if !module.data.is_empty() {
            output.section(&DataCountSection { count: module.data.len() as u32 });
        }
        output.section(&self.code()?);
        let mut data = DataSection::new();
        module.data.values().try_for_each(|segment| self.parse_data(&mut data, segment.clone()))?;
        output.section(&data);
        if let Some(names) = module.name_section() {
            output.section(&self.names(names)?);
        }
        Ok(output.finish())
    }

    /// Writes the types, all of functions.
    fn types(&mut self) -> Result<TypeSection, Error> {
        let mut types = TypeSection::new();
        for ty in self.module.types.keys().filter_map(|ty| self.module.func_type(ty)) {
            types.ty().func_type(&self.func_type(ty.clone())?);
        }
        Ok(types)
    }

    /// Writes the imports, all of functions.
    fn imports(&mut self) -> Result<ImportSection, Error> {
        let mut imports = ImportSection::new();
        for (index, import) in self.module.imports.iter().enumerate() {
            if self.functions[index].is_some() {
                imports.import(import.module, import.name, self.entity_type(import.ty)?);
            }
        }
        Ok(imports)
    }

    fn function_types(&self) -> FunctionSection {
        let module = self.module;
        let mut functions = FunctionSection::new();
        for (function, ty) in module.functions.iter().skip(module.imported_functions()) {
            if self.functions[function.index()].is_some() {
                functions.function(ty.as_u32());
            }
        }
        functions
    }

    fn tables(&mut self) -> Result<TableSection, Error> {
        let mut tables = TableSection::new();
        for (index, table) in self.module.tables.iter() {
            if self.tables[index.index()].is_some() {
                self.parse_table(&mut tables, table.definition())?;
            }
        }
        Ok(tables)
    }

    fn memories(&mut self) -> Result<MemorySection, Error> {
        let mut memories = MemorySection::new();
        for (index, memory) in self.module.memories.iter() {
            let memory = self.memory_type(*memory)?;
            let maximum = self.limits.get(&index).copied().or(memory.maximum);
            memories.memory(MemoryType { maximum, ..memory });
        }
        Ok(memories)
    }

    /// Writes the globals, none of which is imported.
    fn globals(&mut self) -> Result<GlobalSection, Error> {
        let mut globals = GlobalSection::new();
        for (index, global) in self.module.globals.iter() {
            if let Some(init_expr) = global.init.clone().filter(|_| self.globals[index.index()].is_some()) {
                self.parse_global(&mut globals, wasmparser::Global { ty: global.ty, init_expr })?;
            }
        }
        Ok(globals)
    }

    /// Writes the segments that stay, and one that declares the functions that need it.
    fn elements(&mut self) -> Result<ElementSection, Error> {
        let mut elements = ElementSection::new();
        for (index, element) in self.module.elements.iter() {
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

    fn code(&mut self) -> Result<CodeSection, Error> {
        let mut code = CodeSection::new();
        for (function, body) in self.module.defined_functions() {
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
                    let index = self.functions[naming.index as usize].map(FuncIndex::from_u32);
                    kept.extend(index.map(|index| (index, naming.name)));
                }
            }
        }
        let global = |global: GlobalIndex| self.globals[global.index()].map(GlobalIndex::from_u32);
        Ok(Names::read(names).with_globals(global).section(kept))
    }
}

/// Returns the new index of a live item. A live user of the item has reached it, so the item is live too.
fn kept(indices: &[Option<u32>], index: u32) -> Result<u32, Error> {
    indices[index as usize].ok_or(ReencodeError::UserError(Dropped(index)))
}

impl Reencode for Writer<'_, '_> {
    type Error = Dropped;

    fn function_index(&mut self, function: u32) -> Result<u32, Error> {
        kept(&self.functions, self.changes.target(FuncIndex::from_u32(function)).as_u32())
    }

    fn table_index(&mut self, table: u32) -> Result<u32, Error> {
        kept(&self.tables, table)
    }

    fn element_index(&mut self, element: u32) -> Result<u32, Error> {
        kept(&self.elements, element)
    }

    fn global_index(&mut self, global: u32) -> Result<u32, Error> {
        kept(&self.globals, global)
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
