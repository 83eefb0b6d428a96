//! Random worlds: components whose exports call imports of the same types, as libraries for this machine. Programs in Rust and in C
//! use them through the bindings, and get and give the values of a stock engine.
//!
//! A batch of worlds is one program in each language, since a compiler takes longer to start than to compile a world.

mod c;
mod rust;
mod trace;

use std::fmt;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;

use dissolve_interface::{StringEncoding, ValueType};
use dissolve_pipeline::codegen::Traps;
use dissolve_pipeline::fuse;
use dissolve_pipeline::targets::{Grow, Target};
use dissolve_pipeline::{BuildOptions, Program};
use dissolve_run::Value;

use super::case::Case;
use super::differential::{LAYOUTS, sample};
use super::guest;
use super::stock::Stock;
use super::strategy::Limits;
use crate::compile;

/// Pages of each memory: an import's result and the arguments have one each.
const PAGES: u32 = 2;

const LIMITS: Limits = Limits { functions: (1, 2), hostile: false, bytes: PAGES as usize * 0x2000 };

/// The worlds in one program.
const BATCH: u64 = 25;

/// Counts of what was run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Worlds, each in both languages.
    pub worlds: u64,
    /// Functions, each exported and imported.
    pub functions: u64,
    /// Calls, each of an export and of an import behind it.
    pub calls: u64,
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Figures { worlds, functions, calls } = self;
        write!(f, "{worlds} worlds, {functions} functions, {calls} calls, in Rust and in C")
    }
}

/// A world, and the calls to it.
struct World {
    /// Its name in the program.
    name: String,
    seed: u64,
    case: Case,
    /// The types that have names (see [`guest::named_types`]).
    named: Vec<ValueType>,
    /// The header of the bindings in C.
    header: String,
    /// What a program prints.
    expected: Vec<String>,
}

/// Runs the worlds of `seed`, `seed + 1`, … on `jobs` threads.
///
/// # Errors
///
/// When the bindings do not compile without a warning, or a value differs from the stock engine's. The error names the seed.
pub fn run(seed: u64, count: u64, jobs: usize) -> Result<Figures, String> {
    let Some(host) = Target::host() else { return Err("this machine is no target".into()) };
    let crates = tempfile::tempdir().map_err(|error| error.to_string())?;
    compile_crates(crates.path())?;
    let next = AtomicU64::new(0);
    let all = Mutex::new(Ok(Figures::default()));
    let work = || {
        loop {
            let first = next.fetch_add(BATCH, Ordering::Relaxed);
            if first >= count || all.lock().is_ok_and(|all| all.is_err()) {
                break;
            }
            let seeds = seed + first..seed + count.min(first + BATCH);
            let batch = run_batch(seeds, host, crates.path());
            let mut all = all.lock().expect("no thread panics while it adds");
            match (&mut *all, batch) {
                (Ok(all), Ok(batch)) => {
                    all.worlds += batch.worlds;
                    all.functions += batch.functions;
                    all.calls += batch.calls;
                }
                (Ok(_), Err(failure)) => *all = Err(failure),
                (Err(_), _) => {}
            }
        }
    };
    thread::scope(|scope| (0..jobs.max(1)).for_each(|_| drop(scope.spawn(work))));
    all.into_inner().expect("no thread panics while it adds")
}

fn run_batch(seeds: std::ops::Range<u64>, host: Target, crates: &Path) -> Result<Figures, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let folder = folder.path();
    let mut worlds = Vec::new();
    for seed in seeds.clone() {
        let world = World::new(seed, host, folder).map_err(|failure| format!("world {seed}: {failure}"))?;
        worlds.push(world);
    }
    // Bindings in C are C++ too.
    let language = if (seeds.start / BATCH).is_multiple_of(2) { "c" } else { "c++" };
    let programs = [compile_c(&worlds, language, folder)?, compile_rust(&worlds, crates, folder)?];
    for program in programs {
        let mut command = Command::new("timeout");
        // Lists that the program makes last until it ends.
        command.arg("60").arg(&program).env("ASAN_OPTIONS", "detect_leaks=0");
        let output = command.output().map_err(|error| error.to_string())?;
        let printed = String::from_utf8_lossy(&output.stdout);
        let mut lines = printed.lines();
        for world in &worlds {
            for expected in &world.expected {
                let line = lines.next().unwrap_or_default();
                if line != expected {
                    let error = String::from_utf8_lossy(&output.stderr);
                    return Err(world.report(&program, expected, &format!("{line}\n{error}")));
                }
            }
        }
        if !output.status.success() || lines.next().is_some() {
            let error = String::from_utf8_lossy(&output.stderr);
            return Err(format!("worlds {seeds:?}: {}: {}\n{error}", program.display(), output.status));
        }
    }
    let functions = || worlds.iter().flat_map(|world| &world.case.functions);
    Ok(Figures {
        worlds: worlds.len() as u64,
        functions: functions().count() as u64,
        calls: functions().map(|function| function.calls.len() as u64).sum(),
    })
}

impl World {
    /// Makes the world of a seed, and its library and bindings in a folder.
    fn new(seed: u64, host: Target, folder: &Path) -> Result<World, String> {
        let mut case = sample(seed, LIMITS);
        // The bindings receive strings in UTF-8 only: from the outermost component as results, from the innermost as arguments.
        for outer in [0, case.encodings.len() - 1] {
            case.encodings[outer] = StringEncoding::Utf8;
        }
        let name = format!("w{seed}");
        let text = guest::world(&case, PAGES);
        let component = wat::parse_str(&text).map_err(|error| format!("{error}\n{text}"))?;
        let expected = expected(&name, &case, &component)?;
        let memory = LAYOUTS[usize::from(seed.is_multiple_of(2))];
        let fused = fuse::fuse(&component, &fuse::Options { memory, ..fuse::Options::new(&name) });
        let fused = fused.map_err(|error| error.to_string())?;
        let program = Program::load(&fused.bytes, &name, Grow::Reject).map_err(|error| error.to_string())?;
        let options = BuildOptions { prefix: Some(name.clone()), ..BuildOptions::default() };
        let library = program.library(host, Traps::Call, &options).map_err(|error| error.to_string())?;
        let mut header = String::new();
        for file in library.files {
            if file.name == format!("{name}.h") {
                header = String::from_utf8_lossy(&file.bytes).into_owned();
            }
            fs::write(folder.join(file.name), file.bytes).map_err(|error| error.to_string())?;
        }
        Ok(World { named: guest::named_types(&case), name, seed, case, header, expected })
    }

    fn report(&self, program: &Path, expected: &str, printed: &str) -> String {
        let World { seed, case, .. } = self;
        let program = program.file_name().unwrap_or_default().display();
        format!(
            "world {seed}: {program} prints\n{printed}\nnot\n{expected}\n{case}again: cargo xtask fuzz worlds --count 1 --seed {seed}"
        )
    }
}

/// The values that a stock engine gives: a line for the arguments of each import's call, and one for each export's result.
fn expected(name: &str, case: &Case, component: &[u8]) -> Result<Vec<String>, String> {
    let mut stock = Stock::importing(component, &case.functions)?;
    let mut lines = Vec::new();
    for (index, function) in case.functions.iter().enumerate() {
        for (call, arguments) in function.calls.iter().enumerate() {
            let result = stock.call(&format!("f{index}"), &function.params, function.result().as_ref(), arguments)?;
            for received in stock.received() {
                let mut line = format!("{name} f{index} {call} in ");
                received.iter().zip(&function.params).for_each(|(value, ty)| trace::write(value, ty, &mut line));
                lines.push(line);
            }
            let mut line = format!("{name} f{index} {call} out ");
            if let (Some(value), Some(ty)) = (result, function.result()) {
                trace::write(&value, &ty, &mut line);
            }
            lines.push(line);
        }
    }
    Ok(lines)
}

/// Compiles the crates that bindings in Rust use.
fn compile_crates(folder: &Path) -> Result<(), String> {
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

fn compile_rust(worlds: &[World], crates: &Path, folder: &Path) -> Result<PathBuf, String> {
    write(folder, "main.rs", &rust::program(worlds))?;
    let external = format!("dissolve={}", crates.join("libdissolve.rlib").display());
    let libraries: String = worlds.iter().fold(String::new(), |mut all, World { name, .. }| {
        let _ = write!(all, " -l static={name}");
        all
    });
    let mut arguments: Vec<String> = ["--edition=2024", "-Cdebug-assertions=on", "-L."].map(str::to_owned).into();
    arguments.extend(["-L".to_owned(), crates.display().to_string(), "--extern".to_owned(), external]);
    arguments.extend(libraries.split_whitespace().map(str::to_owned));
    arguments.extend(["-lm", "-o", "program-rust", "main.rs"].map(str::to_owned));
    // Included files are found by the path in a variable.
    let variable = format!("OUT_DIR={}", folder.display());
    compile("env", folder, [vec![variable, rustc()], arguments].concat())?;
    Ok(folder.join("program-rust"))
}

fn compile_c(worlds: &[World], language: &str, folder: &Path) -> Result<PathBuf, String> {
    let bindings: String = worlds.iter().map(|World { name, .. }| format!("#include \"{name}.c\"\n")).collect();
    write(folder, "bindings.c", &bindings)?;
    write(folder, "main.cpp", &c::program(worlds))?;
    let sanitizers = ["-g0", "-O0", "-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-I."];
    let standard = if language == "c" { "-std=c99" } else { "-std=c++17" };
    let warnings = ["-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Werror"];
    let arguments = ["-x", language, standard, "-c", "bindings.c", "-o", "bindings.o"];
    compile("gcc", folder, arguments.into_iter().chain(warnings).chain(sanitizers))?;
    compile("g++", folder, ["-std=c++17", "-O0", "-I.", "-c", "main.cpp", "-o", "main.o"])?;
    let libraries: Vec<String> = worlds.iter().map(|World { name, .. }| format!("lib{name}.a")).collect();
    let arguments = ["-o", "program-c", "main.o", "bindings.o"].into_iter().chain(libraries.iter().map(String::as_str));
    compile("g++", folder, arguments.chain(["-lm"]).chain(sanitizers))?;
    Ok(folder.join("program-c"))
}

fn write(folder: &Path, name: &str, text: &str) -> Result<(), String> {
    fs::write(folder.join(name), text).map_err(|error| format!("{name}: {error}"))
}

/// An integer as Rust's source has it.
fn integer(value: &Value) -> String {
    match value {
        Value::S8(value) => value.to_string(),
        Value::U8(value) => value.to_string(),
        Value::S16(value) => value.to_string(),
        Value::U16(value) => value.to_string(),
        Value::S32(value) => value.to_string(),
        Value::U32(value) => value.to_string(),
        Value::S64(value) => value.to_string(),
        Value::U64(value) => value.to_string(),
        other => panic!("{other:?} is no integer"),
    }
}
