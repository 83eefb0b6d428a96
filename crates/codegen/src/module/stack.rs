//! The guest's own stack, in linear memory: the bytes of the frames along the deepest path of calls.
//!
//! A compiler's prologue subtracts a constant from the stack pointer, which is a global; the epilogue adds it again. If
//! a function does anything else with the stack pointer, or a function with a frame is in a cycle of calls, only a part
//! of the need is known.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use dissolve_reach::{CallNode, Calls, Graph as References};
use dissolve_wasm::{Constant, ExternalIndex, FuncIndex, GlobalIndex};
use wasmparser::Operator;

use super::{ALIGN, AnalyzedModule};

/// The bytes of stack that calls into a program need.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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

    /// Returns the bytes of a stack for calls that need this and `more`: exactly that, or at least `least` if only a part
    /// of the need is known. The stack is a multiple of 16 bytes, which is the alignment of stacks.
    pub fn budget(&self, least: u32, more: u64) -> u32 {
        let bytes = u32::try_from((self.bytes + more).next_multiple_of(ALIGN)).unwrap_or(u32::MAX);
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

/// The use that a function makes of a stack pointer.
#[derive(Clone, Copy, Debug, Default)]
struct Frame {
    bytes: u64,
    /// True if it does more with the stack pointer than take a frame and give it back.
    irregular: bool,
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
        self.frames.extend(used.into_iter().map(|pointer| ((function, pointer), frame(operators, params, pointer))));
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
            if recurs && let Some(node) = members().find(|node| frame(*node).bytes > 0) {
                unknown.get_or_insert_with(|| format!("`{}` may call itself again", name(module, calls, node)));
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

/// Reads how a body uses a stack pointer; the function has `params` parameters.
fn frame(operators: &[Operator<'_>], params: u32, pointer: GlobalIndex) -> Frame {
    let is_get = |operator: &Operator<'_>| *operator == Operator::GlobalGet { global_index: pointer.as_u32() };
    let is_set = |operator: &Operator<'_>| *operator == Operator::GlobalSet { global_index: pointer.as_u32() };
    let mut frame = Frame::default();
    // The locals that hold a frame's address, with the size of the frame, and how often each local is assigned.
    let mut holders = HashMap::new();
    let mut restored_from = BTreeSet::new();
    let mut assigned = HashMap::<u32, u32>::new();
    // The position after the last allocation, where its result is used, and its size.
    let (mut allocated, mut taken) = (0, None);
    // True if the pointer is set to the address of a frame.
    let mut keeps = false;
    // For each open block, whether it is a loop; and the number of those that are.
    let (mut blocks, mut loops) = (Vec::new(), 0);
    // True if the function can return before its end.
    let mut returns = false;
    for (at, operator) in operators.iter().enumerate() {
        match operator {
            Operator::Block { .. } | Operator::If { .. } => blocks.push(false),
            Operator::Loop { .. } => {
                blocks.push(true);
                loops += 1;
            }
            Operator::End => loops -= u32::from(blocks.pop() == Some(true)),
            Operator::Return | Operator::ReturnCall { .. } | Operator::ReturnCallIndirect { .. } => returns = true,
            Operator::Br { relative_depth } | Operator::BrIf { relative_depth } => {
                returns |= *relative_depth as usize >= blocks.len();
            }
            Operator::BrTable { targets } => {
                let mut all = targets.targets().map_while(Result::ok).chain([targets.default()]);
                returns |= all.any(|depth| depth as usize >= blocks.len());
            }
            Operator::LocalSet { local_index } | Operator::LocalTee { local_index } => {
                *assigned.entry(*local_index).or_default() += 1;
                if at == allocated && at > 0 {
                    holders.insert(*local_index, taken);
                    allocated += usize::from(matches!(operator, Operator::LocalTee { .. }));
                }
            }
            operator if is_get(operator) => match &operators[at + 1..] {
                [Operator::I32Const { value: bytes }, Operator::I32Sub, rest @ ..] if *bytes >= 0 => {
                    frame.bytes += u64::from(bytes.cast_unsigned());
                    taken = Some(*bytes);
                    allocated = at + 3;
                    // Each round takes another one.
                    frame.irregular |= loops > 0;
                    if let [Operator::I32Const { value: mask }, Operator::I32And, ..] = rest {
                        let align = mask.wrapping_neg();
                        frame.irregular |= align <= 0 || !align.cast_unsigned().is_power_of_two();
                        frame.bytes += u64::from(align.cast_unsigned()).min(1 << 31);
                        allocated = at + 5;
                        // The distance to where the pointer was depends on that.
                        taken = None;
                    }
                }
                _ => frame.irregular = true,
            },
            operator if is_set(operator) && at == allocated => keeps = true,
            operator if is_set(operator) => match operators[..at] {
                [.., Operator::LocalGet { local_index }, Operator::I32Const { value }, Operator::I32Add] => {
                    // What was taken is given back, no more and no less.
                    frame.irregular |= holders.get(&local_index) != Some(&Some(value));
                    restored_from.insert(local_index);
                }
                [.., Operator::LocalGet { local_index }] => {
                    restored_from.insert(local_index);
                }
                _ => frame.irregular = true,
            },
            _ => {}
        }
    }
    // A function that keeps its frame must not return.
    let ends = operators.len() > 1 && operators[operators.len() - 2] != Operator::Unreachable;
    frame.irregular |= keeps && restored_from.is_empty() && (returns || ends);
    // An epilogue must restore from a local that the prologue set and nothing else assigns.
    let is_own = |local: &u32| *local >= params && holders.contains_key(local) && assigned.get(local) == Some(&1);
    frame.irregular |= !restored_from.iter().all(is_own);
    frame
}

#[cfg(test)]
mod tests {
    use wasmparser::{Parser, Payload};

    use super::*;

    /// The frame of the only function of a module with a stack pointer.
    fn frame_of(body: &str) -> Frame {
        let text = format!(
            "(module (memory 1) (global $sp (mut i32) (i32.const 65536)) (func (param i32) (local i32 i32) {body}))"
        );
        let module = wat::parse_str(text).unwrap();
        let body = Parser::new(0).parse_all(&module).find_map(|payload| match payload.unwrap() {
            Payload::CodeSectionEntry(body) => Some(body),
            _ => None,
        });
        let operators =
            body.unwrap().get_operators_reader().unwrap().into_iter().collect::<Result<Vec<_>, _>>().unwrap();
        frame(&operators, 1, GlobalIndex::from_u32(0))
    }

    const PROLOGUE: &str = "global.get $sp i32.const 48 i32.sub local.tee 1 global.set $sp";

    #[test]
    fn a_frame_is_what_the_prologue_subtracts() {
        let epilogue = "local.get 1 i32.const 48 i32.add global.set $sp";
        for (body, bytes) in [
            (format!("{PROLOGUE} {epilogue}"), 48),
            // A function that does not return has no epilogue.
            (format!("{PROLOGUE} unreachable"), 48),
            // A leaf does not write the stack pointer back.
            ("global.get $sp i32.const 16 i32.sub local.set 1".to_owned(), 16),
            // An aligned leaf.
            ("global.get $sp i32.const 16 i32.sub i32.const -32 i32.and local.set 1".to_owned(), 16 + 32),
        ] {
            let frame = frame_of(&body);
            assert_eq!((frame.bytes, frame.irregular), (bytes, false), "{body}");
        }
    }

    #[test]
    fn anything_else_is_not_known() {
        for body in [
            // A frame whose size is only known when it is called, such as that of a variable-length array.
            "global.get $sp local.get 0 i32.sub local.tee 1 global.set $sp".to_owned(),
            format!("{PROLOGUE} local.get 1 local.get 0 i32.sub local.tee 2 global.set $sp"),
            format!("{PROLOGUE} local.get 0 local.set 1 local.get 1 global.set $sp"),
            format!("{PROLOGUE} local.get 0 global.set $sp"),
            "i32.const 7 global.set $sp".to_owned(),
            // What is given back of an aligned frame is not what was taken.
            "global.get $sp i32.const 48 i32.sub i32.const -64 i32.and local.tee 1 global.set $sp
             local.get 1 i32.const 48 i32.add global.set $sp"
                .to_owned(),
            // Frames that a loop takes, that a call leaves, or of which another part is given back.
            format!("loop {PROLOGUE} local.get 1 i32.const 48 i32.add global.set $sp end"),
            PROLOGUE.to_owned(),
            format!("local.get 0 if return end {PROLOGUE} unreachable"),
            format!("{PROLOGUE} local.get 1 i32.const 64 i32.add global.set $sp"),
            "global.get $sp i32.const 48 i32.sub local.tee 0 global.set $sp local.get 0 i32.const 48 i32.add global.set $sp"
                .to_owned(),
            "global.get $sp local.set 1 local.get 1 i32.const 16 i32.sub drop".to_owned(),
        ] {
            assert!(frame_of(&body).irregular, "{body}");
        }
    }
}
