//! Numbers in a `static` that can be changed, without `unsafe` code.
//!
//! A component runs on one thread, so each is an atomic number with relaxed order: on WebAssembly without threads that
//! is a plain load or store. All start as zero, so that a component's state takes no flash.

use core::sync::atomic::Ordering::Relaxed;
use core::sync::atomic::{AtomicU8, AtomicU16, AtomicU32};

macro_rules! cell {
    ($name:ident, $atomic:ty, $number:ty, $bits:literal) => {
        #[doc = concat!("A number of ", $bits, " bits.")]
        pub struct $name($atomic);

        impl $name {
            /// Zero.
            pub const fn zero() -> $name {
                $name(<$atomic>::new(0))
            }

            /// Its value.
            pub fn get(&self) -> $number {
                self.0.load(Relaxed)
            }

            /// Changes its value.
            pub fn set(&self, value: $number) {
                self.0.store(value, Relaxed);
            }
        }
    };
}

cell!(Byte, AtomicU8, u8, "8");
cell!(Half, AtomicU16, u16, "16");
cell!(Word, AtomicU32, u32, "32");
