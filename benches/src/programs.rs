//! Compiles programs natively and through WebAssembly, and measures each: bytes of code and RAM, and instructions.
//!
//! Each program (`programs`) is one file in C, whose function `run` takes a seed and gives a checksum. All ways must
//! give the same checksum. Sizes are those of a link with the functions that the program calls and nothing else, so
//! they include what puts a module in its initial state. Every function of a program but `run` is static, so
//! optimization at link time finds nothing more.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use dissolve_pipeline::codegen::{Accesses, Bounds, OptLevel, TrapOrder};
use dissolve_pipeline::run::{CoreValue, Instance as _};
use dissolve_pipeline::targets::{Abi, Architecture, Target};
use dissolve_pipeline::{BuildOptions, Program, Runtime, boards};
use object::{Object as _, ObjectSection as _, SectionFlags, SectionKind, elf};

use crate::Error;

/// The folder of the sources.
const PROGRAMS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/programs");

/// The processors that programs are measured on.
pub const TARGETS: &[Target] =
    &[Target::CortexM0, Target::CortexM3, Target::CortexM4F, Target::CortexM33F, Target::Riscv32imac];

/// The seed that `run` gets.
const SEED: u32 = 1;

/// A module that calls a native program, so that a host can.
const CALLER: &str = r#"(module (import "env" "run" (func $run (param i32) (result i32)))
    (memory 0)
    (func (export "run") (param i32) (result i32) (call $run (local.get 0))))"#;

/// Options for all C compilers: floats are computed as WebAssembly does, a square root has no error to report, and no loop
/// becomes a call of a function that the programs do not have.
const LANGUAGE: [&str; 4] = ["-std=c11", "-ffp-contract=off", "-fno-math-errno", "-fno-builtin-strlen"];

/// A way to compile a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// By clang.
    Clang(Aim),
    /// By GCC.
    Gcc(Aim),
    /// Through WebAssembly, with no access checked.
    Unchecked(Aim),
    /// Through WebAssembly, with every access checked.
    Checked(Aim),
}

/// The aim of optimization.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Aim {
    /// Size above all.
    Size,
    /// Speed.
    Speed,
}

impl Way {
    /// All ways, in the order of the tables.
    pub const ALL: [Way; 8] = [
        Way::Clang(Aim::Size),
        Way::Gcc(Aim::Size),
        Way::Unchecked(Aim::Size),
        Way::Checked(Aim::Size),
        Way::Clang(Aim::Speed),
        Way::Gcc(Aim::Speed),
        Way::Unchecked(Aim::Speed),
        Way::Checked(Aim::Speed),
    ];

    /// The native way that the way is compared with.
    pub fn native(self) -> Way {
        Way::Clang(self.aim())
    }

    fn aim(self) -> Aim {
        match self {
            Way::Clang(aim) | Way::Gcc(aim) | Way::Unchecked(aim) | Way::Checked(aim) => aim,
        }
    }
}

impl fmt::Display for Way {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Way::Clang(Aim::Size) => "clang -Oz",
            Way::Clang(Aim::Speed) => "clang -O2",
            Way::Gcc(Aim::Size) => "gcc -Os",
            Way::Gcc(Aim::Speed) => "gcc -O2",
            Way::Unchecked(Aim::Size) => "none -Oz",
            Way::Unchecked(Aim::Speed) => "none -O3",
            Way::Checked(Aim::Size) => "check -Oz",
            Way::Checked(Aim::Speed) => "check -O3",
        })
    }
}

/// The bytes and the instructions of a program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Bytes of code.
    pub text: u64,
    /// Bytes of constants.
    pub rodata: u64,
    /// Bytes of initialized data in RAM.
    pub data: u64,
    /// Bytes of other data in RAM, without the stack.
    pub bss: u64,
    /// Instructions of one call.
    pub instructions: u64,
    /// The loads and stores of the WebAssembly, and the checks that the compiler makes for them, before LLVM removes some; zero natively.
    pub accesses: Accesses,
    /// The checksum.
    pub sum: u32,
}

impl Cost {
    /// Bytes of RAM, without the stack.
    pub fn ram(&self) -> u64 {
        self.data + self.bss
    }

    /// The bytes of an ELF file by kind, without unwind tables.
    fn of_sections(elf: &[u8]) -> Result<Cost, Error> {
        let file = object::File::parse(elf)?;
        let mut cost =
            Cost { text: 0, rodata: 0, data: 0, bss: 0, instructions: 0, accesses: Accesses::default(), sum: 0 };
        for section in file.sections() {
            let SectionFlags::Elf { sh_flags } = section.flags() else { continue };
            let has = |flag: u32| sh_flags & u64::from(flag) != 0;
            if !has(elf::SHF_ALLOC)
                || section.name().is_ok_and(|name| name.starts_with(".ARM.ex") || name == ".eh_frame")
            {
                continue;
            }
            let kind = match section.kind() {
                _ if has(elf::SHF_EXECINSTR) => &mut cost.text,
                SectionKind::UninitializedData => &mut cost.bss,
                _ if has(elf::SHF_WRITE) => &mut cost.data,
                _ => &mut cost.rodata,
            };
            *kind += section.size();
        }
        Ok(cost)
    }
}

/// The names of the programs, sorted.
///
/// # Errors
///
/// When the folder cannot be read.
pub fn names() -> Result<Vec<String>, Error> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(PROGRAMS)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "c") {
            names.push(path.file_stem().unwrap_or_default().to_string_lossy().into_owned());
        }
    }
    names.retain(|name| name != LIBRARY);
    names.sort();
    Ok(names)
}

/// The file with the functions of the C library that WebAssembly has no instruction for.
const LIBRARY: &str = "library";

/// The cost of a program on a target, compiled in one way.
///
/// # Errors
///
/// When a compiler or the linker is not installed or refuses the program, or the chip does not answer.
pub fn measure(name: &str, target: Target, way: Way) -> Result<Cost, Error> {
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    let object = folder.join("program.o");
    let mut options = BuildOptions {
        target: Some(target),
        // As for components.
        trap_order: Some(TrapOrder::Early),
        stack_is_computed: true,
        gate: true,
        ..BuildOptions::default()
    };
    let mut accesses = Accesses::default();
    let (program, stack, roots) = match way {
        Way::Clang(_) | Way::Gcc(_) => {
            native(name, target, way, &object)?;
            options.link = vec![object.clone()];
            // GCC has functions of its own for jump tables on the smallest processor.
            let needs_library = matches!(way, Way::Gcc(_)) && target == Target::CortexM0;
            options.link.extend(needs_library.then(|| libgcc(target)).transpose()?);
            (Program::load(&wat::parse_str(CALLER)?, "caller", options.grow)?, 0, vec!["run".to_owned()])
        }
        Way::Unchecked(aim) | Way::Checked(aim) => {
            options.bounds = if way == Way::Checked(aim) { Bounds::Check } else { Bounds::None };
            options.opt = if aim == Aim::Size { OptLevel::SizeAboveAll } else { OptLevel::Three };
            let program = Program::load(&module(name, aim, folder)?, "program", options.grow)?;
            let compiled = program.compile(target, &options)?;
            std::fs::write(&object, &compiled.bytes)?;
            accesses = compiled.accesses;
            let symbols = compiled.exports.iter().filter(|export| export.name == "run").map(|run| run.symbol.clone());
            let roots = symbols.chain([compiled.instantiate.clone()]).collect();
            (program, compiled.memories.iter().map(|memory| memory.window.stack).sum(), roots)
        }
    };
    let linked = folder.join("program.elf");
    let mut link = Command::new("ld.lld-22");
    link.args(["--gc-sections", "--image-base=0x10000", "-e"]).args(&roots[..1]);
    link.args(roots.iter().map(|root| format!("--undefined={root}"))).arg(&object);
    link.arg(Runtime::Library.archive(target.triple())?.path).args(options.link.get(1..).unwrap_or_default());
    run(link.arg("-o").arg(&linked))?;
    let mut cost = Cost::of_sections(&std::fs::read(&linked)?)?;
    cost.bss -= u64::from(stack).min(cost.bss);
    let board = boards::emulating(target).ok_or_else(|| format!("no board emulates {target}"))?;
    let mut chip = program.build(&board, &options)?.boot(&board, Duration::from_secs(120))?;
    chip.instantiate()?;
    let result = chip.call("run", &[CoreValue::I32(SEED)])?;
    let [CoreValue::I32(sum)] = result[..] else { return Err(format!("`run` gave {result:?}").into()) };
    cost.sum = sum;
    cost.accesses = accesses;
    cost.instructions = chip.instructions("run").ok_or("the chip counts instructions")?;
    Ok(cost)
}

/// GCC's library for a processor.
fn libgcc(target: Target) -> Result<PathBuf, Error> {
    let output = compiler(target, Way::Gcc(Aim::Size)).arg("-print-libgcc-file-name").output()?;
    Ok(PathBuf::from(String::from_utf8_lossy(&output.stdout).trim()))
}

/// Compiles a program natively.
fn native(name: &str, target: Target, way: Way, to: &Path) -> Result<(), Error> {
    let level = match way.aim() {
        Aim::Speed => "-O2",
        Aim::Size if matches!(way, Way::Clang(_)) => "-Oz",
        Aim::Size => "-Os",
    };
    let mut command = compiler(target, way);
    command
        .arg(level)
        .args(LANGUAGE)
        .args(["-ffunction-sections", "-fdata-sections", "-fno-ident", "-Wall", "-Wextra", "-Werror", "-c"])
        .arg(source(name));
    run(command.arg("-o").arg(to))
}

/// The compiler of a native way, with the options for a processor.
fn compiler(target: Target, way: Way) -> Command {
    let is_arm = target.architecture() == Architecture::Arm;
    let mut command = match way {
        Way::Gcc(_) if is_arm => Command::new("arm-none-eabi-gcc"),
        Way::Gcc(_) => Command::new("riscv64-unknown-elf-gcc"),
        _ => {
            let mut command = Command::new("clang-22");
            command.arg(format!("--target={}", target.llvm_triple()));
            command
        }
    };
    if is_arm {
        // The processor's name without its floating-point unit, which the calling convention names.
        command.args([&format!("-mcpu={}", target.cpu()), "-mthumb"]);
        match target.abi() {
            Abi::AapcsVfp => command.args(["-mfloat-abi=hard", fpu(target)]),
            _ => command.arg("-mfloat-abi=soft"),
        };
    } else {
        command.args([&format!("-march={}", target.name().replace("riscv32", "rv32")), "-mabi=ilp32"]);
        // Debian has no C library for it, whose headers it would take.
        if matches!(way, Way::Gcc(_)) {
            command.args(["-ffreestanding", "-fbuiltin"]);
        }
    }
    command
}

/// The C compilers' option for the floating-point unit of a processor that has one.
fn fpu(target: Target) -> &'static str {
    match target {
        Target::CortexM4F => "-mfpu=fpv4-sp-d16",
        _ => "-mfpu=fpv5-sp-d16",
    }
}

/// Compiles a program to WebAssembly.
fn module(name: &str, aim: Aim, folder: &Path) -> Result<Vec<u8>, Error> {
    let level = if aim == Aim::Size { "-Oz" } else { "-O2" };
    let mut link = Command::new("wasm-ld-22");
    link.args(["--no-entry", "--gc-sections", "--stack-first", "--emit-relocs"]);
    link.args(["--export=__heap_base", "--export=__data_end"]);
    for name in [name, LIBRARY] {
        let object = folder.join(format!("{name}.wasm.o"));
        let mut command = Command::new("clang-22");
        command.args(["--target=wasm32", level]).args(LANGUAGE).args([
            "-fno-ident",
            "-mbulk-memory",
            "-mnontrapping-fptoint",
            "-Wall",
            "-Wextra",
            "-Werror",
            "-c",
        ]);
        run(command.arg(source(name)).arg("-o").arg(&object))?;
        link.arg(object);
    }
    let module = folder.join("program.wasm");
    run(link.arg("-o").arg(&module))?;
    Ok(std::fs::read(&module)?)
}

fn source(name: &str) -> PathBuf {
    Path::new(PROGRAMS).join(format!("{name}.c"))
}

/// The first line that each compiler says about its version; none if it is not installed.
pub fn versions() -> BTreeMap<&'static str, Option<String>> {
    let first_line = |name: &'static str| {
        let output = Command::new(name).arg("--version").output().ok()?;
        Some(String::from_utf8_lossy(&output.stdout).lines().next()?.to_owned())
    };
    ["clang-22", "arm-none-eabi-gcc", "riscv64-unknown-elf-gcc"].map(|name| (name, first_line(name))).into()
}

/// Runs a command that is expected to succeed.
fn run(command: &mut Command) -> Result<(), Error> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    match output.status.success() {
        true => Ok(()),
        false => Err(format!("{command:?}: {}", String::from_utf8_lossy(&output.stderr)).into()),
    }
}
