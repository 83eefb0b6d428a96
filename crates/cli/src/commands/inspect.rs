//! `dissolve inspect`.

use crate::args::{Format, Inspect};
use crate::{Failure, files, inspection};

/// `dissolve inspect`
pub fn inspect(arguments: &Inspect) -> Result<(), Failure> {
    let bytes = files::read_binary(&arguments.input)?;
    let found = dissolve_pipeline::inspect(&bytes, &files::name(None, &arguments.input))?;
    let text = match arguments.format {
        Format::Text => inspection::text(&found),
        Format::Json => serde_json::to_string_pretty(&found)? + "\n",
    };
    files::print(&text)
}
