//! The places of all files. Below the target directory:
//!
//! | path | content |
//! | --- | --- |
//! | `release/dissolve` | the command |
//! | `lib/dissolve/TRIPLE/libdissolve_runtime.a`, `libdissolve_library.a`, `libdissolve_small_memory.rlib`, `dissolve_arena.bc` | the native runtimes, the memory functions for `-O s` and `-O z`, and the bitcode of the allocator, which the command finds as `../lib/dissolve` |
//! | `runtime/` | Cargo's target directory for `runtime/` |
//! | `guest/` | Cargo's target directory for guests |
//! | `programs/` | Cargo's target directory for the benchmark's programs in Rust |
//! | `demo/` | the files that the demo makes |
//! | `packages/` | Debian packages that are not installed on the system |
//! | `cargo-home/` | Cargo's home, if its usual folder cannot be written |

use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::error::Error;
use crate::packages::folder::Folder;
use crate::toolchain::Library;
use crate::triples::GUEST_TRIPLE;

/// The file names of the native runtimes: of images, of libraries, and the memory functions of images that are optimized for size.
pub const RUNTIME_FILES: [&str; 3] = ["libdissolve_runtime.a", LIBRARY_FILE, "libdissolve_small_memory.rlib"];

/// The archive for libraries, the only one for hosts.
pub const LIBRARY_FILE: &str = "libdissolve_library.a";

/// The allocator of images as LLVM bitcode.
pub const BITCODE_FILE: &str = "dissolve_arena.bc";

/// The checkout and its target directory, both absolute.
pub struct Layout {
    root: PathBuf,
    target: PathBuf,
}

impl Layout {
    /// The layout of the checkout that Cargo runs xtask in, with the target directory in Cargo's environment variables.
    ///
    /// # Errors
    ///
    /// If the working directory no longer exists, so that a relative target directory cannot be resolved.
    pub fn from_environment() -> Result<Layout, Error> {
        // Cargo's variable names the checkout that runs xtask. The path in the binary may be that of another checkout, if the two share a
        // target directory.
        let manifest =
            env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
        let root = manifest.parent().unwrap_or(&manifest).to_owned();
        let target = ["CARGO_TARGET_DIR", "CARGO_BUILD_TARGET_DIR"]
            .into_iter()
            .find_map(env::var_os)
            .map_or_else(|| root.join("target"), PathBuf::from);
        let target = std::path::absolute(&target).map_err(Error::io("find", &target))?;
        Ok(Layout { root, target })
    }

    /// The checkout.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The target directory.
    pub fn target(&self) -> &Path {
        &self.target
    }

    /// The command `dissolve`.
    pub fn dissolve(&self) -> PathBuf {
        self.target.join("release/dissolve")
    }

    /// The program `name` of the tests, such as `fuzz`.
    pub fn program_of_tests(&self, name: &str) -> PathBuf {
        self.target.join("debug").join(name)
    }

    /// The folder for caches, in place of the user's.
    pub fn caches(&self) -> PathBuf {
        self.target.join("caches")
    }

    /// The folder in which the command `dissolve` finds its library.
    pub fn library(&self) -> PathBuf {
        self.target.join("lib/dissolve")
    }

    /// The native runtime `file` for `triple`, at the path where `dissolve` looks for it.
    pub fn runtime(&self, triple: &str, file: &str) -> PathBuf {
        self.library().join(triple).join(file)
    }

    /// Cargo's target directory for the native runtime.
    pub fn runtime_target(&self) -> PathBuf {
        self.target.join("runtime")
    }

    /// The native runtime `file` for `triple`, at the path where Cargo leaves it.
    pub fn built_runtime(&self, triple: &str, file: &str) -> PathBuf {
        self.runtime_target().join(triple).join("release").join(file)
    }

    /// Cargo's target directory for guests.
    pub fn guest_target(&self) -> PathBuf {
        self.target.join("guest")
    }

    /// The workspace of the benchmark's programs in Rust.
    pub fn programs(&self) -> PathBuf {
        self.root.join("benches/rust")
    }

    /// Cargo's target directory for these programs.
    pub fn programs_target(&self) -> PathBuf {
        self.target.join("programs")
    }

    /// The core module of the example `name`, at the path where Cargo leaves it.
    pub fn built_guest(&self, name: &str) -> PathBuf {
        self.built_guests().join(format!("{name}.wasm"))
    }

    /// All workspaces of guests, each with the part of Rust's library that it uses.
    ///
    /// # Errors
    ///
    /// If `examples/` cannot be read.
    pub fn guests(&self) -> Result<Vec<(PathBuf, Library)>, Error> {
        let mut guests = self.examples()?.into_iter().map(|folder| (folder, Library::Alloc)).collect::<Vec<_>>();
        guests.push((self.root.join("kernel/components"), Library::Alloc));
        guests.push((self.root.join("tests/guests"), Library::Alloc));
        guests.push((self.root.join("tests/guests-async"), Library::Alloc));
        guests.push((self.root.join("tests/guests-std"), Library::Std));
        Ok(guests)
    }

    /// The folder of the guests' core modules, as Cargo builds them.
    pub fn built_guests(&self) -> PathBuf {
        self.built_guests_for(GUEST_TRIPLE)
    }

    /// The same folder for another target.
    pub fn built_guests_for(&self, triple: &str) -> PathBuf {
        self.guest_target().join(triple).join("release")
    }

    /// The package whose expanded source a test compares.
    pub fn expansion(&self) -> PathBuf {
        self.root.join("tests/expansion")
    }

    /// The name of a folder of the checkout, for messages.
    pub fn name(&self, folder: &Path) -> String {
        match folder.strip_prefix(&self.root) {
            Ok(path) if path != Path::new("") => path.display().to_string(),
            _ => "the workspace".to_owned(),
        }
    }

    /// The folder of Debian packages that are not installed on the system.
    pub fn packages(&self) -> Folder {
        Folder::new(self.target.join("packages"))
    }

    /// The folder that replaces Cargo's home if that cannot be written.
    pub fn cargo_home(&self) -> PathBuf {
        self.target.join("cargo-home")
    }

    /// The folder of the demo's files.
    pub fn demo(&self) -> PathBuf {
        self.target.join("demo")
    }

    /// The directories of the example guests, in the order of their names.
    ///
    /// # Errors
    ///
    /// If `examples/` cannot be read.
    pub fn examples(&self) -> Result<Vec<PathBuf>, Error> {
        let folder = self.root.join("examples");
        let entries = fs::read_dir(&folder).map_err(Error::io("read", &folder))?;
        let mut examples = Vec::new();
        for entry in entries {
            let path = entry.map_err(Error::io("read", &folder))?.path();
            if path.join("Cargo.toml").is_file() {
                examples.push(path);
            }
        }
        examples.sort();
        Ok(examples)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::triples::CHIP_TRIPLES;

    fn sample() -> Layout {
        Layout { root: "/src/dissolve".into(), target: "/build".into() }
    }

    /// `dissolve` looks in `../lib/dissolve`, relative to the folder of its program.
    #[test]
    fn the_command_finds_the_runtime_beside_itself() {
        let layout = sample();
        for &triple in CHIP_TRIPLES {
            let prefix = layout.dissolve().parent().and_then(Path::parent).map(PathBuf::from).unwrap();
            for file in RUNTIME_FILES.into_iter().chain([BITCODE_FILE]) {
                assert_eq!(layout.runtime(triple, file), prefix.join("lib/dissolve").join(triple).join(file));
            }
        }
    }

    #[test]
    fn cargo_output_is_found_by_triple_and_name() {
        let layout = sample();
        assert_eq!(layout.built_guest("greet"), Path::new("/build/guest/wasm32-unknown-unknown/release/greet.wasm"));
        assert_eq!(
            layout.built_runtime("thumbv7m-none-eabi", RUNTIME_FILES[1]),
            Path::new("/build/runtime/thumbv7m-none-eabi/release/libdissolve_library.a")
        );
    }

    #[test]
    fn the_examples_of_the_checkout_are_found() {
        let layout = Layout::from_environment().unwrap();
        assert!(layout.root().is_absolute() && layout.target().is_absolute());
        let examples = layout.examples().unwrap();
        assert!(examples.contains(&layout.root().join("examples/greet")), "{examples:?}");
    }
}
