//! Bindings in Rust: they compile for any world, and they pass values as the canonical ABI has them.
//!
//! - `world`: manifests, built by hand.
//! - `rustc`: compiles generated source for this machine, and runs it.
//! - `worlds`: a table of worlds with each kind of type, and names that are hard.
//! - `random`: random worlds.
//! - `refused`: manifests that the generator refuses.
//! - `borrows`: uses that the compiler accepts or refuses.
//! - `calls`: a program against `library.rs`, a library whose component is written in Rust.

mod borrows;
mod calls;
mod random;
mod refused;
mod rustc;
mod world;
mod worlds;
