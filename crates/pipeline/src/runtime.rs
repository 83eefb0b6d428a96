//! Finds the native runtimes: inside this program, or in a folder.

use std::env;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use dissolve_codegen::Allocator;
use dissolve_image::Library;

use crate::{Error, linker};

/// The environment variable with the folder of the runtimes.
pub const LIB_VARIABLE: &str = "DISSOLVE_LIB";

/// The file with the allocator of images as bitcode.
const ALLOCATOR: &str = "dissolve_arena.bc";

/// The form in which an image gets the functions of the runtime that its program calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuntimeForm {
    /// As bitcode, which is compiled and optimized with the program; as an archive for what there is no bitcode.
    Bitcode,
    /// As an archive, which is linked.
    Archive,
}

impl RuntimeForm {
    /// All forms.
    pub const ALL: [RuntimeForm; 2] = [RuntimeForm::Bitcode, RuntimeForm::Archive];

    /// The name on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            RuntimeForm::Bitcode => "bitcode",
            RuntimeForm::Archive => "archive",
        }
    }
}

impl fmt::Display for RuntimeForm {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for RuntimeForm {
    type Err = String;

    fn from_str(text: &str) -> Result<RuntimeForm, String> {
        RuntimeForm::ALL.into_iter().find(|form| form.name() == text).ok_or_else(|| {
            let known = RuntimeForm::ALL.map(RuntimeForm::name);
            let hint = dissolve_interface::did_you_mean(text, known);
            format!("`{text}` is no form of the runtime; known are {}{hint}", known.join(", "))
        })
    }
}

/// An archive of native functions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Runtime {
    /// For images: boots, owns the vectors, has the call gate.
    Image,
    /// For libraries: nothing boots.
    Library,
    /// For images that are optimized for size: the memory functions, instead of those of [`Runtime::Image`].
    SmallMemory,
}

impl Runtime {
    /// The name of the archive.
    pub const fn file(self) -> &'static str {
        match self {
            Runtime::Image => "libdissolve_runtime.a",
            Runtime::Library => "libdissolve_library.a",
            Runtime::SmallMemory => "libdissolve_small_memory.rlib",
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
        find(triple, self.file())?.map_err(|path| Error::NoRuntime { triple, path })
    }
}

/// The allocator of images for a Rust target triple, as bitcode; none if the runtime was installed without it.
///
/// # Errors
///
/// When it cannot be read.
pub fn allocator(triple: &'static str) -> Result<Option<Allocator>, Error> {
    Ok(find(triple, ALLOCATOR)?.ok().map(|file| Allocator::new(file.bytes)))
}

/// Reads a file of the runtimes for a Rust target triple. If there is none, returns the path where it was expected.
fn find(triple: &str, file: &str) -> Result<Result<Library, PathBuf>, Error> {
    let folder = match env::var_os(LIB_VARIABLE) {
        Some(folder) => PathBuf::from(folder),
        None => match dissolve_runtimes::file(triple, file) {
            Some(bytes) => return Ok(Ok(Library { path: file.into(), bytes: bytes.to_vec() })),
            None => beside_executable(),
        },
    };
    let path = folder.join(triple).join(file);
    if path.is_file() { linker::library(&path).map(Ok) } else { Ok(Err(path)) }
}

/// The folder of the runtimes of a program that has none inside.
fn beside_executable() -> PathBuf {
    let executable = env::current_exe().unwrap_or_default();
    let prefix = executable.parent().and_then(|bin| bin.parent()).map(PathBuf::from).unwrap_or_default();
    prefix.join("lib/dissolve")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_chosen_by_name() {
        for form in RuntimeForm::ALL {
            assert_eq!(form.to_string().parse(), Ok(form));
        }
        let error = "archives".parse::<RuntimeForm>().unwrap_err();
        assert!(error.starts_with("`archives` is no form of the runtime; known are bitcode, archive"), "{error}");
    }
}
