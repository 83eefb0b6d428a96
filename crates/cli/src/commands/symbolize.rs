//! `dissolve symbolize`: says what addresses in an image mean.

use std::fmt::Write as _;
use std::fs;

use dissolve_pipeline::run::Symbolizer;

use crate::args::Symbolize;
use crate::{Failure, files};

/// Prints a line for each address.
pub fn symbolize(arguments: &Symbolize) -> Result<(), Failure> {
    let path = &arguments.image;
    let elf = fs::read(path).map_err(|error| files::cannot_read(path, &error))?;
    let symbolizer = Symbolizer::read(&elf).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut text = String::new();
    for &address in &arguments.addresses {
        match symbolizer.find(address, arguments.lr.unwrap_or(0)) {
            None => writeln!(text, "{address:#010x}: no function of the image is there")?,
            Some(trap) => match trap.kind {
                Some(kind) => writeln!(text, "{address:#010x}: trap: {kind}{}", trap.location())?,
                None => writeln!(text, "{address:#010x}:{}", trap.location())?,
            },
        }
    }
    files::print(&text)
}
