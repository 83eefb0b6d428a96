//! Runs `ld.lld` for the stage `image`.
//!
//! It works in a temporary directory that is removed at the end, so a failed link leaves nothing behind.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, iter};

use dissolve_image::{Answer, Invocation, Library};

use crate::Error;

/// The environment variable that names the linker.
pub const LLD_VARIABLE: &str = "DISSOLVE_LLD";

/// The names of the linker, the preferred one first.
const NAMES: &[&str] = &["ld.lld-22", "ld.lld-19", "ld.lld", "rust-lld"];

/// Reads an object or archive that is to be linked.
///
/// # Errors
///
/// If the file cannot be read.
pub fn library(path: &Path) -> Result<Library, Error> {
    let failed = |source| Error::LinkInput { path: path.to_owned(), source };
    Ok(Library { path: path.to_owned(), bytes: fs::read(path).map_err(failed)? })
}

/// Runs the linker.
///
/// # Errors
///
/// If there is no linker, or it cannot be started, or the temporary directory cannot be used. A refusal is an answer.
pub fn run(invocation: &Invocation<'_>) -> Result<Answer, Error> {
    let linker = find()?;
    let scratch = |action| move |source| Error::Scratch { action, source };
    let directory = tempfile::tempdir().map_err(scratch("create a directory"))?;
    let script = directory.path().join("image.ld");
    fs::write(&script, &invocation.script).map_err(scratch("write the script"))?;
    let output = directory.path().join("image.elf");
    let mut command = Command::new(&linker);
    if linker.file_name().is_some_and(is_generic) {
        command.args(["-flavor", "gnu"]);
    }
    command.args(&invocation.arguments).arg("--script").arg(&script).arg("--output").arg(&output);
    for (index, object) in invocation.objects.iter().enumerate() {
        let path = directory.path().join(format!("{index}.o"));
        fs::write(&path, object).map_err(scratch("write an object"))?;
        command.arg(path);
    }
    for (index, Library { path, bytes }) in invocation.libraries.iter().enumerate() {
        // A runtime inside this program has no file yet.
        if !path.is_file() {
            let path = directory.path().join(format!("{index}.a"));
            fs::write(&path, bytes).map_err(scratch("write a library"))?;
            command.arg(path);
            continue;
        }
        // The absolute path never begins with a dash, which the linker would take for an option.
        let absolute = std::path::absolute(path);
        command.arg(absolute.map_err(|source| Error::LinkInput { path: path.clone(), source })?);
    }
    let result = command.output().map_err(|source| Error::StartLinker { program: linker, source })?;
    if result.status.success() {
        return Ok(Answer::Elf(fs::read(&output).map_err(scratch("read the image"))?));
    }
    let message = String::from_utf8_lossy(&result.stderr).into_owned();
    Ok(Answer::Refused { message, folder: directory.path().to_owned() })
}

/// Returns the linker that the variable names, or else the first that is installed.
pub(crate) fn find() -> Result<PathBuf, Error> {
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

/// Returns true if the linker needs an option that selects its flavor.
fn is_generic(name: &OsStr) -> bool {
    name == "rust-lld" || name == "lld"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_generic_linker_is_told_its_flavor() {
        for (name, generic) in [("rust-lld", true), ("lld", true), ("ld.lld", false), ("ld.lld-19", false)] {
            assert_eq!(is_generic(OsStr::new(name)), generic, "{name}");
        }
    }
}
