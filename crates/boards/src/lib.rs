//! The boards: memory, clock, targets and emulator of each.
//!
//! A board is one TOML file, which becomes a [`Board`]. [`find`] finds one of the boards that come with dissolve by its
//! name, or reads a file of the user; [`all`] gives those that come with dissolve, and [`emulating`] the board on which a
//! target is emulated.

mod board;
mod error;
mod table;

pub use board::{Board, Clock, Emulation, Emulator, Memory, Region};
pub use error::Error;
pub use table::{NAMES, all, emulating, find, text};
