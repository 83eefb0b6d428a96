//! `dissolve check`.

use dissolve_pipeline::interface::Observer;

use crate::args::{Check, Format};
use crate::{Failure, files, findings, inputs};

/// `dissolve check`. Returns true if the input is bounded.
pub fn check(arguments: &Check, observer: &Observer) -> Result<bool, Failure> {
    let name = files::name(None, &arguments.input);
    let loaded = inputs::load(&arguments.input, &name, &arguments.plugs, observer)?;
    let check = dissolve_pipeline::check(&loaded.bytes, &name)?;
    observer.finished("check", format_args!("{}", if check.bounded { "bounded" } else { "not bounded" }));
    let text = match arguments.format {
        Format::Text => findings::text(&check),
        Format::Json => serde_json::to_string_pretty(&check)? + "\n",
    };
    files::print(&text)?;
    Ok(check.bounded)
}
