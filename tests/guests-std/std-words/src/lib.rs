//! A core module without WIT, with the standard library's collections and its allocator, which grows the memory.

use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Counts words in a map; a hash of the counts.
#[unsafe(no_mangle)]
pub extern "C" fn words(count: u32) -> u32 {
    let mut sums = BTreeMap::new();
    for index in 0..count {
        let mut word = String::new();
        write!(word, "w{}", index * index % 17).unwrap();
        *sums.entry(word).or_insert(0) += index;
    }
    sums.iter().fold(0u32, |hash, (word, sum)| hash.wrapping_mul(31).wrapping_add(word.len() as u32).wrapping_add(*sum))
}

/// An index out of range panics.
#[unsafe(no_mangle)]
pub extern "C" fn third(index: usize) -> u32 {
    vec![1u32, 2, 3][index]
}
