//! The source positions of addresses in an image.
//!
//! Codegen writes line tables (DWARF) whose lines are offsets in the module. They are in the ELF file, but not loaded
//! to the chip.

use std::collections::HashMap;

use addr2line::{Context, gimli};
use gimli::{EndianSlice, LittleEndian, SectionId};
use object::{Object as _, ObjectSection as _};

/// The sections with the line tables.
pub struct Places {
    sections: HashMap<&'static str, Vec<u8>>,
}

/// The line tables, read for many addresses.
pub struct Reader<'a> {
    /// None if they are damaged.
    context: Option<Context<EndianSlice<'a, LittleEndian>>>,
}

/// The source position of an instruction.
#[derive(Debug, PartialEq, Eq)]
pub struct Place {
    /// The program, by its name in reports.
    pub program: Option<String>,
    /// The function, by its name in the module; it may have been inlined into another one. None if the symbol at the
    /// address is the function's name.
    pub function: Option<String>,
    /// The offset of the WebAssembly instruction, in bytes from the start of the module.
    pub offset: u32,
}

const SECTIONS: [SectionId; 6] = [
    SectionId::DebugAbbrev,
    SectionId::DebugInfo,
    SectionId::DebugLine,
    SectionId::DebugRanges,
    SectionId::DebugStr,
    SectionId::DebugLineStr,
];

impl Places {
    /// Reads an ELF file. Without line tables, no positions are found.
    pub fn read(file: &object::File<'_>) -> Places {
        let section = |id: SectionId| Some((id.name(), file.section_by_name(id.name())?.data().ok()?.to_vec()));
        Places { sections: SECTIONS.into_iter().filter_map(section).collect() }
    }

    /// The line tables, ready for questions.
    pub fn reader(&self) -> Reader<'_> {
        let section = |id: SectionId| self.sections.get(id.name()).map_or(&[][..], Vec::as_slice);
        let dwarf = gimli::Dwarf::load(|id| Ok::<_, gimli::Error>(EndianSlice::new(section(id), LittleEndian)));
        Reader { context: dwarf.and_then(Context::from_dwarf).ok() }
    }
}

impl Reader<'_> {
    /// The position of the instruction at an address, followed by the positions of the calls that were inlined around
    /// it, from the inside out.
    pub fn at(&self, address: u32) -> Vec<Place> {
        // Damaged tables are ignored.
        self.look_up(address).unwrap_or_default()
    }

    fn look_up(&self, address: u32) -> gimli::Result<Vec<Place>> {
        let Some(context) = &self.context else { return Ok(Vec::new()) };
        let mut frames = context.find_frames(u64::from(address & !1)).skip_all_loads()?;
        let mut places = Vec::new();
        while let Some(frame) = frames.next()? {
            // Offset zero marks code that comes from no instruction.
            let Some(offset) = frame.location.as_ref().and_then(|location| location.line).filter(|&offset| offset != 0)
            else {
                break;
            };
            let file = frame.location.and_then(|location| location.file);
            // In the code of the embedder, a line is a line of a source file.
            let Some(program) = file.and_then(|file| file.strip_suffix(".wasm")) else { break };
            let name = frame.function.map(|function| function.raw_name().map(|name| name.into_owned())).transpose()?;
            let program = Some(program.to_owned());
            places.push(Place { program, function: name.map(|name| dissolve_reach::demangle(&name)), offset });
        }
        Ok(places)
    }
}
