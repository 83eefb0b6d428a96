//! The errors of xtask. Written by hand, because xtask has no dependencies that could derive them.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// The reason why a task stopped.
#[derive(Debug)]
pub enum Error {
    /// The command line does not name a valid task.
    Usage(String),
    /// A program could not be started.
    Start {
        /// The command line.
        line: String,
        /// The error of the operating system.
        source: io::Error,
    },
    /// A program ended with an error, which it has printed itself.
    Failed {
        /// The command line.
        line: String,
    },
    /// A file operation failed.
    Io {
        /// The action that failed, as a verb.
        verb: &'static str,
        /// The path of the file.
        path: PathBuf,
        /// The error of the operating system.
        source: io::Error,
    },
    /// The machine is missing something that xtask cannot install; the text says what to do.
    Machine(String),
    /// A stage of the demo did not print an expected word.
    NotShown {
        /// The stage's command line.
        line: String,
        /// The word that no line of its output contains.
        word: &'static str,
    },
}

impl Error {
    /// Makes a function for `map_err` on a file operation.
    pub fn io(verb: &'static str, path: &Path) -> impl Fn(io::Error) -> Error {
        let path = path.to_owned();
        move |source| Error::Io { verb, path: path.clone(), source }
    }

    /// The exit status of `cargo xtask`: 2 for a wrong command line, 1 for everything else.
    pub fn exit_status(&self) -> u8 {
        match self {
            Error::Usage(_) => 2,
            _ => 1,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Usage(problem) => write!(f, "{problem}; `cargo xtask help` lists the tasks"),
            Error::Start { line, source } => write!(f, "cannot start `{line}`: {source}"),
            Error::Failed { line } => write!(f, "`{line}` failed"),
            Error::Io { verb, path, source } => write!(f, "cannot {verb} {}: {source}", path.display()),
            Error::Machine(problem) => f.write_str(problem),
            Error::NotShown { line, word } => write!(f, "`{line}` printed no line with `{word}`"),
        }
    }
}

impl std::error::Error for Error {}
