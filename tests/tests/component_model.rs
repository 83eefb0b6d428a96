//! The Component Model's reference tests, on a stock engine and on an emulated chip.

use std::io::{Write as _, stderr, stdout};

use dissolve_tests::conformance::{self, Layout};

/// The directives that are skipped: those of `async/`, and a few others.
const SKIPPED: usize = 298;

/// Writes to standard error directly, since the test harness hides the output of tests that pass.
fn say(text: &str) {
    writeln!(stderr(), "{text}").expect("standard error can be written");
}

#[test]
fn every_directive_that_is_not_skipped_for_a_reason_passes() {
    let folder = match conformance::folder() {
        Ok(folder) => folder,
        Err(message) => {
            assert!(!conformance::is_named(), "{message}");
            // Bypasses the capture of standard output by the test harness, so that the line can be counted.
            return writeln!(stdout(), "skipped: component model: {message}").expect("standard output can be written");
        }
    };
    for &layout in Layout::ALL {
        let report = conformance::run(&folder, "", layout).unwrap();
        say(&format!("component model, {layout} memories\n{}", report.folders()));
        let failures = report.failures();
        assert!(failures.is_empty(), "{layout}:\n{}", failures.join("\n"));
        assert_eq!(report.skipped(), SKIPPED, "{layout}: skipped directives");
    }
}
