//! Compiles the component for the chip, and gives the linker the chip's memory as `memory.x`.

use std::path::PathBuf;
use std::{env, fs};

use dissolve_build::Traps;

fn main() {
    // The tests build this firmware for other chips, and with other options, too.
    let variable = |name: &str, default: &str| {
        println!("cargo::rerun-if-env-changed={name}");
        env::var(name).unwrap_or_else(|_| default.to_owned())
    };
    dissolve_build::Component::guest("../../sensor")
        .arena("4KiB")
        .traps(Traps::Fault)
        .option("--bounds", variable("BOUNDS", "check"))
        .option("--constants", variable("CONSTANTS", "auto"))
        .compile();

    let memory = variable("MEMORY_X", "memory/mps2-an386.x");
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("Cargo sets it"));
    fs::copy(&memory, out.join("memory.x")).expect("the memory of the chip is described here");
    println!("cargo::rustc-link-search={}", out.display());
    println!("cargo::rerun-if-changed={memory}");
}
