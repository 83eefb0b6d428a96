//! The symbols under which exports and imports are linked (contract, section 5).

use std::collections::{BTreeSet, HashMap};

use dissolve_abi::symbol;
use dissolve_interface::{FunctionName, ImportKind};
use dissolve_targets::CoreFuncType;
use dissolve_wasm::{EntityRef as _, ExternalIndex, FuncIndex, GlobalIndex, MemoryIndex, PrimaryMap, TableIndex};
use serde::{Deserialize, Serialize};

use crate::core_type::core_func_type;
use crate::layout::Window;
use crate::library::is_called_by_llvm;
use crate::module::AnalyzedModule;
use crate::{Error, Options};

/// The owner, in messages, of symbols that no module may define.
const RUNTIME: &str = "the runtime";

/// An exported function.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportSymbol {
    /// The core export's name.
    pub name: String,
    /// The symbol that defines it.
    pub symbol: String,
    /// Its type.
    pub ty: CoreFuncType,
    /// True if the object defines the symbol: others may call it.
    pub is_defined: bool,
    /// True if, in a library, the instance takes no other call until the caller has ended the use of the result.
    pub holds: bool,
    /// True if, in a library, the function only computes, so that its calls cannot fail while the instance is alive.
    pub computes: bool,
    /// The further symbols of a function of a library that only bindings call.
    pub helper: Option<HelperSymbols>,
}

/// The symbols of a function that bindings call to pass values, such as `cabi_realloc`, beside that of its entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HelperSymbols {
    /// For use while the program calls an import: a C function without an entry. Its trap ends the call of the export.
    pub inside: String,
    /// For use while a result is in use, which it stays: an entry.
    pub held: String,
}

/// An imported function.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportSymbol {
    /// The core import's module name.
    pub module: String,
    /// The core import's field name.
    pub field: String,
    /// The undefined symbol through which the object calls it.
    pub symbol: String,
    /// Its type.
    pub ty: CoreFuncType,
}

/// The symbols of a module.
#[derive(Debug, Default)]
pub struct Symbols {
    /// Exported functions, in the module's order.
    pub exports: Vec<ExportSymbol>,
    /// The imported functions; none for an arena import, which code generation wraps.
    pub imports: PrimaryMap<FuncIndex, Option<ImportSymbol>>,
    /// The symbols that the object defines for itself.
    pub object: ObjectSymbols,
    /// The owner of each symbol, as messages call it.
    taken: HashMap<String, String>,
}

/// The symbol of a function of a world or of an interface: `ns_pkg_iface_f_n` without the version, or `PREFIX_f_n`.
pub fn mangle(name: &FunctionName, prefix: &str) -> String {
    match &name.interface {
        Some(interface) => {
            let unversioned = interface.split_once('@').map_or(interface.as_str(), |(name, _)| name);
            joined(unversioned, &name.function)
        }
        None => joined(prefix, &name.function),
    }
}

/// Returns `SCOPE_NAME` as a C identifier.
fn joined(scope: &str, name: &str) -> String {
    let symbol = format!("{}_{}", identifier(scope), identifier(name));
    if symbol.starts_with(|c: char| c.is_ascii_digit()) { format!("_{symbol}") } else { symbol }
}

/// The symbols that every object defines for itself. They contain the program's prefix, so that objects of several
/// programs can be linked into one firmware. No guest function keeps a name with this prefix.
#[derive(Clone, Debug, Default)]
pub struct ObjectSymbols {
    prefix: String,
    /// True if the only arena of an object has a symbol of this kind too.
    arena_descriptor: bool,
}

impl ObjectSymbols {
    /// The symbols of a program that is compiled with these options.
    fn new(options: &Options) -> ObjectSymbols {
        let prefix = format!("{}{}", symbol::OBJECT_PREFIX, identifier(&options.prefix));
        ObjectSymbols { prefix, arena_descriptor: options.arena_descriptor }
    }

    /// The symbol of the function that instantiates the program.
    pub fn instantiate(&self) -> String {
        format!("{}_instantiate", self.prefix)
    }

    /// The symbol of the instance's state, in a library.
    pub fn instance(&self) -> String {
        format!("{}_instance", self.prefix)
    }

    /// The symbol of the lowest byte of the stack of a library's own.
    pub fn own_stack(&self) -> String {
        format!("{}_stack", self.prefix)
    }

    /// The symbol of an exported or imported function of a library: `__dissolve_PREFIX_export_ns_pkg_iface_f_n` or
    /// `__dissolve_PREFIX_export_f_n`.
    fn border(&self, direction: &str, name: &FunctionName) -> String {
        let scope = format!("{}_{direction}", self.prefix);
        match &name.interface {
            Some(_) => format!("{scope}_{}", mangle(name, "")),
            None => mangle(name, &scope),
        }
    }

    /// The symbol of the descriptor of a memory's arena; none for a memory without an arena. The only arena of an
    /// object has the contract's symbol, unless the options say otherwise.
    pub fn arena(&self, windows: &PrimaryMap<MemoryIndex, Window>, memory: MemoryIndex) -> Option<String> {
        windows.get(memory).filter(|window| window.arena > 0)?;
        Some(match windows.values().filter(|window| window.arena > 0).count() {
            1 if !self.arena_descriptor => symbol::ARENA.to_owned(),
            _ => format!("{}_arena_{memory}", self.prefix),
        })
    }

    /// The symbol of a memory's window.
    pub fn memory(&self, index: MemoryIndex) -> String {
        format!("{}_memory_{index}", self.prefix)
    }

    /// The symbol of the constants of a memory that stay in flash.
    pub fn constants(&self, index: MemoryIndex) -> String {
        format!("{}_constants_{index}", self.prefix)
    }

    /// The symbol of a word with the size of a memory that grows, in bytes.
    pub fn memory_size(&self, index: MemoryIndex) -> String {
        format!("{}_size", self.memory(index))
    }

    /// The symbol of an exported global.
    pub fn global(&self, index: GlobalIndex) -> String {
        format!("{}_global_{index}", self.prefix)
    }

    /// The symbol of a table's elements.
    pub fn table(&self, index: TableIndex) -> String {
        format!("{}_table_{index}", self.prefix)
    }

    /// The second symbol of a constant table. Functions of a large module use it, so that LLVM does not see the table's
    /// contents.
    pub fn concealed_table(&self, index: TableIndex) -> String {
        format!("{}.concealed", self.table(index))
    }

    /// The symbol of a word with the number of elements of a table that grows.
    pub fn table_size(&self, index: TableIndex) -> String {
        format!("{}_size", self.table(index))
    }
}

/// The symbol of a global that is not exported; other objects do not see it.
pub fn private_global(index: GlobalIndex) -> String {
    format!("global.{index}")
}

/// The symbol of a global, exported or not.
pub fn symbol_of_global(module: &AnalyzedModule<'_>, object: &ObjectSymbols, index: GlobalIndex) -> String {
    match module.sections.is_exported(ExternalIndex::Global(index)) {
        true => object.global(index),
        false => private_global(index),
    }
}

/// Replaces every character that a C identifier cannot have by an underscore.
fn identifier(name: &str) -> String {
    name.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect()
}

/// A symbol at the border of the object.
struct Border {
    symbol: String,
    /// True if the symbol contains [`symbol::OBJECT_PREFIX`] and the program's prefix, as those of a library do. Others must not be
    /// symbols of the runtime.
    is_own: bool,
}

/// How functions at the border are named.
struct Naming<'a> {
    prefix: &'a str,
    /// The object's symbols, in a library.
    library: Option<&'a ObjectSymbols>,
}

impl Naming<'_> {
    /// The symbol of a function with a WIT name.
    fn wit(&self, direction: &str, name: &FunctionName) -> Border {
        match self.library {
            Some(object) => Border { symbol: object.border(direction, name), is_own: true },
            None => Border { symbol: mangle(name, self.prefix), is_own: false },
        }
    }

    /// The symbol of an export, by its record or its core name.
    fn export(&self, core: &str, record: Option<&FunctionName>) -> Border {
        match (record, self.library) {
            (Some(record), _) => self.wit("export", record),
            (None, Some(_)) => self.wit("export", &FunctionName { interface: None, function: core.to_owned() }),
            (None, None) => Border { symbol: joined(self.prefix, core), is_own: false },
        }
    }

    /// The symbols of a function that only bindings call: an export of a library that is no part of its interface.
    fn helper(&self, module: &AnalyzedModule<'_>, core: &str) -> Option<HelperSymbols> {
        let object = self.library.filter(|_| module.is_helper(core))?;
        let symbol = |state| object.border(state, &FunctionName { interface: None, function: core.to_owned() });
        Some(HelperSymbols { inside: symbol("inside"), held: symbol("held") })
    }

    /// The symbol of an imported function.
    fn import(&self, module: &AnalyzedModule<'_>, index: FuncIndex) -> Border {
        let import = &module.sections.imports[index.index()];
        let symbol = match module.record_of(index) {
            Some(ImportKind::Host { name, .. }) => return self.wit("import", name),
            Some(ImportKind::Destructor { resource }) => {
                let function = format!("{}-drop", resource.function);
                return self.wit("import", &FunctionName { function, ..resource.clone() });
            }
            Some(ImportKind::Passthrough { symbol, .. }) => symbol.clone(),
            None if import.module == "env" => identifier(import.name),
            None => joined(import.module, import.name),
        };
        Border { symbol, is_own: false }
    }
}

/// Returns an error that lists all imports whose symbols belong to the runtime, if there are any.
fn check_runtime_imports(module: &AnalyzedModule<'_>, naming: &Naming<'_>) -> Result<(), Error> {
    let imports = module.imports().filter(|&(index, _)| module.arena_of(index).is_none());
    let symbols = imports.map(|(index, import)| (import, naming.import(module, index)));
    let symbols = symbols.filter(|(_, border)| !border.is_own && is_of_the_runtime(&border.symbol));
    let taken: Vec<_> = symbols.map(|(import, border)| (import, border.symbol)).collect();
    let imports: Vec<_> = taken.iter().map(|(import, _)| format!("{}::{}", import.module, import.name)).collect();
    match taken.as_slice() {
        [] => Ok(()),
        _ if taken.iter().all(|(_, symbol)| MEMORY_FUNCTIONS.contains(&symbol.as_str())) => {
            Err(Error::LibraryImports { imports })
        }
        _ => Err(Error::RuntimeImports { imports }),
    }
}

impl Symbols {
    /// Gives a symbol to each export and import.
    pub fn new(module: &AnalyzedModule<'_>, options: &Options) -> Result<Symbols, Error> {
        let object = ObjectSymbols::new(options);
        let naming = Naming { prefix: &options.prefix, library: options.library.then_some(&object) };
        let mut taken = HashMap::new();
        let mut exports = Vec::new();
        // If several records have the same name, the first wins.
        let records = module.interface.iter().flat_map(|interface| interface.exports.iter().rev());
        let records: HashMap<_, _> = records.map(|export| (export.core.as_str(), &export.name)).collect();
        for (name, function) in module.sections.exported_functions() {
            let border = naming.export(name, records.get(name).copied());
            let by = format!("export {name}");
            if !border.is_own && is_called_by_llvm(&border.symbol) {
                return Err(Error::SymbolsMeet { first: RUNTIME.to_owned(), second: by, symbol: border.symbol });
            }
            claim(&mut taken, &border, &by)?;
            let holds = module.holds_result(name);
            let is_entry = options.library && !holds && !module.is_post_return(name);
            let is_in = |called: &BTreeSet<String>| called.contains(name) || called.contains(&border.symbol);
            exports.push(ExportSymbol {
                name: name.to_owned(),
                is_defined: options.called.as_ref().is_none_or(is_in),
                symbol: border.symbol,
                holds,
                computes: is_entry && module.is_harmless(function)?,
                helper: naming.helper(module, name),
                ty: core_func_type(module.function_type(function)),
            });
        }
        check_runtime_imports(module, &naming)?;
        let mut imports = PrimaryMap::new();
        let mut bound: HashMap<String, (String, CoreFuncType)> = HashMap::new();
        for (index, import) in module.imports() {
            if module.arena_of(index).is_some() {
                imports.push(None);
                continue;
            }
            let record = module.record_of(index);
            let border = naming.import(module, index);
            let core = format!("import {}::{}", import.module, import.name);
            let ty = core_func_type(module.function_type(index));
            // The same function may be imported twice, or pass through for several memories.
            let name = match record {
                Some(ImportKind::Passthrough { symbol, .. }) => format!("import {symbol}"),
                _ => core.clone(),
            };
            match bound.get(&border.symbol) {
                Some((known, known_ty)) if *known == name => {
                    if *known_ty != ty {
                        return Err(Error::ImportTypes { import: core, symbol: border.symbol });
                    }
                }
                _ => {
                    claim(&mut taken, &border, &core)?;
                    bound.insert(border.symbol.clone(), (name, ty.clone()));
                }
            }
            let symbol = border.symbol;
            let (module, field) = (import.module.to_owned(), import.name.to_owned());
            imports.push(Some(ImportSymbol { module, field, symbol, ty }));
        }
        Ok(Symbols { exports, imports, object, taken })
    }

    /// Returns true if an export or an import has this symbol.
    pub fn contains(&self, symbol: &str) -> bool {
        self.taken.contains_key(symbol)
    }
}

/// The C library functions that the native runtime defines. They take native addresses.
const MEMORY_FUNCTIONS: [&str; 6] = ["bcmp", "memcmp", "memcpy", "memmove", "memset", "strlen"];

/// Returns true if the symbol is one that the native runtime defines for generated code. Its functions take native
/// addresses; a program's addresses are linear.
fn is_of_the_runtime(symbol: &str) -> bool {
    let prefixes = ["__dissolve_", "__cabi_", "__aeabi_"];
    prefixes.iter().any(|prefix| symbol.starts_with(prefix)) || MEMORY_FUNCTIONS.contains(&symbol)
}

fn claim(taken: &mut HashMap<String, String>, border: &Border, by: &str) -> Result<(), Error> {
    let symbol = border.symbol.as_str();
    // A record comes from outside: its symbols need not be C identifiers.
    if symbol.is_empty() || identifier(symbol) != symbol || symbol.starts_with(|c: char| c.is_ascii_digit()) {
        return Err(Error::NoSymbol { by: by.to_owned(), symbol: symbol.to_owned() });
    }
    let owner = if !border.is_own && is_of_the_runtime(symbol) {
        Some(RUNTIME.to_owned())
    } else {
        taken.insert(symbol.to_owned(), by.to_owned())
    };
    match owner {
        Some(first) => Err(Error::SymbolsMeet { first, second: by.to_owned(), symbol: symbol.to_owned() }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_contract() {
        let function = |interface: Option<&str>, function: &str| FunctionName {
            interface: interface.map(str::to_owned),
            function: function.to_owned(),
        };
        assert_eq!(mangle(&function(Some("ns:pkg/iface@1.2.3-rc.1"), "f-n"), "p"), "ns_pkg_iface_f_n");
        assert_eq!(mangle(&function(None, "f-n"), "my-app"), "my_app_f_n");
        assert_eq!(mangle(&function(None, "f"), "8ball"), "_8ball_f", "a C identifier");
    }
}
