//! Core modules that were changed at random, run through code generation.

use std::thread;

use dissolve_tests::fuzz::{Campaign, ModuleSeeds};

/// Twenty thousand inputs. Each gives an error or an object, and one of four of these an image: no panic, no hang, memory use in proportion to the input.
#[test]
fn changed_modules_are_refused_or_compiled() {
    let jobs = thread::available_parallelism().map_or(1, usize::from);
    let campaign = Campaign { seed: 6, first: 0, count: 20_000, jobs };
    let outcome = campaign.run(&ModuleSeeds::new().unwrap()).unwrap_or_else(|failures| panic!("{failures}"));
    println!("{outcome}");
    assert_eq!(outcome.inputs, 20_000);
    // The changes reach every stage: some inputs are still modules, some use features that are not lowered.
    assert!(
        outcome.linked > 100
            && outcome.compiled > 500
            && outcome.errors.get("codegen::Unsupported").is_some_and(|&count| count > 100),
        "{outcome}"
    );
    assert!(outcome.largest.0 > 0, "the memory was measured");
    // LLVM's memory is not counted for each input, only for the whole process.
    let peak = peak_of_process();
    println!("the process took {} MiB at most", peak >> 20);
    assert!(peak < 2 << 30, "the process took {peak} bytes");
}

/// The peak memory of this process in bytes; zero if the system does not report it.
fn peak_of_process() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kibibytes = line.and_then(|line| line.trim().strip_suffix(" kB")).and_then(|number| number.trim().parse().ok());
    kibibytes.map_or(0, |kibibytes: u64| kibibytes << 10)
}
