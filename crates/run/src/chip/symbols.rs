//! The symbols of an image.

use std::collections::HashMap;

use object::{Object as _, ObjectSymbol as _, SymbolKind};

use super::ChipError;
use super::places::{Place, Places};

/// Addresses by name, and functions by address.
pub struct Symbols {
    addresses: HashMap<String, u32>,
    /// First address, size and name of each function, in order.
    functions: Vec<(u32, u32, String)>,
    places: Places,
}

impl Symbols {
    /// Reads an ELF file.
    pub fn read(elf: &[u8]) -> Result<Symbols, ChipError> {
        let file = object::File::parse(elf).map_err(|error| ChipError::Image(error.to_string()))?;
        let places = Places::read(&file);
        let mut symbols = Symbols { addresses: HashMap::new(), functions: Vec::new(), places };
        for symbol in file.symbols() {
            let Ok(name) = symbol.name() else { continue };
            let Ok(address) = u32::try_from(symbol.address()) else { continue };
            if symbol.is_global() || symbol.is_weak() {
                symbols.addresses.insert(name.to_owned(), address);
            }
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

    /// As [`Symbols::find`]; it is an error if there is none.
    pub fn address(&self, name: &str) -> Result<u32, ChipError> {
        self.find(name).ok_or_else(|| ChipError::NoSymbol(name.to_owned()))
    }

    /// What of the module the instruction at an address comes from; none for trusted code.
    pub fn place_at(&self, address: u32) -> Option<Place> {
        self.places.at(address)
    }

    /// The function that an address is in, as a reader knows it.
    pub fn function_at(&self, address: u32) -> Option<String> {
        let address = address & !1;
        let after = self.functions.partition_point(|(first, ..)| *first <= address);
        let (first, size, name) = self.functions.get(after.checked_sub(1)?)?;
        (address - first < *size).then(|| dissolve_reach::demangle(name))
    }
}
