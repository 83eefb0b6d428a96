//! `dissolve doctor`: says what of the machine dissolve finds, and how to get the rest.

use dissolve_pipeline::doctor::{Finding, examine};

use crate::args::version;
use crate::table::table;
use crate::{Failure, files};

/// Prints what was found. Returns true if nothing is missing.
pub fn doctor() -> Result<bool, Failure> {
    let findings = examine();
    let row = |Finding { name, needed_by, found }: &Finding| {
        let place = found.as_ref().map_or("missing", |place| place);
        [name.clone(), (*needed_by).to_owned(), place.to_owned()]
    };
    let rows: Vec<_> = findings.iter().map(row).collect();
    files::print(&format!("{}\n\n{}", version(), table(["part", "needed by", "found"], &rows)))?;
    let missing: Vec<_> =
        findings.into_iter().filter_map(|finding| Some((finding.name, finding.found.err()?))).collect();
    for (name, remedy) in &missing {
        eprintln!("missing: {name}: {remedy}");
    }
    Ok(missing.is_empty())
}
