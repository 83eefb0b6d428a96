//! Copying, filling and comparing bytes.
//!
//! Where addresses allow, four words at a time and then one; what is left, byte by byte. `LOOSE` says that the processor takes
//! a word at any address; four words at once are aligned on all of them.

/// Four words: `ldm` and `stm` on Arm.
#[derive(Clone, Copy)]
#[repr(C)]
struct Block([u32; 4]);

const WORD: usize = size_of::<u32>();
const BLOCK: usize = size_of::<Block>();

/// Returns true if the address is a multiple of a word's size.
#[inline(always)]
fn aligned(address: usize) -> bool {
    address.is_multiple_of(WORD)
}

/// Copies `length` bytes from lower addresses to higher ones. The ranges may overlap if `to` is below `from`.
///
/// # Safety
///
/// `from` can be read and `to` written for `length` bytes.
#[inline(always)]
pub unsafe fn copy_up<const LOOSE: bool>(mut to: *mut u8, mut from: *const u8, mut length: usize) {
    macro_rules! step {
        ($type:ty, $read:ident, $write:ident) => {{
            // SAFETY: as many bytes are left, and the address suits the type where the access is an aligned one.
            unsafe {
                to.cast::<$type>().$write(from.cast::<$type>().$read());
                to = to.add(size_of::<$type>());
                from = from.add(size_of::<$type>());
            }
            length -= size_of::<$type>();
        }};
    }
    if length >= BLOCK && (LOOSE || aligned(to.addr() ^ from.addr())) {
        while !aligned(to.addr()) {
            step!(u8, read, write);
        }
        if !LOOSE || aligned(from.addr()) {
            while length >= BLOCK {
                step!(Block, read, write);
            }
        }
    }
    if LOOSE {
        while length >= WORD {
            step!(u32, read_unaligned, write_unaligned);
        }
    } else if aligned(to.addr() | from.addr()) {
        while length >= WORD {
            step!(u32, read, write);
        }
    }
    while length > 0 {
        step!(u8, read, write);
    }
}

/// Copies `length` bytes from higher addresses to lower ones. The ranges may overlap if `to` is above `from`.
///
/// # Safety
///
/// As for [`copy_up`].
#[inline(always)]
pub unsafe fn copy_down<const LOOSE: bool>(to: *mut u8, from: *const u8, mut length: usize) {
    // SAFETY: one past the last byte is an address of the range.
    let (mut to, mut from) = unsafe { (to.add(length), from.add(length)) };
    macro_rules! step {
        ($type:ty, $read:ident, $write:ident) => {{
            // SAFETY: as in `copy_up`.
            unsafe {
                to = to.sub(size_of::<$type>());
                from = from.sub(size_of::<$type>());
                to.cast::<$type>().$write(from.cast::<$type>().$read());
            }
            length -= size_of::<$type>();
        }};
    }
    if length >= BLOCK && (LOOSE || aligned(to.addr() ^ from.addr())) {
        while !aligned(to.addr()) {
            step!(u8, read, write);
        }
        if !LOOSE || aligned(from.addr()) {
            while length >= BLOCK {
                step!(Block, read, write);
            }
        }
    }
    if LOOSE {
        while length >= WORD {
            step!(u32, read_unaligned, write_unaligned);
        }
    } else if aligned(to.addr() | from.addr()) {
        while length >= WORD {
            step!(u32, read, write);
        }
    }
    while length > 0 {
        step!(u8, read, write);
    }
}

/// Fills `length` bytes with the lowest byte of `value`.
///
/// # Safety
///
/// `to` can be written for `length` bytes.
#[inline(always)]
pub unsafe fn fill(mut to: *mut u8, value: u32, mut length: usize) {
    let value = value & 0xff;
    let word = value * 0x0101_0101;
    macro_rules! step {
        ($value:expr) => {{
            // SAFETY: as many bytes are left, and the address suits the type.
            unsafe { to = write_next(to, $value) };
            length -= size_of_val(&$value);
        }};
    }
    if length >= BLOCK {
        while !aligned(to.addr()) {
            step!(word as u8);
        }
        while length >= BLOCK {
            step!(Block([word; 4]));
        }
    }
    if aligned(to.addr()) {
        while length >= WORD {
            step!(word);
        }
    }
    while length > 0 {
        step!(word as u8);
    }
}

/// Writes a value, and gives the address behind it.
///
/// # Safety
///
/// The value's bytes can be written at `to`, which is aligned for it.
#[inline(always)]
unsafe fn write_next<T>(to: *mut u8, value: T) -> *mut u8 {
    // SAFETY: as the caller promises.
    unsafe {
        to.cast::<T>().write(value);
        to.add(size_of::<T>())
    }
}

/// Compares as `memcmp` does: the difference of the first two bytes that differ, or 0.
///
/// # Safety
///
/// Both can be read for `length` bytes.
#[inline(always)]
pub unsafe fn compare(left: *const u8, right: *const u8, length: usize) -> i32 {
    for offset in 0..length {
        // SAFETY: the offset is below the length.
        let (left, right) = unsafe { (left.add(offset).read(), right.add(offset).read()) };
        if left != right {
            return i32::from(left) - i32::from(right);
        }
    }
    0
}

/// The number of bytes before the first zero.
///
/// # Safety
///
/// There is a zero, and all before it can be read.
#[inline(always)]
pub unsafe fn length(text: *const u8) -> usize {
    let mut length = 0;
    // SAFETY: no zero came before.
    while unsafe { text.add(length).read() } != 0 {
        length += 1;
    }
    length
}
