//! `greet.rs` in mode `static-arena`.

#![no_std]

dissolve_guest::generate!({ path: "../../../examples/greet/wit", cabi_realloc: "static-arena", arena_size: 4096 });

include!("../../greet.rs");
