//! Programs of two or more components, one of each kind that a binding generator makes: composed on a stock engine,
//! fused on a stock engine, and native on the emulated chips. All three give the same results and traps.

mod compose;
mod pair;

use dissolve_pipeline::fuse::MemoryMode;
use dissolve_pipeline::targets::Target;
use dissolve_tests::{OnEngine, invoke};

use pair::Pair;

/// One target without an FPU, one with.
const BOTH: &[Target] = &[Target::CortexM3, Target::CortexM4F];

#[test]
fn scalars_parameters_and_flags() {
    let pair = Pair {
        name: "values",
        guests: &["pair_values_test", "pair_values_runner"],
        checks: 115,
        handles: false,
        traps: &[
            "trap-char-surrogate",
            "trap-char-too-large",
            "trap-callee-unreachable",
            "trap-callee-divides",
            "trap-callee-reads",
            "trap-callee-recurses",
        ],
    };
    pair.agrees_on(BOTH);
}

const LIST_TRAPS: &[&str] = &[
    "trap-string-out-of-bounds",
    "trap-string-no-utf8",
    "trap-string-cut-character",
    "trap-string-too-long",
    "trap-list-out-of-bounds",
    "trap-list-misaligned",
    "trap-list-length-overflows",
    "trap-inner-string-out-of-bounds",
    "trap-inner-bad-enum",
    "trap-inner-bad-char",
    "trap-callee-arena-exhausted",
    "trap-own-arena-exhausted",
];

#[test]
fn strings_lists_and_records() {
    let guests = &["pair_lists_test", "pair_lists_runner"];
    Pair { name: "lists", guests, checks: 133, handles: false, traps: LIST_TRAPS }.agrees_on(BOTH);
}

/// Inserts components that export what they import between the two: one, and the same one twice, each with its own
/// memory. The runner must not notice.
#[test]
fn chains() {
    let pair = Pair {
        name: "lists",
        guests: &["pair_lists_test", "pair_lists_runner"],
        checks: 133,
        handles: false,
        traps: LIST_TRAPS,
    };
    let expected = pair.stock();
    let three = &["pair_lists_test", "pair_lists_middle", "pair_lists_runner"];
    assert_eq!(Pair { name: "lists, 3", guests: three, ..pair }.agrees_on(&[Target::CortexM4F]), expected);
    let four = &["pair_lists_test", "pair_lists_middle", "pair_lists_middle", "pair_lists_runner"];
    assert_eq!(Pair { name: "lists, 4", guests: four, ..pair }.agrees_on(&[]), expected);
}

const VARIANT_TRAPS: &[&str] = &[
    "trap-bad-few",
    "trap-bad-many",
    "trap-bad-variant",
    "trap-bad-option",
    "trap-bad-result",
    "trap-payload-bad-char",
    "trap-payload-bad-enum",
    "trap-payload-out-of-bounds",
    "trap-spilled-out-of-bounds",
];

#[test]
fn variants_options_and_results() {
    let guests = &["pair_variants_test", "pair_variants_runner"];
    Pair { name: "variants", guests, checks: 226, handles: false, traps: VARIANT_TRAPS }.agrees_on(BOTH);
}

/// The runner's arena is the embedder's; the other guest has its own.
#[test]
fn variants_options_and_results_with_an_arena_of_the_embedder() {
    let guests = &["pair_variants_test", "pair_variants_extern"];
    Pair { name: "variants, extern", guests, checks: 226, handles: false, traps: VARIANT_TRAPS }.agrees_on(BOTH);
}

/// Three guests: one defines resources, one defines resources that hold those of the first, and one uses both.
const HANDLES: Pair = Pair {
    name: "handles",
    guests: &["pair_handles_test", "pair_handles_middle", "pair_handles_runner"],
    checks: 308,
    handles: true,
    traps: &[
        "trap-use-after-give",
        "trap-give-twice",
        "trap-drop-twice",
        "trap-no-such-handle",
        "trap-handle-zero",
        "trap-other-type",
        "trap-give-while-lent",
        "trap-lend-after-give",
        "trap-in-list",
        "trap-constructor",
        "trap-destructor",
        "trap-middle-forgets",
        "trap-middle-steals",
        "trap-middle-uses-after",
        "trap-middle-drops-twice",
    ],
};

#[test]
fn resources_and_one_passed_through_another_component() {
    HANDLES.agrees_on(BOTH);
}

/// The component that defines the resources keeps twenty handles at once. It runs with twenty slots, and traps with
/// nineteen.
#[test]
fn a_table_has_as_many_handles_as_it_is_given() {
    let expected = HANDLES.stock();
    for layout in [MemoryMode::Isolated, MemoryMode::Shared] {
        let run = |handles| {
            let fused = HANDLES.fused_with(layout, handles);
            let mut engine = OnEngine::new(&fused.bytes, &fused.interface);
            invoke(&mut engine, &fused.interface, "run()").map_err(|error| error.to_string())
        };
        assert_eq!(run(20).as_ref(), Ok(&expected[0]), "{layout}");
        let error = run(19).unwrap_err();
        assert!(error.contains("unreachable"), "{layout}: {error}");
    }
}

const AGGREGATE_TRAPS: &[&str] = &[
    "trap-given-twice",
    "trap-bad-choice",
    "trap-bad-handle-in-choice",
    "trap-bad-handle-in-option",
    "trap-lent-nothing",
];

#[test]
fn resources_inside_of_everything() {
    let guests = &["pair_aggregates_test", "pair_aggregates_runner"];
    Pair { name: "aggregates", guests, checks: 174, handles: true, traps: AGGREGATE_TRAPS }.agrees_on(BOTH);
}

/// Each resource holds a resource of the component below. The runner must not notice.
#[test]
fn chains_of_resources() {
    let pair = Pair {
        name: "aggregates",
        guests: &["pair_aggregates_test", "pair_aggregates_runner"],
        checks: 174,
        handles: true,
        traps: AGGREGATE_TRAPS,
    };
    let expected = pair.stock();
    let three = &["pair_aggregates_test", "pair_aggregates_middle", "pair_aggregates_runner"];
    assert_eq!(Pair { name: "aggregates, 3", guests: three, ..pair }.agrees_on(&[Target::CortexM4F]), expected);
    let four = &["pair_aggregates_test", "pair_aggregates_middle", "pair_aggregates_middle", "pair_aggregates_runner"];
    assert_eq!(Pair { name: "aggregates, 4", guests: four, ..pair }.agrees_on(&[]), expected);
}
