//! Resources: the component that uses them.

#![no_std]

extern crate alloc;

#[path = "../../pairs/witness.rs"]
mod witness;

use alloc::string::{String, ToString};
use alloc::vec;
use alloc::vec::Vec;

use witness::Witness;

dissolve_guest::generate!({
    path: "../pairs/handles.wit",
    world: "runner",
    cabi_realloc: "static-arena",
    arena_size: 4096,
});

use pair::handles::relay::{self, Crate};
use pair::handles::things::{self, Labeled, LentPair, Sample, Thing};

/// The same imports as the linker sees them, for handles that Rust would not let go twice.
mod raw {
    #[link(wasm_import_module = "pair:handles/things")]
    unsafe extern "C" {
        #[link_name = "[resource-drop]thing"]
        pub fn drop_thing(handle: u32);
        #[link_name = "[method]thing.weight"]
        pub fn weight(handle: u32) -> u32;
        pub fn keep(handle: u32) -> u32;
        pub fn both(lent: u32, given: u32) -> u32;
        pub fn total(handles: *const u32, length: u32) -> u32;
    }
}

fn names(witness: &Witness, got: &[String], expected: &[&str]) {
    witness.see(got);
    witness.holds(got == expected);
}

fn methods(witness: &Witness) {
    let thing = Thing::new("apple", 7);
    witness.equal(thing.name().as_str(), "apple");
    witness.equal(&thing.weight(), &7);
    thing.rename("Äpfel 🍏");
    witness.equal(thing.name().as_str(), "Äpfel 🍏");
    let twin = thing.twin();
    thing.rename("pear");
    witness.equal(twin.name().as_str(), "Äpfel 🍏");
    witness.equal(&things::alive(), &2);
    thing.absorb(twin);
    witness.equal(&(thing.weight(), things::alive()), &(14, 1));
    names(witness, &things::ended(), &["Äpfel 🍏"]);
    let light = Thing::new("", 0);
    witness.equal(&(thing.outweighs(&light), light.outweighs(&thing)), &(true, false));
    witness.holds(!thing.outweighs(&thing));
    let merged = Thing::merged(light, thing);
    witness.equal(merged.name().as_str(), "+pear");
    witness.equal(&merged.weight(), &14);
    names(witness, &things::ended(), &["", "pear"]);
    drop(merged);
    names(witness, &things::ended(), &["+pear"]);
    witness.equal(&things::alive(), &0);
}

fn samples(witness: &Witness) {
    let sample = Sample::new(f64::NAN);
    witness.same_f64(sample.get(), f64::NAN);
    let zero = Sample::new(-0.0);
    witness.same_f64(zero.get(), -0.0);
    zero.add(0.5);
    let sum = Sample::sum(&zero, 1e-300);
    witness.same_f64(sum.get(), 0.5);
    sum.add(f32::NEG_INFINITY);
    witness.same_f64(sum.get(), f64::NEG_INFINITY);
    witness.same_f64(zero.get(), 0.5);
    // A handle of each type at once.
    let thing = Thing::new("mixed", 3);
    witness.equal(&things::alive(), &4);
    drop(sample);
    drop(sum);
    witness.equal(&(thing.weight(), things::alive()), &(3, 2));
    drop(zero);
    drop(thing);
    witness.equal(&things::alive(), &0);
    names(witness, &things::ended(), &["mixed"]);
}

fn records(witness: &Witness) {
    let (one, other) = (Thing::new("one", 10), Thing::new("other", 4));
    let lent = |left, right| LentPair { left, right, note: "xyz".to_string() };
    witness.equal(&things::compared(&lent(&one, &other)), &18);
    witness.equal(&things::compared(&lent(&other, &one)), &-18);
    // The same one lent twice in one call.
    witness.equal(&things::compared(&lent(&one, &one)), &0);
    let label = |label: &str, it, by| Labeled { label: label.to_string(), it, by };
    let labels = things::labels(&[label("a", &one, 2), label("ß", &other, 1), label("c", &one, 0)]);
    witness.equal(labels.as_str(), "a=one;a=one;ß=other;");
    witness.equal(things::labels(&[]).as_str(), "");
    witness.equal(&things::both(&one, other), &10_004);
    names(witness, &things::ended(), &["other"]);
    drop(one);
    names(witness, &things::ended(), &["one"]);
}

fn lists(witness: &Witness) {
    let made = things::made(&["a", "b", "c", "d"].map(ToString::to_string));
    witness.equal(&made.iter().map(Thing::weight).collect::<Vec<_>>(), &[1, 2, 3, 4]);
    let lent: Vec<&Thing> = made.iter().collect();
    witness.equal(&(things::total(&lent), Thing::heaviest(&lent)), &(10, 4));
    witness.equal(&(things::total(&[]), Thing::heaviest(&[])), &(0, 0));
    witness.equal(&things::total(&[lent[1]; 40]), &80);
    let made = things::reversed(made);
    names(witness, &made.iter().map(Thing::name).collect::<Vec<_>>(), &["d", "c", "b", "a"]);
    witness.equal(&things::alive(), &4);
    let l: Vec<&Thing> = made.iter().collect();
    let (d, c, b, a) = (l[0], l[1], l[2], l[3]);
    let weighed = things::seventeen(a, b, c, d, a, b, c, d, a, b, c, d, a, b, c, d, Thing::new("last", 9));
    let weights = (0..16).map(|place| place % 4 + 1).chain([9]);
    witness.equal(&weighed, &weights.fold(0, |sum: u32, weight| sum.wrapping_mul(3) + weight));
    names(witness, &things::consumed(made), &["d", "c", "b", "a"]);
    names(witness, &things::ended(), &["last", "d", "c", "b", "a"]);
    witness.holds(things::made(&[]).is_empty());
    witness.holds(things::reversed(vec![]).is_empty());
    witness.holds(things::consumed(vec![]).is_empty());
    witness.equal(&things::alive(), &0);
}

/// Handles are used again: more calls than there are ever handles.
fn turnover(witness: &Witness) {
    for round in 0..100 {
        let thing = Thing::new("round", round);
        // The twin lives as long as the statement.
        witness.equal(&(thing.twin().weight(), things::alive()), &(round, 2));
        drop(thing);
        witness.equal(&things::ended().len(), &2);
    }
    for round in 1..=20 {
        witness.equal(&things::keep(Thing::new("kept", round)), &round);
    }
    for round in (1..=20).rev() {
        witness.equal(&things::take().map(|thing| thing.weight()), &Some(round));
    }
    witness.holds(things::take().is_none());
    witness.equal(&(things::ended().len(), things::alive()), &(20, 0));
}

/// Through the component in the middle.
fn relayed(witness: &Witness) {
    let thing = relay::pass(Thing::new("relayed", 5));
    witness.equal(thing.name().as_str(), "relayed");
    witness.equal(&relay::weigh(&thing), &5);
    let other = Thing::new("other", 6);
    witness.equal(&relay::weigh_two(&thing, Some(&other)), &10_006);
    witness.equal(&relay::weigh_two(&thing, None), &10_000);
    witness.equal(&relay::weigh_two(&thing, Some(&thing)), &10_005);
    witness.equal(&relay::weigh_all(vec![thing.twin(), other.twin(), Thing::new("third", 1)]), &17);
    names(witness, &things::ended(), &["relayed", "other", "third"]);
    witness.equal(&relay::weigh_all(vec![]), &0);
    let doubled = relay::doubled(vec![thing, other]);
    names(witness, &doubled.iter().map(Thing::name).collect::<Vec<_>>(), &["relayed", "relayed", "other", "other"]);
    witness.equal(&things::alive(), &4);

    let crates = relay::crates(doubled);
    witness.equal(&crates.iter().map(Crate::weight).collect::<Vec<_>>(), &[6, 6, 7, 7]);
    witness.equal(&(relay::alive(), things::alive()), &(4, 4));
    let out = crates[1].exchange(Thing::new("heavy", 100));
    witness.equal(&(out.weight(), crates[1].weight()), &(5, 101));
    drop(out);
    names(witness, &things::ended(), &["relayed"]);
    let mut crates = crates.into_iter();
    let opened = crates.next().map(Crate::open);
    witness.equal(&opened.as_ref().map(Thing::name), &Some("relayed".to_string()));
    names(witness, &things::ended(), &["nail"]);
    // A destructor of the middle one calls those of the first one.
    drop(crates);
    names(witness, &things::ended(), &["heavy", "other", "other"]);
    witness.equal(&(relay::alive(), things::alive()), &(0, 1));
    drop(opened);
    names(witness, &things::ended(), &["relayed"]);
    let single = Crate::new(Thing::new("single", 1));
    witness.equal(&(single.weight(), relay::alive(), things::alive()), &(2, 1, 1));
    drop(single);
    names(witness, &things::ended(), &["single"]);
    witness.equal(&(relay::alive(), things::alive()), &(0, 0));
}

struct Runner;

impl Guest for Runner {
    fn run() -> Outcome {
        let witness = Witness::new();
        methods(&witness);
        samples(&witness);
        records(&witness);
        lists(&witness);
        turnover(&witness);
        relayed(&witness);
        witness.see(&things::digest());
        Outcome { checks: witness.checks(), digest: witness.digest() }
    }

    fn trap_use_after_give() {
        let thing = Thing::new("given", 1);
        let handle = thing.handle();
        things::keep(thing);
        // SAFETY: what may not be done stops the call.
        unsafe { raw::weight(handle) };
    }

    fn trap_give_twice() {
        let thing = Thing::new("given", 1);
        let handle = thing.handle();
        things::keep(thing);
        // SAFETY: what may not be done stops the call.
        unsafe { raw::keep(handle) };
    }

    fn trap_drop_twice() {
        let handle = Thing::new("dropped", 1).take_handle();
        // SAFETY: what may not be done stops the call.
        unsafe {
            raw::drop_thing(handle);
            raw::drop_thing(handle);
        }
    }

    fn trap_no_such_handle() {
        let _thing = Thing::new("another", 1);
        // SAFETY: what may not be done stops the call.
        unsafe { raw::weight(0x00ff_ffff) };
    }

    fn trap_handle_zero() {
        let _thing = Thing::new("another", 1);
        // SAFETY: what may not be done stops the call.
        unsafe { raw::weight(0) };
    }

    fn trap_other_type() {
        let sample = Sample::new(1.0);
        // SAFETY: what may not be done stops the call.
        unsafe { raw::weight(sample.handle()) };
    }

    fn trap_give_while_lent() {
        let handle = Thing::new("both", 1).take_handle();
        // SAFETY: what may not be done stops the call.
        unsafe { raw::both(handle, handle) };
    }

    fn trap_lend_after_give() {
        let thing = Thing::new("given", 1);
        let handle = thing.handle();
        things::consumed(vec![thing]);
        let lent = Thing::new("lent", 1);
        let _reused = Thing::new("more", 1);
        // The slot may be another one's by now; the list has one that is none.
        let handles = [lent.handle(), handle, 0x00ff_ffff];
        // SAFETY: what may not be done stops the call.
        unsafe { raw::total(handles.as_ptr(), 3) };
    }

    fn trap_in_list() {
        let lent = Thing::new("lent", 1);
        let sample = Sample::new(1.0);
        let handles = [lent.handle(), sample.handle()];
        // SAFETY: what may not be done stops the call.
        unsafe { raw::total(handles.as_ptr(), 2) };
    }

    fn trap_constructor() {
        Thing::new("poison", 1);
    }

    fn trap_destructor() {
        Thing::new("venom", 1);
    }

    fn trap_middle_forgets() {
        relay::forgets(&Thing::new("forgotten", 1));
    }

    fn trap_middle_steals() {
        relay::steals(&Thing::new("stolen", 1));
    }

    fn trap_middle_uses_after() {
        relay::uses_after(Thing::new("used", 1));
    }

    fn trap_middle_drops_twice() {
        relay::drops_twice(Thing::new("dropped", 1));
    }
}

export!(Runner);
