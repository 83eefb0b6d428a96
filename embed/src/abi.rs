//! Values as the canonical ABI passes them (Component Model, *CanonicalABI*): flat or in memory.
//!
//! A flat value is a number of 64-bit slots, one for each core value, with the bits of a narrower one in the low part. This makes
//! the joined core values of a variant's cases one case as good as another: the bits of a case that is narrower are extended with
//! zeros.

use core::mem::MaybeUninit;

use crate::TrapKind;
use crate::memory::{Guest, range};
use crate::trap::Fault;

/// The layout of a type in the canonical ABI.
///
/// # Safety
///
/// The layout is the specification's.
pub unsafe trait Abi {
    /// The bytes of a value in memory, saturating.
    const SIZE: u32;
    /// The alignment of a value in memory: 1, 2, 4 or 8.
    const ALIGN: u32;
    /// The number of core values of a flat value, saturating.
    const FLAT: usize;
}

/// A value that can be passed to a program.
///
/// # Safety
///
/// A function writes at most what [`Abi`] says.
pub unsafe trait Lower<G: Guest>: Abi {
    /// Writes the core values.
    ///
    /// # Errors
    ///
    /// If memory for strings and lists cannot be allocated, or a handle cannot be made.
    ///
    /// # Safety
    ///
    /// `to` is room for [`Abi::FLAT`] slots, all of them zero.
    unsafe fn lower_flat(&self, to: *mut u64) -> Result<(), Fault>;

    /// Writes the value to memory.
    ///
    /// # Errors
    ///
    /// Same as [`Lower::lower_flat`].
    ///
    /// # Safety
    ///
    /// `to` is aligned room for [`Abi::SIZE`] bytes.
    unsafe fn store(&self, to: *mut u8) -> Result<(), Fault>;
}

/// A value that a program can pass.
///
/// # Safety
///
/// With `TRUSTED`, [`Lift::load`] never fails.
pub unsafe trait Lift<G: Guest>: Abi + Sized {
    /// Reads the core values.
    ///
    /// # Errors
    ///
    /// If the value violates the canonical ABI.
    ///
    /// # Safety
    ///
    /// `from` has [`Abi::FLAT`] slots. While the value is in use, the program's memory does not change.
    unsafe fn lift_flat(from: *const u64) -> Result<Self, Fault>;

    /// Reads the value from memory. With `TRUSTED`, checks nothing.
    ///
    /// # Errors
    ///
    /// Same as [`Lift::lift_flat`].
    ///
    /// # Safety
    ///
    /// `from` points to [`Abi::SIZE`] bytes and is aligned. While the value is in use, the program's memory does not change. With
    /// `TRUSTED`, it has not changed since the same value was loaded without.
    unsafe fn load<const TRUSTED: bool>(from: *const u8) -> Result<Self, Fault>;
}

/// Reads a value at an address that the program gave.
///
/// # Errors
///
/// If the value violates the canonical ABI.
///
/// # Safety
///
/// While the value is in use, the program's memory does not change.
#[inline]
pub unsafe fn lift_at<G: Guest, T: Lift<G>>(address: u32) -> Result<T, Fault> {
    let from = range::<G>(address, T::SIZE.into(), T::ALIGN, TrapKind::MemoryOutOfBounds)?;
    // SAFETY: the range was checked; the rest is the caller's promise.
    unsafe { T::load::<false>(from) }
}

/// The value of a call whose core result has 32 bits.
///
/// # Errors
///
/// If the call was refused, or trapped.
#[inline(always)]
pub fn word(result: u64) -> Result<u32, Fault> {
    if result >> 32 == 0 { Err(Fault::Call) } else { Ok(result as u32) }
}

/// The value of a call whose core result has 64 bits. `call` writes it through its argument, and returns the word that says
/// whether the call was made.
///
/// # Errors
///
/// If the call was refused, or trapped.
///
/// # Safety
///
/// `call` writes the value if it returns another word than zero.
#[inline(always)]
pub unsafe fn wide(call: impl FnOnce(*mut u64) -> u32) -> Result<u64, Fault> {
    let mut value = MaybeUninit::uninit();
    if call(value.as_mut_ptr()) == 0 {
        return Err(Fault::Call);
    }
    // SAFETY: the call has written the value.
    Ok(unsafe { value.assume_init() })
}

/// The smallest multiple of `align`, a power of two, from `offset` on; saturating.
pub const fn align_to(offset: u32, align: u32) -> u32 {
    match offset.checked_next_multiple_of(align) {
        Some(offset) => offset,
        None => u32::MAX,
    }
}

/// The larger one.
pub const fn max(a: u32, b: u32) -> u32 {
    if a > b { a } else { b }
}
