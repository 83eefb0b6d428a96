//! The C compilers, with their options for a processor, and the versions of all compilers.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Command;

use dissolve_pipeline::targets::{Abi, Architecture, Target};

use crate::Error;

/// Options for all C compilers: floats are computed as WebAssembly does, a square root has no error to report, and no loop
/// becomes a call of a function that the programs do not have.
pub const LANGUAGE: [&str; 4] = ["-std=c11", "-ffp-contract=off", "-fno-math-errno", "-fno-builtin-strlen"];

/// The options by which a linker can drop what nobody uses.
pub const SECTIONS: [&str; 3] = ["-ffunction-sections", "-fdata-sections", "-fno-ident"];

/// The options that make every warning an error, for sources of our own.
pub const WARNINGS: [&str; 3] = ["-Wall", "-Wextra", "-Werror"];

/// Clang.
pub const CLANG: &str = "clang-22";

/// The tools whose versions are part of the result.
const TOOLS: [&str; 4] = [CLANG, "arm-none-eabi-gcc", "riscv64-unknown-elf-gcc", "wasm2c"];

/// The environment variable with the version of the Rust that compiled the programs.
const RUST_VARIABLE: &str = "DISSOLVE_PROGRAMS_RUST";

/// Clang, with the options for a processor.
pub fn clang(target: Target) -> Command {
    let mut command = Command::new(CLANG);
    command.arg(format!("--target={}", target.llvm_triple()));
    processor(&mut command, target);
    command
}

/// GCC, with the options for a processor.
pub fn gcc(target: Target) -> Command {
    if target.architecture() == Architecture::Arm {
        let mut command = Command::new("arm-none-eabi-gcc");
        processor(&mut command, target);
        return command;
    }
    let mut command = Command::new("riscv64-unknown-elf-gcc");
    processor(&mut command, target);
    // Debian has no C library for it, whose headers it would take.
    command.args(["-ffreestanding", "-fbuiltin"]);
    command
}

/// GCC's library for a processor.
///
/// # Errors
///
/// When GCC is not installed.
pub fn libgcc(target: Target) -> Result<PathBuf, Error> {
    let output = gcc(target).arg("-print-libgcc-file-name").output()?;
    Ok(PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()))
}

/// Adds the options for a processor, which both compilers take.
fn processor(command: &mut Command, target: Target) {
    if target.architecture() != Architecture::Arm {
        command.args([&format!("-march={}", target.name().replace("riscv32", "rv32")), "-mabi=ilp32"]);
        return;
    }
    // The processor's name without its floating-point unit, which the calling convention names.
    command.args([&format!("-mcpu={}", target.cpu()), "-mthumb"]);
    match target.abi() {
        Abi::AapcsVfp => command.args(["-mfloat-abi=hard", fpu(target)]),
        _ => command.arg("-mfloat-abi=soft"),
    };
}

/// The C compilers' option for the floating-point unit of a processor that has one.
fn fpu(target: Target) -> &'static str {
    match target {
        Target::CortexM4F => "-mfpu=fpv4-sp-d16",
        _ => "-mfpu=fpv5-sp-d16",
    }
}

/// The first line that each tool says about its version, and the version of the LLVM that dissolve uses; none for a tool that
/// is not installed.
pub fn versions() -> BTreeMap<&'static str, Option<String>> {
    let first_line = |name: &'static str| {
        let output = Command::new(name).arg("--version").output().ok()?;
        Some(String::from_utf8_lossy(&output.stdout).lines().next()?.to_owned())
    };
    let llvm = dissolve_pipeline::codegen::llvm_version().map(|part| part.to_string()).join(".");
    let others = [("rustc", std::env::var(RUST_VARIABLE).ok()), ("llvm", Some(llvm))];
    TOOLS.map(|name| (name, first_line(name))).into_iter().chain(others).collect()
}

/// Runs a command that is expected to succeed.
///
/// # Errors
///
/// When it cannot be started or fails, with what it says.
pub fn run(command: &mut Command) -> Result<(), Error> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    match output.status.success() {
        true => Ok(()),
        false => Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr)).into()),
    }
}
