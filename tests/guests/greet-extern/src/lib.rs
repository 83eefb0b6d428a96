//! `greet.rs` in mode `extern-arena`.

#![no_std]

dissolve_guest::generate!({ path: "../../../examples/greet/wit", cabi_realloc: "extern-arena" });

include!("../../greet.rs");
