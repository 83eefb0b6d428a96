//! The command line of a board's emulator.

use std::ffi::OsString;
use std::path::Path;
use std::process::Command;
use std::{env, fs, io};

use dissolve_boards::{Board, Emulation};
use dissolve_targets::{Architecture, Target};
use object::{Object as _, ObjectKind};

use crate::ChipError;

/// The environment variable that names the emulator of all boards, in place of each one's own.
pub const EMULATOR_VARIABLE: &str = "DISSOLVE_QEMU";

/// The emulator's program.
pub fn program(emulation: Emulation<'_>) -> OsString {
    env::var_os(EMULATOR_VARIABLE).unwrap_or_else(|| (&emulation.emulator.program).into())
}

/// Returns the command that emulates a board with an image of a target's code.
pub fn command(emulation: Emulation<'_>, target: Target, image: &Path) -> Command {
    let Emulation { emulator, icount_shift, .. } = emulation;
    let mut command = Command::new(program(emulation));
    command
        .args(["-M", &emulator.machine])
        .args(["-display", "none", "-monitor", "none", "-serial", "none"])
        .args(["-semihosting-config", "enable=on,target=native"])
        .args(["-icount", &format!("shift={icount_shift}")])
        .args(&emulator.arguments)
        .args(emulator.target_arguments.get(&target).into_iter().flatten())
        .arg("-kernel")
        .arg(image);
    command
}

/// The error of an emulator that does not start.
pub fn not_started(command: &Command, source: io::Error) -> ChipError {
    ChipError::Start { program: command.get_program().into(), source }
}

/// Returns the command of a board's emulator with an image. The chip stops before its first instruction, and waits for a debugger at this
/// TCP port of this machine. What the image prints goes where the command's output goes.
///
/// # Errors
///
/// If the image is none for the target's architecture, or if the board has no emulator. A port that is taken makes the emulator end with its
/// own message.
pub fn debugged(image: &Path, board: &Board, target: Target, port: u16) -> Result<Command, ChipError> {
    let elf = fs::read(image).map_err(|error| ChipError::Image(error.to_string()))?;
    let file = object::File::parse(&*elf).map_err(|error| ChipError::Image(error.to_string()))?;
    let is_for_target = match target.architecture() {
        Architecture::Arm => file.architecture() == object::Architecture::Arm,
        Architecture::RiscV => file.architecture() == object::Architecture::Riscv32,
        Architecture::X86_64 | Architecture::Aarch64 => false,
    };
    if !is_for_target || file.kind() != ObjectKind::Executable {
        return Err(ChipError::Image(format!("it is no executable for {target}")));
    }
    let emulation = board.emulation().ok_or_else(|| ChipError::NoEmulator(board.name.clone()))?;
    let mut command = command(emulation, target, image);
    command.args(["-S", "-gdb", &format!("tcp:127.0.0.1:{port}")]);
    Ok(command)
}
