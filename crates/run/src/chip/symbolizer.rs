//! Says what the address of a trap means, from the image alone: for a chip that reports a trap by itself.

use dissolve_abi::TrapKind;

use super::symbols::Symbols;
use super::{ChipError, Trap};

/// The code of an image, with the places that it comes from.
pub struct Symbolizer {
    symbols: Symbols,
}

impl Symbolizer {
    /// Reads an image: an ELF file with its symbols and line tables.
    ///
    /// # Errors
    ///
    /// If it is not an ELF file.
    pub fn read(elf: &[u8]) -> Result<Symbolizer, ChipError> {
        Ok(Symbolizer { symbols: Symbols::read(elf)? })
    }

    /// The meaning of an address: the function there, its place in its component, and the kind of trap if the instruction is
    /// a trap's. `lr` is the link register at that time, which tells the caller; zero if it is not known. `None` if no
    /// function is at the address.
    pub fn find(&self, pc: u32, lr: u32) -> Option<Trap> {
        if !self.symbols.has_function(pc) {
            return None;
        }
        let kind = self.symbols.trap_kind(pc);
        // For an exhausted arena, the link register has the size of the request.
        let caller = if kind == Some(TrapKind::ArenaExhausted) { 0 } else { lr };
        let code = kind.map_or(0, |kind| kind as u32);
        let mut trap = Trap { kind, code, pc, lr, ..Trap::new(TrapKind::Unreachable) };
        trap.locate(self.symbols.chain(pc, caller, &[]), self.symbols.origins());
        Some(trap)
    }
}
