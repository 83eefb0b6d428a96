//! Compiles the programs of worlds, in the folder that has their libraries and bindings.

use std::fs;
use std::path::{Path, PathBuf};

use super::{World, c, rust};
use crate::compile;

/// Compiles the crates that bindings in Rust use into a folder.
///
/// # Errors
///
/// If one does not compile.
pub fn compile_crates(folder: &Path) -> Result<(), String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for (name, source) in [("dissolve_abi", "crates/abi/src/lib.rs"), ("dissolve", "embed/src/lib.rs")] {
        let source = root.join(source).display().to_string();
        let mut arguments = vec!["--edition=2024", "--crate-type=rlib", "-Cdebug-assertions=on", "--crate-name", name];
        if name == "dissolve" {
            arguments.extend(["--extern", "dissolve_abi", "-L."]);
        }
        compile(&rustc(), folder, arguments.into_iter().chain([source.as_str()]))?;
    }
    Ok(())
}

fn rustc() -> String {
    std::env::var("RUSTC").unwrap_or_else(|_| "rustc".into())
}

/// Compiles the program in Rust. Returns its path.
///
/// # Errors
///
/// If it does not compile without a warning.
pub fn compile_rust(worlds: &[World], crates: &Path, folder: &Path) -> Result<PathBuf, String> {
    write(folder, "main.rs", &rust::program(worlds))?;
    let external = format!("dissolve={}", crates.join("libdissolve.rlib").display());
    let mut arguments: Vec<String> = ["--edition=2024", "-Cdebug-assertions=on", "-L."].map(str::to_owned).into();
    arguments.extend(["-L".to_owned(), crates.display().to_string(), "--extern".to_owned(), external]);
    arguments.extend(worlds.iter().flat_map(|World { name, .. }| ["-l".to_owned(), format!("static={name}")]));
    arguments.extend(["-lm", "-o", "program-rust", "main.rs"].map(str::to_owned));
    // Included files are found by the path in a variable.
    let variable = format!("OUT_DIR={}", folder.display());
    compile("env", folder, [vec![variable, rustc()], arguments].concat())?;
    Ok(folder.join("program-rust"))
}

/// Compiles the bindings in C, as C99 (`c`) or C++17 (`c++`), and the program in C++. Returns its path.
///
/// # Errors
///
/// If the bindings do not compile without a warning.
pub fn compile_c(worlds: &[World], language: &str, folder: &Path) -> Result<PathBuf, String> {
    let bindings: String = worlds.iter().map(|World { name, .. }| format!("#include \"{name}.c\"\n")).collect();
    write(folder, "bindings.c", &bindings)?;
    write(folder, "main.cpp", &c::program(worlds))?;
    let sanitizers = ["-g0", "-O0", "-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-I."];
    // The two compilers need not come from one place.
    let (compiler, standard) = if language == "c" { ("gcc", "-std=c99") } else { ("g++", "-std=c++17") };
    let warnings = ["-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Werror"];
    let arguments = ["-x", language, standard, "-c", "bindings.c", "-o", "bindings.o"];
    compile(compiler, folder, arguments.into_iter().chain(warnings).chain(sanitizers))?;
    compile("g++", folder, ["-std=c++17", "-O0", "-I.", "-c", "main.cpp", "-o", "main.o"])?;
    let libraries: Vec<String> = worlds.iter().map(|World { name, .. }| format!("lib{name}.a")).collect();
    let arguments = ["-o", "program-c", "main.o", "bindings.o"].into_iter().chain(libraries.iter().map(String::as_str));
    compile("g++", folder, arguments.chain(["-lm"]).chain(sanitizers))?;
    Ok(folder.join("program-c"))
}

fn write(folder: &Path, name: &str, text: &str) -> Result<(), String> {
    fs::write(folder.join(name), text).map_err(|error| format!("{name}: {error}"))
}
