//! What `-v` prints: each phase when it is over, with its time and the size of what it leaves.

use std::sync::Mutex;
use std::time::Instant;

use log::{LevelFilter, Log, Metadata, Record};

/// Prints records, and with each the time since the one before.
struct Printer {
    last: Mutex<Instant>,
}

impl Log for Printer {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        // Libraries that we use have records of their own.
        metadata.target().starts_with("dissolve")
    }

    fn log(&self, record: &Record<'_>) {
        if !self.enabled(record.metadata()) {
            return;
        }
        let now = Instant::now();
        let mut last = self.last.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let took = now.duration_since(*last).as_secs_f64() * 1e3;
        *last = now;
        eprintln!("{took:9.1} ms  {}", record.args());
    }

    fn flush(&self) {}
}

/// Prints phases from now on.
pub fn print_phases() {
    let printer = Printer { last: Mutex::new(Instant::now()) };
    // Nobody else in this program sets one.
    if log::set_boxed_logger(Box::new(printer)).is_ok() {
        log::set_max_level(LevelFilter::Info);
    }
}
