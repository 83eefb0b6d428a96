//! The outcomes of directives, as tables.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use super::skips::{Skips, Uses};

/// The results of all files.
#[derive(Debug)]
pub struct Report {
    /// The files, in the order of their paths.
    pub files: Vec<FileReport>,
    /// Entries of the list of skips that no longer apply.
    pub outdated: Vec<String>,
    /// Accepted reasons of refusals that dissolve did not give for any directive.
    pub unsaid: Vec<String>,
}

/// The results of one file.
#[derive(Debug)]
pub struct FileReport {
    /// Its path.
    pub path: String,
    /// The number of its directives.
    pub directives: usize,
    /// The line and the finding of every directive.
    pub findings: Vec<(usize, Finding)>,
}

/// The result of a directive.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The directive's index in its file.
    pub directive: usize,
    /// True if it was run on the engine.
    pub engine: bool,
    /// True if it was run on the chip.
    pub chip: bool,
    /// The outcome.
    pub outcome: Outcome,
}

/// The outcome of a directive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It passed.
    Passed,
    /// It failed, for this reason.
    Failed(String),
    /// It was refused, as it must be; the reasons are not yet compared.
    Refused {
        /// The suite's reason.
        wanted: String,
        /// Dissolve's reason.
        said: String,
    },
    /// It was refused, as it must be, by the assembler; dissolve did not see it.
    Assembler,
    /// It could not be tried, since the directive with this index failed.
    After(usize),
    /// It is not tried, because of this entry of the list of skips.
    LeftAlone(usize),
    /// It is skipped, for this reason.
    Skipped(String),
}

impl Outcome {
    /// Returns true if the directive was tried, rather than left alone or skipped.
    pub fn was_tried(&self) -> bool {
        !matches!(self, Outcome::After(_) | Outcome::LeftAlone(_) | Outcome::Skipped(_))
    }
}

/// A row of the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    directives: usize,
    engine: usize,
    chip: usize,
    passed: usize,
    assembler: usize,
    failed: usize,
    skipped: usize,
}

impl Finding {
    /// A finding for a directive that was not run anywhere.
    pub fn new(directive: usize, outcome: Outcome) -> Finding {
        Finding { directive, engine: false, chip: false, outcome }
    }

    /// Adds the outcome of a run in one more place. The first failure counts.
    pub fn add(&mut self, outcome: Outcome) {
        if self.outcome == Outcome::Passed {
            self.outcome = outcome;
        }
    }
}

/// A test file after its run.
pub struct Played {
    /// Its path.
    pub path: String,
    /// Its directives; an error when the parser does not know its syntax.
    pub directives: Result<Vec<Listed>, String>,
    /// The findings, in any order.
    pub findings: Vec<Finding>,
}

/// A directive of a file.
pub struct Listed {
    /// Its line, from one.
    pub line: usize,
    /// The failure to report if the directive has no finding.
    pub untried: String,
}

/// Makes the report. `whole` is true if no file was left out.
pub fn report(files: Vec<Played>, skips: &Skips, whole: bool) -> Report {
    let mut uses = Uses::default();
    let reports = files.into_iter().map(|file| file_report(file, skips, &mut uses)).collect::<Vec<_>>();
    let known = |file: &str| whole || reports.iter().any(|report| report.path == file);
    let outdated = skips.unused(&uses, known);
    let unsaid = if whole { skips.unsaid(&uses) } else { Vec::new() };
    Report { files: reports, outdated, unsaid }
}

fn file_report(file: Played, skips: &Skips, uses: &mut Uses) -> FileReport {
    let path = file.path;
    let directives = match file.directives {
        Ok(directives) => directives,
        Err(error) => {
            let finding = Finding::new(0, Outcome::Failed(error));
            return FileReport { path, directives: 0, findings: vec![(0, finding)] };
        }
    };
    let mut found = file.findings.into_iter().map(|finding| (finding.directive, finding)).collect::<HashMap<_, _>>();
    let count = directives.len();
    let mut findings: Vec<(usize, Finding)> = Vec::new();
    for (index, Listed { line, untried }) in directives.into_iter().enumerate() {
        let mut finding = found.remove(&index).unwrap_or_else(|| Finding::new(index, Outcome::Failed(untried)));
        if let Outcome::Refused { wanted, said } = finding.outcome {
            finding.outcome = match skips.is_meant(&wanted, &said, uses) {
                true => Outcome::Passed,
                false => Outcome::Failed(format!("it is refused otherwise than the test says (`{wanted}`): {said}")),
            };
        }
        finding.outcome = match finding.outcome {
            Outcome::Failed(message) => match skips.reason(&path, line, &message, uses) {
                Some(reason) => Outcome::Skipped(reason.to_owned()),
                None => Outcome::Failed(message),
            },
            Outcome::LeftAlone(entry) => Outcome::Skipped(skips.use_left_alone(entry, line, uses).to_owned()),
            // A directive comes after those that it refers to.
            Outcome::After(before) => match findings.get(before).map(|(line, finding)| (line, &finding.outcome)) {
                Some((_, Outcome::Skipped(reason))) => {
                    skips.excuse(&path, line, uses);
                    Outcome::Skipped(reason.clone())
                }
                Some((line, _)) => Outcome::Failed(format!("line {line} failed")),
                None => Outcome::Failed("it refers to a later directive".into()),
            },
            other => other,
        };
        findings.push((line, finding));
    }
    FileReport { path, directives: count, findings }
}

impl FileReport {
    fn counts(&self) -> Counts {
        let mut counts = Counts { directives: self.directives, ..Counts::default() };
        for (_, finding) in &self.findings {
            counts.engine += usize::from(finding.engine);
            counts.chip += usize::from(finding.chip);
            match finding.outcome {
                Outcome::Passed => counts.passed += 1,
                Outcome::Skipped(_) => counts.skipped += 1,
                Outcome::Assembler => counts.assembler += 1,
                _ => counts.failed += 1,
            }
        }
        counts
    }

    fn folder(&self) -> &str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }
}

impl std::ops::Add for Counts {
    type Output = Counts;

    fn add(self, other: Counts) -> Counts {
        Counts {
            directives: self.directives + other.directives,
            engine: self.engine + other.engine,
            chip: self.chip + other.chip,
            passed: self.passed + other.passed,
            assembler: self.assembler + other.assembler,
            failed: self.failed + other.failed,
            skipped: self.skipped + other.skipped,
        }
    }
}

impl Report {
    /// The failures, as `file:line: message`, and the entries of the list of skips that no longer apply.
    pub fn failures(&self) -> Vec<String> {
        let findings = self.files.iter().flat_map(|file| file.findings.iter().map(move |finding| (file, finding)));
        let failures = findings.filter_map(|(file, (line, finding))| match &finding.outcome {
            Outcome::Failed(message) => Some(format!("{}:{line}: {message}", file.path)),
            _ => None,
        });
        let outdated =
            self.outdated.iter().map(|entry| format!("{entry}: is in the list of skips, but nothing fails so"));
        let unsaid =
            self.unsaid.iter().map(|entry| format!("{entry}: is in the list of refusals, but is said of nothing"));
        failures.chain(outdated).chain(unsaid).collect()
    }

    /// One line with the numbers of directives that were run, passed, skipped and failed.
    pub fn summary(&self) -> String {
        let Counts { passed, assembler, failed, skipped, .. } = self.total();
        let run = passed + failed;
        // Rounded up, so that the true share is never higher than the one shown.
        let percent = (skipped * 1000).div_ceil((run + assembler + skipped).max(1));
        let share = format!("{}.{} %", percent / 10, percent % 10);
        format!(
            "{run} run, {passed} passed, {assembler} refused by the assembler, {skipped} skipped ({share}), {failed} failed"
        )
    }

    /// The number of directives that were skipped.
    pub fn skipped(&self) -> usize {
        self.total().skipped
    }

    fn total(&self) -> Counts {
        self.files.iter().fold(Counts::default(), |total, file| total + file.counts())
    }

    /// A line for each folder.
    pub fn folders(&self) -> String {
        let mut folders: BTreeMap<&str, Counts> = BTreeMap::new();
        for file in &self.files {
            let counts = folders.entry(file.folder()).or_default();
            *counts = *counts + file.counts();
        }
        table("folder", folders.into_iter().map(|(folder, counts)| (folder.to_owned(), counts)))
    }

    /// The skipped directives, by reason.
    fn reasons(&self) -> String {
        let mut reasons: BTreeMap<&str, BTreeMap<&str, Vec<usize>>> = BTreeMap::new();
        for file in &self.files {
            for (line, finding) in &file.findings {
                if let Outcome::Skipped(reason) = &finding.outcome {
                    reasons.entry(reason).or_default().entry(&file.path).or_default().push(*line);
                }
            }
        }
        let mut text = String::new();
        for (reason, files) in reasons {
            let count = files.values().map(Vec::len).sum::<usize>();
            text += &format!("skipped {count}: {reason}\n");
            for (file, lines) in files {
                let lines = lines.iter().map(usize::to_string).collect::<Vec<_>>().join(", ");
                text += &format!("    {file}: {lines}\n");
            }
        }
        text
    }
}

/// A table with a line of totals. A column is left out if nothing was run in its place.
fn table(what: &str, rows: impl Iterator<Item = (String, Counts)>) -> String {
    let rows = rows.collect::<Vec<_>>();
    let total = rows.iter().fold(Counts::default(), |total, (_, counts)| total + *counts);
    let width = rows.iter().map(|(name, _)| name.len()).max().unwrap_or(0).max(what.len()).max(5);
    let line = |name: &str, cells: Vec<String>| {
        let cells = cells.iter().map(|cell| format!("{cell:>12}")).collect::<String>();
        format!("{name:width$}{cells}\n")
    };
    type Column = (&'static str, fn(&Counts) -> usize);
    let columns: [Column; 7] = [
        ("directives", |counts| counts.directives),
        ("engine", |counts| counts.engine),
        ("chip", |counts| counts.chip),
        ("passed", |counts| counts.passed),
        ("assembler", |counts| counts.assembler),
        ("failed", |counts| counts.failed),
        ("skipped", |counts| counts.skipped),
    ];
    let shown = |(head, count): &&Column| !(*head == "engine" && count(&total) == 0);
    let columns = columns.iter().filter(shown).collect::<Vec<_>>();
    let mut text = line(what, columns.iter().map(|(head, _)| (*head).to_owned()).collect());
    for (name, counts) in rows.iter().map(|(name, counts)| (name.as_str(), counts)).chain([("total", &total)]) {
        text += &line(name, columns.iter().map(|(_, count)| count(counts).to_string()).collect());
    }
    text
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let files = self.files.iter().map(|file| (file.path.clone(), file.counts()));
        write!(f, "{}\n{}", table("file", files), self.reasons())?;
        for failure in self.failures() {
            writeln!(f, "FAILED {failure}")?;
        }
        writeln!(f, "{}", self.summary())
    }
}
