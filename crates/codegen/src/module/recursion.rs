//! Recursion: which calls may lead back to the function that makes them.
//!
//! A call in tail position may become a branch where it does not matter. It does in a recursion: one without an end has to
//! meet the end of the stack, which traps, not go on for ever (WebAssembly, 7.2.3).

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

/// Who calls whom. A call through a table leads to every function of its type whose reference is taken.
pub struct Calls {
    /// Functions, then types.
    graph: DiGraph<(), ()>,
    functions: usize,
    /// For each function, whether its reference is taken.
    referenced: Vec<bool>,
}

impl Calls {
    /// No calls among so many functions of so many types.
    pub fn new(functions: usize, types: usize) -> Calls {
        let mut graph = DiGraph::with_capacity(functions + types, functions);
        for _ in 0..functions + types {
            graph.add_node(());
        }
        Calls { graph, functions, referenced: vec![false; functions] }
    }

    /// A call of a function.
    pub fn direct(&mut self, caller: u32, callee: u32) {
        self.edge(caller as usize, callee as usize);
    }

    /// A call of a function of that canonical type.
    pub fn indirect(&mut self, caller: u32, ty: u32) {
        self.edge(caller as usize, self.functions + ty as usize);
    }

    /// The reference of a function of that canonical type.
    pub fn reference(&mut self, function: u32, ty: u32) {
        if !std::mem::replace(&mut self.referenced[function as usize], true) {
            self.edge(self.functions + ty as usize, function as usize);
        }
    }

    fn edge(&mut self, from: usize, to: usize) {
        self.graph.add_edge(NodeIndex::new(from), NodeIndex::new(to), ());
    }

    /// The cycles among them.
    pub fn recursion(&self) -> Recursion {
        let mut components = vec![0; self.graph.node_count()];
        for (number, component) in kosaraju_scc(&self.graph).into_iter().enumerate() {
            for node in component {
                components[node.index()] = number;
            }
        }
        Recursion { components, functions: self.functions }
    }
}

/// The cycles among calls.
#[derive(Default)]
pub struct Recursion {
    /// For each function, then each type, the strongly connected component.
    components: Vec<usize>,
    functions: usize,
}

impl Recursion {
    /// Whether what `caller` calls there, which it does, may call it.
    pub fn direct(&self, caller: u32, callee: u32) -> bool {
        self.components[caller as usize] == self.components[callee as usize]
    }

    /// Whether a function of that canonical type, which `caller` calls one of through a table, may call it.
    pub fn indirect(&self, caller: u32, ty: u32) -> bool {
        self.components[caller as usize] == self.components[self.functions + ty as usize]
    }
}
