//! Names the functions, memories, globals and data segments of the fused module.
//!
//! The names come from the name sections of the inputs. When more than one component has code, each name has the
//! component's name before it, as in `driver::_ZN6sensor4read17h…E`, and functions and memories without a name get one,
//! so that each name shows the component. The part after the last `::` before a mangled name is still as the compiler
//! mangled it.

use std::collections::{BTreeMap, HashSet};

use dissolve_wasm::{DataIndex, EntityRef, FuncIndex, Module, PrimaryMap};
use wasmparser::{Name, NameMap};
use wasmtime_environ::component::{GlobalInitializer, InstantiateModule};

use crate::builder::Builder;
use crate::renumber::Renumbering;
use crate::translate::Translated;

/// Returns true if names need the component's name before them: more than one component instance has code.
pub fn need_prefix(translated: &Translated<'_>) -> bool {
    let components = translated.component.initializers.iter().filter_map(|initializer| match initializer {
        GlobalInitializer::InstantiateModule(InstantiateModule::Static(..), component) => *component,
        _ => None,
    });
    components.collect::<HashSet<_>>().len() > 1
}

/// Adds the names of a module's name section. `renumbering` has the fused indices. Names get `prefix` before them, if
/// there is one.
///
/// Names are advice: a section that is malformed ends where it is (WebAssembly, 7.4.1).
pub fn append(builder: &mut Builder, module: &Module<'_>, renumbering: &Renumbering, prefix: Option<&str>) {
    let full = |name: &str| prefix.map_or_else(|| name.to_owned(), |prefix| format!("{prefix}::{name}"));
    for subsection in module.name_section().into_iter().flatten().map_while(Result::ok) {
        match subsection {
            Name::Function(map) => {
                for naming in map.into_iter().map_while(Result::ok) {
                    let function = renumbering.functions.get(FuncIndex::from_u32(naming.index)).copied();
                    let Some(function) = function.filter(|&function| function != Renumbering::NO_FUNCTION) else {
                        continue;
                    };
                    // Imports of the embedder belong to no component.
                    let is_import = builder.is_import(function);
                    let name = || if is_import { naming.name.to_owned() } else { full(naming.name) };
                    builder.names.entry(function).or_insert_with(name);
                }
            }
            Name::Memory(map) => add(map, &renumbering.memories, &mut builder.other_names.memories, full),
            Name::Global(map) => add(map, &renumbering.globals, &mut builder.other_names.globals, full),
            Name::Data(map) => {
                for naming in map.into_iter().map_while(Result::ok) {
                    if let Some(index) =
                        renumbering.data.checked_add(naming.index).filter(|index| *index < builder.data.len())
                    {
                        let segment = DataIndex::from_u32(index);
                        builder.other_names.data.entry(segment).or_insert_with(|| full(naming.name));
                    }
                }
            }
            _ => {}
        }
    }
    if prefix.is_some() {
        for (function, index) in renumbering.functions.iter().skip(module.imported_functions()) {
            builder.names.entry(*index).or_insert_with(|| full(&format!("func[{function}]")));
        }
        for (memory, index) in renumbering.memories.iter() {
            let name = if memory.as_u32() == 0 { "memory".to_owned() } else { format!("memory[{memory}]") };
            builder.other_names.memories.entry(*index).or_insert_with(|| full(&name));
        }
    }
}

/// Adds the names in `map` to `names`, under the fused indices in `to`.
fn add<I: EntityRef, F: EntityRef + Ord>(
    map: NameMap<'_>,
    to: &PrimaryMap<I, F>,
    names: &mut BTreeMap<F, String>,
    full: impl Fn(&str) -> String,
) {
    for naming in map.into_iter().map_while(Result::ok) {
        if let Some(&index) = to.get(I::new(naming.index as usize)) {
            names.entry(index).or_insert_with(|| full(naming.name));
        }
    }
}
