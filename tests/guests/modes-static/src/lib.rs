//! `modes.rs` in mode `static-arena`.

#![no_std]

dissolve_guest::generate!({ path: "../modes.wit", cabi_realloc: "static-arena", arena_size: 4096 });

include!("../../modes.rs");
