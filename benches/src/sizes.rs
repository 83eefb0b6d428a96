//! Sizes of small programs: compiled natively, and through WebAssembly with and without bounds checks.
//!
//! The sources (`kernels`) are C, and the same compiler compiles all of them for size above all. The size is that of
//! code and constants in flash; for a module, it includes the code and data that initialize it.

use std::path::{Path, PathBuf};
use std::process::Command;

use dissolve_pipeline::codegen::{Bounds, OptLevel};
use dissolve_pipeline::targets::Target;
use dissolve_pipeline::{BuildOptions, Program};
use object::{Object as _, ObjectSection as _, SectionFlags, SectionKind, elf};

use crate::Error;
use crate::table::Table;

/// The folder of the sources.
const KERNELS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/kernels");

/// The programs, each with its exports.
pub const PROGRAMS: [(&str, &[&str]); 4] =
    [("greeting", &["greet"]), ("aes", &["encrypt"]), ("machine", &["take", "payload", "counts"]), ("sort", &["sort"])];

/// The sizes of a program, in bytes.
#[derive(Clone, Copy, Debug)]
pub struct Sizes {
    /// Compiled natively.
    pub native: u64,
    /// Through WebAssembly, with every access checked.
    pub check: u64,
    /// Through WebAssembly, with no access checked.
    pub none: u64,
}

/// The sizes of a program on a target. `cpu` is the C compiler's name of the processor.
///
/// # Errors
///
/// When the C compiler or the linker is not installed, or a stage refuses the program.
pub fn measure(name: &str, exports: &[&str], target: Target, cpu: &str) -> Result<Sizes, Error> {
    let folder = Scratch::new(name)?;
    let (native, guest, module) = (folder.path("native.o"), folder.path("guest.o"), folder.path("guest.wasm"));
    let source = Path::new(KERNELS).join(format!("{name}.c"));
    let compile = |to: &Path, arguments: &[&str]| {
        let mut command = Command::new("clang-22");
        command.args(["-Oz", "-ffreestanding", "-fno-ident", "-Wall", "-Wextra", "-Werror", "-c"]).args(arguments);
        run(command.arg(&source).arg("-o").arg(to))
    };
    compile(&native, &[&format!("--target={}", target.triple()), &format!("-mcpu={cpu}"), "-mthumb"])?;
    compile(&guest, &["--target=wasm32"])?;
    let mut link = Command::new("wasm-ld-22");
    link.args(["--no-entry", "--gc-sections", "--stack-first", "-z", "stack-size=1024"]);
    link.args(exports.iter().map(|export| format!("--export={export}")));
    run(link.arg(&guest).arg("-o").arg(&module))?;
    let module = std::fs::read(&module)?;
    let dissolved = |bounds| -> Result<u64, Error> {
        let opt = OptLevel::SizeAboveAll;
        let options = BuildOptions { target: Some(target), opt, bounds, ..BuildOptions::default() };
        let program = Program::load(&module, name, options.grow)?;
        taken(&program.compile(target, &options)?.bytes)
    };
    Ok(Sizes {
        native: taken(&std::fs::read(&native)?)?,
        check: dissolved(Bounds::Check)?,
        none: dissolved(Bounds::None)?,
    })
}

/// The sizes of all programs on a target, as a table.
///
/// # Errors
///
/// The errors of [`measure`].
pub fn table(target: Target, cpu: &str) -> Result<String, Error> {
    let mut table =
        Table::new(&["program", "native `-Oz`", "`check`", "`none`", "`check` / native", "`none` / native"]);
    for (name, exports) in PROGRAMS {
        let Sizes { native, check, none } = measure(name, exports, target, cpu)?;
        let ratio = |size: u64| format!("{:.2}", size as f64 / native as f64);
        table.row([
            name.to_owned(),
            native.to_string(),
            check.to_string(),
            none.to_string(),
            ratio(check),
            ratio(none),
        ]);
    }
    Ok(table.to_string())
}

/// The bytes of an object that go into flash: allocated sections with contents, except for unwind tables, which no
/// image keeps.
fn taken(object: &[u8]) -> Result<u64, Error> {
    let object = object::File::parse(object)?;
    let counts = |section: &object::Section<'_, '_>| {
        let SectionFlags::Elf { sh_flags } = section.flags() else { return false };
        let unwinding = section.name().is_ok_and(|name| name.starts_with(".ARM.ex"));
        sh_flags & u64::from(elf::SHF_ALLOC) != 0 && section.kind() != SectionKind::UninitializedData && !unwinding
    };
    Ok(object.sections().filter(counts).map(|section| section.size()).sum())
}

/// Runs a command that is expected to succeed.
pub fn run(command: &mut Command) -> Result<(), Error> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    match output.status.success() {
        true => Ok(()),
        false => Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr)).into()),
    }
}

/// A temporary folder, which is deleted on drop.
pub struct Scratch(PathBuf);

impl Scratch {
    /// Makes it.
    ///
    /// # Errors
    ///
    /// When it cannot be made.
    pub fn new(name: &str) -> Result<Scratch, Error> {
        let folder = std::env::temp_dir().join(format!("dissolve-sizes-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        Ok(Scratch(folder))
    }

    /// The path of a file in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // A folder that cannot be deleted does no harm among the temporary files.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
