//! The kernel components of `kernel/components`: the same answers on a stock engine and on the emulated chip, and bounds
//! on the instructions and the memory that they take.

mod agreement;
mod figures;
