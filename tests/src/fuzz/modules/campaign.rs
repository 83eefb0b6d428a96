//! Runs very many cases on several threads, in batches that share an image.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use dissolve_pipeline::targets::Target;

use super::batch::{self, BATCH, Failure, Figures};
use super::case::{CALLS, Case};
use super::regression;
use crate::fuzz::Campaign;

/// The number of failures after which no further batch is run.
const ENOUGH: usize = 10;

/// The interval between progress reports.
const PROGRESS: Duration = Duration::from_secs(30);

/// Bytes of stack of a thread: the stock engine runs on it, and compiled modules may nest deeply.
const THREAD_STACK: usize = 16 << 20;

/// The cases to run.
#[derive(Clone, Debug)]
pub struct Modules {
    /// The seed, the indices and the threads.
    pub campaign: Campaign,
    /// The targets, which the cases use in turns.
    pub targets: Vec<Target>,
    /// The calls of each case.
    pub calls: usize,
    /// The folder for cases that fail, made smaller; `None` if they are only reported.
    pub kept: Option<PathBuf>,
}

impl Modules {
    /// Runs the cases.
    ///
    /// # Errors
    ///
    /// The differences of each case, and the command that runs it alone.
    pub fn run(&self) -> Result<Figures, String> {
        let shared = Shared {
            next: AtomicU64::new(0),
            stopped: AtomicBool::new(false),
            figures: Mutex::new(Figures::default()),
            failures: Mutex::new(Vec::new()),
            told: Mutex::new(Instant::now()),
            folder: std::env::temp_dir().join("dissolve-fuzz"),
        };
        fs::create_dir_all(&shared.folder).map_err(|error| format!("{}: {error}", shared.folder.display()))?;
        thread::scope(|scope| {
            for worker in 0..self.campaign.jobs.max(1) {
                let shared = &shared;
                let builder = thread::Builder::new().stack_size(THREAD_STACK);
                let started = builder.spawn_scoped(scope, move || self.work(shared, worker));
                if let Err(error) = started {
                    shared.fail(vec![format!("a thread: {error}")]);
                }
            }
        });
        let failures = shared.failures.into_inner().unwrap_or_else(PoisonError::into_inner);
        let figures = shared.figures.into_inner().unwrap_or_else(PoisonError::into_inner);
        match failures[..] {
            [] => Ok(figures),
            _ => Err(format!("{}\n{} mismatches; {figures}", failures.join("\n"), failures.len())),
        }
    }

    fn work(&self, shared: &Shared, worker: usize) {
        let in_work = shared.folder.join(format!("modules-{}-{worker}", std::process::id()));
        while !shared.stopped.load(Ordering::Relaxed) {
            let number = shared.next.fetch_add(1, Ordering::Relaxed);
            let Some(batch) = self.batch(number) else { break };
            // If a case ends the process, this file names the batch it is in.
            let note = format!("{} and the {} after it\n", batch.origin, batch.cases.len());
            if let Err(error) = fs::write(&in_work, note) {
                shared.fail(vec![format!("{}: {error}", in_work.display())]);
            }
            self.one(batch, shared);
        }
        // The file only stays if a batch ended the process.
        let _ = fs::remove_file(&in_work);
    }

    /// The indices of a batch, all of the same target; `None` past the last batch.
    fn batch(&self, number: u64) -> Option<Indices> {
        let Campaign { seed, first, count, .. } = self.campaign;
        let turns = self.targets.len().max(1) as u64;
        let (block, turn) = (number / turns, number % turns);
        let length = BATCH as u64 * turns;
        let begin = first.checked_add(block.checked_mul(length)?)?;
        let end = begin.saturating_add(length).min(first.saturating_add(count));
        let cases: Vec<u64> = (begin..end).filter(|index| index % turns == turn).collect();
        (begin < first.saturating_add(count)).then(|| Indices { origin: format!("seed {seed}, index {begin}"), cases })
    }

    fn one(&self, batch: Indices, shared: &Shared) {
        let mut figures = Figures::default();
        let begin = Instant::now();
        let seed = self.campaign.seed;
        let cases: Result<Vec<Case>, String> =
            batch.cases.iter().map(|&index| Case::new(seed, index, &self.targets, self.calls)).collect();
        figures.times[0] += begin.elapsed();
        match cases {
            Ok(cases) => {
                if let Some(target) = cases.first().map(|case| case.target) {
                    let failures = batch::run(cases, target, &mut figures);
                    shared.fail(failures.iter().map(|failure| self.describe(failure)).collect());
                }
            }
            Err(failure) => shared.fail(vec![failure]),
        }
        shared.add(figures);
    }

    /// Describes a failure: the reason, how to run the case alone, and the file where it is kept.
    fn describe(&self, failure: &Failure) -> String {
        let Failure { case, reason } = failure;
        let calls = if self.calls == CALLS { String::new() } else { format!(" --calls {}", self.calls) };
        let again = format!("again: cargo xtask fuzz modules {} --count 1 --target {}{calls}", case.name, case.target);
        let kept = self.kept.as_ref().map(|folder| match regression::keep(failure, folder) {
            Ok(path) => format!("\n  kept: {path}"),
            Err(error) => format!("\n  not kept: {error}"),
        });
        format!("{case}: {reason}\n  {again}{}", kept.unwrap_or_default())
    }
}

/// The cases of a batch.
struct Indices {
    origin: String,
    cases: Vec<u64>,
}

/// The state that the threads share.
struct Shared {
    next: AtomicU64,
    stopped: AtomicBool,
    figures: Mutex<Figures>,
    failures: Mutex<Vec<String>>,
    told: Mutex<Instant>,
    folder: PathBuf,
}

impl Shared {
    fn fail(&self, found: Vec<String>) {
        for failure in &found {
            eprintln!("{failure}");
        }
        let mut failures = self.failures.lock().unwrap_or_else(PoisonError::into_inner);
        failures.extend(found);
        if failures.len() >= ENOUGH {
            self.stopped.store(true, Ordering::Relaxed);
        }
    }

    fn add(&self, figures: Figures) {
        let mut all = self.figures.lock().unwrap_or_else(PoisonError::into_inner);
        *all += figures;
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.elapsed() > PROGRESS {
            *told = Instant::now();
            eprintln!("{all}");
        }
    }
}
