//! The names that a module gives its items.

use cranelift_entity::PrimaryMap;
use wasmparser::Name;

use crate::{FuncIndex, GlobalIndex, Module};

impl<'a> Module<'a> {
    /// Returns the name of each function in the name section, not demangled. Names of functions that do not exist are
    /// left out; of two names for a function, the last counts.
    pub fn function_names(&self) -> PrimaryMap<FuncIndex, Option<&'a str>> {
        let mut names: PrimaryMap<FuncIndex, Option<&'a str>> = self.functions.values().map(|_| None).collect();
        for subsection in self.name_section().into_iter().flatten().map_while(Result::ok) {
            if let Name::Function(map) = subsection {
                for naming in map.into_iter().map_while(Result::ok) {
                    if let Some(name) = names.get_mut(FuncIndex::from_u32(naming.index)) {
                        *name = Some(naming.name);
                    }
                }
            }
        }
        names
    }

    /// Returns the name of a function in the name section, not demangled. [`Module::function_names`] is faster for many.
    pub fn function_name(&self, function: FuncIndex) -> Option<&'a str> {
        self.function_names().get(function).copied().flatten()
    }

    /// Returns the globals that the name section names, in its order, with their names.
    pub fn global_names(&self) -> impl Iterator<Item = (GlobalIndex, &'a str)> {
        let subsections = self.name_section().into_iter().flatten().map_while(Result::ok);
        let maps = subsections.filter_map(|subsection| match subsection {
            Name::Global(map) => Some(map),
            _ => None,
        });
        let namings = maps.flat_map(|map| map.into_iter().map_while(Result::ok));
        namings.map(|naming| (GlobalIndex::from_u32(naming.index), naming.name))
    }
}
