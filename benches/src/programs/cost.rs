//! The cost of a program in one way: the bytes of a link with the functions that it calls and nothing else, and the
//! instructions of one call on an emulated chip. Of a module, the bytes include what puts it in its initial state.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use dissolve_pipeline::codegen::{Accesses, Bounds, OptLevel, TrapOrder};
use dissolve_pipeline::run::{CoreValue, Instance as _};
use dissolve_pipeline::targets::{ByteSize, Target};
use dissolve_pipeline::{BuildOptions, Program as Dissolved, Runtime, boards};
use object::{Object as _, ObjectSection as _, SectionFlags, SectionKind, elf};

use super::native::LINKER;
use super::tools::{libgcc, run};
use super::{Aim, Language, Program, Way, module, native, wasm2c};
use crate::Error;

/// The seed that `run` gets.
const SEED: u32 = 1;

/// A module that calls a native program, so that a host can.
const CALLER: &str = r#"(module (import "env" "run" (func $run (param i32) (result i32)))
    (memory 0)
    (func (export "run") (param i32) (result i32) (call $run (local.get 0))))"#;

/// The same for a program that has to be instantiated.
const CALLER_OF_INSTANCE: &str = r#"(module (import "env" "run" (func $run (param i32) (result i32)))
    (import "env" "wasm2c_instantiate" (func $instantiate))
    (memory 0)
    (start $instantiate)
    (func (export "run") (param i32) (result i32) (call $run (local.get 0))))"#;

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

/// The result of measuring a program in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Measured {
    /// Its cost.
    Cost(Cost),
    /// The reason why the way does not exist for the program.
    Absent(String),
}

impl Measured {
    /// The cost, if there is one.
    pub fn cost(&self) -> Option<&Cost> {
        match self {
            Measured::Cost(cost) => Some(cost),
            Measured::Absent(_) => None,
        }
    }
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

/// A compiled program: all that is linked for a measurement of bytes, and what builds an image for one of instructions.
struct Compiled {
    /// The program or its caller, as dissolve reads it.
    dissolved: Dissolved,
    /// The options of its build.
    options: BuildOptions,
    /// The aim of the compiler.
    aim: Aim,
    /// The objects and archives of the program.
    objects: Vec<PathBuf>,
    /// The functions that a firmware would call.
    roots: Vec<String>,
    /// The bytes of the stack in linear memory.
    stack: u64,
    accesses: Accesses,
}

/// The cost of a program on a target, compiled in one way.
///
/// # Errors
///
/// When a compiler or the linker is not installed or refuses the program, or the chip does not answer.
pub fn measure(program: &Program, target: Target, way: Way) -> Result<Measured, Error> {
    let folder = tempfile::tempdir()?;
    let folder = folder.path();
    let compiled = match way {
        Way::Gcc(_) if program.language == Language::Rust => {
            return Ok(Measured::Absent("GCC compiles no Rust".to_owned()));
        }
        Way::Gcc(aim) => {
            let mut objects = vec![native::object_by_gcc(program, target, aim, folder)?];
            // GCC has functions of its own for jump tables on the smallest processor.
            objects.extend((target == Target::CortexM0).then(|| libgcc(target)).transpose()?);
            called(target, aim, objects)?
        }
        Way::Clang(aim) => called(target, aim, vec![native::object(program, target, aim, false, folder)?])?,
        Way::Lto(aim) => called(target, aim, vec![native::object(program, target, aim, true, folder)?])?,
        Way::Wasm2c(aim) => instance(target, aim, wasm2c::objects(program, target, aim, folder)?.into())?,
        Way::Unchecked(_) | Way::Checked(_) | Way::Based(_) => dissolved(program, target, way, folder)?,
    };
    let mut cost = Cost::of_sections(&compiled.link(target, folder)?)?;
    cost.bss -= compiled.stack.min(cost.bss);
    cost.accesses = compiled.accesses;
    let board = boards::emulating(target).ok_or_else(|| format!("no board emulates {target}"))?;
    let mut chip = compiled.dissolved.build(&board, &compiled.options)?.boot(&board, Duration::from_secs(120))?;
    chip.instantiate()?;
    let result = chip.call("run", &[CoreValue::I32(SEED)])?;
    let [CoreValue::I32(sum)] = result[..] else { return Err(format!("`run` gave {result:?}").into()) };
    cost.sum = sum;
    cost.instructions = chip.instructions("run").ok_or("the chip counts instructions")?;
    Ok(Measured::Cost(cost))
}

/// The options with which dissolve compiles for a target. The aim also chooses the memory functions of the image.
fn options(target: Target, aim: Aim) -> BuildOptions {
    BuildOptions {
        target: Some(target),
        opt: if aim == Aim::Size { OptLevel::SizeAboveAll } else { OptLevel::Three },
        // As for components.
        trap_order: Some(TrapOrder::Early),
        stack_is_computed: true,
        gate: true,
        ..BuildOptions::default()
    }
}

/// A native program, with a module that calls it.
fn called(target: Target, aim: Aim, objects: Vec<PathBuf>) -> Result<Compiled, Error> {
    Ok(Compiled {
        dissolved: Dissolved::load(&wat::parse_str(CALLER)?, "caller", BuildOptions::default().grow)?,
        options: BuildOptions { link: objects.clone(), ..options(target, aim) },
        aim,
        objects,
        roots: vec!["run".to_owned()],
        stack: 0,
        accesses: Accesses::default(),
    })
}

/// A program by wasm2c, with a module that instantiates and calls it.
fn instance(target: Target, aim: Aim, objects: Vec<PathBuf>) -> Result<Compiled, Error> {
    Ok(Compiled {
        dissolved: Dissolved::load(&wat::parse_str(CALLER_OF_INSTANCE)?, "caller", BuildOptions::default().grow)?,
        roots: vec!["run".to_owned(), wasm2c::INSTANTIATE.to_owned()],
        stack: u64::from(wasm2c::STACK),
        ..called(target, aim, objects)?
    })
}

/// A program that dissolve compiles.
fn dissolved(program: &Program, target: Target, way: Way, folder: &Path) -> Result<Compiled, Error> {
    let options = BuildOptions {
        bounds: if matches!(way, Way::Unchecked(_)) { Bounds::None } else { Bounds::Check },
        // The programs have no heap. Without relocations a number may look like an address of one.
        heap: matches!(way, Way::Based(_)).then_some(ByteSize::kib(0)),
        ..options(target, way.aim())
    };
    // Without relocations nothing tells statics apart.
    let relocations = if matches!(way, Way::Based(_)) { None } else { Some("--emit-relocs".to_owned()) };
    let module = module::module(program, way.aim(), relocations.as_slice(), folder)?;
    let dissolved = Dissolved::load(&module, "program", options.grow)?;
    let compiled = dissolved.compile(target, &options)?;
    let object = folder.join("program.o");
    std::fs::write(&object, &compiled.bytes)?;
    let run = compiled.exports.iter().filter(|export| export.name == "run").map(|run| run.symbol.clone());
    Ok(Compiled {
        aim: way.aim(),
        objects: vec![object],
        roots: run.chain([compiled.instantiate.clone()]).collect(),
        stack: compiled.memories.iter().map(|memory| u64::from(memory.window.stack)).sum(),
        accesses: compiled.accesses,
        dissolved,
        options,
    })
}

impl Compiled {
    /// Links the program with what it calls and nothing else; returns the ELF file.
    fn link(&self, target: Target, folder: &Path) -> Result<Vec<u8>, Error> {
        let (first, others) = self.objects.split_first().ok_or("the program has no object")?;
        let linked = folder.join("program.elf");
        let mut link = Command::new(LINKER);
        link.args(["--gc-sections", "--image-base=0x10000", "-e"]).args(&self.roots[..1]);
        link.args(self.roots.iter().map(|root| format!("--undefined={root}"))).arg(first);
        // As in an image.
        if self.aim == Aim::Size {
            link.arg(Runtime::SmallMemory.archive(target.triple())?.path);
        }
        link.arg(Runtime::Library.archive(target.triple())?.path).args(others);
        run(link.arg("-o").arg(&linked))?;
        Ok(std::fs::read(&linked)?)
    }
}
