//! Core modules that were changed at random, through code generation.

use std::thread;

use dissolve_tests::fuzz::{Campaign, Counting, ModuleSeeds};

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// Twenty thousand inputs: an error or an object, no panic, no hang, memory in proportion.
#[test]
fn changed_modules_are_refused_or_compiled() {
    let jobs = thread::available_parallelism().map_or(1, usize::from);
    let campaign = Campaign { seed: 6, first: 0, count: 20_000, jobs };
    let outcome = campaign.run(&ModuleSeeds::new().unwrap()).unwrap_or_else(|failures| panic!("{failures}"));
    println!("{outcome}");
    assert_eq!(outcome.inputs, 20_000);
    // The changes reach every stage: some inputs are still modules, some use what is not lowered.
    assert!(
        outcome.compiled > 500 && outcome.errors.get("codegen::Unsupported").is_some_and(|&count| count > 100),
        "{outcome}"
    );
    assert!(outcome.largest.0 > 0, "the memory was measured");
}
