//! The specification's own tests on the emulated chips: all of them on some, a sample on the others.

use std::io::{Write as _, stderr};

use dissolve::codegen::{Bounds, Target};
use dissolve_tests::spec::{self, Settings};

/// The share of directives that may be skipped.
const MOST_SKIPPED: f64 = 0.02;

/// Parts of paths, for chips that do not run every file: numbers of every type, calls, memories, vectors.
const SAMPLE: &[&str] =
    &["wasm-v2/i32", "wasm-v2/f64", "float_exprs", "v2/call", "memory_copy", "simd_f32x4_arith", "tail-call/"];

/// As [`SAMPLE`], for a board that no page of 64 KiB fits.
const SMALL_SAMPLE: &[&str] =
    &["wasm-v2/i32", "wasm-v2/f64", "v2/func", "v2/table_copy", "custom-page", "simd_f32x4_arith", "tail-call/"];

/// The share of a filter's directives that may be skipped there.
const MOST_SKIPPED_SMALL: f64 = 0.2;

/// Runs the files whose path contains the filter; gives the share of the directives that were skipped.
fn run(target: Target, bounds: Bounds, filter: &str) -> f64 {
    let report = spec::run(Settings { target, bounds }, filter).unwrap();
    // What a test that passes prints is not shown otherwise.
    let line = format!("specification, {target}, bounds {bounds}, `{filter}`: {}", report.summary());
    writeln!(stderr(), "{line}").expect("standard error can be written");
    let failures = report.failures();
    assert!(failures.is_empty(), "{target}:\n{}", failures.join("\n"));
    report.skipped_share()
}

/// Runs all files.
fn all(target: Target) {
    let skipped = run(target, Bounds::Check, "");
    assert!(skipped <= MOST_SKIPPED, "{target}: a share of {skipped} is skipped");
}

/// Runs some files, of each of which no more than a share may be skipped.
fn sample(target: Target, bounds: Bounds, filters: &[&str], most_skipped: f64) {
    for filter in filters {
        let skipped = run(target, bounds, filter);
        assert!(skipped <= most_skipped, "{target}, `{filter}`: a share of {skipped} is skipped");
    }
}

#[test]
fn all_of_it_on_a_chip_without_floating_point() {
    all(Target::CortexM3);
}

#[test]
fn all_of_it_on_a_chip_with_floating_point() {
    all(Target::CortexM4F);
}

#[test]
fn all_of_it_on_risc_v() {
    all(Target::Riscv32imac);
}

#[test]
fn a_sample_on_the_smallest_chip() {
    sample(Target::CortexM0, Bounds::Check, SMALL_SAMPLE, MOST_SKIPPED_SMALL);
}

#[test]
fn a_sample_on_a_chip_with_double_precision() {
    sample(Target::CortexM7D, Bounds::Check, SAMPLE, MOST_SKIPPED);
}

#[test]
fn a_sample_on_a_chip_with_a_stack_limit() {
    sample(Target::CortexM33, Bounds::Check, SAMPLE, MOST_SKIPPED);
}

/// What no access guards still means what it means.
#[test]
fn a_sample_without_bounds() {
    let filters = ["wasm-v2/i64", "wasm-v2/memory", "wasm-v2/float_memory"];
    sample(Target::CortexM3, Bounds::None, &filters, MOST_SKIPPED_SMALL);
}
