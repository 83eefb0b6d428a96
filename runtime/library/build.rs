//! Names the processor's architecture for `cfg`: the compiler tells `thumbv6m` from `thumbv8m.main` only by the triple.

use std::env;

fn main() {
    let triple = env::var("TARGET").unwrap_or_default();
    println!("cargo::rustc-check-cfg=cfg(armv6m, armv8m, fpu)");
    for (start, name) in [("thumbv6m", "armv6m"), ("thumbv8m.main", "armv8m"), ("riscv32imafc", "fpu")] {
        if triple.starts_with(start) {
            println!("cargo::rustc-cfg={name}");
        }
    }
    if triple.ends_with("eabihf") {
        println!("cargo::rustc-cfg=fpu");
    }
}
