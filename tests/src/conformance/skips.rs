//! The list of what is not run, and why: `tests/conformance/component-model.toml`.
//!
//! A folder in the list is left out whole. A directive in it is run all the same: it has to go wrong in the way that the list
//! says, so that no entry outlives its reason.

use serde::Deserialize;

use super::Error;

const LIST: &str = include_str!("../../conformance/component-model.toml");

/// The list.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Skips {
    #[serde(default, rename = "folder")]
    folders: Vec<Folder>,
    #[serde(default, rename = "skip")]
    skips: Vec<Skip>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Folder {
    path: String,
    reason: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Skip {
    file: String,
    /// Where the directives begin.
    lines: Vec<usize>,
    /// Part of what goes wrong.
    says: String,
    reason: String,
}

impl Skips {
    /// Reads the list.
    pub fn read() -> Result<Skips, Error> {
        Skips::parse(LIST)
    }

    /// Reads a list.
    pub fn parse(list: &str) -> Result<Skips, Error> {
        Ok(toml::from_str(list)?)
    }

    /// Why the folder of a file is left out, if it is.
    pub fn folder(&self, path: &str) -> Option<&str> {
        let folder = self.folders.iter().find(|folder| path.starts_with(&format!("{}/", folder.path)))?;
        Some(&folder.reason)
    }

    /// Why a directive that went wrong so is skipped, if it is.
    pub fn reason(&self, file: &str, line: usize, failure: &str) -> Option<&str> {
        let covers =
            |skip: &&Skip| skip.file == file && skip.lines.contains(&line) && failure.contains(skip.says.as_str());
        self.skips.iter().find(covers).map(|skip| skip.reason.as_str())
    }

    /// Every directive of the list: its file and line.
    pub fn directives(&self) -> impl Iterator<Item = (&str, usize)> {
        self.skips.iter().flat_map(|skip| skip.lines.iter().map(|line| (skip.file.as_str(), *line)))
    }
}
