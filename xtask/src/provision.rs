//! Takes a task's scope; finds the requirements that the machine is missing, makes them available, and returns the Rust
//! for chips. Prints and installs nothing if nothing is missing.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use crate::error::Error;
use crate::layout::Layout;
use crate::needs::{self, Need};
use crate::toolchain::{Toolchain, host_cargo};
use crate::{packages, shell};

/// The scope of a task's requirements.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Building and running.
    Build,
    /// Also all tests.
    Test,
    /// Also all benchmarks. Some compile programs in C, as tests do.
    Bench,
    /// All tests, formatting and lints.
    Ci,
}

/// Makes sure that a task has its requirements.
///
/// # Errors
///
/// If something is missing that cannot be installed, or is not usable although it was installed.
pub fn provision(layout: &Layout, scope: Scope) -> Result<Toolchain, Error> {
    let folder = layout.packages();
    set(folder.variables());
    provide_cargo_home(layout)?;
    if scope >= Scope::Ci {
        host_components()?;
    }
    let toolchain = Toolchain::find()?;
    let mut missing = needs_of(scope, toolchain);
    missing.retain(|need| !(need.is_met)());
    if missing.is_empty() {
        return Ok(toolchain);
    }
    packages::install(&missing, &folder)?;
    set(folder.variables());
    missing.retain(|need| !(need.is_met)());
    match missing.first() {
        None => Ok(toolchain),
        Some(need) => Err(Error::Machine(format!(
            "{} was installed, but {} cannot be used; it is another version, or another one comes first in PATH",
            need.packages.join(" "),
            need.name
        ))),
    }
}

/// The requirements of a task with this scope.
fn needs_of(scope: Scope, toolchain: Toolchain) -> Vec<&'static Need> {
    let mut needs = needs::BUILD.iter().collect::<Vec<_>>();
    if scope >= Scope::Test {
        needs.extend(needs::TEST);
    }
    if scope == Scope::Bench {
        needs.extend(needs::BENCH);
    }
    if toolchain == Toolchain::Debian {
        needs.push(&needs::DEBIAN_RUST);
        if scope >= Scope::Ci {
            needs.push(&needs::DEBIAN_CLIPPY);
        }
    }
    needs
}

/// Sets environment variables of this process, for itself and its child processes.
fn set(variables: Vec<(&'static str, OsString)>) {
    for (name, value) in variables {
        // SAFETY: xtask has one thread until a task starts others, and this is before any task.
        unsafe { env::set_var(name, value) };
    }
}

/// If Cargo cannot write to its home, gives it another one below the target directory, with a copy of its settings.
fn provide_cargo_home(layout: &Layout) -> Result<(), Error> {
    let Some(home) = cargo_home() else { return Ok(()) };
    if is_writable(&home) {
        return Ok(());
    }
    let ours = layout.cargo_home();
    eprintln!("xtask: {} cannot be written, so Cargo keeps its files in {}", home.display(), ours.display());
    fs::create_dir_all(&ours).map_err(Error::io("create", &ours))?;
    copy_settings(&home, &ours)?;
    set(vec![("CARGO_HOME", ours.into())]);
    Ok(())
}

/// Copies Cargo's settings from one home to another. The copies can be written, so that the next task can replace them,
/// even if the originals cannot.
fn copy_settings(from: &Path, to: &Path) -> Result<(), Error> {
    for name in ["config.toml", "config"] {
        let (original, copy) = (from.join(name), to.join(name));
        if original.is_file() {
            let settings = fs::read(&original).map_err(Error::io("read", &original))?;
            fs::write(&copy, settings).map_err(Error::io("write", &copy))?;
        }
    }
    Ok(())
}

/// The folder in which Cargo stores its downloads.
fn cargo_home() -> Option<PathBuf> {
    let set = env::var_os("CARGO_HOME").filter(|home| !home.is_empty()).map(PathBuf::from);
    set.or_else(|| Some(PathBuf::from(env::var_os("HOME")?).join(".cargo")))
}

/// Returns true if files can be made in a folder, or in the nearest one above it that exists.
fn is_writable(folder: &Path) -> bool {
    let Some(existing) = folder.ancestors().find(|path| path.is_dir()) else { return false };
    let probe = existing.join(format!(".dissolve-xtask-{}", std::process::id()));
    let written = fs::write(&probe, "").is_ok();
    written && fs::remove_file(&probe).is_ok()
}

/// Makes sure that rustfmt and clippy are installed for the host; a minimal Rust does not have them.
fn host_components() -> Result<(), Error> {
    let has = |tool: &str| shell::answer(host_cargo().args([tool, "--version"])).is_some();
    if has("fmt") && has("clippy") {
        return Ok(());
    }
    eprintln!("xtask: adding rustfmt and clippy with rustup: code is formatted and free of lints");
    let mut command = Command::new("rustup");
    let complaint = shell::complaint(command.args(["component", "add", "rustfmt", "clippy"]));
    if has("fmt") && has("clippy") {
        return Ok(());
    }
    let reason = match complaint {
        Ok(text) => text.unwrap_or_default(),
        Err(error) => format!("{error}\n"),
    };
    Err(Error::Machine(format!(
        "{reason}this Rust has no rustfmt or no clippy, and they cannot be added from here; run\n  \
         rustup component add rustfmt clippy\nand then this again"
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packages(scope: Scope, toolchain: Toolchain) -> Vec<&'static str> {
        needs_of(scope, toolchain).iter().flat_map(|need| need.packages).copied().collect()
    }

    #[test]
    fn a_folder_is_probed_by_writing() {
        assert!(is_writable(&env::temp_dir().join("dissolve/no/such/folder")));
        assert!(!is_writable(Path::new("/proc/dissolve")));
    }

    #[test]
    fn settings_that_cannot_be_written_are_copied_twice() {
        let folder = env::temp_dir().join(format!("dissolve-settings-{}", std::process::id()));
        let (from, to) = (folder.join("from"), folder.join("to"));
        for path in [&from, &to] {
            fs::create_dir_all(path).unwrap();
        }
        let original = from.join("config.toml");
        fs::write(&original, "[net]\n").unwrap();
        let mut permissions = fs::metadata(&original).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&original, permissions).unwrap();
        for _ in 0..2 {
            copy_settings(&from, &to).unwrap();
            let copy = to.join("config.toml");
            assert_eq!(fs::read_to_string(&copy).unwrap(), "[net]\n");
            // The superuser may write any file, so the second copy alone would not show it.
            assert!(!fs::metadata(&copy).unwrap().permissions().readonly());
        }
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn wider_scopes_need_more() {
        let build = packages(Scope::Build, Toolchain::Host);
        assert_eq!(build, ["llvm-22-dev", "g++", "lld-22", "qemu-system-arm", "qemu-system-misc"]);
        let test = [
            &["llvm-19-dev", "clang-22", "libclang-rt-22-dev", "csmith", "libcsmith-dev", "qemu-user"][..],
            &["gcc-arm-none-eabi", "libnewlib-arm-none-eabi", "gcc-riscv64-unknown-elf", "make", "cmake", "valgrind"],
        ]
        .concat();
        assert_eq!(packages(Scope::Test, Toolchain::Host), [&build[..], &test].concat());
        assert_eq!(
            packages(Scope::Bench, Toolchain::Host),
            [&packages(Scope::Test, Toolchain::Host)[..], &["wabt"]].concat()
        );
        assert_eq!(packages(Scope::Ci, Toolchain::Host), packages(Scope::Test, Toolchain::Host));
    }

    #[test]
    fn debian_needs_its_rust_only_where_rustup_has_none() {
        let rust = ["rustc-web", "cargo-web", "rust-web-src"];
        for scope in [Scope::Build, Scope::Test] {
            assert_eq!(packages(scope, Toolchain::Debian), [&packages(scope, Toolchain::Host)[..], &rust].concat());
        }
        assert!(packages(Scope::Ci, Toolchain::Debian).ends_with(&["rust-web-src", "rust-web-clippy"]));
    }
}
