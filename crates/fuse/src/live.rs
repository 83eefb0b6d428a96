//! What is left: only what an export, the start function or a table in use can reach.
//!
//! Takes the merged module; gives the fused one without dead functions, tables, element segments and imports. On the way
//! it knows who calls whom, so a `memory.grow` that is left is refused with the calls that lead to it. An allocator that
//! only an inner boundary needed is gone before anybody asks whether it grows.

use std::collections::VecDeque;

use dissolve_interface::Interface;
use wasmparser::{
    ElementItems, ElementKind, ExternalKind, KnownCustom, Name, Operator, Parser, Payload, TypeRef, Validator,
    WasmFeatures,
};

use crate::builder::Finished;
use crate::error::Growth;
use crate::merge::Merged;
use crate::{Error, Fused, Grow, Options};

mod prune;

/// Checks growth, drops what is dead, and attaches the record.
pub fn finish(merged: Merged, mut interface: Interface, options: &Options) -> Result<Fused, Error> {
    let merged = merged.builder.finish();
    let module = Graph::read(&merged.bytes).map_err(|source| internal(options, source))?;
    let live = module.live();
    if options.grow == Grow::Reject
        && let Some(function) = (0u32..).zip(&module.functions).position(|(_, f)| f.grows)
        && let Some(growth) = first_growth(&module, &live, &merged, function)
    {
        return Err(Error::Grows(Box::new(growth)));
    }
    let mut bytes =
        prune::prune(&merged.bytes, &live, options.grow == Grow::Deny).map_err(|source| internal(options, source))?;
    let mut import = 0;
    interface.imports.retain(|_| {
        import += 1;
        live.functions[import - 1].is_some()
    });
    interface.append_to(&mut bytes);
    Validator::new_with_features(output_features()).validate_all(&bytes).map_err(|source| internal(options, source))?;
    Ok(Fused { bytes, interface })
}

/// What a fused module may use: what its inputs may, and no component.
fn output_features() -> WasmFeatures {
    WasmFeatures::WASM2
        | WasmFeatures::EXTENDED_CONST
        | WasmFeatures::TAIL_CALL
        | WasmFeatures::MULTI_MEMORY
        | WasmFeatures::RELAXED_SIMD
}

fn internal(options: &Options, message: impl std::fmt::Display) -> Error {
    Error::Internal { component: options.name.clone(), message: message.to_string() }
}

/// How a live function was reached first.
#[derive(Clone, Debug)]
enum Reached {
    /// From outside: an export of that name, or the start function.
    Root(String),
    /// From another function.
    By(u32),
    /// Through a table or a reference that a function uses.
    Indirectly(Option<u32>),
}

/// What is live, by index; for functions, how each was reached.
struct Live {
    functions: Vec<Option<Reached>>,
    tables: Vec<bool>,
    elements: Vec<bool>,
}

/// What a function refers to.
#[derive(Default)]
struct Function {
    calls: Vec<u32>,
    references: Vec<u32>,
    tables: Vec<u32>,
    elements: Vec<u32>,
    grows: bool,
}

/// An element segment.
struct Element {
    functions: Vec<u32>,
    /// The table it initializes, if it is active.
    table: Option<u32>,
    /// Whether it certainly fits its table, so that leaving it out changes nothing else.
    fits: bool,
}

/// A module as who refers to whom.
struct Graph {
    functions: Vec<Function>,
    names: Vec<Option<String>>,
    elements: Vec<Element>,
    tables: usize,
    roots: Vec<(u32, String)>,
    root_tables: Vec<u32>,
    root_references: Vec<u32>,
}

impl Graph {
    fn read(wasm: &[u8]) -> wasmparser::Result<Graph> {
        let mut graph = Graph {
            functions: Vec::new(),
            names: Vec::new(),
            elements: Vec::new(),
            tables: 0,
            roots: Vec::new(),
            root_tables: Vec::new(),
            root_references: Vec::new(),
        };
        let mut table_minimums = Vec::new();
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        if matches!(import?.ty, TypeRef::Func(_)) {
                            graph.functions.push(Function::default());
                        }
                    }
                }
                Payload::TableSection(section) => {
                    for table in section {
                        let table = table?;
                        table_minimums.push(table.ty.initial);
                        if let wasmparser::TableInit::Expr(value) = &table.init {
                            graph.root_references.extend(references(value)?);
                        }
                    }
                }
                Payload::GlobalSection(section) => {
                    for global in section {
                        graph.root_references.extend(references(&global?.init_expr)?);
                    }
                }
                Payload::ExportSection(section) => {
                    for export in section {
                        let export = export?;
                        match export.kind {
                            ExternalKind::Func => {
                                graph.roots.push((export.index, format!("export `{}`", export.name)));
                            }
                            ExternalKind::Table => graph.root_tables.push(export.index),
                            _ => {}
                        }
                    }
                }
                Payload::StartSection { func, .. } => graph.roots.push((func, "start function".into())),
                Payload::ElementSection(section) => {
                    for element in section {
                        graph.elements.push(Element::read(element?, &table_minimums)?);
                    }
                }
                Payload::CodeSectionEntry(body) => graph.functions.push(Function::read(&body)?),
                Payload::CustomSection(section) => {
                    if let KnownCustom::Name(names) = section.as_known() {
                        graph.read_names(names)?;
                    }
                }
                _ => {}
            }
        }
        graph.tables = table_minimums.len();
        graph.names.resize(graph.functions.len(), None);
        Ok(graph)
    }

    fn read_names(&mut self, names: wasmparser::NameSectionReader<'_>) -> wasmparser::Result<()> {
        self.names.resize(self.functions.len(), None);
        for subsection in names {
            if let Name::Function(map) = subsection? {
                for naming in map {
                    let naming = naming?;
                    if let Some(name) = self.names.get_mut(naming.index as usize) {
                        *name = Some(naming.name.to_owned());
                    }
                }
            }
        }
        Ok(())
    }

    /// Everything reachable, breadth first, so that each chain of calls is a shortest one.
    fn live(&self) -> Live {
        let mut live = Live {
            functions: vec![None; self.functions.len()],
            tables: vec![false; self.tables],
            elements: self.elements.iter().map(|element| element.table.is_some() && !element.fits).collect(),
        };
        let mut queue = VecDeque::new();
        for (function, name) in &self.roots {
            reach(&mut live, &mut queue, *function, Reached::Root(name.clone()));
        }
        for &function in &self.root_references {
            reach(&mut live, &mut queue, function, Reached::Indirectly(None));
        }
        for &table in &self.root_tables {
            self.reach_table(&mut live, &mut queue, table, None);
        }
        for (element, kept) in self.elements.iter().zip(live.elements.clone()) {
            if kept {
                for &function in &element.functions {
                    reach(&mut live, &mut queue, function, Reached::Indirectly(None));
                }
                if let Some(table) = element.table {
                    self.reach_table(&mut live, &mut queue, table, None);
                }
            }
        }
        while let Some(index) = queue.pop_front() {
            let function = &self.functions[index as usize];
            for &callee in &function.calls {
                reach(&mut live, &mut queue, callee, Reached::By(index));
            }
            for &callee in &function.references {
                reach(&mut live, &mut queue, callee, Reached::Indirectly(Some(index)));
            }
            for &table in &function.tables {
                self.reach_table(&mut live, &mut queue, table, Some(index));
            }
            for &element in &function.elements {
                self.reach_element(&mut live, &mut queue, element as usize, Some(index));
            }
        }
        live
    }

    fn reach_table(&self, live: &mut Live, queue: &mut VecDeque<u32>, table: u32, by: Option<u32>) {
        if !std::mem::replace(&mut live.tables[table as usize], true) {
            for (index, element) in self.elements.iter().enumerate() {
                if element.table == Some(table) {
                    self.reach_element(live, queue, index, by);
                }
            }
        }
    }

    fn reach_element(&self, live: &mut Live, queue: &mut VecDeque<u32>, element: usize, by: Option<u32>) {
        if !std::mem::replace(&mut live.elements[element], true) {
            let element = &self.elements[element];
            for &function in &element.functions {
                reach(live, queue, function, Reached::Indirectly(by));
            }
            // The segment stays and names its table.
            if let Some(table) = element.table {
                self.reach_table(live, queue, table, by);
            }
        }
    }

    /// A function as reports call it.
    fn name(&self, function: u32) -> String {
        match &self.names[function as usize] {
            Some(name) => format!("{:#}", rustc_demangle::demangle(name)),
            None => format!("function {function}"),
        }
    }
}

fn reach(live: &mut Live, queue: &mut VecDeque<u32>, function: u32, how: Reached) {
    let slot = &mut live.functions[function as usize];
    if slot.is_none() {
        *slot = Some(how);
        queue.push_back(function);
    }
}

/// The first live function, from `first` on, that grows a memory, and how it is reached.
fn first_growth(graph: &Graph, live: &Live, merged: &Finished, first: usize) -> Option<Growth> {
    let function = (first..graph.functions.len())
        .find(|&function| graph.functions[function].grows && live.functions[function].is_some())?;
    let mut chain = vec![graph.name(function as u32)];
    let mut at = function as u32;
    loop {
        match &live.functions[at as usize] {
            Some(Reached::Root(name)) => {
                chain.push(name.clone());
                break;
            }
            Some(Reached::By(caller)) => {
                chain.push(graph.name(*caller));
                at = *caller;
            }
            Some(Reached::Indirectly(Some(caller))) => {
                chain.push(format!("{} (through a table or reference)", graph.name(*caller)));
                at = *caller;
            }
            Some(Reached::Indirectly(None)) | None => {
                chain.push("a table or global of the module".into());
                break;
            }
        }
    }
    chain.reverse();
    let home = merged.origins[function].as_ref().map(|origin| &merged.homes[origin.home]);
    Some(Growth {
        component: home.map_or_else(String::new, |home| home.component.clone()),
        module: home.map_or_else(String::new, |home| home.module.clone()),
        function: graph.name(function as u32),
        chain,
    })
}

impl Function {
    fn read(body: &wasmparser::FunctionBody<'_>) -> wasmparser::Result<Function> {
        let mut function = Function::default();
        for operator in body.get_operators_reader()? {
            match operator? {
                Operator::Call { function_index } | Operator::ReturnCall { function_index } => {
                    function.calls.push(function_index);
                }
                Operator::RefFunc { function_index } => function.references.push(function_index),
                Operator::CallIndirect { table_index, .. } | Operator::ReturnCallIndirect { table_index, .. } => {
                    function.tables.push(table_index);
                }
                Operator::TableGet { table }
                | Operator::TableSet { table }
                | Operator::TableGrow { table }
                | Operator::TableSize { table }
                | Operator::TableFill { table } => function.tables.push(table),
                Operator::TableCopy { dst_table, src_table } => function.tables.extend([dst_table, src_table]),
                Operator::TableInit { elem_index, table } => {
                    function.tables.push(table);
                    function.elements.push(elem_index);
                }
                Operator::ElemDrop { elem_index } => function.elements.push(elem_index),
                Operator::MemoryGrow { .. } => function.grows = true,
                _ => {}
            }
        }
        Ok(function)
    }
}

impl Element {
    fn read(element: wasmparser::Element<'_>, table_minimums: &[u64]) -> wasmparser::Result<Element> {
        let mut functions = Vec::new();
        let length = match element.items {
            ElementItems::Functions(items) => {
                let length = items.count();
                for function in items {
                    functions.push(function?);
                }
                length
            }
            ElementItems::Expressions(_, items) => {
                let length = items.count();
                for expression in items {
                    functions.extend(references(&expression?)?);
                }
                length
            }
        };
        let (table, fits) = match element.kind {
            ElementKind::Active { table_index, offset_expr } => {
                let table = table_index.unwrap_or(0);
                let minimum = table_minimums.get(table as usize).copied().unwrap_or(0);
                let end = constant(&offset_expr)?.map(|start| u64::from(start) + u64::from(length));
                (Some(table), end.is_some_and(|end| end <= minimum))
            }
            ElementKind::Passive | ElementKind::Declared => (None, true),
        };
        Ok(Element { functions, table, fits })
    }
}

/// The functions that a constant expression refers to.
fn references(expression: &wasmparser::ConstExpr<'_>) -> wasmparser::Result<Vec<u32>> {
    let mut functions = Vec::new();
    for operator in expression.get_operators_reader() {
        if let Operator::RefFunc { function_index } = operator? {
            functions.push(function_index);
        }
    }
    Ok(functions)
}

/// The value of an expression that is one `i32.const`.
fn constant(expression: &wasmparser::ConstExpr<'_>) -> wasmparser::Result<Option<u32>> {
    let mut operators = expression.get_operators_reader();
    let first = operators.read()?;
    Ok(match (first, operators.read()?) {
        (Operator::I32Const { value }, Operator::End) => Some(value.cast_unsigned()),
        _ => None,
    })
}
