//! Formatting and lints, of the workspace and of the packages that are built for other targets. Each counts as one test.

use std::path::{Path, PathBuf};

use crate::device::{Device, Tool, host_cargo};
use crate::error::Error;
use crate::layout::{CHIP_TRIPLES, GUEST_TRIPLE, Layout};
use crate::shell;
use crate::tally::Tally;

/// Makes every check, also after one that fails.
///
/// # Errors
///
/// When Cargo cannot be started, or `examples/` cannot be read.
pub fn all(layout: &Layout, device: Device) -> Result<Tally, Error> {
    let root = layout.root();
    let guests = [vec![root.join("guest")], layout.examples()?].concat();
    let mut tally = Tally::default();
    for folder in [&[root.to_owned(), root.join("runtime")], &guests[..]].concat() {
        tally = tally + format(layout, &folder)?;
    }
    tally = tally + lints(layout)?;
    tally = tally + device_lints(layout, device, &root.join("runtime"), CHIP_TRIPLES, layout.runtime_target())?;
    for folder in &guests {
        tally = tally + device_lints(layout, device, folder, &[GUEST_TRIPLE], layout.guest_target())?;
    }
    Ok(tally)
}

/// Whether the workspace in `folder` is formatted.
fn format(layout: &Layout, folder: &Path) -> Result<Tally, Error> {
    let mut command = host_cargo();
    command.args(["fmt", "--all", "--check"]).current_dir(folder);
    Ok(Tally::of(shell::attempt(&format!("formatting of {}", name(layout, folder)), &mut command)?))
}

/// Whether the host's workspace is free of lints.
fn lints(layout: &Layout) -> Result<Tally, Error> {
    let mut command = host_cargo();
    command.args(["clippy", "--workspace", "--all-targets", "--target-dir"]).arg(layout.target());
    command.args(["--", "-D", "warnings"]).current_dir(layout.root());
    Ok(Tally::of(shell::attempt("lints of the workspace", &mut command)?))
}

/// Whether the package in `folder` is free of lints for other targets.
fn device_lints(
    layout: &Layout,
    device: Device,
    folder: &Path,
    triples: &[&str],
    target: PathBuf,
) -> Result<Tally, Error> {
    let mut command = device.command(Tool::Clippy, folder, triples, &target);
    command.args(["--", "-D", "warnings"]);
    Ok(Tally::of(shell::attempt(&format!("lints of {}", name(layout, folder)), &mut command)?))
}

/// What a workspace of the checkout is called.
fn name(layout: &Layout, folder: &Path) -> String {
    match folder.strip_prefix(layout.root()) {
        Ok(path) if path != Path::new("") => path.display().to_string(),
        _ => "the workspace".to_owned(),
    }
}
