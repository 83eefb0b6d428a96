//! Compiles a guest, a Rust crate, to a component.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use crate::command::Compiler;
use crate::{Error, command};

/// The target that guests are compiled for.
const TRIPLE: &str = "wasm32-unknown-unknown";

/// The configuration of Cargo with which the linker keeps relocations: they tell addresses from numbers.
const RELOCATIONS: &str = r#"target.wasm32-unknown-unknown.rustflags=["-Clink-arg=--emit-relocs"]"#;

/// The environment variable with a target directory for Cargo, in which several build scripts share what guests are made
/// of.
const TARGET_VARIABLE: &str = "DISSOLVE_GUEST_TARGET";

/// Compiles the package in `folder`, and makes a component of its core module. Returns the component's path.
pub fn component(dissolve: &Compiler, folder: &Path, out: &Path) -> Result<PathBuf, Error> {
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
    println!("cargo::rerun-if-env-changed={TARGET_VARIABLE}");
    let own = || out.join("guest").join(folder.file_name().unwrap_or_default());
    let target = env::var_os(TARGET_VARIABLE).map_or_else(own, PathBuf::from);
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut build = Command::new(cargo);
    build.args(["build", "--release", "--target", TRIPLE, "--message-format=json-render-diagnostics"]);
    build.args(["--config", RELOCATIONS]);
    // In the guest's folder Cargo reads the configuration of the guest, not that of the firmware.
    let absolute = |path: &Path| std::path::absolute(path).map_err(Error::io("find", path));
    build.arg("--manifest-path").arg(absolute(&manifest)?).arg("--target-dir").arg(absolute(&target)?);
    build.current_dir(folder);
    // They are about the firmware's target.
    for name in ["CARGO_ENCODED_RUSTFLAGS", "RUSTFLAGS", "CARGO_BUILD_TARGET", "RUSTC_WORKSPACE_WRAPPER"] {
        build.env_remove(name);
    }
    let messages = command::output(&mut build)?;
    let module = core_module(&messages).ok_or_else(|| Error::NoModule { folder: folder.to_owned() })?;
    let name = module.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let component = out.join(format!("{name}.component.wasm"));
    dissolve.run(&["componentize".into(), module.into(), "-o".into(), component.clone().into()])?;
    Ok(component)
}

/// The core module among the files that Cargo's messages name: the last one, which is that of the package itself.
fn core_module(messages: &str) -> Option<PathBuf> {
    let mut modules = messages.lines().rev().filter_map(|line| {
        let message: Value = serde_json::from_str(line).ok()?;
        let files = message.get("filenames")?.as_array()?.iter();
        let mut modules = files.filter_map(Value::as_str).filter(|name| name.ends_with(".wasm"));
        modules.next().map(PathBuf::from)
    });
    modules.next()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_module_is_the_package_s() {
        let messages = r#"
            {"reason":"compiler-artifact","filenames":["/t/libdep.rlib","/t/libdep.rmeta"]}
            {"reason":"compiler-artifact","filenames":["/t/dep.wasm"]}
            {"reason":"compiler-artifact","filenames":["/t/sensor.wasm"]}
            {"reason":"build-finished","success":true}
            something else"#;
        assert_eq!(core_module(messages), Some(PathBuf::from("/t/sensor.wasm")));
        assert_eq!(core_module("{\"filenames\":[\"/t/libdep.rlib\", 7]}\n\n"), None);
    }
}
