//! `nb`: transfers that block, overrun, or are disturbed.

#[path = "../../guests/crate-nb/src/work.rs"]
mod work;

use dissolve_run::Value;
use work::{Fault, Transfer};

use super::guest::{Guest, Limits};
use super::random::Random;
use super::wit::{Wit, case, record};

record!(Transfer { received, polls });

impl Wit for Fault {
    fn value(&self) -> Value {
        match self {
            Fault::Overrun => case(0, None),
            Fault::Noise(place) => case(1, Some(place)),
        }
    }
}

#[test]
fn nb_answers_as_on_the_host() {
    let mut guest = Guest::new("crate-nb", Limits { arena: 8, stack: 2, native_stack: 2 });
    let mut random = Random::new(3);
    let mut check = |bytes: &[u8], delays: &[u32], noise: Option<u32>, burst: Option<u32>| {
        guest.check("transfer", &[&bytes, &delays, &noise, &burst], &work::transfer(bytes, delays, noise, burst));
    };
    check(&[], &[], None, None);
    check(b"abc", &[], None, None);
    check(b"abc", &[0, 5000, 3], None, Some(u32::MAX));
    check(b"abc", &[1], Some(0), None);
    check(b"abc", &[1], Some(2), Some(3));
    check(b"abc", &[1], Some(u32::MAX), Some(0));
    check(&random.bytes(2000), &[2, 0], None, None);
    for _ in 0..20 {
        let bytes = random.below(60);
        let bytes = random.bytes(bytes);
        let delays = random.below(10);
        let delays = random.list(delays, |random| random.u32() % 50);
        let noise = random.option(|random| random.u32() % 40);
        let burst = random.option(|random| random.u32() % 40);
        check(&bytes, &delays, noise, burst);
    }
}
