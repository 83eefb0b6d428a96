//! `flat.rs` in mode `omit`.

#![no_std]

dissolve_guest::generate!({ path: "../flat.wit", cabi_realloc: "omit" });

include!("../../flat.rs");
