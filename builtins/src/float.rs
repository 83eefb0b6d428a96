//! Both formats of floats (IEEE 754, binary32 and binary64): addition, division, comparison, conversion and rounding.
//!
//! A number in the middle of a computation is a *significand* with its highest bit at the top of the word, and an
//! *exponent* as it is stored. The format has no room for the lower bits of the significand; rounding looks at them.
//! Bits below the lowest are not dropped but set the lowest bit.

/// The stored exponent of the number one in binary32.
pub const SINGLE_BIAS: i32 = 127;
/// The stored exponent of the number one in binary64.
pub const DOUBLE_BIAS: i32 = 1023;

/// Defines the functions of a format, in the module that uses the macro.
macro_rules! format {
    ($bits:ident, $signed:ident, fraction $fraction:literal, bias $bias:ident, quotient $quotient:literal) => {
        /// The number of bits below the leading one.
        const FRACTION: u32 = $fraction;
        /// The stored exponent of the number one.
        const BIAS: i32 = $bias;
        /// The stored exponent of infinities and NaNs.
        const SPECIAL: i32 = 2 * BIAS + 1;
        /// The sign bit.
        const SIGN: $bits = 1 << ($bits::BITS - 1);
        /// The shift that moves the sign bit to the top of a word.
        const SIGN_SHIFT: u32 = $bits::BITS - 32;
        /// The leading one, which a normal number does not store.
        const LEADING: $bits = 1 << FRACTION;
        const INFINITY: $bits = (SPECIAL as $bits) << FRACTION;
        /// The bit of a NaN that makes it quiet.
        const QUIET: $bits = LEADING >> 1;
        const NAN: $bits = INFINITY | QUIET;
        /// The number of bits of a significand that are rounded away.
        const EXTRA: u32 = $bits::BITS - FRACTION - 1;

        /// The number of bits after the point in a quotient of significands, before it is rounded.
        const QUOTIENT: u32 = $quotient;

        /// Returns the quotient.
        #[inline(always)]
        pub fn divide(left: $bits, right: $bits) -> $bits {
            let sign = sign_of_product(left, right);
            if let Some(quotient) = special_quotient(sign, left, right) {
                return quotient;
            }
            let (exponent, dividend) = normal_parts(magnitude(left));
            let (other, divisor) = normal_parts(magnitude(right));
            let (quotient, rest) =
                if cfg!(armv6m) { quotient_by_bits(dividend, divisor) } else { quotient_by_digits(dividend, divisor) };
            // The shift puts the highest bit of the quotient at the top, as in a significand.
            round(sign, exponent - other + BIAS, quotient << ($bits::BITS - 1 - QUOTIENT) | (rest != 0) as $bits)
        }

        /// As `quotient_by_digits`, bit by bit.
        #[cfg(not(armv6m))]
        #[inline(always)]
        pub(crate) fn quotient_by_bits(dividend: $bits, divisor: $bits) -> ($bits, $bits) {
            let (mut quotient, mut rest) = (0, dividend);
            for _ in 0..=QUOTIENT {
                quotient <<= 1;
                if rest >= divisor {
                    rest -= divisor;
                    quotient += 1;
                }
                rest <<= 1;
            }
            (quotient, rest)
        }

        /// Returns a float without its sign.
        #[inline(always)]
        fn magnitude(float: $bits) -> $bits {
            float & !SIGN
        }

        /// Returns the sign of a product or quotient, as the highest bit of a word.
        #[inline(always)]
        fn sign_of_product(left: $bits, right: $bits) -> u32 {
            ((left ^ right) >> SIGN_SHIFT) as u32 & 1 << 31
        }

        /// Returns exponent and significand, right-aligned, of a finite magnitude. Subnormal numbers have the exponent
        /// of the smallest normal ones, and no leading one.
        #[inline(always)]
        fn parts(magnitude: $bits) -> (i32, $bits) {
            let exponent = (magnitude >> FRACTION) as i32;
            if exponent == 0 {
                return (1, magnitude);
            }
            (exponent, magnitude & (LEADING - 1) | LEADING)
        }

        /// As [`parts`], with the significand's highest bit at the place of the leading one. The magnitude is not zero.
        #[inline(always)]
        fn normal_parts(magnitude: $bits) -> (i32, $bits) {
            if magnitude >= LEADING {
                return ((magnitude >> FRACTION) as i32, magnitude & (LEADING - 1) | LEADING);
            }
            let normal = normalize(magnitude);
            (1 - (normal >> (FRACTION + 1)) as i32, normal & (2 * LEADING - 1))
        }

        /// Shifts a subnormal magnitude up until its highest bit is at the place of the leading one. The bits above it
        /// are the shift count.
        #[inline(never)]
        fn normalize(magnitude: $bits) -> $bits {
            let zeros = leading_zeros(magnitude) - EXTRA;
            magnitude << zeros | $bits::from(zeros) << (FRACTION + 1)
        }

        /// Returns the float nearest to a number, ties to even. A `significand` with its highest bit at the top is a
        /// number between 2<sup>n</sup> and 2<sup>n+1</sup>, for n = `exponent` - `BIAS`; but it may have any number of
        /// leading zeros. The sign is the highest bit of `sign`.
        #[inline(never)]
        pub(crate) fn round(sign: u32, exponent: i32, significand: $bits) -> $bits {
            let sign = $bits::from(sign) << SIGN_SHIFT;
            if significand == 0 {
                return sign;
            }
            let (mut exponent, mut significand) = (exponent, significand);
            // A sum, a product or a quotient has at most one leading zero, unless operands cancelled each other.
            if COUNTING_IS_SLOW && significand & SIGN == 0 {
                significand <<= 1;
                exponent -= 1;
            }
            if !COUNTING_IS_SLOW || significand & SIGN == 0 {
                let (zeros, shifted) = without_leading_zeros(significand);
                significand = shifted;
                exponent -= zeros as i32;
            }
            if exponent >= SPECIAL {
                return sign | INFINITY;
            }
            if exponent <= 0 {
                significand = shift_right_sticky(significand, (1 - exponent) as u32);
                exponent = 1;
            }
            let kept = significand >> EXTRA;
            let lost = significand as u32 & ((1 << EXTRA) - 1);
            // The leading one adds one to the exponent, and so does a carry out of the fraction: up to infinity.
            let float = kept + (((exponent - 1) as $bits) << FRACTION);
            let up = lost + (kept as u32 & 1) > 1 << (EXTRA - 1);
            (float + up as $bits) | sign
        }

        /// Returns the sum.
        #[inline(always)]
        pub fn add(left: $bits, right: $bits) -> $bits {
            let smaller = magnitude(left) < magnitude(right);
            let (left, right) = if smaller { (right, left) } else { (left, right) };
            if magnitude(left) >= INFINITY {
                return if magnitude(left) > INFINITY {
                    left | QUIET
                } else if right == left ^ SIGN {
                    NAN
                } else {
                    left
                };
            }
            let (exponent, large) = parts(magnitude(left));
            let (below, small) = parts(magnitude(right));
            // The shift leaves one bit for the carry.
            let large = large << (EXTRA - 1);
            let small = shift_right_sticky(small << (EXTRA - 1), (exponent - below) as u32);
            let differ = (left ^ right) & SIGN != 0;
            let sum = if differ { large - small } else { large + small };
            // Two numbers that cancel each other give +0.
            let sign = if differ && sum == 0 { 0 } else { (left >> SIGN_SHIFT) as u32 & 1 << 31 };
            round(sign, exponent + 1, sum)
        }

        /// Returns the difference.
        #[inline(always)]
        pub fn subtract(left: $bits, right: $bits, add: impl Fn($bits, $bits) -> $bits) -> $bits {
            add(left, right ^ SIGN)
        }

        /// Returns the product if one side is zero, infinite or a NaN; otherwise none.
        #[inline(always)]
        fn special_product(sign: u32, left: $bits, right: $bits) -> Option<$bits> {
            let nans = (left | QUIET, right | QUIET);
            let (left, right) = (magnitude(left), magnitude(right));
            let sign = $bits::from(sign) << SIGN_SHIFT;
            if left >= INFINITY || right >= INFINITY {
                // A NaN keeps its sign, as on processors.
                return Some(match () {
                    () if left > INFINITY => nans.0,
                    () if right > INFINITY => nans.1,
                    () if left == 0 || right == 0 => NAN,
                    () => sign | INFINITY,
                });
            }
            (left == 0 || right == 0).then_some(sign)
        }

        /// Returns the quotient if one side is zero, infinite or a NaN; otherwise none.
        #[inline(always)]
        fn special_quotient(sign: u32, left: $bits, right: $bits) -> Option<$bits> {
            let nans = (left | QUIET, right | QUIET);
            let (left, right) = (magnitude(left), magnitude(right));
            let sign = $bits::from(sign) << SIGN_SHIFT;
            if left > INFINITY {
                return Some(nans.0);
            }
            if right > INFINITY {
                return Some(nans.1);
            }
            if left == INFINITY || right == 0 {
                return Some(if left == right { NAN } else { sign | INFINITY });
            }
            (right == INFINITY || left == 0).then_some(sign)
        }

        /// Compares `left` with `right`: -1 below, 0 equal, 1 above, and [`UNORDERED`](crate::UNORDERED) if one is a
        /// NaN.
        #[inline(always)]
        pub fn compare(left: $bits, right: $bits) -> i32 {
            if magnitude(left) > INFINITY || magnitude(right) > INFINITY {
                return crate::UNORDERED;
            }
            if left == right || magnitude(left | right) == 0 {
                return 0;
            }
            // As signed integers, floats are ordered correctly unless both are negative; then the order is reversed.
            let below = (left as $signed) < (right as $signed);
            if below != (left & right & SIGN != 0) { -1 } else { 1 }
        }

        /// Returns the integral part as an integer of this type, saturating; 0 for a NaN.
        #[inline(always)]
        pub fn to_u64(float: $bits) -> u64 {
            if float & SIGN != 0 { 0 } else { to_unsigned(float) }
        }

        /// As [`to_u64`].
        #[inline(always)]
        pub fn to_i64(float: $bits) -> i64 {
            let size = to_unsigned(magnitude(float));
            if float & SIGN != 0 {
                if size > 1 << 63 { i64::MIN } else { (size as i64).wrapping_neg() }
            } else {
                size.min(i64::MAX as u64) as i64
            }
        }

        /// As [`to_u64`].
        #[inline(always)]
        pub fn to_u32(float: $bits) -> u32 {
            if float & SIGN != 0 { 0 } else { to_unsigned_word(float) }
        }

        /// As [`to_u64`].
        #[inline(always)]
        pub fn to_i32(float: $bits) -> i32 {
            let size = to_unsigned_word(magnitude(float));
            if float & SIGN != 0 {
                if size > 1 << 31 { i32::MIN } else { (size as i32).wrapping_neg() }
            } else {
                size.min(i32::MAX as u32) as i32
            }
        }
    };
}
pub(crate) use format;
