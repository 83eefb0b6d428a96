//! Compiles the component for the chip, and tells the linker where `memory.x` is.

use std::path::PathBuf;
use std::{env, fs};

fn main() {
    dissolve_build::Component::guest("../component").target("@target@").arena("4KiB").compile();

    let out = PathBuf::from(env::var_os("OUT_DIR").expect("Cargo sets it"));
    fs::copy("memory.x", out.join("memory.x")).expect("memory.x is here");
    println!("cargo::rustc-link-search={}", out.display());
    println!("cargo::rerun-if-changed=memory.x");
}
