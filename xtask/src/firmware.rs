//! Builds the firmware in `examples/firmware` as users build theirs, outside of the workspace and with the command `dissolve`, and runs it on
//! emulated chips. A firmware checks its answers itself, and ends the emulation with status 0 if they are right. The folder `host` has tests
//! that run on this machine, the folder `c` firmware in C.

mod c;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::crates::Packaged;
use crate::error::Error;
use crate::layout::Layout;
use crate::shell;
use crate::tally::Tally;
use crate::toolchain::{Library, Tool, Toolchain, host_cargo};

/// A firmware for one chip.
struct Firmware {
    /// The folder in `examples/firmware`, and the name of the program.
    name: &'static str,
    triple: &'static str,
    /// Variables of the environment, with which its build script takes another memory or other options than by itself.
    environment: &'static [(&'static str, &'static str)],
    /// The emulator and its arguments.
    emulator: &'static [&'static str],
}

const FIRMWARE: &[Firmware] = &[
    Firmware {
        name: "plain",
        triple: "thumbv7em-none-eabihf",
        environment: &[],
        emulator: &["qemu-system-arm", "-machine", "mps2-an386"],
    },
    Firmware {
        name: "plain",
        triple: "thumbv7m-none-eabi",
        environment: &[("BOUNDS", "none")],
        emulator: &["qemu-system-arm", "-machine", "mps2-an385"],
    },
    Firmware {
        name: "plain",
        triple: "thumbv8m.main-none-eabihf",
        environment: &[("MEMORY_X", "memory/mps2-an505.x"), ("CONSTANTS", "flash")],
        emulator: &["qemu-system-arm", "-machine", "mps2-an505"],
    },
    Firmware {
        name: "embassy",
        triple: "thumbv7em-none-eabihf",
        environment: &[],
        emulator: &["qemu-system-arm", "-machine", "mps2-an386"],
    },
    Firmware {
        name: "rtic",
        triple: "thumbv7m-none-eabi",
        environment: &[],
        emulator: &["qemu-system-arm", "-machine", "lm3s6965evb"],
    },
    Firmware {
        name: "riscv",
        triple: "riscv32imac-unknown-none-elf",
        environment: &[],
        emulator: &["qemu-system-riscv32", "-machine", "virt", "-bios", "none"],
    },
];

/// The tests that run on the developer's machine.
const HOST: &str = "host";

/// The folders of the firmware.
pub fn folders(layout: &Layout) -> BTreeSet<PathBuf> {
    FIRMWARE.iter().map(|firmware| firmware.name).chain([HOST]).map(|name| folder(layout, name)).collect()
}

fn folder(layout: &Layout, name: &str) -> PathBuf {
    layout.root().join("examples/firmware").join(name)
}

/// Builds and runs every firmware. The command `dissolve` has been built, without optimization.
///
/// # Errors
///
/// If Cargo cannot be started.
pub fn all(layout: &Layout, toolchain: Toolchain, crates: &[Packaged]) -> Result<Tally, Error> {
    let in_c = c::all(layout)?;
    if toolchain == Toolchain::Debian {
        eprintln!(
            "xtask: the firmware in Rust in examples/firmware is skipped: Debian's Rust has no library for chips, and users of it need \
             options of a nightly Rust"
        );
        return Ok(in_c + Tally::skipped(FIRMWARE.len() + 1));
    }
    let mut tally = in_c + Tally::one(host(layout, crates)?);
    for firmware in FIRMWARE {
        tally = tally + Tally::one(passes(layout, toolchain, firmware, crates)?);
    }
    Ok(tally)
}

/// Returns true if the tests on this machine pass.
fn host(layout: &Layout, crates: &[Packaged]) -> Result<bool, Error> {
    let mut command = host_cargo();
    command.args(["test", "--quiet", "--target-dir"]).arg(layout.target().join("firmware"));
    uses_dissolve(layout, command.current_dir(folder(layout, HOST)));
    uses_packages(&mut command, crates);
    shell::attempt("tests of a component on this machine", &mut command)
}

/// The command that was built here.
pub fn dissolve(layout: &Layout) -> PathBuf {
    layout.target().join("debug/dissolve")
}

/// Makes a build use the command that was built here, and the guest that was compiled.
fn uses_dissolve(layout: &Layout, command: &mut Command) {
    command.env("DISSOLVE", dissolve(layout)).env_remove("DISSOLVE_LIB");
    command.env("DISSOLVE_GUEST_TARGET", layout.guest_target()).env("XDG_CACHE_HOME", layout.caches());
}

/// Makes Cargo use the crates as they are packaged, in place of those in this repository. A patch that nothing uses would change the lock
/// file of the firmware.
fn uses_packages(command: &mut Command, crates: &[Packaged]) {
    let used = crates.iter().filter(|packaged| packaged.is_of_firmware);
    command.args(used.flat_map(|packaged| ["--config".to_owned(), packaged.patch()]));
}

/// Returns true if a firmware builds and ends with success.
fn passes(layout: &Layout, toolchain: Toolchain, firmware: &Firmware, crates: &[Packaged]) -> Result<bool, Error> {
    let Firmware { name, triple, environment, emulator } = firmware;
    let folder = folder(layout, name);
    let target = layout.target().join("firmware");
    let mut build = toolchain.command(Tool::Build, &folder, Library::Alloc, &[triple], &target);
    uses_dissolve(layout, &mut build);
    uses_packages(&mut build, crates);
    build.envs(environment.iter().copied());
    if !shell::attempt(&format!("building the firmware {name} for {triple}"), &mut build)? {
        return Ok(false);
    }
    emulate(emulator, &target.join(triple).join("release").join(name), &format!("the firmware {name} on {triple}"))
}

/// Returns true if an image ends with success on an emulated board.
fn emulate(emulator: &[&str], elf: &Path, what: &str) -> Result<bool, Error> {
    // An emulated chip that hangs must not stop the tests.
    let mut run = Command::new("timeout");
    run.arg("60").args(emulator).args([
        "-display",
        "none",
        "-semihosting-config",
        "enable=on,target=native",
        "-kernel",
    ]);
    shell::attempt(&format!("running {what}"), run.arg(elf))
}
