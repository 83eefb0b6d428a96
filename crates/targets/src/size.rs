//! Sizes in bytes as people write them: `512`, `4KiB`, `1MiB`, `0x400`.

use std::fmt;
use std::str::FromStr;

use serde::de::{self, Deserialize, Deserializer, Visitor};

/// A number of bytes, below 4 GiB.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ByteSize(u32);

/// The units, largest first, as they are written.
const UNITS: &[(&str, u32)] = &[("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10), ("B", 1)];

impl ByteSize {
    /// A size in bytes.
    pub const fn new(bytes: u32) -> ByteSize {
        ByteSize(bytes)
    }

    /// A size in KiB; `kib` is at most 4,194,303.
    pub const fn kib(kib: u32) -> ByteSize {
        ByteSize(kib * 1024)
    }

    /// The number of bytes.
    pub const fn bytes(self) -> u32 {
        self.0
    }
}

impl From<ByteSize> for u32 {
    fn from(size: ByteSize) -> u32 {
        size.0
    }
}

/// Prints the largest unit that divides the size; [`FromStr`] reads it back.
impl fmt::Display for ByteSize {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fits = |factor: u32| self.0 != 0 && self.0.is_multiple_of(factor);
        match UNITS.iter().find(|(_, factor)| *factor > 1 && fits(*factor)) {
            Some((unit, factor)) => write!(f, "{}{unit}", self.0 / factor),
            None => write!(f, "{}", self.0),
        }
    }
}

/// The reason why a text is not a size.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseByteSizeError {
    /// There is no digit.
    #[error("`{0}` is no size; write a number of bytes such as 512 or 0x400, or one with a unit such as 4KiB or 1MiB")]
    NoNumber(String),
    /// The unit is not known.
    #[error("`{unit}` in `{text}` is no unit of size; the units are B, KiB, MiB and GiB")]
    Unit {
        /// The whole text.
        text: String,
        /// The text in the place of the unit.
        unit: String,
    },
    /// The size does not fit a 32-bit address space.
    #[error("`{0}` is 4 GiB or more, which no 32-bit chip can address")]
    TooLarge(String),
}

impl FromStr for ByteSize {
    type Err = ParseByteSizeError;

    fn from_str(text: &str) -> Result<ByteSize, ParseByteSizeError> {
        let trimmed = text.trim();
        let (digits, radix) = match trimmed.strip_prefix("0x").or_else(|| trimmed.strip_prefix("0X")) {
            Some(rest) => (rest, 16),
            None => (trimmed, 10),
        };
        // A hexadecimal number takes no unit: `0x1B` is 27.
        let end = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
        let (number, unit) = (&digits[..end], digits[end..].trim_start());
        if number.is_empty() {
            return Err(ParseByteSizeError::NoNumber(text.to_owned()));
        }
        let factor = match (unit, radix) {
            ("", _) => 1,
            (_, 10) => UNITS.iter().find(|(known, _)| *known == unit).map_or(0, |(_, factor)| *factor),
            _ => 0,
        };
        if factor == 0 {
            return Err(ParseByteSizeError::Unit { text: text.to_owned(), unit: unit.to_owned() });
        }
        u32::from_str_radix(number, radix)
            .ok()
            .and_then(|number| number.checked_mul(factor))
            .map(ByteSize)
            .ok_or_else(|| ParseByteSizeError::TooLarge(text.to_owned()))
    }
}

/// From an integer, or from a string as [`FromStr`] reads it.
impl<'de> Deserialize<'de> for ByteSize {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<ByteSize, D::Error> {
        struct Size;

        impl Visitor<'_> for Size {
            type Value = ByteSize;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a size such as 512, 0x400 or \"4KiB\"")
            }

            fn visit_i64<E: de::Error>(self, value: i64) -> Result<ByteSize, E> {
                u32::try_from(value).map(ByteSize).map_err(|_| E::invalid_value(de::Unexpected::Signed(value), &self))
            }

            fn visit_u64<E: de::Error>(self, value: u64) -> Result<ByteSize, E> {
                u32::try_from(value).map(ByteSize).map_err(|_| E::invalid_value(de::Unexpected::Unsigned(value), &self))
            }

            fn visit_str<E: de::Error>(self, value: &str) -> Result<ByteSize, E> {
                value.parse().map_err(E::custom)
            }
        }

        deserializer.deserialize_any(Size)
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize as _;
    use serde::de::IntoDeserializer as _;
    use serde::de::value::{BoolDeserializer, Error, I64Deserializer, U64Deserializer};

    use super::{ByteSize, ParseByteSizeError};

    #[test]
    fn sizes_are_read() {
        for (text, bytes) in [
            ("512", 512),
            ("4KiB", 4096),
            ("4 KiB", 4096),
            (" 1MiB ", 1 << 20),
            ("0x400", 1024),
            ("0x1B", 27),
            ("3GiB", 3 << 30),
            ("0", 0),
            ("8B", 8),
            ("4294967295", u32::MAX),
        ] {
            assert_eq!(text.parse(), Ok(ByteSize::new(bytes)), "{text}");
        }
    }

    #[test]
    fn what_is_printed_is_read_back() {
        for (bytes, text) in [(0, "0"), (1000, "1000"), (4096, "4KiB"), (5 << 20, "5MiB"), (1 << 30, "1GiB")] {
            assert_eq!(ByteSize::new(bytes).to_string(), text);
            assert_eq!(text.parse(), Ok(ByteSize::new(bytes)));
        }
    }

    #[test]
    fn what_is_no_size_says_why() {
        for (text, expected) in [
            ("", "is no size"),
            ("KiB", "is no size"),
            ("-1", "is no size"),
            ("0x", "is no size"),
            ("4KB", "`KB` in `4KB` is no unit"),
            ("1.5KiB", "`.5KiB` in `1.5KiB` is no unit"),
            ("0x4KiB", "`KiB` in `0x4KiB` is no unit"),
            ("4GiB", "4 GiB or more"),
            ("99999999999999999999", "4 GiB or more"),
        ] {
            let error: ParseByteSizeError = text.parse::<ByteSize>().unwrap_err();
            assert!(error.to_string().contains(expected), "{text}: {error}");
        }
    }

    #[test]
    fn integers_of_a_file_are_sizes() {
        let unsigned = |number: u64| {
            let deserializer: U64Deserializer<Error> = number.into_deserializer();
            ByteSize::deserialize(deserializer)
        };
        let signed = |number: i64| {
            let deserializer: I64Deserializer<Error> = number.into_deserializer();
            ByteSize::deserialize(deserializer)
        };
        assert_eq!(unsigned(512).map(u32::from), Ok(512));
        assert_eq!(signed(512).map(u32::from), Ok(512));
        assert!(unsigned(1 << 32).is_err() && signed(1 << 32).is_err() && signed(-1).is_err());
        let deserializer: BoolDeserializer<Error> = true.into_deserializer();
        let error = ByteSize::deserialize(deserializer).unwrap_err().to_string();
        assert!(error.contains("expected a size such as 512, 0x400 or \"4KiB\""), "{error}");
    }
}
