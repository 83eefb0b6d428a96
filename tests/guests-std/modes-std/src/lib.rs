//! `modes.rs` with the standard library, in mode `static-arena`.

dissolve_guest::generate!({
    path: "../../guests/modes.wit",
    std_feature,
    cabi_realloc: "static-arena",
    arena_size: 4 * KIB,
});

const KIB: usize = 1024;

include!("../../../guests/modes.rs");
