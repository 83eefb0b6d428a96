//! Finds the memories whose code can be active at once, so that the stack needs room for both.
//!
//! Two memories conflict when a function of one can reach a function of the other through calls.
//!
//! Relies on the embedder's imports to call nothing: the Component Model lets no instance be entered again before it
//! has returned.

use std::collections::{BTreeSet, HashMap};

use dissolve_reach::Calls;
use dissolve_wasm::{FuncIndex, MemoryIndex, PrimaryMap};

/// The pairs of memories that conflict, and for each the direction of the calls.
#[derive(Debug, Default)]
pub struct Conflicts {
    reached: HashMap<MemoryIndex, BTreeSet<MemoryIndex>>,
}

impl Conflicts {
    /// Returns true if code of `from` can call code of `to`.
    pub fn calls(&self, from: MemoryIndex, to: MemoryIndex) -> bool {
        self.reached.get(&from).is_some_and(|reached| reached.contains(&to))
    }

    /// Returns true if both can be active at once.
    pub fn conflict(&self, a: MemoryIndex, b: MemoryIndex) -> bool {
        self.calls(a, b) || self.calls(b, a)
    }
}

/// Finds the conflicts. `memory_of` has, for each function, the memory that its code belongs to.
pub fn conflicts(calls: &Calls, memory_of: &PrimaryMap<FuncIndex, Option<MemoryIndex>>) -> Conflicts {
    // For each component, the memories that it reaches; a component comes after the ones that it calls.
    let mut reached: Vec<BTreeSet<MemoryIndex>> = Vec::new();
    let mut component_of = vec![0; calls.nodes()];
    for (index, nodes) in calls.components().into_iter().enumerate() {
        nodes.iter().for_each(|node| component_of[node.index()] = index);
        let mut memories = BTreeSet::new();
        for node in nodes {
            memories.extend(calls.function_of(node).and_then(|function| *memory_of.get(function)?));
            for callee in calls.callees(node).filter(|callee| component_of[callee.index()] != index) {
                memories.extend(&reached[component_of[callee.index()]]);
            }
        }
        reached.push(memories);
    }
    let mut conflicts = Conflicts::default();
    for (function, &memory) in memory_of.iter() {
        if let Some(memory) = memory {
            let component = component_of[calls.function(function).index()];
            conflicts.reached.entry(memory).or_default().extend(&reached[component]);
        }
    }
    conflicts
}

#[cfg(test)]
mod tests {
    use dissolve_reach::Graph;
    use dissolve_wasm::Module;

    use super::*;

    /// Returns the conflicts of a module whose functions belong to memories as listed.
    fn of(text: &str, memory_of: &[Option<u32>]) -> Found {
        let wasm = wat::parse_str(text).unwrap();
        let module = Module::read(&wasm).unwrap();
        let memory_of = memory_of.iter().map(|memory| memory.map(MemoryIndex::from_u32)).collect();
        Found(conflicts(&Calls::new(&module, &Graph::new(&module).unwrap()), &memory_of))
    }

    /// Conflicts by the numbers of memories.
    struct Found(Conflicts);

    impl Found {
        fn calls(&self, from: u32, to: u32) -> bool {
            self.0.calls(MemoryIndex::from_u32(from), MemoryIndex::from_u32(to))
        }

        fn conflict(&self, a: u32, b: u32) -> bool {
            self.0.conflict(MemoryIndex::from_u32(a), MemoryIndex::from_u32(b))
        }
    }

    #[test]
    fn calls_are_followed_through_functions_of_nobody() {
        let text = "(module (func $a call $glue) (func $b) (func $c call $c) (func $glue call $b))";
        let conflicts = of(text, &[Some(0), Some(1), Some(2), None]);
        assert!(conflicts.calls(0, 1) && conflicts.conflict(1, 0) && !conflicts.calls(1, 0));
        assert!(!conflicts.conflict(0, 2) && !conflicts.conflict(1, 2));
    }

    #[test]
    fn a_cycle_is_one() {
        let text = "(module (func $a call $b) (func $b call $c) (func $c call $a call $d) (func $d))";
        let conflicts = of(text, &[Some(0), Some(1), Some(2), Some(3)]);
        for (from, to) in [(0, 1), (1, 0), (2, 1), (0, 3), (2, 3)] {
            assert!(conflicts.calls(from, to), "{from} calls {to}");
        }
        assert!(!conflicts.calls(3, 0));
    }

    #[test]
    fn a_call_through_a_table_reaches_functions_of_its_type() {
        let text = |write: &str| {
            format!(
                "(module (table 2 funcref) (table $other 2 funcref) (elem (i32.const 0) $b $c) (elem (table $other) \
                 (i32.const 0) func $d)
                (func $a (call_indirect (i32.const 0))) (func $b) (func $c (param i32)) (func $d) (func $w {write}))"
            )
        };
        let homes = [Some(0), Some(1), Some(2), Some(3), None];
        let conflicts = of(&text(""), &homes);
        assert!(conflicts.calls(0, 1) && !conflicts.conflict(0, 2), "the type differs");
        assert!(!conflicts.conflict(0, 3), "another table");
        let conflicts = of(&text("(table.set 0 (i32.const 1) (table.get $other (i32.const 0)))"), &homes);
        assert!(conflicts.calls(0, 3), "the table is written");
    }

    #[test]
    fn a_long_chain_needs_no_stack() {
        let functions: String = (0..50_000).map(|index| format!("(func call {})", (index + 1) % 50_000)).collect();
        let mut homes = vec![None; 50_000];
        (homes[0], homes[49_999]) = (Some(0), Some(1));
        assert!(of(&format!("(module {functions})"), &homes).conflict(0, 1));
    }
}
