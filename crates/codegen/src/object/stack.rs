//! The native stack that calls of an object need: the sizes of the frames that LLVM made, along the deepest path of
//! calls.

use std::collections::HashMap;

use dissolve_abi::symbol;
use inkwell::llvm_sys::core::{LLVMGetCalledValue, LLVMIsAInlineAsm};
use inkwell::module::Module;
use inkwell::types::AsTypeRef as _;
use inkwell::values::{AsValueRef as _, CallSiteValue, FunctionValue, InstructionOpcode};
use petgraph::Direction::Outgoing;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use crate::module::StackNeed;

/// The calls of optimized code, by the functions' names.
pub struct Calls {
    graph: DiGraph<String, ()>,
    /// The first, by name, of the functions that are called but not defined in the module; none if there are none.
    outside: Option<String>,
}

impl Calls {
    /// Reads the call graph. A call through a pointer can lead to every function of its type.
    pub fn read(llvm: &Module<'_>) -> Calls {
        let mut graph = DiGraph::new();
        let mut nodes = HashMap::new();
        let mut by_type = HashMap::<_, NodeIndex>::new();
        let mut outside = None;
        for function in llvm.get_functions().filter(|function| !is_intrinsic(*function)) {
            let node = graph.add_node(name(function));
            nodes.insert(function, node);
            if function.count_basic_blocks() > 0 {
                let ty =
                    *by_type.entry(function.get_type().as_type_ref()).or_insert_with(|| graph.add_node(String::new()));
                graph.add_edge(ty, node, ());
            }
        }
        for (&function, &node) in &nodes {
            for call in calls(function) {
                match call.get_called_fn_value() {
                    Some(callee) if is_intrinsic(callee) => {}
                    Some(callee) => {
                        let callee_name = name(callee);
                        // The runtime's functions that begin a call need no stack.
                        let is_leaf = [symbol::ENTER, symbol::BEGIN, symbol::CONTINUE].contains(&callee_name.as_str());
                        if callee.count_basic_blocks() == 0 && callee_name != name(function) && !is_leaf {
                            let callee = callee_name;
                            if outside.as_ref().is_none_or(|known| callee < *known) {
                                outside = Some(callee);
                            }
                        }
                        graph.extend_with_edges(nodes.get(&callee).map(|&callee| (node, callee)));
                    }
                    None => graph
                        .extend_with_edges(by_type.get(&call.get_called_fn_type().as_type_ref()).map(|&ty| (node, ty))),
                }
            }
        }
        Calls { graph, outside }
    }

    /// Returns the need. `frames` has the frame sizes by function; `more` bytes are added for each function.
    pub fn need(&self, frames: &HashMap<String, u64>, more: u64) -> StackNeed {
        let frame = |node: NodeIndex| {
            let name = &self.graph[node];
            frames.get(name).copied().unwrap_or(0) + if name.is_empty() { 0 } else { more }
        };
        let mut deepest: Vec<(u64, Option<NodeIndex>)> = vec![(0, None); self.graph.node_count()];
        let mut unknown = None;
        // The components come callees first.
        for component in kosaraju_scc(&self.graph) {
            let callees = component.iter().flat_map(|&node| self.graph.neighbors_directed(node, Outgoing));
            let below = callees.max_by_key(|callee| deepest[callee.index()].0);
            let below = below.filter(|callee| deepest[callee.index()].0 > 0);
            let own: u64 = component.iter().map(|&node| frame(node)).sum();
            let bytes = own + below.map_or(0, |below| deepest[below.index()].0);
            for &node in &component {
                deepest[node.index()] = (bytes, below);
            }
            if component.len() > 1 || self.graph.contains_edge(component[0], component[0]) {
                let of = component.iter().map(|&node| &self.graph[node]).filter(|name| !name.is_empty()).min();
                unknown = unknown.or_else(|| of.map(|name| format!("`{}` may call itself again", readable(name))));
            }
        }
        let first = self.graph.node_indices().max_by_key(|node| deepest[node.index()].0);
        let outside = || self.outside.as_ref().map(|name| format!("`{name}` is not the program's"));
        let mut need = StackNeed {
            bytes: first.map_or(0, |first| deepest[first.index()].0),
            path: Vec::new(),
            unknown: unknown.or_else(outside),
        };
        let mut next = first;
        while let Some(node) = next {
            if frame(node) > 0 {
                need.path.push(readable(&self.graph[node]));
            }
            next = deepest[node.index()].1;
        }
        need
    }
}

/// The calls in a function, without inline assembly.
fn calls(function: FunctionValue<'_>) -> impl Iterator<Item = CallSiteValue<'_>> {
    let instructions = function.get_basic_block_iter().flat_map(|block| block.get_instructions());
    let calls = instructions.filter(|instruction| instruction.get_opcode() == InstructionOpcode::Call);
    calls.filter_map(|call| CallSiteValue::try_from(call).ok()).filter(|call| {
        // SAFETY: the call is one of a function that is alive.
        unsafe { LLVMIsAInlineAsm(LLVMGetCalledValue(call.as_value_ref())).is_null() }
    })
}

fn is_intrinsic(function: FunctionValue<'_>) -> bool {
    function.get_name().to_bytes().starts_with(b"llvm.")
}

fn name(function: FunctionValue<'_>) -> String {
    function.get_name().to_string_lossy().into_owned()
}

fn readable(name: &str) -> String {
    dissolve_reach::demangle(name)
}
