//! `dissolve check`.

use crate::args::{Check, Format};
use crate::{Failure, files, findings, inputs};

/// `dissolve check`. Returns true if the input is bounded.
pub fn check(arguments: &Check) -> Result<bool, Failure> {
    let name = files::name(None, &arguments.input);
    let loaded = inputs::load(&arguments.input, &name, &arguments.plugs)?;
    let check = dissolve_pipeline::check(&loaded.bytes, &name)?;
    let text = match arguments.format {
        Format::Text => findings::text(&check),
        Format::Json => serde_json::to_string_pretty(&check)? + "\n",
    };
    files::print(&text)?;
    Ok(check.bounded)
}
