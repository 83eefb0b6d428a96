//! The Rust that compiles for chips and guests.
//!
//! Finds the Rust on this machine; returns the command that builds a package for chips or guests. If rustup can add
//! targets, its toolchain compiles for them as it is. Otherwise Debian's Rust compiles `core` and `alloc` along with
//! the package: it comes with their sources, but without a linker for WebAssembly, which lld has.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::error::Error;
use crate::shell;
use crate::triples::{CHIP_TRIPLES, GUEST_TRIPLE, HOST_TRIPLES, WASI_TRIPLES};

/// The oldest Rust that compiles the runtime and the guests, as `rust-version` in their manifests.
const OLDEST: (u32, u32) = (1, 95);

/// The time limit for rustup. Adding a target downloads 20 MB; a network that drops packets must not block everything.
const RUSTUP_PATIENCE: Duration = Duration::from_secs(300);

/// The folder of Debian's programs, on the system or below the folder of unpacked packages.
const DEBIAN_FOLDER: &str = "usr/bin";

/// The environment variable that chooses the Rust for chips and guests, if both are possible.
const RUST_VARIABLE: &str = "DISSOLVE_RUST";

/// The Rust that compiles for chips and guests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toolchain {
    /// The Rust that also compiles for the host, with added targets.
    Host,
    /// Debian's, with `-Zbuild-std`.
    Debian,
}

/// The commands that it can run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tool {
    /// Build in release mode.
    Build,
    /// Build in a profile that the workspace defines.
    BuildAs(&'static str),
    /// Build one package in release mode, with more arguments for its compiler after `--`.
    BuildOne,
    /// Check lints in release mode.
    Clippy,
}

/// The part of Rust's library that a package uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Library {
    /// `core` and `alloc`.
    Alloc,
    /// The whole standard library.
    Std,
}

impl Library {
    /// The crates that `-Zbuild-std` must build.
    fn crates(self) -> &'static str {
        match self {
            Library::Alloc => "core,alloc",
            Library::Std => "std,panic_abort",
        }
    }
}

impl Toolchain {
    /// Returns the Rust that the variable [`RUST_VARIABLE`] names. Without the variable, the one that is installed, or
    /// that rustup can install; Debian's if there is none.
    ///
    /// # Errors
    ///
    /// If the variable has another value, or names rustup's Rust although it cannot be installed.
    pub fn find() -> Result<Toolchain, Error> {
        let asked = env::var(RUST_VARIABLE).unwrap_or_default();
        match named(&asked)? {
            Some(Toolchain::Host) if host_has_targets() || add_targets() => Ok(Toolchain::Host),
            Some(Toolchain::Host) => Err(Error::Machine(format!(
                "rustup cannot add targets here; unset {RUST_VARIABLE} to use Debian's Rust"
            ))),
            Some(Toolchain::Debian) => Ok(Toolchain::Debian),
            None if host_has_targets() => Ok(Toolchain::Host),
            None if debian_is_ready() || !add_targets() => Ok(Toolchain::Debian),
            None => Ok(Toolchain::Host),
        }
    }

    /// Returns the command that runs `tool` on the package or workspace in `folder`, which uses `library`, for each of
    /// `triples`, with Cargo's target directory `target`. The caller may add arguments.
    pub fn command(self, tool: Tool, folder: &Path, library: Library, triples: &[&str], target: &Path) -> Command {
        let mut command = match (self, tool) {
            (Toolchain::Host, _) => host_cargo(),
            (Toolchain::Debian, Tool::Build | Tool::BuildAs(_) | Tool::BuildOne) => Command::new(debian("cargo")),
            // `cargo clippy` would find rustup's clippy.
            (Toolchain::Debian, Tool::Clippy) => Command::new(debian("cargo-clippy")),
        };
        match tool {
            Tool::Build => command.args(["build", "--release"]),
            Tool::BuildAs(profile) => command.args(["build", "--profile", profile]),
            Tool::BuildOne => command.args(["rustc", "--release"]),
            Tool::Clippy => command.args(["clippy", "--release"]),
        };
        if self == Toolchain::Debian {
            command.arg(format!("-Zbuild-std={}", library.crates()));
            // `RUSTC_BOOTSTRAP` allows `-Z` with a stable compiler. rustup's choice of a toolchain must not affect
            // Debian's Rust.
            command.env("RUSTC_BOOTSTRAP", "1").env("RUSTC", debian("rustc")).env("CARGO", debian("cargo"));
            for triple in [GUEST_TRIPLE].iter().chain(WASI_TRIPLES) {
                let name = triple.to_uppercase().replace('-', "_");
                command.env(format!("CARGO_TARGET_{name}_LINKER"), "wasm-ld-22");
            }
            if triples.iter().any(|triple| WASI_TRIPLES.contains(triple)) {
                // On WASI these functions are in the C library, which is not installed.
                command.arg("-Zbuild-std-features=compiler-builtins-mem");
            }
            command.env_remove("RUSTUP_TOOLCHAIN");
        }
        if self == Toolchain::Host {
            // The linker of `wasm32-wasip2` would make a component at once, but dissolve takes the core module. On WASI
            // `memcmp` and the like are in the C library, which only the standard library would link.
            command.env("CARGO_TARGET_WASM32_WASIP1_RUSTFLAGS", "-Clink-arg=-lc");
            command.env("CARGO_TARGET_WASM32_WASIP2_RUSTFLAGS", "-Clink-arg=--skip-wit-component -Clink-arg=-lc");
        }
        // So that dissolve can tell addresses from numbers, as the guides say.
        command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", "-Clink-arg=--emit-relocs");
        for triple in triples {
            command.args(["--target", triple]);
        }
        command.arg("--target-dir").arg(target).current_dir(folder);
        // Flags for the host's processor have no meaning for a chip.
        command.env_remove("RUSTFLAGS").env_remove("CARGO_ENCODED_RUSTFLAGS");
        command
    }
}

impl Toolchain {
    /// Adds the missing WASI targets with rustup, if possible. Only tests use them.
    pub fn add_wasi(self) {
        let missing = WASI_TRIPLES.iter().copied().filter(|triple| !has_library(triple)).collect::<Vec<_>>();
        if self == Toolchain::Host && !missing.is_empty() && !add(&missing) {
            eprintln!("xtask: rustup cannot add {}; guests are not tested for that", missing.join(", "));
        }
    }

    /// Returns true if this Rust compiles programs that use `library` for a WASI target.
    pub fn offers(self, triple: &str, library: Library) -> bool {
        match self {
            Toolchain::Host => has_library(triple),
            // The standard library needs WASI's C library, which Debian's Rust does not contain.
            Toolchain::Debian => library == Library::Alloc,
        }
    }

    /// The version of its compiler, as that prints it; empty if it does not.
    pub fn version(self) -> String {
        let program = match self {
            Toolchain::Host => env::var_os("RUSTC").map_or_else(|| "rustc".into(), PathBuf::from),
            Toolchain::Debian => debian("rustc"),
        };
        let version = shell::answer(Command::new(program).arg("--version")).unwrap_or_default();
        version.trim_end().to_owned()
    }
}

/// The Cargo that runs xtask.
pub fn host_cargo() -> Command {
    Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}

/// The Rust with this name; none for an empty name.
fn named(name: &str) -> Result<Option<Toolchain>, Error> {
    match name {
        "" => Ok(None),
        "rustup" => Ok(Some(Toolchain::Host)),
        "debian" => Ok(Some(Toolchain::Debian)),
        other => Err(Error::Usage(format!("{RUST_VARIABLE} is `rustup` or `debian`, not `{other}`"))),
    }
}

/// All targets that something is built for.
fn triples() -> impl Iterator<Item = &'static str> {
    [GUEST_TRIPLE].into_iter().chain(CHIP_TRIPLES.iter().chain(HOST_TRIPLES).copied())
}

/// Returns true if the host's Rust has the standard libraries of all targets.
fn host_has_targets() -> bool {
    triples().all(has_library)
}

/// Returns true if the host's Rust has the standard library of a target.
fn has_library(triple: &str) -> bool {
    let mut command = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    let folder = shell::answer(command.args(["--print", "target-libdir", "--target", triple]));
    folder.is_some_and(|folder| Path::new(folder.trim_end()).is_dir())
}

/// Returns true if Debian's Rust is installed, new enough, and has the sources of the standard library.
pub fn debian_is_ready() -> bool {
    debian_folders().any(|folder| is_ready(&folder))
}

/// Returns true if Debian's clippy is installed.
pub fn debian_has_clippy() -> bool {
    shell::answer(Command::new(debian("cargo-clippy")).arg("--version")).is_some()
}

/// The path of a program of Debian's Rust: beside a `rustc` that is ready, or in the folder where it would be
/// installed.
fn debian(program: &str) -> PathBuf {
    let ready = debian_folders().find(|folder| is_ready(folder));
    ready.unwrap_or_else(|| Path::new("/").join(DEBIAN_FOLDER)).join(program)
}

/// The folders where Debian's Rust may be: the system's, which may come late in the path or not be in it, and other
/// folders in the path that end with the same name.
fn debian_folders() -> impl Iterator<Item = PathBuf> {
    let system = Path::new("/").join(DEBIAN_FOLDER);
    let path = env::var_os("PATH").unwrap_or_default();
    let others = env::split_paths(&path).filter(|folder| folder.ends_with(DEBIAN_FOLDER)).collect::<Vec<_>>();
    [system].into_iter().chain(others)
}

/// Returns true if the Rust in a folder can compile for chips and guests.
fn is_ready(folder: &Path) -> bool {
    let ask = |program: &str, arguments: &[&str]| shell::answer(Command::new(folder.join(program)).args(arguments));
    let is_new = |program: &str| ask(program, &["--version"]).is_some_and(|text| version_of(&text) >= Some(OLDEST));
    let sysroot = ask("rustc", &["--print", "sysroot"]);
    let library = sysroot.map(|sysroot| PathBuf::from(sysroot.trim_end()).join("lib/rustlib/src/rust/library"));
    is_new("rustc") && is_new("cargo") && library.is_some_and(|library| library.join("core").is_dir())
}

/// Major and minor version in what `rustc --version` or `cargo --version` prints.
fn version_of(text: &str) -> Option<(u32, u32)> {
    let mut numbers = text.split_whitespace().nth(1)?.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

/// Adds all targets with rustup. Returns true if the host's Rust has them afterwards.
fn add_targets() -> bool {
    if shell::answer(Command::new("rustup").arg("--version")).is_none() {
        return false;
    }
    let added = add(&triples().collect::<Vec<_>>());
    if !added {
        eprintln!("xtask: rustup cannot add targets here; Debian's Rust compiles for them instead");
    }
    added && host_has_targets()
}

/// Adds targets with rustup. Returns true if that succeeded.
fn add(triples: &[&str]) -> bool {
    eprintln!("xtask: adding {} with rustup: guests and chips are compiled for them", triples.join(", "));
    let mut command = Command::new("rustup");
    command.args(["target", "add"]).args(triples).env("RUSTUP_MAX_RETRIES", "0");
    shell::succeeds_within(RUSTUP_PATIENCE, &mut command)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(toolchain: Toolchain, tool: Tool, library: Library) -> String {
        let triples = ["thumbv7m-none-eabi", "thumbv7em-none-eabi"];
        shell::line(&toolchain.command(tool, Path::new("/src/runtime"), library, &triples, Path::new("/build/runtime")))
    }

    const COMMON: &str = "--target thumbv7m-none-eabi --target thumbv7em-none-eabi --target-dir /build/runtime";

    #[test]
    fn debian_builds_the_standard_library_too() {
        // Debian's Rust may be installed on the system, or unpacked.
        let program = |name: &str| debian(name).display().to_string();
        let (cargo, cargo_clippy) = (program("cargo"), program("cargo-clippy"));
        let build = format!("{cargo} build --release -Zbuild-std=core,alloc {COMMON}");
        assert_eq!(words(Toolchain::Debian, Tool::Build, Library::Alloc), build);
        let one = format!("{cargo} rustc --release -Zbuild-std=core,alloc {COMMON}");
        assert_eq!(words(Toolchain::Debian, Tool::BuildOne, Library::Alloc), one);
        let std = format!("{cargo} build --release -Zbuild-std=std,panic_abort {COMMON}");
        assert_eq!(words(Toolchain::Debian, Tool::Build, Library::Std), std);
        let clippy = format!("{cargo_clippy} clippy --release -Zbuild-std=core,alloc {COMMON}");
        assert_eq!(words(Toolchain::Debian, Tool::Clippy, Library::Alloc), clippy);
    }

    #[test]
    fn rustup_builds_with_what_it_has() {
        assert!(words(Toolchain::Host, Tool::Build, Library::Std).ends_with(&format!("build --release {COMMON}")));
        assert!(words(Toolchain::Host, Tool::Clippy, Library::Std).ends_with(&format!("clippy --release {COMMON}")));
        let in_profile = words(Toolchain::Host, Tool::BuildAs("size"), Library::Alloc);
        assert!(in_profile.ends_with(&format!("build --profile size {COMMON}")), "{in_profile}");
    }

    #[test]
    fn a_rust_is_chosen_by_name() {
        assert_eq!(named("").unwrap(), None);
        assert_eq!(named("rustup").unwrap(), Some(Toolchain::Host));
        assert_eq!(named("debian").unwrap(), Some(Toolchain::Debian));
        let error = named("nightly").unwrap_err();
        assert_eq!(error.exit_status(), 2);
        assert!(error.to_string().contains("DISSOLVE_RUST is `rustup` or `debian`, not `nightly`"), "{error}");
    }

    #[test]
    fn versions_are_compared_as_numbers() {
        assert_eq!(version_of("rustc 1.96.0 (ac68faa20 2026-05-25) (built from a source tarball)"), Some((1, 96)));
        assert_eq!(version_of("cargo 1.100.1"), Some((1, 100)));
        assert!(version_of("rustc 1.100.1") > Some(OLDEST));
        assert!(version_of("rustc 1.63.0") < Some(OLDEST));
        assert_eq!(version_of("rustc"), None);
        assert!(version_of(&Toolchain::Host.version()) >= Some(OLDEST));
    }
}
