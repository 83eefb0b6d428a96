//! The C compiler that builds guests: found by name, run for one file at a time.

use std::path::Path;
use std::process::Command;

/// A clang that compiles for WebAssembly.
#[derive(Clone, Copy, Debug)]
pub struct Clang {
    /// The name of its C compiler.
    pub c: &'static str,
    /// The name of its C++ compiler.
    pub cxx: &'static str,
}

/// The compilers to look for, in order. The first is the one that `cargo xtask test` installs.
const CLANGS: [Clang; 3] = [
    Clang { c: "clang-22", cxx: "clang++-22" },
    Clang { c: "clang-19", cxx: "clang++-19" },
    Clang { c: "clang", cxx: "clang++" },
];

/// The first clang that is installed on this machine.
///
/// # Panics
///
/// When none is installed.
pub fn clang() -> Clang {
    let runs = |name| Command::new(name).arg("--version").output().is_ok_and(|output| output.status.success());
    let found = CLANGS.into_iter().find(|clang| runs(clang.c) && runs(clang.cxx));
    found.unwrap_or_else(|| {
        panic!("there is no clang, which compiles C guests: `cargo xtask test` installs Debian's package clang-22")
    })
}

/// Runs a compiler.
///
/// # Errors
///
/// The compiler's output, when it fails or prints a warning.
///
/// # Panics
///
/// When it cannot be started.
pub fn compile<I>(compiler: &str, folder: &Path, arguments: I) -> Result<(), String>
where
    I: IntoIterator<Item: AsRef<std::ffi::OsStr>>,
{
    let mut command = Command::new(compiler);
    command.current_dir(folder).args(arguments);
    let output = command.output().unwrap_or_else(|error| panic!("{compiler}: {error}"));
    if output.status.success() && output.stderr.is_empty() {
        return Ok(());
    }
    Err(format!("{command:?}: {}\n{}", output.status, String::from_utf8_lossy(&output.stderr)))
}
