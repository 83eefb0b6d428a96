//! Compiles a guest, a Rust crate, to a component.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use crate::{Error, command};

/// The target that guests are compiled for.
const TRIPLE: &str = "wasm32-unknown-unknown";

/// Compiles the package in `folder`, and makes a component of its core module. Returns the component's path.
pub fn component(dissolve: &Path, folder: &Path, out: &Path) -> Result<PathBuf, Error> {
    let manifest = folder.join("Cargo.toml");
    if !manifest.is_file() {
        return Err(Error::NoInput { path: manifest });
    }
    for part in ["Cargo.toml", "Cargo.lock", "build.rs", "src", "wit"] {
        let path = folder.join(part);
        if path.exists() {
            println!("cargo::rerun-if-changed={}", path.display());
        }
    }
    let target = out.join("guest").join(folder.file_name().unwrap_or_default());
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut build = Command::new(cargo);
    build.args(["build", "--release", "--target", TRIPLE, "--manifest-path"]).arg(&manifest);
    build.arg("--target-dir").arg(&target);
    // They are about the firmware's target.
    for name in ["CARGO_ENCODED_RUSTFLAGS", "RUSTFLAGS", "CARGO_BUILD_TARGET", "RUSTC_WORKSPACE_WRAPPER"] {
        build.env_remove(name);
    }
    command::run(&mut build)?;
    let built = target.join(TRIPLE).join("release");
    let module = only_module(&built)?.ok_or_else(|| Error::NoModule { folder: folder.to_owned() })?;
    let name = module.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let component = out.join(format!("{name}.component.wasm"));
    command::run(Command::new(dissolve).arg("componentize").arg(&module).arg("-o").arg(&component))?;
    Ok(component)
}

/// The newest core module in Cargo's output folder.
fn only_module(folder: &Path) -> Result<Option<PathBuf>, Error> {
    let entries = fs::read_dir(folder).map_err(Error::io("read", folder))?;
    let modules = entries.filter_map(|entry| {
        let path = entry.ok()?.path();
        let is_module = path.extension().is_some_and(|extension| extension == "wasm");
        is_module.then_some((fs::metadata(&path).and_then(|file| file.modified()).ok(), path))
    });
    Ok(modules.max().map(|(_, path)| path))
}
