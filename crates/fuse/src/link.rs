//! Links core modules into one core module: each module's imports are exports of modules before it.
//!
//! Takes the modules in the order in which they are instantiated, and for each the modules that provide its imports.
//! Gives one module that imports nothing and has a function for each instantiation. So the caller decides what happens
//! between two instantiations, and one that traps keeps its writes so far, as the specification says (WebAssembly,
//! 4.5.4).
//!
//! Functions, zeroed memories, tables of null and globals with their values need no code: they are there from the
//! start. The difference cannot be observed, since nothing refers to an instance before it is instantiated.

mod error;
mod matching;

use std::collections::HashMap;

use dissolve_interface::Defect;
use dissolve_reach::Stage;
use dissolve_wasm::{ExternalIndex, Module};
use wasmparser::{ExternalKind, Import};

use crate::builder::{Builder, Home};
use crate::renumber::Renumbering;
use crate::{append, validate};

pub use error::LinkError;

use matching::Entity;

/// A module to link.
#[derive(Clone, Debug)]
pub struct LinkInput<'a> {
    /// The name of the module in errors, and the prefix of its function names in the linked module.
    pub name: String,
    /// The module.
    pub module: &'a [u8],
    /// The input that provides each module name in the imports, by its index; it comes before this one.
    pub providers: HashMap<String, usize>,
}

/// Modules that were linked.
#[derive(Clone, Debug)]
pub struct Linked {
    /// The module. It imports nothing and has no start function.
    pub bytes: Vec<u8>,
    /// The parts of the module that each input became, in the order of the inputs.
    pub instances: Vec<LinkedInstance>,
}

/// The part of the linked module that an input became.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedInstance {
    /// The exported function, of no parameters and no results, that applies its segments and runs its start function.
    pub instantiate: String,
    /// Its exports, in its order.
    pub exports: Vec<LinkedExport>,
}

/// An export of an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinkedExport {
    /// Its name in the input.
    pub field: String,
    /// Its kind.
    pub kind: ExternalKind,
    /// Its name in the linked module, `iN_eM` for export M of input N; no other export has it.
    pub name: String,
}

/// Links modules.
///
/// # Errors
///
/// Fails if an input is not valid or uses a feature that cannot be linked, if an import has no provider, if its
/// provider has no such export, and if the export's type does not match the import's (WebAssembly, 3.4.5 and 4.5.2).
/// The sizes of tables and memories are the declared ones. The error names both sides.
pub fn link(inputs: &[LinkInput<'_>]) -> Result<Linked, LinkError> {
    let mut linker = Linker::default();
    let mut instances = Vec::new();
    for (index, input) in inputs.iter().enumerate() {
        instances.push(linker.add(index, input)?);
    }
    let bytes = linker.builder.finish().bytes;
    validate::validate(&bytes, Stage::Compile.features()).map_err(LinkError::Whole)?;
    Ok(Linked { bytes, instances })
}

/// The linked module under construction.
#[derive(Default)]
struct Linker {
    builder: Builder,
    /// The types of everything in the linked module's index spaces.
    entities: matching::Entities,
    /// The exports of each input.
    exports: Vec<Exports>,
}

/// The exports of an input.
struct Exports {
    /// The input's name.
    module: String,
    /// The item of the linked module behind each export, by its name in the input.
    by_name: HashMap<String, ExternalIndex>,
}

impl Linker {
    fn add(&mut self, index: usize, input: &LinkInput<'_>) -> Result<LinkedInstance, LinkError> {
        let invalid = |source| LinkError::Invalid { module: input.name.clone(), source };
        validate::validate(input.module, Stage::Compile.features()).map_err(invalid)?;
        let definition = Module::read(input.module).map_err(invalid)?;
        let mut to = Renumbering::default();
        for import in &definition.imports {
            self.resolve(input, &definition, import, &mut to)?;
        }
        self.declare(&definition, &mut to);
        let (component, module) = (input.name.clone(), input.name.clone());
        let home = Home { component, module, ..Home::default() };
        let steps = append::append_apart(&mut self.builder, &definition, &mut to, home, Some(&input.name), true)
            .map_err(|error| Defect::new(format_args!("module `{}` was not linked as it should", input.name), error))?;
        let instantiate = format!("i{index}");
        let function = self.builder.instantiation(format!("{}::(instantiate)", input.name), steps);
        self.builder.export(&instantiate, ExternalIndex::Function(function));
        // The function that instantiates the input comes after the input's own functions.
        self.entities.functions.push(wasmparser::FuncType::new([], []));
        let mut exports = Vec::new();
        let mut known = HashMap::new();
        for (number, export) in definition.exports.iter().enumerate() {
            let name = format!("{instantiate}_e{number}");
            let item = match export.item {
                ExternalIndex::Function(function) => ExternalIndex::Function(to.functions[function]),
                ExternalIndex::Table(table) => ExternalIndex::Table(to.tables[table]),
                ExternalIndex::Memory(memory) => ExternalIndex::Memory(to.memories[memory]),
                ExternalIndex::Global(global) => ExternalIndex::Global(to.globals[global]),
                // Tags cannot occur: the exception proposal is not among the features.
                ExternalIndex::Tag(_) => continue,
            };
            self.builder.export(&name, item);
            known.insert(export.name.to_owned(), item);
            exports.push(LinkedExport { field: export.name.to_owned(), kind: item.kind(), name });
        }
        self.exports.push(Exports { module: input.name.clone(), by_name: known });
        Ok(LinkedInstance { instantiate, exports })
    }

    /// Finds the item behind an import, checks its type, and adds its index to `to`.
    fn resolve(
        &self,
        input: &LinkInput<'_>,
        importing: &Module<'_>,
        import: &Import<'_>,
        to: &mut Renumbering,
    ) -> Result<(), LinkError> {
        let (module, field) = (import.module.to_owned(), import.name.to_owned());
        let importer = input.name.clone();
        let provider = input.providers.get(import.module).and_then(|&provider| self.exports.get(provider));
        let Some(exports) = provider else {
            return Err(LinkError::NoProvider { importer, module, field });
        };
        let provider = exports.module.clone();
        let Some(&item) = exports.by_name.get(import.name) else {
            return Err(LinkError::NoExport { importer, module, field, provider });
        };
        let wanted = Entity::imported(import.ty, importing);
        let found = self.entities.get(item);
        match (wanted, found) {
            (Some(wanted), Some(found)) if found.matches(&wanted) => {}
            (wanted, found) => {
                let text =
                    |entity: Option<Entity<'_>>| entity.map_or_else(|| "a tag".into(), |entity| entity.to_string());
                let (wanted, provider, found) = (text(wanted).into(), provider.into(), text(found).into());
                return Err(LinkError::Type { importer, module, field, wanted, provider, found });
            }
        }
        match item {
            ExternalIndex::Function(function) => _ = to.functions.push(function),
            ExternalIndex::Table(table) => _ = to.tables.push(table),
            ExternalIndex::Memory(memory) => _ = to.memories.push(memory),
            ExternalIndex::Global(global) => _ = to.globals.push(global),
            ExternalIndex::Tag(_) => {}
        }
        Ok(())
    }

    /// Records the types of a module's definitions, and numbers its memories.
    fn declare(&mut self, module: &Module<'_>, to: &mut Renumbering) {
        let functions = module.functions.keys().skip(module.imported_functions());
        self.entities.functions.extend(functions.filter_map(|function| module.function_type(function)).cloned());
        let tables = module.tables.values().skip(module.imported_tables());
        self.entities.tables.extend(tables.map(|table| table.ty));
        let globals = module.globals.values().skip(module.imported_globals());
        self.entities.globals.extend(globals.map(|global| global.ty));
        for &memory in module.memories.values().skip(module.imported_memories()) {
            to.memories.push(self.entities.memories.push(memory));
        }
    }
}
