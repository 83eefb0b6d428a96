//! The output of `-v`: each phase when it ends, with its time and the size of its result.

use std::sync::Mutex;
use std::time::Instant;

use log::{LevelFilter, Log, Metadata, Record};

/// Prints log records, each with the time since the one before.
struct Printer {
    last: Mutex<Instant>,
}

impl Log for Printer {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        // Libraries that dissolve uses have log records of their own.
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

/// Starts printing phases.
pub fn print_phases() {
    let printer = Printer { last: Mutex::new(Instant::now()) };
    // No other code in this program sets a logger.
    if log::set_boxed_logger(Box::new(printer)).is_ok() {
        log::set_max_level(LevelFilter::Info);
    }
}
