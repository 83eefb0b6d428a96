// Strings, lists and records in and out, and memory that is kept between calls.

extern crate alloc;

use alloc::collections::BTreeMap;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cell::RefCell;

struct Modes;

/// The lists that are kept, by length and a number.
struct Kept(RefCell<BTreeMap<(usize, usize), Vec<u8>>>);

// SAFETY: a guest has one thread.
unsafe impl Sync for Kept {}

static KEPT: Kept = Kept(RefCell::new(BTreeMap::new()));

impl Guest for Modes {
    fn greet(name: String) -> String {
        ["Hello, ", &name].concat()
    }

    fn join(words: Vec<String>, separator: String) -> String {
        words.join(&separator)
    }

    fn split(text: String, separator: char) -> Vec<String> {
        text.split(separator).map(ToString::to_string).collect()
    }

    fn squares(numbers: Vec<u32>) -> Vec<u64> {
        numbers.into_iter().map(|number| u64::from(number) * u64::from(number)).collect()
    }

    fn reverse(mut samples: Vec<Sample>) -> Result<Vec<Sample>, String> {
        samples.reverse();
        for sample in &mut samples {
            sample.values.reverse();
            sample.name = sample.name.chars().rev().collect();
            if sample.next.as_deref() == Some("stop") {
                return Err(sample.name.clone());
            }
        }
        Ok(samples)
    }

    fn keep(bytes: Vec<u8>) -> u32 {
        let mut kept = KEPT.0.borrow_mut();
        let number = kept.len();
        kept.insert((bytes.len(), number), bytes);
        kept.values().map(|bytes| bytes.len() as u32).sum()
    }

    fn forget() {
        KEPT.0.borrow_mut().clear();
    }
}

export!(Modes);
