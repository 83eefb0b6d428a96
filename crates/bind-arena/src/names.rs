//! Rewrites the name section of a module whose functions are renumbered.
//!
//! Names are not semantic (WebAssembly, 7.4.1): malformed parts, and names of items that do not exist, are left out.

use std::collections::BTreeMap;

use dissolve_wasm::FuncIndex;
use wasm_encoder::reencode::{RoundtripReencoder, utils};
use wasm_encoder::{IndirectNameMap, NameMap, NameSection};
use wasmparser::{Name, NameSectionReader};

/// Makes the name section with functions under their new indices and the names in `added`. Removed functions are left
/// out.
pub fn section(
    names: Option<NameSectionReader<'_>>,
    renumber: impl Fn(FuncIndex) -> Option<FuncIndex>,
    added: Vec<(FuncIndex, String)>,
) -> NameSection {
    let mut section = NameSection::new();
    let mut functions: BTreeMap<FuncIndex, String> = BTreeMap::new();
    let mut rest = Vec::new();
    for subsection in names.into_iter().flatten().map_while(Result::ok) {
        match subsection {
            Name::Module { name, .. } => section.module(name),
            Name::Function(map) => {
                for naming in map.into_iter().map_while(Result::ok) {
                    if let Some(index) = renumber(FuncIndex::from_u32(naming.index)) {
                        functions.insert(index, naming.name.to_owned());
                    }
                }
            }
            other => rest.push(other),
        }
    }
    // Subsections are in the order of their ids: functions come after the module.
    functions.extend(added);
    let mut map = NameMap::new();
    functions.iter().for_each(|(&index, name)| map.append(index.as_u32(), name));
    section.functions(&map);
    for subsection in rest {
        match subsection {
            Name::Local(map) => section.locals(&indirect(map, &renumber)),
            Name::Label(map) => section.labels(&indirect(map, &renumber)),
            // No other index changes. A malformed subsection is left out completely.
            other => drop(utils::parse_custom_name_subsection(&mut RoundtripReencoder, &mut section, other)),
        }
    }
    section
}

/// Renumbers the functions in a map of names inside functions, such as locals.
fn indirect(
    map: wasmparser::IndirectNameMap<'_>,
    renumber: impl Fn(FuncIndex) -> Option<FuncIndex>,
) -> IndirectNameMap {
    let mut kept = BTreeMap::new();
    for naming in map.into_iter().map_while(Result::ok) {
        if let Some(index) = renumber(FuncIndex::from_u32(naming.index)) {
            let mut names = NameMap::new();
            for naming in naming.names.into_iter().map_while(Result::ok) {
                names.append(naming.index, naming.name);
            }
            kept.insert(index, names);
        }
    }
    let mut written = IndirectNameMap::new();
    kept.iter().for_each(|(&index, names)| written.append(index.as_u32(), names));
    written
}
