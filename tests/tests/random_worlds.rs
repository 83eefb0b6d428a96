//! Components of random types as libraries for this machine, which programs in Rust and in C use through the bindings. The bindings
//! compile without a warning, and pass the values of a stock engine.

use dissolve_tests::fuzz::run_worlds;

/// The seed of the worlds in CI.
const SEED: u64 = 0x5eed_0000;

#[test]
fn bindings_of_random_worlds_pass_the_values_of_a_stock_engine() {
    let jobs = std::thread::available_parallelism().map_or(1, usize::from);
    let figures = run_worlds(SEED, 500, jobs).unwrap_or_else(|failure| panic!("{failure}"));
    println!("{figures}, from seed {SEED}");
    assert_eq!(figures.worlds, 500);
    assert!(figures.functions > 500 && figures.calls > figures.functions, "{figures}");
}
