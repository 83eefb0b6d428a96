//! Resources: the component that implements them.

#![no_std]

extern crate alloc;

#[path = "../../pairs/witness.rs"]
mod witness;

use alloc::string::String;
use alloc::vec::Vec;
use core::cell::{Cell, RefCell};

use witness::Witness;

dissolve_guest::generate!({
    path: "../pairs/handles.wit",
    world: "test",
    cabi_realloc: "static-arena",
    arena_size: 4096,
});

use exports::pair::handles::things::{
    self, Guest, GuestSample, GuestThing, Labeled, LentPair, SampleBorrow, ThingBorrow,
};

struct Test;

struct Thing {
    name: RefCell<String>,
    weight: Cell<u32>,
}

struct Sample(Cell<f64>);

/// The state of the component.
struct State {
    seen: Witness,
    alive: Cell<u32>,
    ended: RefCell<Vec<String>>,
    kept: RefCell<Vec<things::Thing>>,
}

// SAFETY: a guest has one thread.
unsafe impl Sync for State {}

static STATE: State = State {
    seen: Witness::new(),
    alive: Cell::new(0),
    ended: RefCell::new(Vec::new()),
    kept: RefCell::new(Vec::new()),
};

fn count(by: i32) {
    STATE.alive.set(STATE.alive.get().wrapping_add_signed(by));
}

fn thing(name: String, weight: u32) -> Thing {
    if name == "poison" {
        dissolve_guest::trap();
    }
    STATE.seen.see(&(&name, weight));
    count(1);
    Thing { name: RefCell::new(name), weight: Cell::new(weight) }
}

fn name(thing: &things::Thing) -> String {
    thing.get::<Thing>().name.borrow().clone()
}

impl Drop for Thing {
    fn drop(&mut self) {
        let name = self.name.take();
        if name == "venom" {
            dissolve_guest::trap();
        }
        count(-1);
        STATE.seen.see(&name);
        STATE.ended.borrow_mut().push(name);
    }
}

impl Drop for Sample {
    fn drop(&mut self) {
        count(-1);
    }
}

impl GuestThing for Thing {
    fn new(name: String, weight: u32) -> Thing {
        thing(name, weight)
    }

    fn name(&self) -> String {
        self.name.borrow().clone()
    }

    fn weight(&self) -> u32 {
        self.weight.get()
    }

    fn rename(&self, name: String) {
        *self.name.borrow_mut() = name;
    }

    fn twin(&self) -> things::Thing {
        things::Thing::new(thing(self.name(), self.weight()))
    }

    fn absorb(&self, other: things::Thing) {
        self.weight.set(self.weight() + other.get::<Thing>().weight());
    }

    fn outweighs(&self, other: ThingBorrow<'_>) -> bool {
        self.weight() > other.get::<Thing>().weight()
    }

    fn merged(a: things::Thing, b: things::Thing) -> things::Thing {
        // One is taken out of its handle, the other stays behind it.
        let a: Thing = a.into_inner();
        let name = [a.name(), name(&b)].join("+");
        things::Thing::new(thing(name, a.weight() + b.get::<Thing>().weight()))
    }

    fn heaviest(all: Vec<ThingBorrow<'_>>) -> u32 {
        all.iter().map(|thing| thing.get::<Thing>().weight()).max().unwrap_or(0)
    }
}

impl GuestSample for Sample {
    fn new(value: f64) -> Sample {
        count(1);
        Sample(Cell::new(value))
    }

    fn get(&self) -> f64 {
        self.0.get()
    }

    fn add(&self, value: f32) {
        self.0.set(self.0.get() + f64::from(value));
    }

    fn sum(a: SampleBorrow<'_>, b: f64) -> things::Sample {
        things::Sample::new(Sample::new(a.get::<Sample>().get() + b))
    }
}

impl Guest for Test {
    type Thing = Thing;
    type Sample = Sample;

    fn compared(pair: LentPair<'_>) -> i32 {
        let [left, right] = [pair.left, pair.right].map(|thing| thing.get::<Thing>().weight().cast_signed());
        STATE.seen.see(&pair.note);
        (left - right) * pair.note.len() as i32
    }

    fn labels(all: Vec<Labeled<'_>>) -> String {
        let mut labels = String::new();
        for labeled in all {
            let name = labeled.it.get::<Thing>().name();
            for _ in 0..labeled.by {
                [labeled.label.as_str(), "=", &name, ";"].into_iter().for_each(|part| labels.push_str(part));
            }
        }
        labels
    }

    fn made(names: Vec<String>) -> Vec<things::Thing> {
        (1..).zip(names).map(|(weight, name)| things::Thing::new(thing(name, weight))).collect()
    }

    fn consumed(all: Vec<things::Thing>) -> Vec<String> {
        all.iter().map(name).collect()
    }

    fn reversed(mut all: Vec<things::Thing>) -> Vec<things::Thing> {
        all.reverse();
        all
    }

    fn total(all: Vec<ThingBorrow<'_>>) -> u32 {
        all.iter().map(|thing| thing.get::<Thing>().weight()).sum()
    }

    fn both(lent: ThingBorrow<'_>, given: things::Thing) -> u32 {
        lent.get::<Thing>().weight() * 1000 + given.get::<Thing>().weight()
    }

    fn seventeen(
        a1: ThingBorrow<'_>,
        a2: ThingBorrow<'_>,
        a3: ThingBorrow<'_>,
        a4: ThingBorrow<'_>,
        a5: ThingBorrow<'_>,
        a6: ThingBorrow<'_>,
        a7: ThingBorrow<'_>,
        a8: ThingBorrow<'_>,
        a9: ThingBorrow<'_>,
        a10: ThingBorrow<'_>,
        a11: ThingBorrow<'_>,
        a12: ThingBorrow<'_>,
        a13: ThingBorrow<'_>,
        a14: ThingBorrow<'_>,
        a15: ThingBorrow<'_>,
        a16: ThingBorrow<'_>,
        a17: things::Thing,
    ) -> u32 {
        let lent = [a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16];
        let weights = lent.iter().map(|thing| thing.get::<Thing>().weight());
        weights.chain([a17.get::<Thing>().weight()]).fold(0, |sum: u32, weight| sum.wrapping_mul(3) + weight)
    }

    fn keep(it: things::Thing) -> u32 {
        let mut kept = STATE.kept.borrow_mut();
        kept.push(it);
        kept.len() as u32
    }

    fn take() -> Option<things::Thing> {
        STATE.kept.borrow_mut().pop()
    }

    fn alive() -> u32 {
        STATE.alive.get()
    }

    fn ended() -> Vec<String> {
        STATE.ended.take()
    }

    fn digest() -> u64 {
        STATE.seen.digest()
    }
}

export!(Test);
