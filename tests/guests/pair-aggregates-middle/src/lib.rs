//! Resources inside of everything: exported on top of what is imported. Each resource holds one of the component below.

#![no_std]

extern crate alloc;

use alloc::string::String;
use alloc::vec::Vec;

dissolve_guest::generate!({
    path: "../pairs/aggregates.wit",
    world: "middle",
    cabi_realloc: "static-arena",
    arena_size: 4096,
});

use exports::pair::aggregates::{aggregates, friends};
use pair::aggregates::{aggregates as below, friends as friends_below};

use aggregates::{Bundle, Choice, GuestThing, Lent, LentChoice, One, Thing, ThingBorrow, Two};

struct Middle;

struct Wrapped(below::Thing);

impl GuestThing for Wrapped {
    fn new(number: u32) -> Wrapped {
        Wrapped(below::Thing::new(number))
    }

    fn get(&self) -> u32 {
        self.0.get()
    }
}

/// From the component below.
fn up(it: below::Thing) -> Thing {
    Thing::new(Wrapped(it))
}

/// To the component below.
fn down(it: Thing) -> below::Thing {
    it.into_inner::<Wrapped>().0
}

/// Lends the thing inside a lent one.
fn lend<'a>(it: &'a ThingBorrow<'_>) -> &'a below::Thing {
    &it.get::<Wrapped>().0
}

fn one_down(one: One) -> below::One {
    below::One { it: down(one.it) }
}

fn two_down(two: Two) -> below::Two {
    below::Two { a: down(two.a), between: two.between, b: down(two.b) }
}

fn two_up(two: below::Two) -> Two {
    Two { a: up(two.a), between: two.between, b: up(two.b) }
}

fn lent_down<'a>(lent: &'a Lent<'_>) -> below::Lent<'a> {
    below::Lent { it: lend(&lent.it), more: lent.more.as_ref().map(lend) }
}

fn choice_down(choice: Choice) -> below::Choice {
    match choice {
        Choice::None => below::Choice::None,
        Choice::It(it) => below::Choice::It(down(it)),
        Choice::Number(number) => below::Choice::Number(number),
        Choice::Two(two) => below::Choice::Two(two_down(two)),
        Choice::Text(text) => below::Choice::Text(text),
    }
}

fn choice_up(choice: below::Choice) -> Choice {
    match choice {
        below::Choice::None => Choice::None,
        below::Choice::It(it) => Choice::It(up(it)),
        below::Choice::Number(number) => Choice::Number(number),
        below::Choice::Two(two) => Choice::Two(two_up(two)),
        below::Choice::Text(text) => Choice::Text(text),
    }
}

fn lent_choice_down<'a>(choice: &'a LentChoice<'_>) -> below::LentChoice<'a> {
    match choice {
        LentChoice::It(it) => below::LentChoice::It(lend(it)),
        LentChoice::Text(text) => below::LentChoice::Text(text.clone()),
        LentChoice::Both((a, between, b)) => below::LentChoice::Both((lend(a), *between, lend(b))),
    }
}

fn bundle_down(it: Bundle) -> below::Bundle {
    let (a, between, b) = it.both;
    let nested = |nested: Result<Option<Thing>, One>| nested.map(|it| it.map(down)).map_err(one_down);
    below::Bundle {
        single: down(it.single),
        maybe: it.maybe.map(down),
        many: it.many.into_iter().map(down).collect(),
        either: it.either.map(down),
        both: (down(a), between, down(b)),
        choice: choice_down(it.choice),
        nested: it.nested.map(|list| list.into_iter().map(nested).collect()),
    }
}

fn bundle_up(it: below::Bundle) -> Bundle {
    let (a, between, b) = it.both;
    let one = |one: below::One| One { it: up(one.it) };
    let nested = |nested: Result<Option<below::Thing>, below::One>| nested.map(|it| it.map(up)).map_err(one);
    Bundle {
        single: up(it.single),
        maybe: it.maybe.map(up),
        many: it.many.into_iter().map(up).collect(),
        either: it.either.map(up),
        both: (up(a), between, up(b)),
        choice: choice_up(it.choice),
        nested: it.nested.map(|list| list.into_iter().map(nested).collect()),
    }
}

impl aggregates::Guest for Middle {
    type Thing = Wrapped;

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
        let lent_many: Vec<&below::Thing> = lent_many.iter().map(lend).collect();
        below::numbers(
            one_down(one),
            two_down(two),
            &lent_down(&lent),
            choice_down(choice),
            &lent_choice_down(&lent_choice),
            (down(pair.0), one_down(pair.1)),
            (lent_pair.0, lend(&lent_pair.1)),
            maybe.map(down),
            lent_maybe.as_ref().map(lend),
            ok.map(down),
            err.as_ref().map(lend).map_err(lend),
            many.into_iter().map(down).collect(),
            &lent_many,
        )
    }

    fn unpacked(it: Bundle) -> Vec<u32> {
        below::unpacked(bundle_down(it))
    }

    fn packed(first: u32, shape: u8) -> Bundle {
        bundle_up(below::packed(first, shape))
    }

    fn same(it: Bundle) -> Bundle {
        bundle_up(below::same(bundle_down(it)))
    }

    fn reversed(all: Vec<Choice>) -> Vec<Choice> {
        below::reversed(all.into_iter().map(choice_down).collect()).into_iter().map(choice_up).collect()
    }

    fn lent_all(all: Vec<Lent<'_>>, choices: Vec<LentChoice<'_>>) -> Vec<u32> {
        let all: Vec<below::Lent<'_>> = all.iter().map(lent_down).collect();
        let choices: Vec<below::LentChoice<'_>> = choices.iter().map(lent_choice_down).collect();
        below::lent_all(&all, &choices)
    }

    fn found(number: u32) -> Option<Thing> {
        below::found(number).map(up)
    }

    fn tried(number: u32) -> Result<Thing, u32> {
        below::tried(number).map(up)
    }

    fn swapped(a: Thing, b: Thing) -> (Thing, Thing) {
        let (a, b) = below::swapped(down(a), down(b));
        (up(a), up(b))
    }

    fn alive() -> u32 {
        below::alive()
    }

    fn digest() -> u64 {
        below::digest()
    }
}

impl friends::Guest for Middle {
    fn befriended(a: ThingBorrow<'_>, b: Thing) -> Thing {
        up(friends_below::befriended(lend(&a), down(b)))
    }

    fn chosen(it: Thing, as_two: bool) -> Choice {
        choice_up(friends_below::chosen(down(it), as_two))
    }
}

export!(Middle);
