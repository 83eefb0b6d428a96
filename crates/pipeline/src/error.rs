//! The errors of all stages, from reading an input to calling firmware.

use std::path::PathBuf;

use dissolve_interface::{Defect, did_you_mean};

use crate::Entries;
use crate::imports::Group;
use crate::linker::LLD_VARIABLE;

/// The reason why an input did not become firmware, or firmware did not answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The input is empty.
    #[error("{name}: the input is empty; a WebAssembly module or component is wanted, as a binary or as text")]
    Empty {
        /// The name of the input.
        name: String,
    },
    /// The input is a file of another kind than WebAssembly.
    #[error("{name}: {what}")]
    Foreign {
        /// The name of the input.
        name: String,
        /// The kind of the file, and the kind that is expected.
        what: &'static str,
    },
    /// The input is a binary that is cut off within its header.
    #[error("{name}: the input ends within the header of a WebAssembly binary; make the file again")]
    Truncated {
        /// The name of the input.
        name: String,
    },
    /// The input is text that does not assemble.
    #[error(transparent)]
    Text(#[from] wat::Error),
    /// The input is not valid.
    #[error("the input is no valid WebAssembly: {0}")]
    Invalid(#[from] wasmparser::BinaryReaderError),
    /// The module's interface record cannot be read.
    #[error(transparent)]
    Interface(#[from] dissolve_interface::Error),
    /// Composing failed.
    #[error(transparent)]
    Compose(#[from] dissolve_compose::Error),
    /// A core module has no interface record.
    #[error(
        "{name}: the core module carries no record `{section}`; `dissolve fuse` makes a module that does, of a component",
        section = dissolve_interface::SECTION
    )]
    NoRecord {
        /// The name of the input.
        name: String,
    },
    /// Sources of WIT that cannot be read.
    #[error("{path}: {message}", path = path.display())]
    Wit {
        /// The file or folder.
        path: PathBuf,
        /// The reason, with the place in the source.
        message: String,
    },
    /// The record belongs to another module.
    #[error(
        "{name}: the record `{section}` does not fit its module: {mismatch}; fuse the component again",
        section = dissolve_interface::SECTION
    )]
    RecordMismatch {
        /// The name of the input.
        name: String,
        /// The part of the record that the module does not have.
        mismatch: String,
    },
    /// The input to be inspected is a component.
    #[error(
        "{name}: the input is a component; inspect what `dissolve fuse` makes of it (`dissolve check` lists what a \
         component imports and exports)"
    )]
    NotFused {
        /// The name of the input.
        name: String,
    },
    /// Fusing failed.
    #[error(transparent)]
    Fuse(#[from] dissolve_fuse::Error),
    /// An arena could not be bound into a core module.
    #[error("{name}: {source}")]
    BindArena {
        /// The name of the input.
        name: String,
        /// The reason.
        source: dissolve_bind_arena::Error,
    },
    /// Compiling failed.
    #[error(transparent)]
    Codegen(#[from] dissolve_codegen::Error),
    /// The bindings of a library cannot be written.
    #[error(transparent)]
    Bindings(#[from] dissolve_bindings::Error),
    /// Writing a library failed, by a mistake of dissolve's own.
    #[error(transparent)]
    Defect(#[from] Defect),
    /// Linking failed.
    #[error(transparent)]
    Image(#[from] dissolve_image::Error),
    /// A file to link cannot be read.
    #[error("cannot read {}, which is to be linked: {source}", path.display())]
    LinkInput {
        /// The file.
        path: PathBuf,
        /// The reason.
        source: std::io::Error,
    },
    /// No linker is installed.
    #[error(
        "no linker found; tried {tried} in PATH. Install lld (on Debian: `apt-get install lld`), or set {LLD_VARIABLE} to \
         the path of an `ld.lld` or a `rust-lld`"
    )]
    NoLinker {
        /// The names that were tried.
        tried: String,
    },
    /// The linker cannot be started.
    #[error("cannot start the linker {}: {source}", program.display())]
    StartLinker {
        /// The linker.
        program: PathBuf,
        /// The reason.
        source: std::io::Error,
    },
    /// The scratch directory cannot be used.
    #[error("cannot {action} in the temporary directory of the link: {source}")]
    Scratch {
        /// The action that failed.
        action: &'static str,
        /// The reason.
        source: std::io::Error,
    },
    /// The program imports functions that neither the runtime nor the embedder defines.
    #[error("nothing defines what the program imports{}", groups.iter().map(Group::to_string).collect::<String>())]
    Unserved {
        /// The imports, grouped by origin.
        groups: Vec<Group>,
    },
    /// There is no such board.
    #[error(transparent)]
    Board(#[from] dissolve_boards::Error),
    /// The target does not run on the board.
    #[error("board `{board}` does not run code for `{target}`; it runs {runs}")]
    WrongTarget {
        /// The board.
        board: String,
        /// The target that was asked for.
        target: String,
        /// The targets that the board runs.
        runs: String,
    },
    /// The runtime library for a target is not installed.
    #[error(
        "there is no runtime for `{triple}` at {}; `cargo xtask setup` builds it, or set DISSOLVE_LIB to the folder \
         that has {triple}/{}",
        path.display(),
        path.file_name().unwrap_or_default().display()
    )]
    NoRuntime {
        /// The Rust target triple.
        triple: &'static str,
        /// The path where it was looked for.
        path: PathBuf,
    },
    /// The function to call at boot does not exist.
    #[error(
        "there is no exported function `{name}` to call at boot{}\n  {entries}",
        did_you_mean(name, entries.all().map(String::as_str))
    )]
    NoEntry {
        /// The name.
        name: String,
        /// The functions that exist.
        entries: Entries,
    },
    /// The function to call at boot has parameters or results.
    #[error(
        "`{name}` has parameters or a result, so it cannot be called at boot: that takes a plain `func()`\n  {entries}\n  or call \
         it from the host: `dissolve run`, or an image with `--gate`"
    )]
    EntryType {
        /// The name.
        name: String,
        /// The functions that exist.
        entries: Entries,
    },
}

impl Error {
    /// A mistake of dissolve's own while it writes a library.
    pub(crate) fn defect(what: impl std::fmt::Display) -> Error {
        Defect::new("a library was not written as it should", what).into()
    }
}

#[cfg(test)]
mod tests {
    use dissolve_interface::is_defect;

    use super::*;

    #[test]
    fn a_defect_is_one_in_every_wrapping() {
        let defect = || Defect::new("…", "…");
        let bind = || dissolve_bind_arena::Error::from(defect());
        let fuse = |source| dissolve_fuse::Error::BindArena { component: "app".into(), source };
        for error in [
            &bind() as &(dyn std::error::Error + 'static),
            &fuse(bind()),
            &dissolve_fuse::Error::from(defect()),
            &Error::from(fuse(bind())),
            &dissolve_componentize::Error::from(bind()),
            &dissolve_componentize::Error::from(defect()),
            &Error::from(dissolve_codegen::Error::from(defect())),
            &dissolve_fuse::LinkError::from(defect()),
        ] {
            assert!(is_defect(error), "{error:?}");
        }
        let refusal = || dissolve_bind_arena::Error::Zero;
        for error in [
            &refusal() as &(dyn std::error::Error + 'static),
            &fuse(refusal()),
            &dissolve_componentize::Error::from(refusal()),
            &Error::from(dissolve_fuse::Error::Empty),
            &std::fmt::Error,
        ] {
            assert!(!is_defect(error), "{error:?}");
        }
    }
}
