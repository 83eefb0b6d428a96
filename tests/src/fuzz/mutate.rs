//! Changes binaries: single bytes, numbers, sections, and the contents of custom sections.

use super::random::Random;
use super::sections::{Binary, Body, CUSTOM, Section, leb, push_leb};

/// The largest input in bytes that a change may produce.
const LARGEST: usize = 1 << 18;

/// Numbers at the edges of counts and indices.
const NUMBERS: &[u64] = &[
    0,
    1,
    2,
    3,
    16,
    17,
    32,
    33,
    100,
    127,
    128,
    255,
    256,
    999,
    1000,
    1001,
    65535,
    65536,
    999_999,
    1_000_001,
    0x7fff_ffff,
    0x8000_0000,
    0xffff_fffe,
    0xffff_ffff,
];

/// The core types of numbers.
const CORE_TYPES: &[u8] = &[0x7c, 0x7d, 0x7e, 0x7f];
/// The primitive value types.
const VALUE_TYPES: &[u8] = &[0x73, 0x74, 0x75, 0x76, 0x77, 0x78, 0x79, 0x7a, 0x7b, 0x7c, 0x7d, 0x7e, 0x7f];
/// The instruction `i32.const`, and operands for it.
const I32_CONST: u8 = 0x41;
const SMALL: &[u8] = &[0, 1, 2, 4, 7, 8, 16, 32, 0x3f, 0x40, 0x7f];

/// Names of custom sections, among them those that some tool reads.
const CUSTOM_NAMES: &[&str] = &[
    "name",
    "component-name",
    "dissolve:passthrough",
    "dissolve:interface",
    "producers",
    "reloc.CODE",
    "linking",
    "target_features",
    "",
];

/// Contents of custom sections.
const CUSTOM_BODIES: &[&[u8]] = &[
    b"",
    b"[]",
    b"{}",
    b"[{\"name\":\"cabi-arena-realloc\",\"module\":\"env\",\"field\":\"__cabi_arena_realloc\"}]",
    b"[{\"name\":\"f\",\"module\":\"$root\",\"field\":\"\"},{\"name\":\"f\",\"module\":\"\",\"field\":\"g\"}]",
    b"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
    b"{\"version\":1,\"imports\":[],\"exports\":[],\"memories\":[]}",
    b"{\"version\":4294967296}",
    b"\xff\xff\xff\xff\x0f",
    b"\x00\x02\x01\xff\x01\x03\x00\x00\x01\x80\x80\x80\x80\x10",
    // Function names: too many, two for one function, an index out of range, not UTF-8.
    b"\x01\x06\xff\xff\xff\xff\x0f\x00",
    b"\x01\x09\x02\x00\x01a\x00\x01b",
    b"\x01\x08\x01\xff\xff\xff\xff\x0f\x01a",
    b"\x01\x05\x01\x00\x02\xff\xfe",
    // A stack pointer by name, with an index beyond the globals.
    b"\x07\x16\x01\xff\xff\xff\xff\x0f\x0f__stack_pointer",
];

/// Returns `from` after one to four changes. Parts of `seeds` may be inserted.
pub fn mutate(random: &mut Random, from: &[u8], seeds: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = from.to_vec();
    let most = if random.one_in(2) { 1 } else { 4 };
    for _ in 0..1 + random.below(most) {
        // Contents of sections are changed more often, since most changes outside of them are refused at once.
        let changed = match random.below(4) {
            0 => None,
            _ => Binary::parse(&bytes).map(|binary| structured(random, binary, seeds)),
        };
        bytes = changed.unwrap_or_else(|| plain(random, bytes, seeds));
        bytes.truncate(LARGEST);
    }
    bytes
}

/// A change that ignores sections.
fn plain(random: &mut Random, mut bytes: Vec<u8>, seeds: &[Vec<u8>]) -> Vec<u8> {
    let at = random.below(bytes.len() + 1);
    match random.below(6) {
        0 => bytes.truncate(at),
        1 => {
            let other = random.pick(seeds);
            bytes.truncate(at);
            bytes.extend(&other[random.below(other.len())..]);
        }
        2 => {
            let end = (at + 1 + random.below(16)).min(bytes.len());
            bytes.drain(at..end);
        }
        3 => {
            let end = (at + 1 + random.below(64)).min(bytes.len());
            let piece = bytes[at..end].to_vec();
            bytes.splice(at..at, piece);
        }
        _ => bytes_in_place(random, &mut bytes),
    }
    bytes
}

/// Changes a few bytes.
fn bytes_in_place(random: &mut Random, bytes: &mut [u8]) {
    if bytes.is_empty() {
        return;
    }
    for _ in 0..1 + random.below(4) {
        let at = random.below(bytes.len());
        bytes[at] = match random.below(4) {
            0 => bytes[at] ^ (1 << random.below(8)),
            1 => bytes[at].wrapping_add(1),
            2 => bytes[at].wrapping_sub(1),
            _ => random.next() as u8,
        };
    }
}

/// A change within a section or of the list of sections.
fn structured(random: &mut Random, mut binary: Binary, seeds: &[Vec<u8>]) -> Vec<u8> {
    let number = random.below(binary.count());
    let target = binary.find(number);
    let sections = &mut target.sections;
    let at = random.below(sections.len());
    let to = random.below(sections.len() + 1);
    match random.below(12) {
        0 => sections.insert(to, custom(random)),
        _ if sections.is_empty() => sections.push(custom(random)),
        1 => {
            let section = sections[at].clone();
            sections.insert(to, section);
        }
        2 => drop(sections.remove(at)),
        3 => {
            let section = sections.remove(at);
            sections.insert(to.min(sections.len()), section);
        }
        4 | 5 => {
            if let Some(mut other) = Binary::parse(random.pick(seeds).as_slice()) {
                let number = random.below(other.count());
                let other = &other.find(number).sections;
                if !other.is_empty() {
                    let section = random.pick(other).clone();
                    if random.one_in(2) { sections[at] = section } else { sections.insert(to, section) }
                }
            }
        }
        6 => sections[at].id = random.below(16) as u8,
        _ => {
            if let Body::Bytes(bytes) = &mut sections[at].body {
                leaf(random, bytes);
            }
        }
    }
    binary.encode()
}

/// A change of the contents of a section.
fn leaf(random: &mut Random, bytes: &mut Vec<u8>) {
    match random.below(9) {
        5 => replace_where(random, bytes, |_, byte| CORE_TYPES.contains(&byte), CORE_TYPES),
        6 => replace_where(random, bytes, |_, byte| VALUE_TYPES.contains(&byte), VALUE_TYPES),
        7 | 8 => replace_where(random, bytes, |before, byte| before == I32_CONST && byte < 0x80, SMALL),
        // The count at the start of most sections.
        0 => overwrite_number(random, bytes, 0),
        1 | 2 => {
            let at = random.below(bytes.len());
            overwrite_number(random, bytes, at);
        }
        3 => {
            let at = random.below(bytes.len() + 1);
            let end = (at + random.below(24)).min(bytes.len());
            let piece = bytes[at..end].to_vec();
            if random.one_in(2) { drop(bytes.drain(at..end)) } else { drop(bytes.splice(at..at, piece)) }
        }
        _ => bytes_in_place(random, bytes),
    }
}

/// Replaces a byte for which `such` is true, given the byte before it, by one of `with`. The result is often valid.
fn replace_where(random: &mut Random, bytes: &mut [u8], such: impl Fn(u8, u8) -> bool, with: &[u8]) {
    let found: Vec<usize> = (1..bytes.len()).filter(|&at| such(bytes[at - 1], bytes[at])).collect();
    if !found.is_empty() {
        bytes[*random.pick(&found)] = *random.pick(with);
    }
}

/// Replaces the number that may start at `at`.
fn overwrite_number(random: &mut Random, bytes: &mut Vec<u8>, at: usize) {
    let Some((old, length)) = bytes.get(at..).and_then(leb) else { return };
    let mut number = Vec::new();
    match random.below(6) {
        0 => push_leb(&mut number, u64::from(old) + 1),
        1 => push_leb(&mut number, u64::from(old.saturating_sub(1))),
        // More bytes than the number needs, or than are allowed.
        2 => {
            push_leb(&mut number, old.into());
            if let Some(last) = number.last_mut() {
                *last |= 0x80;
            }
            number.resize(number.len() + random.below(6), 0x80);
            number.push(0);
        }
        3 => push_leb(&mut number, random.next()),
        _ => push_leb(&mut number, *random.pick(NUMBERS)),
    }
    bytes.splice(at..at + length, number);
}

/// A custom section.
fn custom(random: &mut Random) -> Section {
    let name = random.pick(CUSTOM_NAMES);
    let mut bytes = Vec::new();
    push_leb(&mut bytes, name.len() as u64);
    bytes.extend(name.as_bytes());
    let mut body = random.pick(CUSTOM_BODIES).to_vec();
    if random.one_in(4) {
        bytes_in_place(random, &mut body);
    }
    bytes.extend(body);
    Section { id: CUSTOM, body: Body::Bytes(bytes) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_and_an_index_name_an_input() {
        let seeds = [wat::parse_str("(component (core module (func)))").unwrap(), wat::parse_str("(module)").unwrap()];
        let input = |index| mutate(&mut Random::for_case(7, index), &seeds[index as usize % 2], &seeds);
        let inputs: Vec<_> = (0..200).map(input).collect();
        assert_eq!(inputs, (0..200).map(input).collect::<Vec<_>>());
        let changed = inputs.iter().filter(|input| !seeds.contains(input)).count();
        assert!(changed > 150, "{changed} inputs differ from the seeds");
        // A change inside a nested section updates the sizes of the sections around it.
        let sound = inputs.iter().filter(|input| !seeds.contains(input) && Binary::parse(input).is_some()).count();
        assert!(sound > 50, "{sound} inputs have sections that add up");
    }
}
