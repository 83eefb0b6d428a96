//! Types of WIT that are types of Rust with parameters: options, results, tuples and lists of a fixed length.

use core::mem::MaybeUninit;

use crate::TrapKind;
use crate::abi::{Abi, Lift, Lower, align_to, max};
use crate::memory::Guest;
use crate::trap::Fault;

/// A discriminant that names no case.
const UNKNOWN_CASE: Fault = Fault::Violation(TrapKind::InvalidDiscriminant);

// SAFETY: a variant with the cases `none` and `some`; the discriminant is a byte.
unsafe impl<T: Abi> Abi for Option<T> {
    const SIZE: u32 = align_to(align_to(1, T::ALIGN).saturating_add(T::SIZE), T::ALIGN);
    const ALIGN: u32 = T::ALIGN;
    const FLAT: usize = T::FLAT.saturating_add(1);
}

// SAFETY: writes the discriminant, and the payload behind it.
unsafe impl<T: Lower<G>, G: Guest> Lower<G> for Option<T> {
    #[inline]
    unsafe fn lower_flat(&self, to: *mut u64) -> Result<(), Fault> {
        // SAFETY: there is room for the discriminant and the payload.
        unsafe {
            to.write(self.is_some().into());
            self.as_ref().map_or(Ok(()), |payload| payload.lower_flat(to.add(1)))
        }
    }

    #[inline]
    unsafe fn store(&self, to: *mut u8) -> Result<(), Fault> {
        // SAFETY: there is aligned room for the discriminant and the payload.
        unsafe {
            to.write(self.is_some().into());
            self.as_ref().map_or(Ok(()), |payload| payload.store(to.add(T::ALIGN as usize)))
        }
    }
}

// SAFETY: with `TRUSTED` the discriminant was checked.
unsafe impl<T: Lift<G>, G: Guest> Lift<G> for Option<T> {
    #[inline]
    unsafe fn lift_flat(from: *const u64) -> Result<Self, Fault> {
        // SAFETY: there are slots for the discriminant and the payload.
        unsafe {
            match from.read() as u32 {
                0 => Ok(None),
                1 => T::lift_flat(from.add(1)).map(Some),
                _ => Err(UNKNOWN_CASE),
            }
        }
    }

    #[inline]
    unsafe fn load<const TRUSTED: bool>(from: *const u8) -> Result<Self, Fault> {
        // SAFETY: the bytes are those of the discriminant and the payload.
        unsafe {
            match from.read() {
                0 => Ok(None),
                1 => T::load::<TRUSTED>(from.add(T::ALIGN as usize)).map(Some),
                _ => Err(UNKNOWN_CASE),
            }
        }
    }
}

/// The place of the payload of a result.
const fn payload<T: Abi, E: Abi>() -> u32 {
    max(T::ALIGN, E::ALIGN)
}

// SAFETY: a variant with the cases `ok` and `err`; the discriminant is a byte.
unsafe impl<T: Abi, E: Abi> Abi for Result<T, E> {
    const SIZE: u32 = align_to(payload::<T, E>().saturating_add(max(T::SIZE, E::SIZE)), Self::ALIGN);
    const ALIGN: u32 = payload::<T, E>();
    const FLAT: usize = if T::FLAT > E::FLAT { T::FLAT } else { E::FLAT }.saturating_add(1);
}

// SAFETY: writes the discriminant, and the payload behind it.
unsafe impl<T: Lower<G>, E: Lower<G>, G: Guest> Lower<G> for Result<T, E> {
    #[inline]
    unsafe fn lower_flat(&self, to: *mut u64) -> Result<(), Fault> {
        // SAFETY: there is room for the discriminant and either payload.
        unsafe {
            to.write(self.is_err().into());
            match self {
                Ok(payload) => payload.lower_flat(to.add(1)),
                Err(payload) => payload.lower_flat(to.add(1)),
            }
        }
    }

    #[inline]
    unsafe fn store(&self, to: *mut u8) -> Result<(), Fault> {
        // SAFETY: there is aligned room for the discriminant and either payload.
        unsafe {
            to.write(self.is_err().into());
            let to = to.add(payload::<T, E>() as usize);
            match self {
                Ok(payload) => payload.store(to),
                Err(payload) => payload.store(to),
            }
        }
    }
}

// SAFETY: with `TRUSTED` the discriminant was checked.
unsafe impl<T: Lift<G>, E: Lift<G>, G: Guest> Lift<G> for Result<T, E> {
    #[inline]
    unsafe fn lift_flat(from: *const u64) -> Result<Self, Fault> {
        // SAFETY: there are slots for the discriminant and either payload.
        unsafe {
            match from.read() as u32 {
                0 => T::lift_flat(from.add(1)).map(Ok),
                1 => E::lift_flat(from.add(1)).map(Err),
                _ => Err(UNKNOWN_CASE),
            }
        }
    }

    #[inline]
    unsafe fn load<const TRUSTED: bool>(from: *const u8) -> Result<Self, Fault> {
        // SAFETY: the bytes are those of the discriminant and either payload.
        unsafe {
            let payload = from.add(payload::<T, E>() as usize);
            match from.read() {
                0 => T::load::<TRUSTED>(payload).map(Ok),
                1 => E::load::<TRUSTED>(payload).map(Err),
                _ => Err(UNKNOWN_CASE),
            }
        }
    }
}

// SAFETY: a list of a fixed length lies in memory element after element.
unsafe impl<T: Abi, const N: usize> Abi for [T; N] {
    const SIZE: u32 = if N > u32::MAX as usize { u32::MAX } else { T::SIZE.saturating_mul(N as u32) };
    const ALIGN: u32 = T::ALIGN;
    const FLAT: usize = T::FLAT.saturating_mul(N);
}

// SAFETY: writes element after element.
unsafe impl<T: Lower<G>, const N: usize, G: Guest> Lower<G> for [T; N] {
    #[inline]
    unsafe fn lower_flat(&self, to: *mut u64) -> Result<(), Fault> {
        for (index, element) in self.iter().enumerate() {
            // SAFETY: there is room for all elements.
            unsafe { element.lower_flat(to.add(index * T::FLAT))? };
        }
        Ok(())
    }

    #[inline]
    unsafe fn store(&self, to: *mut u8) -> Result<(), Fault> {
        for (index, element) in self.iter().enumerate() {
            // SAFETY: there is aligned room for all elements.
            unsafe { element.store(to.add(index * T::SIZE as usize))? };
        }
        Ok(())
    }
}

// SAFETY: with `TRUSTED` all elements were checked.
unsafe impl<T: Lift<G>, const N: usize, G: Guest> Lift<G> for [T; N] {
    #[inline]
    unsafe fn lift_flat(from: *const u64) -> Result<Self, Fault> {
        // SAFETY: there are slots for all elements.
        array(|index| unsafe { T::lift_flat(from.add(index * T::FLAT)) })
    }

    #[inline]
    unsafe fn load<const TRUSTED: bool>(from: *const u8) -> Result<Self, Fault> {
        // SAFETY: the bytes are those of all elements.
        array(|index| unsafe { T::load::<TRUSTED>(from.add(index * T::SIZE as usize)) })
    }
}

/// An array of the elements that a function gives, which may fail. After a failure, the elements before it are forgotten: the program is
/// dead, so what they stand for is gone.
fn array<T, const N: usize>(mut element: impl FnMut(usize) -> Result<T, Fault>) -> Result<[T; N], Fault> {
    let mut elements = MaybeUninit::<[T; N]>::uninit();
    let first: *mut T = elements.as_mut_ptr().cast();
    for index in 0..N {
        let value = element(index)?;
        // SAFETY: the array has room for `N` elements.
        unsafe { first.add(index).write(value) };
    }
    // SAFETY: all elements were written.
    Ok(unsafe { elements.assume_init() })
}

// SAFETY: a result's case without a payload takes no room.
unsafe impl Abi for () {
    const SIZE: u32 = 0;
    const ALIGN: u32 = 1;
    const FLAT: usize = 0;
}

// SAFETY: writes nothing.
unsafe impl<G: Guest> Lower<G> for () {
    #[inline(always)]
    unsafe fn lower_flat(&self, _: *mut u64) -> Result<(), Fault> {
        Ok(())
    }

    #[inline(always)]
    unsafe fn store(&self, _: *mut u8) -> Result<(), Fault> {
        Ok(())
    }
}

// SAFETY: never fails.
unsafe impl<G: Guest> Lift<G> for () {
    #[inline(always)]
    unsafe fn lift_flat(_: *const u64) -> Result<(), Fault> {
        Ok(())
    }

    #[inline(always)]
    unsafe fn load<const TRUSTED: bool>(_: *const u8) -> Result<(), Fault> {
        Ok(())
    }
}

macro_rules! tuple {
    ($($ty:ident $index:tt),*) => {
        // SAFETY: a record with the elements as its fields.
        unsafe impl<$($ty: Abi),*> Abi for ($($ty,)*) {
            const SIZE: u32 = {
                let end = 0;
                $(let end = align_to(end, $ty::ALIGN).saturating_add($ty::SIZE);)*
                align_to(end, Self::ALIGN)
            };
            const ALIGN: u32 = {
                let align = 1;
                $(let align = max(align, $ty::ALIGN);)*
                align
            };
            const FLAT: usize = {
                let flat = 0usize;
                $(let flat = flat.saturating_add($ty::FLAT);)*
                flat
            };
        }

        // SAFETY: writes field after field.
        unsafe impl<$($ty: Lower<G>,)* G: Guest> Lower<G> for ($($ty,)*) {
            #[inline]
            unsafe fn lower_flat(&self, to: *mut u64) -> Result<(), Fault> {
                let next = 0;
                $(
                    // SAFETY: there is room for all fields.
                    unsafe { self.$index.lower_flat(to.add(next))? };
                    let next = next + $ty::FLAT;
                )*
                let _ = next;
                Ok(())
            }

            #[inline]
            unsafe fn store(&self, to: *mut u8) -> Result<(), Fault> {
                let end = 0;
                $(
                    let start = align_to(end, $ty::ALIGN);
                    // SAFETY: there is aligned room for all fields.
                    unsafe { self.$index.store(to.add(start as usize))? };
                    let end = start + $ty::SIZE;
                )*
                let _ = end;
                Ok(())
            }
        }

        // SAFETY: with `TRUSTED` all fields were checked.
        unsafe impl<$($ty: Lift<G>,)* G: Guest> Lift<G> for ($($ty,)*) {
            #[inline]
            unsafe fn lift_flat(from: *const u64) -> Result<Self, Fault> {
                let mut next = 0;
                Ok(($({
                    let start = next;
                    next += $ty::FLAT;
                    let _ = next;
                    // SAFETY: there are slots for all fields.
                    unsafe { $ty::lift_flat(from.add(start))? }
                },)*))
            }

            #[inline]
            unsafe fn load<const TRUSTED: bool>(from: *const u8) -> Result<Self, Fault> {
                let mut end = 0;
                Ok(($({
                    let start = align_to(end, $ty::ALIGN);
                    end = start + $ty::SIZE;
                    let _ = end;
                    // SAFETY: the bytes are those of all fields.
                    unsafe { $ty::load::<TRUSTED>(from.add(start as usize))? }
                },)*))
            }
        }
    };
}

tuple!(T0 0);
tuple!(T0 0, T1 1);
tuple!(T0 0, T1 1, T2 2);
tuple!(T0 0, T1 1, T2 2, T3 3);
tuple!(T0 0, T1 1, T2 2, T3 3, T4 4);
tuple!(T0 0, T1 1, T2 2, T3 3, T4 4, T5 5);
tuple!(T0 0, T1 1, T2 2, T3 3, T4 4, T5 5, T6 6);
tuple!(T0 0, T1 1, T2 2, T3 3, T4 4, T5 5, T6 6, T7 7);
tuple!(T0 0, T1 1, T2 2, T3 3, T4 4, T5 5, T6 6, T7 7, T8 8);
tuple!(T0 0, T1 1, T2 2, T3 3, T4 4, T5 5, T6 6, T7 7, T8 8, T9 9);
tuple!(T0 0, T1 1, T2 2, T3 3, T4 4, T5 5, T6 6, T7 7, T8 8, T9 9, T10 10);
tuple!(T0 0, T1 1, T2 2, T3 3, T4 4, T5 5, T6 6, T7 7, T8 8, T9 9, T10 10, T11 11);
