//! Names the processor's architecture for `cfg`: the compiler tells `thumbv6m` from the others only by the triple.

use std::env;

fn main() {
    println!("cargo::rustc-check-cfg=cfg(armv6m)");
    if env::var("TARGET").unwrap_or_default().starts_with("thumbv6m") {
        println!("cargo::rustc-cfg=armv6m");
    }
}
