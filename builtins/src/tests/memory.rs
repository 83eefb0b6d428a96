use std::vec::Vec;

use crate::memory;

const ROOM: usize = 160;

/// Bytes with different values, at an address that is a multiple of 16.
#[repr(align(16))]
struct Bytes([u8; ROOM]);

fn numbered() -> Bytes {
    Bytes(std::array::from_fn(|index| index as u8 ^ 0x5a))
}

/// Copies every length up to four blocks and some bytes, with every alignment of both ends, and checks that nothing
/// else is written.
#[test]
fn ranges_are_copied_as_the_machine_does() {
    type Copy = unsafe fn(*mut u8, *const u8, usize);
    let (up, down): (Copy, Copy) = (memory::copy_up, memory::copy_down);
    for length in 0..=75 {
        for from in 64..72 {
            for to in (0..8).chain(from - 9..=from + 9).chain(80..84) {
                let mut expected = numbered();
                expected.0.copy_within(from..from + length, to);
                let apart = to.abs_diff(from) >= length;
                let copies = [(up, apart || to <= from), (down, apart || to >= from)];
                for (copy, _) in copies.into_iter().filter(|&(_, allowed)| allowed) {
                    let mut bytes = numbered();
                    let start = bytes.0.as_mut_ptr();
                    // SAFETY: both ranges are in the array, and overlap only as the function allows.
                    unsafe { copy(start.add(to), start.add(from), length) };
                    assert!(bytes.0 == expected.0, "{length} bytes from {from} to {to}");
                }
            }
        }
    }
}

#[test]
fn ranges_are_filled_as_the_machine_does() {
    for value in [0, 0xff, 0x80, 0x1234_56a5, u32::MAX] {
        for to in 0..16 {
            for length in 0..=75 {
                let (mut bytes, mut expected) = (numbered(), numbered());
                expected.0[to..to + length].fill(value as u8);
                // SAFETY: the range is in the array.
                unsafe { memory::fill(bytes.0.as_mut_ptr().add(to), value, length) };
                assert!(bytes.0 == expected.0, "{length} bytes at {to}");
            }
        }
    }
}

#[test]
fn ranges_are_compared_as_the_machine_does() {
    let bytes = numbered();
    for length in 0..=20 {
        for differing in 0..=length {
            for change in [1, 0x7f, 0x80, 0xff] {
                let mut other: Vec<u8> = bytes.0[..length].to_vec();
                if let Some(byte) = other.get_mut(differing) {
                    *byte = byte.wrapping_add(change);
                }
                // SAFETY: both have that length.
                let order = unsafe { memory::compare(bytes.0.as_ptr(), other.as_ptr(), length) };
                assert_eq!(order.cmp(&0), bytes.0[..length].cmp(&other), "{length} bytes, {differing} differs");
            }
        }
    }
}

#[test]
fn a_text_ends_at_its_zero() {
    for text in [c"", c"a", c"four", c"\xff and more"] {
        // SAFETY: it has a zero at its end.
        assert_eq!(unsafe { memory::length(text.as_ptr().cast()) }, text.to_bytes().len());
    }
}
