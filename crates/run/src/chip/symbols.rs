//! The symbols of an image, and the chain of calls that leads to an instruction.

use std::collections::HashMap;

use dissolve_abi::symbol::PLACES_SECTION;
use dissolve_abi::{TrapKind, trap_code_arm, trap_code_riscv};
use dissolve_interface::PlaceMap;
use object::{Object as _, ObjectSection as _, ObjectSymbol as _, SymbolKind};

use super::ChipError;
use super::code::{Callee, Code, Flow};
use super::places::{Place, Places, Reader};

/// The limit of the length of a chain of calls.
const DEEPEST: usize = 32;

/// The addresses of symbols by name, and the functions by address.
pub struct Symbols {
    addresses: HashMap<String, u32>,
    /// Symbols that only their own object sees.
    local: HashMap<String, u32>,
    /// The first address, size and name of each function, ordered by address.
    functions: Vec<(u32, u32, String)>,
    /// The first address and name of each function in assembly whose symbol has no size, ordered by address.
    assembly: Vec<(u32, String)>,
    places: Places,
    /// The origin of each fused program's code.
    origins: Origins,
    code: Code,
    /// The address of the function that the host called last.
    called: u32,
}

/// A function in the chain of calls that leads to a trap.
#[derive(Debug, PartialEq, Eq)]
pub struct Step {
    /// The function, demangled.
    pub function: Option<String>,
    /// The program of the function; none in trusted code.
    pub program: Option<String>,
    /// The offset of the WebAssembly instruction in the compiled module; none in trusted code.
    pub offset: Option<u32>,
}

/// The origin of the code of each program of an image that was fused.
pub struct Origins(HashMap<String, PlaceMap>);

impl Origins {
    /// The origin of the code of a step's program.
    pub fn of(&self, step: &Step) -> Option<&PlaceMap> {
        self.0.get(step.program.as_ref()?)
    }
}

impl Symbols {
    /// Reads an ELF file.
    pub fn read(elf: &[u8]) -> Result<Symbols, ChipError> {
        let file = object::File::parse(elf).map_err(|error| ChipError::Image(error.to_string()))?;
        let (places, code) = (Places::read(&file), Code::read(&file));
        let lines = file.section_by_name(PLACES_SECTION).and_then(|section| section.data().ok());
        let mut symbols = Symbols {
            addresses: HashMap::new(),
            local: HashMap::new(),
            functions: Vec::new(),
            assembly: Vec::new(),
            places,
            origins: Origins(lines.map(PlaceMap::from_lines).unwrap_or_default()),
            code,
            called: 0,
        };
        for symbol in file.symbols() {
            let Ok(name) = symbol.name() else { continue };
            let Ok(address) = u32::try_from(symbol.address()) else { continue };
            let is_global = symbol.is_global() || symbol.is_weak();
            let addresses = if is_global { &mut symbols.addresses } else { &mut symbols.local };
            addresses.insert(name.to_owned(), address);
            // The lowest bit of a symbol's address marks Thumb code.
            match symbol.kind() {
                SymbolKind::Text if symbol.size() > 0 => {
                    symbols.functions.push((address & !1, symbol.size() as u32, name.to_owned()));
                }
                SymbolKind::Text => symbols.assembly.push((address & !1, name.to_owned())),
                _ => {}
            }
        }
        symbols.functions.sort_unstable();
        symbols.assembly.sort_unstable();
        Ok(symbols)
    }

    /// The address of a symbol that other objects see. A function's address has the Thumb bit.
    pub fn find(&self, name: &str) -> Option<u32> {
        self.addresses.get(name).copied()
    }

    /// The address of a symbol, even if only its own object sees it.
    pub fn find_local(&self, name: &str) -> Option<u32> {
        self.find(name).or_else(|| self.local.get(name).copied())
    }

    /// As [`Symbols::find`], with an error if there is no such symbol.
    pub fn address(&self, name: &str) -> Result<u32, ChipError> {
        self.find(name).ok_or_else(|| ChipError::NoSymbol(name.to_owned()))
    }

    /// The first address and the name of the function that contains an address.
    fn function(&self, address: u32) -> Option<(u32, &str)> {
        let (first, _, name) = self.entry(address)?;
        Some((*first, name))
    }

    /// The first address and the size of the function that contains an address.
    pub fn range(&self, address: u32) -> Option<(u32, u32)> {
        self.entry(address).map(|(first, size, _)| (*first, *size))
    }

    /// The first address and the name of the function that contains an address. One in assembly, whose symbol has no size, is believed to end
    /// where another begins.
    pub fn function_or_assembly(&self, address: u32) -> Option<(u32, &str)> {
        let after = self.assembly.partition_point(|(first, _)| *first <= address & !1);
        let in_assembly = || self.assembly.get(after.checked_sub(1)?).map(|(first, name)| (*first, name.as_str()));
        self.function(address).or_else(in_assembly)
    }

    fn entry(&self, address: u32) -> Option<&(u32, u32, String)> {
        let address = address & !1;
        let after = self.functions.partition_point(|(first, ..)| *first <= address);
        let entry @ (first, size, _) = self.functions.get(after.checked_sub(1)?)?;
        (address - first < *size).then_some(entry)
    }

    /// The function at an address, and the functions that it was inlined into, from the inside out.
    pub fn steps_at(&self, address: u32) -> Vec<Step> {
        self.steps_by(&self.places.reader(), address)
    }

    /// As [`Symbols::steps_at`], for many addresses.
    pub fn steps_by(&self, places: &Reader<'_>, address: u32) -> Vec<Step> {
        let symbol = self.function(address).map(|(_, name)| dissolve_reach::demangle(name));
        let places = places.at(address);
        if places.is_empty() {
            return vec![Step { function: symbol, program: None, offset: None }];
        }
        let step = |Place { program, function, offset }| Step {
            function: function.or(symbol.clone()),
            program,
            offset: Some(offset),
        };
        places.into_iter().map(step).collect()
    }

    /// The line tables, for [`Symbols::steps_by`].
    pub fn places(&self) -> Reader<'_> {
        self.places.reader()
    }

    /// As [`Code::flow`].
    pub fn flow(&self, address: u32) -> Option<(u32, Flow)> {
        self.code.flow(address)
    }

    /// The first address and the size of each function.
    pub fn functions(&self) -> impl Iterator<Item = (u32, u32)> {
        self.functions.iter().map(|(first, size, _)| (*first, *size))
    }

    /// The chain of calls that leads to an instruction, starting with the instruction itself. `lr` is the link register
    /// there; `stack` has the words from the lowest of the stack to its top, if they are known.
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
            // The call instruction lies before its return address.
            steps.extend(self.steps_at((address & !1) - 2));
            function = caller;
        }
        steps
    }

    /// The origin of the code of the image's programs.
    pub fn origins(&self) -> &Origins {
        &self.origins
    }

    /// Returns true if there is a function at an address.
    pub fn has_function(&self, address: u32) -> bool {
        self.function(address).is_some()
    }

    /// The kind of trap that the instruction at an address makes; none if it is no trap instruction.
    pub fn trap_kind(&self, pc: u32) -> Option<TrapKind> {
        let pc = pc & !1;
        let code = match self.code.is_arm() {
            true => trap_code_arm(self.code.half(pc)? as u16),
            false => trap_code_riscv(self.code.word(pc)?),
        };
        TrapKind::from_code(code?)
    }

    /// Returns true if `lr` holds the return address of a call of the function. That is not so in a function that has
    /// called others.
    fn is_return(&self, lr: u32, function: u32) -> bool {
        match self.call_before(lr) {
            Some(Callee::Direct(callee)) => callee == function,
            Some(Callee::Indirect) => self.function(lr).is_none_or(|(caller, _)| caller != function),
            None => false,
        }
    }

    /// Records the function that the host calls.
    pub fn call(&mut self, function: u32) {
        self.called = function & !1;
    }

    /// As [`Code::call_before`]. An indirect call in the runtime's assembly, whose symbols have no size, calls the
    /// function that the host called.
    fn call_before(&self, address: u32) -> Option<Callee> {
        match self.code.call_before(address)? {
            Callee::Indirect if self.function(address).is_none() => Some(Callee::Direct(self.called)),
            callee => Some(callee),
        }
    }

    /// If the call that returns to `address` is of another function, which tail calls this one, returns the address of
    /// the jump.
    fn jumped_from(&self, address: u32, function: u32) -> Option<u32> {
        let Callee::Direct(callee) = self.call_before(address)? else { return None };
        let index = self.functions.binary_search_by_key(&callee, |(first, ..)| *first).ok()?;
        let (first, size, _) = self.functions[index];
        self.code.jump(first..first.saturating_add(size), function).filter(|_| first != function)
    }

    /// The stack above the frame that the processor pushes for an exception. The frame ends with the link register, the
    /// program counter and the status register, whose bit 24 marks Thumb (Armv7-M, B1.5.6). Without such a frame,
    /// returns all words.
    fn above_frame<'s>(&self, pc: u32, lr: u32, stack: &'s [u32]) -> Stack<'s> {
        let is_frame = |words: &[u32]| words[0] == lr && words[1] == pc && words[2] & 1 << 24 != 0;
        match stack.windows(3).position(is_frame) {
            Some(at) if self.code.is_arm() => Stack { words: &stack[at + 3..], is_exact: true },
            _ => Stack { words: stack, is_exact: false },
        }
    }

    /// Finds the return address of a call of the function on the stack; also returns the words above it. If the stack
    /// pointer is not known, words of earlier calls may lie below it: then the address counts only if there is no
    /// other.
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

    /// The chain of calls that led to the end of the stack, if the trap's address is lost: the callee of the lowest
    /// return address on the stack, then its callers.
    pub fn deepest(&self, stack: &[u32]) -> Vec<Step> {
        let call = |(at, word): (usize, &u32)| match self.call_before(*word)? {
            Callee::Direct(callee) => self.function(callee).map(|(_, name)| (at, *word, name)),
            Callee::Indirect => None,
        };
        let Some((at, word, name)) = stack.iter().enumerate().find_map(call) else { return Vec::new() };
        let function = Some(dissolve_reach::demangle(name));
        let mut steps = vec![Step { function, program: None, offset: None }];
        steps.extend(self.chain((word & !1) - 2, 0, &stack[at + 1..]));
        steps
    }

    /// All calls of the function that contains an address: its possible callers, if its return address is lost.
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
    /// True if the words begin at the stack pointer.
    is_exact: bool,
}
