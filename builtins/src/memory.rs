//! Copying, filling and comparing bytes. On Arm, copying and filling are in assembly instead.
//!
//! If both addresses can be aligned, copies four words at a time, then single words, and the rest byte by byte.

const WORD: usize = size_of::<u32>();
const BLOCK: usize = 4 * WORD;

/// Returns true if the address is a multiple of a word's size.
#[inline(always)]
fn aligned(address: usize) -> bool {
    address.is_multiple_of(WORD)
}

/// Copies in steps of a block, a word or a byte. The macro `$step` makes each step: it moves the pointers and subtracts
/// its bytes from `$length`.
macro_rules! copy_in_steps {
    ($to:ident, $from:ident, $length:ident, $step:ident) => {
        if aligned($to.addr() ^ $from.addr()) {
            while $length > 0 && !aligned($to.addr()) {
                $step!(1, copy_byte);
            }
            while $length >= BLOCK {
                $step!(BLOCK, copy_block);
            }
            while $length >= WORD {
                $step!(WORD, copy_word);
            }
        }
        while $length > 0 {
            $step!(1, copy_byte);
        }
    };
}

/// Copies `length` bytes, lower addresses first. The ranges may overlap if `to` is below `from`.
///
/// # Safety
///
/// `from` can be read and `to` written for `length` bytes.
#[inline(always)]
pub unsafe fn copy_up(mut to: *mut u8, mut from: *const u8, mut length: usize) {
    macro_rules! step {
        ($bytes:expr, $copy:ident) => {{
            // SAFETY: as many bytes are left; words are copied only where both addresses are aligned.
            unsafe {
                $copy(to, from);
                to = to.add($bytes);
                from = from.add($bytes);
            }
            length -= $bytes;
        }};
    }
    copy_in_steps!(to, from, length, step);
}

/// Copies `length` bytes, higher addresses first. The ranges may overlap if `to` is above `from`.
///
/// # Safety
///
/// As for [`copy_up`].
#[inline(always)]
pub unsafe fn copy_down(to: *mut u8, from: *const u8, mut length: usize) {
    // SAFETY: one past the last byte is an address of the range.
    let (mut to, mut from) = unsafe { (to.add(length), from.add(length)) };
    macro_rules! step {
        ($bytes:expr, $copy:ident) => {{
            // SAFETY: as in `copy_up`.
            unsafe {
                to = to.sub($bytes);
                from = from.sub($bytes);
                $copy(to, from);
            }
            length -= $bytes;
        }};
    }
    copy_in_steps!(to, from, length, step);
}

#[inline(always)]
unsafe fn copy_byte(to: *mut u8, from: *const u8) {
    // SAFETY: as the caller promises.
    unsafe { to.write(from.read()) };
}

#[inline(always)]
unsafe fn copy_word(to: *mut u8, from: *const u8) {
    // SAFETY: as the caller promises.
    unsafe { to.cast::<u32>().write(from.cast::<u32>().read()) };
}

/// Copies four words; all are read before the first is written.
#[inline(always)]
unsafe fn copy_block(to: *mut u8, from: *const u8) {
    let (to, from) = (to.cast::<u32>(), from.cast::<u32>());
    // SAFETY: as the caller promises.
    unsafe {
        // Read one by one: an array would be copied by a call of `memcpy`.
        let (first, second, third, fourth) = (from.read(), from.add(1).read(), from.add(2).read(), from.add(3).read());
        to.write(first);
        to.add(1).write(second);
        to.add(2).write(third);
        to.add(3).write(fourth);
    }
}

/// Fills `length` bytes with the lowest byte of `value`.
///
/// # Safety
///
/// `to` can be written for `length` bytes.
#[inline(always)]
pub unsafe fn fill(mut to: *mut u8, value: u32, mut length: usize) {
    let word = (value & 0xff) * 0x0101_0101;
    while length > 0 && !aligned(to.addr()) {
        // SAFETY: a byte is left.
        unsafe { to = fill_next(to, word as u8) };
        length -= 1;
    }
    while length >= BLOCK {
        for _ in 0..BLOCK / WORD {
            // SAFETY: four words are left, and the address is aligned.
            unsafe { to = fill_next(to, word) };
        }
        length -= BLOCK;
    }
    while length >= WORD {
        // SAFETY: a word is left, and the address is aligned.
        unsafe { to = fill_next(to, word) };
        length -= WORD;
    }
    while length > 0 {
        // SAFETY: a byte is left.
        unsafe { to = fill_next(to, word as u8) };
        length -= 1;
    }
}

/// Writes a value; returns the address after it.
#[inline(always)]
unsafe fn fill_next<T>(to: *mut u8, value: T) -> *mut u8 {
    // SAFETY: as the caller promises.
    unsafe {
        to.cast::<T>().write(value);
        to.add(size_of::<T>())
    }
}

/// Compares like `memcmp`: returns the difference of the first two bytes that differ, or 0.
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

/// Returns the number of bytes before the first zero.
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
