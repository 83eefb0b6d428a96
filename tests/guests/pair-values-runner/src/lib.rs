//! Scalars, many parameters and flags: the component that checks them.

#![no_std]

extern crate alloc;

#[path = "../../pairs/witness.rs"]
mod witness;

use witness::Witness;

dissolve_guest::generate!({
    path: "../pairs/values.wit",
    world: "runner",
    generate_all,
    cabi_realloc: "static-arena",
    arena_size: 2048,
    additional_derives: [PartialEq],
});

use pair::clock1_0_0::ticks as ticks1;
use pair::clock2_1_0::ticks as ticks2;
use pair::values::{failures, many, numbers, sets};

/// The same imports as the linker sees them, for values that no Rust type has.
mod raw {
    #[link(wasm_import_module = "pair:values/numbers")]
    unsafe extern "C" {
        #[link_name = "same-char"]
        pub fn same_char(x: u32) -> u32;
        #[link_name = "same-bool"]
        pub fn same_bool(x: u32) -> u32;
        #[link_name = "same-u8"]
        pub fn same_u8(x: u32) -> u32;
        #[link_name = "same-s8"]
        pub fn same_s8(x: u32) -> u32;
        #[link_name = "same-u16"]
        pub fn same_u16(x: u32) -> u32;
        #[link_name = "same-s16"]
        pub fn same_s16(x: u32) -> u32;
    }

    #[link(wasm_import_module = "pair:values/sets")]
    unsafe extern "C" {
        #[link_name = "not-one"]
        pub fn not_one(x: u32) -> u32;
        #[link_name = "not-nine"]
        pub fn not_nine(x: u32) -> u32;
        #[link_name = "not-thirty-one"]
        pub fn not_thirty_one(x: u32) -> u32;
    }
}

/// Sends each value there and back.
macro_rules! there_and_back {
    ($witness:expr, $($function:path: [$($value:expr),* $(,)?];)*) => {
        $($($witness.equal(&$function($value), &$value);)*)*
    };
}

fn scalars(witness: &Witness) {
    there_and_back! { witness,
        numbers::same_u8: [0, 1, 127, 128, u8::MAX];
        numbers::same_s8: [0, -1, i8::MIN, i8::MAX];
        numbers::same_u16: [0, 1, 0x8000, u16::MAX];
        numbers::same_s16: [0, -1, i16::MIN, i16::MAX];
        numbers::same_u32: [0, 1, 1 << 31, u32::MAX];
        numbers::same_s32: [0, -1, i32::MIN, i32::MAX];
        numbers::same_u64: [0, 1, 1 << 32, 1 << 63, u64::MAX];
        numbers::same_s64: [0, -1, i64::MIN, i64::MAX];
        numbers::same_char: ['\0', 'a', 'ß', '\u{d7ff}', '\u{e000}', '🦀', char::MAX];
        numbers::same_bool: [false, true];
    }
    numbers::set_scalar(4);
    witness.equal(&numbers::get_scalar(), &4);
    numbers::set_scalar(u32::MAX);
    witness.equal(&numbers::get_scalar(), &u32::MAX);
    witness.equal(&scale(-3 << 40, -128), &(3 << 47));
    witness.equal(&scale(i64::MAX, 2), &-2);
}

fn floats(witness: &Witness) {
    use core::f32::consts as f32s;
    use core::f64::consts as f64s;
    let smallest32 = f32::from_bits(1);
    for x in [0.0, -0.0, 1.5, f32s::PI, f32::MIN, f32::MAX, f32::MIN_POSITIVE, smallest32, f32::EPSILON] {
        witness.same_f32(numbers::same_f32(x), x);
    }
    for x in [f32::INFINITY, f32::NEG_INFINITY, f32::NAN, -f32::NAN] {
        witness.same_f32(numbers::same_f32(x), x);
    }
    let smallest64 = f64::from_bits(1);
    for x in [0.0, -0.0, 1.5, f64s::E, f64::MIN, f64::MAX, f64::MIN_POSITIVE, smallest64, f64::EPSILON] {
        witness.same_f64(numbers::same_f64(x), x);
    }
    for x in [f64::INFINITY, f64::NEG_INFINITY, f64::NAN, -f64::NAN] {
        witness.same_f64(numbers::same_f64(x), x);
    }
    witness.same_f64(numbers::mixed(0.5, 255, -1e300, i64::MIN, f32::MAX), -1e300);
    witness.same_f64(numbers::mixed(0.5, 2, 0.25, -1, 8.0), 9.75);
    witness.same_f64(numbers::mixed(f32::INFINITY, 0, f64::NEG_INFINITY, 0, 0.0), f64::NAN);
}

/// Checks that values wider than their type are cut to its width.
fn widths(witness: &Witness) {
    // SAFETY: scalars go in and out; none is a pointer.
    unsafe {
        witness.equal(&raw::same_bool(2), &1);
        witness.equal(&raw::same_bool(1 << 31), &1);
        witness.equal(&raw::same_u8(0x1234_56ff), &0xff);
        witness.equal(&raw::same_s8(0x1234_5680), &0xffff_ff80);
        witness.equal(&raw::same_u16(0x1234_fffe), &0xfffe);
        witness.equal(&raw::same_s16(0x1234_8000), &0xffff_8000);
        witness.equal(&raw::not_one(0xffff_fffe), &1);
        witness.equal(&raw::not_nine(0xffff_fe00), &0x1ff);
        witness.equal(&raw::not_thirty_one(1 << 31), &0x7fff_ffff);
    }
}

fn twenty(by: u8) -> many::Twenty {
    let n = i64::from(by);
    many::Twenty {
        f0: by,
        f1: -100,
        f2: 60_000,
        f3: -30_000,
        f4: 4_000_000_000,
        f5: -2_000_000_000,
        f6: u64::MAX - u64::from(by),
        f7: i64::MIN + n,
        f8: f32::from(by) + 0.5,
        f9: -1e-300,
        f10: 'é',
        f11: by % 2 == 1,
        f12: 1 << 33,
        f13: !by,
        f14: f64::from(by) * 1e200,
        f15: -n,
        f16: 16,
        f17: -17,
        f18: by.is_multiple_of(2),
        f19: '\u{10ffff}',
    }
}

fn deep(by: u8) -> many::Deep {
    many::Deep {
        low: (by, (0xfffe, (0xffff_fffd, 0xffff_ffff_ffff_fffc))),
        all: twenty(by),
        high: (((-1.25, 0.75), 'ÿ'), by == 3),
    }
}

fn parameters(witness: &Witness) {
    let expected = (1..=16).fold(0, |sum: u64, a: u64| sum.wrapping_mul(3).wrapping_add(a << 40));
    let [a, b, c, d] = [1, 5, 9, 13].map(|first| [0, 1, 2, 3].map(|more: u64| (first + more) << 40));
    let sum =
        many::sixteen(a[0], a[1], a[2], a[3], b[0], b[1], b[2], b[3], c[0], c[1], c[2], c[3], d[0], d[1], d[2], d[3]);
    witness.equal(&sum, &expected);

    let (b1, b2, b3, b4, b5, b6, b7, b8, b9, b10, b11, b12, b13, b14, b15, b16, b17) =
        many::seventeen(1, -2, 3, -4, 5, -6, 7, -8, -9.5, 10.25, '界', true, 13, 14, -15.0, -16, 17);
    witness.equal(&(b1, b2, b3.to_bits(), b4, b5, b6), &(17, -16, (-15.0f64).to_bits(), 14, 13, true));
    witness.equal(&(b7, b8.to_bits(), b9.to_bits(), b10), &('界', 10.25f64.to_bits(), (-9.5f32).to_bits(), -8));
    witness.equal(&(b11, b12, b13, b14, b15, b16, b17), &(7, -6, 5, -4, 3, -2, 1));

    let texts = many::texts("one", "", "three", "vier", "五", "🦀", "seven", "", "nine");
    witness.equal(texts.as_str(), "nine||seven|🦀|五|vier|three||one");

    for by in [0, 3, 255] {
        let got = many::same_twenty(twenty(by));
        witness.see(&(got.f7, got.f13, got.f14.to_bits()));
        witness.holds(got == twenty(by));
    }
    let (x, y) = many::twice_deep(deep(3), deep(4));
    witness.see(&(x.low, y.all.f7));
    witness.holds(x == deep(4));
    witness.holds(y == deep(3));
}

fn flags(witness: &Witness) {
    use sets::{Eight, Nine, One, Seven, Seventeen, Several, Sixteen, ThirtyOne, ThirtyTwo};
    witness.equal(&sets::not_one(One::B0), &One::empty());
    witness.equal(&sets::not_one(One::empty()), &One::B0);
    witness.equal(&sets::not_seven(Seven::B0 | Seven::B6).bits(), &0x3e);
    witness.equal(&sets::not_eight(Eight::B0 | Eight::B7).bits(), &0x7e);
    witness.equal(&sets::not_nine(Nine::B8).bits(), &0xff);
    witness.equal(&sets::not_sixteen(Sixteen::B15 | Sixteen::B7).bits(), &0x7f7f);
    witness.equal(&sets::not_seventeen(Seventeen::B16).bits(), &0xffff);
    witness.equal(&sets::not_thirty_one(ThirtyOne::B30).bits(), &0x3fff_ffff);
    witness.equal(&sets::not_thirty_two(ThirtyTwo::B31).bits(), &0x7fff_ffff);
    witness.equal(&sets::not_thirty_two(ThirtyTwo::empty()), &ThirtyTwo::all());
    let several = Several {
        a: One::B0,
        b: Nine::B0 | Nine::B8,
        c: Seven::B3,
        d: ThirtyTwo::B0 | ThirtyTwo::B31,
        e: Eight::all(),
        f: Seventeen::B16,
    };
    let not = sets::not_several(several);
    witness.equal(&(not.a, not.b.bits(), not.c.bits()), &(One::empty(), 0xfe, 0x77));
    witness.equal(&(not.d.bits(), not.e.bits(), not.f.bits()), &(0x7fff_fffe, 0, 0xffff));
    let (x, y) = sets::reversed(&[Sixteen::B0, Sixteen::B15, Sixteen::all()], &[One::B0, One::empty()]);
    witness.equal(&x, &[Sixteen::all(), Sixteen::B15, Sixteen::B0]);
    witness.equal(&y, &[One::empty(), One::B0]);
}

/// Two versions of an interface, and their functions of one name, are two.
fn versions(witness: &Witness) {
    let before = ticks1::tick(0);
    let (before2, asked) = ticks2::tick(0);
    witness.equal(&ticks1::tick(7), &before.wrapping_add(7));
    witness.equal(&ticks2::tick(1 << 40), &(before2.wrapping_add(1 << 40), asked + 1));
    witness.equal(&ticks1::tick(u32::MAX), &before.wrapping_add(6));
    witness.equal(&ticks2::tick(u64::MAX), &(before2.wrapping_add((1 << 40) - 1), asked + 2));
}

struct Runner;

impl Guest for Runner {
    fn run() -> Outcome {
        let witness = Witness::new();
        scalars(&witness);
        floats(&witness);
        widths(&witness);
        parameters(&witness);
        flags(&witness);
        versions(&witness);
        witness.equal(&failures::divides(2), &3);
        failures::reads(0);
        witness.equal(&failures::recurses(5), &5);
        witness.see(&numbers::digest());
        Outcome { checks: witness.checks(), digest: witness.digest() }
    }

    fn trap_char_surrogate() {
        // SAFETY: a scalar goes in and out.
        unsafe { raw::same_char(0xd800) };
    }

    fn trap_char_too_large() {
        // SAFETY: a scalar goes in and out.
        unsafe { raw::same_char(0x11_0000) };
    }

    fn trap_callee_unreachable() {
        failures::fails();
    }

    fn trap_callee_divides() {
        failures::divides(0);
    }

    fn trap_callee_reads() {
        failures::reads(0xffff_ffff);
    }

    fn trap_callee_recurses() {
        failures::recurses(u32::MAX);
    }
}

export!(Runner);
