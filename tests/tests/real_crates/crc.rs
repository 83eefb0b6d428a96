//! `crc`: widths, tables, pieces.

#[path = "../../guests/crate-crc/src/work.rs"]
mod work;

use dissolve_pipeline::fuse::{Options, StaticsMode};
use dissolve_pipeline::targets::Target;
use dissolve_pipeline::{BuildOptions, Program};
use dissolve_run::Value;
use dissolve_tests::{board_of, component};
use work::{Algorithm, Checksum};

use super::guest::{Guest, Limits};
use super::random::Random;
use super::wit::{Wit, case, record};

const ALGORITHMS: [Algorithm; 5] =
    [Algorithm::Smbus, Algorithm::IbmSdlc, Algorithm::IsoHdlc, Algorithm::Xz, Algorithm::Darc];

impl Wit for Algorithm {
    fn value(&self) -> Value {
        case(*self as u32, None)
    }
}

record!(Checksum { width, low, high });

#[test]
fn crc_answers_as_on_the_host() {
    let mut guest = Guest::new("crate-crc", Limits { arena: 8, stack: 2, native_stack: 2 });
    let mut random = Random::new(1);
    let mut inputs = vec![
        vec![],
        vec![vec![]],
        vec![b"123456789".to_vec()],
        vec![b"1234".to_vec(), vec![], b"56789".to_vec()],
        vec![random.bytes(6000)],
        vec![vec![0; 15], vec![0xff; 16], vec![0x55; 17]],
    ];
    for _ in 0..8 {
        let count = random.below(8);
        inputs.push(random.list(count, |random| {
            let length = random.below(200);
            random.bytes(length)
        }));
    }
    for pieces in &inputs {
        for algorithm in ALGORITHMS {
            guest.check("check", &[&algorithm, pieces], &work::checksum(algorithm, pieces));
        }
    }
}

/// Compares the host's own results with the check values in the catalogue of CRC algorithms.
#[test]
fn crc_gives_the_catalogues_check_values() {
    let expected = [0xf4, 0x906e, 0xcbf4_3926, 0x995d_c9bb_df19_39fa, 0x9ea8_3f62_5023_801f_d612];
    for (algorithm, expected) in ALGORITHMS.into_iter().zip(expected) {
        let Checksum { low, high, .. } = work::checksum(algorithm, &[b"123456789"]);
        assert_eq!(u128::from(high) << 64 | u128::from(low), expected, "{algorithm:?}");
    }
}

/// Nobody passes the address of a table on, and the linker kept the relocations that say so.
#[test]
fn the_tables_of_crc_are_in_flash() {
    let component = component("crate_crc");
    let [together, apart] = [StaticsMode::Together, StaticsMode::Apart].map(|statics| {
        let program = Program::load_with(&component.bytes, &Options { statics, ..Options::new("crc") }).unwrap();
        let firmware = program.build(&board_of(Target::CortexM3), &BuildOptions::default()).unwrap();
        firmware.image.report.ram.used
    });
    assert!(apart + 16 * 1024 < together, "{apart} bytes of RAM, {together} with the tables");
}
