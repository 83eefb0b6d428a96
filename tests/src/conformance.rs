//! Runs the Component Model's reference tests: takes their folder, returns the outcome of every directive.
//!
//! The component of a test is fused. Each invocation runs twice on the fused module: as a core module on a stock
//! engine, and as native code on an emulated chip. Both must give the result that the test expects. Values are lifted
//! and lowered by dissolve's own host side.
//!
//! | file | subject |
//! | --- | --- |
//! | file | subject |
//! | --- | --- |
//! | `files` | finding the test files |
//! | `script` | the directives of one file |
//! | `literal` | values as the tests write them |
//! | `case` | one component and all the directives about it |
//! | `place` | a stock engine and an emulated chip, as places where a fused module runs |
//! | `verdict` | whether a call went as its test says |
//! | `stock` | the stock engine's verdict about a component |
//! | `skips` | the list of tests that are not run, with reasons |
//! | `report` | the tables |

mod case;
pub(crate) mod files;
mod literal;
mod place;
pub(crate) mod report;
mod script;
pub(crate) mod skips;
mod stock;
#[cfg(test)]
mod tests;
mod verdict;

use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;

use dissolve_pipeline::fuse;

use self::case::Case;
use self::files::TestFile;
use self::report::{Listed, Played};
use self::script::{Kind, Script};
use self::skips::Skips;

pub use self::files::{FOLDER_VARIABLE, folder, is_named};
pub use self::report::{FileReport, Finding, Outcome, Report};

/// The reason why the tests could not be run at all.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A file or folder cannot be read.
    #[error("cannot read `{path}`: {source}")]
    Read {
        /// The path of the file or folder.
        path: String,
        /// The error of the operating system.
        source: std::io::Error,
    },
    /// The list of skipped tests is malformed.
    #[error("the list of skips is malformed: {0}")]
    Skips(#[from] toml::de::Error),
    /// No file has the filter in its path.
    #[error("no file of the tests has `{0}` in its path")]
    NoFile(String),
}

/// The list of skipped tests, a TOML file.
const LIST: &str = include_str!("../conformance/component-model.toml");

/// The layout of a component's memories in the fused module (contract, section 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Each instance keeps its own memories.
    Isolated,
    /// All instances have regions of one memory.
    Shared,
}

impl Layout {
    /// Every layout.
    pub const ALL: &[Layout] = &[Layout::Isolated, Layout::Shared];

    /// The fuser's options for this layout.
    pub fn options(self, name: &str) -> fuse::Options {
        match self {
            Layout::Isolated => fuse::Options::new(name),
            Layout::Shared => fuse::Options { memory: fuse::MemoryMode::Shared, ..fuse::Options::new(name) },
        }
    }
}

impl std::fmt::Display for Layout {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Layout::Isolated => "isolated",
            Layout::Shared => "shared",
        })
    }
}

/// Runs the tests in `folder` whose path contains `filter`.
///
/// # Errors
///
/// When the folder cannot be read, no file matches, or the list of skips is malformed. Failures of single tests are in
/// the report.
pub fn run(folder: &Path, filter: &str, layout: Layout) -> Result<Report, Error> {
    Ok(run_files(files::list(folder, filter)?, &Skips::parse(LIST)?, filter.is_empty(), layout))
}

/// Runs these files; `whole` is true if no file was left out.
fn run_files(files: Vec<TestFile>, skips: &Skips, whole: bool, layout: Layout) -> Report {
    let scripts = files.iter().map(|file| script::read(&file.text)).collect::<Vec<_>>();
    let findings = Mutex::new(vec![Vec::new(); files.len()]);
    let queue = Mutex::new(cases(&files, &scripts));
    let work = || {
        let engine = stock::engine();
        while let Some((file, case)) = unpoisoned(&queue).pop() {
            let found = case.run(&engine, layout);
            unpoisoned(&findings)[file].extend(found);
        }
    };
    let workers = thread::available_parallelism().map_or(1, usize::from);
    thread::scope(|scope| (0..workers).for_each(|_| drop(scope.spawn(work))));
    let findings = std::mem::take(&mut *unpoisoned(&findings));
    let played = files.into_iter().zip(scripts).zip(findings).map(|((file, script), findings)| {
        let listed = |directive: &script::Directive| Listed { line: directive.line, untried: untried(&directive.kind) };
        let directives = script.map(|script| script.directives.iter().map(listed).collect());
        Played { path: file.path, directives, findings }
    });
    report::report(played.collect(), skips, whole)
}

/// The reason why a directive that is part of no case has no finding.
fn untried(kind: &Kind) -> String {
    match kind {
        Kind::Unknown(directive) => format!("{directive}: the runner does not know this"),
        _ => "it refers to a component or an instance that is not there".into(),
    }
}

/// Locks a mutex. It is never poisoned: nothing panics while one is locked.
pub(crate) fn unpoisoned<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The cases of all files, each with the index of its file. The last file's cases come first, since the queue is
/// popped.
fn cases<'a>(files: &[TestFile], scripts: &'a [Result<Script, String>]) -> Vec<(usize, Case<'a>)> {
    let mut all = Vec::new();
    for (index, (file, script)) in files.iter().zip(scripts).enumerate() {
        if let Ok(script) = script {
            all.extend(case::cases(&file.path, script).into_iter().map(|case| (index, case)));
        }
    }
    all.reverse();
    all
}
