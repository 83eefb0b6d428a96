//! Names the processor's architecture for `cfg`: the compiler tells `thumbv6m` from the others only by the triple.

use std::env;

fn main() {
    let triple = env::var("TARGET").unwrap_or_default();
    println!("cargo::rustc-check-cfg=cfg(armv6m, any_address)");
    if triple.starts_with("thumbv6m") {
        println!("cargo::rustc-cfg=armv6m");
    } else if triple.starts_with("thumb") {
        // A word may lie at any address.
        println!("cargo::rustc-cfg=any_address");
    }
}
