//! Runs many inputs on several threads. Each input is written to a file before it is run, so that an input that ends
//! the process can be found.

use std::fs;
use std::hint::black_box;
use std::ops::AddAssign;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

use super::hostile::PATIENCE;
use super::panics::caught;

/// The number of failures after which no further input is run, since most inputs then show the same defect.
const ENOUGH: usize = 20;

/// A generator of inputs, and the code that runs them.
pub trait Subject: Sync {
    /// An input.
    type Input;
    /// The results of inputs, added up.
    type Outcome: Default + AddAssign + Send;

    /// The input of an index.
    fn input(&self, seed: u64, index: u64) -> Self::Input;

    /// The bytes of an input, for the file that is kept when the process ends.
    fn bytes(input: &Self::Input) -> &[u8];

    /// Runs an input, and adds its result to `outcome`.
    ///
    /// # Errors
    ///
    /// When the input gives no result or a wrong one.
    fn run(&self, input: Self::Input, outcome: &mut Self::Outcome) -> Result<(), String>;
}

/// The inputs to run.
#[derive(Clone, Copy, Debug)]
pub struct Campaign {
    /// The seed. With an index, it determines an input.
    pub seed: u64,
    /// The index of the first input.
    pub first: u64,
    /// The number of inputs.
    pub count: u64,
    /// The number of threads.
    pub jobs: usize,
}

impl Campaign {
    /// Runs the inputs.
    ///
    /// # Errors
    ///
    /// The error of each input that gave no result or a wrong one, and the path of a file that holds the input.
    pub fn run<S: Subject>(self, subject: &S) -> Result<S::Outcome, String> {
        if !overflow_is_checked() {
            return Err("built without overflow checks: numbers that wrap would not be found".into());
        }
        let jobs = self.jobs.max(1);
        let folder = std::env::temp_dir().join("dissolve-fuzz");
        fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        let shared = Shared {
            campaign: self,
            subject,
            next: AtomicU64::new(self.first),
            running: AtomicUsize::new(jobs),
            stopped: AtomicBool::new(false),
            begun: (0..jobs).map(|_| Mutex::new(None)).collect(),
            failures: Mutex::new(Vec::new()),
            outcome: Mutex::new(S::Outcome::default()),
            folder,
        };
        thread::scope(|scope| {
            for worker in 0..jobs {
                let shared = &shared;
                scope.spawn(move || shared.work(worker));
            }
            shared.watch();
        });
        let failures = into_inner(shared.failures);
        if failures.is_empty() { Ok(into_inner(shared.outcome)) } else { Err(failures.join("\n")) }
    }
}

/// The state that the threads share.
struct Shared<'a, S: Subject> {
    campaign: Campaign,
    subject: &'a S,
    next: AtomicU64,
    running: AtomicUsize,
    stopped: AtomicBool,
    /// The time when each thread started its current input.
    begun: Vec<Mutex<Option<Instant>>>,
    failures: Mutex<Vec<String>>,
    outcome: Mutex<S::Outcome>,
    folder: PathBuf,
}

impl<S: Subject> Shared<'_, S> {
    fn work(&self, worker: usize) {
        let mut outcome = S::Outcome::default();
        let path = self.in_work(worker);
        while !self.stopped.load(Ordering::Relaxed) {
            let index = self.next.fetch_add(1, Ordering::Relaxed);
            if index >= self.campaign.first.saturating_add(self.campaign.count) {
                break;
            }
            if let Err(failure) = self.one(index, worker, &path, &mut outcome) {
                self.fail(failure);
            }
        }
        // The file only stays if an input ended the process.
        let _ = fs::remove_file(&path);
        lock_and(&self.outcome, |all| *all += outcome);
        self.running.fetch_sub(1, Ordering::Relaxed);
    }

    fn one(&self, index: u64, worker: usize, path: &Path, outcome: &mut S::Outcome) -> Result<(), String> {
        let seed = self.campaign.seed;
        let input = self.subject.input(seed, index);
        fs::write(path, S::bytes(&input)).map_err(|error| format!("{}: {error}", path.display()))?;
        lock_and(&self.begun[worker], |begun| *begun = Some(Instant::now()));
        let result = self.subject.run(input, outcome);
        lock_and(&self.begun[worker], |begun| *begun = None);
        result.map_err(|failure| {
            let kept = self.folder.join(format!("seed-{seed}-input-{index}.wasm"));
            let kept = fs::rename(path, &kept).map_or(path, |()| &kept);
            format!("seed {seed}, input {index}: {failure}\n  the input: {}", kept.display())
        })
    }

    fn fail(&self, failure: String) {
        eprintln!("{failure}");
        lock_and(&self.failures, |failures| {
            failures.push(failure);
            if failures.len() >= ENOUGH {
                self.stopped.store(true, Ordering::Relaxed);
            }
        });
    }

    /// Ends the process when an input hangs, since no thread can be ended from outside.
    fn watch(&self) {
        while self.running.load(Ordering::Relaxed) > 0 {
            thread::sleep(Duration::from_millis(20));
            for (worker, begun) in self.begun.iter().enumerate() {
                // Slow, shared machines get more time before a slow input counts as one that hangs.
                if lock_and(begun, |begun| *begun).is_some_and(|begun| begun.elapsed() > 12 * PATIENCE) {
                    eprintln!("an input hangs: {}", self.in_work(worker).display());
                    std::process::abort();
                }
            }
        }
    }

    fn in_work(&self, worker: usize) -> PathBuf {
        self.folder.join(format!("in-work-{}-{worker}.wasm", std::process::id()))
    }
}

/// Returns true if an arithmetic overflow panics in this build.
fn overflow_is_checked() -> bool {
    caught(|| black_box(u32::MAX) + black_box(1)).is_err()
}

fn lock_and<T, R>(mutex: &Mutex<T>, perform: impl FnOnce(&mut T) -> R) -> R {
    perform(&mut mutex.lock().unwrap_or_else(|poisoned| poisoned.into_inner()))
}

fn into_inner<T>(mutex: Mutex<T>) -> T {
    mutex.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner())
}
