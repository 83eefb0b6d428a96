//! The references between the items of a core module.

use std::collections::BTreeSet;

use dissolve_wasm::{
    Constant, ElemIndex, ExternalIndex, FuncIndex, MemoryIndex, Module, PrimaryMap, TableIndex, TypeIndex,
    item_functions, referenced_functions,
};
use wasmparser::{ElementItems, ElementKind, FunctionBody, Operator, TypeRef};

use crate::{Flow, Root, demangle};

/// An item that refers to others, or that others refer to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    Function(FuncIndex),
    Table(TableIndex),
    Element(ElemIndex),
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
    /// The tables that it calls through, with the type of each call.
    pub indirect: BTreeSet<(TableIndex, TypeIndex)>,
    /// The memories that it grows.
    pub grows: BTreeSet<MemoryIndex>,
}

/// An element segment.
#[derive(Debug)]
pub(crate) struct Element {
    pub functions: Vec<FuncIndex>,
    /// The table that it initializes, if it is active.
    pub table: Option<TableIndex>,
    /// True if it surely fits its table, so that it cannot trap and may be left out.
    fits: bool,
}

/// The ways in which a table is filled, besides its active segments.
#[derive(Debug, Default)]
pub(crate) struct Table {
    /// The number of its elements at first.
    minimum: u64,
    /// True if single entries are written, or code outside of the module can write them.
    pub open: bool,
    /// Passive segments that are copied to it.
    pub segments: BTreeSet<ElemIndex>,
    /// The functions in the value of its elements at first.
    pub initial: Vec<FuncIndex>,
}

/// A graph of the references between the items of a core module.
#[derive(Debug, Default)]
pub struct Graph {
    pub(crate) functions: PrimaryMap<FuncIndex, Function>,
    pub(crate) elements: PrimaryMap<ElemIndex, Element>,
    pub(crate) tables: PrimaryMap<TableIndex, Table>,
    pub(crate) roots: Vec<(Node, Root)>,
    /// Functions whose reference is taken anywhere, or that a segment has.
    pub(crate) referenced: BTreeSet<FuncIndex>,
    names: PrimaryMap<FuncIndex, Option<String>>,
}

impl Graph {
    /// Finds the references in a valid core module.
    ///
    /// # Errors
    ///
    /// Fails if a body or a constant expression is malformed.
    pub fn new(module: &Module<'_>) -> wasmparser::Result<Graph> {
        let mut graph = Graph::default();
        graph.add_tables(module)?;
        for global in module.globals.values() {
            if let Some(value) = &global.init {
                let functions = referenced_functions(value)?;
                graph.initialized_with(&functions);
            }
        }
        for export in &module.exports {
            let node = match export.item {
                ExternalIndex::Function(function) => Node::Function(function),
                ExternalIndex::Table(table) => {
                    graph.open(table);
                    Node::Table(table)
                }
                _ => continue,
            };
            graph.roots.push((node, Root::Export(export.name.to_owned())));
        }
        graph.roots.extend(module.start.map(|start| (Node::Function(start), Root::Start)));
        for element in module.elements.values() {
            let element = Element::read(element, &graph.tables)?;
            if !element.fits {
                graph.roots.push((Node::Element(graph.elements.next_key()), Root::Initializer));
            }
            graph.referenced.extend(&element.functions);
            graph.elements.push(element);
        }
        graph.functions.extend((0..module.imported_functions()).map(|_| Function::default()));
        for body in &module.bodies {
            let function = graph.function(body)?;
            graph.functions.push(function);
        }
        graph.names = module.function_names().values().map(|name| name.map(str::to_owned)).collect();
        Ok(graph)
    }

    /// Returns a function's name from the name section, demangled; none if it has no name, or if the index is out of
    /// range.
    pub fn name(&self, function: FuncIndex) -> Option<String> {
        self.names.get(function)?.as_deref().map(demangle)
    }

    /// Returns the functions whose reference is taken anywhere, or that a segment has, in ascending order.
    pub fn all_referenced(&self) -> impl Iterator<Item = FuncIndex> {
        self.referenced.iter().copied()
    }

    /// Replaces the references of a function by those of another body.
    ///
    /// # Errors
    ///
    /// Fails if the body is malformed.
    pub fn replace_body(&mut self, function: FuncIndex, body: &FunctionBody<'_>) -> wasmparser::Result<()> {
        self.functions[function] = self.function(body)?;
        Ok(())
    }

    /// Replaces every reference to a function by one to the function that takes its place.
    pub fn forward(&mut self, targets: &PrimaryMap<FuncIndex, FuncIndex>) {
        let target = |function: FuncIndex| targets.get(function).copied().unwrap_or(function);
        let uses = self.functions.values_mut().flat_map(|function| &mut function.uses).map(|(node, _)| node);
        for node in uses.chain(self.roots.iter_mut().map(|(node, _)| node)) {
            if let Node::Function(function) = node {
                *function = target(*function);
            }
        }
        let segments = self.elements.values_mut().flat_map(|element| &mut element.functions);
        for function in segments.chain(self.tables.values_mut().flat_map(|table| &mut table.initial)) {
            *function = target(*function);
        }
        self.referenced = self.referenced.iter().map(|&function| target(function)).collect();
    }

    fn add_tables(&mut self, module: &Module<'_>) -> wasmparser::Result<()> {
        let mut imports = module.imports.iter().filter(|import| matches!(import.ty, TypeRef::Table(_)));
        for (index, table) in module.tables.iter() {
            // Other modules can call the functions in an imported table, and change it.
            let import = imports.next();
            if let Some(import) = import {
                let root = Root::Import { module: import.module.into(), field: import.name.into() };
                self.roots.push((Node::Table(index), root));
            }
            let initial = table.init.as_ref().map(referenced_functions).transpose()?.unwrap_or_default();
            self.initialized_with(&initial);
            let (minimum, open) = (table.ty.initial, import.is_some());
            self.tables.push(Table { minimum, open, segments: BTreeSet::new(), initial });
        }
        Ok(())
    }

    /// Adds functions that are in a table or a global from the start as roots.
    fn initialized_with(&mut self, functions: &[FuncIndex]) {
        self.roots.extend(functions.iter().map(|&function| (Node::Function(function), Root::Initializer)));
        self.referenced.extend(functions);
    }

    /// Notes that entries of a table are written one by one.
    fn open(&mut self, table: TableIndex) {
        if let Some(table) = self.tables.get_mut(table) {
            table.open = true;
        }
    }

    fn function(&mut self, body: &FunctionBody<'_>) -> wasmparser::Result<Function> {
        let mut function = Function::default();
        let mut flow = Flow::default();
        for operator in body.get_operators_reader()? {
            let operator = operator?;
            let runs = flow.step(&operator);
            match operator {
                Operator::Call { function_index } | Operator::ReturnCall { function_index } => {
                    function.uses.push((Node::Function(FuncIndex::from_u32(function_index)), Use::Call));
                }
                Operator::RefFunc { function_index } => {
                    let referenced = FuncIndex::from_u32(function_index);
                    function.refers_to(Node::Function(referenced));
                    self.referenced.insert(referenced);
                }
                Operator::CallIndirect { table_index, type_index }
                | Operator::ReturnCallIndirect { table_index, type_index } => {
                    let table = TableIndex::from_u32(table_index);
                    function.refers_to(Node::Table(table));
                    function.indirect.insert((table, TypeIndex::from_u32(type_index)));
                }
                // Only growth depends on whether the code runs: dead code stays in the function, and so must the items
                // that it uses.
                Operator::MemoryGrow { mem } if runs => {
                    function.grows.insert(MemoryIndex::from_u32(mem));
                }
                other => self.table_operator(&other, &mut function),
            }
        }
        Ok(function)
    }

    /// Reads an instruction that uses tables or element segments, but calls nothing.
    fn table_operator(&mut self, operator: &Operator<'_>, function: &mut Function) {
        match *operator {
            Operator::TableGet { table }
            | Operator::TableSize { table }
            | Operator::TableAtomicGet { table_index: table, .. } => {
                function.refers_to(Node::Table(TableIndex::from_u32(table)));
            }
            Operator::TableSet { table }
            | Operator::TableGrow { table }
            | Operator::TableFill { table }
            | Operator::TableAtomicSet { table_index: table, .. }
            | Operator::TableAtomicRmwXchg { table_index: table, .. }
            | Operator::TableAtomicRmwCmpxchg { table_index: table, .. } => {
                let table = TableIndex::from_u32(table);
                function.refers_to(Node::Table(table));
                self.open(table);
            }
            Operator::TableCopy { dst_table, src_table } => {
                let (to, from) = (TableIndex::from_u32(dst_table), TableIndex::from_u32(src_table));
                function.refers_to(Node::Table(to));
                function.refers_to(Node::Table(from));
                if to != from {
                    self.open(to);
                }
            }
            Operator::TableInit { elem_index, table } => {
                let (element, table) = (ElemIndex::from_u32(elem_index), TableIndex::from_u32(table));
                function.refers_to(Node::Table(table));
                function.refers_to(Node::Element(element));
                if let Some(table) = self.tables.get_mut(table) {
                    table.segments.insert(element);
                }
            }
            Operator::ElemDrop { elem_index: element }
            | Operator::ArrayNewElem { array_elem_index: element, .. }
            | Operator::ArrayInitElem { array_elem_index: element, .. } => {
                function.refers_to(Node::Element(ElemIndex::from_u32(element)));
            }
            _ => {}
        }
    }
}

impl Function {
    fn refers_to(&mut self, node: Node) {
        self.uses.push((node, Use::Reference));
    }

    /// Returns the functions that it calls directly.
    pub fn calls(&self) -> impl Iterator<Item = FuncIndex> {
        self.uses.iter().filter_map(|used| match *used {
            (Node::Function(function), Use::Call) => Some(function),
            _ => None,
        })
    }
}

impl Element {
    fn read(element: &wasmparser::Element<'_>, tables: &PrimaryMap<TableIndex, Table>) -> wasmparser::Result<Element> {
        let length = match &element.items {
            ElementItems::Functions(items) => items.count(),
            ElementItems::Expressions(_, items) => items.count(),
        };
        let (table, fits) = match &element.kind {
            ElementKind::Active { table_index, offset_expr } => {
                let table = TableIndex::from_u32(table_index.unwrap_or(0));
                let minimum = tables.get(table).map_or(0, |table| table.minimum);
                let end = Constant::address(offset_expr)?.map(|start| u64::from(start) + u64::from(length));
                (Some(table), end.is_some_and(|end| end <= minimum))
            }
            ElementKind::Passive | ElementKind::Declared => (None, true),
        };
        Ok(Element { functions: item_functions(&element.items)?, table, fits })
    }
}
