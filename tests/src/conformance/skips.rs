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
    /// Part of what goes wrong; none for directives that are left alone, since they would not end.
    says: Option<String>,
    reason: String,
    /// The targets that it is about; none for all.
    #[serde(default)]
    targets: Vec<String>,
    /// The bounds mode that it is about; none for all.
    bounds: Option<String>,
}

/// Which entries have skipped which line; line zero stands for any of an entry without lines.
#[derive(Default)]
pub struct Uses(HashSet<(usize, usize)>);

impl Skip {
    fn is_about(&self, file: &str, line: usize) -> bool {
        let in_file = match self.file.strip_suffix('*') {
            Some(beginning) => file.starts_with(beginning),
            None => file == self.file,
        };
        in_file && (self.lines.is_empty() || self.lines.contains(&line))
    }
}

impl Skips {
    /// Reads a list.
    pub fn parse(list: &str) -> Result<Skips, Error> {
        Ok(toml::from_str(list)?)
    }

    /// The entries that are about a target, with memory accesses guarded so.
    pub fn of(mut self, target: &str, bounds: &str) -> Skips {
        self.skips.retain(|skip| skip.targets.is_empty() || skip.targets.iter().any(|known| known == target));
        self.skips.retain(|skip| skip.bounds.as_ref().is_none_or(|known| known == bounds));
        self
    }

    /// Why the folder of a file is left out, if it is.
    pub fn folder(&self, path: &str) -> Option<&str> {
        let folder = self.folders.iter().find(|folder| path.starts_with(&format!("{}/", folder.path)))?;
        Some(&folder.reason)
    }

    /// Why a directive is not even tried, if it is not.
    pub fn left_alone(&self, file: &str, line: usize) -> Option<&str> {
        let skip = self.skips.iter().find(|skip| skip.says.is_none() && skip.is_about(file, line))?;
        Some(&skip.reason)
    }

    /// Why a directive that went wrong so is skipped, if it is.
    pub fn reason(&self, file: &str, line: usize, failure: &str, uses: &mut Uses) -> Option<&str> {
        let says = |skip: &Skip| skip.says.as_ref().is_some_and(|says| failure.contains(says.as_str()));
        let covers = |(_, skip): &(usize, &Skip)| skip.is_about(file, line) && says(skip);
        let (index, skip) = self.skips.iter().enumerate().find(covers)?;
        uses.0.insert((index, if skip.lines.is_empty() { 0 } else { line }));
        Some(&skip.reason)
    }

    /// Takes note that a directive could not be tried, so that entries about it are not out of date.
    pub fn excuse(&self, file: &str, line: usize, uses: &mut Uses) {
        let about = self.skips.iter().enumerate().filter(|(_, skip)| skip.lines.contains(&line));
        uses.0.extend(about.filter(|(_, skip)| skip.is_about(file, line)).map(|(index, _)| (index, line)));
    }

    /// What skipped nothing, as `file:line`, in files that were run; `known` says which ones were.
    pub fn unused(&self, uses: &Uses, known: impl Fn(&str) -> bool) -> Vec<String> {
        let mut unused = Vec::new();
        for (index, skip) in self.skips.iter().enumerate().filter(|(_, skip)| known(&skip.file)) {
            let Some(says) = &skip.says else { continue };
            let lines = if skip.lines.is_empty() { &[0] } else { skip.lines.as_slice() };
            for &line in lines.iter().filter(|&&line| !uses.0.contains(&(index, line))) {
                unused.push(match line {
                    0 => format!("{} ({says})", skip.file),
                    line => format!("{}:{line}", skip.file),
                });
            }
        }
        unused
    }
}
