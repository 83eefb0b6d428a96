//! The exported functions of a program, and which of them can be called at boot.

use std::fmt;

use dissolve_codegen::{ExportSymbol, Object};
use dissolve_interface::Interface;

/// The exported functions, without those that bindings and compilers add.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entries {
    /// Functions without parameters and results, which can be called at boot.
    pub plain: Vec<String>,
    /// All other functions.
    pub others: Vec<String>,
}

/// Prefixes of core exports that are not functions of the program's author.
const INTERNAL: [&str; 6] = ["cabi_", "__wasm_", "__wbindgen", "_initialize", "canonical_abi_", "__dissolve_"];

impl Entries {
    /// The functions of a module: those in its interface record, or all of its own if it has none.
    pub fn new(interface: Option<&Interface>, object: &Object) -> Entries {
        let named: Vec<(String, &ExportSymbol)> = match interface {
            Some(interface) => {
                let core = |name: &str| object.exports.iter().find(|export| export.name == name);
                let exports = interface.exports.iter();
                exports.filter_map(|export| Some((export.name.to_string(), core(&export.core)?))).collect()
            }
            None => {
                let is_internal = |name: &str| INTERNAL.iter().any(|prefix| name.starts_with(prefix));
                let own = object.exports.iter().filter(|export| !is_internal(&export.name));
                own.map(|export| (export.name.clone(), export)).collect()
            }
        };
        let (plain, others): (Vec<_>, Vec<_>) = named.into_iter().partition(|(_, export)| is_plain(export));
        let names = |list: Vec<(String, &ExportSymbol)>| list.into_iter().map(|(name, _)| name).collect();
        Entries { plain: names(plain), others: names(others) }
    }

    /// The functions of both kinds.
    pub fn all(&self) -> impl Iterator<Item = &String> {
        self.plain.iter().chain(&self.others)
    }
}

/// Returns true if a function has no parameters and no results.
pub fn is_plain(export: &ExportSymbol) -> bool {
    export.ty.params.is_empty() && export.ty.results.is_empty()
}

/// Shows the functions as a sentence.
impl fmt::Display for Entries {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |names: &[String]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        match (&self.plain[..], &self.others[..]) {
            ([], []) => f.write_str("no function is exported"),
            ([], others) => {
                write!(f, "none can be called at boot; with parameters or a result there are {}", list(others))
            }
            (plain, []) => write!(f, "functions without parameters and results: {}", list(plain)),
            (plain, others) => {
                write!(f, "functions without parameters and results: {}; others: {}", list(plain), list(others))
            }
        }
    }
}
