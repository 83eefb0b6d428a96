//! Compiles the component for the chip, and gives the linker the chip's memory as `memory.x`.

use std::path::PathBuf;
use std::{env, fs};

use dissolve_build::Traps;

fn main() {
    dissolve_build::Component::guest("../../sensor").arena("4KiB").traps(Traps::Fault).compile();

    // The tests build this firmware for other chips too.
    println!("cargo::rerun-if-env-changed=MEMORY_X");
    let memory = env::var("MEMORY_X").unwrap_or_else(|_| "memory/mps2-an386.x".to_owned());
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("Cargo sets it"));
    fs::copy(&memory, out.join("memory.x")).expect("the memory of the chip is described here");
    println!("cargo::rustc-link-search={}", out.display());
    println!("cargo::rerun-if-changed={memory}");
}
