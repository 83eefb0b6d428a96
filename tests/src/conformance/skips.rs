//! A list of what is not run, and why, and of what dissolve says for what the suite says: `tests/conformance/*.toml`.
//!
//! A directive in the list is run all the same: it has to go wrong in the way that the list says, so that no entry outlives its
//! reason. A refusal is right for the suite's reason, or for one that the list maps to it.

use std::collections::HashSet;

use serde::Deserialize;

use super::Error;

/// The list.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Skips {
    #[serde(default, rename = "skip")]
    skips: Vec<Skip>,
    #[serde(default, rename = "refusal")]
    refusals: Vec<Refusal>,
}

/// Reasons of dissolve's that are the suite's in other words.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Refusal {
    /// All of the suite's text.
    suite: String,
    /// Parts of what dissolve says, any of them.
    says: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Skip {
    /// Its path; with `*` at the end every path that begins so.
    file: String,
    /// Where the directives begin; none for all that go wrong so.
    #[serde(default)]
    lines: Vec<usize>,
    /// Part of what goes wrong; none for directives that are left alone.
    says: Option<String>,
    /// The trap that directives expect which are left alone; none for any.
    trap: Option<String>,
    reason: String,
    /// The targets that it is about; none for all.
    #[serde(default)]
    targets: Vec<String>,
    /// The bounds mode that it is about; none for all.
    bounds: Option<String>,
}

/// Which entries were of use.
#[derive(Default)]
pub struct Uses {
    /// Which entries have skipped which line; line zero stands for any of an entry without lines.
    skips: HashSet<(usize, usize)>,
    /// Which parts of what dissolve says have stood for which of the suite's texts.
    refusals: HashSet<(usize, usize)>,
}

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

    /// The entry for which a directive that expects that trap is not even tried, if there is one.
    pub fn left_alone(&self, file: &str, line: usize, trap: Option<&str>) -> Option<usize> {
        let expects = |skip: &Skip| skip.trap.is_none() || skip.trap.as_deref() == trap;
        self.skips.iter().position(|skip| skip.says.is_none() && expects(skip) && skip.is_about(file, line))
    }

    /// The reason of such an entry.
    pub fn use_left_alone(&self, entry: usize, line: usize, uses: &mut Uses) -> &str {
        let skip = &self.skips[entry];
        uses.skips.insert((entry, if skip.lines.is_empty() { 0 } else { line }));
        &skip.reason
    }

    /// Returns true if a refusal is for the suite's reason, or one that stands for it. A suite that gives none has to be in the list.
    pub fn is_meant(&self, suite: &str, said: &str, uses: &mut Uses) -> bool {
        if !suite.is_empty() && said.contains(suite) {
            return true;
        }
        let entries = self.refusals.iter().enumerate().filter(|(_, refusal)| refusal.suite == suite);
        let parts = entries.flat_map(|(index, refusal)| {
            refusal.says.iter().enumerate().map(move |(part, says)| ((index, part), says))
        });
        let found = parts.into_iter().find(|(_, says)| said.contains(says.as_str()));
        found.is_some_and(|(at, _)| {
            uses.refusals.insert(at);
            true
        })
    }

    /// Why a directive that went wrong so is skipped, if it is.
    pub fn reason(&self, file: &str, line: usize, failure: &str, uses: &mut Uses) -> Option<&str> {
        let says = |skip: &Skip| skip.says.as_ref().is_some_and(|says| failure.contains(says.as_str()));
        let covers = |(_, skip): &(usize, &Skip)| skip.is_about(file, line) && says(skip);
        let (index, skip) = self.skips.iter().enumerate().find(covers)?;
        uses.skips.insert((index, if skip.lines.is_empty() { 0 } else { line }));
        Some(&skip.reason)
    }

    /// Takes note that a directive could not be tried, so that entries about it are not out of date.
    pub fn excuse(&self, file: &str, line: usize, uses: &mut Uses) {
        let about = self.skips.iter().enumerate().filter(|(_, skip)| skip.lines.contains(&line));
        uses.skips.extend(about.filter(|(_, skip)| skip.is_about(file, line)).map(|(index, _)| (index, line)));
    }

    /// What skipped nothing, as `file:line`, in files that were run; `known` says which ones were.
    pub fn unused(&self, uses: &Uses, known: impl Fn(&str) -> bool) -> Vec<String> {
        let mut unused = Vec::new();
        for (index, skip) in self.skips.iter().enumerate().filter(|(_, skip)| known(&skip.file)) {
            let what = skip.says.as_ref().or(skip.trap.as_ref()).map_or("left alone", String::as_str);
            let lines = if skip.lines.is_empty() { &[0] } else { skip.lines.as_slice() };
            for &line in lines.iter().filter(|&&line| !uses.skips.contains(&(index, line))) {
                unused.push(match line {
                    0 => format!("{} ({what})", skip.file),
                    line => format!("{}:{line}", skip.file),
                });
            }
        }
        unused
    }

    /// What was said for no text of the suite.
    pub fn unsaid(&self, uses: &Uses) -> Vec<String> {
        let entries = self.refusals.iter().enumerate();
        let parts = entries.flat_map(|(index, refusal)| {
            let unsaid = move |part: &usize| !uses.refusals.contains(&(index, *part));
            (0..refusal.says.len()).filter(unsaid).map(move |part| (&refusal.suite, &refusal.says[part]))
        });
        parts.map(|(suite, says)| format!("`{says}` for `{suite}`")).collect()
    }
}
