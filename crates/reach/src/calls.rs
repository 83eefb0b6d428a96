//! The call graph: who calls whom, and which calls are part of a cycle.
//!
//! A call through a table leads to the functions of its type that the table can hold: those of the segments that
//! initialize it or are copied to it. If an instruction writes single entries, or code outside of the module can, it is
//! every function whose reference is taken.
//!
//! Relies on the embedder's imports to call nothing, and on types without subtypes.

use std::collections::{BTreeSet, HashMap};

use dissolve_wasm::{EntityRef, FuncIndex, Module, PrimaryMap, TableIndex, TypeIndex};
use petgraph::Direction::Outgoing;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use crate::Graph;
use crate::graph::Table;

/// The call graph of a module: an edge leads from each caller to what it calls. It has three kinds of nodes:
///
/// - a function, as in `(call $f)`;
/// - a table with a type, as in `(call_indirect $t (type $ty))`; its edges lead to the functions that the call can reach;
/// - all functions of a type whose reference is taken, to which the node of a table leads that can hold any of them.
#[derive(Clone, Debug, Default)]
pub struct Calls {
    graph: DiGraph<(), ()>,
    functions: usize,
    indirect: Indirect,
}

/// The nodes of calls through tables.
#[derive(Clone, Debug, Default)]
struct Indirect {
    /// The nodes, by the table and the first type of the same structure.
    nodes: HashMap<(TableIndex, TypeIndex), CallNode>,
    /// For each type, the first one of the same structure.
    canonical_types: PrimaryMap<TypeIndex, TypeIndex>,
}

impl Indirect {
    fn through(&self, table: TableIndex, ty: TypeIndex) -> Option<CallNode> {
        self.nodes.get(&(table, *self.canonical_types.get(ty)?)).copied()
    }
}

/// A node of [`Calls`].
pub type CallNode = NodeIndex;

/// Functions by type: the first type of the same structure.
type ByType = HashMap<TypeIndex, BTreeSet<FuncIndex>>;

/// The functions that tables can hold.
struct Held {
    /// For each table, its functions; none if it can hold any function whose reference is taken.
    tables: PrimaryMap<TableIndex, Option<ByType>>,
    /// Every function whose reference is taken.
    referenced: ByType,
}

impl Held {
    fn new(module: &Module<'_>, references: &Graph, canonical: &PrimaryMap<TypeIndex, TypeIndex>) -> Held {
        let by_type = |functions: &BTreeSet<FuncIndex>| {
            let mut by_type = ByType::new();
            for &function in functions {
                if let Some(&ty) = module.functions.get(function).and_then(|&ty| canonical.get(ty)) {
                    by_type.entry(ty).or_default().insert(function);
                }
            }
            by_type
        };
        let segments = references.active_segments();
        let known = |(index, table): (TableIndex, &Table)| {
            let segments = segments[index].iter().chain(&table.segments);
            let elements = segments.filter_map(|&segment| references.elements.get(segment));
            let functions = elements.flat_map(|element| &element.functions).chain(&table.initial);
            (!table.open).then(|| by_type(&functions.copied().collect()))
        };
        Held { tables: references.tables.iter().map(known).collect(), referenced: by_type(&references.referenced) }
    }
}

impl Calls {
    /// Finds the calls of a module; `references` are those of the same module.
    pub fn new(module: &Module<'_>, references: &Graph) -> Calls {
        let functions = references.functions.len();
        let mut graph = DiGraph::with_capacity(functions, functions);
        (0..functions).for_each(|_| _ = graph.add_node(()));
        let canonical_types = module.canonical_types();
        let held = Held::new(module, references, &canonical_types);
        let mut calls = Calls { graph, functions, indirect: Indirect { nodes: HashMap::new(), canonical_types } };
        let mut any = HashMap::new();
        for (caller, function) in references.functions.iter() {
            let callees: BTreeSet<FuncIndex> = function.calls().collect();
            callees.into_iter().for_each(|callee| calls.add(caller, callee));
            for &(table, ty) in &function.indirect {
                let node = match calls.through(table, ty) {
                    Some(node) => node,
                    None => calls.add_table(&held, &mut any, table, ty),
                };
                calls.graph.add_edge(calls.function(caller), node, ());
            }
        }
        calls
    }

    /// Adds the node for calls through a table with a type. `any` has the nodes for all functions of a type.
    fn add_table(
        &mut self,
        held: &Held,
        any: &mut HashMap<TypeIndex, CallNode>,
        table: TableIndex,
        ty: TypeIndex,
    ) -> CallNode {
        let ty = self.indirect.canonical_types.get(ty).copied().unwrap_or(ty);
        let node = self.graph.add_node(());
        self.indirect.nodes.insert((table, ty), node);
        match held.tables.get(table) {
            Some(Some(known)) => self.lead_to(node, known.get(&ty)),
            _ => {
                let all = *any.entry(ty).or_insert_with(|| self.graph.add_node(()));
                if self.graph.neighbors(all).next().is_none() {
                    self.lead_to(all, held.referenced.get(&ty));
                }
                self.graph.add_edge(node, all, ());
            }
        }
        node
    }

    fn lead_to(&mut self, node: CallNode, functions: Option<&BTreeSet<FuncIndex>>) {
        for &function in functions.into_iter().flatten() {
            self.edge(node, self.function(function));
        }
    }

    /// Adds an edge, unless the callee does not exist.
    fn edge(&mut self, from: CallNode, to: CallNode) {
        if to.index() < self.functions {
            self.graph.add_edge(from, to, ());
        }
    }

    /// Returns the node of a function.
    pub fn function(&self, function: FuncIndex) -> CallNode {
        NodeIndex::new(function.index())
    }

    /// Returns the function of a node; none for the node of a table.
    pub fn function_of(&self, node: CallNode) -> Option<FuncIndex> {
        (node.index() < self.functions).then(|| FuncIndex::new(node.index()))
    }

    /// Returns the node of the calls through a table with a type; none if no function makes such a call.
    pub fn through(&self, table: TableIndex, ty: TypeIndex) -> Option<CallNode> {
        self.indirect.through(table, ty)
    }

    /// Returns the number of nodes. Nodes have the numbers from zero on.
    pub fn nodes(&self) -> usize {
        self.graph.node_count()
    }

    /// Returns the nodes that calls of a node lead to.
    pub fn callees(&self, node: CallNode) -> impl Iterator<Item = CallNode> {
        self.graph.neighbors_directed(node, Outgoing)
    }

    /// Adds a call that is not in the module: the embedder's, from an import.
    pub fn add(&mut self, caller: FuncIndex, callee: FuncIndex) {
        self.edge(self.function(caller), self.function(callee));
    }

    /// Returns the strongly connected components; each comes after the ones that it calls.
    pub fn components(&self) -> Vec<Vec<CallNode>> {
        kosaraju_scc(&self.graph)
    }

    /// Returns true if the nodes of a component call each other; false for a node alone that does not call itself.
    pub fn is_cycle(&self, component: &[CallNode]) -> bool {
        component.len() > 1 || component.iter().any(|&node| self.graph.contains_edge(node, node))
    }

    /// Finds the calls that can lead back to their caller.
    pub fn recursion(self) -> Recursion {
        let mut components = vec![0; self.nodes()];
        let mut recurs = vec![false; self.nodes()];
        for (number, component) in self.components().into_iter().enumerate() {
            let is_cycle = self.is_cycle(&component);
            for node in component {
                components[node.index()] = number;
                recurs[node.index()] = is_cycle;
            }
        }
        Recursion { indirect: self.indirect, components, recurs }
    }
}

/// The cycles among calls.
#[derive(Clone, Debug, Default)]
pub struct Recursion {
    indirect: Indirect,
    /// For each node, the number of its strongly connected component.
    components: Vec<usize>,
    /// For each node, true if it is in a cycle.
    recurs: Vec<bool>,
}

impl Recursion {
    /// Returns true if a call of the function can call it again before it returns.
    pub fn recurs(&self, function: FuncIndex) -> bool {
        self.recurs.get(function.index()).copied().unwrap_or(false)
    }

    /// Returns true if the direct call of `callee` in `caller` can reach `caller` again.
    pub fn direct(&self, caller: FuncIndex, callee: FuncIndex) -> bool {
        self.components.get(caller.index()) == self.components.get(callee.index())
    }

    /// Returns true if a call through a table in `caller` can reach `caller` again. `ty` is the type of the call.
    pub fn indirect(&self, caller: FuncIndex, table: TableIndex, ty: TypeIndex) -> bool {
        let component = |node: CallNode| self.components.get(node.index());
        self.indirect.through(table, ty).is_some_and(|node| component(node) == self.components.get(caller.index()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calls(text: &str) -> Calls {
        let wasm = wat::parse_str(text).unwrap();
        let module = Module::read(&wasm).unwrap();
        Calls::new(&module, &Graph::new(&module).unwrap())
    }

    /// Returns the functions that a node leads to, through the nodes of tables.
    fn callees(calls: &Calls, node: CallNode) -> Vec<u32> {
        let mut functions = BTreeSet::new();
        let mut waiting = vec![node];
        while let Some(node) = waiting.pop() {
            for callee in calls.callees(node) {
                match calls.function_of(callee) {
                    Some(function) => _ = functions.insert(function.as_u32()),
                    None => waiting.push(callee),
                }
            }
        }
        functions.into_iter().collect()
    }

    /// Returns the functions that function 0 calls through table 0 with type 0, in a module with three functions of
    /// that type behind function 0: 1 is in table 0, 2 in table 1, and 3 in a passive segment.
    fn held(rest: &str) -> Vec<u32> {
        let calls = calls(&format!(
            "(module (table $own 3 funcref) (table $other 3 funcref) (elem (i32.const 0) $a $number)
                (elem (table $other) (i32.const 0) func $b) (elem $passive func $c)
                (func (call_indirect (i32.const 0))) (func $a) (func $b) (func $c) (func $number (param i32))
                {rest})"
        ));
        let through = calls.through(TableIndex::from_u32(0), TypeIndex::from_u32(0)).unwrap();
        assert_eq!(calls.callees(calls.function(FuncIndex::from_u32(0))).collect::<Vec<_>>(), [through]);
        callees(&calls, through)
    }

    #[test]
    fn a_call_through_a_table_leads_to_what_the_table_can_hold() {
        let zeros = "(i32.const 0) (i32.const 0) (i32.const 0)";
        for (rest, expected) in [
            (String::new(), &[1][..]),
            (format!("(func (table.init $own $passive {zeros}))"), &[1, 3]),
            (format!("(func (table.init $other $passive {zeros}))"), &[1]),
            (format!("(func (table.copy $own $own {zeros}))"), &[1]),
            (format!("(func (table.copy $own $other {zeros}))"), &[1, 2, 3]),
            (format!("(func (table.copy $other $own {zeros}))"), &[1]),
            ("(func (table.set $own (i32.const 0) (table.get $other (i32.const 0))))".to_owned(), &[1, 2, 3]),
            ("(func (table.fill $own (i32.const 0) (ref.null func) (i32.const 1)))".to_owned(), &[1, 2, 3]),
            ("(func (drop (table.grow $own (ref.null func) (i32.const 1))))".to_owned(), &[1, 2, 3]),
            ("(func (drop (table.get $own (i32.const 0))) (drop (table.size $own)))".to_owned(), &[1]),
            ("(export \"t\" (table $own))".to_owned(), &[1, 2, 3]),
            ("(export \"t\" (table $other))".to_owned(), &[1]),
        ] {
            assert_eq!(held(&rest), expected, "{rest}");
        }
    }

    #[test]
    fn an_initial_value_is_in_all_of_a_table() {
        let calls = calls("(module (table 2 funcref (ref.func 1)) (func (call_indirect (i32.const 0))) (func))");
        let through = calls.through(TableIndex::from_u32(0), TypeIndex::from_u32(0)).unwrap();
        assert_eq!(callees(&calls, through), [1]);
    }

    #[test]
    fn types_of_the_same_structure_are_one() {
        let calls = calls(
            "(module (type $a (func)) (type $b (func)) (table 1 funcref) (elem (i32.const 0) $in)
                (func (type $a) (call_indirect (type $b) (i32.const 0))) (func $in (type $a)))",
        );
        let [first, second] = [0, 1].map(|ty| calls.through(TableIndex::from_u32(0), TypeIndex::from_u32(ty)));
        assert!(first.is_some() && first == second);
        assert_eq!(callees(&calls, first.unwrap()), [1]);
    }

    #[test]
    fn recursion_goes_through_tables() {
        let recursion = calls(
            "(module (table 2 funcref) (table $other 1 funcref) (elem (i32.const 0) $even $odd)
                (func $even (call $odd)) (func $odd (call_indirect (i32.const 0))) (func $self call $self)
                (func $caller (call $even) (call_indirect $other (i32.const 0))))",
        )
        .recursion();
        let [even, odd, alone, caller] = [0, 1, 2, 3].map(FuncIndex::from_u32);
        assert_eq!([even, odd, alone, caller].map(|function| recursion.recurs(function)), [true, true, true, false]);
        assert!(recursion.direct(even, odd) && !recursion.direct(caller, even));
        let ty = TypeIndex::from_u32(0);
        let [own, other] = [0, 1].map(TableIndex::from_u32);
        assert!(recursion.indirect(odd, own, ty));
        assert!(!recursion.indirect(caller, other, ty) && !recursion.indirect(odd, other, ty));
    }
}
