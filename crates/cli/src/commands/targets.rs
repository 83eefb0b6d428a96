//! `dissolve targets`: prints a table.

use dissolve::targets::Target;

use crate::{Failure, files};

const HEAD: [&str; 5] = ["target", "triple", "FPU", "MPU", "board"];

/// Prints the properties of each target.
pub fn targets() -> Result<(), Failure> {
    let rows: Vec<[String; 5]> = Target::ALL
        .iter()
        .map(|target| {
            let [fpu, mpu] = [target.fpu().to_string(), target.mpu().to_string()];
            let board = dissolve::boards::emulating(*target).map_or_else(String::new, |board| board.name);
            [target.name().into(), target.triple().into(), fpu, mpu, board]
        })
        .collect();
    let widths: [usize; 5] = std::array::from_fn(|column| {
        rows.iter().map(|row| row[column].len()).chain([HEAD[column].len()]).max().unwrap_or(0)
    });
    let mut table = String::new();
    for row in [HEAD.map(String::from)].iter().chain(&rows) {
        let cells: Vec<_> = row.iter().zip(widths).map(|(cell, width)| format!("{cell:width$}")).collect();
        table.push_str(cells.join("  ").trim_end());
        table.push('\n');
    }
    files::print(&table)
}
