//! Resources inside of everything: the component that implements them.

#![no_std]

extern crate alloc;

#[path = "../../pairs/witness.rs"]
mod witness;

use alloc::string::String;
use alloc::vec;
use alloc::vec::Vec;
use core::cell::Cell;

use witness::Witness;

dissolve_guest::generate!({
    path: "../pairs/aggregates.wit",
    world: "test",
    cabi_realloc: "static-arena",
    arena_size: 4096,
});

use exports::pair::aggregates::{aggregates, friends};

use aggregates::{Bundle, Choice, GuestThing, Lent, LentChoice, One, Thing, ThingBorrow, Two};

include!("../../pairs/aggregates.rs");

struct Test;

struct Number(u32);

struct State {
    seen: Witness,
    alive: Cell<u32>,
}

// SAFETY: a guest has one thread.
unsafe impl Sync for State {}

static STATE: State = State { seen: Witness::new(), alive: Cell::new(0) };

impl Number {
    fn counted(number: u32) -> Number {
        STATE.alive.set(STATE.alive.get() + 1);
        Number(number)
    }
}

impl Drop for Number {
    fn drop(&mut self) {
        STATE.seen.see(&self.0);
        STATE.alive.set(STATE.alive.get() - 1);
    }
}

impl GuestThing for Number {
    fn new(number: u32) -> Number {
        Number::counted(number)
    }

    fn get(&self) -> u32 {
        self.0
    }
}

fn new(number: u32) -> Thing {
    Thing::new(Number::counted(number))
}

fn number(thing: &Thing) -> u32 {
    thing.get::<Number>().0
}

fn lent_number(thing: &ThingBorrow<'_>) -> u32 {
    thing.get::<Number>().0
}

fn lent_choice_numbers(choice: &LentChoice<'_>, numbers: &mut Vec<u32>) {
    match choice {
        LentChoice::It(it) => numbers.push(lent_number(it)),
        LentChoice::Text(text) => numbers.push(2000 + text.len() as u32),
        LentChoice::Both((a, between, b)) => numbers.extend([lent_number(a), between.to_bits(), lent_number(b)]),
    }
}

fn lent_numbers(lent: &Lent<'_>, numbers: &mut Vec<u32>) {
    numbers.push(lent_number(&lent.it));
    numbers.push(lent.more.as_ref().map_or(1000, lent_number));
}

impl aggregates::Guest for Test {
    type Thing = Number;

    #[allow(clippy::too_many_arguments)]
    fn numbers(
        one: One,
        two: Two,
        lent: Lent<'_>,
        choice: Choice,
        lent_choice: LentChoice<'_>,
        pair: (Thing, One),
        lent_pair: (u8, ThingBorrow<'_>),
        maybe: Option<Thing>,
        lent_maybe: Option<ThingBorrow<'_>>,
        ok: Result<Thing, String>,
        err: Result<ThingBorrow<'_>, ThingBorrow<'_>>,
        many: Vec<Thing>,
        lent_many: Vec<ThingBorrow<'_>>,
    ) -> Vec<u32> {
        let mut numbers = vec![number(&one.it)];
        two_numbers(&two, &mut numbers);
        lent_numbers(&lent, &mut numbers);
        choice_numbers(&choice, &mut numbers);
        lent_choice_numbers(&lent_choice, &mut numbers);
        numbers.extend([number(&pair.0), number(&pair.1.it), u32::from(lent_pair.0), lent_number(&lent_pair.1)]);
        numbers.push(maybe.as_ref().map_or(1000, number));
        numbers.push(lent_maybe.as_ref().map_or(1000, lent_number));
        numbers.push(ok.as_ref().map_or_else(|text| 2000 + text.len() as u32, number));
        numbers.push(err.as_ref().map_or_else(|it| 4000 + lent_number(it), lent_number));
        numbers.extend(many.iter().map(number));
        numbers.extend(lent_many.iter().map(lent_number));
        STATE.seen.see(&numbers);
        numbers
    }

    fn unpacked(it: Bundle) -> Vec<u32> {
        bundle_numbers(&it)
    }

    fn packed(first: u32, shape: u8) -> Bundle {
        bundle(first, shape)
    }

    fn same(it: Bundle) -> Bundle {
        STATE.seen.see(&bundle_numbers(&it));
        it
    }

    fn reversed(mut all: Vec<Choice>) -> Vec<Choice> {
        all.reverse();
        all
    }

    fn lent_all(all: Vec<Lent<'_>>, choices: Vec<LentChoice<'_>>) -> Vec<u32> {
        let mut numbers = Vec::new();
        all.iter().for_each(|lent| lent_numbers(lent, &mut numbers));
        choices.iter().for_each(|choice| lent_choice_numbers(choice, &mut numbers));
        numbers
    }

    fn found(number: u32) -> Option<Thing> {
        (number < 100).then(|| new(number))
    }

    fn tried(number: u32) -> Result<Thing, u32> {
        if number < 100 { Ok(new(number)) } else { Err(number) }
    }

    fn swapped(a: Thing, b: Thing) -> (Thing, Thing) {
        (b, a)
    }

    fn alive() -> u32 {
        STATE.alive.get()
    }

    fn digest() -> u64 {
        STATE.seen.digest()
    }
}

impl friends::Guest for Test {
    fn befriended(a: ThingBorrow<'_>, b: Thing) -> Thing {
        new(lent_number(&a) * 100 + number(&b))
    }

    fn chosen(it: Thing, as_two: bool) -> Choice {
        let second = number(&it) + 1;
        if as_two { Choice::Two(Two { a: it, between: u64::MAX, b: new(second) }) } else { Choice::It(it) }
    }
}

export!(Test);
