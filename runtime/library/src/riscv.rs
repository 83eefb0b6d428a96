//! 32-bit RISC-V.

mod enter;
mod fault;

/// An address inside a call, whose last instruction has two bytes at least.
pub fn place_of_call(after: usize) -> usize {
    after.wrapping_sub(2)
}
