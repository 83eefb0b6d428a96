//! What became of the directives, as tables.

use std::collections::{BTreeMap, HashMap};
use std::fmt;

use super::files::TestFile;
use super::script::{Kind, Script};
use super::skips::Skips;

/// What became of every file.
#[derive(Debug)]
pub struct Report {
    /// In the order of their paths.
    pub files: Vec<FileReport>,
    /// Entries of the list of skips that no longer apply.
    pub outdated: Vec<String>,
}

/// What became of a file.
#[derive(Debug)]
pub struct FileReport {
    /// Its path.
    pub path: String,
    /// The number of its directives.
    pub directives: usize,
    /// Every directive's line and what became of it.
    pub findings: Vec<(usize, Finding)>,
}

/// What became of a directive.
#[derive(Clone, Debug)]
pub struct Finding {
    /// Its index in its file.
    pub directive: usize,
    /// Whether it was run on the engine.
    pub engine: bool,
    /// Whether it was run on the chip.
    pub chip: bool,
    /// How it went.
    pub outcome: Outcome,
}

/// How a directive went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// As it should.
    Passed,
    /// Otherwise.
    Failed(String),
    /// Otherwise, and the stock engine does the same.
    Stock(String),
    /// It could not be tried, since that directive did not go as it should.
    After(usize),
    /// It is not asked for, for this reason.
    Skipped(String),
}

impl Outcome {
    /// Whether it says how the directive went, and not that it was left alone.
    pub fn was_tried(&self) -> bool {
        !matches!(self, Outcome::After(_) | Outcome::Skipped(_))
    }
}

/// A row of the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Counts {
    directives: usize,
    engine: usize,
    chip: usize,
    passed: usize,
    failed: usize,
    skipped: usize,
}

impl Finding {
    /// A finding that is made without running anything.
    pub fn new(directive: usize, outcome: Outcome) -> Finding {
        Finding { directive, engine: false, chip: false, outcome }
    }

    /// Adds how the directive went in one more place: the first thing that goes wrong counts.
    pub fn add(&mut self, outcome: Outcome) {
        if self.outcome == Outcome::Passed {
            self.outcome = outcome;
        }
    }
}

/// The report on files, from what was found; `whole` says that no file was left out.
pub fn report(
    files: Vec<TestFile>,
    scripts: Vec<Result<Script, String>>,
    findings: Vec<Vec<Finding>>,
    skips: &Skips,
    whole: bool,
) -> Report {
    let mut used = Vec::new();
    let mut reports = Vec::new();
    for ((file, script), found) in files.into_iter().zip(scripts).zip(findings) {
        reports.push(match script {
            Ok(script) => file_report(file.path, &script, found, skips, &mut used),
            Err(error) => unread(file.path, error, skips),
        });
    }
    let known = |file: &str| whole || reports.iter().any(|report| report.path == file);
    let outdated =
        skips.directives().filter(|(file, line)| known(file) && !used.contains(&((*file).to_owned(), *line)));
    let outdated = outdated.map(|(file, line)| format!("{file}:{line}")).collect();
    Report { files: reports, outdated }
}

fn file_report(
    path: String,
    script: &Script,
    found: Vec<Finding>,
    skips: &Skips,
    used: &mut Vec<(String, usize)>,
) -> FileReport {
    let mut found = found.into_iter().map(|finding| (finding.directive, finding)).collect::<HashMap<_, _>>();
    let mut findings: Vec<(usize, Finding)> = Vec::new();
    for (index, directive) in script.directives.iter().enumerate() {
        let line = directive.line;
        let mut finding = found.remove(&index).unwrap_or_else(|| Finding::new(index, untried(&directive.kind)));
        finding.outcome = match finding.outcome {
            _ if skips.folder(&path).is_some() => Outcome::Skipped(skips.folder(&path).unwrap_or_default().to_owned()),
            Outcome::Failed(message) => match skips.reason(&path, line, &message) {
                Some(reason) => {
                    used.push((path.clone(), line));
                    Outcome::Skipped(reason.to_owned())
                }
                None => Outcome::Failed(message),
            },
            Outcome::Stock(reason) => Outcome::Skipped(reason),
            // Directives come after what they refer to.
            Outcome::After(before) => match findings.get(before).map(|(line, finding)| (line, &finding.outcome)) {
                Some((_, Outcome::Skipped(reason))) => Outcome::Skipped(reason.clone()),
                Some((line, _)) => Outcome::Failed(format!("line {line} failed")),
                None => Outcome::Failed("it refers to a later directive".into()),
            },
            other => other,
        };
        findings.push((line, finding));
    }
    FileReport { path, directives: script.directives.len(), findings }
}

/// What becomes of a directive that is part of no case.
fn untried(kind: &Kind) -> Outcome {
    Outcome::Failed(match kind {
        Kind::Unknown(directive) => format!("{directive}: the runner does not know this"),
        _ => "it refers to a component or an instance that is not there".into(),
    })
}

/// The report on a file that the parser does not read.
fn unread(path: String, error: String, skips: &Skips) -> FileReport {
    let outcome = match skips.folder(&path) {
        Some(reason) => Outcome::Skipped(reason.to_owned()),
        None => Outcome::Failed(error),
    };
    FileReport { path, directives: 0, findings: vec![(0, Finding::new(0, outcome))] }
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
            failed: self.failed + other.failed,
            skipped: self.skipped + other.skipped,
        }
    }
}

impl Report {
    /// The failures, as `file:line: message`, entries of the list of skips that no longer apply among them.
    pub fn failures(&self) -> Vec<String> {
        let findings = self.files.iter().flat_map(|file| file.findings.iter().map(move |finding| (file, finding)));
        let failures = findings.filter_map(|(file, (line, finding))| match &finding.outcome {
            Outcome::Failed(message) => Some(format!("{}:{line}: {message}", file.path)),
            _ => None,
        });
        let outdated =
            self.outdated.iter().map(|entry| format!("{entry}: is in the list of skips, but does not fail so"));
        failures.chain(outdated).collect()
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

    /// What is skipped, by reason.
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

/// A table with a line of totals.
fn table(what: &str, rows: impl Iterator<Item = (String, Counts)>) -> String {
    let rows = rows.collect::<Vec<_>>();
    let total = rows.iter().fold(Counts::default(), |total, (_, counts)| total + *counts);
    let width = rows.iter().map(|(name, _)| name.len()).max().unwrap_or(0).max(what.len()).max(5);
    let line = |name: &str, cells: [String; 6]| {
        let cells = cells.map(|cell| format!("{cell:>12}")).concat();
        format!("{name:width$}{cells}\n")
    };
    let heads = ["directives", "engine", "chip", "passed", "failed", "skipped"];
    let mut text = line(what, heads.map(str::to_owned));
    for (name, counts) in rows.iter().map(|(name, counts)| (name.as_str(), counts)).chain([("total", &total)]) {
        let Counts { directives, engine, chip, passed, failed, skipped } = *counts;
        text += &line(name, [directives, engine, chip, passed, failed, skipped].map(|count| count.to_string()));
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
        Ok(())
    }
}
