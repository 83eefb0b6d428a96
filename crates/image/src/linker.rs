//! One run of `ld.lld`.
//!
//! The only part of the crate that starts a program and writes files. It works in a temporary directory that is removed
//! at the end, so a failed link leaves nothing behind.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, iter};

use dissolve_abi::symbol;
use dissolve_target::Architecture;

use crate::complaint::{self, Complaint};
use crate::objects;
use crate::{Error, Options, script};

/// The environment variable that names the linker.
pub const LLD_VARIABLE: &str = "DISSOLVE_LLD";

/// The names of the linker, the preferred one first.
const NAMES: &[&str] = &["ld.lld-22", "ld.lld-19", "ld.lld", "rust-lld"];

/// The allocators, each with the statistics functions that the host calls. They are kept in an image with a call gate
/// whose program needs the allocator.
const STATISTICS: &[(&str, [&str; 3])] = &[
    (symbol::ARENA_REALLOC, [symbol::ARENA_USED, symbol::ARENA_HIGH_WATER, symbol::ARENA_SIZE]),
    (symbol::ARENA_REALLOC_IN, [symbol::ARENA_USED_IN, symbol::ARENA_HIGH_WATER_IN, symbol::ARENA_SIZE_IN]),
];

/// Returns the linker that the variable names, or else the first that is installed.
pub fn find() -> Result<PathBuf, Error> {
    if let Some(path) = env::var_os(LLD_VARIABLE).filter(|path| !path.is_empty()) {
        return Ok(PathBuf::from(path));
    }
    let path = env::var_os("PATH").unwrap_or_default();
    let directories: Vec<_> = env::split_paths(&path).collect();
    let installed = NAMES.iter().flat_map(|name| directories.iter().map(move |directory| directory.join(name)));
    // `rustc` is asked only if there is no other linker, because that is slow.
    installed
        .chain(iter::once_with(rust_lld).flatten())
        .find(|candidate| candidate.is_file())
        .ok_or_else(|| Error::NoLinker { tried: NAMES.join(", ") })
}

/// The linker that comes with rustc, if there is a rustc.
fn rust_lld() -> Option<PathBuf> {
    let output = Command::new("rustc").args(["--print", "target-libdir"]).output().ok()?;
    let libraries = PathBuf::from(String::from_utf8(output.stdout).ok()?.trim_end());
    Some(libraries.parent()?.join("bin/rust-lld"))
}

/// Runs the linker; returns the ELF file.
pub fn run(
    linker: &Path,
    architecture: Architecture,
    script: &str,
    objects: &[&[u8]],
    options: &Options,
) -> Result<Vec<u8>, Complaint> {
    if let Some(entry) = options.entry.as_ref().filter(|entry| !script::is_plain_symbol(entry)) {
        return Err(Error::Symbol(entry.clone()).into());
    }
    let embedder = options.extra.iter().map(defined).collect::<Result<Vec<_>, Error>>()?;
    let embedder = embedder.into_iter().flatten().collect();
    check_imports(&embedder, options)?;
    let scratch = |action| move |source| Error::Scratch { action, source };
    let directory = tempfile::tempdir().map_err(scratch("create a directory"))?;
    let script_path = directory.path().join("image.ld");
    fs::write(&script_path, script).map_err(scratch("write the script"))?;
    let output = directory.path().join("image.elf");

    let mut command = Command::new(linker);
    if linker.file_name().is_some_and(is_generic) {
        command.args(["-flavor", "gnu"]);
    }
    command.args([
        "-m",
        match architecture {
            Architecture::Arm => "armelf",
            Architecture::RiscV => "elf32lriscv",
        },
        "--nmagic",
        "--gc-sections",
        "--icf=safe",
        "--fatal-warnings",
        "--color-diagnostics=never",
        // Line tables of removed functions must not cover the addresses of other functions.
        "-z",
        "dead-reloc-in-nonalloc=.debug_*=0xffffffff",
    ]);
    // Every undefined symbol is to be named, not only the first twenty.
    command.arg("--error-limit=0");
    command.arg("--script").arg(&script_path).arg("--output").arg(&output);
    for root in roots(objects, &embedder, options) {
        command.arg(format!("--undefined={root}"));
    }
    for (index, object) in objects.iter().enumerate() {
        let path = directory.path().join(format!("{index}.o"));
        fs::write(&path, object).map_err(scratch("write an object"))?;
        command.arg(path);
    }
    for path in options.extra.iter().chain([&options.runtime]) {
        // The absolute path never begins with a dash, which the linker would take for an option.
        command.arg(std::path::absolute(path).map_err(|source| Error::Input { path: path.clone(), source })?);
    }

    let result = command.output().map_err(|source| Error::Start { program: linker.to_owned(), source })?;
    if !result.status.success() {
        return Err(complaint::read(&String::from_utf8_lossy(&result.stderr), directory.path()));
    }
    Ok(fs::read(&output).map_err(scratch("read the image"))?)
}

/// Returns true if the linker needs an option that selects its flavor.
fn is_generic(name: &OsStr) -> bool {
    [OsString::from("rust-lld"), OsString::from("lld")].iter().any(|generic| generic == name)
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
fn defined(path: &PathBuf) -> Result<BTreeSet<String>, Error> {
    let file = fs::read(path).map_err(|source| Error::Input { path: path.clone(), source })?;
    objects::defined(&file).ok_or_else(|| Error::NotLinked { path: path.clone() })
}

/// Refuses a program whose import only the runtime defines. The linker reports imports that nobody defines.
fn check_imports(embedder: &BTreeSet<String>, options: &Options) -> Result<(), Error> {
    let runtime = defined(&options.runtime)?;
    match options.imports.iter().find(|&name| runtime.contains(name) && !embedder.contains(name)) {
        Some(symbol) => Err(Error::RuntimeImport { symbol: symbol.clone() }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_that_is_no_symbol_is_refused() {
        let mut options = Options::new("runtime.a");
        options.entry = Some("a; b".into());
        let complaint = run(Path::new("ld.lld"), Architecture::Arm, "", &[], &options).unwrap_err();
        assert!(matches!(&complaint, Complaint::Error(Error::Symbol(symbol)) if symbol == "a; b"), "{complaint:?}");
    }

    #[test]
    fn a_generic_linker_is_told_its_flavor() {
        for (name, generic) in [("rust-lld", true), ("lld", true), ("ld.lld", false), ("ld.lld-19", false)] {
            assert_eq!(is_generic(OsStr::new(name)), generic, "{name}");
        }
    }
}
