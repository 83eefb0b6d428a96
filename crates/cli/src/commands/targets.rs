//! `dissolve targets` and `dissolve boards`: print a table.

use dissolve_pipeline::boards::{self, Board};
use dissolve_pipeline::targets::Target;

use crate::args::Boards;
use crate::table::table;
use crate::{Failure, files};

/// Prints the properties of each target.
pub fn targets() -> Result<(), Failure> {
    let row = |target: &Target| {
        let board = boards::emulating(*target).map_or_else(String::new, |board| board.name);
        [target.name().into(), target.triple().into(), target.fpu().to_string(), target.mpu().to_string(), board]
    };
    let rows: Vec<_> = Target::ALL.iter().map(row).collect();
    files::print(&table(["target", "triple", "FPU", "MPU", "board"], &rows))
}

/// Prints the properties of each board, or the file of one.
pub fn boards(arguments: &Boards) -> Result<(), Failure> {
    if let Some(name) = &arguments.board {
        let text = boards::text(name)?;
        Board::parse(&text, name)?;
        return files::print(&text);
    }
    let row = |board: Board| {
        let targets: Vec<_> = board.targets.iter().map(|target| target.name()).collect();
        let emulator = board.emulator.map_or_else(String::new, |emulator| emulator.program);
        let [flash, ram] = [board.memory.flash, board.memory.ram].map(|region| region.length.to_string());
        [board.name, board.chip, targets.join(", "), flash, ram, emulator]
    };
    let rows: Vec<_> = boards::all().map(row).collect();
    files::print(&table(["board", "chip", "targets", "flash", "RAM", "emulator"], &rows))
}
