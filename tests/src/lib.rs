//! What the tests share: the example guest, and a stock engine as a place where a fused module runs.

mod arena;
mod chip;
mod engine;

use std::{env, fs};

use dissolve::componentize::{Component, Options, componentize};

pub use chip::{OnChip, board_of};
pub use engine::OnEngine;

/// The core module of `examples/greet`, which `cargo xtask test` builds.
///
/// # Panics
///
/// When it was not built.
pub fn greet_core() -> Vec<u8> {
    let path = env::var("DISSOLVE_GREET_CORE").expect("`cargo xtask test` sets DISSOLVE_GREET_CORE");
    fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// `examples/greet` as a component, its arena passed through.
///
/// # Panics
///
/// When it was not built, or does not become a component.
pub fn greet_component() -> Component {
    let passthrough = vec!["env::__cabi_arena_realloc".parse().expect("it is of the form MODULE::NAME")];
    componentize(&greet_core(), &Options { passthrough }).expect("the example becomes a component")
}
