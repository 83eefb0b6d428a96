//! The phases of a command: the lines of `-v`, each when its phase ends, and the table of `--time`.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use dissolve_pipeline::interface::{Event, Observer};

use crate::table::table;

/// The phases that are over.
pub struct Progress {
    times: Arc<Mutex<Times>>,
    observer: Observer,
}

/// The phases with the time that each took.
struct Times {
    begin: Instant,
    /// The end of the last phase.
    last: Instant,
    phases: Vec<(&'static str, Duration, String)>,
}

impl Times {
    /// The phase that ends now.
    fn end(&mut self, name: &'static str, left: String) -> Duration {
        let now = Instant::now();
        let took = now.duration_since(self.last);
        self.last = now;
        self.phases.push((name, took, left));
        took
    }
}

impl Progress {
    /// Begins the first phase. With `verbose` each phase is printed when it is over, and so are remarks.
    pub fn begin(verbose: bool) -> Progress {
        let now = Instant::now();
        let times = Arc::new(Mutex::new(Times { begin: now, last: now, phases: Vec::new() }));
        let seen = Arc::clone(&times);
        let observer = Observer::new(move |event| match event {
            Event::Phase(phase) => {
                let took = lock(&seen).end(phase.name, phase.left.to_string());
                if verbose {
                    eprintln!("{:9.1} ms  {phase}", milliseconds(took));
                }
            }
            Event::Note(text) if verbose => eprintln!("{:14}{text}", ""),
            Event::Note(_) => {}
        });
        Progress { times, observer }
    }

    /// The observer that stages are given.
    pub fn observer(&self) -> &Observer {
        &self.observer
    }

    /// The table: each phase, its time in milliseconds, and what it leaves. The last line has the sum.
    pub fn table(&self) -> String {
        let times = lock(&self.times);
        let rows = times.phases.iter().map(|(name, took, left)| (*name, *took, left.clone()));
        let whole = times.last.duration_since(times.begin);
        let rows: Vec<_> = rows.chain([("total", whole, String::new())]).collect();
        let numbers: Vec<_> = rows.iter().map(|(_, took, _)| format!("{:.1}", milliseconds(*took))).collect();
        let width = numbers.iter().map(String::len).max().unwrap_or(0);
        let rows: Vec<_> = rows
            .into_iter()
            .zip(numbers)
            .map(|((name, _, left), number)| [name.to_owned(), format!("{number:>width$}"), left])
            .collect();
        table(["phase", "ms", "leaves"], &rows)
    }
}

/// A panic in another thread leaves complete phases.
fn lock(times: &Mutex<Times>) -> MutexGuard<'_, Times> {
    times.lock().unwrap_or_else(PoisonError::into_inner)
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
