//! Crates that are common in embedded Rust, inside guests (`tests/guests/crate-*`). On the emulated chips and on a
//! stock engine they give the same results as the same crate compiled for the host.
//!
//! A guest's computation is in its `work.rs`, which is compiled here as well. Each file here has the inputs for one
//! crate.
//! crate.

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
