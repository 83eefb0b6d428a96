//! Crates that the field uses, inside guests (`tests/guests/crate-*`): on the emulated chips and on a stock engine they answer
//! as the same crate does that is compiled for the host.
//!
//! What a guest computes is in its `work.rs`, which is compiled here as well. Each file here has one crate's inputs.

mod crc;
mod embedded_graphics;
mod fixed;
mod guest;
mod heapless;
mod micromath;
mod minicbor;
mod nb;
mod postcard;
mod random;
mod releases;
mod serde_json_core;
mod sha2;
mod wit;
