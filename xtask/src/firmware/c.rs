//! Builds the firmware in C with Make and with CMake, and runs it on emulated chips; and its tests for this machine.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::{HOST, dissolve, emulate, folder, uses_dissolve};
use crate::error::Error;
use crate::layout::Layout;
use crate::shell;
use crate::tally::Tally;

/// The folder of the firmware in `examples/firmware`.
const FOLDER: &str = "c";

/// The folder of the CMake package, below the target directory.
const CMAKE_PACKAGE: &str = "firmware/cmake-package";

/// A board for which the firmware is built.
struct Board {
    name: &'static str,
    /// The file that makes CMake compile for it, if CMake builds it too.
    cmake: Option<&'static str>,
    /// The emulator and its arguments but for the machine.
    emulator: &'static [&'static str],
}

/// The boards for which Make builds the firmware.
const BOARDS: &[Board] = &[
    Board { name: "mps2-an385", cmake: None, emulator: &["qemu-system-arm"] },
    Board { name: "mps2-an386", cmake: None, emulator: &["qemu-system-arm"] },
    Board { name: "mps2-an505", cmake: Some("arm-none-eabi.cmake"), emulator: &["qemu-system-arm"] },
    Board {
        name: "virt",
        cmake: Some("riscv64-unknown-elf.cmake"),
        emulator: &["qemu-system-riscv32", "-bios", "none"],
    },
];

/// Builds and runs the firmware in C: with Make for each board, and with CMake for some of them and for this machine.
///
/// # Errors
///
/// If a program cannot be started.
pub fn all(layout: &Layout) -> Result<Tally, Error> {
    let mut tally = Tally::default();
    for board in BOARDS {
        tally = tally + Tally::one(with_make(layout, board)?);
    }
    let mut install = Command::new(dissolve(layout));
    install.arg("cmake").arg(layout.target().join(CMAKE_PACKAGE));
    tally = tally + Tally::one(shell::attempt("writing the CMake package", &mut install)?);
    let boards = BOARDS.iter().filter(|board| board.cmake.is_some()).map(Some);
    for board in boards.chain([None]) {
        tally = tally + Tally::one(with_cmake(layout, board)?);
    }
    Ok(tally)
}

/// Returns true if the firmware in C is built by Make, and passes.
fn with_make(layout: &Layout, board: &Board) -> Result<bool, Error> {
    let Board { name, .. } = board;
    let build = layout.target().join("firmware").join(FOLDER).join(name);
    let mut make = Command::new("make");
    // Make does not see that the compiler has changed.
    make.args(["--always-make", "-C"])
        .arg(folder(layout, FOLDER))
        .arg(format!("BOARD={name}"))
        .arg(format!("BUILD={}", build.display()));
    make.arg(format!("GUEST={}", guest(layout))).arg(format!("DISSOLVE={}", dissolve(layout).display()));
    uses_dissolve(layout, &mut make);
    let what = format!("building the firmware in C with Make for {name}");
    Ok(shell::attempt(&what, &mut make)? && runs(board, &build.join("firmware.elf"))?)
}

/// Returns true if the firmware in C is built by CMake for a board, or its tests for this machine, and passes.
fn with_cmake(layout: &Layout, board: Option<&Board>) -> Result<bool, Error> {
    let name = board.map_or("this machine", |board| board.name);
    let (source, target) = (folder(layout, FOLDER), layout.target());
    let build = target.join("firmware").join(FOLDER).join(format!("cmake-{}", board.map_or(HOST, |board| board.name)));
    // CMake keeps the path of the source there, which another checkout may have used with this target directory.
    if build.exists() {
        fs::remove_dir_all(&build).map_err(Error::io("remove", &build))?;
    }
    let mut configure = Command::new("cmake");
    configure.arg("-S").arg(&source).arg("-B").arg(&build).arg(format!("-DGUEST={}", guest(layout)));
    configure.arg(format!("-Ddissolve_DIR={}", target.join(CMAKE_PACKAGE).display()));
    configure.arg(format!("-DDISSOLVE_EXECUTABLE={}", dissolve(layout).display()));
    if let Some(Board { name, cmake: Some(toolchain), .. }) = board {
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
            Some(board) => runs(board, &build.join("firmware.elf"))?,
            None => shell::attempt("tests of a component in C on this machine", &mut test)?,
        })
}

/// The core module of the component that the firmware in C calls.
fn guest(layout: &Layout) -> String {
    layout.built_guests().join("sensor.wasm").display().to_string()
}

/// Returns true if a firmware in C ends with success.
fn runs(board: &Board, elf: &Path) -> Result<bool, Error> {
    let emulator = [board.emulator, &["-machine", board.name]].concat();
    emulate(&emulator, elf, &format!("the firmware in C on {}", board.name))
}
