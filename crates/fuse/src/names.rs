//! Names of the fused module's functions, memories, globals and data segments.

use std::collections::BTreeMap;

use dissolve_wasm::{DataIndex, EntityRef, FuncIndex, GlobalIndex, MemoryIndex};
use wasm_encoder::{NameMap, NameSection};
use wasmparser::{Name, NameSectionReader};

/// Names by index, of everything but functions.
#[derive(Default)]
pub struct Names {
    /// Of memories.
    pub memories: BTreeMap<MemoryIndex, String>,
    /// Of globals.
    pub globals: BTreeMap<GlobalIndex, String>,
    /// Of data segments.
    pub data: BTreeMap<DataIndex, String>,
}

impl Names {
    /// Returns the name section with these names and the names of functions.
    pub fn section<'a>(&'a self, functions: impl IntoIterator<Item = (FuncIndex, &'a str)>) -> NameSection {
        let mut section = NameSection::new();
        section.functions(&map(functions));
        if !self.memories.is_empty() {
            section.memories(&map(texts(&self.memories)));
        }
        if !self.globals.is_empty() {
            section.globals(&map(texts(&self.globals)));
        }
        if !self.data.is_empty() {
            section.data(&map(texts(&self.data)));
        }
        section
    }

    /// Returns the names after a renumbering of the globals; `index` gives none for a removed global.
    pub fn with_globals(mut self, index: impl Fn(GlobalIndex) -> Option<GlobalIndex>) -> Names {
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
            match subsection {
                Name::Memory(map) => all.memories.extend(owned(map, MemoryIndex::from_u32)),
                Name::Global(map) => all.globals.extend(owned(map, GlobalIndex::from_u32)),
                Name::Data(map) => all.data.extend(owned(map, DataIndex::from_u32)),
                _ => {}
            }
        }
        all
    }
}

/// Returns names as text, by index.
pub fn texts<I: EntityRef>(names: &BTreeMap<I, String>) -> impl Iterator<Item = (I, &str)> {
    names.iter().map(|(index, name)| (*index, name.as_str()))
}

fn map<'a, I: EntityRef>(names: impl IntoIterator<Item = (I, &'a str)>) -> NameMap {
    let mut map = NameMap::new();
    names.into_iter().for_each(|(index, name)| map.append(index.index() as u32, name));
    map
}

fn owned<I>(map: wasmparser::NameMap<'_>, index: impl Fn(u32) -> I) -> impl Iterator<Item = (I, String)> {
    map.into_iter().map_while(Result::ok).map(move |naming| (index(naming.index), naming.name.to_owned()))
}
