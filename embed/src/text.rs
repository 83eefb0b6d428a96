//! Strings.

use core::slice;

use crate::TrapKind;
use crate::abi::{Abi, Lift, Lower};
use crate::memory::{Encoding, Guest, allocate, range};
use crate::trap::Fault;

/// The bit in a length that marks UTF-16, in the encoding `latin1+utf16`.
const UTF16_TAG: u32 = 1 << 31;

/// The kind of a string that leaves its memory.
const OUTSIDE: TrapKind = TrapKind::StringOutOfBounds;

// SAFETY: a string is an address and a length.
unsafe impl Abi for &str {
    const SIZE: u32 = 8;
    const ALIGN: u32 = 4;
    const FLAT: usize = 2;
}

// SAFETY: writes the address and the length.
unsafe impl<G: Guest> Lower<G> for &str {
    #[inline]
    unsafe fn lower_flat(&self, to: *mut u64) -> Result<(), Fault> {
        let (address, length) = lower::<G>(self)?;
        // SAFETY: there is room for two slots.
        unsafe {
            to.write(address.into());
            to.add(1).write(length.into());
        }
        Ok(())
    }

    #[inline]
    unsafe fn store(&self, to: *mut u8) -> Result<(), Fault> {
        let (address, length) = lower::<G>(self)?;
        // SAFETY: there is aligned room for two words.
        unsafe { to.cast::<[u32; 2]>().write([address, length]) };
        Ok(())
    }
}

// SAFETY: with `TRUSTED` nothing can fail: the range and the bytes were checked.
unsafe impl<G: Guest> Lift<G> for &str {
    #[inline]
    unsafe fn lift_flat(from: *const u64) -> Result<Self, Fault> {
        // SAFETY: there are two slots; the memory does not change.
        unsafe { lift::<G, false>(from.read() as u32, from.add(1).read() as u32) }
    }

    #[inline]
    unsafe fn load<const TRUSTED: bool>(from: *const u8) -> Result<Self, Fault> {
        // SAFETY: there are two words; the memory does not change.
        unsafe {
            let [address, length] = from.cast::<[u32; 2]>().read();
            lift::<G, TRUSTED>(address, length)
        }
    }
}

/// The string at an address, which is UTF-8: the generator refuses functions that pass other strings to the embedder.
///
/// # Safety
///
/// While the string is in use, the program's memory does not change. With `TRUSTED`, it has not changed since the check.
unsafe fn lift<'a, G: Guest, const TRUSTED: bool>(address: u32, length: u32) -> Result<&'a str, Fault> {
    let from = range::<G>(address, length.into(), 1, OUTSIDE)?;
    // SAFETY: the range is inside the window, and does not change. It fits: it is shorter than 2 GiB.
    let bytes = unsafe { slice::from_raw_parts(from, length as usize) };
    if TRUSTED {
        // SAFETY: the bytes were checked.
        return Ok(unsafe { str::from_utf8_unchecked(bytes) });
    }
    str::from_utf8(bytes).map_err(|_| Fault::Violation(TrapKind::InvalidUtf8))
}

/// Copies a string to the program. Gives its address, and its length in units of the encoding.
fn lower<G: Guest>(text: &str) -> Result<(u32, u32), Fault> {
    match G::ENCODING {
        Encoding::Utf8 => {
            let (address, to) = allocate::<G>(text.len() as u64, 1, OUTSIDE)?;
            // SAFETY: the range was just allocated, and has the string's length.
            unsafe { to.copy_from_nonoverlapping(text.as_ptr(), text.len()) };
            Ok((address, text.len() as u32))
        }
        Encoding::CompactUtf16 if text.chars().all(|char| u32::from(char) < 0x100) => {
            let count = text.chars().count();
            let (address, to) = allocate::<G>(count as u64, 2, OUTSIDE)?;
            for (index, char) in text.chars().enumerate() {
                // SAFETY: the range was just allocated, and has one byte for each character.
                unsafe { to.add(index).write(u32::from(char) as u8) };
            }
            Ok((address, count as u32))
        }
        Encoding::Utf16 => utf16::<G>(text),
        Encoding::CompactUtf16 => utf16::<G>(text).map(|(address, length)| (address, length | UTF16_TAG)),
    }
}

/// Copies a string to the program as UTF-16.
fn utf16<G: Guest>(text: &str) -> Result<(u32, u32), Fault> {
    let count = text.encode_utf16().count();
    let (address, to) = allocate::<G>(2 * count as u64, 2, OUTSIDE)?;
    for (index, unit) in text.encode_utf16().enumerate() {
        // SAFETY: the range was just allocated, is aligned, and has room for all units.
        unsafe { to.cast::<u16>().add(index).write(unit) };
    }
    Ok((address, count as u32))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::memory::tests::{Mock, bytes};

    /// Passes a string to a program whose strings have an encoding. Gives its length and its bytes.
    fn lowered<const ENCODING: usize>(text: &str, align: usize, length: usize) -> (u32, std::vec::Vec<u8>) {
        let mut flat = [0; 2];
        // SAFETY: there are two slots.
        unsafe { Lower::<Mock<ENCODING>>::lower_flat(&text, flat.as_mut_ptr()).unwrap() };
        assert_eq!(flat[0], 0x800 + align as u64);
        (flat[1] as u32, bytes(align, length))
    }

    #[test]
    fn strings_have_the_encoding_of_the_program() {
        assert_eq!(lowered::<0>("aé€", 1, 6), (6, "aé€".into()));
        assert_eq!(lowered::<1>("aé😀", 2, 8), (4, [b'a', 0, 0xe9, 0, 0x3d, 0xd8, 0, 0xde].into()));
        assert_eq!(lowered::<2>("aé", 2, 2), (2, [b'a', 0xe9].into()));
        assert_eq!(lowered::<2>("a€", 2, 4), (UTF16_TAG | 2, [b'a', 0, 0xac, 0x20].into()));
        assert_eq!(lowered::<2>("", 2, 0), (0, [].into()));
    }

    #[test]
    fn a_string_from_a_program_is_checked() {
        let lift = |length: u32| {
            // SAFETY: there are two slots, and the memory does not change meanwhile.
            unsafe { <&str as Lift<Mock>>::lift_flat([0x801, length.into()].as_ptr()) }
        };
        lowered::<0>("é", 1, 2);
        assert_eq!(lift(2), Ok("é"));
        assert_eq!(lift(1), Err(Fault::Violation(TrapKind::InvalidUtf8)));
        assert_eq!(lift(64), Err(Fault::Violation(TrapKind::StringOutOfBounds)));
    }
}
