//! The specification's own tests on the emulated chips: all of them on some, a sample on the others.

use std::io::{Write as _, stderr};

use dissolve::codegen::{Bounds, Target};
use dissolve_tests::spec::{self, Settings};

/// The share of directives that may be skipped.
const MOST_SKIPPED: f64 = 0.02;

/// Runs the files whose path contains the filter.
fn run(target: Target, filter: &str) {
    let report = spec::run(Settings { target, bounds: Bounds::Check }, filter).unwrap();
    // What a test that passes prints is not shown otherwise.
    writeln!(stderr(), "specification, {target}: {}", report.summary()).expect("standard error can be written");
    let failures = report.failures();
    assert!(failures.is_empty(), "{target}:\n{}", failures.join("\n"));
    assert!(!filter.is_empty() || report.skipped_share() <= MOST_SKIPPED, "{}", report.summary());
}

#[test]
fn all_of_it_on_a_chip_without_floating_point() {
    run(Target::CortexM3, "");
}

#[test]
fn all_of_it_on_a_chip_with_floating_point() {
    run(Target::CortexM4F, "");
}
