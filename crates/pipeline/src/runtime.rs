//! Finds the native runtimes: inside this program, or in a folder.

use std::env;
use std::path::PathBuf;

use dissolve_image::Library;

use crate::{Error, linker};

/// The environment variable with the folder of the runtimes.
pub const LIB_VARIABLE: &str = "DISSOLVE_LIB";

/// A native runtime.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Runtime {
    /// For images: boots, owns the vectors, has the call gate.
    Image,
    /// For libraries: nothing boots.
    Library,
}

impl Runtime {
    /// The name of the archive.
    pub const fn file(self) -> &'static str {
        match self {
            Runtime::Image => "libdissolve_runtime.a",
            Runtime::Library => "libdissolve_library.a",
        }
    }

    /// The archive for a Rust target triple.
    ///
    /// It is `TRIPLE/FILE` in the folder that the environment variable `DISSOLVE_LIB` names. Without the variable, it is inside this
    /// program; a program that was built without runtimes looks into `lib/dissolve` beside its folder.
    ///
    /// # Errors
    ///
    /// When it is not there, or cannot be read.
    pub fn archive(self, triple: &'static str) -> Result<Library, Error> {
        let folder = match env::var_os(LIB_VARIABLE) {
            Some(folder) => PathBuf::from(folder),
            None => match dissolve_runtimes::archive(triple, self.file()) {
                Some(bytes) => return Ok(Library { path: self.file().into(), bytes: bytes.to_vec() }),
                None => beside_executable(),
            },
        };
        let path = folder.join(triple).join(self.file());
        if path.is_file() { linker::library(&path) } else { Err(Error::NoRuntime { triple, path }) }
    }
}

/// The folder of the runtimes of a program that has none inside.
fn beside_executable() -> PathBuf {
    let executable = env::current_exe().unwrap_or_default();
    let prefix = executable.parent().and_then(|bin| bin.parent()).map(PathBuf::from).unwrap_or_default();
    prefix.join("lib/dissolve")
}
