//! The boards that come with dissolve, and those in files of the user.

use std::borrow::Cow;
use std::fs;
use std::path::Path;

use dissolve_interface::did_you_mean;
use dissolve_targets::Target;

use crate::{Board, Error};

macro_rules! boards {
    ($($name:literal)*) => {
        /// Name and text of each board file.
        const BOARDS: &[(&str, &str)] = &[$(($name, include_str!(concat!("../boards/", $name, ".toml"))),)*];

        /// The names of the boards that come with dissolve.
        pub const NAMES: &[&str] = &[$($name),*];
    };
}

// A target is emulated on the first board that lists it.
boards! { "mps2-an385" "mps2-an386" "mps2-an500" "mps2-an505" "mps3-an547" "microbit" "stm32vldiscovery" "virt" }

/// The board with this name or, if `name` ends in `.toml`, the board that the file describes.
///
/// # Errors
///
/// If there is no such board or file, or the file is not a valid description of a board.
pub fn find(name: &str) -> Result<Board, Error> {
    Board::parse(&text(name)?, name)
}

/// The file of the board with this name or, if `name` ends in `.toml`, that file; it is not checked.
///
/// # Errors
///
/// If there is no such board or file.
pub fn text(name: &str) -> Result<Cow<'static, str>, Error> {
    if let Some((_, text)) = BOARDS.iter().find(|(known, _)| *known == name) {
        return Ok((*text).into());
    }
    let path = Path::new(name);
    if path.extension().is_none_or(|extension| extension != "toml") {
        let hint = match name.parse().ok().and_then(emulating) {
            Some(board) => format!("; that is a target, which board `{}` runs", board.name),
            None => did_you_mean(name, NAMES.iter().copied()),
        };
        return Err(Error::Unknown { name: name.to_owned(), hint, known: NAMES.join(", ") });
    }
    fs::read_to_string(path).map(Cow::Owned).map_err(|source| Error::File { path: path.to_owned(), source })
}

/// All boards that come with dissolve, in the order of [`NAMES`].
pub fn all() -> impl Iterator<Item = Board> {
    BOARDS.iter().filter_map(|(name, text)| Board::parse(text, name).ok())
}

/// The board on which a target is emulated: the first in the table that runs its code.
pub fn emulating(target: Target) -> Option<Board> {
    all().find(|board| board.runs(target))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_is_emulated() {
        use Target as T;
        let expected: [(&str, &[Target]); 7] = [
            ("mps2-an385", &[T::CortexM3]),
            ("mps2-an386", &[T::CortexM4, T::CortexM4F]),
            ("mps2-an500", &[T::CortexM7, T::CortexM7F, T::CortexM7D]),
            ("mps2-an505", &[T::CortexM33, T::CortexM33F]),
            ("mps3-an547", &[T::CortexM55]),
            ("microbit", &[T::CortexM0, T::CortexM0Plus]),
            ("virt", &[T::Riscv32imc, T::Riscv32imac, T::Riscv32imafc]),
        ];
        for &target in Target::CHIPS {
            let (name, _) = expected.iter().find(|(_, targets)| targets.contains(&target)).unwrap();
            let board = emulating(target).unwrap();
            assert_eq!((&board.name[..], board.emulator.is_some()), (*name, true), "{target}");
        }
    }

    /// A file that could not be read would be missing from the boards without a word.
    #[test]
    fn every_file_is_a_board() {
        assert_eq!(all().map(|board| board.name).collect::<Vec<_>>(), NAMES);
    }

    #[test]
    fn a_name_that_is_no_board_gets_a_hint() {
        assert_eq!(find("virt").unwrap().name, "virt");
        for (name, hint) in [
            ("cortex-m4", "; that is a target, which board `mps2-an386` runs\n"),
            ("microbits", "; did you mean `microbit`?\n"),
            ("nowhere/b.toml", "cannot read the board file nowhere/b.toml: "),
        ] {
            let error = find(name).unwrap_err().to_string();
            assert!(error.contains(hint), "{error}");
        }
    }
}
