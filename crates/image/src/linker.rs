//! The run of `ld.lld`: its arguments, which the caller's linker gets, and its answer.

use std::collections::BTreeSet;
use std::path::PathBuf;

use dissolve_abi::symbol;

use crate::objects::Architecture;
use crate::{Error, Library, Options, objects, script};

/// The allocators, each with the statistics functions that the host calls. They are kept in an image with a call gate
/// whose program needs the allocator.
const STATISTICS: &[(&str, [&str; 3])] = &[
    (symbol::ARENA_REALLOC, [symbol::ARENA_USED, symbol::ARENA_HIGH_WATER, symbol::ARENA_SIZE]),
    (symbol::ARENA_REALLOC_IN, [symbol::ARENA_USED_IN, symbol::ARENA_HIGH_WATER_IN, symbol::ARENA_SIZE_IN]),
];

/// A run of `ld.lld`. The command line is the arguments, `--script` with a file of the script, `--output`, a file of
/// each object, and the libraries' paths.
#[derive(Debug)]
pub struct Invocation<'a> {
    /// The arguments without those that name files.
    pub arguments: Vec<String>,
    /// The linker script.
    pub script: String,
    /// The program's objects.
    pub objects: &'a [&'a [u8]],
    /// The objects and archives of the embedder, then those of the runtime.
    pub libraries: Vec<&'a Library>,
}

/// The answer of `ld.lld`.
#[derive(Debug)]
pub enum Answer {
    /// The ELF file.
    Elf(Vec<u8>),
    /// No image could be made.
    Refused {
        /// The linker's standard error.
        message: String,
        /// The folder of the script and the objects, as the message names them.
        folder: PathBuf,
    },
}

/// Returns the symbols that the embedder's objects and archives define for others.
pub fn embedder(options: &Options) -> Result<BTreeSet<String>, Error> {
    let defined = options.extra.iter().map(defined).collect::<Result<Vec<_>, Error>>()?;
    Ok(defined.into_iter().flatten().collect())
}

/// Returns the run of the linker that makes an image. `embedder` has the symbols that the embedder defines.
pub fn invocation<'a>(
    architecture: Architecture,
    script: String,
    objects: &'a [&'a [u8]],
    embedder: &BTreeSet<String>,
    options: &'a Options,
) -> Result<Invocation<'a>, Error> {
    if let Some(entry) = options.entry.as_ref().filter(|entry| !script::is_plain_symbol(entry)) {
        return Err(Error::Symbol(entry.clone()));
    }
    check_imports(architecture, embedder, options)?;
    let emulation = match architecture {
        Architecture::Arm => "armelf",
        Architecture::RiscV => "elf32lriscv",
    };
    let fixed = [
        "-m",
        emulation,
        "--nmagic",
        "--gc-sections",
        "--icf=safe",
        "--fatal-warnings",
        "--color-diagnostics=never",
        // Line tables of removed functions must not cover the addresses of other functions.
        "-z",
        "dead-reloc-in-nonalloc=.debug_*=0xffffffff",
        // Every undefined symbol is to be named, not only the first twenty.
        "--error-limit=0",
    ];
    let kept = roots(objects, embedder, options).into_iter().map(|root| format!("--undefined={root}"));
    let arguments = fixed.map(String::from).into_iter().chain(kept).collect();
    Ok(Invocation { arguments, script, objects, libraries: options.extra.iter().chain(options.archives()).collect() })
}

/// The symbols to keep although nothing in the image refers to them.
fn roots(objects: &[&[u8]], embedder: &BTreeSet<String>, options: &Options) -> BTreeSet<String> {
    let mut roots: BTreeSet<String> = options.keep.iter().cloned().collect();
    if !options.gate {
        return roots;
    }
    roots.extend([symbol::INSTANTIATE, symbol::GATE_NOP].map(String::from));
    // An embedder's allocator need not have statistics, and the runtime's would link the runtime's allocator as well.
    for (allocator, statistics) in STATISTICS {
        if !embedder.contains(*allocator) && objects.iter().any(|object| objects::needs(object, allocator)) {
            roots.extend(statistics.map(String::from));
        }
    }
    roots
}

/// Returns the symbols that an object or archive defines for others.
fn defined(library: &Library) -> Result<BTreeSet<String>, Error> {
    objects::defined(&library.bytes).ok_or_else(|| Error::NotLinked { path: library.path.clone() })
}

/// Refuses a program whose import only the runtime or the script defines. The linker reports imports that nobody defines.
fn check_imports(architecture: Architecture, embedder: &BTreeSet<String>, options: &Options) -> Result<(), Error> {
    let runtime = defined(&options.runtime)?;
    let is_own = |name: &String| runtime.contains(name) || script::provides(architecture, name);
    match options.imports.iter().find(|&name| is_own(name) && !embedder.contains(name)) {
        Some(symbol) => Err(Error::RuntimeImport { symbol: symbol.clone() }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_that_is_no_symbol_is_refused() {
        let mut options = Options::new(Library::default());
        options.entry = Some("a; b".into());
        let error = invocation(Architecture::Arm, String::new(), &[], &BTreeSet::new(), &options).unwrap_err();
        assert!(matches!(&error, Error::Symbol(symbol) if symbol == "a; b"), "{error:?}");
    }
}
