//! The native runtimes, compiled: `libdissolve_runtime.a` for images, `libdissolve_library.a` for libraries; the memory functions of images
//! that are optimized for size, `libdissolve_small_memory.rlib`; and the allocator of images as LLVM bitcode, `dissolve_arena.bc`.
//!
//! They are compiled before this crate, by `cargo xtask setup`. A build of it without them has none.

/// Rust target triple, file name, contents.
type File = (&'static str, &'static str, &'static [u8]);

const FILES: &[File] = include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// The file `file` for a Rust target triple, if this build has it.
pub fn file(triple: &str, file: &str) -> Option<&'static [u8]> {
    FILES.iter().find(|(known, name, _)| *known == triple && *name == file).map(|(_, _, bytes)| *bytes)
}
