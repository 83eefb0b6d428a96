//! Builds the parts of the demo and the tests from their sources: the host tools, the native runtime and the guests, in
//! the places that [`Layout`] defines.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::error::Error;
use crate::layout::{BITCODE_FILE, LIBRARY_FILE, Layout, RUNTIME_FILES};
use crate::shell;
use crate::toolchain::{Library, Tool, Toolchain, host_cargo};
use crate::triples::{BENCHMARK_CHIPS, CHIP_TRIPLES, GUEST_TRIPLE, HOST_TRIPLES, WASI_TRIPLES};

/// The profiles of the benchmark's programs in Rust, each with true if they are also compiled for WebAssembly in it.
const PROGRAM_PROFILES: [(&str, bool); 4] =
    [("size", false), ("size-lto", true), ("speed", false), ("speed-lto", true)];

/// The guests that are also built for WASI: one for each mode.
const WASI_GUESTS: &[&str] = &["flat-omit", "modes-extern", "modes-static"];

/// The guests that are also built for WASI with the standard library.
const WASI_STD_GUESTS: &[&str] = &["modes-std"];

/// Builds the command `dissolve`.
///
/// # Errors
///
/// If it does not build.
pub fn dissolve(layout: &Layout) -> Result<(), Error> {
    let mut command = host_cargo();
    command.args(["build", "--release", "--package", "dissolve-cli", "--target-dir"]).arg(layout.target());
    shell::step("building dissolve", command.current_dir(layout.root()))
}

/// Builds the runtimes for all targets, and copies them to where `dissolve` finds them.
///
/// # Errors
///
/// If one of them does not build, or cannot be copied.
pub fn runtimes(layout: &Layout, toolchain: Toolchain) -> Result<(), Error> {
    runtime(layout, toolchain, CHIP_TRIPLES)?;
    let mut command = runtime_command(layout, toolchain, Tool::Build, HOST_TRIPLES);
    shell::step("building the runtime for hosts", command.args(["--package", "dissolve-library"]))?;
    place(layout, HOST_TRIPLES, &[LIBRARY_FILE])
}

/// Builds the runtimes for chips of these targets, and copies them to where `dissolve` finds them.
///
/// # Errors
///
/// If one of them does not build, or cannot be copied.
pub fn runtime(layout: &Layout, toolchain: Toolchain, triples: &[&str]) -> Result<(), Error> {
    let mut command = runtime_command(layout, toolchain, Tool::Build, triples);
    shell::step("building the native runtimes", command.arg("--workspace"))?;
    place(layout, triples, &RUNTIME_FILES)?;
    for triple in triples {
        let mut emit = OsString::from("--emit=llvm-bc=");
        emit.push(layout.built_runtime(triple, BITCODE_FILE));
        let mut command = runtime_command(layout, toolchain, Tool::BuildOne, &[triple]);
        let command = command.args(["--package", "dissolve-arena-bitcode", "--"]).arg(emit);
        shell::step(&format!("compiling the allocator for {triple} to bitcode"), command)?;
    }
    place(layout, triples, &[BITCODE_FILE])
}

/// The command that compiles or checks packages of `runtime` for these targets.
pub fn runtime_command(layout: &Layout, toolchain: Toolchain, tool: Tool, triples: &[&str]) -> Command {
    toolchain.command(tool, &layout.root().join("runtime"), Library::Alloc, triples, &layout.runtime_target())
}

/// Copies runtimes that were built to where `dissolve` finds them.
fn place(layout: &Layout, triples: &[&str], files: &[&str]) -> Result<(), Error> {
    for triple in triples {
        let folder = layout.library().join(triple);
        fs::create_dir_all(&folder).map_err(Error::io("create", &folder))?;
        for file in files {
            let (built, place) = (layout.built_runtime(triple, file), layout.runtime(triple, file));
            let bytes = fs::read(&built).map_err(Error::io("read", &built))?;
            // The command has the runtimes inside, so a new file makes Cargo build it again.
            if fs::read(&place).is_ok_and(|known| known == bytes) {
                continue;
            }
            // The rename is a single step, so that nobody links an incomplete library.
            let part = folder.join("part");
            fs::write(&part, bytes).map_err(Error::io("write", &part))?;
            fs::rename(&part, &place).map_err(Error::io("write", &place))?;
        }
    }
    Ok(())
}

/// Builds the example `name`; returns the path of its core module.
///
/// # Errors
///
/// If it does not build.
pub fn example(layout: &Layout, toolchain: Toolchain, name: &str) -> Result<PathBuf, Error> {
    let folder = layout.root().join("examples").join(name);
    guests(layout, toolchain, &folder, Library::Alloc)?;
    Ok(layout.built_guest(name))
}

/// Builds the guests in `folder`, a package or a workspace that uses `library`.
///
/// # Errors
///
/// If one of them does not build.
pub fn guests(layout: &Layout, toolchain: Toolchain, folder: &Path, library: Library) -> Result<(), Error> {
    let mut command = toolchain.command(Tool::Build, folder, library, &[GUEST_TRIPLE], &layout.guest_target());
    shell::step(&format!("building {}", layout.name(folder)), &mut command)
}

/// Builds the benchmark's programs in Rust, for chips and for WebAssembly.
///
/// # Errors
///
/// If one of them does not build.
pub fn programs(layout: &Layout, toolchain: Toolchain) -> Result<(), Error> {
    let (folder, target) = (layout.programs(), layout.programs_target());
    for (profile, for_guests) in PROGRAM_PROFILES {
        let chips = BENCHMARK_CHIPS.iter().map(|(triple, _)| *triple);
        let triples: Vec<_> = chips.chain(for_guests.then_some(GUEST_TRIPLE)).collect();
        let mut command = toolchain.command(Tool::BuildAs(profile), &folder, Library::Alloc, &triples, &target);
        for (triple, processor) in BENCHMARK_CHIPS {
            let name = triple.to_uppercase().replace(['-', '.'], "_");
            command.env(format!("CARGO_TARGET_{name}_RUSTFLAGS"), format!("-Ctarget-cpu={processor}"));
        }
        shell::step(&format!("building {} for {profile}", layout.name(&folder)), &mut command)?;
    }
    Ok(())
}

/// The WASI targets for which `toolchain` builds guests that use `library`.
pub fn wasi_triples(toolchain: Toolchain, library: Library) -> Vec<&'static str> {
    WASI_TRIPLES.iter().copied().filter(|triple| toolchain.offers(triple, library)).collect()
}

/// Builds the guests in each mode for the WASI targets that `toolchain` offers, with and without the standard library.
///
/// # Errors
///
/// If one of them does not build.
pub fn wasi_guests(layout: &Layout, toolchain: Toolchain) -> Result<(), Error> {
    toolchain.add_wasi();
    for (folder, library, guests) in
        [("tests/guests", Library::Alloc, WASI_GUESTS), ("tests/guests-std", Library::Std, WASI_STD_GUESTS)]
    {
        let folder = layout.root().join(folder);
        for triple in wasi_triples(toolchain, library) {
            let mut command = toolchain.command(Tool::Build, &folder, library, &[triple], &layout.guest_target());
            command.args(guests.iter().flat_map(|guest| ["--package", guest]));
            shell::step(&format!("building guests for {triple}"), &mut command)?;
        }
    }
    Ok(())
}
