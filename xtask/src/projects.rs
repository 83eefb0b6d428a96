//! Makes projects with `dissolve init`, and does with them what the tutorial says. They use the command that was built here, and the crates
//! as they are packaged for a registry.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use crate::crates::Packaged;
use crate::error::Error;
use crate::firmware::dissolve;
use crate::layout::Layout;
use crate::shell;
use crate::tally::Tally;
use crate::toolchain::Toolchain;
use crate::tutorial;

/// The board of a project that is for RISC-V; those of the tutorial are for Arm.
const BOARD: &str = "virt";

/// Executes the tutorial, and makes a project for RISC-V.
///
/// # Errors
///
/// If a command cannot be started, or the folder of the projects cannot be made.
pub fn all(layout: &Layout, toolchain: Toolchain, crates: &[Packaged]) -> Result<Tally, Error> {
    if toolchain == Toolchain::Debian {
        eprintln!(
            "xtask: docs/tutorial.md and the projects of `dissolve init` are skipped: Debian's Rust has no library for chips, and users of it \
             need options of a nightly Rust"
        );
        return Ok(Tally::skipped(2));
    }
    let root = layout.target().join("projects");
    prepare(&root, crates).map_err(|error| Error::Machine(format!("{}: {error}", root.display())))?;
    let tutorial = tutorial::execute(layout, &root)?;
    Ok(Tally::one(tutorial) + Tally::one(runs(layout, &root)?))
}

/// Makes an empty folder, in which Cargo takes the packaged crates in place of those of the registry.
fn prepare(root: &Path, crates: &[Packaged]) -> std::io::Result<()> {
    if root.exists() {
        fs::remove_dir_all(root)?;
    }
    fs::create_dir_all(root.join(".cargo"))?;
    let patches: String = crates.iter().map(|packaged| packaged.patch() + "\n").collect();
    fs::write(root.join(".cargo/config.toml"), patches)
}

/// Returns true if the project for [`BOARD`] can be made, and its firmware runs.
fn runs(layout: &Layout, root: &Path) -> Result<bool, Error> {
    let folder = root.join("app");
    let mut init = Command::new(dissolve(layout));
    init.arg("init").arg(&folder).args(["--board", BOARD]);
    let mut run = command(layout, root, &["cargo", "run", "--release"]);
    Ok(shell::attempt(&format!("making a project for {BOARD}"), &mut init)?
        && shell::attempt(&format!("running the project for {BOARD}"), run.current_dir(folder.join("firmware")))?
        && is_debugged(&folder))
}

/// Returns true if the editor's configurations of a project that was built name its image.
fn is_debugged(folder: &Path) -> bool {
    let launch = fs::read_to_string(folder.join(".vscode/launch.json")).unwrap_or_default();
    let mut images = launch.split("${workspaceFolder}/").skip(1).filter_map(|rest| rest.split('"').next());
    let are_there = launch.contains("${workspaceFolder}/") && images.all(|image| folder.join(image).is_file());
    if !are_there {
        eprintln!("{}: .vscode/launch.json does not name the image", folder.display());
    }
    are_there
}

/// A command in a project, which finds the command `dissolve` that was built here.
pub fn command(layout: &Layout, root: &Path, words: &[&str]) -> Command {
    let dissolve = dissolve(layout);
    let own = dissolve.parent().into_iter().map(Path::to_owned);
    let path = env::var_os("PATH").unwrap_or_default();
    // A path that cannot be joined is one that the search would not find either.
    let path = env::join_paths(own.chain(env::split_paths(&path))).unwrap_or(path);
    // An emulated chip that hangs must not stop the tests.
    let mut command = Command::new("timeout");
    command.arg("600").args(words).env("PATH", path).env("DISSOLVE_GUEST_TARGET", root.join("guests"));
    command.env("XDG_CACHE_HOME", layout.caches());
    for name in
        ["DISSOLVE", "DISSOLVE_LIB", "CARGO_TARGET_DIR", "CARGO_BUILD_TARGET", "RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS"]
    {
        command.env_remove(name);
    }
    command
}
