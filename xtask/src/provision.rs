//! Takes a task's scope; finds out what the machine lacks for it, has that installed, and gives the Rust for chips.
//! Prints nothing and installs nothing when everything is there.

use std::process::Command;

use crate::device::{Device, host_cargo};
use crate::error::Error;
use crate::needs::{self, Need};
use crate::{packages, shell};

/// How much a task relies on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// Building and running.
    Build,
    /// Every test as well.
    Test,
    /// Formatting and lints as well.
    Ci,
}

/// Makes sure that a task finds what it relies on.
///
/// # Errors
///
/// When something is missing that cannot be installed, or is not usable although it was.
pub fn provision(scope: Scope) -> Result<Device, Error> {
    if scope >= Scope::Ci {
        host_components()?;
    }
    let device = Device::find();
    let mut missing = needs_of(scope, device);
    missing.retain(|need| !(need.is_met)());
    if missing.is_empty() {
        return Ok(device);
    }
    packages::install(&missing)?;
    missing.retain(|need| !(need.is_met)());
    match missing.first() {
        None => Ok(device),
        Some(need) => Err(Error::Machine(format!(
            "{} was installed, but {} cannot be used; it is another version, or another one comes first in PATH",
            need.packages.join(" "),
            need.name
        ))),
    }
}

/// Everything that a task of that scope relies on.
fn needs_of(scope: Scope, device: Device) -> Vec<&'static Need> {
    let mut needs = needs::BUILD.iter().collect::<Vec<_>>();
    if scope >= Scope::Test {
        needs.extend(needs::TEST);
    }
    if device == Device::Debian {
        needs.push(&needs::DEBIAN_RUST);
        if scope >= Scope::Ci {
            needs.push(&needs::DEBIAN_CLIPPY);
        }
    }
    needs
}

/// rustfmt and clippy for the host, which a minimal Rust has not.
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

    fn packages(scope: Scope, device: Device) -> Vec<&'static str> {
        needs_of(scope, device).iter().flat_map(|need| need.packages).copied().collect()
    }

    #[test]
    fn wider_scopes_need_more() {
        let build = packages(Scope::Build, Device::Host);
        assert_eq!(build, ["llvm-22-dev", "g++", "lld-22", "qemu-system-arm", "qemu-system-misc"]);
        let test = ["llvm-19-dev", "clang-22", "libclang-rt-22-dev", "valgrind"];
        assert_eq!(packages(Scope::Test, Device::Host), [&build[..], &test].concat());
        assert_eq!(packages(Scope::Ci, Device::Host), packages(Scope::Test, Device::Host));
    }

    #[test]
    fn debian_needs_its_rust_only_where_rustup_has_none() {
        let rust = ["rustc-web", "cargo-web", "rust-web-src"];
        for scope in [Scope::Build, Scope::Test] {
            assert_eq!(packages(scope, Device::Debian), [&packages(scope, Device::Host)[..], &rust].concat());
        }
        assert!(packages(Scope::Ci, Device::Debian).ends_with(&["rust-web-src", "rust-web-clippy"]));
    }
}
