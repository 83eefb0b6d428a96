//! The witness of a guest: the number of checks that held, and a digest of the values that crossed.
//!
//! A check that fails traps, so a runner that returns has made all of them; the count says how many those are, and the
//! digest, that the values were the same wherever it ran.

#![allow(dead_code)] // Each guest uses a part of it.

use core::cell::Cell;
use core::hash::{Hash, Hasher};

/// A count of checks, and a digest.
pub struct Witness {
    checks: Cell<u32>,
    digest: Cell<u64>,
}

// SAFETY: a guest has one thread.
unsafe impl Sync for Witness {}

impl Witness {
    pub const fn new() -> Witness {
        Witness { checks: Cell::new(0), digest: Cell::new(Fnv::BASIS) }
    }

    pub fn checks(&self) -> u32 {
        self.checks.get()
    }

    pub fn digest(&self) -> u64 {
        self.digest.get()
    }

    /// Takes a value into the digest.
    pub fn see<T: Hash + ?Sized>(&self, value: &T) {
        let mut fnv = Fnv(self.digest.get());
        value.hash(&mut fnv);
        self.digest.set(fnv.0);
    }

    /// Traps unless `condition` holds.
    pub fn holds(&self, condition: bool) {
        if !condition {
            dissolve_guest::trap();
        }
        self.checks.set(self.checks.get() + 1);
    }

    /// Traps unless the values are equal; takes what was got into the digest.
    pub fn equal<T: Hash + PartialEq<U> + ?Sized, U: ?Sized>(&self, got: &T, expected: &U) {
        self.see(got);
        self.holds(got == expected);
    }

    /// As [`Witness::equal`], of numbers that may be NaN: any NaN equals any other.
    pub fn same_f32(&self, got: f32, expected: f32) {
        self.equal(&canonical_f32(got), &canonical_f32(expected));
    }

    /// As [`Witness::same_f32`].
    pub fn same_f64(&self, got: f64, expected: f64) {
        self.equal(&canonical_f64(got), &canonical_f64(expected));
    }
}

/// The bits of a number, those of every NaN alike.
pub fn canonical_f32(value: f32) -> u32 {
    if value.is_nan() { f32::NAN.to_bits() } else { value.to_bits() }
}

/// The bits of a number, those of every NaN alike.
pub fn canonical_f64(value: f64) -> u64 {
    if value.is_nan() { f64::NAN.to_bits() } else { value.to_bits() }
}

/// FNV-1a, of 64 bits.
struct Fnv(u64);

impl Fnv {
    const BASIS: u64 = 0xcbf2_9ce4_8422_2325;
    const PRIME: u64 = 0x0000_0100_0000_01b3;
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(Fnv::PRIME);
        }
    }
}
