//! `variants-runner.rs` in mode `static-arena`.

#![no_std]

dissolve_guest::generate!({
    path: "../pairs/variants.wit",
    world: "runner",
    cabi_realloc: "static-arena",
    arena_size: 4096,
});

include!("../../pairs/variants-runner.rs");
