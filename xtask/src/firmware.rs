//! Builds the firmware in `examples/firmware` as users build theirs, outside of the workspace and with the command `dissolve`, and runs it on
//! emulated chips. A firmware checks its answers itself, and ends the emulation with status 0 if they are right. Two of them are tests that
//! run on this machine. One is in C, and is built with Make and with CMake.

use std::collections::BTreeSet;
use std::fs;
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
    /// The file with the chip's memory, where it is not the one that the firmware takes by itself.
    memory: Option<&'static str>,
    /// The emulator and its arguments.
    emulator: &'static [&'static str],
}

const FIRMWARE: &[Firmware] = &[
    Firmware {
        name: "plain",
        triple: "thumbv7em-none-eabihf",
        memory: None,
        emulator: &["qemu-system-arm", "-machine", "mps2-an386"],
    },
    Firmware {
        name: "plain",
        triple: "thumbv7m-none-eabi",
        memory: None,
        emulator: &["qemu-system-arm", "-machine", "mps2-an385"],
    },
    Firmware {
        name: "plain",
        triple: "thumbv8m.main-none-eabihf",
        memory: Some("memory/mps2-an505.x"),
        emulator: &["qemu-system-arm", "-machine", "mps2-an505"],
    },
    Firmware {
        name: "embassy",
        triple: "thumbv7em-none-eabihf",
        memory: None,
        emulator: &["qemu-system-arm", "-machine", "mps2-an386"],
    },
    Firmware {
        name: "rtic",
        triple: "thumbv7m-none-eabi",
        memory: None,
        emulator: &["qemu-system-arm", "-machine", "lm3s6965evb"],
    },
    Firmware {
        name: "riscv",
        triple: "riscv32imac-unknown-none-elf",
        memory: None,
        emulator: &["qemu-system-riscv32", "-machine", "virt", "-bios", "none"],
    },
];

/// The tests that run on the developer's machine.
const HOST: &str = "host";

/// The crates that the firmware depends on, and those that these depend on.
const USED: &[&str] = &["dissolve", "dissolve-abi", "dissolve-build"];

/// The folder of the firmware in C.
const C: &str = "c";

/// The folder of the CMake package, below the target directory.
const CMAKE_PACKAGE: &str = "firmware/cmake-package";

/// A board for which the firmware in C is built.
struct CBoard {
    name: &'static str,
    /// The file that makes CMake compile for it, if CMake builds it too.
    cmake: Option<&'static str>,
    /// The emulator and its arguments but for the machine.
    emulator: &'static [&'static str],
}

/// The boards for which Make builds the firmware in C.
const C_BOARDS: &[CBoard] = &[
    CBoard { name: "mps2-an385", cmake: None, emulator: &["qemu-system-arm"] },
    CBoard { name: "mps2-an386", cmake: None, emulator: &["qemu-system-arm"] },
    CBoard { name: "mps2-an505", cmake: Some("arm-none-eabi.cmake"), emulator: &["qemu-system-arm"] },
    CBoard {
        name: "virt",
        cmake: Some("riscv64-unknown-elf.cmake"),
        emulator: &["qemu-system-riscv32", "-bios", "none"],
    },
];

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
    let in_c = in_c(layout)?;
    if toolchain == Toolchain::Debian {
        eprintln!(
            "xtask: the firmware in examples/firmware is skipped: Debian's Rust has no library for chips, and users of it need \
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

/// Builds and runs the firmware in C: with Make for each board, and with CMake for some of them and for this machine.
fn in_c(layout: &Layout) -> Result<Tally, Error> {
    let mut tally = Tally::default();
    for board in C_BOARDS {
        tally = tally + Tally::one(with_make(layout, board)?);
    }
    let mut install = Command::new(dissolve(layout));
    install.arg("cmake").arg(layout.target().join(CMAKE_PACKAGE));
    tally = tally + Tally::one(shell::attempt("writing the CMake package", &mut install)?);
    let boards = C_BOARDS.iter().filter(|board| board.cmake.is_some()).map(Some);
    for board in boards.chain([None]) {
        tally = tally + Tally::one(with_cmake(layout, board)?);
    }
    Ok(tally)
}

/// Returns true if the firmware in C is built by Make, and passes.
fn with_make(layout: &Layout, board: &CBoard) -> Result<bool, Error> {
    let CBoard { name, .. } = board;
    let build = layout.target().join("firmware").join(C).join(name);
    let mut make = Command::new("make");
    // Make does not see that the compiler has changed.
    make.args(["--always-make", "-C"])
        .arg(folder(layout, C))
        .arg(format!("BOARD={name}"))
        .arg(format!("BUILD={}", build.display()));
    make.arg(format!("GUEST={}", c_guest(layout))).arg(format!("DISSOLVE={}", dissolve(layout).display()));
    uses_dissolve(layout, &mut make);
    let what = format!("building the firmware in C with Make for {name}");
    Ok(shell::attempt(&what, &mut make)? && runs_in_c(board, &build.join("firmware.elf"))?)
}

/// Returns true if the firmware in C is built by CMake for a board, or its tests for this machine, and passes.
fn with_cmake(layout: &Layout, board: Option<&CBoard>) -> Result<bool, Error> {
    let name = board.map_or("this machine", |board| board.name);
    let (source, target) = (folder(layout, C), layout.target());
    let build = target.join("firmware").join(C).join(format!("cmake-{}", board.map_or(HOST, |board| board.name)));
    // CMake keeps the path of the source there, which another checkout may have used with this target directory.
    if build.exists() {
        fs::remove_dir_all(&build).map_err(Error::io("remove", &build))?;
    }
    let mut configure = Command::new("cmake");
    configure.arg("-S").arg(&source).arg("-B").arg(&build).arg(format!("-DGUEST={}", c_guest(layout)));
    configure.arg(format!("-Ddissolve_DIR={}", target.join(CMAKE_PACKAGE).display()));
    configure.arg(format!("-DDISSOLVE_EXECUTABLE={}", dissolve(layout).display()));
    if let Some(CBoard { name, cmake: Some(toolchain), .. }) = board {
        configure.arg("--toolchain").arg(source.join(toolchain)).arg(format!("-DBOARD={name}"));
    }
    let mut compile = Command::new("cmake");
    uses_dissolve(layout, compile.arg("--build").arg(&build));
    let is_built = shell::attempt(&format!("configuring the project in C with CMake for {name}"), &mut configure)?
        && shell::attempt(&format!("building the project in C with CMake for {name}"), &mut compile)?;
    let mut test = Command::new("ctest");
    test.args(["--output-on-failure", "--no-tests=error", "--test-dir"]).arg(&build);
    Ok(is_built
        && match board {
            Some(board) => runs_in_c(board, &build.join("firmware.elf"))?,
            None => shell::attempt("tests of a component in C on this machine", &mut test)?,
        })
}

/// The core module of the component that the firmware in C calls.
fn c_guest(layout: &Layout) -> String {
    layout.built_guests().join("sensor.wasm").display().to_string()
}

/// Returns true if a firmware in C ends with success.
fn runs_in_c(board: &CBoard, elf: &Path) -> Result<bool, Error> {
    let emulator = [board.emulator, &["-machine", board.name]].concat();
    emulate(&emulator, elf, &format!("the firmware in C on {}", board.name))
}

/// The command that was built here.
pub fn dissolve(layout: &Layout) -> PathBuf {
    layout.target().join("debug/dissolve")
}

/// Makes a build use the command that was built here, and the guest that was compiled.
fn uses_dissolve(layout: &Layout, command: &mut Command) {
    command.env("DISSOLVE", dissolve(layout)).env_remove("DISSOLVE_LIB");
    command.env("DISSOLVE_GUEST_TARGET", layout.guest_target());
}

/// Makes Cargo use the crates as they are packaged, in place of those in this repository. A patch that nothing uses would change the lock
/// file of the firmware.
fn uses_packages(command: &mut Command, crates: &[Packaged]) {
    let used = crates.iter().filter(|packaged| USED.contains(&packaged.name));
    command.args(used.flat_map(|packaged| ["--config".to_owned(), packaged.patch()]));
}

/// Returns true if a firmware builds and ends with success.
fn passes(layout: &Layout, toolchain: Toolchain, firmware: &Firmware, crates: &[Packaged]) -> Result<bool, Error> {
    let Firmware { name, triple, memory, emulator } = firmware;
    let folder = folder(layout, name);
    let target = layout.target().join("firmware");
    let mut build = toolchain.command(Tool::Build, &folder, Library::Alloc, &[triple], &target);
    uses_dissolve(layout, &mut build);
    uses_packages(&mut build, crates);
    if let Some(memory) = memory {
        build.env("MEMORY_X", memory);
    }
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
