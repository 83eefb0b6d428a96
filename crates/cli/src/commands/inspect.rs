//! `dissolve inspect`.

use std::io::Write as _;

use crate::args::{Format, Inspect};
use crate::{Failure, files, inspection};

/// `dissolve inspect`
pub fn inspect(arguments: &Inspect) -> Result<(), Failure> {
    let bytes = files::read_binary(&arguments.input)?;
    let found = dissolve::inspect(&bytes, &files::name(None, &arguments.input))?;
    let text = match arguments.format {
        Format::Text => inspection::text(&found),
        Format::Json => serde_json::to_string_pretty(&found)? + "\n",
    };
    std::io::stdout().write_all(text.as_bytes()).map_err(|error| format!("cannot write the report: {error}"))?;
    Ok(())
}
