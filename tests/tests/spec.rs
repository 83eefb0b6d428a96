//! The specification's own tests on the emulated chips: all of them on some, a sample on the others.

use std::io::{Write as _, stderr};

use dissolve::codegen::{Bounds, Target};
use dissolve_tests::spec::{self, Settings};

/// The share of directives that may be skipped.
const MOST_SKIPPED: f64 = 0.02;

/// Parts of paths, for chips that do not run every file: numbers of every type, calls, memories, vectors.
const SAMPLE: &[&str] =
    &["wasm-v2/i32", "wasm-v2/f64", "float_exprs", "v2/call", "memory_copy", "simd_f32x4_arith", "tail-call/"];

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

fn sample(target: Target) {
    for filter in SAMPLE {
        run(target, Bounds::Check, filter);
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
    sample(Target::CortexM0);
}

#[test]
fn a_sample_on_a_chip_with_double_precision() {
    sample(Target::CortexM7D);
}

#[test]
fn a_sample_on_a_chip_with_a_stack_limit() {
    sample(Target::CortexM33);
}

/// What no access guards still means what it means.
#[test]
fn a_sample_without_bounds() {
    for filter in ["wasm-v2/i64", "wasm-v2/memory", "wasm-v2/float_memory"] {
        run(Target::CortexM3, Bounds::None, filter);
    }
}
