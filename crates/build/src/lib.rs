//! Compiles a WebAssembly component to a native library in a build script, and writes the bindings for it.
//!
//! ```no_run
//! // build.rs
//! dissolve_build::Component::new("components/sensor.wasm").plug("components/bus.wasm").arena("4KiB").compile();
//! ```
//!
//! ```ignore
//! // src/main.rs
//! dissolve::include_component!("sensor");
//! ```
//!
//! The name is that of the component's world. The processor is that of Cargo's target, unless [`Component::target`] says which one it
//! is exactly. The script runs again when an input changes, and only then.
//!
//! Under Linux on x86-64 or AArch64, where the target of Cargo is the developer's machine, the same script compiles the component for
//! that: so `cargo test` runs its code. What is said about the processor of the chip has no meaning there.
//!
//! A guest ([`Component::guest`]) is compiled in a target directory of its own, below `OUT_DIR`, or in the one that the environment variable
//! `DISSOLVE_GUEST_TARGET` names, which must not be that of the firmware.
//!
//! The command `dissolve` compiles: the one that the environment variable `DISSOLVE` names, or else the one in `PATH`. With the feature
//! `compiler` the compiler is inside the build script, and is used unless the variable names a command. LLVM is then linked into the script,
//! which takes minutes to build.

mod command;
mod error;
mod guest;

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

use command::Compiler;
pub use error::Error;

/// A component that becomes a native library.
#[derive(Clone, Debug)]
#[must_use = "nothing happens before `compile`"]
pub struct Component {
    input: Input,
    plugs: Vec<(Option<String>, PathBuf)>,
    target: Option<String>,
    traps: Traps,
    wit: Option<PathBuf>,
    options: Vec<OsString>,
}

/// The source of a component.
#[derive(Clone, Debug)]
enum Input {
    /// A component, a fused module, or a `.wac` document.
    File(PathBuf),
    /// A Rust crate, which is compiled to WebAssembly.
    Guest(PathBuf),
}

/// A library that was built.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Library {
    /// The name of the world, which is the name of the library and of its files.
    pub name: String,
    /// The folder that has `libNAME.a`, `NAME.h`, `NAME.rs` and `NAME.json`.
    pub folder: PathBuf,
    /// The bindings in `OUT_DIR`, which `dissolve::include_component!` includes.
    pub bindings: PathBuf,
}

/// How the native code traps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Traps {
    /// By a call of a function in the library. Needs nothing of the firmware. The default.
    Call,
    /// By one instruction that faults: smaller. The firmware's handler of the fault passes it on.
    Fault,
}

impl Component {
    /// A component in a file, as a binary or text; or a module that `dissolve fuse` made; or a `.wac` document. A relative path begins
    /// at the folder of the package.
    pub fn new(path: impl Into<PathBuf>) -> Component {
        Component {
            input: Input::File(path.into()),
            plugs: Vec::new(),
            target: None,
            traps: Traps::Call,
            wit: None,
            options: Vec::new(),
        }
    }

    /// A component that is the Rust crate in this folder. Cargo compiles it in release mode, for `wasm32-unknown-unknown`.
    pub fn guest(folder: impl Into<PathBuf>) -> Component {
        Component { input: Input::Guest(folder.into()), ..Component::new("") }
    }

    /// The WIT sources, a file or a folder. Their comments become documentation of the bindings. The default for a guest is its folder `wit`,
    /// if that has WIT files.
    pub fn wit(mut self, path: impl Into<PathBuf>) -> Component {
        self.wit = Some(path.into());
        self
    }

    /// Serves imports with another component.
    pub fn plug(mut self, path: impl Into<PathBuf>) -> Component {
        self.plugs.push((None, path.into()));
        self
    }

    /// Serves the import of this name with another component.
    pub fn plug_as(mut self, import: impl Into<String>, path: impl Into<PathBuf>) -> Component {
        self.plugs.push((Some(import.into()), path.into()));
        self
    }

    /// The processor of the chip, by a name that `dissolve targets` lists, such as `cortex-m7d`. The default is the first one for Cargo's
    /// target.
    pub fn target(mut self, name: impl Into<String>) -> Component {
        self.target = Some(name.into());
        self
    }

    /// The size of each arena, such as `4KiB`; the default is 4 KiB.
    pub fn arena(self, size: impl AsRef<str>) -> Component {
        self.option("--arena", size.as_ref())
    }

    /// The size of the arena of one component, by its name in `dissolve check`.
    pub fn arena_of(self, component: impl AsRef<str>, size: impl AsRef<str>) -> Component {
        let value = format!("{}={}", component.as_ref(), size.as_ref());
        self.option("--arena", value)
    }

    /// The size of each component's own stack. The default is what its calls need, and 2 KiB at least where only a part of that can be seen.
    pub fn stack(self, size: impl AsRef<str>) -> Component {
        self.option("--stack", size.as_ref())
    }

    /// A native stack of the component's own of this size, on which its calls run, and which traps before they go beyond its end. The default is
    /// the stack of their caller.
    pub fn native_stack(self, size: impl AsRef<str>) -> Component {
        self.option("--native-stack", size.as_ref())
    }

    /// Memory above the statics that is there for a component that uses it without asking for its size.
    pub fn heap(self, size: impl AsRef<str>) -> Component {
        self.option("--heap", size.as_ref())
    }

    /// The handles of resources that each component can have at once.
    pub fn handles(self, count: u32) -> Component {
        self.option("--handles", count.to_string())
    }

    /// How native code traps on the chip. On the developer's machine it traps by a call.
    pub fn traps(mut self, traps: Traps) -> Component {
        self.traps = traps;
        self
    }

    /// The optimization level: `s` for size, which is the default, `z` for size above all, `2` and `3` for speed.
    pub fn optimize(self, level: impl AsRef<str>) -> Component {
        self.option("--optimize", level.as_ref())
    }

    /// Any other option of `dissolve compile` with its value, such as `--grow` and `bounded=16KiB`.
    pub fn option(mut self, name: impl Into<OsString>, value: impl Into<OsString>) -> Component {
        self.options.extend([name.into(), value.into()]);
        self
    }

    /// Any other option of `dissolve compile` that has no value, such as `--time`, whose table `cargo build -vv` shows.
    pub fn flag(mut self, name: impl Into<OsString>) -> Component {
        self.options.push(name.into());
        self
    }

    /// Compiles the component, tells Cargo to link it, and writes `OUT_DIR/NAME.rs`.
    ///
    /// On an error it prints the reason and ends the build script.
    pub fn compile(&self) -> Library {
        self.try_compile().unwrap_or_else(|error| {
            eprintln!("error: {error}");
            process::exit(1)
        })
    }

    /// Same as [`Component::compile`], for a script that handles errors itself.
    ///
    /// # Errors
    ///
    /// If this is no build script, an input is missing, the command `dissolve` is missing, or it refuses an input.
    pub fn try_compile(&self) -> Result<Library, Error> {
        let out = PathBuf::from(variable("OUT_DIR")?);
        let triple = variable("TARGET")?.to_string_lossy().into_owned();
        for name in [command::VARIABLE, "DISSOLVE_LIB"] {
            println!("cargo::rerun-if-env-changed={name}");
        }
        let compiler = Compiler::find()?;
        if let Some(path) = compiler.path() {
            println!("cargo::rerun-if-changed={}", path.display());
        }
        let input = match &self.input {
            Input::File(path) => existing(path)?,
            Input::Guest(folder) => guest::component(&compiler, folder, &out)?,
        };
        let folder = out.join("dissolve").join(input.file_stem().unwrap_or_default());
        // Files of an earlier run, of a world that had another name.
        if folder.is_dir() {
            fs::remove_dir_all(&folder).map_err(Error::io("remove", &folder))?;
        }
        let is_chip = variable("CARGO_CFG_TARGET_OS")? == "none";
        let target = self.target.as_deref().filter(|_| is_chip).unwrap_or(&triple);
        let mut arguments: Vec<OsString> = vec!["compile".into(), input.into(), "--target".into(), target.into()];
        if is_chip && self.traps == Traps::Fault {
            arguments.extend(["--traps", "fault"].map(OsString::from));
        }
        for (import, plug) in &self.plugs {
            let path = existing(plug)?.into_os_string();
            let mut value = import.as_ref().map(|import| OsString::from(format!("{import}="))).unwrap_or_default();
            value.push(path);
            arguments.extend(["--plug".into(), value]);
        }
        if let Some(wit) = self.documentation()? {
            arguments.extend(["--wit".into(), wit.into()]);
        }
        // Of several components of a script, those that have not changed are not compiled again.
        arguments.extend(["--cache".into(), out.join("dissolve-cache").into(), "--cache-size".into(), "32MiB".into()]);
        arguments.extend(self.options.iter().cloned());
        arguments.extend(["--emit".into(), "library".into(), "-o".into(), folder.clone().into()]);
        compiler.run(&arguments)?;
        let name = name_of(&folder)?;
        let bindings = out.join(format!("{name}.rs"));
        let written = folder.join(format!("{name}.rs"));
        fs::copy(&written, &bindings).map_err(Error::io("copy", &written))?;
        println!("cargo::rustc-link-search=native={}", folder.display());
        println!("cargo::rustc-link-lib=static={name}");
        Ok(Library { name, folder, bindings })
    }

    /// The WIT sources with the documentation.
    fn documentation(&self) -> Result<Option<PathBuf>, Error> {
        let path = match (&self.wit, &self.input) {
            (Some(path), _) => path.clone(),
            // Cargo looks at a guest's folders already.
            (None, Input::Guest(folder)) => return Ok(Some(folder.join("wit")).filter(|wit| has_package(wit))),
            (None, Input::File(_)) => return Ok(None),
        };
        println!("cargo::rerun-if-changed={}", path.display());
        if path.exists() { Ok(Some(path)) } else { Err(Error::NoInput { path }) }
    }
}

/// Returns true if a folder has WIT files. A guest's `wit` may have only folders, and its world in one of them.
fn has_package(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    entries.flatten().any(|entry| entry.path().extension().is_some_and(|extension| extension == "wit"))
}

/// A variable that Cargo sets for build scripts.
fn variable(name: &'static str) -> Result<OsString, Error> {
    env::var_os(name).ok_or(Error::NoBuildScript { name })
}

/// Checks that an input exists, and tells Cargo to look at it.
fn existing(path: &Path) -> Result<PathBuf, Error> {
    println!("cargo::rerun-if-changed={}", path.display());
    if path.is_file() { Ok(path.to_owned()) } else { Err(Error::NoInput { path: path.to_owned() }) }
}

/// The name of the library in a folder: the name of its manifest.
fn name_of(folder: &Path) -> Result<String, Error> {
    let entries = fs::read_dir(folder).map_err(Error::io("read", folder))?;
    let names = entries.filter_map(|entry| {
        let path = entry.ok()?.path();
        let is_manifest = path.extension().is_some_and(|extension| extension == "json");
        is_manifest.then(|| path.file_stem().unwrap_or_default().to_string_lossy().into_owned())
    });
    names.last().ok_or_else(|| Error::NoManifest { folder: folder.to_owned() })
}
