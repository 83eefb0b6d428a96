//! Runs random programs in C by csmith, which have no undefined behaviour, and whose modules keep their relocations: with
//! their statics apart, on the stock engine and as native code, they must give what the module as it was linked gives.

use std::fmt;
use std::ops::AddAssign;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use dissolve_interface::Objects;
use dissolve_pipeline::codegen::{self, Addresses, Alignment, Bounds, Constants, OptLevel, Traps};
use dissolve_pipeline::fuse::{self, StaticsMode};
use dissolve_pipeline::run::{CoreValue, Instance as _};
use dissolve_pipeline::targets::{ByteSize, Target};
use dissolve_pipeline::{BuildOptions, Program, Runtime};
use libloading::Library;
use wasmtime::{Config, Engine, Instance, Module, Store, Trap};

use super::parallel::add_up;
use super::random::Random;
use crate::board_of;
use crate::clang::clang;

/// Instructions of WebAssembly after which a program is given up: some do not end.
const FUEL: u64 = 4_000_000;

/// Bytes of stack of a program, in its memory and natively.
const STACK: u32 = 64 << 10;

/// The levels at which the programs are compiled to WebAssembly.
const LEVELS: [&str; 5] = ["-O0", "-O1", "-O2", "-Os", "-Oz"];

/// Counts of what was run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Figures {
    /// Programs that ended.
    pub programs: u64,
    /// Programs that were given up, because they did not end soon, or trapped: clang makes a trap of a loop without end.
    pub given_up: u64,
    /// Programs none of whose statics could be put apart.
    pub together: u64,
    /// Memories of statics.
    pub memories: u64,
    /// The statics in them, and their bytes.
    pub statics: u64,
    /// Their bytes.
    pub bytes: u64,
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Figures { programs, given_up, together, memories, statics, bytes } = self;
        write!(f, "{programs} programs, {together} of them without statics apart; {given_up} given up; ")?;
        write!(f, "{statics} statics of {bytes} bytes in {memories} memories of their own")
    }
}

impl AddAssign for Figures {
    fn add_assign(&mut self, other: Figures) {
        self.programs += other.programs;
        self.given_up += other.given_up;
        self.together += other.together;
        self.memories += other.memories;
        self.statics += other.statics;
        self.bytes += other.bytes;
    }
}

/// Runs `count` programs from `seed` on. Each runs on one of the targets, in turns; a host runs it in this process.
///
/// # Errors
///
/// When a checksum differs. The error names the seed.
pub fn run(seed: u64, count: u64, jobs: usize, targets: &[Target]) -> Result<Figures, String> {
    add_up(
        jobs,
        |index, _: &Figures| index < count,
        |index| {
            let target = targets[(index % targets.len().max(1) as u64) as usize];
            one(seed + index, target).map_err(|error| {
                format!("{error}\nagain: cargo xtask fuzz programs --seed {} --count 1 --target {target}", seed + index)
            })
        },
    )
}

fn one(seed: u64, target: Target) -> Result<Figures, String> {
    let mut random = Random::for_case(seed, 0);
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let module = linked(seed, &mut random, folder.path())?;
    let Ran::Ended(expected) = on_engine(&module)? else { return Ok(Figures { given_up: 1, ..Figures::default() }) };
    let options = fuse::Options { statics: StaticsMode::Apart, ..fuse::Options::new("program") };
    let program = Program::load_with(&module, &options).map_err(|error| error.to_string())?;
    let objects = Objects::read(&program.module).map_err(|error| error.to_string())?;
    let count = |of: fn(&dissolve_interface::ObjectMemory) -> usize| objects.memories.iter().map(of).sum::<usize>();
    let figures = Figures {
        programs: 1,
        given_up: 0,
        together: u64::from(objects.memories.is_empty()),
        memories: objects.memories.len() as u64,
        statics: count(|object| object.names.len()) as u64,
        bytes: count(|object| object.range.len()) as u64,
    };
    let apart = on_engine(&program.module)?;
    if apart != Ran::Ended(expected) {
        return Err(format!("with its statics apart, the stock engine gives {apart:?}, not {expected:#x}"));
    }
    let options = BuildOptions {
        target: Some(target),
        opt: *random.pick(OptLevel::ALL),
        bounds: *random.pick(Bounds::ALL),
        addresses: Some(*random.pick(Addresses::ALL)),
        constants: *random.pick(Constants::ALL),
        alignment: *random.pick(Alignment::ALL),
        stack: stack(),
        native_stack: stack(),
        gate: true,
        ..BuildOptions::default()
    };
    let how = described(target, &options);
    let native = match target.is_host() {
        true => here(&program, target, &options, folder.path()),
        false => on_chip(&program, target, &options),
    };
    match native.map_err(|error| format!("{how}: {error}"))? {
        native if native == expected => Ok(figures),
        native => Err(format!("{how}: native code gives {native:#x}, not {expected:#x}")),
    }
}

/// The options that differ between programs, as on the command line.
fn described(target: Target, options: &BuildOptions) -> String {
    let BuildOptions { opt, bounds, addresses, constants, alignment, .. } = options;
    let addresses = addresses.map_or(String::new(), |addresses| format!(" --addresses {addresses}"));
    format!("{target} -O{opt} --bounds {bounds}{addresses} --constants {constants} --alignment {alignment}")
}

/// Generates a program, compiles it and links it.
fn linked(seed: u64, random: &mut Random, folder: &Path) -> Result<Vec<u8>, String> {
    let source = folder.join("program.c");
    let mut csmith = Command::new("csmith");
    csmith.args(["--no-argc", "--no-float", "--seed"]).arg((seed % (1 << 31)).to_string());
    csmith.args(["--max-funcs", *random.pick(&["3", "6", "10"]), "--max-block-depth", *random.pick(&["2", "3", "5"])]);
    csmith.args([*random.pick(&["--volatiles", "--no-volatiles"]), *random.pick(&["--consts", "--no-consts"])]);
    csmith.args([*random.pick(&["--pointers", "--no-pointers"]), *random.pick(&["--bitfields", "--no-bitfields"])]);
    complete(csmith.arg("--output").arg(&source).current_dir(folder))?;
    std::fs::write(folder.join("csmith.h"), include_str!("csmith.h")).map_err(|error| error.to_string())?;
    let object = folder.join("program.o");
    let mut compile = Command::new(clang().c);
    compile.args([
        "--target=wasm32",
        *random.pick(&LEVELS),
        "-mbulk-memory",
        "-ffreestanding",
        "-fdata-sections",
        "-w",
        "-c",
    ]);
    compile.arg("-I").arg(folder).arg("-I").arg(headers()?).arg(&source).arg("-o").arg(&object);
    complete(&mut compile)?;
    let module = folder.join("program.wasm");
    let mut link = Command::new("wasm-ld-22");
    link.args(["--no-entry", "--gc-sections", "--stack-first", "--emit-relocs"]);
    link.args([*random.pick(&["-O0", "-O2"]), "-z", "stack-size=65536", "--export=__heap_base"]);
    complete(link.arg(&object).arg("-o").arg(&module))?;
    std::fs::read(&module).map_err(|error| error.to_string())
}

/// The folder with csmith's headers, beside its program.
fn headers() -> Result<PathBuf, String> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let beside = std::env::split_paths(&path).map(|folder| folder.join("../include/csmith"));
    let all = beside.chain([PathBuf::from("/usr/include/csmith")]);
    all.into_iter().find(|folder| folder.join("safe_math.h").exists()).ok_or_else(|| {
        "there are no headers of csmith: `cargo xtask test` installs Debian's packages csmith and libcsmith-dev"
            .to_owned()
    })
}

fn complete(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    match output.status.success() {
        true => Ok(()),
        false => Err(format!("{command:?}: {}\n{}", output.status, String::from_utf8_lossy(&output.stderr))),
    }
}

/// The end of a program on the stock engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ran {
    /// With this checksum.
    Ended(u32),
    /// With a trap.
    Trapped(Trap),
}

/// Runs a program on the stock engine.
fn on_engine(module: &[u8]) -> Result<Ran, String> {
    let text = |error: wasmtime::Error| format!("the stock engine: {error:#}");
    let mut config = Config::new();
    config.consume_fuel(true).wasm_multi_memory(true);
    let engine = Engine::new(&config).map_err(text)?;
    let module = Module::new(&engine, module).map_err(text)?;
    let mut store = Store::new(&engine, ());
    store.set_fuel(FUEL).map_err(text)?;
    let instance = Instance::new(&mut store, &module, &[]).map_err(text)?;
    let run = instance.get_typed_func::<(), u32>(&mut store, "run").map_err(text)?;
    match run.call(&mut store, ()) {
        Ok(checksum) => Ok(Ran::Ended(checksum)),
        Err(error) => error.downcast_ref::<Trap>().map(|trap| Ran::Trapped(*trap)).ok_or_else(|| text(error)),
    }
}

fn on_chip(program: &Program, target: Target, options: &BuildOptions) -> Result<u32, String> {
    let board = board_of(target);
    let firmware = program.build(&board, options).map_err(|error| error.to_string())?;
    let mut chip = firmware.boot(&board, Duration::from_secs(120)).map_err(|error| error.to_string())?;
    chip.instantiate().map_err(|error| error.to_string())?;
    match chip.call("run", &[]).map_err(|error| error.to_string())?[..] {
        [CoreValue::I32(checksum)] => Ok(checksum),
        ref other => Err(format!("it gives {other:?}")),
    }
}

fn stack() -> ByteSize {
    ByteSize::kib(STACK >> 10)
}

/// Runs a program in this process.
fn here(program: &Program, target: Target, build: &BuildOptions, folder: &Path) -> Result<u32, String> {
    let options = codegen::Options {
        opt: build.opt,
        bounds: build.bounds,
        constants: build.constants,
        alignment: build.alignment,
        library: true,
        traps: Traps::Call,
        own_stack: Some(1 << 20),
        stack: STACK,
        ..codegen::Options::new(target, "program")
    };
    let object = codegen::compile(&program.module, &options).map_err(|error| error.to_string())?;
    let run = object.exports.iter().find(|export| export.name == "run").ok_or("it has no export `run`")?;
    let (file, library) = (folder.join("native.o"), folder.join("native.so"));
    std::fs::write(&file, &object.bytes).map_err(|error| error.to_string())?;
    let runtime = Runtime::Library.archive(target.triple()).map_err(|error| error.to_string())?;
    let mut link = Command::new("cc");
    link.args(["-shared", "-Wl,-Bsymbolic"]).arg(&file).arg(&runtime.path).arg("-o").arg(&library);
    complete(&mut link)?;
    // SAFETY: nothing in it runs when it is loaded; the types are those of entries (`crates/bindings/src/manifest.rs`).
    let (ready, value) = unsafe {
        let library = Library::new(&library).map_err(|error| error.to_string())?;
        let instantiate = library.get::<extern "C" fn() -> u32>(object.instantiate.as_bytes());
        let instantiate = instantiate.map_err(|error| error.to_string())?;
        let run = library.get::<extern "C" fn() -> u64>(run.symbol.as_bytes()).map_err(|error| error.to_string())?;
        (instantiate(), run())
    };
    match (ready, value >> 32) {
        (1.., 1..) => Ok(value as u32),
        (0, _) => Err("it cannot be instantiated".to_owned()),
        _ => Err("it traps".to_owned()),
    }
}
