//! Looks for the programs and files that dissolve uses but does not contain: the linker, the native runtime for each
//! target, and the emulators of the boards.

use std::collections::BTreeSet;
use std::env;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use dissolve_image::Library;
use dissolve_run::{ChipError, EMULATOR_VARIABLE};
use dissolve_targets::Target;

use crate::{Error, Runtime, linker};

/// A program or a file, and the place where it was found or the way to get it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Its name, such as `linker` or `runtimes for thumbv7m-none-eabi`.
    pub name: String,
    /// The commands of dissolve that need it.
    pub needed_by: &'static str,
    /// Its place, and its version if it is a program; or else the way to get it.
    pub found: Result<String, String>,
}

/// Looks for everything.
pub fn examine() -> Vec<Finding> {
    let mut findings = vec![Finding {
        name: "linker".to_owned(),
        needed_by: "build, run",
        found: linker().map_err(|error| error.to_string()),
    }];
    let triples: BTreeSet<_> = Target::CHIPS.iter().map(|target| target.triple()).collect();
    findings.extend(triples.into_iter().map(|triple| Finding {
        name: format!("runtimes for {triple}"),
        needed_by: "compile, build, run",
        found: runtimes(triple).map_err(|error| error.to_string()),
    }));
    findings.extend(Target::HOSTS.iter().map(|host| Finding {
        name: format!("runtime for {host}"),
        needed_by: "compile",
        found:
            Runtime::Library.archive(host.triple()).map(|archive| place(&archive)).map_err(|error| error.to_string()),
    }));
    findings.extend(emulators().into_iter().map(|program| Finding {
        name: format!("emulator {}", program.display()),
        needed_by: "run",
        found: version(&program).map_err(|source| ChipError::Start { program, source }.to_string()),
    }));
    findings
}

/// The place of the runtimes for a target.
fn runtimes(triple: &'static str) -> Result<String, Error> {
    Runtime::Library.archive(triple)?;
    Runtime::SmallMemory.archive(triple)?;
    Runtime::Image.archive(triple).map(|archive| place(&archive))
}

/// The folder of a runtime.
fn place(archive: &Library) -> String {
    match archive.path.parent().filter(|folder| folder.is_absolute()) {
        Some(folder) => folder.display().to_string(),
        None => "inside this program".to_owned(),
    }
}

/// The linker's path and version.
fn linker() -> Result<String, Error> {
    let program = linker::find()?;
    match version(&program) {
        // The generic linker says no version unless it is told its flavor.
        Ok(version) if version.is_empty() => Ok(program.display().to_string()),
        Ok(version) => Ok(format!("{}, {version}", program.display())),
        Err(source) => Err(Error::StartLinker { program, source }),
    }
}

/// The emulators of all boards, or the one that the variable names for them.
fn emulators() -> BTreeSet<PathBuf> {
    if let Some(program) = env::var_os(EMULATOR_VARIABLE) {
        return BTreeSet::from([PathBuf::from(program)]);
    }
    dissolve_boards::all().filter_map(|board| Some(board.emulator?.program.into())).collect()
}

/// The first line that a program prints for `--version`; empty if it prints none.
fn version(program: &Path) -> std::io::Result<String> {
    let output = Command::new(program).arg("--version").stdin(Stdio::null()).output()?;
    Ok(String::from_utf8_lossy(&output.stdout).lines().next().unwrap_or_default().trim().to_owned())
}
