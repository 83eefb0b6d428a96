//! Reading inputs and writing outputs: an output is there as a whole, or not at all.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use crate::Failure;

/// The bytes of an input, assembled if it is text.
pub fn read_binary(path: &Path) -> Result<Vec<u8>, Failure> {
    let bytes = fs::read(path).map_err(|error| format!("cannot read {}: {error}", path.display()))?;
    Ok(dissolve::binary(&bytes, &path.display().to_string())?.into_owned())
}

/// Writes an output in one step: beside its place first, then into it.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let failed = |error: std::io::Error| format!("cannot write {}: {error}", path.display());
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    // A temporary file is private to its owner; an output is not.
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(file.path(), fs::Permissions::from_mode(0o644)).map_err(failed)?;
    }
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

/// What an input is called: the given name, or its file stem.
pub fn name(given: Option<&str>, input: &Path) -> String {
    match given {
        Some(name) => name.to_owned(),
        None => {
            let stem = input.file_stem().map_or("program".into(), |stem| stem.to_string_lossy());
            // `greet.fused.wasm` is still about `greet`.
            stem.split('.').next().filter(|name| !name.is_empty()).unwrap_or("program").to_owned()
        }
    }
}
