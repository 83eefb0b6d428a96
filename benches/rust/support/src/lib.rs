//! The parts that all programs use: a checksum, pseudo-random numbers, static memory, and the handler of panics, which formats
//! nothing.

#![no_std]

use core::cell::UnsafeCell;

/// A checksum of words.
#[derive(Clone, Copy, Debug)]
pub struct Sum(pub u32);

impl Sum {
    /// Adds bytes, each as a word.
    pub fn add_bytes(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.add(u32::from(*byte)));
    }

    /// Adds a word.
    pub fn add(&mut self, word: u32) {
        self.0 = (self.0 ^ word).wrapping_mul(0x9e37_79b1).wrapping_add(self.0 >> 15);
    }
}

/// A sequence of pseudo-random numbers (xorshift, Marsaglia 2003).
#[derive(Clone, Copy, Debug)]
pub struct Random(u32);

impl Random {
    /// A sequence that depends on the seed.
    pub fn new(seed: u32) -> Random {
        Random(seed | 1)
    }

    /// The next number.
    pub fn word(&mut self) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 17;
        self.0 ^= self.0 << 5;
        self.0
    }

    /// The next number, below `limit`.
    pub fn below(&mut self, limit: u32) -> u32 {
        self.word() % limit
    }
}

/// Static memory, as firmware has its buffers.
pub struct Memory<T>(UnsafeCell<T>);

// SAFETY: who calls `get` promises that nobody else has a reference.
unsafe impl<T> Sync for Memory<T> {}

impl<T> Memory<T> {
    /// Memory with this value in it.
    pub const fn new(value: T) -> Memory<T> {
        Memory(UnsafeCell::new(value))
    }

    /// The value.
    ///
    /// # Safety
    ///
    /// Nobody else may have a reference to it.
    #[allow(clippy::mut_from_ref, reason = "the caller promises that it is the only one")]
    pub unsafe fn get(&self) -> &mut T {
        // SAFETY: see above.
        unsafe { &mut *self.0.get() }
    }
}

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    #[cfg(target_arch = "wasm32")]
    core::arch::wasm32::unreachable();
    #[cfg(not(target_arch = "wasm32"))]
    loop {}
}
