//! The checks of formatting and lints, for the workspace and for what is built for other targets. Each counts as one test.

use std::path::Path;

use crate::artifacts;
use crate::error::Error;
use crate::firmware;
use crate::layout::Layout;
use crate::shell;
use crate::tally::Tally;
use crate::toolchain::{Library, Tool, Toolchain, host_cargo};
use crate::triples::{BENCHMARK_CHIPS, CHIP_TRIPLES, GUEST_TRIPLE, HOST_TRIPLES};

/// Makes all checks, even after one that fails.
///
/// # Errors
///
/// If Cargo cannot be started, or `examples/` cannot be read.
pub fn all(layout: &Layout, toolchain: Toolchain) -> Result<Tally, Error> {
    let (root, runtime) = (layout.root(), layout.root().join("runtime"));
    let guests = layout.guests()?;
    let mut tally = format(layout, root)? + format(layout, &runtime)? + format(layout, &layout.expansion())?;
    for (folder, _) in &guests {
        tally = tally + format(layout, folder)?;
    }
    tally = tally + format(layout, &layout.programs())?;
    for folder in firmware::folders(layout) {
        tally = tally + format(layout, &folder)?;
    }
    tally = tally + lints(layout)?;
    tally = tally + cross_lints(layout, toolchain, &runtime, Library::Alloc, CHIP_TRIPLES, &layout.runtime_target())?;
    let mut command = artifacts::runtime_command(layout, toolchain, Tool::Clippy, HOST_TRIPLES);
    command.args(["--package", "dissolve-library", "--", "-D", "warnings"]);
    tally = tally + Tally::one(shell::attempt("lints of the runtime for hosts", &mut command)?);
    for (folder, library) in &guests {
        tally = tally + cross_lints(layout, toolchain, folder, *library, &[GUEST_TRIPLE], &layout.guest_target())?;
    }
    // Their code is the same for all chips.
    let triples = [BENCHMARK_CHIPS[0].0, GUEST_TRIPLE];
    let (programs, target) = (layout.programs(), layout.programs_target());
    tally = tally + cross_lints(layout, toolchain, &programs, Library::Alloc, &triples, &target)?;
    Ok(tally)
}

/// Checks that the workspace in `folder` is formatted.
fn format(layout: &Layout, folder: &Path) -> Result<Tally, Error> {
    let mut command = host_cargo();
    command.args(["fmt", "--all", "--check"]).current_dir(folder);
    Ok(Tally::one(shell::attempt(&format!("formatting of {}", layout.name(folder)), &mut command)?))
}

/// Checks that the host's workspace has no lints.
fn lints(layout: &Layout) -> Result<Tally, Error> {
    let mut command = host_cargo();
    command.args(["clippy", "--workspace", "--all-targets", "--features", "dissolve-build/compiler", "--target-dir"]);
    command.arg(layout.target());
    command.args(["--", "-D", "warnings"]).current_dir(layout.root());
    Ok(Tally::one(shell::attempt("lints of the workspace", &mut command)?))
}

/// Checks that the package in `folder` has no lints for other targets.
fn cross_lints(
    layout: &Layout,
    toolchain: Toolchain,
    folder: &Path,
    library: Library,
    triples: &[&str],
    target: &Path,
) -> Result<Tally, Error> {
    let mut command = toolchain.command(Tool::Clippy, folder, library, triples, target);
    command.args(["--workspace", "--", "-D", "warnings"]);
    Ok(Tally::one(shell::attempt(&format!("lints of {}", layout.name(folder)), &mut command)?))
}
