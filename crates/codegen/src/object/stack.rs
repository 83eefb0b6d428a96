//! The native stack that calls of an object need: the sizes of the frames that LLVM made, along the deepest path of
//! calls. LLVM's IR says what calls through pointers lead to; the object's machine code, which calls LLVM put in.

use std::collections::{HashMap, HashSet};

use dissolve_abi::symbol;
use dissolve_machine::Callee;
use inkwell::attributes::AttributeLoc;
use inkwell::llvm_sys::core::{
    LLVMGetCalledValue, LLVMGetFirstUse, LLVMGetNextUse, LLVMGetNumArgOperands, LLVMGetOperand, LLVMGetUser,
    LLVMIsACallInst, LLVMIsAInlineAsm,
};
use inkwell::llvm_sys::prelude::LLVMUseRef;
use inkwell::module::Module;
use inkwell::types::AsTypeRef as _;
use inkwell::values::{AsValueRef as _, CallSiteValue, FunctionValue, InstructionOpcode};
use petgraph::Direction::{Incoming, Outgoing};
use petgraph::algo::{kosaraju_scc, toposort};
use petgraph::graph::{DiGraph, Edge, NodeIndex};
use serde::{Deserialize, Serialize};

use crate::emit::attributes::RECURSIVE;
use crate::module::{StackNeed, stack};
use crate::symbols::Symbols;

/// The most bytes that an argument takes.
const ARGUMENT: u64 = 8;
/// Bytes of arguments that LLVM has in the frame of a function that passes them. For more of them it moves the stack pointer at each call.
const IN_FRAME: u64 = 448;

/// The functions of the runtime that begin a call, which need no stack.
const BEGIN: [&str; 4] = [symbol::ENTER, symbol::BEGIN, symbol::CONTINUE, symbol::ON_STACK];

/// A function that an object calls and does not define.
#[derive(Clone, Copy, Debug)]
pub struct Linked<'a> {
    /// Its symbol.
    pub symbol: &'a str,
    /// True if the program calls it: an import, an allocator. False if LLVM put the call in: a copy of memory, arithmetic.
    pub is_called: bool,
}

/// The calls of optimized code, and the frames of its functions on the native stack.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct NativeCalls {
    graph: DiGraph<Node, ()>,
    /// The functions that trap when they begin without enough stack of the library's own.
    checked: HashSet<NodeIndex>,
}

impl PartialEq for NativeCalls {
    fn eq(&self, other: &NativeCalls) -> bool {
        let ends = |edge: &Edge<()>| (edge.source(), edge.target());
        let edges = |calls: &NativeCalls| calls.graph.raw_edges().iter().map(ends).collect::<Vec<_>>();
        self.checked == other.checked
            && self.graph.node_weights().eq(other.graph.node_weights())
            && edges(self) == edges(other)
    }
}

impl Eq for NativeCalls {}

/// A function, or all functions of a type.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Node {
    /// The function's symbol; empty for all functions of a type.
    name: String,
    /// The bytes of stack that it needs for itself.
    frame: u64,
    /// True if the object does not define it.
    is_outside: bool,
    /// True if the program calls it by its name.
    is_called: bool,
}

/// The parts of a stack whose end is guarded by checks, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BetweenChecks {
    /// The most from the begin of a call to its first checks, or to its end.
    pub begin: u64,
    /// The most from a check to those after it, or to the end of the call.
    pub checks: u64,
}

impl NativeCalls {
    /// Reads the call graph. A call through a pointer can lead to every function of its type whose address is used.
    ///
    /// Bindings of a library call functions of `symbols` inside imports, to make room for results.
    pub fn read(llvm: &Module<'_>, symbols: &Symbols) -> NativeCalls {
        let mut graph = DiGraph::new();
        let mut nodes = HashMap::new();
        let mut by_type = HashMap::<_, NodeIndex>::new();
        let mut checked = HashSet::new();
        for function in llvm.get_functions().filter(|function| !is_intrinsic(*function)) {
            let is_outside = function.count_basic_blocks() == 0;
            let node = graph.add_node(Node { name: name(function), is_outside, ..Node::default() });
            nodes.insert(function, node);
            if function.get_string_attribute(AttributeLoc::Function, RECURSIVE).is_some() {
                checked.insert(node);
            }
            if !is_outside && is_address_used(function) {
                let ty = *by_type
                    .entry(function.get_type().as_type_ref())
                    .or_insert_with(|| graph.add_node(Node::default()));
                graph.add_edge(ty, node, ());
            }
        }
        for (&function, &node) in &nodes {
            let mut arguments = 0;
            for call in calls(function) {
                let bytes = u64::from(call.get_called_fn_type().count_param_types()) * ARGUMENT;
                if bytes > IN_FRAME {
                    arguments = bytes.max(arguments);
                }
                let callee = match call.get_called_fn_value() {
                    Some(callee) => nodes.get(&callee),
                    None => by_type.get(&call.get_called_fn_type().as_type_ref()),
                };
                if let Some(&callee) = callee {
                    graph.add_edge(node, callee, ());
                    graph[callee].is_called = true;
                }
            }
            graph[node].frame = arguments;
        }
        let node = |symbol: &String| nodes.get(&llvm.get_function(symbol)?).copied();
        let helpers = symbols.exports.iter().filter_map(|export| node(&export.helper.as_ref()?.inside));
        let helpers: Vec<_> = helpers.collect();
        for import in symbols.imports.values().flatten().filter_map(|import| node(&import.symbol)) {
            graph.extend_with_edges(helpers.iter().map(|&helper| (import, helper)));
        }
        NativeCalls { graph, checked }
    }

    /// Adds what only the object shows: frames, functions that LLVM has outlined, and calls of functions for which a processor has no
    /// instruction. `frames` has the sizes of frames by function, each of which may need `more` bytes.
    pub fn add_object(
        &mut self,
        object: &[u8],
        frames: &HashMap<String, u64>,
        more: u64,
    ) -> dissolve_machine::Result<()> {
        let mut nodes: HashMap<String, NodeIndex> = HashMap::new();
        for index in self.graph.node_indices() {
            let node = &mut self.graph[index];
            if !node.name.is_empty() {
                node.frame += frames.get(&node.name).copied().unwrap_or(0) + if node.is_outside { 0 } else { more };
                nodes.insert(node.name.clone(), index);
            }
        }
        let functions = dissolve_machine::functions(object)?;
        let mut of_functions = Vec::new();
        for function in &functions {
            let known = function.names.iter().find_map(|name| nodes.get(name).copied());
            if let Some(node) = known {
                self.graph[node].frame += function.around_calls;
            }
            let name = || function.names.first().cloned().unwrap_or_default();
            let outlined = || Node { name: name(), frame: function.frame, ..Node::default() };
            of_functions.push(known.unwrap_or_else(|| self.graph.add_node(outlined())));
        }
        for (function, &node) in functions.iter().zip(&of_functions) {
            for callee in &function.calls {
                let callee = match callee {
                    Callee::Here(index) => of_functions[*index],
                    Callee::Elsewhere(symbol) => *nodes.entry(symbol.clone()).or_insert_with(|| {
                        self.graph.add_node(Node { name: symbol.clone(), is_outside: true, ..Node::default() })
                    }),
                };
                // Calls that LLVM's IR shows are there; among them are calls of a function by itself.
                if callee != node {
                    self.graph.update_edge(node, callee, ());
                }
            }
        }
        Ok(())
    }

    /// Returns what lies between the checks of a stack, or a function that calls can lead back to without one.
    pub fn between_checks(&self) -> Result<BetweenChecks, String> {
        // Without what the functions that check call, there is no cycle.
        let callees = |node: NodeIndex| self.graph.neighbors_directed(node, Outgoing);
        let unchecked = self.graph.filter_map(
            |_, node| Some(&node.name),
            |edge, ()| {
                let (caller, _) = self.graph.edge_endpoints(edge)?;
                (!self.checked.contains(&caller)).then_some(())
            },
        );
        let of = |component: &Vec<NodeIndex>| {
            component.iter().map(|&node| &self.graph[node].name).find(|name| !name.is_empty()).cloned()
        };
        let is_cycle =
            |component: &&Vec<NodeIndex>| component.len() > 1 || unchecked.contains_edge(component[0], component[0]);
        let cycle = kosaraju_scc(&unchecked).iter().filter(is_cycle).find_map(of);
        let order = toposort(&unchecked, None).map_err(|_| cycle.unwrap_or_default())?;
        let mut deepest = vec![0; self.graph.node_count()];
        for &node in order.iter().rev() {
            let below = unchecked.neighbors_directed(node, Outgoing).map(|callee| deepest[callee.index()]).max();
            deepest[node.index()] = self.graph[node].frame + below.unwrap_or(0);
        }
        // The frame counts on both sides of the check: LLVM may make it after the check.
        let after = |&node: &NodeIndex| {
            let below = callees(node).map(|callee| deepest[callee.index()]).max();
            self.graph[node].frame + below.unwrap_or(0)
        };
        let checks = self.checked.iter().map(after).max().unwrap_or(0);
        Ok(BetweenChecks { begin: deepest.into_iter().max().unwrap_or(0), checks })
    }

    /// Returns the stack that calls of the object need. `linked` gives the bytes that a function needs with which the object is linked; none
    /// if that is not known.
    pub fn need(&self, linked: impl Fn(Linked<'_>) -> Option<u64>) -> StackNeed {
        let mut unknown = None;
        let mut frames = vec![0; self.graph.node_count()];
        for index in self.graph.node_indices() {
            let node = &self.graph[index];
            let is_linked = node.is_outside && !BEGIN.contains(&node.name.as_str());
            let callers = || self.graph.neighbors_directed(index, Incoming);
            frames[index.index()] = match linked(Linked { symbol: &node.name, is_called: node.is_called }) {
                _ if !is_linked => node.frame,
                Some(bytes) => bytes,
                None => {
                    // A helper of bindings has callers, though nobody calls the import.
                    let caller = callers().map(|caller| readable(&self.graph[caller].name)).min();
                    if let Some(caller) = caller {
                        let reason = format!("`{caller}` calls `{}`, which is not the program's", node.name);
                        unknown = unknown.filter(|known| *known < reason).or(Some(reason));
                    }
                    0
                }
            };
        }
        let mut deepest: Vec<(u64, Option<NodeIndex>)> = vec![(0, None); self.graph.node_count()];
        let mut cycles = Vec::new();
        // The components come callees first.
        for component in kosaraju_scc(&self.graph) {
            let callees = component.iter().flat_map(|&node| self.graph.neighbors_directed(node, Outgoing));
            let below = callees.max_by_key(|callee| deepest[callee.index()].0);
            let below = below.filter(|callee| deepest[callee.index()].0 > 0);
            let own: u64 = component.iter().map(|node| frames[node.index()]).sum();
            let bytes = own + below.map_or(0, |below| deepest[below.index()].0);
            for &node in &component {
                deepest[node.index()] = (bytes, below);
            }
            if component.len() > 1 || self.graph.contains_edge(component[0], component[0]) {
                cycles.extend(self.cycle(&component));
            }
        }
        let inside = self.graph.node_indices().filter(|node| !self.graph[*node].is_outside);
        let first = inside.max_by_key(|node| deepest[node.index()].0);
        let mut need = StackNeed {
            bytes: first.map_or(0, |first| deepest[first.index()].0),
            path: Vec::new(),
            unknown: cycles.into_iter().min().or(unknown),
        };
        let mut next = first;
        while let Some(node) = next {
            if frames[node.index()] > 0 {
                need.path.push(readable(&self.graph[node].name));
            }
            next = deepest[node.index()].1;
        }
        need
    }

    /// Describes a shortest cycle of calls in a strongly connected component; none if no function is in it.
    fn cycle(&self, component: &[NodeIndex]) -> Option<String> {
        let named = component.iter().copied().filter(|node| !self.graph[*node].name.is_empty());
        let first = named.min_by_key(|node| readable(&self.graph[*node].name))?;
        let inside: HashSet<_> = component.iter().copied().collect();
        let callees = |node| {
            let callees = self.graph.neighbors_directed(node, Outgoing);
            callees.filter(|callee| inside.contains(callee)).collect::<Vec<_>>()
        };
        let cycle = stack::cycle(first, callees);
        let names = cycle.into_iter().map(|node| readable(&self.graph[node].name));
        Some(stack::describe_cycle(names.filter(|name| !name.is_empty()).collect()))
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

/// Returns true if a function is more than the callee of calls: an argument, a value that is stored, a part of a constant.
fn is_address_used(function: FunctionValue<'_>) -> bool {
    let this = function.as_value_ref();
    // SAFETY: the function is one of a module that is alive, and so are its uses and their users.
    unsafe {
        let present = |one: LLVMUseRef| Some(one).filter(|one| !one.is_null());
        let mut uses = std::iter::successors(present(LLVMGetFirstUse(this)), |&one| present(LLVMGetNextUse(one)));
        uses.any(|one| {
            let user = LLVMGetUser(one);
            let is_called = !LLVMIsACallInst(user).is_null() && LLVMGetCalledValue(user) == this;
            !is_called || (0..LLVMGetNumArgOperands(user)).any(|index| LLVMGetOperand(user, index) == this)
        })
    }
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
