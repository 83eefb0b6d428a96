//! Random core modules as native code on the emulated chips, at every optimization level, compared with a stock engine.

use std::path::Path;

use dissolve_pipeline::targets::Target;
use dissolve_tests::fuzz::{CALLS, Campaign, Modules, TARGETS, regressions};

/// The seed of the cases in CI. Any number works; a fixed one makes failures reproducible.
const SEED: u64 = 5;

/// Five thousand cases must give the same results and traps, and leave behind the same memories, globals and tables.
#[test]
fn random_modules_do_on_chips_what_they_do_on_a_stock_engine() {
    let jobs = std::thread::available_parallelism().map_or(1, usize::from);
    let campaign = Campaign { seed: SEED, first: 0, count: 5000, jobs };
    let modules = Modules { campaign, targets: TARGETS.to_vec(), calls: CALLS, kept: None };
    let figures = modules.run().unwrap_or_else(|failure| panic!("{failure}"));
    println!("{figures}");
    assert_eq!(figures.cases, 5000);
    let refused: u64 = figures.refused.values().sum();
    assert!(refused + figures.stillborn < 500 && figures.exhausted == 0, "{figures}");
    assert!(figures.calls > 30_000, "{figures}");
    // Most calls return, and every kind of trap that a module can cause occurs.
    assert!(figures.trapped() < figures.calls / 2 && figures.traps.len() >= 8, "{figures}");
}

/// Five hundred other cases with many calls each, in this process, where a call takes next to nothing. They run on a stack of the library's own.
#[test]
fn random_modules_do_on_the_host_what_they_do_on_a_stock_engine() {
    let Some(host) = Target::host() else { return eprintln!("skipped: this machine is no target") };
    let jobs = std::thread::available_parallelism().map_or(1, usize::from);
    let campaign = Campaign { seed: SEED + 1, first: 0, count: 500, jobs };
    let modules = Modules { campaign, targets: vec![host], calls: 400, kept: None };
    let figures = modules.run().unwrap_or_else(|failure| panic!("{failure}"));
    println!("{figures}");
    assert_eq!(figures.cases, 500);
    let refused: u64 = figures.refused.values().sum();
    assert!(refused + figures.stillborn < 50 && figures.exhausted == 0, "{figures}");
    assert!(figures.calls > 150_000, "{figures}");
    assert!(figures.trapped() < figures.calls / 2 && figures.traps.len() >= 6, "{figures}");
}

/// Cases that once failed or are easy to get wrong, at every level on every chip and on this machine.
#[test]
fn regressions_stay_fixed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("regressions");
    let targets: Vec<_> = TARGETS.iter().copied().chain(Target::host()).collect();
    let figures = regressions(&folder, &targets).unwrap_or_else(|failures| panic!("{failures}"));
    println!("{figures}");
    assert!(figures.cases > 0 && figures.exhausted + figures.stillborn == 0 && figures.refused.is_empty(), "{figures}");
}
