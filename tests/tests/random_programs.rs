//! Random programs in C, linked with relocations: with statics apart they do what they did before, on the stock engine, on this
//! machine and on chips.

use dissolve_pipeline::targets::Target;
use dissolve_tests::fuzz::{TARGETS, run_programs};

/// The seed of the programs in CI.
const SEED: u64 = 0x5eed_0000;

#[test]
fn random_programs_do_the_same_with_statics_apart() {
    let jobs = std::thread::available_parallelism().map_or(1, usize::from);
    let host = Target::host().expect("dissolve compiles for this machine");
    for (targets, count) in [(&[host][..], 60), (TARGETS, 20)] {
        let figures = run_programs(SEED, count, jobs, targets).unwrap_or_else(|failure| panic!("{failure}"));
        println!("{figures}, from seed {SEED}");
        assert_eq!(figures.programs + figures.given_up, count);
        assert!(figures.programs > count / 2 && figures.together < figures.programs / 2, "{figures}");
        assert!(figures.statics > count && figures.bytes > figures.statics, "{figures}");
    }
}
