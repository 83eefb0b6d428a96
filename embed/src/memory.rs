//! The memory of a program: addresses, ranges and its allocator.

use core::ptr;

use crate::TrapKind;
use crate::trap::Fault;

/// The limit of the bytes of one string or list.
const MAX_BYTES: u64 = (1 << 31) - 1;

/// The encoding of a program's strings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, little-endian.
    Utf16,
    /// Latin-1, or UTF-16 if the tag bit of the length is set.
    CompactUtf16,
}

/// The side of the program of some functions: memory, allocator, and canonical options. There are different ones for before a call, for a
/// result that is in use, and for during an import, because the library's functions are different ones then.
///
/// # Safety
///
/// [`Guest::window`] is the first byte of the linear addresses from [`Guest::low`] up to [`Guest::end`], all of which can be read
/// and written. An address and the pointer to it agree modulo 8. Nothing but the program accesses the window while a call
/// is in progress.
pub unsafe trait Guest {
    /// The number that is added, modulo 2^32, to an address that is passed.
    const BASE: u32;
    /// The encoding of strings.
    const ENCODING: Encoding;

    /// The window's first byte.
    fn window() -> *mut u8;

    /// The linear address of the window's first byte.
    fn low() -> u32;

    /// The linear address after the window's last byte.
    fn end() -> u64;

    /// The constants that the program can read in flash, and the address of the first.
    #[inline(always)]
    fn constants() -> (u32, &'static [u8]) {
        (0, &[])
    }

    /// Allocates memory in the program: `size` bytes, `align` is a power of two.
    ///
    /// # Errors
    ///
    /// If the call is refused, or traps.
    fn realloc(align: u32, size: u32) -> Result<u32, Fault>;
}

/// The pointer to `length` bytes to read at an address that the program gave. An empty range may lie anywhere; the pointer to it
/// is not null.
///
/// # Errors
///
/// If the address is not a multiple of `align`, or the range is neither inside the window nor among the constants; then the
/// kind is `outside`.
#[inline]
pub fn range<G: Guest>(pointer: u32, length: u64, align: u32, outside: TrapKind) -> Result<*const u8, Fault> {
    let (first, constants) = G::constants();
    let offset = pointer.wrapping_sub(first);
    if !constants.is_empty() && u64::from(offset) + length <= constants.len() as u64 && pointer.is_multiple_of(align) {
        return Ok(constants.as_ptr().wrapping_add(offset as usize));
    }
    writable::<G>(pointer, length, align, outside).map(<*mut u8>::cast_const)
}

/// The pointer to `length` bytes to write at an address that the program gave. An empty range may lie anywhere; the pointer to it
/// is not null.
///
/// # Errors
///
/// If the address is not a multiple of `align`, or the range is not inside the window; then the kind is `outside`.
#[inline]
pub fn writable<G: Guest>(pointer: u32, length: u64, align: u32, outside: TrapKind) -> Result<*mut u8, Fault> {
    if !pointer.is_multiple_of(align) {
        return Err(Fault::Violation(TrapKind::UnalignedPointer));
    }
    if length == 0 {
        return Ok(ptr::without_provenance_mut(align as usize));
    }
    let start = pointer.wrapping_add(G::BASE);
    if length > MAX_BYTES || start < G::low() || u64::from(start) + length > G::end() {
        return Err(Fault::Violation(outside));
    }
    Ok(G::window().wrapping_add((start - G::low()) as usize))
}

/// Allocates `size` bytes in the program. Gives the address for the program, and the pointer.
///
/// # Errors
///
/// If the program has no room, its allocator traps, or gives a range outside its memory; then the kind is `outside`.
#[inline]
pub fn allocate<G: Guest>(size: u64, align: u32, outside: TrapKind) -> Result<(u32, *mut u8), Fault> {
    let bytes = match u32::try_from(size) {
        Ok(bytes) if size <= MAX_BYTES => bytes,
        _ => return Err(Fault::Violation(outside)),
    };
    let address = G::realloc(align, bytes)?;
    Ok((address, writable::<G>(address, size, align, outside)?))
}

#[cfg(test)]
pub mod tests {
    use core::cell::UnsafeCell;

    use super::*;

    /// The encodings, by the parameter of [`Mock`].
    const ENCODINGS: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::CompactUtf16];

    /// A memory with the addresses 0x1000 to 0x1040, of a component whose own addresses start at 0x800. The allocator gives the start,
    /// moved by the alignment. Each thread has a memory of its own.
    pub struct Mock<const ENCODING: usize = 0>;

    #[repr(align(16))]
    struct Window(UnsafeCell<[u8; 64]>);

    std::thread_local! {
        static WINDOW: Window = const { Window(UnsafeCell::new([0xaa; 64])) };
    }

    // SAFETY: the window has 64 bytes and is aligned.
    unsafe impl<const ENCODING: usize> Guest for Mock<ENCODING> {
        const BASE: u32 = 0x800;
        const ENCODING: Encoding = ENCODINGS[ENCODING];

        fn window() -> *mut u8 {
            WINDOW.with(|window| window.0.get().cast())
        }

        fn low() -> u32 {
            0x1000
        }

        fn end() -> u64 {
            0x1040
        }

        fn realloc(align: u32, size: u32) -> Result<u32, Fault> {
            if size > 64 { Err(Fault::Call) } else { Ok(0x800 + align) }
        }
    }

    /// The bytes of the memory from an offset on.
    pub fn bytes(offset: usize, length: usize) -> std::vec::Vec<u8> {
        assert!(offset + length <= 64);
        // SAFETY: the window is this thread's.
        (offset..offset + length).map(|at| unsafe { <Mock>::window().add(at).read() }).collect()
    }

    /// A memory like [`Mock`], which also has eight bytes of constants at 0x2000, and passes its addresses as they are.
    struct WithConstants;

    static CONSTANTS: [u8; 8] = *b"constant";

    // SAFETY: as for the other.
    unsafe impl Guest for WithConstants {
        const BASE: u32 = 0;
        const ENCODING: Encoding = Encoding::Utf8;

        fn window() -> *mut u8 {
            <Mock>::window()
        }

        fn low() -> u32 {
            <Mock>::low()
        }

        fn end() -> u64 {
            <Mock>::end()
        }

        fn constants() -> (u32, &'static [u8]) {
            (0x2000, &CONSTANTS)
        }

        fn realloc(_: u32, _: u32) -> Result<u32, Fault> {
            Ok(0x2000)
        }
    }

    #[test]
    fn constants_are_read_and_not_written() {
        let read = |pointer, length, align| range::<WithConstants>(pointer, length, align, TrapKind::ListOutOfBounds);
        assert_eq!(read(0x2000, 8, 8), Ok(CONSTANTS.as_ptr()));
        assert_eq!(read(0x2004, 4, 4), Ok(CONSTANTS[4..].as_ptr()));
        assert_eq!(read(0x1000, 4, 4), Ok(<Mock>::window().cast_const()));
        let outside = Err(Fault::Violation(TrapKind::ListOutOfBounds));
        for (pointer, length) in [(0x2000, 9), (0x2008, 1), (0x1fff, 1), (0x2004, u64::MAX - 0x1_0000_0000), (0, 1)] {
            assert_eq!(read(pointer, length, 1), outside, "{pointer:#x}, {length}");
        }
        assert_eq!(read(0x2002, 4, 4), Err(Fault::Violation(TrapKind::UnalignedPointer)));
        assert_eq!(
            writable::<WithConstants>(0x2000, 4, 4, TrapKind::ListOutOfBounds),
            outside.map(<*const u8>::cast_mut)
        );
        assert_eq!(
            allocate::<WithConstants>(4, 4, TrapKind::ListOutOfBounds),
            Err(Fault::Violation(TrapKind::ListOutOfBounds))
        );
    }

    fn offset(pointer: u32, length: u64, align: u32) -> Result<usize, Fault> {
        let start = range::<Mock<0>>(pointer, length, align, TrapKind::ListOutOfBounds)?;
        Ok(start.addr().wrapping_sub(<Mock>::window().addr()))
    }

    #[test]
    fn a_range_is_inside_the_window() {
        let outside = Err(Fault::Violation(TrapKind::ListOutOfBounds));
        assert_eq!(offset(0x800, 64, 8), Ok(0));
        assert_eq!(offset(0x83f, 1, 1), Ok(63));
        assert_eq!(offset(0x7ff, 1, 1), outside, "below");
        assert_eq!(offset(0x800, 65, 1), outside, "above");
        assert_eq!(offset(0x840, 1, 1), outside, "after");
        assert_eq!(offset(0xffff_fff0, 0x20, 1), outside, "around");
        assert_eq!(offset(0x800, u64::MAX, 1), outside, "long");
        assert_eq!(offset(0x802, 4, 4), Err(Fault::Violation(TrapKind::UnalignedPointer)));
    }

    #[test]
    fn an_empty_range_may_lie_anywhere_but_is_aligned() {
        assert_eq!(range::<Mock<0>>(8, 0, 8, TrapKind::ListOutOfBounds).map(|start| start.addr()), Ok(8));
        assert!(range::<Mock<0>>(4, 0, 8, TrapKind::ListOutOfBounds).is_err());
    }

    #[test]
    fn what_the_allocator_gives_is_checked() {
        let kind = TrapKind::StringOutOfBounds;
        assert_eq!(allocate::<Mock<0>>(8, 8, kind).map(|(address, _)| address), Ok(0x808));
        assert_eq!(allocate::<Mock<0>>(64, 8, kind), Err(Fault::Violation(kind)));
        assert_eq!(allocate::<Mock<0>>(65, 8, kind), Err(Fault::Call));
        assert_eq!(allocate::<Mock<0>>(1 << 31, 8, kind), Err(Fault::Violation(kind)));
    }
}
