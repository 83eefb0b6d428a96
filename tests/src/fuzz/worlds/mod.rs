//! Random worlds: components whose exports call imports of the same types, as libraries for this machine. Programs in Rust and in C
//! use them through the bindings, and get and give the values of a stock engine.
//!
//! A batch of worlds is one program in each language, since a compiler takes longer to start than to compile a world.

mod c;
mod programs;
mod rust;
mod trace;

use std::ops::{AddAssign, Range};
use std::path::Path;
use std::process::Command;
use std::{fmt, fs};

use dissolve_interface::{StringEncoding, ValueType};
use dissolve_pipeline::codegen::Traps;
use dissolve_pipeline::fuse;
use dissolve_pipeline::targets::{Grow, Target};
use dissolve_pipeline::{BuildOptions, Program};

use super::case::Case;
use super::differential::{LAYOUTS, sample};
use super::guest;
use super::parallel::add_up;
use super::stock::Stock;
use super::strategy::Limits;

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

impl AddAssign for Figures {
    fn add_assign(&mut self, other: Figures) {
        self.worlds += other.worlds;
        self.functions += other.functions;
        self.calls += other.calls;
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
    /// The lines that a program prints about it.
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
    programs::compile_crates(crates.path())?;
    let batch = |index| {
        let first = index * BATCH;
        run_batch(seed + first..seed + count.min(first + BATCH), host, crates.path())
    };
    add_up(jobs, |index, _| index * BATCH < count, batch)
}

fn run_batch(seeds: Range<u64>, host: Target, crates: &Path) -> Result<Figures, String> {
    let folder = tempfile::tempdir().map_err(|error| error.to_string())?;
    let folder = folder.path();
    let mut worlds = Vec::new();
    for seed in seeds.clone() {
        let world = World::new(seed, host, folder).map_err(|failure| format!("world {seed}: {failure}"))?;
        worlds.push(world);
    }
    // Bindings in C are C++ too.
    let language = if (seeds.start / BATCH).is_multiple_of(2) { "c" } else { "c++" };
    let programs = [programs::compile_c(&worlds, language, folder)?, programs::compile_rust(&worlds, crates, folder)?];
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
