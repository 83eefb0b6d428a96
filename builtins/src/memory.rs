//! Comparing bytes, and the length of a text.

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
