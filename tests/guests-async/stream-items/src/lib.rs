//! Reads and writes streams and futures of every kind, with the stock bindings and with dissolve's, and counts its
//! allocations meanwhile.

#![no_std]

extern crate alloc;

mod counting;
mod guest;
mod item;
mod tally;

wit_bindgen::generate!({
    world: "stream-items",
    sync: ["export:read-blocking"],
});

dissolve_guest::streams!(wit_stream);
dissolve_guest::futures!(wit_future);

#[global_allocator]
static ALLOCATOR: counting::Counting<dlmalloc::GlobalDlmalloc> = counting::Counting::new(dlmalloc::GlobalDlmalloc);

export!(StreamItems);

/// The component.
struct StreamItems;
