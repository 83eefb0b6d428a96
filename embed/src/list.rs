//! Lists: slices of numbers, and lists of anything else.

use core::fmt;
use core::marker::PhantomData;
use core::slice;

use crate::TrapKind;
use crate::abi::{Abi, Lift, Lower};
use crate::memory::{Guest, allocate, range};
use crate::scalar::Plain;
use crate::trap::Fault;

/// The kind of a list that leaves its memory.
const OUTSIDE: TrapKind = TrapKind::ListOutOfBounds;

// SAFETY: a list is an address and a length.
unsafe impl<T: Plain> Abi for &[T] {
    const SIZE: u32 = 8;
    const ALIGN: u32 = 4;
    const FLAT: usize = 2;
}

// SAFETY: writes the address and the length.
unsafe impl<T: Plain, G: Guest> Lower<G> for &[T] {
    #[inline]
    unsafe fn lower_flat(&self, to: *mut u64) -> Result<(), Fault> {
        // SAFETY: there is room for two slots.
        unsafe { write_flat(to, lower_slice::<T, G>(self)?) };
        Ok(())
    }

    #[inline]
    unsafe fn store(&self, to: *mut u8) -> Result<(), Fault> {
        // SAFETY: there is aligned room for two words.
        unsafe { to.cast::<[u32; 2]>().write(lower_slice::<T, G>(self)?) };
        Ok(())
    }
}

// SAFETY: with `TRUSTED` nothing can fail: the range was checked.
unsafe impl<T: Plain, G: Guest> Lift<G> for &[T] {
    #[inline]
    unsafe fn lift_flat(from: *const u64) -> Result<Self, Fault> {
        // SAFETY: there are two slots; the memory does not change.
        unsafe { lift_slice::<T, G>(from.read() as u32, from.add(1).read() as u32) }
    }

    #[inline]
    unsafe fn load<const TRUSTED: bool>(from: *const u8) -> Result<Self, Fault> {
        // SAFETY: there are two words; the memory does not change.
        unsafe {
            let [address, length] = from.cast::<[u32; 2]>().read();
            lift_slice::<T, G>(address, length)
        }
    }
}

/// The slice at an address.
///
/// # Safety
///
/// While the slice is in use, the program's memory does not change.
unsafe fn lift_slice<'a, T: Plain, G: Guest>(address: u32, length: u32) -> Result<&'a [T], Fault> {
    let from = range::<G>(address, u64::from(length) * u64::from(T::SIZE), T::ALIGN, OUTSIDE)?;
    // SAFETY: the range is inside the window, aligned, and does not change. It fits: it is shorter than 2 GiB.
    Ok(unsafe { slice::from_raw_parts(from.cast(), length as usize) })
}

/// Copies numbers to the program. Gives their address and number.
fn lower_slice<T: Plain, G: Guest>(values: &[T]) -> Result<[u32; 2], Fault> {
    let (address, to) = allocate::<G>(size_of_val(values) as u64, T::ALIGN, OUTSIDE)?;
    // SAFETY: the range was just allocated, is aligned, and has the slice's size.
    unsafe { to.cast::<T>().copy_from_nonoverlapping(values.as_ptr(), values.len()) };
    Ok([address, values.len() as u32])
}

/// Writes the two core values of a list.
///
/// # Safety
///
/// There is room for two slots.
unsafe fn write_flat(to: *mut u64, [address, length]: [u32; 2]) {
    // SAFETY: the caller's promise.
    unsafe {
        to.write(address.into());
        to.add(1).write(length.into());
    }
}

/// A list whose elements are not numbers: a slice, or a list in the memory of a program.
///
/// A list from a program was checked as a whole when it was received; each element is converted when it is read.
///
/// ```
/// let list = dissolve::List::from(&["one", "two"]);
/// assert_eq!(list.len(), 2);
/// assert_eq!(list.get(1), Some("two"));
/// assert!(list.iter().eq(["one", "two"]));
/// ```
pub struct List<'a, T> {
    first: *const u8,
    len: usize,
    /// The distance of two elements in bytes.
    stride: usize,
    /// Reads an element of a program's list; none for a slice of `T`.
    load: Option<unsafe fn(*const u8) -> T>,
    /// Two markers in place of `&'a [T]`, which would need `T: 'a` wherever a list is mentioned.
    lifetime: PhantomData<&'a ()>,
    element: PhantomData<fn() -> T>,
}

impl<T> Clone for List<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for List<'_, T> {}

impl<'a, T> From<&'a [T]> for List<'a, T> {
    fn from(slice: &'a [T]) -> Self {
        List {
            first: slice.as_ptr().cast(),
            len: slice.len(),
            stride: size_of::<T>(),
            load: None,
            lifetime: PhantomData,
            element: PhantomData,
        }
    }
}

impl<'a, T, const N: usize> From<&'a [T; N]> for List<'a, T> {
    fn from(array: &'a [T; N]) -> Self {
        array.as_slice().into()
    }
}

impl<'a, T: 'a> Default for List<'a, T> {
    fn default() -> Self {
        List::from(&[])
    }
}

impl<'a, T> List<'a, T> {
    /// The number of elements.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Returns true if there are no elements.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The place of an element.
    fn place(&self, index: usize) -> *const u8 {
        self.first.wrapping_add(index * self.stride)
    }
}

impl<'a, T: Copy> List<'a, T> {
    /// The element at an index.
    pub fn get(&self, index: usize) -> Option<T> {
        if index >= self.len {
            return None;
        }
        let place = self.place(index);
        Some(match self.load {
            // SAFETY: the element was checked when the list was made, and the memory does not change while the list is in use.
            Some(load) => unsafe { load(place) },
            // SAFETY: the slice lives as long as the list, and the index is inside.
            None => unsafe { place.cast::<T>().read() },
        })
    }

    /// The elements in order.
    pub fn iter(&self) -> ListIter<'a, T> {
        ListIter { list: *self, next: 0 }
    }
}

impl<'a, T: Copy> IntoIterator for List<'a, T> {
    type Item = T;
    type IntoIter = ListIter<'a, T>;

    fn into_iter(self) -> ListIter<'a, T> {
        self.iter()
    }
}

impl<T: Copy + fmt::Debug> fmt::Debug for List<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.iter()).finish()
    }
}

impl<T: Copy + PartialEq> PartialEq for List<'_, T> {
    fn eq(&self, other: &Self) -> bool {
        self.len == other.len && self.iter().eq(other.iter())
    }
}

/// The elements of a [`List`] in order.
#[derive(Clone)]
pub struct ListIter<'a, T> {
    list: List<'a, T>,
    next: usize,
}

impl<T: Copy> Iterator for ListIter<'_, T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        let value = self.list.get(self.next)?;
        self.next += 1;
        Some(value)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        let rest = self.list.len - self.next;
        (rest, Some(rest))
    }
}

impl<T: Copy> ExactSizeIterator for ListIter<'_, T> {}

// SAFETY: a list is an address and a length.
unsafe impl<T: Abi> Abi for List<'_, T> {
    const SIZE: u32 = 8;
    const ALIGN: u32 = 4;
    const FLAT: usize = 2;
}

// SAFETY: writes the address and the length.
unsafe impl<T: Lower<G>, G: Guest> Lower<G> for List<'_, T> {
    unsafe fn lower_flat(&self, to: *mut u64) -> Result<(), Fault> {
        // SAFETY: there is room for two slots.
        unsafe { write_flat(to, lower_list::<T, G>(self)?) };
        Ok(())
    }

    unsafe fn store(&self, to: *mut u8) -> Result<(), Fault> {
        // SAFETY: there is aligned room for two words.
        unsafe { to.cast::<[u32; 2]>().write(lower_list::<T, G>(self)?) };
        Ok(())
    }
}

/// Copies a list to the program. Gives its address and its length.
fn lower_list<T: Lower<G>, G: Guest>(list: &List<'_, T>) -> Result<[u32; 2], Fault> {
    let Ok(count) = u32::try_from(list.len) else { return Err(Fault::Violation(OUTSIDE)) };
    let (address, to) = allocate::<G>(u64::from(count) * u64::from(T::SIZE), T::ALIGN, OUTSIDE)?;
    for index in 0..list.len {
        let to = to.wrapping_add(index * T::SIZE as usize);
        let place = list.place(index);
        match list.load {
            // SAFETY: the element was checked when the list was made, and the memory has not changed: while the list is in use, the
            // allocation above fails. `to` is inside the range that was allocated.
            Some(load) => unsafe { load(place).store(to)? },
            // SAFETY: the slice lives as long as the list. `to` is inside the range that was allocated.
            None => unsafe { (*place.cast::<T>()).store(to)? },
        }
    }
    Ok([address, count])
}

// SAFETY: with `TRUSTED` nothing can fail: the range and the elements were checked.
unsafe impl<T: Lift<G>, G: Guest> Lift<G> for List<'_, T> {
    unsafe fn lift_flat(from: *const u64) -> Result<Self, Fault> {
        // SAFETY: there are two slots; the memory does not change.
        unsafe { lift_list::<T, G, false>(from.read() as u32, from.add(1).read() as u32) }
    }

    unsafe fn load<const TRUSTED: bool>(from: *const u8) -> Result<Self, Fault> {
        // SAFETY: there are two words; the memory does not change.
        unsafe {
            let [address, length] = from.cast::<[u32; 2]>().read();
            lift_list::<T, G, TRUSTED>(address, length)
        }
    }
}

/// The list at an address.
///
/// # Safety
///
/// While the list is in use, the program's memory does not change. With `TRUSTED`, it has not changed since the check.
unsafe fn lift_list<'a, T: Lift<G>, G: Guest, const TRUSTED: bool>(
    address: u32,
    length: u32,
) -> Result<List<'a, T>, Fault> {
    // Elements without a size would make a list of any length fit.
    if T::SIZE == 0 && length > 0 {
        return Err(Fault::Violation(OUTSIDE));
    }
    let first = range::<G>(address, u64::from(length) * u64::from(T::SIZE), T::ALIGN, OUTSIDE)?;
    let list = List {
        first,
        len: length as usize,
        stride: T::SIZE as usize,
        load: Some(load_trusted::<T, G>),
        lifetime: PhantomData,
        element: PhantomData,
    };
    if !TRUSTED {
        for index in 0..list.len {
            // SAFETY: the element is inside the range, and aligned.
            unsafe { T::load::<false>(list.place(index))? };
        }
    }
    Ok(list)
}

/// Reads an element that was checked.
///
/// # Safety
///
/// Same as for [`Lift::load`] with `TRUSTED`.
unsafe fn load_trusted<T: Lift<G>, G: Guest>(from: *const u8) -> T {
    // SAFETY: the caller's promise. Loading what was checked does not fail.
    unsafe { T::load::<true>(from).unwrap_unchecked() }
}
