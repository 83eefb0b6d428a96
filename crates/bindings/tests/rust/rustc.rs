//! Compiles generated source for this machine, and runs it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

/// The folder of a test, empty.
pub fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rust-bindings").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn compiler() -> Command {
    Command::new(std::env::var("RUSTC").unwrap_or_else(|_| "rustc".into()))
}

/// Runs a command, and returns what it printed on standard error. Panics with that if the command fails.
fn run(command: &mut Command) -> String {
    let output = command.output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{command:?}\n{}\n{error}", String::from_utf8_lossy(&output.stdout));
    error
}

/// The folder with the crates `dissolve_abi` and `dissolve`, compiled for this machine or for a chip.
fn crates(target: Option<&'static str>) -> PathBuf {
    static CRATES: Mutex<BTreeMap<Option<&'static str>, PathBuf>> = Mutex::new(BTreeMap::new());
    let mut crates = CRATES.lock().unwrap_or_else(PoisonError::into_inner);
    crates.entry(target).or_insert_with(|| compile_crates(target)).clone()
}

fn compile_crates(target: Option<&'static str>) -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let folder = folder(&format!("crates-{}", target.unwrap_or("host")));
    let uses_abi: &[&str] = &["--extern", "dissolve_abi"];
    for (name, source, uses) in
        [("dissolve_abi", "crates/abi/src/lib.rs", &[][..]), ("dissolve", "embed/src/lib.rs", uses_abi)]
    {
        let mut command = compiler();
        command.args(["--edition=2024", "--crate-type=rlib", "-Copt-level=1", "--crate-name", name]).args(uses);
        if let Some(target) = target {
            command.args(["--target", target]);
        }
        run(command.arg(root.join(source)).arg("-L").arg(&folder).arg("--out-dir").arg(&folder));
    }
    folder
}

/// Checks a library crate without the standard library, in which a warning is an error.
pub fn check(folder: &Path, edition: &str, source: &str) {
    run(&mut library(folder, edition, source));
}

/// Checks that a library crate does not compile, for one of these reasons.
pub fn refuses(folder: &Path, source: &str, reasons: &[&str]) {
    let output = library(folder, "2024", source).output().unwrap();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success(), "{source}");
    assert!(reasons.iter().any(|reason| error.contains(reason)), "{error}");
}

fn library(folder: &Path, edition: &str, source: &str) -> Command {
    let file = folder.join("lib.rs");
    let lints = "#![deny(warnings, missing_docs, unsafe_op_in_unsafe_fn)]";
    fs::write(&file, format!("#![no_std]\n{lints}\n//! Bindings.\n{source}")).unwrap();
    let mut command = compiler();
    command.args(["--crate-type=lib", "--crate-name=bindings", "--emit=metadata", "--edition", edition]);
    command.arg("-L").arg(crates(None)).arg("--extern").arg(extern_crate(None)).arg("--out-dir").arg(folder).arg(file);
    command
}

/// Compiles a library crate for a chip. Says so if that is not possible, because Rust's library for it is not installed.
pub fn check_for(target: &'static str, folder: &Path, source: &str) {
    let libraries = compiler().args(["--print", "target-libdir", "--target", target]).output().unwrap();
    if !Path::new(String::from_utf8_lossy(&libraries.stdout).trim()).is_dir() {
        println!("not checked for {target}: Rust's library for it is not installed");
        return;
    }
    let file = folder.join("lib.rs");
    fs::write(&file, format!("#![no_std]\n#![deny(warnings)]\n{source}")).unwrap();
    let mut command = compiler();
    command.args(["--crate-type=rlib", "--crate-name=bindings", "--edition=2024", "-Copt-level=s", "--target", target]);
    command.arg("-L").arg(crates(Some(target))).arg("--extern").arg(extern_crate(Some(target)));
    run(command.arg("--out-dir").arg(folder).arg(file));
}

/// Compiles a program, with `OUT_DIR` as build scripts set it. Returns its path.
pub fn program(folder: &Path, main: &Path) -> PathBuf {
    let program = folder.join("program");
    let mut command = compiler();
    command.env("OUT_DIR", folder).args(["--edition=2024", "-Cdebug-assertions=on", "-Copt-level=1"]);
    command.arg("-L").arg(crates(None)).arg("--extern").arg(extern_crate(None));
    run(command.arg("-o").arg(&program).arg(main));
    program
}

fn extern_crate(target: Option<&'static str>) -> String {
    format!("dissolve={}", crates(target).join("libdissolve.rlib").display())
}
