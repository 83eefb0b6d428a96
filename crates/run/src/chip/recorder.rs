//! Makes a profile of the addresses of executed instructions, one by one.
//!
//! The host's calls begin with the call in `dissolve_call`, and end with the return to it, or at `dissolve_abandoned` after a trap. In between,
//! a stack of return addresses follows calls and returns. A jump to the start of another function is a call too, whose return is that of the
//! function that jumps; interrupts look the same, up to their return.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::Range;

use super::code::Flow;
use crate::profile::{Crossing, Function, Owner, Position, Profile, Spot};

/// The most calls on a stack that are told apart; deeper ones count as code of the last.
const DEEPEST: u32 = 200;
/// The most different stacks; calls that would make more of them count as code of their callers.
const MOST_STACKS: usize = 1 << 16;
/// The most return addresses that are kept. The memory of a chip has no room for more.
const MOST_RETURNS: usize = 1 << 20;
/// The most return addresses that a return leaves behind. There are several only where code was entered in a way that is not known.
const MOST_LEFT: usize = 64;

/// The facts about an instruction.
pub struct Instruction {
    /// Its function, and those that this one was inlined into, from the inside out.
    pub spots: Vec<Spot>,
    /// The start of the function whose machine code it is in; none if no symbol is before it.
    pub function: Option<u32>,
    /// The address after it.
    pub next: u32,
    /// The way in which it continues.
    pub flow: Flow,
}

/// The result of a recording.
#[derive(Clone, Debug, Default)]
pub struct Recording {
    /// The profile of the calls of exports.
    pub profile: Profile,
    /// The number of times that each instruction was executed, in boot, instantiation and all calls.
    pub executed: HashMap<u32, u64>,
}

/// Gets the address of each executed instruction.
pub struct Recorder<L> {
    lookup: L,
    /// The runtime's routine that calls the functions of the program.
    gate: Range<u32>,
    /// The functions whose calls by the host count.
    roots: HashSet<u32>,
    /// The instructions that were executed, by address.
    known: HashMap<u32, usize>,
    slots: Vec<Slot>,
    /// The functions at an instruction, from the inside out, each list once.
    chains: Vec<Vec<Function>>,
    chain_numbers: HashMap<Vec<Function>, usize>,
    nodes: Vec<Node>,
    /// The node of the current call; none outside of calls that count.
    current: Option<usize>,
    /// The calls that are open inside the host's.
    open: Vec<Open>,
    previous: Option<usize>,
    calls: u64,
    crossings: BTreeMap<Crossing, u64>,
}

/// An instruction that was executed.
struct Slot {
    address: u32,
    function: Option<u32>,
    next: u32,
    flow: Flow,
    chain: usize,
    position: Option<Position>,
    executed: u64,
    counted: u64,
}

/// The code on the way to a function: a path of calls.
struct Node {
    /// The node of the caller, and the functions at the call; none for a call by the host.
    caller: Option<(usize, usize)>,
    depth: u32,
    /// The instructions by the functions that they are of.
    counts: HashMap<usize, u64>,
    callees: HashMap<usize, usize>,
}

/// A call that has not returned.
struct Open {
    return_address: u32,
    /// The node of the caller.
    node: usize,
}

impl<L: FnMut(u32) -> Instruction> Recorder<L> {
    /// Starts outside of calls.
    pub fn new(lookup: L, gate: Range<u32>, roots: HashSet<u32>) -> Recorder<L> {
        let root = Node { caller: None, depth: 0, counts: HashMap::new(), callees: HashMap::new() };
        Recorder {
            lookup,
            gate,
            roots,
            known: HashMap::new(),
            slots: Vec::new(),
            chains: Vec::new(),
            chain_numbers: HashMap::new(),
            nodes: vec![root],
            current: None,
            open: Vec::new(),
            previous: None,
            calls: 0,
            crossings: BTreeMap::new(),
        }
    }

    /// Counts the instruction at an address.
    pub fn execute(&mut self, address: u32) {
        let slot = self.slot(address);
        self.slots[slot].executed += 1;
        self.follow(address, slot);
        if let Some(node) = self.current {
            self.slots[slot].counted += 1;
            *self.nodes[node].counts.entry(self.slots[slot].chain).or_default() += 1;
        }
        self.previous = Some(slot);
    }

    /// Follows the way from the previous instruction to this one.
    fn follow(&mut self, address: u32, slot: usize) {
        if self.gate.contains(&address) {
            self.current = None;
            self.open.clear();
            return;
        }
        let Some(previous) = self.previous.map(|previous| &self.slots[previous]) else { return };
        // A call under a condition that is false goes on with the next instruction.
        let is_call = previous.flow == Flow::Call && previous.next != address;
        match self.current {
            None if is_call && self.gate.contains(&previous.address) && self.roots.contains(&address) => {
                self.current = Some(0);
                self.calls += 1;
            }
            Some(node) if is_call => {
                let (return_address, site) = (previous.next, previous.chain);
                self.cross(node, site, self.slots[slot].chain);
                if self.open.len() < MOST_RETURNS {
                    self.open.push(Open { return_address, node });
                }
                self.current = Some(self.callee(node, site));
            }
            Some(node) => {
                let is_other = self.slots[slot].function != previous.function;
                if previous.flow == Flow::Return
                    && let Some(at) = self.opened(address)
                {
                    self.current = Some(self.open[at].node);
                    self.open.truncate(at);
                } else if is_other && self.slots[slot].function == Some(address) {
                    let site = previous.chain;
                    self.current = Some(self.jumped(node, site).unwrap_or_else(|| self.callee(node, site)));
                } else if is_other && previous.flow == Flow::Return {
                    self.current = Some(self.interrupted(node, self.slots[slot].chain).unwrap_or(node));
                }
            }
            None => {}
        }
    }

    /// The open call that returns to an address.
    fn opened(&self, address: u32) -> Option<usize> {
        let lowest = self.open.len().saturating_sub(MOST_LEFT);
        let found = self.open[lowest..].iter().rposition(|open| open.return_address == address);
        found.map(|at| lowest + at)
    }

    /// The node of a function that code of `site` jumped to before, in the same call: functions that jump to each other have no more nodes
    /// than functions.
    fn jumped(&self, mut node: usize, site: usize) -> Option<usize> {
        let called = self.open.last().map_or(0, |open| open.node);
        while node != called {
            let (caller, from) = self.nodes[node].caller?;
            if from == site {
                return Some(node);
            }
            node = caller;
        }
        None
    }

    /// The node of the code that an interrupt's handler returns to: that of the handler's caller, if it is the same function.
    fn interrupted(&self, node: usize, chain: usize) -> Option<usize> {
        let (caller, site) = self.nodes[node].caller?;
        (self.chains[site].last() == self.chains[chain].last()).then_some(caller)
    }

    /// The node of a function that is called by code of a node.
    fn callee(&mut self, node: usize, site: usize) -> usize {
        if let Some(&known) = self.nodes[node].callees.get(&site) {
            return known;
        }
        let depth = self.nodes[node].depth + 1;
        if depth > DEEPEST || self.nodes.len() >= MOST_STACKS {
            return node;
        }
        let callee = self.nodes.len();
        self.nodes.push(Node { caller: Some((node, site)), depth, counts: HashMap::new(), callees: HashMap::new() });
        self.nodes[node].callees.insert(site, callee);
        callee
    }

    /// Counts a call if it goes from one component to another. `site` and `callee` are the functions at the call and at its target.
    fn cross(&mut self, node: usize, site: usize, callee: usize) {
        let Some(target) = self.chains[callee].last() else { return };
        let (into, function) = match &target.owner {
            Owner::Component { component, .. } if !is_part_of_a_call(&target.name) => (component, target.name.clone()),
            Owner::Seam { callee: Some(component), .. } => {
                (component, target.name.rsplit(": ").next().unwrap_or_default().to_owned())
            }
            _ => return,
        };
        let mut at = (node, site);
        loop {
            let chain = &self.chains[at.1];
            // The call of an adapter has counted for what it calls.
            if chain.last().is_some_and(|function| matches!(function.owner, Owner::Seam { .. })) {
                return;
            }
            let from = chain.iter().find_map(|function| match &function.owner {
                Owner::Component { component, .. } => Some(component),
                _ => None,
            });
            if let Some(from) = from {
                if from != into {
                    let crossing = Crossing { caller: from.clone(), callee: into.clone(), function };
                    *self.crossings.entry(crossing).or_default() += 1;
                }
                return;
            }
            match self.nodes[at.0].caller {
                Some(caller) => at = caller,
                None => return,
            }
        }
    }

    fn slot(&mut self, address: u32) -> usize {
        if let Some(&slot) = self.known.get(&address) {
            return slot;
        }
        let Instruction { spots, function, next, flow } = (self.lookup)(address);
        let position = spots.first().and_then(|spot| spot.position.clone());
        let functions: Vec<_> = spots.into_iter().map(|spot| spot.function).collect();
        let chain = match self.chain_numbers.get(&functions) {
            Some(&known) => known,
            None => {
                self.chains.push(functions.clone());
                self.chain_numbers.insert(functions, self.chains.len() - 1);
                self.chains.len() - 1
            }
        };
        self.slots.push(Slot { address, function, next, flow, chain, position, executed: 0, counted: 0 });
        self.known.insert(address, self.slots.len() - 1);
        self.slots.len() - 1
    }

    /// Ends the recording.
    pub fn finish(self) -> Recording {
        let mut profile = Profile { calls: self.calls, crossings: self.crossings, ..Profile::default() };
        for node in &self.nodes {
            let mut sites = Vec::new();
            let mut at = node.caller;
            while let Some((caller, site)) = at {
                sites.push(site);
                at = self.nodes[caller].caller;
            }
            sites.reverse();
            for (&chain, count) in &node.counts {
                let chains = sites.iter().chain([&chain]);
                let stack = chains.flat_map(|chain| self.chains[*chain].iter().rev().cloned()).collect();
                *profile.stacks.entry(stack).or_default() += count;
            }
        }
        for slot in &self.slots {
            if let (Some(position), Some(function), 1..) =
                (&slot.position, self.chains[slot.chain].first(), slot.counted)
            {
                *profile.places.entry((function.clone(), position.clone())).or_default() += slot.counted;
            }
        }
        Recording { profile, executed: self.slots.iter().map(|slot| (slot.address, slot.executed)).collect() }
    }
}

/// Returns true if an adapter calls a function by this name beside the one that it is for: for memory, and after the result was read.
fn is_part_of_a_call(name: &str) -> bool {
    name.starts_with("cabi_realloc") || name.starts_with("cabi_post_") || name.contains("::cabi_realloc")
}

#[cfg(test)]
mod tests {
    use super::*;

    const GATE: u32 = 0x100;

    fn of(component: &str, name: &str) -> Function {
        let owner = Owner::Component { component: component.into(), module: "m".into() };
        Function { owner, name: name.into() }
    }

    /// Functions of 256 bytes, each with an instruction of two bytes at each even address: `a`'s are at 0x1000 and 0x1100, `b`'s at 0x2000. The address
    /// 0x1010 has `b`'s code inlined.
    fn instruction(address: u32) -> Instruction {
        let functions = match address >> 8 {
            _ if address == 0x1010 => vec![of("b", "inlined"), of("a", "f")],
            0x10 => vec![of("a", "f")],
            0x11 => vec![of("a", "g")],
            0x20 => vec![of("b", "h")],
            0x21 => vec![of("b", "cabi_realloc")],
            0x30 => vec![Function {
                owner: Owner::Seam { caller: Some("a".into()), callee: Some("b".into()) },
                name: "a → b: read".into(),
            }],
            _ => vec![Function { owner: Owner::Native, name: "runtime".into() }],
        };
        let flow = match address & 0xF {
            0xC => Flow::Call,
            0xE => Flow::Return,
            _ => Flow::Next,
        };
        let spots = functions.into_iter().map(|function| Spot { function, position: None }).collect();
        Instruction { spots, function: (address >= 0x200).then_some(address & !0xFF), next: address + 2, flow }
    }

    fn record(addresses: &[u32]) -> Recording {
        let mut recorder = Recorder::new(instruction, GATE..GATE + 0x20, HashSet::from([0x1000, 0x1100]));
        addresses.iter().for_each(|address| recorder.execute(*address));
        recorder.finish()
    }

    fn stacks(recording: &Recording) -> Vec<(String, u64)> {
        recording
            .profile
            .folded()
            .lines()
            .map(|line| line.rsplit_once(' ').unwrap())
            .map(|(stack, count)| (stack.to_owned(), count.parse().unwrap()))
            .collect()
    }

    fn expected(stacks: &[(&str, u64)]) -> Vec<(String, u64)> {
        stacks.iter().map(|(stack, count)| ((*stack).to_owned(), *count)).collect()
    }

    #[test]
    fn only_calls_of_exports_count() {
        // Boot; a call of another function; a call of `f`.
        let recording = record(&[0x50, 0x10C, 0x2000, 0x200E, 0x10E, 0x10C, 0x1000, 0x1002, 0x100E, 0x10E, 0x50]);
        assert_eq!(recording.profile.calls, 1);
        assert_eq!(stacks(&recording), expected(&[("a`f", 3)]));
        assert_eq!((recording.executed[&0x50], recording.executed[&0x2000]), (2, 1));
    }

    #[test]
    fn stacks_follow_calls_and_returns() {
        let call = [0x10C, 0x1000, 0x100C, 0x1100, 0x1102, 0x110E, 0x100E];
        let recording = record(&[&call[..], &[0x10E], &call, &[0x10E]].concat());
        assert_eq!(stacks(&recording), expected(&[("a`f", 6), ("a`f;a`g", 6)]));
        // `g` jumps to the native function, which returns to `f`.
        let recording = record(&[0x10C, 0x1000, 0x100C, 0x1100, 0x500, 0x50E, 0x100E, 0x10E]);
        assert_eq!(stacks(&recording), expected(&[("a`f", 3), ("a`f;a`g", 1), ("a`f;a`g;native code`runtime", 2)]));
        // `f` and `g` jump to each other.
        let recording = record(&[&[0x10C][..], &[0x1000, 0x1100].repeat(100), &[0x110E, 0x10E]].concat());
        assert_eq!(stacks(&recording), expected(&[("a`f", 1), ("a`f;a`g", 101), ("a`f;a`g;a`f", 99)]));
        // A handler interrupts `g`.
        let recording = record(&[0x10C, 0x1000, 0x100C, 0x1100, 0x500, 0x50E, 0x1102, 0x110E, 0x100E, 0x10E]);
        assert_eq!(stacks(&recording), expected(&[("a`f", 3), ("a`f;a`g", 3), ("a`f;a`g;native code`runtime", 2)]));
        // A call under a condition that is false.
        let recording = record(&[0x10C, 0x1000, 0x100C, 0x100E, 0x10E]);
        assert_eq!(stacks(&recording), expected(&[("a`f", 3)]));
        // After a trap, nothing is open.
        let recording = record(&[0x10C, 0x1000, 0x100C, 0x1100, 0x500, 0x110, 0x10C, 0x1100, 0x110E, 0x10E]);
        assert_eq!(
            stacks(&recording),
            expected(&[("a`f", 2), ("a`f;a`g", 1), ("a`f;a`g;native code`runtime", 1), ("a`g", 2)])
        );
    }

    #[test]
    fn a_recursion_has_a_limited_number_of_stacks() {
        let depth = 1000;
        let down = [0x1000, 0x100C].repeat(depth);
        let up = [0x100E].repeat(depth - 1);
        let recording = record(&[&[0x10C][..], &down, &[0x1100, 0x110E], &up, &[0x100E, 0x10E]].concat());
        assert_eq!(recording.profile.stacks.keys().map(Vec::len).max(), Some(DEEPEST as usize + 1));
        assert_eq!(recording.profile.instructions(), 3 * depth as u64 + 2);
        // All calls have returned: the outermost has its three instructions.
        assert_eq!(stacks(&recording)[0], ("a`f".to_owned(), 3));
    }

    #[test]
    fn calls_between_components_are_counted() {
        let names = |recording: &Recording| {
            let crossings = recording.profile.crossings.iter();
            crossings
                .map(|(c, count)| (format!("{} {} {}", c.caller, c.callee, c.function), *count))
                .collect::<Vec<_>>()
        };
        // `f` calls `h` twice, and the function for memory once.
        let one = [0x100C, 0x2000, 0x200E];
        let direct = record(
            &[&[0x10C, 0x1000][..], &one, &[0x100E, 0x1000], &one, &[0x100E, 0x100C, 0x2100, 0x210E, 0x100E, 0x10E]]
                .concat(),
        );
        assert_eq!(names(&direct), [("a b h".to_owned(), 2)]);
        // By an adapter, which calls two functions of `b`.
        let adapter = record(&[
            0x10C, 0x1000, 0x100C, 0x3000, 0x300C, 0x2000, 0x200E, 0x300E, 0x301C, 0x2000, 0x200E, 0x301E, 0x100E,
            0x10E,
        ]);
        assert_eq!(names(&adapter), [("a b read".to_owned(), 1)]);
        // Inlined, a call is no instruction.
        let inlined = record(&[0x10C, 0x1000, 0x1010, 0x100E, 0x10E]);
        assert_eq!(stacks(&inlined), expected(&[("a`f", 2), ("a`f;b`inlined", 1)]));
        assert_eq!((names(&inlined), inlined.profile.inlined().len()), (vec![], 1));
    }
}
