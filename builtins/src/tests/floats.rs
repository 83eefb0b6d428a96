use super::{ROUNDS, Random};

/// The tests of a format; `$float` is the machine's type for it.
macro_rules! tests {
    ($module:ident, $float:ident, $bits:ident, fraction $fraction:literal) => {
        mod $module {
            use std::cmp::Ordering;
            use std::vec::Vec;

            use super::{ROUNDS, Random};
            use crate::{UNORDERED, $module as ours};

            const INFINITY: $bits = $float::INFINITY.to_bits();
            const SIGN: $bits = 1 << ($bits::BITS - 1);

            /// Returns true if the bits are the same, or if both are NaNs and ours is quiet.
            fn same(actual: $bits, expected: $float) -> bool {
                if !expected.is_nan() {
                    return actual == expected.to_bits();
                }
                let quiet = 1 << ($fraction - 1);
                actual & !SIGN > INFINITY && actual & quiet != 0
            }

            /// Special values: zeros, limits of subnormal and normal numbers, of integers and of precision, infinities,
            /// NaNs; all with both signs.
            fn special() -> Vec<$bits> {
                let one = $float::to_bits;
                let limits = [0, 1, 2, 3, (1 << $fraction) - 1, 1 << $fraction, (1 << $fraction) + 1, 2 << $fraction];
                let precise = [1.0, 1.5, 2.0, 3.0, 10.0, 0.1, 0.5, 1.0 / 3.0, $float::EPSILON, $float::EPSILON / 2.0];
                let integers = [31, 32, 52, 53, 62, 63, 64, 65, 127].map(|power| $float::powi(2.0, power));
                let above =
                    [INFINITY - 1, INFINITY - 2, INFINITY, INFINITY + 1, INFINITY | 1 << ($fraction - 1), !SIGN];
                let patterns =
                    [!SIGN / 3, !SIGN / 2, !SIGN / 5, INFINITY / 2, INFINITY / 2 + 1, INFINITY - (1 << $fraction)];
                let near = integers.iter().flat_map(|&number| {
                    let half = number / 2.0;
                    [one(number) - 1, one(number), one(number) + 1, one(half) + (1 << ($fraction - 1))]
                });
                let positive = limits.into_iter().chain(precise.map(one)).chain(near).chain(above).chain(patterns);
                positive.flat_map(|bits| [bits, bits | SIGN]).collect()
            }

            fn check_one(bits: $bits) {
                let float = $float::from_bits(bits);
                assert_eq!(ours::to_i32(bits), float as i32, "{float:e} ({bits:#x}) to i32");
                assert_eq!(ours::to_u32(bits), float as u32, "{float:e} ({bits:#x}) to u32");
                assert_eq!(ours::to_i64(bits), float as i64, "{float:e} ({bits:#x}) to i64");
                assert_eq!(ours::to_u64(bits), float as u64, "{float:e} ({bits:#x}) to u64");
            }

            fn check(left: $bits, right: $bits) {
                let (a, b) = ($float::from_bits(left), $float::from_bits(right));
                let check = |name, actual, expected| {
                    assert!(
                        same(actual, expected),
                        "{a:e} {name} {b:e} ({left:#x}, {right:#x}): {actual:#x}, not {expected:e}"
                    );
                };
                check("+", ours::add(left, right), a + b);
                check("-", ours::subtract(left, right, |left, right| ours::add(left, right)), a - b);
                check("*", ours::multiply(left, right), a * b);
                check("/", ours::divide(left, right), a / b);
                let order = match a.partial_cmp(&b) {
                    Some(Ordering::Less) => -1,
                    Some(Ordering::Equal) => 0,
                    Some(Ordering::Greater) => 1,
                    None => UNORDERED,
                };
                assert_eq!(ours::compare(left, right), order, "{left:#x} {right:#x}");
            }

            /// Compares both ways to divide significands; a chip has only one of them.
            fn check_quotient(left: $bits, right: $bits) {
                let leading = 1 << $fraction;
                let [left, right] = [left, right].map(|bits| bits & (leading - 1) | leading);
                let (quotient, rest) = ours::quotient_by_digits(left, right);
                let (by_bits, rest_by_bits) = ours::quotient_by_bits(left, right);
                assert_eq!((quotient, rest == 0), (by_bits, rest_by_bits == 0), "{left:#x} / {right:#x}");
            }

            #[test]
            fn special_values_are_computed_as_the_machine_does() {
                let special = special();
                for &left in &special {
                    check_one(left);
                    for &right in &special {
                        check(left, right);
                        check_quotient(left, right);
                    }
                }
            }

            #[test]
            fn random_values_are_computed_as_the_machine_does() {
                let mut random = Random::new();
                for _ in 0..ROUNDS {
                    let (left, right) = (random.number() as $bits, random.number() as $bits);
                    check(left, right);
                    check_one(left);
                    check_quotient(left, right);
                    // Exponents close to each other: sums cancel and quotients are near one.
                    let near = left.wrapping_add((random.below(8 << $fraction) as $bits).wrapping_sub(4 << $fraction));
                    check(left, near);
                    check(left, near ^ SIGN);
                    // Results near the smallest numbers, where products and quotients could be rounded twice.
                    let inverse = (INFINITY / 2).wrapping_sub(left & !SIGN) & !SIGN ^ (right & 7);
                    check(left, inverse);
                    check(right >> random.below(u64::from($bits::BITS)), left);
                }
            }

            #[test]
            fn integers_become_the_nearest_floats() {
                let mut random = Random::new();
                let limits =
                    (0..64).flat_map(|bit| [(1u64 << bit) - 1, 1 << bit, (1 << bit) + 1, (1 << bit) | 1 << (bit / 2)]);
                let limits = limits.chain([u64::MAX, 0]).flat_map(|value| [value, value.wrapping_neg(), !value]);
                let mut values: Vec<u64> = limits.collect();
                values.extend((0..ROUNDS).map(|_| random.number()));
                for value in values {
                    assert_eq!(ours::from_u64(value), (value as $float).to_bits(), "{value:#x}");
                    assert_eq!(ours::from_i64(value as i64), (value as i64 as $float).to_bits(), "{value:#x}");
                    assert_eq!(ours::from_u32(value as u32), (value as u32 as $float).to_bits(), "{value:#x}");
                    assert_eq!(ours::from_i32(value as i32), (value as i32 as $float).to_bits(), "{value:#x}");
                    // Floats that are next to integers.
                    check_one((value as i64 as $float).to_bits());
                    check_one((value as i32 as $float + 0.5).to_bits());
                }
            }

            fn check_conversion(bits: u64) {
                let (double, single) = (f64::from_bits(bits), f32::from_bits(bits as u32));
                let narrow = crate::single::from_double(bits);
                let expected = double as f32;
                let quiet = narrow & 0x7fff_ffff > 0x7f80_0000 && narrow & 1 << 22 != 0;
                assert!(
                    if double.is_nan() { quiet } else { narrow == expected.to_bits() },
                    "{double:e} ({bits:#x}): {narrow:#x}"
                );
                let wide = crate::double::from_single(bits as u32);
                let quiet = wide & !(1 << 63) > 0x7ff << 52 && wide & 1 << 51 != 0;
                let expected = f64::from(single);
                assert!(
                    if single.is_nan() { quiet } else { wide == expected.to_bits() },
                    "{single:e} ({bits:#x}): {wide:#x}"
                );
            }

            #[test]
            fn formats_become_each_other() {
                let mut random = Random::new();
                for _ in 0..ROUNDS {
                    let bits = random.number();
                    check_conversion(bits);
                    // Exponents that are valid in both formats.
                    let exponent = 1023 - 160 + random.below(320);
                    check_conversion(bits & !(0x7ff << 52) | exponent << 52);
                    // Ties between two numbers of the narrower format.
                    check_conversion((bits & 0x800f_ffff_e000_0000) | exponent << 52 | 1 << 28);
                }
                for bits in special() {
                    check_conversion(bits as u64);
                    check_conversion((bits as u64) << (64 - $bits::BITS));
                }
            }
        }
    };
}

tests!(single, f32, u32, fraction 23);
tests!(double, f64, u64, fraction 52);
