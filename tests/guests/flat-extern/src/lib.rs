//! `flat.rs` in mode `extern-arena`.

#![no_std]

dissolve_guest::generate!({ path: "../flat.wit", cabi_realloc: "extern-arena" });

include!("../../flat.rs");
