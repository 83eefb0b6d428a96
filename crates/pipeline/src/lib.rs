//! From WebAssembly components to bare-metal firmware: all stages in one library.
//!
//! A build script that needs all stages calls [`Program::load`] and [`Program::build`]; each single stage is exported
//! here under its name. [`check`](mod@check) tells whether an input is bounded, [`inspect`](mod@inspect) shows the
//! record of a fused module, [`Cache`] keeps compiled objects, [`doctor`] looks for the
//! programs and files that dissolve needs besides.

pub use dissolve_bind_arena as bind_arena;
pub use dissolve_boards as boards;
pub use dissolve_codegen as codegen;
pub use dissolve_componentize as componentize;
pub use dissolve_compose as compose;
pub use dissolve_fuse as fuse;
pub use dissolve_image as image;
pub use dissolve_interface as interface;
pub use dissolve_reach::demangle;
pub use dissolve_run as run;
pub use dissolve_targets as targets;
pub use dissolve_wasm as wasm;

pub mod cache;
pub mod check;
pub mod docs;
pub mod doctor;
mod entries;
mod error;
pub mod imports;
mod input;
pub mod inspect;
pub mod library;
pub mod linker;
mod program;
mod runtime;
mod stacks;

pub use cache::Cache;
pub use check::check;
pub use dissolve_interface::is_defect;
pub use dissolve_reach::Remedy;
pub use entries::Entries;
pub use error::Error;
pub use input::binary;
pub use inspect::inspect;
pub use program::{BuildOptions, Firmware, Program, choose_target};
pub use runtime::{Runtime, RuntimeForm};
