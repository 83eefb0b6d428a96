//! The guest's own stack, in linear memory: the bytes of the frames along the deepest path of calls.
//!
//! A compiler's prologue subtracts a constant from the stack pointer, which is a global; the epilogue adds it again. If
//! a function does anything else with the stack pointer, or a function with a frame is in a cycle of calls, only a part
//! of the need is known.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};
use std::hash::Hash;

use dissolve_reach::{CallNode, Calls, Graph as References};
use dissolve_wasm::{Constant, ExternalIndex, FuncIndex, GlobalIndex};
use serde::{Deserialize, Serialize};
use wasmparser::Operator;

use super::frame::Frame;
use super::{ALIGN, AnalyzedModule};

/// The bytes of stack that calls into a program need.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StackNeed {
    /// The known bytes: the smallest stack that can be enough.
    pub bytes: u64,
    /// The functions on the deepest path, without those that have no frame.
    pub path: Vec<String>,
    /// The reason why more may be needed; none when [`StackNeed::bytes`] are enough.
    pub unknown: Option<String>,
}

impl StackNeed {
    /// Returns the need of calls that use either of two stacks, if it is not known which.
    pub fn or(self, other: &StackNeed) -> StackNeed {
        let unknown = self.unknown.clone().or_else(|| other.unknown.clone());
        let larger = if other.bytes > self.bytes { other.clone() } else { self };
        StackNeed { unknown, ..larger }
    }

    /// Returns the bytes of a stack for calls that need this: exactly that, or at least `least` if only a part of the need is known. The stack is a multiple of 16 bytes, which is the alignment of stacks.
    pub fn budget(&self, least: u32) -> u32 {
        let bytes = u32::try_from(self.bytes.next_multiple_of(ALIGN)).unwrap_or(u32::MAX);
        if self.unknown.is_none() { bytes } else { bytes.max(least) }
    }
}

/// The largest number of stack pointers that are analyzed; each takes a walk over all calls. In a module with more, no
/// need is known.
const MOST_POINTERS: usize = 64;

/// The stack pointers of a module, and the frames of its functions.
#[derive(Default)]
pub struct Frames {
    /// The globals that can be a stack pointer, with their initial values.
    pointers: HashMap<GlobalIndex, u32>,
    /// The frames, by function and stack pointer.
    frames: HashMap<(FuncIndex, GlobalIndex), Frame>,
}

/// The call graph, its strongly connected components (callees first), and, for each node, whether it can run.
struct Graph<'a> {
    calls: &'a Calls,
    components: &'a [Vec<CallNode>],
    is_run: &'a [bool],
}

impl Frames {
    /// Reads the stack pointers and all frames of a module.
    pub fn read(module: &AnalyzedModule<'_>) -> wasmparser::Result<Frames> {
        let mut frames = Frames::of_definitions(module);
        if !frames.pointers.is_empty() {
            for (function, body) in module.sections.defined_functions() {
                let operators = body.get_operators_reader()?.into_iter();
                let params = module.function_type(function).params().len() as u32;
                frames.add(function, params, &operators.collect::<wasmparser::Result<Vec<_>>>()?);
            }
        }
        Ok(frames)
    }

    /// Returns the stack pointers that never get above their first value: nobody outside can change them, and all
    /// functions only take frames and give them back.
    pub fn steady(&self, module: &AnalyzedModule<'_>) -> BTreeSet<GlobalIndex> {
        let moved = self.frames.iter().filter(|(_, frame)| frame.irregular);
        let moved: BTreeSet<_> = moved.map(|((_, pointer), _)| *pointer).collect();
        let is_steady = |pointer: &GlobalIndex| {
            !moved.contains(pointer) && !module.sections.is_exported(ExternalIndex::Global(*pointer))
        };
        self.pointers.keys().copied().filter(is_steady).collect()
    }

    /// Finds the stack pointers; there are no frames yet. A mutable global whose initial value is the top of a memory's
    /// stack can be its pointer.
    fn of_definitions(module: &AnalyzedModule<'_>) -> Frames {
        let layouts = module.memories.keys().filter_map(|memory| module.memory_layout(memory));
        let tops: BTreeSet<u32> = layouts.map(|layout| layout.stack_top).collect();
        let mut pointers = HashMap::new();
        for ((index, global), value) in module.sections.globals.iter().zip(module.global_values.values()) {
            if let Constant::I32(value) = *value
                && global.ty.mutable
                && tops.contains(&value.cast_unsigned())
            {
                pointers.insert(index, value.cast_unsigned());
            }
        }
        if pointers.len() > MOST_POINTERS {
            pointers.clear();
        }
        Frames { pointers, frames: HashMap::new() }
    }

    /// Reads the body of a function.
    fn add(&mut self, function: FuncIndex, params: u32, operators: &[Operator<'_>]) {
        let used: BTreeSet<GlobalIndex> = operators
            .iter()
            .filter_map(|operator| match *operator {
                Operator::GlobalGet { global_index } | Operator::GlobalSet { global_index } => {
                    Some(GlobalIndex::from_u32(global_index))
                }
                _ => None,
            })
            .filter(|global| self.pointers.contains_key(global))
            .collect();
        self.frames
            .extend(used.into_iter().map(|pointer| ((function, pointer), Frame::read(operators, params, pointer))));
    }

    /// The stack that calls of the program need, by its pointer.
    pub fn needs(
        &self,
        module: &AnalyzedModule<'_>,
        calls: &Calls,
        references: &References,
    ) -> BTreeMap<GlobalIndex, StackNeed> {
        if self.pointers.is_empty() {
            return BTreeMap::new();
        }
        let calls = with_allocators(module, calls);
        let components = calls.components();
        let is_run = reached(module, &calls, references);
        let graph = Graph { calls: &calls, components: &components, is_run: &is_run };
        self.pointers.keys().map(|&pointer| (pointer, self.need(module, &graph, pointer))).collect()
    }

    /// The bytes of one stack that calls of the program need.
    fn need(&self, module: &AnalyzedModule<'_>, graph: &Graph<'_>, pointer: GlobalIndex) -> StackNeed {
        let Graph { calls, components, is_run } = *graph;
        let frame = |node: CallNode| {
            let function = calls.function_of(node);
            function.and_then(|function| self.frames.get(&(function, pointer))).copied().unwrap_or_default()
        };
        let mut deepest: Vec<(u64, Option<CallNode>)> = vec![(0, None); calls.nodes()];
        let mut unknown = None;
        for component in components {
            let members = || component.iter().copied().filter(|node| is_run[node.index()]);
            let own: u64 = members().map(|node| frame(node).bytes).sum();
            // Callees in the same component have no depth yet, which is zero.
            let callees = members().flat_map(|node| calls.callees(node));
            let below =
                callees.max_by_key(|callee| deepest[callee.index()].0).filter(|callee| deepest[callee.index()].0 > 0);
            let bytes = own + below.map_or(0, |below| deepest[below.index()].0);
            let recurs = calls.is_cycle(component);
            for node in members() {
                deepest[node.index()] = (bytes, below);
                if frame(node).irregular {
                    unknown.get_or_insert_with(|| {
                        format!("`{}` moves its stack pointer otherwise than by a constant", name(module, calls, node))
                    });
                }
            }
            let framed = members().filter(|node| frame(*node).bytes > 0);
            if recurs && let Some(node) = framed.min_by_key(|node| name(module, calls, *node)) {
                unknown.get_or_insert_with(|| {
                    let inside: BTreeSet<_> = component.iter().map(|node| node.index()).collect();
                    let callees =
                        |node| calls.callees(node).filter(|callee| inside.contains(&callee.index())).collect();
                    let names = cycle(node, callees).into_iter().map(|node| name(module, calls, node));
                    describe_cycle(names.filter(|name| !name.is_empty()).collect())
                });
            }
        }
        let nodes = components.iter().flatten().copied().filter(|node| is_run[node.index()]);
        let first = nodes.max_by_key(|node| (deepest[node.index()].0, node.index()));
        let mut need =
            StackNeed { bytes: first.map_or(0, |first| deepest[first.index()].0), path: Vec::new(), unknown };
        let mut next = first;
        while let Some(node) = next {
            if frame(node).bytes > 0 {
                need.path.push(name(module, calls, node));
            }
            next = deepest[node.index()].1;
        }
        need
    }
}

/// Returns a shortest path of calls from a node back to it, without its second occurrence. There is one.
pub fn cycle<N: Copy + Eq + Hash>(first: N, callees: impl Fn(N) -> Vec<N>) -> Vec<N> {
    let mut callers: HashMap<N, N> = HashMap::new();
    let mut next = VecDeque::from([first]);
    while let Some(node) = next.pop_front() {
        for callee in callees(node) {
            if let Entry::Vacant(caller) = callers.entry(callee) {
                caller.insert(node);
                next.push_back(callee);
            }
        }
    }
    let mut path = Vec::new();
    let mut last = first;
    while let Some(&caller) = callers.get(&last).filter(|caller| **caller != first) {
        path.push(caller);
        last = caller;
    }
    path.push(first);
    path.reverse();
    path
}

/// The most functions of a cycle that a report names.
const MOST_NAMES: usize = 8;

/// The reason why a cycle of calls makes a need unknown. `names` are its functions, in the order of calls.
pub fn describe_cycle(names: Vec<String>) -> String {
    match &*names {
        [] => "functions call each other through a table again and again".to_owned(),
        [name] => format!("`{name}` may call itself again"),
        [name, ..] if names.len() > MOST_NAMES => {
            format!("`{name}` may call itself again: {} > … > {name}", names[..MOST_NAMES].join(" > "))
        }
        [name, ..] => format!("`{name}` may call itself again: {} > {name}", names.join(" > ")),
    }
}

/// Returns the name of a node's function. Nodes of tables have no frames, and are not asked for.
fn name(module: &AnalyzedModule<'_>, calls: &Calls, node: CallNode) -> String {
    calls.function_of(node).map_or_else(String::new, |function| module.readable_name(function))
}

/// Adds the calls that an embedder makes while the guest calls it: to allocate memory for its results.
fn with_allocators(module: &AnalyzedModule<'_>, calls: &Calls) -> Calls {
    let mut calls = calls.clone();
    let exports = module.interface.iter().flat_map(|interface| &interface.imports);
    let recorded: BTreeSet<&str> = exports
        .filter_map(|import| match &import.kind {
            dissolve_interface::ImportKind::Host { options, .. } => options.realloc.as_deref(),
            _ => None,
        })
        .chain(["cabi_realloc"])
        .collect();
    for (export, function) in module.sections.exported_functions() {
        if recorded.contains(export) {
            for (import, _) in module.imports().filter(|&(import, _)| module.arena_of(import).is_none()) {
                calls.add(import, function);
            }
        }
    }
    calls
}

/// For each node of the call graph, true if an export, the start function or an exported table leads to it.
fn reached(module: &AnalyzedModule<'_>, calls: &Calls, references: &References) -> Vec<bool> {
    let mut is_reached = vec![false; calls.nodes()];
    let exported = module.sections.exported_functions().map(|(_, function)| function);
    let mut left: Vec<_> = exported.chain(module.sections.start).map(|function| calls.function(function)).collect();
    if module.sections.exports.iter().any(|export| matches!(export.item, ExternalIndex::Table(_))) {
        left.extend(references.all_referenced().map(|function| calls.function(function)));
    }
    while let Some(node) = left.pop() {
        if !std::mem::replace(&mut is_reached[node.index()], true) {
            left.extend(calls.callees(node));
        }
    }
    is_reached
}
