//! The items that the roots of a module reach, and the chains of calls to them.

use std::collections::{BTreeSet, VecDeque};
use std::fmt;

use dissolve_wasm::{ElemIndex, FuncIndex, MemoryIndex, PrimaryMap, TableIndex};

use crate::graph::{Graph, Node, Use};

/// The start of a chain of calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Root {
    /// A function or table that is exported under this name.
    Export(String),
    /// The start function.
    Start,
    /// An imported table, which other modules can call through.
    Import {
        /// The import's module name.
        module: String,
        /// The import's field name.
        field: String,
    },
    /// The initial value of a table or a global.
    Initializer,
}

impl fmt::Display for Root {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Root::Export(name) => write!(f, "export `{name}`"),
            Root::Start => f.write_str("start function"),
            Root::Import { module, field } => write!(f, "imported table `{module}::{field}`"),
            Root::Initializer => f.write_str("a table or global of the module"),
        }
    }
}

/// A function on a chain of calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// Its index.
    pub function: FuncIndex,
    /// True if the previous step reaches it through a table or a reference, not by a call.
    pub indirect: bool,
}

/// A reachable function that executes `memory.grow`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Growth {
    /// The function's index.
    pub function: FuncIndex,
    /// The indices of the memories that it grows, in ascending order; at least one.
    pub memories: Vec<MemoryIndex>,
    /// The start of the chain.
    pub root: Root,
    /// A shortest chain of calls, the growing function last. A call through a table counts like any other.
    pub chain: Vec<Step>,
}

/// The way in which a node was reached first.
#[derive(Clone, Copy, Debug)]
enum Reached {
    /// From the root with this index.
    Root(usize),
    /// From another node.
    By(Node, Use),
}

/// The reachable items of a module.
#[derive(Debug)]
pub struct Reachable {
    functions: PrimaryMap<FuncIndex, Option<Reached>>,
    tables: PrimaryMap<TableIndex, Option<Reached>>,
    elements: PrimaryMap<ElemIndex, Option<Reached>>,
    queue: VecDeque<Node>,
}

impl Graph {
    /// Returns, for each table, its active segments.
    pub(crate) fn active_segments(&self) -> PrimaryMap<TableIndex, Vec<ElemIndex>> {
        let mut segments: PrimaryMap<TableIndex, Vec<ElemIndex>> = self.tables.values().map(|_| Vec::new()).collect();
        for (index, element) in self.elements.iter() {
            if let Some(of_table) = element.table.and_then(|table| segments.get_mut(table)) {
                of_table.push(index);
            }
        }
        segments
    }

    /// Finds everything that exports, the start function, imported tables and initial values reach.
    pub fn reachable(&self) -> Reachable {
        let mut reachable = Reachable {
            functions: self.functions.values().map(|_| None).collect(),
            tables: self.tables.values().map(|_| None).collect(),
            elements: self.elements.values().map(|_| None).collect(),
            queue: VecDeque::new(),
        };
        let segments = self.active_segments();
        for (index, (node, _)) in self.roots.iter().enumerate() {
            reachable.reach(*node, Reached::Root(index));
        }
        while let Some(node) = reachable.queue.pop_front() {
            let by = Reached::By(node, Use::Reference);
            match node {
                Node::Function(index) => {
                    for &(used, how) in &self.functions[index].uses {
                        reachable.reach(used, Reached::By(node, how));
                    }
                }
                Node::Table(index) => {
                    for &element in &segments[index] {
                        reachable.reach(Node::Element(element), by);
                    }
                }
                Node::Element(index) => {
                    let element = &self.elements[index];
                    for &function in &element.functions {
                        reachable.reach(Node::Function(function), by);
                    }
                    // The segment stays and names its table.
                    if let Some(table) = element.table {
                        reachable.reach(Node::Table(table), by);
                    }
                }
            }
        }
        reachable
    }

    /// Returns every reachable function that executes `memory.grow`, in index order.
    pub fn growth(&self, reachable: &Reachable) -> Vec<Growth> {
        let growing = self.functions.iter().filter(|(_, function)| !function.grows.is_empty());
        growing
            .filter_map(|(index, function)| {
                let (root, chain) = reachable.chain(index)?;
                let root = self.roots[root].1.clone();
                Some(Growth { function: index, memories: function.grows.iter().copied().collect(), root, chain })
            })
            .collect()
    }

    /// Returns the functions whose reference a reachable function takes (`ref.func`).
    pub fn referenced(&self, reachable: &Reachable) -> BTreeSet<FuncIndex> {
        let functions = self.functions.values().zip(reachable.functions()).filter(|(_, is_live)| *is_live);
        let uses = functions.flat_map(|(function, _)| &function.uses);
        uses.filter_map(|used| match used {
            (Node::Function(function), Use::Reference) => Some(*function),
            _ => None,
        })
        .collect()
    }
}

impl Reachable {
    /// For each function, imports included, gives true if it is reachable.
    pub fn functions(&self) -> impl Iterator<Item = bool> {
        self.functions.values().map(Option::is_some)
    }

    /// For each table, imports included, gives true if it is reachable.
    pub fn tables(&self) -> impl Iterator<Item = bool> {
        self.tables.values().map(Option::is_some)
    }

    /// For each element segment, gives true if it is reachable.
    pub fn elements(&self) -> impl Iterator<Item = bool> {
        self.elements.values().map(Option::is_some)
    }

    fn slot(&mut self, node: Node) -> Option<&mut Option<Reached>> {
        match node {
            Node::Function(index) => self.functions.get_mut(index),
            Node::Table(index) => self.tables.get_mut(index),
            Node::Element(index) => self.elements.get_mut(index),
        }
    }

    /// Records how a node is reached, if it is the first time. Tables and segments are no steps of a chain, so they go
    /// before the waiting functions.
    fn reach(&mut self, node: Node, how: Reached) {
        if let Some(slot @ None) = self.slot(node) {
            *slot = Some(how);
            match node {
                Node::Function(_) => self.queue.push_back(node),
                Node::Table(_) | Node::Element(_) => self.queue.push_front(node),
            }
        }
    }

    /// Returns the root and the functions that lead to a function, itself included; none if it is not reachable.
    fn chain(&self, function: FuncIndex) -> Option<(usize, Vec<Step>)> {
        let mut chain = vec![Step { function, indirect: false }];
        let mut at = Node::Function(function);
        loop {
            let reached = match at {
                Node::Function(index) => self.functions.get(index),
                Node::Table(index) => self.tables.get(index),
                Node::Element(index) => self.elements.get(index),
            };
            match (*reached?)? {
                Reached::Root(root) => {
                    chain.reverse();
                    return Some((root, chain));
                }
                Reached::By(from, how) => {
                    let last = chain.last_mut()?;
                    last.indirect |= how == Use::Reference;
                    if let Node::Function(function) = from {
                        chain.push(Step { function, indirect: false });
                    }
                    at = from;
                }
            }
        }
    }
}
