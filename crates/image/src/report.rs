//! Reports the parts of an image in each region, read from its ELF file.
//!
//! Relies on the sections that [`crate::script`] defines, not on the linker's output.

use std::collections::BTreeMap;
use std::fmt;

use dissolve_abi::symbol::MEMORY_SECTION_PREFIX;
use dissolve_boards::Board;
use object::elf::{PT_LOAD, SHF_ALLOC, SHT_NOBITS};
use object::read::elf::{ElfFile32, ProgramHeader as _};
use object::{Endianness, Object as _, ObjectSection as _, ObjectSymbol as _, SectionFlags, SectionIndex};

use crate::part::{CALL_STACK, GATE_BUFFER, HANDLER_STACK, Part};
use crate::{Error, Window};

/// The use of a region by an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegionUse {
    /// `flash` or `RAM`.
    pub name: &'static str,
    /// The size of the region, in bytes.
    pub capacity: u64,
    /// The bytes from the region's origin to the end of its last part.
    pub used: u64,
    /// The parts in it, largest first; their sizes add up to [`RegionUse::used`].
    pub parts: Vec<Part>,
}

impl RegionUse {
    /// Returns the bytes of the part with this name; 0 if there is none.
    pub fn bytes_of(&self, part: &str) -> u64 {
        self.parts.iter().filter(|candidate| candidate.name == part).map(|part| part.bytes).sum()
    }
}

/// A function or an object in an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SymbolSize {
    /// Its symbol, as it is in the ELF file, not demangled.
    pub name: String,
    /// The section that it lies in.
    pub section: String,
    /// Its size, in bytes.
    pub bytes: u64,
}

/// The use of memory by an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// The flash: the contents that stay without power, with the initial values of `.data`.
    pub flash: RegionUse,
    /// The RAM: the memory that is written while the program runs.
    pub ram: RegionUse,
    /// The functions and objects with a size, largest first.
    pub symbols: Vec<SymbolSize>,
    /// The bytes that are reserved for allocators, in all memories.
    pub arena: u64,
}

impl Report {
    /// Reads an image that was linked for `board`; `windows` describes its memory windows.
    ///
    /// # Errors
    ///
    /// If the file is not a 32-bit ELF file, or has a section outside the board's regions.
    pub(crate) fn read(elf: &[u8], board: &Board, windows: &[Window]) -> Result<Report, Error> {
        let file = ElfFile32::<Endianness>::parse(elf)?;
        let mut flash = Vec::new();
        let mut ram = Vec::new();
        let mut ram_end = u64::from(board.memory.ram.origin);
        for section in file.sections() {
            let SectionFlags::Elf { sh_flags } = section.flags() else { continue };
            if sh_flags & u64::from(SHF_ALLOC) == 0 || section.size() == 0 {
                continue;
            }
            let name = section.name()?;
            let end = section.address() + section.size();
            if board.flash_room().contains(&section.address()) {
                flash.push(Part::new(name, section.size()));
            } else if board.ram_room().contains(&section.address()) {
                if !is_set_up(name) {
                    return Err(Error::NotSetUp { section: name.to_owned(), bytes: section.size() });
                }
                ram_end = ram_end.max(end);
                let inside = |symbol: &String| {
                    file.symbols()
                        .any(|s| s.section_index() == Some(section.index()) && s.name() == Ok(symbol.as_str()))
                };
                let symbols: Vec<_> = windows.iter().map(|window| window.symbol.clone()).filter(inside).collect();
                ram.extend(window_parts(name, &symbols, section.size(), windows));
                if section.elf_section_header().sh_type.get(file.endian()) != SHT_NOBITS {
                    flash.push(Part::new(name, section.size()));
                }
            } else {
                return Err(Error::Outside {
                    section: name.to_owned(),
                    address: section.address(),
                    bytes: section.size(),
                    board: board.name.clone(),
                });
            }
        }
        let linked = |window: &&Window| ram.iter().any(|part| part.name == arena_name(window));
        let arena = windows.iter().filter(linked).map(|window| u64::from(window.arena)).sum();
        let flash_used = load_end(&file).map_or(0, |end| end.saturating_sub(board.memory.flash.origin.into()));
        let ram_used = ram_end - u64::from(board.memory.ram.origin);
        Ok(Report {
            flash: region("flash", board.memory.flash.length.bytes(), flash_used, flash),
            ram: region("RAM", board.memory.ram.length.bytes(), ram_used, ram),
            symbols: symbols(&file),
            arena,
        })
    }
}

/// Returns true if boot, the runtime or the program initializes a section in RAM, or if it must keep its contents.
fn is_set_up(section: &str) -> bool {
    [".data", ".bss", ".uninit", CALL_STACK, HANDLER_STACK, GATE_BUFFER].contains(&section)
        || section.starts_with(MEMORY_SECTION_PREFIX)
}

/// Completes the parts of a region with the bytes that alignment leaves between them.
fn region(name: &'static str, capacity: u32, used: u64, mut parts: Vec<Part>) -> RegionUse {
    let placed = parts.iter().map(|part| part.bytes).sum::<u64>();
    if used > placed {
        parts.push(Part::new("alignment", used - placed));
    }
    sort(&mut parts);
    RegionUse { name, capacity: capacity.into(), used, parts }
}

/// The load address after the last byte that is loaded.
fn load_end(file: &ElfFile32<'_, Endianness>) -> Option<u64> {
    let endian = file.endian();
    let loaded = file.elf_program_headers().iter().filter(|header| header.p_type(endian) == PT_LOAD);
    let filled = loaded.filter(|header| header.p_filesz(endian) > 0);
    filled.map(|header| u64::from(header.p_paddr(endian)) + u64::from(header.p_filesz(endian))).max()
}

/// The alignment of a window, in bytes.
const ALIGN: u64 = 16;

/// The parts of a section: several for a memory window with a description, otherwise one.
pub fn window_parts(section: &str, symbols: &[String], bytes: u64, windows: &[Window]) -> Vec<Part> {
    let described = windows.iter().find(|window| symbols.contains(&window.symbol));
    let Some(window) = described.filter(|_| section.starts_with(MEMORY_SECTION_PREFIX)) else {
        return vec![Part::new(section, bytes)];
    };
    let mut parts = vec![
        Part::new(format!("{}: guest stack", window.name), window.stack.into()),
        Part::new(format!("{}: statics", window.name), window.statics.into()),
        Part::new(format!("{}: heap", window.name), window.heap.into()),
        Part::new(arena_name(window), window.arena.into()),
    ];
    let Some(rest) = bytes.checked_sub(parts.iter().map(|part| part.bytes).sum()) else {
        // The description belongs to another build: no description is better than a wrong one.
        return vec![Part::new(section, bytes)];
    };
    // Statics that are apart from the memory lie in its section, too.
    match rest {
        0..=ALIGN => parts.push(Part::new(format!("{}: padding", window.name), rest)),
        statics => parts[1].bytes += statics,
    }
    parts.retain(|part| part.bytes > 0);
    parts
}

fn arena_name(window: &Window) -> String {
    format!("{}: arena", window.name)
}

/// The functions and objects with a size, largest first. One with several symbols is listed once, preferably by a
/// symbol that other objects see, and preferably not by a weak one.
fn symbols(file: &ElfFile32<'_, Endianness>) -> Vec<SymbolSize> {
    let mut places = BTreeMap::new();
    for symbol in file.symbols().filter(|symbol| symbol.size() > 0) {
        let (Some(section), Ok(name)) = (symbol.section_index(), symbol.name()) else { continue };
        let rank = (symbol.is_local(), symbol.is_weak(), name);
        let named = places.entry((section.0, symbol.address(), symbol.size())).or_insert(rank);
        *named = rank.min(*named);
    }
    let mut symbols: Vec<_> = places
        .into_iter()
        .filter_map(|((section, _, bytes), (.., name))| {
            let section = file.section_by_index(SectionIndex(section)).ok()?.name().ok()?.to_owned();
            Some(SymbolSize { name: name.to_owned(), section, bytes })
        })
        .collect();
    symbols.sort_by(|a, b| b.bytes.cmp(&a.bytes).then_with(|| a.name.cmp(&b.name)));
    symbols
}

/// Prints a table: the total of each region, then its parts, largest first.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = [&self.flash, &self.ram].map(|region| region.used.to_string().len()).into_iter().max().unwrap_or(1);
        for (index, region) in [&self.flash, &self.ram].into_iter().enumerate() {
            if index > 0 {
                writeln!(f)?;
            }
            write!(f, "{:<5} {:>width$} of {} bytes", region.name, region.used, region.capacity)?;
            for part in &region.parts {
                write!(f, "\n      {:>width$}  {}", part.bytes, part.name)?;
            }
        }
        Ok(())
    }
}

/// Sorts parts, the largest first. Parts of the same size keep their order.
pub fn sort(parts: &mut [Part]) {
    parts.sort_by_key(|part| std::cmp::Reverse(part.bytes));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_is_a_table() {
        let parts = |parts: &[(&str, u64)]| parts.iter().map(|&(name, bytes)| Part::new(name, bytes)).collect();
        let report = Report {
            flash: region("flash", 4096, 1030, parts(&[(".rodata", 8), (".text", 1020)])),
            ram: region("RAM", 64, 48, parts(&[(".data", 16), (".bss", 32)])),
            symbols: Vec::new(),
            arena: 0,
        };
        let table = "flash 1030 of 4096 bytes
      1020  .text
         8  .rodata
         2  alignment
RAM     48 of 64 bytes
        32  .bss
        16  .data";
        assert_eq!(report.to_string(), table);
    }
}
