//! Makes a native object of a program, with one function for others: `run`.

use std::path::{Path, PathBuf};
use std::process::Command;

use dissolve_pipeline::Runtime;
use dissolve_pipeline::targets::Target;
use object::read::archive::ArchiveFile;

use super::tools::{LANGUAGE, SECTIONS, WARNINGS, clang, gcc, run};
use super::{Aim, C, Language, Program};
use crate::Error;

/// The linker for chips.
pub const LINKER: &str = "ld.lld-22";

/// The environment variable with the folder of the compiled programs in Rust.
const PROGRAMS_VARIABLE: &str = "DISSOLVE_PROGRAMS";

/// Compiles a program by clang or rustc; all of it at once if `lto`.
///
/// # Errors
///
/// When a compiler or the linker is not installed or refuses it, or a program in Rust was not compiled before.
pub fn object(program: &Program, target: Target, aim: Aim, lto: bool, folder: &Path) -> Result<PathBuf, Error> {
    let object = folder.join("program.o");
    match program.language {
        Language::C if lto => {
            let bitcode = folder.join("program.bc");
            let mut compile = clang(target);
            run(c(&mut compile, program, level(aim, "-Oz")).arg("-flto").arg("-o").arg(&bitcode))?;
            // Optimization at link time sees what the link keeps. Its result is the object that is measured.
            let mut link = Command::new(LINKER);
            link.args(["--gc-sections", "--image-base=0x10000", "--entry=run"]).arg(&bitcode);
            link.arg(Runtime::Library.archive(target.triple())?.path);
            let mut path = std::ffi::OsString::from("--lto-obj-path=");
            path.push(&object);
            run(link.arg(path).arg("-o").arg(folder.join("lto.elf")))?;
        }
        Language::C => {
            let mut compile = clang(target);
            run(c(&mut compile, program, level(aim, "-Oz")).arg("-o").arg(&object))?;
        }
        Language::Rust => {
            let mut link = Command::new(LINKER);
            link.args(["--relocatable", "--gc-sections", "--entry=run"]);
            link.args(crates(&archive(program, target.triple(), aim, lto)?, folder)?);
            run(link.arg("-o").arg(&object))?;
        }
    }
    Ok(object)
}

/// Compiles a program in C by GCC.
///
/// # Errors
///
/// When the compiler is not installed or refuses it.
pub fn object_by_gcc(program: &Program, target: Target, aim: Aim, folder: &Path) -> Result<PathBuf, Error> {
    let object = folder.join("program.o");
    let mut compile = gcc(target);
    run(c(&mut compile, program, level(aim, "-Os")).arg("-o").arg(&object))?;
    Ok(object)
}

/// The archive of a program in Rust and its crates, as `cargo xtask` compiles it for a target of Rust.
///
/// # Errors
///
/// When the variable is not set that says where it is.
pub fn archive(program: &Program, triple: &str, aim: Aim, lto: bool) -> Result<PathBuf, Error> {
    let folder = std::env::var_os(PROGRAMS_VARIABLE)
        .ok_or_else(|| format!("{PROGRAMS_VARIABLE} is not set: `cargo xtask bench programs` sets it"))?;
    let profile = match (aim, lto) {
        (Aim::Size, false) => "size",
        (Aim::Size, true) => "size-lto",
        (Aim::Speed, false) => "speed",
        (Aim::Speed, true) => "speed-lto",
    };
    let file = format!("lib{}.a", program.name.replace('-', "_"));
    Ok(Path::new(&folder).join(triple).join(profile).join(file))
}

/// Unpacks the objects of an archive's crates, and returns their paths. The functions that every program gets
/// (`compiler_builtins`) are not among them: those of dissolve's runtime take their place, as in all other ways.
fn crates(archive: &Path, folder: &Path) -> Result<Vec<PathBuf>, Error> {
    let bytes = std::fs::read(archive).map_err(|error| format!("{}: {error}", archive.display()))?;
    let mut paths = Vec::new();
    for member in ArchiveFile::parse(&*bytes)?.members() {
        let member = member?;
        let name = String::from_utf8_lossy(member.name()).into_owned();
        if name.ends_with(".rcgu.o") && !name.starts_with("compiler_builtins") {
            let path = folder.join(&name);
            std::fs::write(&path, member.data(&*bytes)?)?;
            paths.push(path);
        }
    }
    Ok(paths)
}

/// The option for an aim: `smallest` for size.
fn level(aim: Aim, smallest: &'static str) -> &'static str {
    if aim == Aim::Size { smallest } else { "-O2" }
}

/// Adds the options for a program in C.
fn c<'a>(command: &'a mut Command, program: &Program, level: &str) -> &'a mut Command {
    let source = Path::new(C).join(format!("{program}.c"));
    command.arg(level).args(LANGUAGE).args(SECTIONS).args(WARNINGS).arg("-c").arg(source)
}
