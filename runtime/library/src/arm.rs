//! Armv6-M, Armv7-M and Armv8-M with the Main Extension.

mod enter;
mod fault;

/// The address of a call, or inside it: the return address has the Thumb bit, and the call has four bytes.
pub fn place_of_call(after: usize) -> usize {
    (after & !1).wrapping_sub(4)
}
