//! Numbers, truth values and characters: each is one core value.

use crate::TrapKind;
use crate::abi::{Abi, Lift, Lower};
use crate::memory::Guest;
use crate::trap::Fault;

/// A number whose layout in memory is that of the canonical ABI, whatever its bits are. Lists of such numbers are slices.
///
/// # Safety
///
/// Size and alignment are the canonical ABI's, and each bit pattern is a value.
pub unsafe trait Plain: Abi + Copy + 'static {}

/// Implements the traits of a type that is one core value.
///
/// `$raw` is its form in memory, an unsigned integer. `$lower` makes the slot of a value, which has the bits of `$raw` in its low
/// part; `$lift` makes the value of a slot.
macro_rules! scalar {
    ($($ty:ty, $raw:ty, $lower:expr, $lift:expr;)*) => {$(
        // SAFETY: a scalar is aligned to its size.
        unsafe impl Abi for $ty {
            const SIZE: u32 = size_of::<$raw>() as u32;
            const ALIGN: u32 = Self::SIZE;
            const FLAT: usize = 1;
        }

        // SAFETY: writes one slot, or the bytes of `$raw`.
        unsafe impl<G: Guest> Lower<G> for $ty {
            #[inline(always)]
            unsafe fn lower_flat(&self, to: *mut u64) -> Result<(), Fault> {
                let lower: fn($ty) -> u64 = $lower;
                // SAFETY: there is room for one slot.
                unsafe { to.write(lower(*self)) };
                Ok(())
            }

            #[inline(always)]
            unsafe fn store(&self, to: *mut u8) -> Result<(), Fault> {
                let lower: fn($ty) -> u64 = $lower;
                // SAFETY: there is aligned room for the bytes.
                unsafe { to.cast::<$raw>().write(lower(*self) as $raw) };
                Ok(())
            }
        }

        // SAFETY: only a character can fail, and not one that was checked.
        unsafe impl<G: Guest> Lift<G> for $ty {
            #[inline(always)]
            unsafe fn lift_flat(from: *const u64) -> Result<$ty, Fault> {
                let lift: fn(u64) -> Result<$ty, Fault> = $lift;
                // SAFETY: there is one slot.
                lift(unsafe { from.read() })
            }

            #[inline(always)]
            unsafe fn load<const TRUSTED: bool>(from: *const u8) -> Result<$ty, Fault> {
                let lift: fn(u64) -> Result<$ty, Fault> = $lift;
                // SAFETY: the bytes are there, and aligned.
                lift(unsafe { from.cast::<$raw>().read() }.into())
            }
        }
    )*};
}

scalar! {
    bool, u8, |value| value.into(), |bits| Ok(bits as u8 != 0);
    u8, u8, |value| value.into(), |bits| Ok(bits as u8);
    u16, u16, |value| value.into(), |bits| Ok(bits as u16);
    u32, u32, |value| value.into(), |bits| Ok(bits as u32);
    u64, u64, |value| value, Ok;
    i8, u8, |value| i32::from(value).cast_unsigned().into(), |bits| Ok(bits as i8);
    i16, u16, |value| i32::from(value).cast_unsigned().into(), |bits| Ok(bits as i16);
    i32, u32, |value| value.cast_unsigned().into(), |bits| Ok(bits as i32);
    i64, u64, |value| value.cast_unsigned(), |bits| Ok(bits.cast_signed());
    f32, u32, |value| value.to_bits().into(), |bits| Ok(f32::from_bits(bits as u32));
    f64, u64, |value| value.to_bits(), |bits| Ok(f64::from_bits(bits));
    char, u32, |value| value.into(), |bits| match char::from_u32(bits as u32) {
        Some(char) => Ok(char),
        None => Err(Fault::Violation(TrapKind::InvalidChar)),
    };
}

macro_rules! plain {
    ($($ty:ty)*) => {$(
        const _: () = assert!(align_of::<$ty>() == size_of::<$ty>());
        // SAFETY: the assertion, and numbers have no invalid bits.
        unsafe impl Plain for $ty {}
    )*};
}

plain!(u8 u16 u32 u64 i8 i16 i32 i64 f32 f64);
