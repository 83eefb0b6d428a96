//! Makes C of a WebAssembly module by wasm2c, and a native object of that by clang.
//!
//! All checks are those of wasm2c for a processor without memory protection: an access is compared with the size of
//! the memory, a call through a table with the type, and the depth of calls with a limit. The functions that wasm2c's
//! code asks for are in `wasm2c/runtime.c`, with the headers of a C library that it includes.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;

use dissolve_pipeline::targets::Target;
use wasmparser::{ConstExpr, ExternalKind, Operator, Parser, Payload};

use super::module::module;
use super::tools::{LANGUAGE, SECTIONS, WARNINGS, clang, run};
use super::{Aim, Program};
use crate::Error;

/// The folder of the runtime.
const RUNTIME: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/wasm2c");

/// The size of the stack in linear memory, in bytes.
pub const STACK: u32 = 2048;

/// The function that makes the instance.
pub const INSTANTIATE: &str = "wasm2c_instantiate";

/// The program that translates.
const WASM2C: &str = "wasm2c";

/// Compiles a program, and returns the objects of the program and of its runtime.
///
/// # Errors
///
/// When a tool is not installed or refuses it.
pub fn objects(program: &Program, target: Target, aim: Aim, folder: &Path) -> Result<[PathBuf; 2], Error> {
    let bytes = module(program, aim, &[format!("-zstack-size={STACK}")], folder)?;
    let room = Room::of(&bytes)?;
    let source = folder.join("module.c");
    run(Command::new(WASM2C).args(["--module-name=program"]).arg(folder.join("program.wasm")).arg("-o").arg(&source))?;
    // Only this header: beside it are those of this machine's C library.
    std::fs::copy(header()?, folder.join("wasm-rt.h"))?;
    let level = if aim == Aim::Size { "-Oz" } else { "-O2" };
    let compile = |source: &Path, object: &str, options: &[String]| {
        let object = folder.join(object);
        let mut command = clang(target);
        command.args([level, "-c"]).args(LANGUAGE).args(SECTIONS).args(options);
        command.args(["-isystem", RUNTIME, "-I"]).arg(folder).arg(source).arg("-o").arg(&object);
        run(&mut command).map(|()| object)
    };
    let mut options = vec![format!("-DMEMORY={}", room.memory), format!("-DTABLE={}", room.table)];
    options.extend(WARNINGS.map(str::to_owned));
    Ok([compile(&source, "program.o", &[])?, compile(&Path::new(RUNTIME).join("runtime.c"), "runtime.o", &options)?])
}

/// The header of wasm2c's runtime, which is installed beside the program.
fn header() -> Result<PathBuf, Error> {
    let folders: Vec<PathBuf> = env::split_paths(&env::var_os("PATH").unwrap_or_default()).collect();
    let program = folders.iter().map(|folder| folder.join(WASM2C)).find(|path| path.is_file());
    let header = program.and_then(|program| Some(program.parent()?.parent()?.join("include/wasm-rt.h")));
    Ok(header.ok_or_else(|| format!("`{WASM2C}` is not installed"))?)
}

/// The room that a module needs.
struct Room {
    /// The bytes of its memory up to the heap, of which the programs have none.
    memory: u32,
    /// The entries of its table.
    table: u64,
}

impl Room {
    fn of(module: &[u8]) -> Result<Room, Error> {
        let (mut globals, mut heap, mut table) = (Vec::new(), None, 0);
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::GlobalSection(section) => {
                    for global in section {
                        globals.push(constant(&global?.init_expr)?);
                    }
                }
                Payload::TableSection(section) => {
                    for entry in section {
                        table = table.max(entry?.ty.initial);
                    }
                }
                Payload::ExportSection(section) => {
                    for export in section {
                        let export = export?;
                        if export.kind == ExternalKind::Global && export.name == "__heap_base" {
                            heap = Some(export.index);
                        }
                    }
                }
                _ => {}
            }
        }
        let memory = heap.and_then(|index| globals.get(index as usize).copied().flatten());
        Ok(Room { memory: memory.ok_or("the module does not say where its heap starts")?, table })
    }
}

/// The value of an initializer that is one number.
fn constant(expression: &ConstExpr<'_>) -> Result<Option<u32>, Error> {
    Ok(match expression.get_operators_reader().read()? {
        Operator::I32Const { value } => Some(value as u32),
        _ => None,
    })
}
