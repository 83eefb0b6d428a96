//! Finds the memories whose code can be active at once, so that the stack needs room for both.
//!
//! Two memories conflict when a function of one can reach a function of the other through calls. A call through a table
//! reaches every function of its type that the table can hold: those of the table's segments, or, if an instruction
//! writes the table, every function that a segment or a reference names.
//!
//! Relies on the embedder's imports to call nothing: the Component Model lets no instance be entered again before it
//! has returned.

use std::collections::{BTreeSet, HashMap, HashSet};

use wasmparser::{ElementKind, Operator};

use super::module::Module;

/// The pairs of memories that conflict, and for each the direction of the calls.
#[derive(Debug, Default)]
pub struct Conflicts {
    reached: HashMap<u32, BTreeSet<u32>>,
}

impl Conflicts {
    /// Returns true if code of `from` can call code of `to`.
    pub fn calls(&self, from: u32, to: u32) -> bool {
        self.reached.get(&from).is_some_and(|reached| reached.contains(&to))
    }

    /// Returns true if both can be active at once.
    pub fn conflict(&self, a: u32, b: u32) -> bool {
        self.calls(a, b) || self.calls(b, a)
    }
}

/// Finds the conflicts. `memory_of` has, for each function, the memory that its code belongs to.
pub fn conflicts(module: &Module<'_>, memory_of: &[Option<u32>]) -> wasmparser::Result<Conflicts> {
    let graph = Graph::read(module)?;
    let mut sets: Vec<BTreeSet<u32>> = Vec::new();
    let component = graph.components();
    let count = component.iter().copied().max().map_or(0, |last| last + 1);
    sets.resize(count, BTreeSet::new());
    let mut members = vec![Vec::new(); count];
    for (node, &component) in component.iter().enumerate() {
        members[component].push(node);
    }
    // Components are numbered so that a call stays in its component or leads to one with a smaller number.
    for (index, nodes) in members.iter().enumerate() {
        let mut set = BTreeSet::new();
        for &node in nodes {
            set.extend(memory_of.get(node).copied().flatten());
            for &next in &graph.calls[node] {
                if component[next as usize] != index {
                    set.extend(&sets[component[next as usize]]);
                }
            }
        }
        sets[index] = set;
    }
    let mut conflicts = Conflicts::default();
    for (function, memory) in memory_of.iter().enumerate() {
        if let Some(memory) = *memory {
            conflicts.reached.entry(memory).or_default().extend(&sets[component[function]]);
        }
    }
    Ok(conflicts)
}

/// The call graph. The nodes after the functions stand for calls through a table with a type.
struct Graph {
    calls: Vec<Vec<u32>>,
}

impl Graph {
    fn read(module: &Module<'_>) -> wasmparser::Result<Graph> {
        let imported = module.functions.len() - module.bodies.len();
        let mut calls = vec![Vec::new(); module.functions.len()];
        let mut indirect: HashMap<(u32, u32), u32> = HashMap::new();
        let mut written = HashSet::new();
        let mut referenced = BTreeSet::new();
        for (body, function) in module.bodies.iter().zip(imported..) {
            for operator in body.get_operators_reader()? {
                match operator? {
                    Operator::Call { function_index } | Operator::ReturnCall { function_index } => {
                        calls[function].push(function_index);
                    }
                    Operator::CallIndirect { type_index, table_index }
                    | Operator::ReturnCallIndirect { type_index, table_index } => {
                        let next = (module.functions.len() + indirect.len()) as u32;
                        let node = *indirect.entry((table_index, type_index)).or_insert(next);
                        calls[function].push(node);
                    }
                    Operator::RefFunc { function_index } => {
                        referenced.insert(function_index);
                    }
                    Operator::TableSet { table }
                    | Operator::TableFill { table }
                    | Operator::TableGrow { table }
                    | Operator::TableInit { table, .. }
                    | Operator::TableCopy { dst_table: table, .. } => {
                        written.insert(table);
                    }
                    _ => {}
                }
            }
            calls[function].sort_unstable();
            calls[function].dedup();
        }
        let held = Held::read(module, &written, referenced)?;
        calls.resize(module.functions.len() + indirect.len(), Vec::new());
        for ((table, ty), node) in indirect {
            let ty = module.func_type(ty);
            let of_type = |function: &u32| module.function_type(*function) == ty && ty.is_some();
            calls[node as usize] = held.by(table).into_iter().filter(of_type).collect();
        }
        Ok(Graph { calls })
    }

    /// Returns the strongly connected component of each node (Tarjan's algorithm, without recursion: the input decides
    /// how long a chain of calls is). A component has a larger number than the components that it calls.
    fn components(&self) -> Vec<usize> {
        const UNSEEN: usize = usize::MAX;
        let nodes = self.calls.len();
        let (mut order, mut low, mut component) = (vec![UNSEEN; nodes], vec![0; nodes], vec![UNSEEN; nodes]);
        let (mut next, mut components) = (0, 0);
        let mut open = Vec::new();
        let mut path: Vec<(usize, usize)> = Vec::new();
        for root in 0..nodes {
            if order[root] != UNSEEN {
                continue;
            }
            path.push((root, 0));
            while let Some(&mut (node, ref mut edge)) = path.last_mut() {
                if *edge == 0 && order[node] == UNSEEN {
                    order[node] = next;
                    low[node] = next;
                    next += 1;
                    open.push(node);
                }
                if let Some(&to) = self.calls[node].get(*edge) {
                    *edge += 1;
                    let to = to as usize;
                    if order[to] == UNSEEN {
                        path.push((to, 0));
                    } else if component[to] == UNSEEN {
                        low[node] = low[node].min(order[to]);
                    }
                    continue;
                }
                path.pop();
                if let Some(&(parent, _)) = path.last() {
                    low[parent] = low[parent].min(low[node]);
                }
                if low[node] == order[node] {
                    while let Some(member) = open.pop() {
                        component[member] = components;
                        if member == node {
                            break;
                        }
                    }
                    components += 1;
                }
            }
        }
        component
    }
}

/// The functions that tables can hold.
struct Held {
    by_table: HashMap<u32, BTreeSet<u32>>,
    anywhere: BTreeSet<u32>,
    written: HashSet<u32>,
}

impl Held {
    fn read(module: &Module<'_>, written: &HashSet<u32>, referenced: BTreeSet<u32>) -> wasmparser::Result<Held> {
        let mut held = Held { by_table: HashMap::new(), anywhere: referenced, written: written.clone() };
        for element in &module.elements {
            let functions = module.functions_of(element)?;
            if let ElementKind::Active { table_index, .. } = element.kind {
                held.by_table.entry(table_index.unwrap_or(0)).or_default().extend(&functions);
            }
            held.anywhere.extend(functions);
        }
        for global in &module.globals {
            for operator in global.init_expr.get_operators_reader() {
                if let Operator::RefFunc { function_index } = operator? {
                    held.anywhere.insert(function_index);
                }
            }
        }
        Ok(held)
    }

    fn by(&self, table: u32) -> BTreeSet<u32> {
        let own = self.by_table.get(&table).into_iter().flatten();
        let all = self.written.contains(&table).then_some(&self.anywhere).into_iter().flatten();
        all.chain(own).copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the conflicts of a module whose functions belong to memories as listed.
    fn of(text: &str, memory_of: &[Option<u32>]) -> Conflicts {
        let wasm = wat::parse_str(text).unwrap();
        conflicts(&Module::read(&wasm).unwrap(), memory_of).unwrap()
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
