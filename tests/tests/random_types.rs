//! Values of random types are passed through two and three components: the composed component on a stock engine, the
//! fused module on the same engine, and on the emulated chip.

use dissolve_pipeline::targets::{ByteSize, Grow, Target};
use dissolve_pipeline::{BuildOptions, Program, fuse};
use dissolve_tests::OnChip;
use dissolve_tests::fuzz::{LAYOUTS, Limits, answers, call, composed, expect_echoes, run_types, sample};

/// The seed of the cases in CI. Any number works; a fixed one makes failures reproducible.
const SEED: u64 = 0x5eed_0000;

#[test]
fn random_types_answer_as_on_a_stock_engine() {
    let jobs = std::thread::available_parallelism().map_or(1, usize::from);
    let figures = run_types(SEED, 500, jobs).unwrap_or_else(|failure| panic!("{failure}"));
    println!("{figures}, from seed {SEED}");
    assert!(figures.types >= 500 && figures.calls > figures.types, "{figures}");
    assert!(figures.traps > 0 && figures.traps < figures.calls / 2, "{figures}");
}

/// Twenty types in one image, in each layout.
#[test]
fn random_types_answer_on_the_chip() {
    const PAGES: u32 = 2;
    let case = sample(SEED, Limits { functions: (20, 20), hostile: false, bytes: 0x2000 });
    let component = wat::parse_str(composed(&case, PAGES)).unwrap();
    for memory in LAYOUTS {
        let fused = fuse::fuse(&component, &fuse::Options { memory, ..fuse::Options::new("types") }).unwrap();
        let program = Program::load(&fused.bytes, "types", Grow::Reject).unwrap();
        let options = BuildOptions { native_stack: ByteSize::kib(32), ..BuildOptions::default() };
        let mut chip = OnChip::with_options(&program, Target::CortexM4F, options);
        let given = answers(&case, |name, _, arguments| call(&mut chip, &fused.interface, name, arguments));
        expect_echoes(&case, &given).unwrap_or_else(|failure| panic!("seed {SEED}, {memory}: {failure}\n{case}"));
    }
}
