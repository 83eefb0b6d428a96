//! The errors of finding and reading boards.

use std::path::PathBuf;

/// The reason why a board cannot be used.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The board file is not TOML, has unknown or missing keys, or names an unknown target.
    #[error("{file}: {message}")]
    Syntax {
        /// The board file.
        file: String,
        /// The place and the reason.
        message: String,
    },
    /// A value in the board file makes no sense.
    #[error("{file}: `{key}` {problem}")]
    Value {
        /// The board file.
        file: String,
        /// The key.
        key: &'static str,
        /// The problem with its value.
        problem: String,
    },
    /// There is no board with this name.
    #[error(
        "there is no board `{name}`{hint}\n  known are {known}; for another board, give the path of a board file whose name ends in \
         `.toml`"
    )]
    Unknown {
        /// The name.
        name: String,
        /// The suggestion of a similar name, to be appended to the message.
        hint: String,
        /// The names of the known boards.
        known: String,
    },
    /// A board file cannot be read.
    #[error("cannot read the board file {path}: {source}")]
    File {
        /// The path of the file.
        path: PathBuf,
        /// The error of the operating system.
        source: std::io::Error,
    },
}
