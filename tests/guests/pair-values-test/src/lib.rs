//! Scalars, many parameters and flags: the component that implements them.

#![no_std]

extern crate alloc;

#[path = "../../pairs/witness.rs"]
mod witness;

use alloc::string::String;
use alloc::vec::Vec;
use core::cell::Cell;
use core::hint::black_box;

use witness::{Witness, canonical_f32, canonical_f64};

dissolve_guest::generate!({
    path: "../pairs/values.wit",
    world: "test",
    generate_all,
    cabi_realloc: "static-arena",
    arena_size: 2048,
});

use exports::pair::clock1_0_0::ticks as ticks1;
use exports::pair::clock2_1_0::ticks as ticks2;
use exports::pair::values::{failures, many, numbers, sets};

struct Test;

/// The state of the component.
struct State {
    seen: Witness,
    scalar: Cell<u32>,
    ticks1: Cell<u32>,
    ticks2: Cell<(u64, u32)>,
}

// SAFETY: a guest has one thread.
unsafe impl Sync for State {}

static STATE: State =
    State { seen: Witness::new(), scalar: Cell::new(0), ticks1: Cell::new(0), ticks2: Cell::new((0, 0)) };

/// A function that sees its argument and gives it back.
macro_rules! same {
    ($($name:ident: $ty:ty, $bits:expr;)*) => {
        $(fn $name(x: $ty) -> $ty {
            let bits: fn($ty) -> _ = $bits;
            STATE.seen.see(&bits(x));
            x
        })*
    };
}

impl numbers::Guest for Test {
    same! {
        same_u8: u8, |x| x;
        same_s8: i8, |x| x;
        same_u16: u16, |x| x;
        same_s16: i16, |x| x;
        same_u32: u32, |x| x;
        same_s32: i32, |x| x;
        same_u64: u64, |x| x;
        same_s64: i64, |x| x;
        same_f32: f32, canonical_f32;
        same_f64: f64, canonical_f64;
        same_char: char, |x| x;
        same_bool: bool, |x| x;
    }

    fn set_scalar(x: u32) {
        STATE.scalar.set(x);
    }

    fn get_scalar() -> u32 {
        STATE.scalar.get()
    }

    fn mixed(a: f32, b: u8, c: f64, d: i64, e: f32) -> f64 {
        f64::from(a) + f64::from(b) + c + d as f64 + f64::from(e)
    }

    fn digest() -> u64 {
        STATE.seen.digest()
    }
}

#[allow(clippy::too_many_arguments)]
impl many::Guest for Test {
    fn sixteen(
        a1: u64,
        a2: u64,
        a3: u64,
        a4: u64,
        a5: u64,
        a6: u64,
        a7: u64,
        a8: u64,
        a9: u64,
        a10: u64,
        a11: u64,
        a12: u64,
        a13: u64,
        a14: u64,
        a15: u64,
        a16: u64,
    ) -> u64 {
        // Each has its own weight, so that no two may be exchanged.
        let all = [a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16];
        all.iter().fold(0, |sum: u64, &a| sum.wrapping_mul(3).wrapping_add(a))
    }

    fn seventeen(
        a1: u8,
        a2: i8,
        a3: u16,
        a4: i16,
        a5: u32,
        a6: i32,
        a7: u64,
        a8: i64,
        a9: f32,
        a10: f64,
        a11: char,
        a12: bool,
        a13: u64,
        a14: u8,
        a15: f64,
        a16: i64,
        a17: u32,
    ) -> (u32, i64, f64, u8, u64, bool, char, f64, f32, i64, u64, i32, u32, i16, u16, i8, u8) {
        (a17, a16, a15, a14, a13, a12, a11, a10, a9, a8, a7, a6, a5, a4, a3, a2, a1)
    }

    fn texts(
        a1: String,
        a2: String,
        a3: String,
        a4: String,
        a5: String,
        a6: String,
        a7: String,
        a8: String,
        a9: String,
    ) -> String {
        [a9, a8, a7, a6, a5, a4, a3, a2, a1].join("|")
    }

    fn same_twenty(x: many::Twenty) -> many::Twenty {
        STATE.seen.see(&(x.f0, x.f6, x.f8.to_bits(), x.f14.to_bits(), x.f19));
        x
    }

    fn twice_deep(x: many::Deep, y: many::Deep) -> (many::Deep, many::Deep) {
        (y, x)
    }
}

impl sets::Guest for Test {
    fn not_one(x: sets::One) -> sets::One {
        !x
    }

    fn not_seven(x: sets::Seven) -> sets::Seven {
        !x
    }

    fn not_eight(x: sets::Eight) -> sets::Eight {
        !x
    }

    fn not_nine(x: sets::Nine) -> sets::Nine {
        !x
    }

    fn not_sixteen(x: sets::Sixteen) -> sets::Sixteen {
        !x
    }

    fn not_seventeen(x: sets::Seventeen) -> sets::Seventeen {
        !x
    }

    fn not_thirty_one(x: sets::ThirtyOne) -> sets::ThirtyOne {
        !x
    }

    fn not_thirty_two(x: sets::ThirtyTwo) -> sets::ThirtyTwo {
        !x
    }

    fn not_several(x: sets::Several) -> sets::Several {
        sets::Several { a: !x.a, b: !x.b, c: !x.c, d: !x.d, e: !x.e, f: !x.f }
    }

    fn reversed(x: Vec<sets::Sixteen>, y: Vec<sets::One>) -> (Vec<sets::Sixteen>, Vec<sets::One>) {
        (x.into_iter().rev().collect(), y.into_iter().rev().collect())
    }
}

impl failures::Guest for Test {
    fn fails() {
        dissolve_guest::trap();
    }

    fn divides(by: i32) -> i32 {
        7 / by
    }

    /// Reads a byte; at address 0, one of its own.
    fn reads(address: u32) -> u8 {
        static OWN: u8 = 7;
        let address = if address == 0 { (&raw const OWN).expose_provenance() } else { address as usize };
        // SAFETY: a byte of the guest's memory is read, or there is none and the call stops.
        unsafe { core::ptr::with_exposed_provenance::<u8>(address).read_volatile() }
    }

    fn recurses(depth: u32) -> u32 {
        // Something on the stack of the linear memory, so that either stack may be the first to end.
        let kept = black_box([depth; 4]);
        if depth == 0 { 0 } else { Self::recurses(depth - 1) + kept[1] - depth + 1 }
    }
}

impl ticks1::Guest for Test {
    fn tick(by: u32) -> u32 {
        STATE.ticks1.set(STATE.ticks1.get().wrapping_add(by));
        STATE.ticks1.get()
    }
}

impl ticks2::Guest for Test {
    fn tick(by: u64) -> (u64, u32) {
        let (ticks, asked) = STATE.ticks2.get();
        STATE.ticks2.set((ticks.wrapping_add(by), asked + 1));
        STATE.ticks2.get()
    }
}

impl Guest for Test {
    fn scale(x: i64, by: i8) -> i64 {
        x.wrapping_mul(i64::from(by))
    }
}

export!(Test);
