//! The native runtimes, compiled: `libdissolve_runtime.a` for images, `libdissolve_library.a` for libraries.
//!
//! They are compiled before this crate, by `cargo xtask setup`. A build of it without them has none.

/// Rust target triple, file name, contents.
type Archive = (&'static str, &'static str, &'static [u8]);

const ARCHIVES: &[Archive] = include!(concat!(env!("OUT_DIR"), "/archives.rs"));

/// The archive `file` for a Rust target triple, if this build has it.
pub fn archive(triple: &str, file: &str) -> Option<&'static [u8]> {
    ARCHIVES.iter().find(|(known, name, _)| *known == triple && *name == file).map(|(_, _, bytes)| *bytes)
}
