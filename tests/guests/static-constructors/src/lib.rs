//! A guest with a static constructor, which counts how often it runs.

#![no_std]

use core::sync::atomic::{AtomicU32, Ordering};

dissolve_guest::generate!({
    inline: "package test:constructors; world constructors { export ran: func() -> u32; }",
    cabi_realloc: "omit",
});

static RAN: AtomicU32 = AtomicU32::new(0);

extern "C" fn construct() {
    RAN.fetch_add(1, Ordering::Relaxed);
}

#[used]
#[unsafe(link_section = ".init_array")]
static CONSTRUCTOR: extern "C" fn() = construct;

struct Constructors;

impl Guest for Constructors {
    fn ran() -> u32 {
        RAN.load(Ordering::Relaxed)
    }
}

export!(Constructors);
