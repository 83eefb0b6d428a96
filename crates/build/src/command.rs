//! Finds and runs programs.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Error;

/// The environment variable that has the path of the command.
pub const VARIABLE: &str = "DISSOLVE";

/// Finds the command `dissolve`.
pub fn find() -> Result<PathBuf, Error> {
    if let Some(path) = env::var_os(VARIABLE).filter(|path| !path.is_empty()) {
        return Ok(PathBuf::from(path));
    }
    let name = format!("dissolve{}", env::consts::EXE_SUFFIX);
    let folders = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&folders).map(|folder| folder.join(&name)).find(|path| path.is_file()).ok_or(Error::NoCommand)
}

/// Runs a program. Its messages go where the build script's go.
pub fn run(command: &mut Command) -> Result<(), Error> {
    let program = || Path::new(command.get_program()).to_owned();
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let text = words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ");
    let start = program();
    // What a program prints for people must not be read by Cargo as instructions.
    command.stdout(std::io::stderr());
    let status = command.status().map_err(|source| Error::Start { program: start, source })?;
    if status.success() { Ok(()) } else { Err(Error::Failed { command: text }) }
}
