//! The references between the items of a core module.

use std::collections::BTreeSet;

use wasmparser::{
    ElementItems, ElementKind, ExternalKind, FunctionBody, KnownCustom, Name, NameSectionReader, Operator, Parser,
    Payload, TypeRef,
};

use crate::{Flow, Root, demangle};

/// An item that refers to others, or that others refer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    Function(u32),
    Table(u32),
    Element(u32),
}

/// The way in which a function uses an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    /// It calls the function.
    Call,
    /// It takes the function's reference, or uses the table or segment.
    Reference,
}

/// The uses and the growth in a function's body.
#[derive(Debug, Default)]
pub(crate) struct Function {
    pub uses: Vec<(Node, Use)>,
    /// The memories that it grows.
    pub grows: BTreeSet<u32>,
}

/// An element segment.
#[derive(Debug)]
pub(crate) struct Element {
    pub functions: Vec<u32>,
    /// The table that it initializes, if it is active.
    pub table: Option<u32>,
    /// True if it surely fits its table, so that it cannot trap and may be left out.
    fits: bool,
}

/// A graph of the references between the items of a core module.
#[derive(Debug, Default)]
pub struct Graph {
    pub(crate) functions: Vec<Function>,
    pub(crate) elements: Vec<Element>,
    pub(crate) tables: usize,
    pub(crate) roots: Vec<(Node, Root)>,
    names: Vec<Option<String>>,
}

impl Graph {
    /// Reads a valid core module.
    ///
    /// # Errors
    ///
    /// Fails if the module is malformed.
    pub fn read(wasm: &[u8]) -> wasmparser::Result<Graph> {
        let mut graph = Graph::default();
        let mut table_minimums = Vec::new();
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(section) => {
                    for import in section.into_imports() {
                        let import = import?;
                        match import.ty {
                            TypeRef::Func(_) | TypeRef::FuncExact(_) => graph.functions.push(Function::default()),
                            TypeRef::Table(ty) => {
                                // Other modules can call the functions in the table.
                                let root = Root::Import { module: import.module.into(), field: import.name.into() };
                                graph.roots.push((Node::Table(table_minimums.len() as u32), root));
                                table_minimums.push(ty.initial);
                            }
                            _ => {}
                        }
                    }
                }
                Payload::TableSection(section) => {
                    for table in section {
                        let table = table?;
                        table_minimums.push(table.ty.initial);
                        if let wasmparser::TableInit::Expr(value) = &table.init {
                            graph.initialized_with(&references(value)?);
                        }
                    }
                }
                Payload::GlobalSection(section) => {
                    for global in section {
                        graph.initialized_with(&references(&global?.init_expr)?);
                    }
                }
                Payload::ExportSection(section) => {
                    for export in section {
                        let export = export?;
                        let node = match export.kind {
                            ExternalKind::Func | ExternalKind::FuncExact => Node::Function(export.index),
                            ExternalKind::Table => Node::Table(export.index),
                            _ => continue,
                        };
                        graph.roots.push((node, Root::Export(export.name.to_owned())));
                    }
                }
                Payload::StartSection { func, .. } => graph.roots.push((Node::Function(func), Root::Start)),
                Payload::ElementSection(section) => {
                    for element in section {
                        let element = Element::read(element?, &table_minimums)?;
                        if !element.fits {
                            let node = Node::Element(graph.elements.len() as u32);
                            graph.roots.push((node, Root::Initializer));
                        }
                        graph.elements.push(element);
                    }
                }
                Payload::CodeSectionEntry(body) => graph.functions.push(Function::read(&body)?),
                Payload::CustomSection(section) => {
                    if let KnownCustom::Name(names) = section.as_known() {
                        graph.read_names(names);
                    }
                }
                _ => {}
            }
        }
        graph.tables = table_minimums.len();
        Ok(graph)
    }

    /// Returns a function's name from the name section, demangled; none if it has no name, or if the index is out of
    /// range.
    pub fn name(&self, function: u32) -> Option<String> {
        self.names.get(function as usize)?.as_deref().map(demangle)
    }

    /// Adds functions that are in a table or a global from the start as roots.
    fn initialized_with(&mut self, functions: &[u32]) {
        self.roots.extend(functions.iter().map(|&function| (Node::Function(function), Root::Initializer)));
    }

    /// Names are advice: a section that is malformed ends where it is (WebAssembly, 7.4.1).
    fn read_names(&mut self, names: NameSectionReader<'_>) {
        self.names.resize(self.functions.len(), None);
        for subsection in names.into_iter().map_while(Result::ok) {
            if let Name::Function(map) = subsection {
                for naming in map.into_iter().map_while(Result::ok) {
                    if let Some(name) = self.names.get_mut(naming.index as usize) {
                        *name = Some(naming.name.to_owned());
                    }
                }
            }
        }
    }
}

impl Function {
    fn read(body: &FunctionBody<'_>) -> wasmparser::Result<Function> {
        let mut function = Function::default();
        let mut flow = Flow::default();
        for operator in body.get_operators_reader()? {
            let operator = operator?;
            let runs = flow.step(&operator);
            match operator {
                Operator::Call { function_index } | Operator::ReturnCall { function_index } => {
                    function.uses.push((Node::Function(function_index), Use::Call));
                }
                Operator::RefFunc { function_index } => function.refers_to(Node::Function(function_index)),
                Operator::CallIndirect { table_index: table, .. }
                | Operator::ReturnCallIndirect { table_index: table, .. }
                | Operator::TableGet { table }
                | Operator::TableSet { table }
                | Operator::TableGrow { table }
                | Operator::TableSize { table }
                | Operator::TableFill { table }
                | Operator::TableAtomicGet { table_index: table, .. }
                | Operator::TableAtomicSet { table_index: table, .. }
                | Operator::TableAtomicRmwXchg { table_index: table, .. }
                | Operator::TableAtomicRmwCmpxchg { table_index: table, .. } => function.refers_to(Node::Table(table)),
                Operator::TableCopy { dst_table, src_table } => {
                    function.refers_to(Node::Table(dst_table));
                    function.refers_to(Node::Table(src_table));
                }
                Operator::TableInit { elem_index, table } => {
                    function.refers_to(Node::Table(table));
                    function.refers_to(Node::Element(elem_index));
                }
                Operator::ElemDrop { elem_index: element }
                | Operator::ArrayNewElem { array_elem_index: element, .. }
                | Operator::ArrayInitElem { array_elem_index: element, .. } => {
                    function.refers_to(Node::Element(element));
                }
                // Only growth depends on whether the code runs: dead code stays in the function, and so must the items
                // that it uses.
                Operator::MemoryGrow { mem } if runs => {
                    function.grows.insert(mem);
                }
                _ => {}
            }
        }
        Ok(function)
    }

    fn refers_to(&mut self, node: Node) {
        self.uses.push((node, Use::Reference));
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

/// Returns the value of an expression that consists of one `i32.const`.
fn constant(expression: &wasmparser::ConstExpr<'_>) -> wasmparser::Result<Option<u32>> {
    let mut operators = expression.get_operators_reader();
    let first = operators.read()?;
    Ok(match (first, operators.read()?) {
        (Operator::I32Const { value }, Operator::End) => Some(value.cast_unsigned()),
        _ => None,
    })
}
