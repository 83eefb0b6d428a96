//! Programs that embedded people know, compiled natively and through WebAssembly in several ways, and measured: bytes of
//! code and RAM, and instructions.
//!
//! Each program has a function `run`, which takes a seed and gives a checksum. All ways must give the same checksum. A
//! program in C is one file in `programs`, in which every function but `run` is static. A program in Rust is a crate in
//! `rust`, with the published crates that it uses; `cargo xtask` compiles these before.
//!
//! | file | subject |
//! | --- | --- |
//! | `way` | the ways of compilation |
//! | `tools` | the C compilers, with their options for a processor |
//! | `native` | a program as a native object |
//! | `module` | a program as a WebAssembly module |
//! | `wasm2c` | such a module as C, and that as a native object |
//! | `cost` | the bytes and instructions of a program in one way |

mod cost;
mod module;
mod native;
mod tools;
mod wasm2c;
mod way;

use std::fmt;
use std::path::{Path, PathBuf};

pub use cost::{Cost, Measured, measure};
use dissolve_pipeline::targets::Target;
pub use tools::versions;
pub use way::{Aim, Way};

use crate::Error;

/// The processors that programs are measured on.
pub const TARGETS: &[Target] =
    &[Target::CortexM0, Target::CortexM3, Target::CortexM4F, Target::CortexM33F, Target::Riscv32imac];

/// The folder of the sources in C.
const C: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/programs");

/// The folder of the crates in Rust.
const RUST: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/rust");

/// The file with the functions of the C library that WebAssembly has no instruction for.
const LIBRARY: &str = "library";

/// A program.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Program {
    /// The language of its source.
    pub language: Language,
    /// Its name: that of the file or crate.
    pub name: String,
}

/// The language of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Language {
    /// C11.
    C,
    /// Rust without its standard library.
    Rust,
}

impl Program {
    /// The program in C with this name.
    pub fn c(name: &str) -> Program {
        Program { language: Language::C, name: name.to_owned() }
    }

    /// All programs: those in C, then those in Rust, each sorted by name.
    ///
    /// # Errors
    ///
    /// When their folders cannot be read.
    pub fn all() -> Result<Vec<Program>, Error> {
        let mut programs = Vec::new();
        for path in entries(C)? {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            if path.extension().is_some_and(|extension| extension == "c") && name != LIBRARY {
                programs.push(Program { language: Language::C, name });
            }
        }
        for path in entries(RUST)? {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            // The crate that all share has no second word in its name.
            if name.contains('-') && path.join("Cargo.toml").is_file() {
                programs.push(Program { language: Language::Rust, name });
            }
        }
        programs.sort();
        Ok(programs)
    }
}

impl fmt::Display for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

/// The paths in a folder.
fn entries(folder: &str) -> Result<Vec<PathBuf>, Error> {
    let folder = Path::new(folder);
    let entries = std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(entries.map(|entry| Ok(entry?.path())).collect::<Result<_, std::io::Error>>()?)
}
