//! Errors of a build script.

use std::io;
use std::path::{Path, PathBuf};

/// The reason why there is no library.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The function was not called by a build script.
    #[error("Cargo has not set {name}: `dissolve_build` is for build scripts (`build.rs`)")]
    NoBuildScript {
        /// The variable that is missing.
        name: &'static str,
    },
    /// There is no command `dissolve`.
    #[error(
        "there is no command `dissolve` in PATH; install it (`cargo install --path crates/cli` in dissolve's repository), or \
         set {variable} to its path",
        variable = crate::command::VARIABLE
    )]
    NoCommand,
    /// An input does not exist.
    #[error("there is no file {}; a relative path begins at the folder of the package", path.display())]
    NoInput {
        /// The path.
        path: PathBuf,
    },
    /// A program cannot be started.
    #[error("cannot start {}: {source}", program.display())]
    Start {
        /// The program.
        program: PathBuf,
        /// The reason.
        source: io::Error,
    },
    /// A program has failed. It has printed the reason.
    #[error("`{command}` failed; its messages are above")]
    Failed {
        /// The program and its arguments.
        command: String,
    },
    /// The compiler inside the build script has refused its input.
    #[cfg(feature = "compiler")]
    #[error("{message}")]
    Refused {
        /// The reason.
        message: String,
    },
    /// The guest's package has no library that WebAssembly can be made of.
    #[error(
        "{} made no core module; the package of a guest has `crate-type = [\"cdylib\"]` in its section `[lib]`",
        folder.display()
    )]
    NoModule {
        /// The folder of the package.
        folder: PathBuf,
    },
    /// The output has no manifest.
    #[error("`dissolve` has written no manifest into {}; it is another release than this library", folder.display())]
    NoManifest {
        /// The folder.
        folder: PathBuf,
    },
    /// A file cannot be used.
    #[error("cannot {action} {}: {source}", path.display())]
    Io {
        /// The action that failed.
        action: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The reason.
        source: io::Error,
    },
}

impl Error {
    /// Makes the error of an action on a path.
    pub(crate) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Error {
        let path = path.to_owned();
        move |source| Error::Io { action, path, source }
    }
}
