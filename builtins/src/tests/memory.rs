use std::vec::Vec;

use crate::memory;

#[test]
fn ranges_are_compared_as_the_machine_does() {
    let bytes: [u8; 20] = std::array::from_fn(|index| index as u8 ^ 0x5a);
    for length in 0..=20 {
        for differing in 0..=length {
            for change in [1, 0x7f, 0x80, 0xff] {
                let mut other: Vec<u8> = bytes[..length].to_vec();
                if let Some(byte) = other.get_mut(differing) {
                    *byte = byte.wrapping_add(change);
                }
                // SAFETY: both have that length.
                let order = unsafe { memory::compare(bytes.as_ptr(), other.as_ptr(), length) };
                assert_eq!(order.cmp(&0), bytes[..length].cmp(&other), "{length} bytes, {differing} differs");
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
