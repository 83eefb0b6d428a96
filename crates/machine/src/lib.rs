//! The machine code of objects for chips: the functions that each function calls, and the stack that it takes.
//!
//! Takes a relocatable object or an archive; gives the frame of each function and its calls, and the stack on the deepest path of calls
//! from a function. A frame is the sum of all instructions that move the stack pointer down; relocations name the functions that are called.
//!
//! Relies on code that calls through pointers only by instructions that link (`blx`, `c.jalr`, `jalr`): another jump through a register
//! is a return, or stays in its function. Code that does anything else with the stack pointer has no known need.

mod instructions;
mod stacks;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};

use instructions::{Effect, Place};
use object::{
    Architecture, Object as _, ObjectSection as _, ObjectSymbol as _, RelocationTarget, SectionIndex, SectionKind,
    SymbolIndex, SymbolKind,
};

pub use object::read::Result;
pub use stacks::{Calls, Stacks, Unknown};

/// A function that another one calls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Callee {
    /// A function of the same object, by its index among the functions.
    Here(usize),
    /// A symbol that the object does not define.
    Elsewhere(String),
}

/// A function of an object. Assembly without sizes of symbols is one function for each section.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Function {
    /// Its symbols; the first is its name.
    pub names: Vec<String>,
    /// The most bytes by which it moves the stack pointer down.
    pub frame: u64,
    /// The part of [`Function::frame`] that is pushed for one call and popped right after it, as calls of outlined functions do.
    pub around_calls: u64,
    /// The functions that it calls or jumps to.
    pub calls: Vec<Callee>,
    /// True if it calls through a pointer.
    pub calls_pointers: bool,
    /// True if it gives the stack pointer a value that is not the old one and a constant.
    pub moves_stack: bool,
}

/// Reads the functions of a relocatable object; none if the object is not for Arm or RISC-V.
///
/// # Errors
///
/// If it is no object, or its relocations name nothing.
pub fn functions(object: &[u8]) -> Result<Vec<Function>> {
    let file = object::File::parse(object)?;
    let decode = match file.architecture() {
        Architecture::Arm => Place::thumb as fn(Place) -> (usize, Effect),
        Architecture::Riscv32 => Place::riscv,
        _ => return Ok(Vec::new()),
    };
    let text: Vec<_> = file.sections().filter(|section| section.kind() == SectionKind::Text).collect();
    let sections: Vec<_> = text.iter().map(|section| Section::read(&file, section)).collect();
    let starts: Vec<_> =
        sections.iter().flat_map(|section| section.starts.keys().map(|at| (section.index, *at))).collect();
    let function_at =
        |section: SectionIndex, at: u64| starts.iter().rposition(|&(index, start)| index == section && start <= at);
    let mut functions = Vec::new();
    for (section, parsed) in text.iter().zip(&sections) {
        let mut callees = HashMap::new();
        for (offset, relocation) in section.relocations() {
            let RelocationTarget::Symbol(symbol) = relocation.target() else { continue };
            if instructions::is_call(relocation.flags()) {
                callees.insert(offset, callee(&file, symbol, &function_at)?);
            }
        }
        let code = section.data()?;
        let ends = parsed.starts.keys().skip(1).copied().chain([code.len() as u64]);
        for ((&start, names), end) in parsed.starts.iter().zip(ends) {
            let code = &code[..(end as usize).min(code.len())];
            let mut reader = Reader { decode, marks: &parsed.marks, callees: &callees, this: functions.len() };
            functions.push(reader.read(code, start, names));
        }
    }
    Ok(functions)
}

/// A section of code.
struct Section {
    index: SectionIndex,
    /// The symbols at the begin of each function.
    starts: BTreeMap<u64, Vec<String>>,
    /// The places from which on there is code, or data.
    marks: BTreeMap<u64, bool>,
}

impl Section {
    fn read(file: &object::File<'_>, section: &object::Section<'_, '_>) -> Section {
        // The end and the names of the symbols at each address.
        let mut symbols = BTreeMap::<u64, (u64, Vec<String>)>::new();
        let (mut marks, mut is_sized) = (BTreeMap::new(), true);
        for symbol in file.symbols().filter(|symbol| symbol.section_index() == Some(section.index())) {
            let Ok(name) = symbol.name() else { continue };
            // Thumb functions have an odd address.
            let at = symbol.address() & !1;
            match name.as_bytes() {
                [b'$', kind, ..] => {
                    marks.insert(at, *kind == b'd');
                }
                _ if matches!(symbol.kind(), SymbolKind::Text | SymbolKind::Label | SymbolKind::Unknown)
                    && !name.is_empty() =>
                {
                    is_sized &= symbol.size() > 0;
                    let (end, names) = symbols.entry(at).or_default();
                    *end = (at + symbol.size()).max(*end);
                    names.push(name.to_owned());
                }
                _ => {}
            }
        }
        if !is_sized || !symbols.contains_key(&0) {
            let names = std::mem::take(&mut symbols).into_values().flat_map(|(_, names)| names).collect();
            symbols.insert(0, (u64::MAX, names));
        }
        let mut starts = BTreeMap::<u64, Vec<String>>::new();
        let mut end = 0;
        for (at, (its_end, names)) in symbols {
            // A function inside another is a second entry, from which on the code is the same.
            match starts.last_entry().filter(|_| at < end) {
                Some(mut around) => around.get_mut().extend(names),
                None => {
                    starts.insert(at, names);
                }
            }
            end = its_end.max(end);
        }
        Section { index: section.index(), starts, marks }
    }
}

fn callee(
    file: &object::File<'_>,
    symbol: SymbolIndex,
    function_at: &impl Fn(SectionIndex, u64) -> Option<usize>,
) -> Result<Callee> {
    let symbol = file.symbol_by_index(symbol)?;
    let here = symbol.section_index().and_then(|section| function_at(section, symbol.address() & !1));
    Ok(match here {
        Some(function) => Callee::Here(function),
        None => Callee::Elsewhere(symbol.name()?.to_owned()),
    })
}

/// Reads the instructions of a function.
struct Reader<'a> {
    decode: fn(Place) -> (usize, Effect),
    /// The places from which on there is code, or data.
    marks: &'a BTreeMap<u64, bool>,
    callees: &'a HashMap<u64, Callee>,
    /// The index of the function.
    this: usize,
}

impl Reader<'_> {
    fn read(&mut self, code: &[u8], start: u64, names: &[String]) -> Function {
        let mut function = Function { names: names.to_vec(), ..Function::default() };
        // The bytes that the instruction before the last call has pushed.
        let (mut pushed, mut around_call) = (None, None);
        let mut at = start;
        while let Some(place) = Place::at(code, at as usize) {
            if self.marks.range(..=at).next_back().is_some_and(|(_, is_data)| *is_data) {
                at += 2;
                continue;
            }
            let (length, effect) = (self.decode)(place);
            // A far call is two instructions; its relocation is at the first.
            let far = at.checked_sub(4).filter(|_| effect == Effect::Indirect || effect == Effect::Far);
            let callee = self.callees.get(&at).or_else(|| self.callees.get(&far?));
            let before = (pushed.take(), around_call.take());
            match effect {
                Effect::None => {}
                Effect::Push(bytes) => {
                    function.frame += bytes;
                    pushed = Some(bytes);
                }
                Effect::Pop(bytes) => {
                    if before.1 == Some(bytes) {
                        function.frame -= bytes;
                        function.around_calls = function.around_calls.max(bytes);
                    }
                }
                Effect::Call | Effect::Indirect => {
                    around_call = before.0;
                    match callee {
                        Some(callee) => function.calls.push(callee.clone()),
                        None => function.calls_pointers = true,
                    }
                }
                // A jump in the function itself is no call.
                Effect::Jump | Effect::Far => {
                    function.calls.extend(callee.filter(|callee| **callee != Callee::Here(self.this)).cloned());
                }
                Effect::StackPointer => function.moves_stack = true,
            }
            at += length as u64;
        }
        function.frame += function.around_calls;
        function
    }
}
