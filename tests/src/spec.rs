//! The specification's own tests: takes the `.wast` files of WebAssembly 2.0 and of the proposals that dissolve lowers, gives
//! what became of every directive on an emulated chip.
//!
//! Every assertion is a call through an image's call gate. Modules that a file links to each other, with `register`, are linked by
//! the fuser, and their instantiations are functions that are called in the file's order. A module that acts when it is
//! instantiated, and is linked to nothing, is an image as it is; the rest of a file shares images.
//!
//! | file | subject |
//! | --- | --- |
//! | `files` | which files there are |
//! | `script` | the directives of one file |
//! | `value` | values as the tests write them, and whether a result is one of them |
//! | `plan` | which modules go into one image, and what is done with them in which order |
//! | `bundle` | which of those share an image |
//! | `image` | one image: linked, built, booted, and asked |
//! | `session` | the images of a file, one after the other |
//! | `refusal` | what needs no image |
//! | `verdict` | whether an answer is what a test expects |

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

use dissolve::codegen::{Bounds, OptLevel, Target};

use crate::conformance::report::{self, Listed, Played};
use crate::conformance::skips::Skips;
use crate::conformance::{Error, Report, unpoisoned};

use self::files::TestFile;
use self::script::{Expected, Kind};

/// What is not run.
const LIST: &str = include_str!("../conformance/spec.toml");

/// What the tests are run on.
#[derive(Clone, Copy, Debug)]
pub struct Settings {
    /// The processor.
    pub target: Target,
    /// What guards a memory access.
    pub bounds: Bounds,
    /// How hard LLVM tries, and for what.
    pub opt: OptLevel,
}

/// Runs the files whose path contains `filter`.
///
/// # Errors
///
/// When no file matches, or the list of skips is malformed. What fails in a test is in the report.
pub fn run(settings: Settings, filter: &str) -> Result<Report, Error> {
    let skips = Skips::parse(LIST)?.of(settings.target.name(), settings.bounds.name());
    Ok(run_files(settings, files::list(filter)?, &skips, filter.is_empty()))
}

/// Runs these files; `whole` says that none was left out.
fn run_files(settings: Settings, files: Vec<TestFile>, skips: &Skips, whole: bool) -> Report {
    // The longest first, so that no worker is left with one at the end.
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

/// Why nothing was found about a directive.
fn untried(kind: &Kind) -> String {
    match kind {
        Kind::Unknown(directive) => format!("{directive}: the runner does not know this"),
        _ => "it refers to a module or an instance that is not there".into(),
    }
}
