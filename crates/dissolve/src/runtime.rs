//! Finds the native runtime beside the executable, as rustc finds its standard library.

use std::env;
use std::path::PathBuf;

use crate::Error;

/// The path of the runtime library for a Rust target triple.
///
/// It is `TRIPLE/libdissolve_runtime.a` in the folder named by the environment variable `DISSOLVE_LIB`, or else in
/// `lib/dissolve` beside the executable's folder.
///
/// # Errors
///
/// When there is no such file.
pub fn runtime_archive(triple: &'static str) -> Result<PathBuf, Error> {
    let folder = match env::var_os("DISSOLVE_LIB") {
        Some(folder) => PathBuf::from(folder),
        None => {
            let executable = env::current_exe().unwrap_or_default();
            let prefix = executable.parent().and_then(|bin| bin.parent()).map(PathBuf::from).unwrap_or_default();
            prefix.join("lib/dissolve")
        }
    };
    let path = folder.join(triple).join("libdissolve_runtime.a");
    if path.is_file() { Ok(path) } else { Err(Error::NoRuntime { triple, path }) }
}
