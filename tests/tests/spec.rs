//! The specification's tests on the emulated chips: all of them on some chips, a sample on the others.

use std::io::{Write as _, stderr};

use dissolve_pipeline::codegen::{Bounds, OptLevel};
use dissolve_pipeline::targets::Target;
use dissolve_tests::spec::{self, Settings};

/// The number of skipped directives when all files are run.
const SKIPPED: usize = 36;

/// Parts of paths, for chips that do not run every file: numbers of every type, calls, memories, vectors. Each comes
/// with the number of directives that are skipped.
const SAMPLE: &[(&str, usize)] = &[
    ("wasm-v2/i32", 0),
    ("wasm-v2/f64", 0),
    ("float_exprs", 0),
    ("v2/call", 2),
    ("memory_copy", 0),
    ("simd_f32x4_arith", 0),
    ("tail-call/", 0),
];

/// Same as [`SAMPLE`], for a board whose RAM is smaller than a page of 64 KiB.
const SMALL_SAMPLE: &[(&str, usize)] = &[
    ("wasm-v2/i32", 0),
    ("wasm-v2/f64", 0),
    ("v2/func", 5),
    ("v2/table_copy", 0),
    ("custom-page", 38),
    ("simd_f32x4_arith", 0),
    ("tail-call/", 0),
];

/// Same as [`SAMPLE`], without bounds checks.
const UNBOUNDED_SAMPLE: &[(&str, usize)] = &[("wasm-v2/i64", 0), ("wasm-v2/memory", 222), ("wasm-v2/float_memory", 0)];

/// Runs the files whose path contains the filter. Returns the number of skipped directives.
fn run(settings: Settings, filter: &str) -> usize {
    let Settings { target, bounds, opt } = settings;
    let report = spec::run(settings, filter).unwrap();
    // Written to standard error directly, since the test harness hides the output of tests that pass.
    let line = format!("specification, {target}, -O {opt}, bounds {bounds}, `{filter}`: {}", report.summary());
    writeln!(stderr(), "{line}").expect("standard error can be written");
    let failures = report.failures();
    assert!(failures.is_empty(), "{target}:\n{}", failures.join("\n"));
    report.skipped()
}

/// Runs all files.
fn all(target: Target) {
    let settings = Settings { target, bounds: Bounds::Check, opt: OptLevel::Size };
    assert_eq!(run(settings, ""), SKIPPED, "{target}: skipped directives");
}

/// Runs some files, and checks the number of skipped directives of each.
fn sample(settings: Settings, filters: &[(&str, usize)]) {
    let skipped = filters.iter().map(|(filter, _)| (*filter, run(settings, filter)));
    assert_eq!(skipped.collect::<Vec<_>>(), filters, "{settings:?}: skipped directives");
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
    sample(Settings { target: Target::CortexM0, bounds: Bounds::Check, opt: OptLevel::Size }, SMALL_SAMPLE);
}

#[test]
fn a_sample_on_a_chip_with_double_precision() {
    sample(Settings { target: Target::CortexM7D, bounds: Bounds::Check, opt: OptLevel::Size }, SAMPLE);
}

#[test]
fn a_sample_on_a_chip_with_a_stack_limit() {
    sample(Settings { target: Target::CortexM33, bounds: Bounds::Check, opt: OptLevel::Size }, SAMPLE);
}

/// Programs without an access out of bounds behave the same without bounds checks.
#[test]
fn a_sample_without_bounds() {
    sample(Settings { target: Target::CortexM3, bounds: Bounds::None, opt: OptLevel::Size }, UNBOUNDED_SAMPLE);
}

/// LLVM outlines repeated code only when it optimizes for size above all.
#[test]
fn a_sample_of_outlined_code() {
    for target in [Target::CortexM4F, Target::Riscv32imac] {
        sample(Settings { target, bounds: Bounds::Check, opt: OptLevel::SizeAboveAll }, SAMPLE);
    }
}
