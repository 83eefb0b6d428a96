//! The function and the source position of each instruction, for profiles and coverage.
//!
//! This is the one place that knows what positions are: lines of source files, or, as long as line tables have offsets, offsets in core modules.

use std::cell::RefCell;
use std::collections::HashMap;

use dissolve_interface::{CoreModule, Place};

use super::code::Flow;
use super::places::Reader;
use super::symbols::{Step, Symbols};
use crate::profile::{Function, Owner, Position, Spot};

/// The symbols and line tables of an image, read for many addresses.
pub struct Finder<'a> {
    symbols: &'a Symbols,
    places: Reader<'a>,
    /// The functions of the image by their first addresses, as the line tables have them; none for native code.
    functions: RefCell<HashMap<u32, Option<Function>>>,
}

impl<'a> Finder<'a> {
    /// Reads the line tables.
    pub fn new(symbols: &'a Symbols) -> Finder<'a> {
        Finder { symbols, places: symbols.places(), functions: RefCell::default() }
    }

    /// The function and the position of the instruction at an address, and those of the calls that were inlined around it, from the inside out.
    pub fn at(&self, address: u32) -> Vec<Spot> {
        let mut spots = self.known_at(address);
        // Code that a function begins or ends with comes from no instruction of WebAssembly, but is the function's.
        if let [Spot { function, position: None }] = &mut spots[..]
            && function.owner == Owner::Native
            && let Some(known) = self.function_around(address)
        {
            *function = known;
        }
        spots
    }

    /// The function of the machine code around an address, if the line tables have it.
    fn function_around(&self, address: u32) -> Option<Function> {
        let (first, size) = self.symbols.range(address)?;
        if let Some(known) = self.functions.borrow().get(&first) {
            return known.clone();
        }
        let spots = (first..first.saturating_add(size)).step_by(2).map(|at| self.known_at(at));
        let found = spots.filter_map(|mut spots| spots.pop()).find(|spot| spot.function.owner != Owner::Native);
        let function = found.map(|spot| spot.function);
        self.functions.borrow_mut().insert(first, function.clone());
        function
    }

    /// The functions and positions that the line tables have for an address; the symbol's if they have none.
    fn known_at(&self, address: u32) -> Vec<Spot> {
        let mut steps = self.symbols.steps_by(&self.places, address);
        if let [Step { function: function @ None, .. }] = &mut steps[..] {
            *function = self.symbols.function_or_assembly(address).map(|(_, name)| name.to_owned());
        }
        steps.into_iter().map(|step| self.spot(step)).collect()
    }

    /// The first address of the function whose machine code contains an address.
    pub fn function(&self, address: u32) -> Option<u32> {
        self.symbols.function_or_assembly(address).map(|(first, _)| first)
    }

    /// The length of the instruction at an address, in bytes, and the way in which it continues.
    pub fn flow(&self, address: u32) -> Option<(u32, Flow)> {
        self.symbols.flow(address)
    }

    /// The addresses of all instructions of functions that have a size.
    pub fn instructions(&self) -> Vec<u32> {
        let mut addresses = Vec::new();
        for (first, size) in self.symbols.functions() {
            let mut at = first;
            while at < first.saturating_add(size) {
                addresses.push(at);
                at += self.flow(at).map_or(2, |(length, _)| length);
            }
        }
        addresses.sort_unstable();
        addresses.dedup();
        addresses
    }

    fn spot(&self, step: Step) -> Spot {
        let name = step.function.clone().unwrap_or_else(|| "unknown".to_owned());
        let Some((program, offset)) = step.program.clone().zip(step.offset) else {
            return Spot { function: Function { owner: Owner::Native, name }, position: None };
        };
        let origins = self.symbols.origins().of(&step);
        let (owner, name, position) = match origins.map(|origins| origins.find(offset)) {
            Some(Some(Place::Module(CoreModule { component, module }, offset))) => {
                let owner = Owner::Component { component: component.clone(), module: module.clone() };
                let file = format!("{component}/{}.wasm", module.strip_suffix(".wasm").unwrap_or(module));
                (owner, name, Some(Position { file, line: offset }))
            }
            Some(Some(Place::Seam(seam))) => {
                let side = |component: &Option<String>| component.clone().unwrap_or_else(|| "embedder".to_owned());
                let name = format!("{} → {}: {}", side(&seam.caller), side(&seam.callee), seam.function);
                (Owner::Seam { caller: seam.caller.clone(), callee: seam.callee.clone() }, name, None)
            }
            Some(Some(Place::Generated) | None) => (Owner::Generated, name, None),
            None => {
                let position = Position { file: format!("{program}.wasm"), line: offset };
                (Owner::Module(program), name, Some(position))
            }
        };
        Spot { function: Function { owner, name }, position }
    }
}
