//! The instructions of calls by function, and the coverage of a program, as a recorded run gives them (see [`crate::Chip::record`]).
//!
//! - [`Profile`]: the stacks of functions with the instructions of each, and the calls between components.
//! - [`Coverage`]: the lines of the program with the number of times that each was executed.
//! - `flame`, `folded`, `pprof`, `lcov`: both as files for other tools.

mod flame;
mod folded;
mod lcov;
mod pprof;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The origin of a function.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Owner {
    /// A core module of a component.
    Component {
        /// The component's name in reports.
        component: String,
        /// The module's name.
        module: String,
    },
    /// A core module that is not a component's.
    Module(String),
    /// The fuser made it for a call between components, or of a built-in.
    Seam {
        /// The component that calls; none for the embedder.
        caller: Option<String>,
        /// The component that is called; none for the embedder, and for a built-in.
        callee: Option<String>,
    },
    /// The fuser or the compiler made it.
    Generated,
    /// The runtime, or an object of the embedder.
    Native,
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Owner::Component { component, .. } => component,
            Owner::Module(name) => name,
            Owner::Seam { .. } => "between components",
            Owner::Generated => "generated",
            Owner::Native => "native code",
        })
    }
}

/// A function of an image. Functions that were inlined count as functions.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Function {
    /// Its origin.
    pub owner: Owner,
    /// Its name, demangled.
    pub name: String,
}

/// A place in a source file; in a core module without line tables, an offset.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position {
    /// The file.
    pub file: String,
    /// The line, from 1 on; in a core module, the offset of a WebAssembly instruction in bytes.
    pub line: u32,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.file.ends_with(".wasm") {
            true => write!(f, "{}+{:#x}", self.file, self.line),
            false => write!(f, "{}:{}", self.file, self.line),
        }
    }
}

/// The function and the place of an instruction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The function.
    pub function: Function,
    /// The place; none in native code.
    pub position: Option<Position>,
}

/// The instructions that functions took.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// The calls that the host made.
    pub calls: u64,
    /// The functions on the way to some instructions, the outermost first, and the number of these instructions.
    pub stacks: BTreeMap<Vec<Function>, u64>,
    /// The calls between components.
    pub crossings: BTreeMap<Crossing, u64>,
    /// The instructions of each place.
    pub places: BTreeMap<(Function, Position), u64>,
}

/// A call from one component to another.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Crossing {
    /// The component that calls.
    pub caller: String,
    /// The component that is called.
    pub callee: String,
    /// The function that is called.
    pub function: String,
}

/// The instructions of one function.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cost {
    /// Its own; not those of functions that are inlined into it.
    pub own: u64,
    /// Its own, and those of the functions that it calls.
    pub total: u64,
}

impl Profile {
    /// The number of all instructions.
    pub fn instructions(&self) -> u64 {
        self.stacks.values().sum()
    }

    /// The cost of each function.
    pub fn functions(&self) -> BTreeMap<&Function, Cost> {
        let mut costs = BTreeMap::<_, Cost>::new();
        for (stack, count) in &self.stacks {
            // A function that calls itself is on the stack several times.
            for function in stack.iter().collect::<BTreeSet<_>>() {
                costs.entry(function).or_default().total += count;
            }
            if let Some(function) = stack.last() {
                costs.entry(function).or_default().own += count;
            }
        }
        costs
    }

    /// The instructions of each component, and of all other code.
    pub fn owners(&self) -> BTreeMap<String, u64> {
        let mut owners = BTreeMap::new();
        for (function, cost) in self.functions() {
            *owners.entry(function.owner.to_string()).or_default() += cost.own;
        }
        owners
    }

    /// The pairs of components of which one has code of the other inlined. Such calls are no instructions, so nobody counts them.
    pub fn inlined(&self) -> BTreeSet<(&str, &str)> {
        let mut pairs = BTreeSet::new();
        for stack in self.stacks.keys() {
            let components: Vec<_> = stack
                .iter()
                .filter_map(|function| match &function.owner {
                    Owner::Component { component, .. } => Some(component.as_str()),
                    _ => None,
                })
                .collect();
            pairs.extend(components.windows(2).filter(|pair| pair[0] != pair[1]).map(|pair| (pair[0], pair[1])));
        }
        pairs.retain(|(caller, callee)| {
            !self.crossings.keys().any(|crossing| crossing.caller == *caller && crossing.callee == *callee)
        });
        pairs
    }

    /// The stacks in the format of `flamegraph.pl`, which other tools read too: a line for each, with the functions from the outermost on,
    /// separated by semicolons, and the number of instructions.
    pub fn folded(&self) -> String {
        folded::text(self)
    }

    /// The stacks in the format of `pprof`, uncompressed.
    pub fn pprof(&self) -> Vec<u8> {
        pprof::bytes(self)
    }

    /// A flame graph, as an SVG picture. `title` is above it.
    pub fn flame_graph(&self, title: &str) -> String {
        flame::svg(self, title)
    }
}

/// The lines of a program, each with the number of times that it was executed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// The times by function and place: of all instructions of the place, the most.
    pub lines: BTreeMap<(Function, Position), u64>,
}

impl Coverage {
    /// The coverage as an LCOV tracefile. A function counts as often as its first line.
    pub fn lcov(&self) -> String {
        lcov::text(self)
    }

    /// The number of executed lines, and of all lines.
    pub fn executed(&self) -> (usize, usize) {
        let lines = self.by_file().into_values().flatten();
        let counts: Vec<_> = lines.map(|(_, (count, _))| count).collect();
        (counts.iter().filter(|count| **count > 0).count(), counts.len())
    }

    /// The lines of each file, each with its count and its function. A line of several functions counts as that of them that was executed most.
    fn by_file(&self) -> BTreeMap<&str, BTreeMap<u32, (u64, &Function)>> {
        let mut files = BTreeMap::<_, BTreeMap<_, (u64, &Function)>>::new();
        for ((function, Position { file, line }), &count) in &self.lines {
            let known = files.entry(file.as_str()).or_default().entry(*line).or_insert((count, function));
            if known.0 < count {
                *known = (count, function);
            }
        }
        files
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    pub fn function(component: &str, name: &str) -> Function {
        let owner = Owner::Component { component: component.into(), module: "m".into() };
        Function { owner, name: name.into() }
    }

    /// `a::f` calls itself, and `b::g` once.
    pub fn sample() -> Profile {
        let (f, g) = (function("a", "f"), function("b", "g"));
        let native = Function { owner: Owner::Native, name: "memcpy; \"<x>\" & more".into() };
        Profile {
            calls: 2,
            stacks: BTreeMap::from([
                (vec![f.clone()], 10),
                (vec![f.clone(), f.clone()], 5),
                (vec![f.clone(), g.clone()], 3),
                (vec![f, g, native], 2),
            ]),
            ..Profile::default()
        }
    }

    #[test]
    fn costs_are_those_of_functions() {
        let profile = sample();
        assert_eq!(profile.instructions(), 20);
        let costs = profile.functions();
        assert_eq!(costs[&function("a", "f")], Cost { own: 15, total: 20 });
        assert_eq!(costs[&function("b", "g")], Cost { own: 3, total: 5 });
        let owners = [("a".to_owned(), 15), ("b".to_owned(), 3), ("native code".to_owned(), 2)];
        assert_eq!(profile.owners(), BTreeMap::from(owners));
    }

    #[test]
    fn calls_that_are_inlined_are_known() {
        let mut profile = sample();
        assert_eq!(profile.inlined(), BTreeSet::from([("a", "b")]));
        profile.crossings.insert(Crossing { caller: "a".into(), callee: "b".into(), function: "g".into() }, 1);
        assert_eq!(profile.inlined(), BTreeSet::new());
    }
}
