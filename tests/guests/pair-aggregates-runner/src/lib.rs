//! Resources inside of everything: the component that uses them.

#![no_std]

extern crate alloc;

#[path = "../../pairs/witness.rs"]
mod witness;

use alloc::vec;
use alloc::vec::Vec;

use witness::Witness;

dissolve_guest::generate!({
    path: "../pairs/aggregates.wit",
    world: "runner",
    cabi_realloc: "static-arena",
    arena_size: 4096,
});

use pair::aggregates::{aggregates, friends};

use aggregates::{Bundle, Choice, Lent, LentChoice, One, Thing, Two};

include!("../../pairs/aggregates.rs");

/// The same imports as the linker sees them, for handles that Rust would not let go twice.
mod raw {
    #[link(wasm_import_module = "pair:aggregates/aggregates")]
    unsafe extern "C" {
        pub fn swapped(a: u32, b: u32, result: *mut u32);
        pub fn reversed(choices: *const u64, length: u32, result: *mut u32);
        #[link_name = "lent-all"]
        pub fn lent_all(all: *const u32, length: u32, choices: *const u32, length: u32, result: *mut u32);
    }
}

fn new(number: u32) -> Thing {
    Thing::new(number)
}

fn number(thing: &Thing) -> u32 {
    thing.get()
}

fn parameters(witness: &Witness) {
    let lent: Vec<Thing> = (10..17).map(new).collect();
    let one = |number| One { it: new(number) };
    let two = |number| Two { a: new(number), between: 50, b: new(number + 1) };
    let lent_many: Vec<&Thing> = lent.iter().collect();
    let numbers = aggregates::numbers(
        one(1),
        two(2),
        &Lent { it: &lent[0], more: Some(&lent[1]) },
        Choice::Two(two(4)),
        &LentChoice::Both((&lent[2], -0.0, &lent[2])),
        (new(6), one(7)),
        (255, &lent[3]),
        Some(new(8)),
        Some(&lent[4]),
        Ok(new(9)),
        Err(&lent[5]),
        vec![new(20), new(21)],
        &lent_many,
    );
    let expected = [
        1,
        2,
        50,
        3,
        10,
        11,
        4,
        50,
        5,
        12,
        1 << 31,
        12,
        6,
        7,
        255,
        13,
        8,
        14,
        9,
        4015,
        20,
        21,
        10,
        11,
        12,
        13,
        14,
        15,
        16,
    ];
    witness.equal(&numbers, &expected);
    witness.equal(&aggregates::alive(), &7);
    let numbers = aggregates::numbers(
        one(1),
        two(2),
        &Lent { it: &lent[6], more: None },
        Choice::Text("four".into()),
        &LentChoice::Text("fünf".into()),
        (new(6), one(7)),
        (0, &lent[3]),
        None,
        None,
        Err("neun".into()),
        Ok(&lent[5]),
        vec![],
        &[],
    );
    witness.equal(&numbers, &[1, 2, 50, 3, 16, 1000, 2004, 2005, 6, 7, 0, 13, 1000, 1000, 2004, 15]);
    let all = [Lent { it: &lent[0], more: None }, Lent { it: &lent[1], more: Some(&lent[2]) }];
    let choices = [LentChoice::Text("x".into()), LentChoice::It(&lent[0]), LentChoice::Both((&lent[1], 1.0, &lent[2]))];
    witness.equal(&aggregates::lent_all(&all, &choices), &[10, 1000, 11, 12, 2001, 10, 11, 0x3f80_0000, 12]);
    witness.equal(&aggregates::lent_all(&[], &[]), &[]);
    witness.equal(&aggregates::alive(), &7);
    drop(lent);
    witness.equal(&aggregates::alive(), &0);
}

fn bundles(witness: &Witness) {
    for shape in (0u8..64).step_by(3) {
        let first = u32::from(shape) * 100;
        let made = bundle(first, shape);
        let count = aggregates::alive();
        let expected = bundle_numbers(&made);
        let same = aggregates::same(made);
        witness.equal(&bundle_numbers(&same), &expected);
        witness.equal(&aggregates::alive(), &count);
        let packed = aggregates::packed(first, shape);
        witness.equal(&bundle_numbers(&packed), &expected);
        witness.equal(&aggregates::alive(), &(2 * count));
        witness.equal(&aggregates::unpacked(same), &expected);
        witness.equal(&aggregates::alive(), &count);
        drop(packed);
        witness.equal(&aggregates::alive(), &0);
    }
}

fn cases(witness: &Witness) {
    let choices = vec![
        Choice::None,
        Choice::It(new(1)),
        Choice::Number(1 << 40 | 2),
        Choice::Two(Two { a: new(3), between: 4, b: new(5) }),
        Choice::Text("six".into()),
        Choice::It(new(7)),
    ];
    let mut numbers = Vec::new();
    let choices = aggregates::reversed(choices);
    choices.iter().for_each(|choice| choice_numbers(choice, &mut numbers));
    witness.equal(&numbers, &[7, 2003, 3, 4, 5, 2, 256, 1, 1000]);
    witness.equal(&aggregates::alive(), &4);
    drop(choices);
    witness.holds(aggregates::reversed(vec![]).is_empty());
    witness.equal(&aggregates::found(99).map(|thing| thing.get()), &Some(99));
    witness.holds(aggregates::found(100).is_none());
    witness.equal(&aggregates::tried(3).map(|thing| thing.get()).ok(), &Some(3));
    witness.equal(&aggregates::tried(300).err(), &Some(300));
    let (a, b) = aggregates::swapped(new(1), new(2));
    witness.equal(&(a.get(), b.get()), &(2, 1));
    let friend = friends::befriended(&a, b);
    witness.equal(&friend.get(), &201);
    witness.equal(&aggregates::alive(), &2);
    for as_two in [false, true] {
        let mut numbers = Vec::new();
        choice_numbers(&friends::chosen(new(8), as_two), &mut numbers);
        let expected: &[u32] = if as_two { &[8, u32::MAX, 9] } else { &[8] };
        witness.see(&numbers);
        witness.holds(numbers == expected);
    }
    drop((a, friend));
    witness.equal(&aggregates::alive(), &0);
}

/// No handle of this component.
const NONE: u32 = 0x00ff_ffff;

struct Runner;

impl Guest for Runner {
    fn run() -> Outcome {
        let witness = Witness::new();
        parameters(&witness);
        bundles(&witness);
        cases(&witness);
        witness.see(&aggregates::digest());
        Outcome { checks: witness.checks(), digest: witness.digest() }
    }

    fn trap_given_twice() {
        let handle = new(1).take_handle();
        // SAFETY: what may not be done stops the call.
        unsafe { raw::swapped(handle, handle, [0; 2].as_mut_ptr()) };
    }

    fn trap_bad_choice() {
        // The case, and a payload of 24 bytes.
        let choice = [5u64, 0, 0, 0];
        // SAFETY: what may not be done stops the call.
        unsafe { raw::reversed(choice.as_ptr(), 1, [0; 2].as_mut_ptr()) };
    }

    fn trap_bad_handle_in_choice() {
        let choice = [1u64, NONE.into(), 0, 0];
        // SAFETY: what may not be done stops the call.
        unsafe { raw::reversed(choice.as_ptr(), 1, [0; 2].as_mut_ptr()) };
    }

    fn trap_bad_handle_in_option() {
        let it = new(1);
        let lent = [it.handle(), 1, NONE];
        // SAFETY: what may not be done stops the call.
        unsafe { raw::lent_all(lent.as_ptr(), 1, lent.as_ptr(), 0, [0; 2].as_mut_ptr()) };
    }

    fn trap_lent_nothing() {
        let lent = [0, 0, 0];
        // SAFETY: what may not be done stops the call.
        unsafe { raw::lent_all(lent.as_ptr(), 1, lent.as_ptr(), 0, [0; 2].as_mut_ptr()) };
    }
}

export!(Runner);
