//! The native stack that calls of an object need: the sizes of the frames that LLVM made, along the deepest path of
//! calls.

use std::collections::{HashMap, HashSet};

use dissolve_abi::symbol;
use inkwell::attributes::AttributeLoc;
use inkwell::llvm_sys::core::{
    LLVMGetCalledValue, LLVMGetFirstUse, LLVMGetNextUse, LLVMGetNumArgOperands, LLVMGetOperand, LLVMGetUser,
    LLVMIsACallInst, LLVMIsAInlineAsm,
};
use inkwell::llvm_sys::prelude::LLVMUseRef;
use inkwell::module::Module;
use inkwell::types::AsTypeRef as _;
use inkwell::values::{AsValueRef as _, CallSiteValue, FunctionValue, InstructionOpcode};
use petgraph::Direction::Outgoing;
use petgraph::algo::{kosaraju_scc, toposort};
use petgraph::graph::{DiGraph, NodeIndex};

use crate::Options;
use crate::emit::attributes::RECURSIVE;
use crate::module::StackNeed;
use crate::symbols::Symbols;

/// The most bytes that an argument takes.
const ARGUMENT: u64 = 8;
/// Bytes of arguments that LLVM has in the frame of a function that passes them. For more of them it moves the stack pointer at each call.
const IN_FRAME: u64 = 448;

/// The functions of the runtime that begin a call, which need no stack.
const BEGIN: [&str; 4] = [symbol::ENTER, symbol::BEGIN, symbol::CONTINUE, symbol::ON_STACK];
/// The allocator of arenas. Whoever knows that it is the runtime's, and makes the stack, adds what the runtime needs.
const ALLOCATOR: [&str; 2] = [symbol::ARENA_REALLOC, symbol::ARENA_REALLOC_IN];

/// The calls of optimized code, by the functions' names.
pub struct Calls {
    graph: DiGraph<String, ()>,
    /// The first, by name, of the functions that are called but not defined in the module; none if there are none.
    outside: Option<String>,
    /// The functions that trap when they begin without enough stack of the library's own.
    checked: HashSet<NodeIndex>,
    /// The largest areas of arguments that functions pass, where those may not be part of their frames.
    arguments: HashMap<NodeIndex, u64>,
    /// Bytes that each function may need beyond its frame.
    more: u64,
}

/// The parts of a stack whose end is guarded by checks, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct BetweenChecks {
    /// The most from the begin of a call to its first checks, or to its end.
    pub begin: u64,
    /// The most from a check to those after it, or to the end of the call.
    pub checks: u64,
}

impl Calls {
    /// Reads the call graph. A call through a pointer can lead to every function of its type whose address is used.
    ///
    /// Each function may need `more` bytes beyond its frame. Bindings of a library call functions of `symbols` inside imports, to make room for results.
    pub fn read(llvm: &Module<'_>, symbols: &Symbols, options: &Options, more: u64) -> Calls {
        let mut graph = DiGraph::new();
        let mut nodes = HashMap::new();
        let mut by_type = HashMap::<_, NodeIndex>::new();
        let mut outside = None;
        let mut checked = HashSet::new();
        let mut arguments = HashMap::new();
        for function in llvm.get_functions().filter(|function| !is_intrinsic(*function)) {
            let node = graph.add_node(name(function));
            nodes.insert(function, node);
            if function.get_string_attribute(AttributeLoc::Function, RECURSIVE).is_some() {
                checked.insert(node);
            }
            if function.count_basic_blocks() > 0 && is_address_used(function) {
                let ty =
                    *by_type.entry(function.get_type().as_type_ref()).or_insert_with(|| graph.add_node(String::new()));
                graph.add_edge(ty, node, ());
            }
        }
        for (&function, &node) in &nodes {
            for call in calls(function) {
                let bytes = u64::from(call.get_called_fn_type().count_param_types()) * ARGUMENT;
                if bytes > IN_FRAME {
                    let most = arguments.entry(node).or_insert(0);
                    *most = bytes.max(*most);
                }
                match call.get_called_fn_value() {
                    Some(callee) if is_intrinsic(callee) => {}
                    Some(callee) => {
                        let callee_name = name(callee);
                        let called = callee_name.as_str();
                        let is_known =
                            BEGIN.contains(&called) || options.runtime_allocator && ALLOCATOR.contains(&called);
                        if callee.count_basic_blocks() == 0 && callee_name != name(function) && !is_known {
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
        let node = |symbol: &String| nodes.get(&llvm.get_function(symbol)?).copied();
        let helpers = symbols.exports.iter().filter_map(|export| node(&export.helper.as_ref()?.inside));
        let helpers: Vec<_> = helpers.collect();
        for import in symbols.imports.values().flatten().filter_map(|import| node(&import.symbol)) {
            graph.extend_with_edges(helpers.iter().map(|&helper| (import, helper)));
        }
        Calls { graph, outside, checked, arguments, more }
    }

    /// The bytes of stack that a function needs for itself; none for a node that stands for all functions of a type.
    fn frame(&self, frames: &HashMap<String, u64>, node: NodeIndex) -> u64 {
        let name = &self.graph[node];
        let arguments = self.arguments.get(&node).copied().unwrap_or(0);
        frames.get(name).copied().unwrap_or(0) + arguments + if name.is_empty() { 0 } else { self.more }
    }

    /// Returns what lies between the checks of a stack, or a function that calls can lead back to without one. `frames` has the frame
    /// sizes by function.
    pub fn between_checks(&self, frames: &HashMap<String, u64>) -> Result<BetweenChecks, String> {
        // Without what the functions that check call, there is no cycle.
        let callees = |node: NodeIndex| self.graph.neighbors_directed(node, Outgoing);
        let unchecked = self.graph.filter_map(
            |_, name| Some(name),
            |edge, ()| {
                let (caller, _) = self.graph.edge_endpoints(edge)?;
                (!self.checked.contains(&caller)).then_some(())
            },
        );
        let of = |component: &Vec<NodeIndex>| {
            component.iter().map(|&node| &self.graph[node]).find(|name| !name.is_empty()).cloned()
        };
        let is_cycle =
            |component: &&Vec<NodeIndex>| component.len() > 1 || unchecked.contains_edge(component[0], component[0]);
        let cycle = kosaraju_scc(&unchecked).iter().filter(is_cycle).find_map(of);
        let order = toposort(&unchecked, None).map_err(|_| cycle.unwrap_or_default())?;
        let mut deepest = vec![0; self.graph.node_count()];
        for &node in order.iter().rev() {
            let below = unchecked.neighbors_directed(node, Outgoing).map(|callee| deepest[callee.index()]).max();
            deepest[node.index()] = self.frame(frames, node) + below.unwrap_or(0);
        }
        // The frame counts on both sides of the check: LLVM may make it after the check.
        let after = |&node: &NodeIndex| {
            let below = callees(node).map(|callee| deepest[callee.index()]).max();
            self.frame(frames, node) + below.unwrap_or(0)
        };
        let checks = self.checked.iter().map(after).max().unwrap_or(0);
        Ok(BetweenChecks { begin: deepest.into_iter().max().unwrap_or(0), checks })
    }

    /// Returns the need. `frames` has the frame sizes by function.
    pub fn need(&self, frames: &HashMap<String, u64>) -> StackNeed {
        let frame = |node: NodeIndex| self.frame(frames, node);
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
