//! Names of the fused module's functions, memories, globals and data segments.

use std::collections::BTreeMap;

use wasm_encoder::{NameMap, NameSection};
use wasmparser::{Name, NameSectionReader};

/// Names by index, of everything but functions.
#[derive(Default)]
pub struct Names {
    /// Of memories.
    pub memories: BTreeMap<u32, String>,
    /// Of globals.
    pub globals: BTreeMap<u32, String>,
    /// Of data segments.
    pub data: BTreeMap<u32, String>,
}

impl Names {
    /// Returns the name section with these names and the names of functions.
    pub fn section<'a>(&'a self, functions: impl IntoIterator<Item = (u32, &'a str)>) -> NameSection {
        let mut section = NameSection::new();
        let others = |names: &'a BTreeMap<u32, String>| map(names.iter().map(|(index, name)| (*index, name.as_str())));
        section.functions(&map(functions));
        if !self.memories.is_empty() {
            section.memories(&others(&self.memories));
        }
        if !self.globals.is_empty() {
            section.globals(&others(&self.globals));
        }
        if !self.data.is_empty() {
            section.data(&others(&self.data));
        }
        section
    }

    /// Returns the names after a renumbering of the globals; `index` gives none for a removed global.
    pub fn with_globals(mut self, index: impl Fn(u32) -> Option<u32>) -> Names {
        self.globals = self.globals.into_iter().filter_map(|(global, name)| Some((index(global)?, name))).collect();
        self
    }

    /// Returns the names after several memories have become one.
    pub fn without_memories(self) -> Names {
        Names { memories: BTreeMap::new(), ..self }
    }

    /// Reads the names from a name section of the fused module itself; functions are left out.
    pub fn read(names: NameSectionReader<'_>) -> Names {
        let mut all = Names::default();
        for subsection in names.into_iter().map_while(Result::ok) {
            let (to, map) = match subsection {
                Name::Memory(map) => (&mut all.memories, map),
                Name::Global(map) => (&mut all.globals, map),
                Name::Data(map) => (&mut all.data, map),
                _ => continue,
            };
            to.extend(map.into_iter().map_while(Result::ok).map(|naming| (naming.index, naming.name.to_owned())));
        }
        all
    }
}

fn map<'a>(names: impl IntoIterator<Item = (u32, &'a str)>) -> NameMap {
    let mut map = NameMap::new();
    names.into_iter().for_each(|(index, name)| map.append(index, name));
    map
}
