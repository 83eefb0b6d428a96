//! The boards that come with dissolve, and the boards of the user.

use std::fs;
use std::path::Path;

use dissolve_image::Board;
use dissolve_interface::did_you_mean;
use dissolve_target::Target;

use crate::Error;

macro_rules! boards {
    ($($name:literal)*) => {
        /// Name and text of each board file.
        const BOARDS: &[(&str, &str)] = &[$(($name, include_str!(concat!("../../../boards/", $name, ".toml"))),)*];

        /// The names of the boards that come with dissolve.
        pub const BOARD_NAMES: &[&str] = &[$($name),*];
    };
}

boards! { "mps2-an385" "mps2-an386" "mps2-an500" "mps2-an505" "mps3-an547" "microbit" "stm32vldiscovery" "virt" }

/// The board with this name or, if `name` ends in `.toml`, the board that the file describes.
///
/// # Errors
///
/// When there is no such board or file, or the file is not a valid description of a board.
pub fn board(name: &str) -> Result<Board, Error> {
    if let Some((_, text)) = BOARDS.iter().find(|(known, _)| *known == name) {
        return parse(text, name);
    }
    let path = Path::new(name);
    if path.extension().is_none_or(|extension| extension != "toml") {
        let hint = match name.parse::<Target>() {
            Ok(target) => format!("; that is a target, which board `{}` runs", target.board()),
            Err(_) => did_you_mean(name, BOARD_NAMES.iter().copied()),
        };
        return Err(Error::UnknownBoard { name: name.to_owned(), hint, known: BOARD_NAMES.join(", ") });
    }
    let text = fs::read_to_string(path).map_err(|source| Error::BoardFile { path: path.to_owned(), source })?;
    parse(&text, name)
}

/// Parses a board, and checks that all of its targets are known.
fn parse(text: &str, name: &str) -> Result<Board, Error> {
    let board = Board::parse(text, name)?;
    let parsed = board.targets.iter().try_for_each(|target| target.parse::<Target>().map(drop));
    parsed.map_err(|message| Error::BoardTarget { board: name.to_owned(), message })?;
    Ok(board)
}
