//! `sha2`: every width, and lengths around the end of a block.

#[path = "../../guests/crate-sha2/src/work.rs"]
mod work;

use dissolve_run::Value;
use work::Algorithm;

use super::guest::{Guest, Limits};
use super::random::Random;
use super::wit::{Wit, case};

impl Wit for Algorithm {
    fn value(&self) -> Value {
        case(*self as u32, None)
    }
}

#[test]
fn sha2_answers_as_on_the_host() {
    let mut guest = Guest::new("crate-sha2", Limits { arena: 8, stack: 4, native_stack: 4 });
    let mut random = Random::new(2);
    for length in [0, 1, 55, 56, 63, 64, 65, 111, 112, 127, 128, 129, 1000, 7000] {
        let bytes = random.bytes(length);
        for algorithm in [Algorithm::Sha224, Algorithm::Sha256, Algorithm::Sha384, Algorithm::Sha512] {
            guest.check("hash", &[&algorithm, &bytes], &work::hash(algorithm, &bytes));
        }
    }
    for count in [0, 1, 2, 12] {
        let lines = random.list(count, |random| {
            let length = random.below(40);
            random.text(length)
        });
        guest.check("hash-lines", &[&lines], &work::hash_lines(&lines));
    }
}
