//! The boards that come with dissolve, and those of the user.

use std::fs;
use std::path::Path;

use dissolve_image::Board;

use crate::Error;

/// Name and text of each board file.
const BOARDS: &[(&str, &str)] = &[
    ("mps2-an385", include_str!("../../../boards/mps2-an385.toml")),
    ("mps2-an386", include_str!("../../../boards/mps2-an386.toml")),
    ("stm32vldiscovery", include_str!("../../../boards/stm32vldiscovery.toml")),
];

/// The names of the boards that come with dissolve.
pub const BOARD_NAMES: &[&str] = &[BOARDS[0].0, BOARDS[1].0, BOARDS[2].0];

/// The board of that name, or the one that a file describes when `name` ends in `.toml`.
///
/// # Errors
///
/// When there is no such board or file, or the file describes no board.
pub fn board(name: &str) -> Result<Board, Error> {
    if let Some((_, text)) = BOARDS.iter().find(|(known, _)| *known == name) {
        return Ok(Board::parse(text, name)?);
    }
    let path = Path::new(name);
    if path.extension().is_none_or(|extension| extension != "toml") {
        return Err(Error::UnknownBoard { name: name.to_owned(), known: BOARD_NAMES.join(", ") });
    }
    let text = fs::read_to_string(path).map_err(|source| Error::BoardFile { path: path.to_owned(), source })?;
    Ok(Board::parse(&text, name)?)
}
