//! Recursion: which calls may lead back to the function that makes them.
//!
//! A call in tail position may become a branch only where that cannot be observed. In a recursion it can: an endless
//! recursion has to reach the end of the stack, which traps, and must not run for ever (WebAssembly, 7.2.3).

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use wasmparser::Operator;

use super::{Constant, Module};

/// The call graph. A call through a table leads to every function of its type whose reference is taken.
pub struct Calls {
    /// The nodes: the functions, then the types.
    graph: DiGraph<(), ()>,
    functions: usize,
    /// For each function, true if its reference is taken.
    referenced: Vec<bool>,
}

impl Calls {
    /// An empty call graph, with the references that globals and element segments hold from the start.
    pub fn of_definitions(module: &Module<'_>) -> wasmparser::Result<Calls> {
        let (functions, types) = (module.functions.len(), module.types.len());
        let mut graph = DiGraph::with_capacity(functions + types, functions);
        for _ in 0..functions + types {
            graph.add_node(());
        }
        let mut calls = Calls { graph, functions, referenced: vec![false; functions] };
        let mut held = Vec::new();
        for (_, init) in &module.globals {
            held.push(module.constant(init)?);
        }
        for element in &module.elements {
            held.extend(module.items(&element.items)?);
        }
        for constant in held {
            if let Constant::Function(function) = constant {
                calls.reference(module, function);
            }
        }
        Ok(calls)
    }

    /// Adds the call that an instruction of `caller` makes, or the reference that it takes.
    pub fn add(&mut self, module: &Module<'_>, caller: u32, operator: &Operator<'_>) {
        match *operator {
            Operator::Call { function_index } | Operator::ReturnCall { function_index } => {
                self.edge(caller as usize, function_index as usize);
            }
            Operator::CallIndirect { type_index, .. } | Operator::ReturnCallIndirect { type_index, .. } => {
                self.edge(caller as usize, self.type_node(module, type_index));
            }
            Operator::RefFunc { function_index } => self.reference(module, function_index),
            _ => {}
        }
    }

    fn reference(&mut self, module: &Module<'_>, function: u32) {
        if !std::mem::replace(&mut self.referenced[function as usize], true) {
            self.edge(self.type_node(module, module.functions[function as usize]), function as usize);
        }
    }

    fn type_node(&self, module: &Module<'_>, ty: u32) -> usize {
        self.functions + module.canonical_types[ty as usize] as usize
    }

    fn edge(&mut self, from: usize, to: usize) {
        self.graph.add_edge(NodeIndex::new(from), NodeIndex::new(to), ());
    }

    /// The graph. Its nodes are the functions, then the types.
    pub fn graph(&self) -> &DiGraph<(), ()> {
        &self.graph
    }

    /// Finds the cycles of the graph.
    pub fn recursion(&self) -> Recursion {
        let mut components = vec![0; self.graph.node_count()];
        let mut recurs = vec![false; self.functions];
        for (number, component) in kosaraju_scc(&self.graph).into_iter().enumerate() {
            let is_cycle = component.len() > 1 || self.graph.contains_edge(component[0], component[0]);
            for node in component {
                components[node.index()] = number;
                if let Some(recurs) = recurs.get_mut(node.index()) {
                    *recurs = is_cycle;
                }
            }
        }
        Recursion { components, functions: self.functions, recurs }
    }
}

/// The cycles among calls.
#[derive(Default)]
pub struct Recursion {
    /// For each function, then each type, the number of its strongly connected component.
    components: Vec<usize>,
    functions: usize,
    /// For each function, true if it is in a cycle.
    recurs: Vec<bool>,
}

impl Recursion {
    /// Returns true if a call of the function can call it again before it returns.
    pub fn of(&self, function: u32) -> bool {
        self.recurs[function as usize]
    }

    /// Returns true if the direct call of `callee` in `caller` can reach `caller` again.
    pub fn direct(&self, caller: u32, callee: u32) -> bool {
        self.components[caller as usize] == self.components[callee as usize]
    }

    /// Returns true if an indirect call in `caller` can reach `caller` again. `ty` is the canonical type of the callee.
    pub fn indirect(&self, caller: u32, ty: u32) -> bool {
        self.components[caller as usize] == self.components[self.functions + ty as usize]
    }
}
