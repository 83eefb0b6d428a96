//! `variants-runner.rs` in mode `extern-arena`.

#![no_std]

dissolve_guest::generate!({
    path: "../pairs/variants.wit",
    world: "runner",
    cabi_realloc: "extern-arena",
});

include!("../../pairs/variants-runner.rs");
