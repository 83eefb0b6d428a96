//! Finds and runs programs.

use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

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

/// Runs a program. Its messages go to standard error: Cargo reads the standard output of a build script as instructions.
pub fn run(command: &mut Command) -> Result<(), Error> {
    output(command.stdout(std::io::stderr())).map(drop)
}

/// Runs a program, and returns what it writes to standard output. Its messages go to standard error.
pub fn output(command: &mut Command) -> Result<String, Error> {
    let program = || Path::new(command.get_program()).to_owned();
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    let text = words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ");
    let start = program();
    let output = command.stderr(Stdio::inherit()).output().map_err(|source| Error::Start { program: start, source })?;
    match output.status.success() {
        true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        false => Err(Error::Failed { command: text }),
    }
}
