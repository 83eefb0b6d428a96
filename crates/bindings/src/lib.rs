//! Bindings for a component that was compiled to a library.
//!
//! - [`Manifest`]: everything in the library, for machines.
//! - [`c()`]: bindings in C and C++.
//! - [`rust()`]: bindings in Rust.

mod c;
mod error;
mod manifest;
mod rust;
mod signature;

pub use c::{CFiles, SHARED_HEADER, c};
pub use error::Error;
pub use manifest::{Arena, Function, Manifest, Memory, VERSION};
pub use rust::rust;
