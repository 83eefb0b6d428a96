//! Runs the specification's tests: takes the `.wast` files of WebAssembly 2.0 and of the proposals that dissolve
//! lowers, returns the outcome of every directive on an emulated chip.
//!
//! Every assertion is a call through an image's call gate. Modules that import from each other, by `register`, are
//! linked by the fuser, and their instantiations are functions that are called in the file's order. A module that
//! imports nothing and does something when it is instantiated is an image of its own and is not linked. All other
//! modules of a file share images.
//!
//! | file | subject |
//! | --- | --- |
//! | `files` | the list of test files |
//! | `script` | the directives of one file |
//! | `value` | values as the tests write them, and the patterns that a result can match |
//! | `plan` | which modules go into one image, and the order of the actions on them |
//! | `bundle` | which groups of modules share an image |
//! | `image` | one image: linked, built, booted, and called |
//! | `session` | the images of a file, one after the other |
//! | `refusal` | directives that need no image |
//! | `verdict` | the comparison of an answer with the test's expectation |

mod bundle;
mod files;
mod image;
mod plan;
mod refusal;
mod script;
mod session;
#[cfg(test)]
mod tests;
mod value;
mod verdict;

use std::sync::Mutex;
use std::thread;

use dissolve_pipeline::codegen::{Bounds, OptLevel};
use dissolve_pipeline::targets::Target;

use crate::conformance::report::{self, Listed, Played};
use crate::conformance::skips::Skips;
use crate::conformance::{Error, Report, unpoisoned};

use self::files::TestFile;
use self::script::{Expected, Kind};

/// The list of skipped tests, a TOML file.
const LIST: &str = include_str!("../conformance/spec.toml");

/// The configuration under test.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// The target processor.
    pub target: Target,
    /// The kind of bounds check of a memory access.
    pub bounds: Bounds,
    /// The optimization level of LLVM.
    pub opt: OptLevel,
}

/// Runs the files whose path contains `filter`.
///
/// # Errors
///
/// When no file matches, or the list of skips is malformed. Failures of single tests are in the report.
pub fn run(settings: Settings, filter: &str) -> Result<Report, Error> {
    let skips = Skips::parse(LIST)?.for_target(settings.target.name(), settings.bounds.name());
    Ok(run_files(settings, files::list(filter)?, &skips, filter.is_empty()))
}

/// Runs these files; `whole` is true if no file was left out.
fn run_files(settings: Settings, files: Vec<TestFile>, skips: &Skips, whole: bool) -> Report {
    // The longest file is run first, so that no worker is left alone with it at the end.
    let mut order = (0..files.len()).collect::<Vec<_>>();
    order.sort_by_key(|&file| files[file].text.len());
    let queue = Mutex::new(order);
    let played = Mutex::new((0..files.len()).map(|_| None).collect::<Vec<_>>());
    let work = || {
        loop {
            let Some(file) = unpoisoned(&queue).pop() else { break };
            let found = play(settings, &files[file], skips);
            unpoisoned(&played)[file] = Some(found);
        }
    };
    let workers = thread::available_parallelism().map_or(1, usize::from).min(2);
    thread::scope(|scope| (0..workers).for_each(|_| drop(scope.spawn(work))));
    let played = std::mem::take(&mut *unpoisoned(&played));
    report::report(played.into_iter().flatten().collect(), skips, whole)
}

/// Runs a file.
fn play(settings: Settings, file: &TestFile, skips: &Skips) -> Played {
    let path = file.path.clone();
    let script = match script::read(file.text) {
        Ok(script) => script,
        Err(error) => return Played { path, directives: Err(error), findings: Vec::new() },
    };
    let listed = |directive: &script::Directive| Listed { line: directive.line, untried: untried(&directive.kind) };
    let directives = Ok(script.directives.iter().map(listed).collect());
    let alone = script.directives.iter().enumerate().filter_map(|(index, directive)| {
        let trap = match &directive.kind {
            Kind::Ask { expected: Expected::Trap(text), .. } => Some(text.as_str()),
            _ => None,
        };
        Some((index, skips.left_alone(&file.path, directive.line, trap)?))
    });
    let findings = session::play(settings, &plan::plan(&script), &alone.collect());
    Played { path, directives, findings }
}

/// The reason why a directive has no finding.
fn untried(kind: &Kind) -> String {
    match kind {
        Kind::Unknown(directive) => format!("{directive}: the runner does not know this"),
        _ => "it refers to a module or an instance that is not there".into(),
    }
}
