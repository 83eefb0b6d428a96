//! The record of memories that hold statics only, and its storage in a module.

use std::ops::Range;

use dissolve_wasm::{DataIndex, FuncIndex, GlobalIndex, MemoryIndex};
use serde::{Deserialize, Serialize};
use wasm_encoder::Encode as _;
use wasmparser::{BinaryReaderError, Parser, Payload};

use crate::MemoryLayout;
use crate::places::checksum;

/// The custom section that holds [`Objects`], as JSON.
pub const OBJECTS_SECTION: &str = "dissolve:objects";

/// The version of the section's format.
const VERSION: u32 = 2;

/// The memories of a module that hold statics only.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Objects {
    version: u32,
    /// A checksum of the sections that it is about, so that a tool that changes one of them but keeps the record causes no harm.
    sections: u64,
    /// The memories.
    pub memories: Vec<ObjectMemory>,
    /// The memories whose addresses are all known.
    pub relocated: Vec<Relocated>,
    /// The layout of memory 0, in a module that has no interface record; its linker's traces are gone with the
    /// relocations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub layout: Option<MemoryLayout>,
}

/// A memory that holds statics only. Nothing outside of the module knows it, and the program uses nothing of it but the
/// statics.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectMemory {
    /// Its index.
    pub memory: MemoryIndex,
    /// The index of the memory that the statics were in.
    pub source: MemoryIndex,
    /// The addresses of its statics.
    pub range: Range<u32>,
    /// The alignment of the first address, in bytes.
    pub align: u32,
    /// The names of the statics.
    pub names: Vec<String>,
    /// For each function, the ordinals of the instructions that hold an address of it, in ascending order.
    pub code: Vec<(FuncIndex, Vec<u32>)>,
}

/// A memory whose addresses are all known: every place in the module that holds one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Relocated {
    /// The memory.
    pub memory: MemoryIndex,
    /// The largest alignment of its statics, in bytes.
    pub align: u32,
    /// The places that hold an address of it, without those of its constants.
    #[serde(flatten)]
    pub places: AddressPlaces,
    /// The globals whose initial values are addresses.
    pub globals: Vec<GlobalIndex>,
    /// Its constants, if it has any: they are the first statics.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub constants: Option<Constants>,
}

/// Places that hold an address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AddressPlaces {
    /// For each function, the ordinals of the instructions that hold an address, in ascending order.
    pub code: Vec<(FuncIndex, Vec<u32>)>,
    /// For each data segment, the offsets of the words that hold an address, in ascending order.
    pub data: Vec<(DataIndex, Vec<u32>)>,
}

/// Constants of a memory: the program only reads them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Constants {
    /// Their addresses. The length is a multiple of the memory's alignment, and of 16.
    pub range: Range<u32>,
    /// The places that hold an address of one.
    #[serde(flatten)]
    pub places: AddressPlaces,
}

impl Objects {
    /// Makes a record.
    pub fn new(memories: Vec<ObjectMemory>, relocated: Vec<Relocated>, layout: Option<MemoryLayout>) -> Objects {
        Objects { version: VERSION, sections: 0, memories, relocated, layout }
    }

    /// Appends the section to the module to which the record belongs.
    ///
    /// # Errors
    ///
    /// When the module is malformed.
    pub fn append_to(mut self, module: &mut Vec<u8>) -> Result<(), BinaryReaderError> {
        self.sections = sections(module)?;
        let json = serde_json::to_vec(&self).expect("a record has string keys only");
        let section = wasm_encoder::CustomSection { name: OBJECTS_SECTION.into(), data: json.into() };
        module.push(wasm_encoder::SectionId::Custom as u8);
        section.encode(module);
        Ok(())
    }

    /// Reads the record of a module. Returns an empty one if it has none, if the module was changed since, or if another
    /// release wrote it: then each memory is one like any other.
    ///
    /// # Errors
    ///
    /// When the module is malformed.
    pub fn read(module: &[u8]) -> Result<Objects, BinaryReaderError> {
        let mut found: Option<Objects> = None;
        for payload in Parser::new(0).parse_all(module) {
            if let Payload::CustomSection(section) = payload?
                && section.name() == OBJECTS_SECTION
            {
                found = serde_json::from_slice(section.data()).ok();
            }
        }
        let Some(objects) = found.filter(|objects| objects.version == VERSION) else { return Ok(Objects::default()) };
        Ok(if objects.sections == sections(module)? { objects } else { Objects::default() })
    }
}

/// A checksum of the sections with imports, memories, globals, code and data.
fn sections(module: &[u8]) -> Result<u64, BinaryReaderError> {
    let mut all = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        let range = match payload? {
            Payload::ImportSection(section) => section.range(),
            Payload::MemorySection(section) => section.range(),
            Payload::GlobalSection(section) => section.range(),
            Payload::DataSection(section) => section.range(),
            Payload::CodeSectionStart { range, .. } => range,
            _ => continue,
        };
        all.extend(checksum(&module[range]).to_le_bytes());
    }
    Ok(checksum(&all))
}
