//! Reads inputs and writes outputs. An output is written completely, or not at all.

use std::fs;
use std::io::{ErrorKind, Write as _, stdout};
use std::path::{Path, PathBuf};

use crate::Failure;

/// The suffix of the file stem of a fused module: `app.fused.wasm`.
const FUSED: &str = ".fused";

/// The bytes of an input, assembled if it is text.
pub fn read_binary(path: &Path) -> Result<Vec<u8>, Failure> {
    let bytes = fs::read(path).map_err(|error| cannot_read(path, &error))?;
    Ok(dissolve_pipeline::binary(&bytes, &path.display().to_string())?.into_owned())
}

/// The message for an input that cannot be read: its path and the reason.
pub fn cannot_read(path: &Path, error: &std::io::Error) -> String {
    let reason = match error.kind() {
        ErrorKind::NotFound => "there is no such file".to_owned(),
        ErrorKind::IsADirectory => "it is a folder; give a file in it".to_owned(),
        ErrorKind::PermissionDenied => "its permissions do not allow it".to_owned(),
        _ => error.to_string(),
    };
    format!("cannot read {}: {reason}", path.display())
}

/// Checks, before the work is done, that an output can be written and would not overwrite an input.
pub fn check_output<'a>(output: &Path, inputs: impl IntoIterator<Item = &'a PathBuf>) -> Result<(), Failure> {
    let cannot = |reason: &str| Err(format!("cannot write {}: {reason}", output.display()).into());
    if output.is_dir() {
        return cannot("it is a folder; name a file in it");
    }
    let folder = folder_of(output);
    if !folder.is_dir() {
        return cannot(&format!("there is no folder {}; make it first", folder.display()));
    }
    // A device or a pipe may be both input and output.
    if let Ok(place) = fs::canonicalize(output)
        && place.is_file()
        && inputs.into_iter().any(|input| fs::canonicalize(input).is_ok_and(|input| input == place))
    {
        return cannot("it is an input, which would be lost; give the output another name");
    }
    Ok(())
}

/// Returns true if a path is that of a folder: one that exists, or one that ends with a slash.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir() || path.as_os_str().to_string_lossy().ends_with('/')
}

/// Makes a folder and those above it, if they are missing.
pub fn make_folder(path: &Path) -> Result<(), Failure> {
    Ok(fs::create_dir_all(path).map_err(|error| format!("cannot make the folder {}: {error}", path.display()))?)
}

/// The folder that a file is in.
fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Writes an output in one step: to a temporary file in its folder first, which then replaces it. An existing pipe or
/// device is written to directly.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let failed = |error: std::io::Error| format!("cannot write {}: {error}", path.display());
    let known = match fs::metadata(path) {
        Ok(known) if !known.is_file() => return Ok(fs::write(path, bytes).map_err(failed)?),
        Ok(known) => Some(known.permissions()),
        Err(_) => None,
    };
    // The target of a symbolic link is replaced, not the link.
    let place = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let folder = folder_of(&place);
    let mut builder = tempfile::Builder::new();
    // A temporary file is private to its owner; an output gets the usual permissions of new files.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let mut file = builder.tempfile_in(folder).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    if let Some(permissions) = known {
        fs::set_permissions(file.path(), permissions).map_err(failed)?;
    }
    file.persist(&place).map_err(|error| failed(error.error))?;
    Ok(())
}

/// Prints to standard output. A closed pipe is not an error.
pub fn print(text: &str) -> Result<(), Failure> {
    match stdout().write_all(text.as_bytes()).and_then(|()| stdout().flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(format!("cannot write to standard output: {error}").into())
        }
        _ => Ok(()),
    }
}

/// A word of a shell's command line.
pub fn quoted(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-+".contains(c);
    if !text.is_empty() && text.chars().all(is_plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}

/// The name of an input: the given name, or its file stem.
pub fn name(given: Option<&str>, input: &Path) -> String {
    match given {
        Some(name) => name.to_owned(),
        None => {
            let stem = input.file_stem().map_or("program".into(), |stem| stem.to_string_lossy());
            // `greet.fused.wasm` is named `greet`; `driver-1.2.0.wasm` is named `driver-1.2.0`.
            let name = stem.strip_suffix(FUSED).unwrap_or(&stem);
            if name.is_empty() { "program".to_owned() } else { name.to_owned() }
        }
    }
}
