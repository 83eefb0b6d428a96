//! The symbols of an image, and the chain of calls that led to an instruction.

use std::collections::HashMap;

use object::{Object as _, ObjectSymbol as _, SymbolKind};

use super::ChipError;
use super::code::{Callee, Code};
use super::places::{Place, Places};

/// Calls of a chain that are of interest at most.
const DEEPEST: usize = 32;

/// Addresses by name, and functions by address.
pub struct Symbols {
    addresses: HashMap<String, u32>,
    /// Data that only the object knew by its name.
    local: HashMap<String, u32>,
    /// First address, size and name of each function, in order.
    functions: Vec<(u32, u32, String)>,
    places: Places,
    code: Code,
    /// The function that the host has called last.
    called: u32,
}

/// A call on the way to a trap.
#[derive(Debug, PartialEq, Eq)]
pub struct Step {
    /// The function, as a reader knows it.
    pub function: Option<String>,
    /// The offset of the WebAssembly instruction in the module that was compiled; none in trusted code.
    pub offset: Option<u32>,
}

impl Symbols {
    /// Reads an ELF file.
    pub fn read(elf: &[u8]) -> Result<Symbols, ChipError> {
        let file = object::File::parse(elf).map_err(|error| ChipError::Image(error.to_string()))?;
        let (places, code) = (Places::read(&file), Code::read(&file));
        let mut symbols = Symbols {
            addresses: HashMap::new(),
            local: HashMap::new(),
            functions: Vec::new(),
            places,
            code,
            called: 0,
        };
        for symbol in file.symbols() {
            let Ok(name) = symbol.name() else { continue };
            let Ok(address) = u32::try_from(symbol.address()) else { continue };
            let is_global = symbol.is_global() || symbol.is_weak();
            let addresses = if is_global { &mut symbols.addresses } else { &mut symbols.local };
            addresses.insert(name.to_owned(), address);
            if symbol.kind() == SymbolKind::Text && symbol.size() > 0 {
                // The lowest bit says that it is Thumb code.
                symbols.functions.push((address & !1, symbol.size() as u32, name.to_owned()));
            }
        }
        symbols.functions.sort_unstable();
        Ok(symbols)
    }

    /// The address of a symbol, with the Thumb bit of a function.
    pub fn find(&self, name: &str) -> Option<u32> {
        self.addresses.get(name).copied()
    }

    /// The address of a symbol that other objects do not see, too.
    pub fn find_local(&self, name: &str) -> Option<u32> {
        self.find(name).or_else(|| self.local.get(name).copied())
    }

    /// As [`Symbols::find`]; it is an error if there is none.
    pub fn address(&self, name: &str) -> Result<u32, ChipError> {
        self.find(name).ok_or_else(|| ChipError::NoSymbol(name.to_owned()))
    }

    /// First address and name of the function that an address is in.
    fn function(&self, address: u32) -> Option<(u32, &str)> {
        let address = address & !1;
        let after = self.functions.partition_point(|(first, ..)| *first <= address);
        let (first, size, name) = self.functions.get(after.checked_sub(1)?)?;
        (address - first < *size).then_some((*first, name))
    }

    /// The calls that an instruction is in, from the inside out: itself, then those that were inlined around it.
    pub fn steps_at(&self, address: u32) -> Vec<Step> {
        let symbol = self.function(address).map(|(_, name)| dissolve_reach::demangle(name));
        let places = self.places.at(address);
        if places.is_empty() {
            return vec![Step { function: symbol, offset: None }];
        }
        let step = |Place { function, offset }| Step { function: function.or(symbol.clone()), offset: Some(offset) };
        places.into_iter().map(step).collect()
    }

    /// The calls that led to an instruction: itself first. `lr` is the link register there, and `stack` the words from the lowest
    /// of the stack to its top, if they are known.
    pub fn chain(&self, pc: u32, lr: u32, stack: &[u32]) -> Vec<Step> {
        let mut steps = self.steps_at(pc);
        let Some((mut function, _)) = self.function(pc) else { return steps };
        let mut rest = self.above_frame(pc, lr, stack);
        let mut next = (self.is_return(lr, function) || self.jumped_from(lr, function).is_some()).then_some(lr);
        for _ in 0..DEEPEST {
            let address = match next.take() {
                Some(address) => address,
                None => match self.find_return(function, rest) {
                    Some((address, above)) => {
                        rest = Stack { words: above, is_exact: true };
                        address
                    }
                    None => break,
                },
            };
            if let Some(jump) = self.jumped_from(address, function) {
                steps.extend(self.steps_at(jump));
            }
            let Some((caller, _)) = self.function(address) else { break };
            // What comes before a return address is the call.
            steps.extend(self.steps_at((address & !1) - 2));
            function = caller;
        }
        steps
    }

    /// Whether a link register holds the return address of a call of that function. In a function that has called others it does not.
    fn is_return(&self, lr: u32, function: u32) -> bool {
        match self.call_before(lr) {
            Some(Callee::Direct(callee)) => callee == function,
            Some(Callee::Indirect) => self.function(lr).is_none_or(|(caller, _)| caller != function),
            None => false,
        }
    }

    /// Notes which function the host calls.
    pub fn call(&mut self, function: u32) {
        self.called = function & !1;
    }

    /// As [`Code::call_before`]. The runtime's assembly, which has no symbols with a size, calls what the host asked for.
    fn call_before(&self, address: u32) -> Option<Callee> {
        match self.code.call_before(address)? {
            Callee::Indirect if self.function(address).is_none() => Some(Callee::Direct(self.called)),
            callee => Some(callee),
        }
    }

    /// Where another function, which returns to `address`, jumps to this one as its last act.
    fn jumped_from(&self, address: u32, function: u32) -> Option<u32> {
        let Callee::Direct(callee) = self.call_before(address)? else { return None };
        let index = self.functions.binary_search_by_key(&callee, |(first, ..)| *first).ok()?;
        let (first, size, _) = self.functions[index];
        self.code.jump(first..first.saturating_add(size), function).filter(|_| first != function)
    }

    /// The words above what the processor has put there for an exception: registers, of which the link register, the program
    /// counter and the status register, which says Thumb, are the last (Armv7-M, B1.5.6). Where there is no such frame, all words.
    fn above_frame<'s>(&self, pc: u32, lr: u32, stack: &'s [u32]) -> Stack<'s> {
        let is_frame = |words: &[u32]| words[0] == lr && words[1] == pc && words[2] & 1 << 24 != 0;
        match stack.windows(3).position(is_frame) {
            Some(at) if self.code.is_arm() => Stack { words: &stack[at + 3..], is_exact: true },
            _ => Stack { words: stack, is_exact: false },
        }
    }

    /// A return address of a call of that function on the stack, and the words above it. Where the stack pointer is not known, words
    /// that are left of earlier calls may lie below it: then the address counts only if there is no other.
    fn find_return<'s>(&self, function: u32, stack: Stack<'s>) -> Option<(u32, &'s [u32])> {
        let is_return = |word: &u32| {
            let is_direct = self.call_before(*word) == Some(Callee::Direct(function));
            is_direct || self.jumped_from(*word, function).is_some()
        };
        let at = stack.words.iter().position(is_return)?;
        let (address, above) = (stack.words[at], &stack.words[at + 1..]);
        let is_only = || above.iter().filter(|word| is_return(word)).all(|word| *word == address);
        (stack.is_exact || is_only()).then_some((address, above))
    }

    /// The calls that led to the end of the stack, when the place is lost: the function that the lowest return address on the stack is
    /// from a call of, then its callers.
    pub fn deepest(&self, stack: &[u32]) -> Vec<Step> {
        let call = |(at, word): (usize, &u32)| match self.call_before(*word)? {
            Callee::Direct(callee) => self.function(callee).map(|(_, name)| (at, *word, name)),
            Callee::Indirect => None,
        };
        let Some((at, word, name)) = stack.iter().enumerate().find_map(call) else { return Vec::new() };
        let mut steps = vec![Step { function: Some(dissolve_reach::demangle(name)), offset: None }];
        steps.extend(self.chain((word & !1) - 2, 0, &stack[at + 1..]));
        steps
    }

    /// The calls of the function that an address is in: where it may have been called from, when it has not kept its way back.
    pub fn possible_callers(&self, address: u32) -> Vec<Vec<Step>> {
        let Some((function, _)) = self.function(address) else { return Vec::new() };
        let calls = self.code.calls_of(function).into_iter();
        calls.map(|address| self.steps_at((address & !1) - 2)).collect()
    }
}

/// Words of the stack.
#[derive(Clone, Copy)]
struct Stack<'a> {
    words: &'a [u32],
    /// Whether they begin at the stack pointer.
    is_exact: bool,
}
