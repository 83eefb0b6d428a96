use super::{ROUNDS, Random};
use crate::integer;

/// Numbers at the limits of 64 bits and of 32 bits.
fn limits() -> std::vec::Vec<u64> {
    let powers = (0..64).map(|bit| 1u64 << bit);
    let around = powers.flat_map(|power| [power - 1, power, power + 1, power.wrapping_neg(), !power]);
    around.chain([0, 3, 7, 10, 100, 1000, 0xffff_ffff_0000_0000, 0x8000_0000_8000_0000]).collect()
}

fn check(left: u64, right: u64) {
    assert_eq!(integer::multiply(left, right), left.wrapping_mul(right), "{left:#x} * {right:#x}");
    let (word, other) = (left as u32, right as u32);
    let product = u64::from(word) * u64::from(other);
    assert_eq!(integer::multiply_words(word, other), product, "{word:#x} * {other:#x}");
    assert_eq!(integer::multiply_halves(word, other), product, "{word:#x} * {other:#x}");
    let count = right as u32 % 64;
    assert_eq!(integer::shift_left(left, count), left << count, "{left:#x} << {count}");
    assert_eq!(integer::shift_right(left, count), left >> count, "{left:#x} >> {count}");
    let signed = left as i64;
    assert_eq!(integer::shift_right_signed(signed, count), signed >> count, "{signed:#x} >> {count}");
    assert_eq!(integer::leading_zeros(word), word.leading_zeros(), "{word:#x}");
    assert_eq!(integer::count_leading_zeros(word), word.leading_zeros(), "{word:#x}");
    assert_eq!(integer::leading_zeros_wide(left), left.leading_zeros(), "{left:#x}");
    if right != 0 {
        assert_eq!(integer::divide(left, right), (left / right, left % right), "{left:#x} / {right:#x}");
        let (left, right) = (left as i64, right as i64);
        let expected = (left.wrapping_div(right), left.wrapping_rem(right));
        assert_eq!(integer::signed(left, right, integer::divide), expected, "{left:#x} / {right:#x}");
    }
}

#[test]
fn limits_are_computed_as_the_machine_does() {
    let limits = limits();
    for &left in &limits {
        for &right in &limits {
            check(left, right);
        }
    }
}

#[test]
fn random_numbers_are_computed_as_the_machine_does() {
    let mut random = Random::new();
    for _ in 0..ROUNDS {
        let (left, right) = (random.number(), random.number());
        check(left, right);
        // Quotients that are exact, or one off.
        let product = left.wrapping_mul(right);
        check(product, right);
        check(product.wrapping_sub(1), right);
    }
}

/// A division by zero does not hang: an embedder's code may divide by zero and ignore the result.
#[test]
fn a_division_by_zero_gives_zero_and_the_dividend() {
    for dividend in [0, 1, 1 << 31, 1 << 32, u64::MAX] {
        assert_eq!(integer::divide(dividend, 0), (0, dividend));
    }
    assert_eq!(integer::signed(-7, 0, integer::divide), (0, -7));
}
