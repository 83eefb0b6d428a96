//! Where in the module an address of the image comes from.
//!
//! Codegen writes line tables (DWARF) whose lines are offsets in the module. They are part of the ELF file and not of the image.

use std::collections::HashMap;

use addr2line::{Context, gimli};
use gimli::{EndianSlice, LittleEndian, SectionId};
use object::{Object as _, ObjectSection as _};

/// Sections with line tables.
pub struct Places {
    sections: HashMap<&'static str, Vec<u8>>,
}

/// What an instruction comes from.
#[derive(Debug, PartialEq, Eq)]
pub struct Place {
    /// The function, by the name that the module gives it; it may have been inlined into another one. None when the symbol at the
    /// address names it.
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
    /// Reads an ELF file. One without tables knows no places.
    pub fn read(file: &object::File<'_>) -> Places {
        let section = |id: SectionId| Some((id.name(), file.section_by_name(id.name())?.data().ok()?.to_vec()));
        Places { sections: SECTIONS.into_iter().filter_map(section).collect() }
    }

    /// What the instruction at an address comes from; after it the calls that were inlined around it, from the inside out.
    pub fn at(&self, address: u32) -> Vec<Place> {
        // Tables that are damaged tell nothing.
        self.look_up(address).unwrap_or_default()
    }

    fn look_up(&self, address: u32) -> gimli::Result<Vec<Place>> {
        let section = |id: SectionId| self.sections.get(id.name()).map_or(&[][..], Vec::as_slice);
        let dwarf = gimli::Dwarf::load(|id| Ok::<_, gimli::Error>(EndianSlice::new(section(id), LittleEndian)))?;
        let context = Context::from_dwarf(dwarf)?;
        let mut frames = context.find_frames(u64::from(address & !1)).skip_all_loads()?;
        let mut places = Vec::new();
        while let Some(frame) = frames.next()? {
            // Offset zero is the place of what stands for no instruction.
            let Some(offset) = frame.location.and_then(|location| location.line).filter(|&offset| offset != 0) else {
                break;
            };
            let name = frame.function.map(|function| function.raw_name().map(|name| name.into_owned())).transpose()?;
            places.push(Place { function: name.map(|name| dissolve_reach::demangle(&name)), offset });
        }
        Ok(places)
    }
}
