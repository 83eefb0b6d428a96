//! Code that tests share: the example guest, and a stock engine as a place where a fused module runs.

mod arena;
mod chip;
mod clang;
pub mod conformance;
mod device_asm;
mod engine;
pub mod fuzz;
pub mod precompiled;
pub mod spec;
mod stock;
mod wast_file;

use std::io::{Write as _, stdout};
use std::path::{Path, PathBuf};
use std::{env, fs};

use dissolve_pipeline::componentize::{Component, Options, componentize};

use dissolve_interface::Interface;
use dissolve_pipeline::run::{Instance, InvokeError, canonical, wave};
use wasmparser::{Parser, Payload};

pub use chip::{OnChip, board_of};
pub use clang::{Clang, clang, compile};
pub use device_asm::Assembled;
pub use engine::OnEngine;
pub use stock::OnStock;

/// The core module of a guest, from `examples/` or from this folder. `cargo xtask test` builds them.
///
/// # Panics
///
/// When it has not been built.
pub fn guest(name: &str) -> Vec<u8> {
    let folder = env::var("DISSOLVE_GUESTS").expect("`cargo xtask test` sets DISSOLVE_GUESTS");
    read_guest(Path::new(&folder), name)
}

/// The core modules of a guest for each WASI target that the toolchain offers, with the folder of each. If there is no
/// such target, it prints that the test is skipped, and returns nothing.
///
/// # Panics
///
/// When one has not been built.
pub fn wasi_guests(name: &str) -> Vec<(PathBuf, Vec<u8>)> {
    wasi_guests_in("DISSOLVE_WASI_GUESTS", name, "no target of WASI")
}

/// Same as [`wasi_guests`], for a guest that uses the standard library.
///
/// # Panics
///
/// When one has not been built.
pub fn wasi_std_guests(name: &str) -> Vec<(PathBuf, Vec<u8>)> {
    wasi_guests_in("DISSOLVE_WASI_STD_GUESTS", name, "no target of WASI with a standard library")
}

fn wasi_guests_in(variable: &str, name: &str, missing: &str) -> Vec<(PathBuf, Vec<u8>)> {
    let folders = env::var_os(variable).unwrap_or_else(|| panic!("`cargo xtask test` sets {variable}"));
    if folders.is_empty() {
        // Bypasses the capture of standard output by the test harness, so that the line can be counted.
        writeln!(stdout(), "skipped: {name}: the Rust that compiles guests has {missing}")
            .expect("standard output can be written");
    }
    let folders = env::split_paths(&folders).filter(|folder| !folder.as_os_str().is_empty());
    folders.map(|folder| (folder.clone(), read_guest(&folder, name))).collect()
}

fn read_guest(folder: &Path, name: &str) -> Vec<u8> {
    let path = folder.join(format!("{name}.wasm"));
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The name of the arena import.
pub const ARENA: &str = "env::__cabi_arena_realloc";

/// The prefix of the imports from WASI 0.1.
const WASI: &str = "wasi_snapshot_preview1::";

/// A guest as a component. Its arena, and the functions of WASI 0.1 that it imports, are passed through.
///
/// # Panics
///
/// When it has not been built, or does not become a component.
pub fn component(name: &str) -> Component {
    component_of(&guest(name), name)
}

/// Same as [`component`], for a core module.
///
/// # Panics
///
/// When it does not become a component.
pub fn component_of(module: &[u8], name: &str) -> Component {
    let symbols = core_imports(module).into_iter().filter(|import| import == ARENA || import.starts_with(WASI));
    let passthrough = symbols.map(|symbol| symbol.parse().expect("it is of the form MODULE::NAME")).collect();
    componentize(module, &Options { passthrough, ..Options::default() })
        .unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A guest as a component with an arena of `arena` bytes in it.
///
/// # Panics
///
/// When it has not been built, or does not become a component.
pub fn component_with_arena(name: &str, arena: u32) -> Component {
    let options = Options { bind_arena: Some(arena), ..Options::default() };
    componentize(&guest(name), &options).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The imports of a core module, each as `MODULE::NAME`.
fn core_imports(module: &[u8]) -> Vec<String> {
    let payloads = Parser::new(0).parse_all(module).map(|payload| payload.expect("the guest is a module"));
    let imports = payloads.filter_map(|payload| match payload {
        Payload::ImportSection(imports) => Some(imports),
        _ => None,
    });
    let imports = imports.flat_map(|section| section.into_imports()).map(|import| import.expect("it is a module"));
    imports.map(|import| format!("{}::{}", import.module, import.name)).collect()
}

/// Makes a call. The call and its result are in WAVE (WebAssembly Value Encoding).
///
/// # Errors
///
/// When the function traps.
///
/// # Panics
///
/// When there is no such function, or the arguments do not have its parameter types.
pub fn invoke(instance: &mut dyn Instance, interface: &Interface, call: &str) -> Result<String, InvokeError> {
    let (name, arguments) = wave::split_call(call).unwrap_or_else(|error| panic!("{call}: {error}"));
    let export = interface.export(name).unwrap_or_else(|| panic!("no function `{name}`"));
    let arguments = wave::arguments(arguments, &export.ty.params).unwrap_or_else(|error| panic!("{call}: {error}"));
    let result = canonical::invoke(instance, export, &arguments)?;
    Ok(match (result, &export.ty.result) {
        (Some(result), Some(ty)) => wave::text(&result, ty),
        _ => String::new(),
    })
}
