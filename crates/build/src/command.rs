//! Finds the compiler, and runs programs.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::Error;

/// The environment variable that has the path of the command.
pub const VARIABLE: &str = "DISSOLVE";

/// The compiler of components.
pub enum Compiler {
    /// The command `dissolve`.
    Command(PathBuf),
    /// The compiler inside this build script.
    #[cfg(feature = "compiler")]
    Inside,
}

impl Compiler {
    /// Finds the compiler: the command that the environment names; or else the one inside, if there is one; or else the command in the PATH.
    pub fn find() -> Result<Compiler, Error> {
        if let Some(path) = env::var_os(VARIABLE).filter(|path| !path.is_empty()) {
            return Ok(Compiler::Command(path.into()));
        }
        #[cfg(feature = "compiler")]
        return Ok(Compiler::Inside);
        #[cfg(not(feature = "compiler"))]
        in_path(&env::var_os("PATH").unwrap_or_default()).map(Compiler::Command)
    }

    /// The file of the command, for Cargo to watch; none for the compiler inside.
    pub fn path(&self) -> Option<&Path> {
        match self {
            Compiler::Command(path) => Some(path),
            #[cfg(feature = "compiler")]
            Compiler::Inside => None,
        }
    }

    /// Runs a command line of `dissolve`.
    pub fn run(&self, arguments: &[OsString]) -> Result<(), Error> {
        match self {
            Compiler::Command(path) => run(Command::new(path).args(arguments)),
            #[cfg(feature = "compiler")]
            Compiler::Inside => dissolve_cli::run(arguments)
                .map(drop)
                .map_err(|error| Error::Refused { message: dissolve_cli::report(&*error) }),
        }
    }
}

/// Finds the command in the folders of a `PATH`.
#[cfg(any(test, not(feature = "compiler")))]
fn in_path(folders: &std::ffi::OsStr) -> Result<PathBuf, Error> {
    let name = format!("dissolve{}", env::consts::EXE_SUFFIX);
    env::split_paths(folders).map(|folder| folder.join(&name)).find(|path| path.is_file()).ok_or(Error::NoCommand)
}

/// Runs a program. Its messages go to standard error: Cargo reads the standard output of a build script as instructions.
fn run(command: &mut Command) -> Result<(), Error> {
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

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn the_command_is_the_first_in_the_path() {
        let folders = [(); 3].map(|()| tempfile::tempdir().unwrap());
        let path = env::join_paths(folders.iter().map(tempfile::TempDir::path)).unwrap();
        let error = in_path(&path).unwrap_err().to_string();
        assert!(error.contains("no command `dissolve`") && error.contains(VARIABLE), "{error}");
        let name = format!("dissolve{}", env::consts::EXE_SUFFIX);
        fs::create_dir(folders[0].path().join(&name)).unwrap();
        for folder in &folders[1..] {
            fs::write(folder.path().join(&name), "").unwrap();
        }
        assert_eq!(in_path(&path).unwrap(), folders[1].path().join(&name));
    }
}
