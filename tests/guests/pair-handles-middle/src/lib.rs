//! Resources: the component that passes on those of another one, and has one of its own that holds them.

#![no_std]

extern crate alloc;

use alloc::vec::Vec;
use core::cell::{Cell, RefCell};

dissolve_guest::generate!({
    path: "../pairs/handles.wit",
    world: "middle",
    cabi_realloc: "static-arena",
    arena_size: 4096,
});

use exports::pair::handles::relay::{self, Guest, GuestCrate};
use pair::handles::things::{self, Thing};

struct Middle;

/// It holds something until it is taken out.
struct Crate(RefCell<Thing>);

struct Alive(Cell<u32>);

// SAFETY: a guest has one thread.
unsafe impl Sync for Alive {}

static ALIVE: Alive = Alive(Cell::new(0));

impl Crate {
    fn holding(it: Thing) -> Crate {
        ALIVE.0.set(ALIVE.0.get() + 1);
        Crate(RefCell::new(it))
    }
}

impl Drop for Crate {
    fn drop(&mut self) {
        ALIVE.0.set(ALIVE.0.get() - 1);
    }
}

impl GuestCrate for Crate {
    fn new(it: Thing) -> Crate {
        Crate::holding(it)
    }

    fn weight(&self) -> u32 {
        self.0.borrow().weight() + 1
    }

    fn exchange(&self, it: Thing) -> Thing {
        self.0.replace(it)
    }

    fn open(it: relay::Crate) -> Thing {
        let opened: Crate = it.into_inner();
        // A thing of no weight goes down with the crate.
        opened.0.replace(Thing::new("nail", 0))
    }
}

/// Imports as the linker sees them, for handles that Rust would not let go twice.
mod raw {
    #[link(wasm_import_module = "pair:handles/things")]
    unsafe extern "C" {
        #[link_name = "[resource-drop]thing"]
        pub fn drop_thing(handle: u32);
        #[link_name = "[method]thing.weight"]
        pub fn weight(handle: u32) -> u32;
        pub fn keep(handle: u32) -> u32;
    }
}

impl Guest for Middle {
    type Crate = Crate;

    fn pass(it: Thing) -> Thing {
        it
    }

    fn weigh(it: &Thing) -> u32 {
        it.weight()
    }

    fn weigh_two(it: &Thing, more: Option<&Thing>) -> u32 {
        let more = more.map_or(0, Thing::weight);
        things::total(&[it, it]) * 1000 + more
    }

    fn weigh_all(all: Vec<Thing>) -> u32 {
        let lent: Vec<&Thing> = all.iter().chain(all.first()).collect();
        things::total(&lent)
    }

    fn doubled(all: Vec<Thing>) -> Vec<Thing> {
        let pairs = all.into_iter().flat_map(|thing| {
            let twin = thing.twin();
            [thing, twin]
        });
        pairs.collect()
    }

    fn crates(all: Vec<Thing>) -> Vec<relay::Crate> {
        all.into_iter().map(|thing| relay::Crate::new(Crate::holding(thing))).collect()
    }

    fn alive() -> u32 {
        ALIVE.0.get()
    }

    fn forgets(it: &Thing) {
        it.take_handle();
    }

    fn steals(it: &Thing) {
        // SAFETY: what may not be done stops the call.
        unsafe { raw::keep(it.handle()) };
    }

    fn uses_after(it: Thing) -> u32 {
        let handle = it.handle();
        things::keep(it);
        // SAFETY: what may not be done stops the call.
        unsafe { raw::weight(handle) }
    }

    fn drops_twice(it: Thing) {
        let handle = it.take_handle();
        // SAFETY: what may not be done stops the call.
        unsafe {
            raw::drop_thing(handle);
            raw::drop_thing(handle);
        }
    }
}

export!(Middle);
