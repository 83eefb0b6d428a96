//! The lists of tests that are skipped, with reasons, and of error messages that are accepted for the suite's:
//! `tests/conformance/*.toml`.
//!
//! A skipped directive is run all the same: it must fail in the way that the list says, so that no entry outlives its
//! reason. A refusal passes if it gives the suite's reason, or one that the list accepts for it.

use std::collections::HashSet;

use serde::Deserialize;

use super::Error;

/// A list of skips and of refusals.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Skips {
    #[serde(default, rename = "skip")]
    skips: Vec<Skip>,
    #[serde(default, rename = "refusal")]
    refusals: Vec<Refusal>,
}

/// Messages of dissolve that mean the same as a message of the suite.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Refusal {
    /// The suite's text, all of it.
    suite: String,
    /// Parts of dissolve's messages; any one of them suffices.
    says: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Skip {
    /// The path of the file. With `*` at the end, every path with this prefix.
    file: String,
    /// The lines where the directives begin. If empty, all directives that fail with `says`.
    #[serde(default)]
    lines: Vec<usize>,
    /// Part of the failure's message; `None` for directives that are left alone, that is, not run.
    says: Option<String>,
    /// Leaves alone only directives that expect this trap; `None` for any.
    trap: Option<String>,
    reason: String,
    /// The targets to which the entry applies; empty for all.
    #[serde(default)]
    targets: Vec<String>,
    /// The bounds mode to which the entry applies; `None` for all.
    bounds: Option<String>,
}

/// The entries that were used.
#[derive(Default)]
pub struct Uses {
    /// Pairs of an entry's index and a line that it skipped. Line zero stands for any line of an entry without lines.
    skips: HashSet<(usize, usize)>,
    /// Pairs of a refusal's index and the index of the part in `says` that matched.
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

    /// The entries that apply to a target and a bounds mode.
    pub fn for_target(mut self, target: &str, bounds: &str) -> Skips {
        self.skips.retain(|skip| skip.targets.is_empty() || skip.targets.iter().any(|known| known == target));
        self.skips.retain(|skip| skip.bounds.as_ref().is_none_or(|known| known == bounds));
        self
    }

    /// The entry that leaves a directive alone, if there is one. `trap` is the trap that the directive expects.
    pub fn left_alone(&self, file: &str, line: usize, trap: Option<&str>) -> Option<usize> {
        let expects = |skip: &Skip| skip.trap.is_none() || skip.trap.as_deref() == trap;
        self.skips.iter().position(|skip| skip.says.is_none() && expects(skip) && skip.is_about(file, line))
    }

    /// The reason of an entry that leaves directives alone. Marks the entry as used.
    pub fn use_left_alone(&self, entry: usize, line: usize, uses: &mut Uses) -> &str {
        let skip = &self.skips[entry];
        uses.skips.insert((entry, if skip.lines.is_empty() { 0 } else { line }));
        &skip.reason
    }

    /// Returns true if a refusal gives the suite's reason, or one that the list accepts for it. If the suite's reason
    /// is empty, the list decides.
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

    /// The reason why a directive that failed with this message is skipped, if it is.
    pub fn reason(&self, file: &str, line: usize, failure: &str, uses: &mut Uses) -> Option<&str> {
        let says = |skip: &Skip| skip.says.as_ref().is_some_and(|says| failure.contains(says.as_str()));
        let covers = |(_, skip): &(usize, &Skip)| skip.is_about(file, line) && says(skip);
        let (index, skip) = self.skips.iter().enumerate().find(covers)?;
        uses.skips.insert((index, if skip.lines.is_empty() { 0 } else { line }));
        Some(&skip.reason)
    }

    /// Marks entries about a directive as used, since it could not be tried.
    pub fn excuse(&self, file: &str, line: usize, uses: &mut Uses) {
        let about = self.skips.iter().enumerate().filter(|(_, skip)| skip.lines.contains(&line));
        uses.skips.extend(about.filter(|(_, skip)| skip.is_about(file, line)).map(|(index, _)| (index, line)));
    }

    /// The entries that skipped nothing, as `file:line`. `known` tells whether a file was run.
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

    /// The accepted messages that dissolve gave for no refusal, each with the suite's text.
    pub fn unsaid(&self, uses: &Uses) -> Vec<String> {
        let entries = self.refusals.iter().enumerate();
        let parts = entries.flat_map(|(index, refusal)| {
            let unsaid = move |part: &usize| !uses.refusals.contains(&(index, *part));
            (0..refusal.says.len()).filter(unsaid).map(move |part| (&refusal.suite, &refusal.says[part]))
        });
        parts.map(|(suite, says)| format!("`{says}` for `{suite}`")).collect()
    }
}
