//! Random core modules as native code on the emulated chips, at every optimization level, compared with a stock engine.

use std::path::Path;

use dissolve_tests::fuzz::{Campaign, Modules, TARGETS, regressions};

/// The seed of the cases in CI. Any number works; a fixed one makes failures reproducible.
const SEED: u64 = 5;

/// Five thousand cases must give the same results and traps, and leave behind the same memories, globals and tables.
#[test]
fn random_modules_do_on_chips_what_they_do_on_a_stock_engine() {
    let jobs = std::thread::available_parallelism().map_or(1, usize::from);
    let campaign = Campaign { seed: SEED, first: 0, count: 5000, jobs };
    let modules = Modules { campaign, targets: TARGETS.to_vec(), kept: None };
    let figures = modules.run().unwrap_or_else(|failure| panic!("{failure}"));
    println!("{figures}");
    assert_eq!(figures.cases, 5000);
    let refused: u64 = figures.refused.values().sum();
    assert!(refused + figures.stillborn < 500 && figures.exhausted == 0, "{figures}");
    assert!(figures.calls > 30_000, "{figures}");
    // Most calls return, and every kind of trap that a module can cause occurs.
    assert!(figures.trapped() < figures.calls / 2 && figures.traps.len() >= 8, "{figures}");
}

/// Cases that once failed or are easy to get wrong, at every level on every chip.
#[test]
fn regressions_stay_fixed() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("regressions");
    let figures = regressions(&folder, TARGETS).unwrap_or_else(|failures| panic!("{failures}"));
    println!("{figures}");
    assert!(figures.cases > 0 && figures.exhausted + figures.stillborn == 0 && figures.refused.is_empty(), "{figures}");
}
