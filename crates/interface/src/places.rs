//! The origin of the code in a fused module, for reports on traps.
//!
//! Fusing moves functions and changes the length of their instructions. [`Places`] records for each function of the
//! fused module from which core module it was copied, and how far each of its instructions moved; for an adapter, which
//! call between components it makes; and for each instruction that traps for a reason of the canonical ABI, the reason.
//! It is kept in the custom section [`PLACES_SECTION`] with a checksum of the code section, so that a tool that changes
//! the code but keeps the section does not cause wrong reports.

use std::collections::HashMap;

use dissolve_abi::TrapKind;
use serde::{Deserialize, Serialize};
use wasm_encoder::Encode as _;
use wasmparser::{BinaryReaderError, Parser, Payload};

/// The custom section that holds [`Places`], as JSON.
pub const PLACES_SECTION: &str = "dissolve:places";

/// The version of the section's format.
const VERSION: u32 = 1;

/// The origin of the code in a fused module. Offsets are in bytes; those in the fused module count from the start of
/// the code section's contents.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Places {
    version: u32,
    /// The checksum of the code section's contents.
    code: u64,
    /// The core modules of the components.
    pub modules: Vec<CoreModule>,
    /// The calls between components, and of built-ins, that the fuser's own functions make.
    pub seams: Vec<Seam>,
    /// One entry for each function with a body, in order.
    pub functions: Vec<Origin>,
    /// Instructions that trap for another reason than their opcode suggests, in ascending order of offsets.
    pub traps: Vec<TrapSite>,
}

/// A core module of a component.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoreModule {
    /// The name of the component in reports.
    pub component: String,
    /// The name of the core module: from its name section, or `module N` by its number in the component.
    pub module: String,
}

/// The origin of a function of the fused module.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origin {
    /// A copied function: the index of its core module, the offset of its body in that module, and the shifts of its
    /// instructions.
    #[serde(rename = "m")]
    Module(u32, u32, Shifts),
    /// A function that was generated for one call: the index of the seam.
    #[serde(rename = "s")]
    Seam(u32),
    /// A generated function that serves many calls.
    #[serde(rename = "g")]
    Generated,
}

/// The moves of a function's instructions. An entry is an offset in the new body, and the difference between the old
/// and the new offset for the instructions from there on, up to the next entry.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Shifts(Vec<(u32, i32)>);

impl Shifts {
    /// Makes the shifts from pairs of the new and the old offset of each instruction, in ascending order of the new
    /// ones.
    pub fn from_pairs(pairs: impl IntoIterator<Item = (u32, u32)>) -> Shifts {
        let mut shifts: Vec<(u32, i32)> = Vec::new();
        let mut last = 0;
        for (new, old) in pairs {
            let shift = old.wrapping_sub(new).cast_signed();
            if shift != last {
                shifts.push((new, shift));
                last = shift;
            }
        }
        Shifts(shifts)
    }

    /// Converts an offset in the new body to the old body.
    pub fn old(&self, new: u32) -> u32 {
        let after = self.0.partition_point(|(at, _)| *at <= new);
        let shift = after.checked_sub(1).map_or(0, |index| self.0[index].1);
        new.wrapping_add_signed(shift)
    }
}

/// A call between components, or of a built-in of the Component Model.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Seam {
    /// The interface, as `ns:pkg/iface@version`; `None` for a function of the world itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub interface: Option<String>,
    /// The function.
    pub function: String,
    /// The component that calls; `None` for the embedder.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caller: Option<String>,
    /// The component that is called; `None` for the embedder, and for a built-in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub callee: Option<String>,
    /// The name of each parameter, and the number of its core values. Empty if they are not known, or are passed in
    /// memory.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub params: Vec<(String, u32)>,
}

/// An instruction that traps for a reason of the canonical ABI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "(u32, u8, Part)", into = "(u32, u8, Part)")]
pub struct TrapSite {
    /// The offset of the instruction.
    pub offset: u32,
    /// The code of the [`TrapKind`].
    pub code: u8,
    /// The value that violates the canonical ABI.
    pub part: Part,
}

impl From<(u32, u8, Part)> for TrapSite {
    fn from((offset, code, part): (u32, u8, Part)) -> TrapSite {
        TrapSite { offset, code, part }
    }
}

impl From<TrapSite> for (u32, u8, Part) {
    fn from(site: TrapSite) -> (u32, u8, Part) {
        (site.offset, site.code, site.part)
    }
}

impl TrapSite {
    /// The kind of the trap; `unreachable` if another release wrote a code that this release does not know.
    pub fn kind(&self) -> TrapKind {
        TrapKind::from_code(self.code).unwrap_or(TrapKind::Unreachable)
    }
}

/// The value of a call that violates the canonical ABI.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Part {
    /// The value is not known, or the violation concerns none.
    #[default]
    #[serde(rename = "-")]
    Unknown,
    /// The core parameter with this index, or an earlier one that belongs to the same value.
    #[serde(rename = "p")]
    Parameter(u32),
    /// The result.
    #[serde(rename = "r")]
    Result,
}

impl Seam {
    /// The name of the parameter to which a core parameter belongs.
    pub fn parameter(&self, core: u32) -> Option<&str> {
        let mut end = 0;
        self.params.iter().find_map(|(name, width)| {
            end += width;
            (core < end).then_some(name.as_str())
        })
    }
}

/// [`Places`] together with the offsets of the code in its module.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PlaceMap {
    places: Places,
    /// The offset of the code section's contents in the module.
    code: u32,
    /// The start and the end of each body in the module.
    bodies: Vec<(u32, u32)>,
}

/// The origin of an instruction of a fused module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place<'a> {
    /// A core module of a component, and the offset of the instruction there in bytes.
    Module(&'a CoreModule, u32),
    /// A call between components.
    Seam(&'a Seam),
    /// Generated code that serves many calls.
    Generated,
}

impl Places {
    /// Makes an empty record.
    pub fn new() -> Places {
        Places { version: VERSION, ..Places::default() }
    }

    /// Appends the section to the module to which the places belong.
    ///
    /// # Errors
    ///
    /// When the module is malformed.
    pub fn append_to(mut self, module: &mut Vec<u8>) -> Result<(), BinaryReaderError> {
        self.code = code_section(module)?.map_or(0, |range| checksum(&module[range]));
        let json = serde_json::to_vec(&self).expect("a record has string keys only");
        let section = wasm_encoder::CustomSection { name: PLACES_SECTION.into(), data: json.into() };
        module.push(wasm_encoder::SectionId::Custom as u8);
        section.encode(module);
        Ok(())
    }
}

impl PlaceMap {
    /// Reads the places of a module. Returns `None` if it has none, if its code was changed since they were written, or
    /// if another release wrote them: places are only advice.
    ///
    /// # Errors
    ///
    /// When the module is malformed.
    pub fn read(module: &[u8]) -> Result<Option<PlaceMap>, BinaryReaderError> {
        let mut places: Option<Places> = None;
        let (mut code, mut bodies) = (0..0, Vec::new());
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::CodeSectionStart { range, .. } => code = range,
                Payload::CodeSectionEntry(body) => {
                    let range = body.range();
                    bodies.push((range.start as u32, range.end as u32));
                }
                Payload::CustomSection(section) if section.name() == PLACES_SECTION => {
                    places = serde_json::from_slice(section.data()).ok();
                }
                _ => {}
            }
        }
        let is_right = |places: &Places| {
            let counts = places.functions.len() == bodies.len();
            places.version == VERSION && counts && places.code == checksum(&module[code.clone()])
        };
        Ok(places.filter(is_right).map(|places| PlaceMap { places, code: code.start as u32, bodies }))
    }

    /// The map as a line of text, with the name of the program that it is of.
    pub fn to_line(&self, program: &str) -> String {
        serde_json::to_string(&(program, self)).expect("a record has string keys only") + "\n"
    }

    /// The maps by their programs, from lines that [`PlaceMap::to_line`] wrote. A line that cannot be read, or that another
    /// release wrote, is left out: places are only advice.
    pub fn from_lines(lines: &[u8]) -> HashMap<String, PlaceMap> {
        let maps = lines.split(|byte| *byte == b'\n').filter_map(|line| serde_json::from_slice(line).ok());
        maps.filter(|(_, map): &(String, PlaceMap)| map.places.version == VERSION).collect()
    }

    /// The trap of the canonical ABI at this offset in the module, if there is one.
    pub fn trap_at(&self, offset: u32) -> Option<&TrapSite> {
        let offset = offset.checked_sub(self.code)?;
        let traps = &self.places.traps;
        traps.binary_search_by_key(&offset, |site| site.offset).ok().map(|index| &traps[index])
    }

    /// The origin of the instruction at this offset in the module.
    pub fn find(&self, offset: u32) -> Option<Place<'_>> {
        let after = self.bodies.partition_point(|(start, _)| *start <= offset);
        let index = after.checked_sub(1)?;
        let (start, end) = self.bodies[index];
        if offset >= end {
            return None;
        }
        Some(match self.places.functions.get(index)? {
            Origin::Module(module, body, shifts) => {
                Place::Module(self.places.modules.get(*module as usize)?, body.wrapping_add(shifts.old(offset - start)))
            }
            Origin::Seam(seam) => Place::Seam(self.places.seams.get(*seam as usize)?),
            Origin::Generated => Place::Generated,
        })
    }
}

/// The range of the code section's contents.
fn code_section(module: &[u8]) -> Result<Option<std::ops::Range<usize>>, BinaryReaderError> {
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::CodeSectionStart { range, .. } = payload? {
            return Ok(Some(range));
        }
    }
    Ok(None)
}

/// The FNV-1a hash, 64 bits.
pub(crate) fn checksum(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "(module (func i32.const 1 drop) (func unreachable))";

    fn sample() -> (Vec<u8>, PlaceMap) {
        let mut module = wat::parse_str(TEXT).unwrap();
        let mut places = Places::new();
        places.modules.push(CoreModule { component: "c".into(), module: "m".into() });
        places.seams.push(Seam {
            function: "f".into(),
            params: vec![("a".into(), 2), ("b".into(), 1)],
            ..Seam::default()
        });
        let shifts = Shifts::from_pairs([(1, 1), (3, 7)]);
        places.functions.extend([Origin::Module(0, 1000, shifts), Origin::Seam(0)]);
        // The offset skips the count of functions, the first body with its length, and the second body's length and
        // locals.
        places.traps.push(TrapSite { offset: 9, code: TrapKind::InvalidChar as u8, part: Part::Parameter(2) });
        places.append_to(&mut module).unwrap();
        wasmparser::validate(&module).unwrap();
        let map = PlaceMap::read(&module).unwrap().unwrap();
        (module, map)
    }

    #[test]
    fn places_survive_a_module() {
        let (_, map) = sample();
        let start = map.bodies[0].0;
        let module = &map.places.modules[0];
        assert_eq!(map.find(start + 1), Some(Place::Module(module, 1001)));
        assert_eq!(map.find(start + 3), Some(Place::Module(module, 1007)));
        assert_eq!(map.find(start + 4), Some(Place::Module(module, 1008)));
        assert_eq!(map.find(map.bodies[1].0), Some(Place::Seam(&map.places.seams[0])));
        assert_eq!(map.find(map.bodies[1].1), None);
        assert_eq!(map.find(0), None);
        let trap = map.trap_at(map.bodies[1].0 + 1).unwrap();
        assert_eq!((trap.kind(), trap.part), (TrapKind::InvalidChar, Part::Parameter(2)));
        assert_eq!(map.places.seams[0].parameter(1), Some("a"));
        assert_eq!(map.places.seams[0].parameter(2), Some("b"));
        assert_eq!(map.places.seams[0].parameter(3), None);
    }

    #[test]
    fn code_that_was_changed_has_no_places() {
        let (mut module, map) = sample();
        let nop = 0x01;
        let drop = map.bodies[0].0 as usize + 3;
        // The constant's new value has the same length and is valid.
        module[drop - 1] = nop + 1;
        wasmparser::validate(&module).unwrap();
        assert!(PlaceMap::read(&module).unwrap().is_none());
        let plain = wat::parse_str(TEXT).unwrap();
        assert!(PlaceMap::read(&plain).unwrap().is_none());
        // Places of another release, and places with another number of functions, are not read.
        let with = |places: &Places| {
            let mut module = plain.clone();
            places.clone().append_to(&mut module).unwrap();
            PlaceMap::read(&module).unwrap()
        };
        let mut places = map.places;
        assert!(with(&places).is_some());
        places.version += 1;
        assert!(with(&places).is_none());
        places.version -= 1;
        places.functions.pop();
        assert!(with(&places).is_none());
    }

    #[test]
    fn maps_survive_as_lines() {
        let (_, map) = sample();
        let mut other = map.clone();
        other.places.modules[0].component = "a \"quoted\"\nname".into();
        let mut newer = map.clone();
        newer.places.version += 1;
        let lines = [map.to_line("one"), "no record\n".into(), other.to_line("two"), newer.to_line("three")].concat();
        let maps = PlaceMap::from_lines(lines.as_bytes());
        assert_eq!(maps.len(), 2);
        for (name, written) in [("one", &map), ("two", &other)] {
            assert_eq!((&maps[name].places, &maps[name].bodies), (&written.places, &written.bodies), "{name}");
            assert_eq!(maps[name].find(map.bodies[0].0 + 3), written.find(map.bodies[0].0 + 3));
        }
    }

    /// Test vectors that the authors of FNV-1a publish.
    #[test]
    fn the_checksum_is_a_known_one() {
        let known = [("", 0xcbf2_9ce4_8422_2325), ("a", 0xaf63_dc4c_8601_ec8c), ("foobar", 0x8594_4171_f739_67e8)];
        for (text, sum) in known {
            assert_eq!(checksum(text.as_bytes()), sum, "{text}");
        }
    }

    #[test]
    fn other_sections_may_change() {
        let (module, map) = sample();
        let custom = wasm_encoder::CustomSection { name: "x".into(), data: (&[1, 2, 3][..]).into() };
        let mut longer = module[..8].to_vec();
        longer.push(0);
        custom.encode(&mut longer);
        let added = longer.len() as u32 - 8;
        longer.extend(&module[8..]);
        let moved = PlaceMap::read(&longer).unwrap().unwrap();
        assert_eq!(moved.find(map.bodies[1].0 + added), map.find(map.bodies[1].0));
        assert!(moved.trap_at(map.bodies[1].0 + 1 + added).is_some());
        // Sections after the places are not part of the checked code.
        longer.push(0);
        custom.encode(&mut longer);
        assert!(PlaceMap::read(&longer).unwrap().is_some());
    }
}
