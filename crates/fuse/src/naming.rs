//! Names the functions, memories, globals and data segments of the fused module.
//!
//! The names come from the name sections of the inputs. When more than one component has code, each name has the
//! component's name before it, as in `driver::_ZN6sensor4read17h…E`, and functions and memories without a name get one,
//! so that each name shows the component. The part after the last `::` before a mangled name is still as the compiler
//! mangled it.

use std::collections::HashSet;

use dissolve_wasm::Module;
use wasmparser::Name;
use wasmtime_environ::component::{GlobalInitializer, InstantiateModule};

use crate::builder::Builder;
use crate::relocate::Relocation;
use crate::translate::Translated;

/// Returns true if names need the component's name before them: more than one component instance has code.
pub fn need_prefix(translated: &Translated<'_>) -> bool {
    let components = translated.component.initializers.iter().filter_map(|initializer| match initializer {
        GlobalInitializer::InstantiateModule(InstantiateModule::Static(..), component) => *component,
        _ => None,
    });
    components.collect::<HashSet<_>>().len() > 1
}

/// Adds the names of a module's name section. `to` has the fused indices. Names get `prefix` before them, if there is
/// one.
///
/// Names are advice: a section that is malformed ends where it is (WebAssembly, 7.4.1).
pub fn append(builder: &mut Builder, module: &Module<'_>, to: &Relocation, prefix: Option<&str>) {
    let full = |name: &str| prefix.map_or_else(|| name.to_owned(), |prefix| format!("{prefix}::{name}"));
    for subsection in module.name_section().into_iter().flatten().map_while(Result::ok) {
        let (names, indices) = match subsection {
            Name::Function(map) => {
                for naming in map.into_iter().map_while(Result::ok) {
                    // An import that is replaced by several functions has no index.
                    let function = to.functions.get(naming.index as usize).filter(|function| **function != u32::MAX);
                    if let Some(&function) = function {
                        // Imports of the embedder belong to no component.
                        let is_import = function < builder.imported_functions();
                        let name = || if is_import { naming.name.to_owned() } else { full(naming.name) };
                        builder.names.entry(function).or_insert_with(name);
                    }
                }
                continue;
            }
            Name::Memory(map) => (map, &to.memories),
            Name::Global(map) => (map, &to.globals),
            Name::Data(map) => {
                for naming in map.into_iter().map_while(Result::ok) {
                    if let Some(index) = to.data.checked_add(naming.index).filter(|index| *index < builder.data.len()) {
                        builder.other_names.data.entry(index).or_insert_with(|| full(naming.name));
                    }
                }
                continue;
            }
            _ => continue,
        };
        let is_memory = std::ptr::eq(indices, &to.memories);
        let others = &mut builder.other_names;
        let named = if is_memory { &mut others.memories } else { &mut others.globals };
        for naming in names.into_iter().map_while(Result::ok) {
            if let Some(&index) = indices.get(naming.index as usize) {
                named.entry(index).or_insert_with(|| full(naming.name));
            }
        }
    }
    if prefix.is_some() {
        for (function, index) in (0u32..).zip(&to.functions).skip(module.imported_functions()) {
            builder.names.entry(*index).or_insert_with(|| full(&format!("func[{function}]")));
        }
        for (memory, index) in to.memories.iter().enumerate() {
            let name = if memory == 0 { "memory".to_owned() } else { format!("memory[{memory}]") };
            builder.other_names.memories.entry(*index).or_insert_with(|| full(&name));
        }
    }
}
