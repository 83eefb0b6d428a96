//! `modes.rs` in mode `extern-arena`.

#![no_std]

dissolve_guest::generate!({ path: "../modes.wit", cabi_realloc: "extern-arena" });

include!("../../modes.rs");
