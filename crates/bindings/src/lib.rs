//! Bindings for a component that was compiled to a library.
//!
//! - [`Manifest`]: everything in the library, for machines.
//! - [`c()`]: bindings in C and C++.
//! - [`rust()`]: bindings in Rust.
//! - [`names()`]: the names that bindings have.

mod c;
mod error;
mod manifest;
mod names;
mod rust;
mod signature;

pub use c::{CFiles, SHARED_HEADER, c};
pub use error::Error;
pub use manifest::{Arena, Constants, Function, Manifest, Memory, OwnStack, Stack, VERSION};
pub use names::{Names, names, taken_names};
pub use rust::rust;
