//! A list of what is not run, and why: `tests/conformance/*.toml`.
//!
//! A folder in the list is left out whole. A directive in it is run all the same: it has to go wrong in the way that the list
//! says, so that no entry outlives its reason.

use std::collections::HashSet;

use serde::Deserialize;

use super::Error;

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
    /// Its path; with `*` at the end every path that begins so.
    file: String,
    /// Where the directives begin; none for all that go wrong so.
    #[serde(default)]
    lines: Vec<usize>,
    /// Part of what goes wrong.
    says: String,
    reason: String,
    /// The targets that it is about; none for all.
    #[serde(default)]
    targets: Vec<String>,
}

/// Which entries have skipped which line; line zero stands for any of an entry without lines.
#[derive(Default)]
pub struct Uses(HashSet<(usize, usize)>);

impl Skip {
    fn covers(&self, file: &str, line: usize, failure: &str) -> bool {
        let in_file = match self.file.strip_suffix('*') {
            Some(beginning) => file.starts_with(beginning),
            None => file == self.file,
        };
        in_file && (self.lines.is_empty() || self.lines.contains(&line)) && failure.contains(self.says.as_str())
    }
}

impl Skips {
    /// Reads a list.
    pub fn parse(list: &str) -> Result<Skips, Error> {
        Ok(toml::from_str(list)?)
    }

    /// The entries that are about a target.
    pub fn of(mut self, target: &str) -> Skips {
        self.skips.retain(|skip| skip.targets.is_empty() || skip.targets.iter().any(|known| known == target));
        self
    }

    /// Why the folder of a file is left out, if it is.
    pub fn folder(&self, path: &str) -> Option<&str> {
        let folder = self.folders.iter().find(|folder| path.starts_with(&format!("{}/", folder.path)))?;
        Some(&folder.reason)
    }

    /// Why a directive that went wrong so is skipped, if it is.
    pub fn reason(&self, file: &str, line: usize, failure: &str, uses: &mut Uses) -> Option<&str> {
        let covers = |(_, skip): &(usize, &Skip)| skip.covers(file, line, failure);
        let (index, skip) = self.skips.iter().enumerate().find(covers)?;
        uses.0.insert((index, if skip.lines.is_empty() { 0 } else { line }));
        Some(&skip.reason)
    }

    /// What skipped nothing, as `file:line`, in files that were run; `known` says which ones were.
    pub fn unused(&self, uses: &Uses, known: impl Fn(&str) -> bool) -> Vec<String> {
        let mut unused = Vec::new();
        for (index, skip) in self.skips.iter().enumerate().filter(|(_, skip)| known(&skip.file)) {
            let lines = if skip.lines.is_empty() { &[0] } else { skip.lines.as_slice() };
            for &line in lines.iter().filter(|&&line| !uses.0.contains(&(index, line))) {
                unused.push(match line {
                    0 => format!("{} ({})", skip.file, skip.says),
                    line => format!("{}:{line}", skip.file),
                });
            }
        }
        unused
    }
}
