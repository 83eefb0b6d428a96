//! Makes a WebAssembly module of a program, which exports `run`.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::native::archive;
use super::tools::{CLANG, LANGUAGE, WARNINGS, run};
use super::{Aim, C, LIBRARY, Language, Program};
use crate::Error;

/// The target of Rust for WebAssembly.
const TRIPLE: &str = "wasm32-unknown-unknown";

/// Compiles and links a program, with the linker's `options` besides those that every program gets.
///
/// # Errors
///
/// When a compiler or the linker is not installed or refuses it, or a program in Rust was not compiled before.
pub fn module(program: &Program, aim: Aim, options: &[String], folder: &Path) -> Result<Vec<u8>, Error> {
    let mut link = Command::new("wasm-ld-22");
    link.args(["--no-entry", "--gc-sections", "--stack-first", "--export=__heap_base", "--export=__data_end"]);
    link.args(options);
    match program.language {
        Language::C => {
            for name in [&program.name, LIBRARY] {
                link.arg(c(name, aim, folder)?);
            }
        }
        Language::Rust => {
            link.arg("--export=run").arg(archive(program, TRIPLE, aim, true)?);
        }
    }
    let module = folder.join("program.wasm");
    run(link.arg("-o").arg(&module))?;
    Ok(std::fs::read(&module)?)
}

/// Compiles one file in C.
fn c(name: &str, aim: Aim, folder: &Path) -> Result<PathBuf, Error> {
    let object = folder.join(format!("{name}.wasm.o"));
    let level = if aim == Aim::Size { "-Oz" } else { "-O2" };
    let mut compile = Command::new(CLANG);
    compile.args(["--target=wasm32", level, "-fno-ident", "-mbulk-memory", "-mnontrapping-fptoint", "-c"]);
    compile.args(LANGUAGE).args(WARNINGS).arg(Path::new(C).join(format!("{name}.c")));
    run(compile.arg("-o").arg(&object))?;
    Ok(object)
}
