//! The calls of the merged module's functions, and the tables that they go through.
//!
//! Takes the module's bytes and its flags; gives a summary of each function. A table's content is known if only element
//! segments fill it; otherwise it may have any function whose reference is taken.

use std::collections::{BTreeMap, BTreeSet};

use wasmparser::{
    CompositeInnerType, ElementItems, ElementKind, ExternalKind, FuncType, FunctionBody, Operator, Parser, Payload,
    TypeRef,
};

/// The effects of a function that matter to other functions.
#[derive(Default)]
pub struct Summary {
    /// Functions that it calls.
    pub calls: Vec<u32>,
    /// Functions whose reference it takes.
    pub references: Vec<u32>,
    /// Tables that it calls through, with the type index of each call.
    pub indirect: Vec<(u32, u32)>,
    /// Flags that it reads.
    pub reads: Vec<u32>,
    /// True if it writes a flag.
    pub writes: bool,
}

/// The merged module.
pub struct Module<'a> {
    /// The number of imported functions.
    pub imported: u32,
    /// Bodies of the other functions.
    pub bodies: Vec<FunctionBody<'a>>,
    /// A summary for each body.
    pub summaries: Vec<Summary>,
    /// The flags.
    pub flags: BTreeSet<u32>,
    types: Vec<FuncType>,
    functions: Vec<u32>,
    /// Initial pages; none for a memory with 64-bit addresses.
    memories: Vec<Option<u32>>,
    elements: Vec<Element>,
    tables: BTreeMap<u32, Table>,
    /// Functions whose reference is taken anywhere.
    referenced: BTreeSet<u32>,
}

struct Element {
    table: Option<u32>,
    functions: Vec<u32>,
}

/// The ways in which a table is filled, besides its active segments.
#[derive(Default)]
struct Table {
    /// True if single entries are written, or code outside of the module can write them.
    open: bool,
    /// Passive segments that are copied to it.
    segments: Vec<u32>,
}

impl<'a> Module<'a> {
    /// Reads a valid module.
    pub fn read(wasm: &'a [u8], flags: &[u32]) -> wasmparser::Result<Module<'a>> {
        let mut module = Module {
            imported: 0,
            bodies: Vec::new(),
            summaries: Vec::new(),
            flags: flags.iter().copied().collect(),
            types: Vec::new(),
            functions: Vec::new(),
            memories: Vec::new(),
            elements: Vec::new(),
            tables: BTreeMap::new(),
            referenced: BTreeSet::new(),
        };
        for payload in Parser::new(0).parse_all(wasm) {
            module.section(payload?)?;
        }
        Ok(module)
    }

    fn section(&mut self, payload: Payload<'a>) -> wasmparser::Result<()> {
        match payload {
            Payload::TypeSection(section) => {
                for group in section {
                    for ty in group?.into_types() {
                        if let CompositeInnerType::Func(ty) = ty.composite_type.inner {
                            self.types.push(ty);
                        }
                    }
                }
            }
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    // The fuser imports functions only.
                    if let TypeRef::Func(ty) = import?.ty {
                        self.functions.push(ty);
                        self.imported += 1;
                    }
                }
            }
            Payload::FunctionSection(section) => {
                for ty in section {
                    self.functions.push(ty?);
                }
            }
            Payload::TableSection(section) => {
                for table in section {
                    if let wasmparser::TableInit::Expr(value) = table?.init {
                        self.referenced.extend(references(&value)?);
                    }
                }
            }
            Payload::MemorySection(section) => {
                for memory in section {
                    let memory = memory?;
                    self.memories.push(u32::try_from(memory.initial).ok().filter(|_| !memory.memory64));
                }
            }
            Payload::GlobalSection(section) => {
                for global in section {
                    self.referenced.extend(references(&global?.init_expr)?);
                }
            }
            Payload::ExportSection(section) => {
                for export in section {
                    let export = export?;
                    if export.kind == ExternalKind::Table {
                        self.table(export.index).open = true;
                    }
                }
            }
            Payload::ElementSection(section) => {
                for element in section {
                    let element = Element::read(element?)?;
                    self.referenced.extend(&element.functions);
                    self.elements.push(element);
                }
            }
            Payload::CodeSectionEntry(body) => {
                let summary = self.summarize(&body)?;
                self.referenced.extend(&summary.references);
                self.summaries.push(summary);
                self.bodies.push(body);
            }
            _ => {}
        }
        Ok(())
    }

    fn summarize(&mut self, body: &FunctionBody<'_>) -> wasmparser::Result<Summary> {
        let mut summary = Summary::default();
        for operator in body.get_operators_reader()? {
            match operator? {
                Operator::Call { function_index } | Operator::ReturnCall { function_index } => {
                    summary.calls.push(function_index);
                }
                Operator::RefFunc { function_index } => summary.references.push(function_index),
                Operator::CallIndirect { table_index, type_index }
                | Operator::ReturnCallIndirect { table_index, type_index } => {
                    summary.indirect.push((table_index, type_index));
                }
                Operator::GlobalGet { global_index } if self.flags.contains(&global_index) => {
                    summary.reads.push(global_index);
                }
                Operator::GlobalSet { global_index } => summary.writes |= self.flags.contains(&global_index),
                Operator::TableSet { table } | Operator::TableFill { table } | Operator::TableGrow { table } => {
                    self.table(table).open = true;
                }
                Operator::TableCopy { dst_table, src_table } if dst_table != src_table => {
                    self.table(dst_table).open = true;
                }
                Operator::TableInit { elem_index, table } => self.table(table).segments.push(elem_index),
                _ => {}
            }
        }
        summary.calls.sort_unstable();
        summary.calls.dedup();
        summary.indirect.sort_unstable();
        summary.indirect.dedup();
        Ok(summary)
    }

    fn table(&mut self, table: u32) -> &mut Table {
        self.tables.entry(table).or_default()
    }

    /// Returns the type of a function.
    pub fn function_type(&self, function: u32) -> &FuncType {
        &self.types[self.functions[function as usize] as usize]
    }

    /// Returns the initial pages of a memory; none if they do not fit into 32 bits.
    pub fn pages(&self, memory: u32) -> Option<u32> {
        self.memories.get(memory as usize).copied().flatten()
    }

    /// Returns the summary of a function; none for an imported one.
    pub fn summary(&self, function: u32) -> Option<&Summary> {
        self.summaries.get(function.checked_sub(self.imported)? as usize)
    }

    /// Returns the functions that a call through a table can reach.
    pub fn callees(&self, table: u32, ty: u32) -> Vec<u32> {
        let ty = &self.types[ty as usize];
        let filled = self.tables.get(&table);
        let mut callees: Vec<u32> = if filled.is_some_and(|filled| filled.open) {
            self.referenced.iter().copied().collect()
        } else {
            let passive = filled.map_or(&[][..], |filled| &filled.segments);
            let passive = passive.iter().map(|&segment| &self.elements[segment as usize]);
            let active = self.elements.iter().filter(|element| element.table == Some(table));
            active.chain(passive).flat_map(|element| element.functions.iter().copied()).collect()
        };
        callees.retain(|&function| self.function_type(function) == ty);
        callees.sort_unstable();
        callees.dedup();
        callees
    }
}

impl Element {
    fn read(element: wasmparser::Element<'_>) -> wasmparser::Result<Element> {
        let table = match element.kind {
            ElementKind::Active { table_index, .. } => Some(table_index.unwrap_or(0)),
            ElementKind::Passive | ElementKind::Declared => None,
        };
        let mut functions = Vec::new();
        match element.items {
            ElementItems::Functions(items) => {
                for function in items {
                    functions.push(function?);
                }
            }
            ElementItems::Expressions(_, items) => {
                for expression in items {
                    functions.extend(references(&expression?)?);
                }
            }
        }
        Ok(Element { table, functions })
    }
}

/// Returns the functions that a constant expression refers to.
fn references(expression: &wasmparser::ConstExpr<'_>) -> wasmparser::Result<Vec<u32>> {
    let mut functions = Vec::new();
    for operator in expression.get_operators_reader() {
        if let Operator::RefFunc { function_index } = operator? {
            functions.push(function_index);
        }
    }
    Ok(functions)
}
