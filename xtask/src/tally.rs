//! Counts tests: takes the output of `cargo test`, returns the numbers of tests that passed, failed and were skipped.

use std::fmt;
use std::ops::Add;

/// The numbers of tests and checks by result.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed, with builds that failed and test programs that crashed.
    pub failed: u64,
    /// Tests that were skipped.
    pub skipped: u64,
}

impl Tally {
    /// The tally of one check.
    pub fn one(passed: bool) -> Tally {
        Tally { passed: passed.into(), failed: (!passed).into(), skipped: 0 }
    }

    /// The tally of checks that were skipped. The caller prints the reason.
    pub fn skipped(count: usize) -> Tally {
        Tally { skipped: count as u64, ..Tally::default() }
    }
}

impl Add for Tally {
    type Output = Tally;

    fn add(self, other: Tally) -> Tally {
        Tally {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            skipped: self.skipped + other.skipped,
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 {
            write!(f, ", {} skipped", self.skipped)?;
        }
        Ok(())
    }
}

/// Reads the output of `cargo test`, line by line.
#[derive(Default)]
pub struct Counter {
    tally: Tally,
    /// True if a test program has announced its tests, but not yet printed the summary.
    running: bool,
    /// The number of its tests that have printed that they are skipped.
    skipped: u64,
}

/// The text that a test prints if it finds only at run time that there is nothing to test; the reason follows.
const SKIPPED: &str = "skipped: ";

impl Counter {
    /// Takes the next line of standard output.
    pub fn line(&mut self, line: &str) {
        let line = without_colour(line);
        if is_announcement(&line) {
            self.close();
            self.running = true;
        } else if line.contains(SKIPPED) {
            self.skipped += 1;
        } else if let Some(mut summary) = summary(&line) {
            // Libtest counts tests that found nothing to test as passed.
            let skipped = std::mem::take(&mut self.skipped).min(summary.passed);
            summary.passed -= skipped;
            summary.skipped += skipped;
            self.tally = self.tally + summary;
            self.running = false;
        }
    }

    /// The tally, after `cargo test` has ended; `success` tells whether it succeeded.
    pub fn finish(mut self, success: bool) -> Tally {
        self.close();
        if !success && self.tally.failed == 0 {
            // No test failed, so a build must have failed.
            self.tally.failed = 1;
        }
        self.tally
    }

    /// Counts a test program that ended without a summary as a failure: it crashed, and the number of its passed tests
    /// is not known.
    fn close(&mut self) {
        if std::mem::take(&mut self.running) {
            self.tally.failed += 1;
        }
    }
}

/// Returns true for libtest's first line: `running 5 tests`.
fn is_announcement(line: &str) -> bool {
    let count =
        line.strip_prefix("running ").and_then(|rest| rest.strip_suffix(" tests").or(rest.strip_suffix(" test")));
    count.is_some_and(|count| count.parse::<u64>().is_ok())
}

/// Reads the counts in libtest's last line: `test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured; …`.
fn summary(line: &str) -> Option<Tally> {
    let (_, counts) = line.strip_prefix("test result: ")?.split_once(". ")?;
    let mut tally = Tally::default();
    for count in counts.split("; ") {
        let (number, kind) = count.split_once(' ')?;
        let Ok(number) = number.parse::<u64>() else { continue };
        match kind {
            "passed" => tally.passed = number,
            "failed" => tally.failed = number,
            "ignored" => tally.skipped = number,
            _ => {}
        }
    }
    Some(tally)
}

/// Removes terminal colours (`ESC [ … m`) from a line; `CARGO_TERM_COLOR=always` turns them on.
fn without_colour(line: &str) -> String {
    let mut parts = line.split("\x1b[");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        plain.push_str(part.split_once('m').map_or(part, |(_, text)| text));
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(output: &str, success: bool) -> Tally {
        let mut counter = Counter::default();
        output.lines().for_each(|line| counter.line(line));
        counter.finish(success)
    }

    const PASSING: &str = "\n\
        running 3 tests\n\
        test a ... ok\n\
        test b ... ignored, needs a board\n\
        test c ... ok\n\
        \n\
        test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s\n";

    #[test]
    fn summaries_add_up() {
        let output = format!(
            "{PASSING}\nrunning 1 test\ntest d ... FAILED\n\ntest result: FAILED. 0 passed; 1 failed; \
                              0 ignored; 0 measured; 4 filtered out; finished in 1.50s\n{PASSING}"
        );
        assert_eq!(count(&output, false), Tally { passed: 4, failed: 1, skipped: 2 });
    }

    #[test]
    fn a_test_may_find_that_there_is_nothing_to_test() {
        let output = PASSING.replace("test a ... ok", "test a ... skipped: no data\nok");
        assert_eq!(count(&format!("{output}{PASSING}"), true), Tally { passed: 3, failed: 0, skipped: 3 });
    }

    #[test]
    fn a_program_that_crashes_is_a_failure() {
        let crash = "running 7 tests\ntest a ... ok\n";
        assert_eq!(count(&format!("{crash}{PASSING}"), false), Tally { passed: 2, failed: 1, skipped: 1 });
        assert_eq!(count(&format!("{PASSING}{crash}"), false), Tally { passed: 2, failed: 1, skipped: 1 });
    }

    #[test]
    fn a_build_that_fails_is_a_failure() {
        assert_eq!(count("", false), Tally { passed: 0, failed: 1, skipped: 0 });
        assert_eq!(count("", true), Tally::default());
    }

    #[test]
    fn colours_change_nothing() {
        let line = "test result: \x1b[32mok\x1b[0m. 2 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out";
        assert_eq!(count(line, true).passed, 2);
    }

    #[test]
    fn what_only_looks_like_a_summary_is_not_counted() {
        for line in ["running wild tests", "running 3 testsuites", "test result: 3 passed", "5 passed; 0 failed"] {
            assert_eq!(count(line, true), Tally::default(), "{line}");
        }
    }

    #[test]
    fn skipped_tests_are_mentioned_only_when_there_are_some() {
        assert_eq!(Tally { passed: 12, failed: 0, skipped: 0 }.to_string(), "12 passed, 0 failed");
        assert_eq!(Tally { passed: 1, failed: 2, skipped: 3 }.to_string(), "1 passed, 2 failed, 3 skipped");
        assert_eq!((Tally::one(true) + Tally::one(false)).to_string(), "1 passed, 1 failed");
    }
}
