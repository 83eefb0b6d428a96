//! What can go wrong on the way from input to answer.

use std::path::PathBuf;

use dissolve_interface::did_you_mean;

use crate::Entries;
use crate::imports::Group;

/// Why an input did not become firmware, or firmware did not answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The input has no byte.
    #[error("{name}: the input is empty; a WebAssembly module or component is wanted, as a binary or as text")]
    Empty {
        /// What the input is called.
        name: String,
    },
    /// The input is something else than WebAssembly.
    #[error("{name}: {what}")]
    Foreign {
        /// What the input is called.
        name: String,
        /// What it is, and what is wanted.
        what: &'static str,
    },
    /// The input is the beginning of a binary.
    #[error("{name}: the input ends within the header of a WebAssembly binary; make the file again")]
    Truncated {
        /// What the input is called.
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
    /// A core module says nothing about itself.
    #[error(
        "{name}: the core module carries no record `{section}`; `dissolve fuse` makes a module that does, of a component",
        section = dissolve_interface::SECTION
    )]
    NoRecord {
        /// What the input is called.
        name: String,
    },
    /// The record is about something else than its module.
    #[error(
        "{name}: the record `{section}` does not fit its module: {mismatch}; fuse the component again",
        section = dissolve_interface::SECTION
    )]
    RecordMismatch {
        /// What the input is called.
        name: String,
        /// What the module lacks.
        mismatch: String,
    },
    /// A component was to be inspected.
    #[error(
        "{name}: the input is a component; inspect what `dissolve fuse` makes of it (`dissolve check` lists what a \
         component imports and exports)"
    )]
    NotFused {
        /// What the input is called.
        name: String,
    },
    /// Fusing failed.
    #[error(transparent)]
    Fuse(#[from] dissolve_fuse::Error),
    /// No arena could be put into a core module.
    #[error("{name}: {source}")]
    BindArena {
        /// What the input is called.
        name: String,
        /// Why.
        source: dissolve_bind_arena::Error,
    },
    /// Compiling failed.
    #[error(transparent)]
    Codegen(#[from] dissolve_codegen::Error),
    /// Linking failed.
    #[error(transparent)]
    Image(#[from] dissolve_image::Error),
    /// The program imports functions that neither the runtime nor the embedder defines.
    #[error("nothing defines what the program imports{}", groups.iter().map(Group::to_string).collect::<String>())]
    Unserved {
        /// The imports, by where they come from.
        groups: Vec<Group>,
    },
    /// There is no board of that name.
    #[error(
        "there is no board `{name}`{hint}\n  known are {known}; for another board, give the path of a board file whose name ends in \
         `.toml`"
    )]
    UnknownBoard {
        /// The name.
        name: String,
        /// The name that was probably meant, as the rest of a sentence.
        hint: String,
        /// The names there are.
        known: String,
    },
    /// A board's target is none.
    #[error("{board}: {message}")]
    BoardTarget {
        /// The board's name or file.
        board: String,
        /// Which, and those that there are.
        message: String,
    },
    /// A board file cannot be read.
    #[error("cannot read the board file {path}: {source}")]
    BoardFile {
        /// Its path.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// The board's chip is none that code is generated for.
    #[error("board `{board}` runs none of the targets that code is generated for")]
    NoTarget {
        /// The board.
        board: String,
    },
    /// The target does not run on the board.
    #[error("board `{board}` does not run code for `{target}`; it runs {runs}")]
    WrongTarget {
        /// The board.
        board: String,
        /// The target that was asked for.
        target: String,
        /// What the board runs.
        runs: String,
    },
    /// The runtime library for a target is not installed.
    #[error(
        "there is no runtime for `{triple}` at {}; `cargo xtask setup` builds it, or set DISSOLVE_LIB to the folder \
         that has {triple}/libdissolve_runtime.a",
        path.display()
    )]
    NoRuntime {
        /// The Rust target triple.
        triple: &'static str,
        /// Where it was looked for.
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
        /// The functions there are.
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
        /// The functions there are.
        entries: Entries,
    },
}

impl Error {
    /// Returns true if the error is a defect of dissolve's, and not of the input.
    pub fn is_defect(&self) -> bool {
        match self {
            Error::Fuse(error) => error.is_defect(),
            Error::Codegen(error) => error.is_defect(),
            _ => false,
        }
    }
}

/// Returns true if an error of any stage is a defect of dissolve's, and not of the input.
pub fn is_defect(error: &(dyn std::error::Error + 'static)) -> bool {
    let of = |error: &(dyn std::error::Error + 'static)| {
        None.or_else(|| error.downcast_ref().map(Error::is_defect))
            .or_else(|| error.downcast_ref().map(dissolve_fuse::Error::is_defect))
            .or_else(|| error.downcast_ref().map(dissolve_fuse::LinkError::is_defect))
            .or_else(|| error.downcast_ref().map(dissolve_bind_arena::Error::is_defect))
            .or_else(|| error.downcast_ref().map(dissolve_codegen::Error::is_defect))
            .or_else(|| error.downcast_ref().map(dissolve_componentize::Error::is_defect))
    };
    of(error).unwrap_or(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_defect_is_one_in_every_wrapping() {
        let internal = || dissolve_bind_arena::Error::Internal("…".into());
        let fuse = || dissolve_fuse::Error::BindArena { component: "app".into(), source: internal() };
        let componentize = dissolve_componentize::Error::from(internal());
        let llvm = || dissolve_codegen::Error::Llvm("…".into());
        for error in [
            &internal() as &(dyn std::error::Error + 'static),
            &fuse(),
            &Error::from(fuse()),
            &componentize,
            &llvm(),
            &Error::from(llvm()),
            &dissolve_fuse::LinkError::Internal { module: "m".into(), message: "…".into() },
        ] {
            assert!(is_defect(error), "{error:?}");
        }
        let refusal = || dissolve_bind_arena::Error::Zero;
        let wrapped = dissolve_fuse::Error::BindArena { component: "app".into(), source: refusal() };
        for error in [
            &refusal() as &(dyn std::error::Error + 'static),
            &wrapped,
            &dissolve_componentize::Error::from(refusal()),
            &Error::from(dissolve_fuse::Error::Empty),
            &std::fmt::Error,
        ] {
            assert!(!is_defect(error), "{error:?}");
        }
    }
}
