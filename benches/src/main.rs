//! `cargo xtask bench NAME`: runs one benchmark.

use std::path::PathBuf;
use std::process::ExitCode;

use dissolve_benches::heap::Heap;
use dissolve_benches::programs::{self, Program};
use dissolve_benches::{Error, arena, codegen, costs, fuse, modes, picture, seams};
use dissolve_pipeline::RuntimeForm;
use dissolve_pipeline::targets::Target;

/// Counts bytes, for the benchmark of the fuser's memory.
#[global_allocator]
static HEAP: Heap = Heap::new();

/// The number of operations in the random program.
const OPERATIONS: usize = 10_000;

fn main() -> ExitCode {
    let name = std::env::args().nth(1).unwrap_or_default();
    let outcome = match name.as_str() {
        "arena" => arena(),
        "modes" => modes(),
        "seams" => seams(),
        "fuse" => fuse(),
        "codegen" => codegen(),
        "programs" => programs(),
        other => {
            let known = "`arena`, `codegen`, `fuse`, `modes`, `programs` or `seams`";
            Err(format!("there is no benchmark `{other}`: choose {known}").into())
        }
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("bench: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Prints the instructions of the arena. Returns true if they are bounded.
fn arena() -> Result<bool, Error> {
    let mut bounded = true;
    for target in [Target::CortexM3, Target::CortexM4F] {
        let archive = arena::measure(target, OPERATIONS, RuntimeForm::Archive)?;
        let bitcode = arena::measure(target, OPERATIONS, RuntimeForm::Bitcode)?;
        for (form, costs) in [(RuntimeForm::Archive, &archive), (RuntimeForm::Bitcode, &bitcode)] {
            println!("{OPERATIONS} random operations on {target}, {form}, in instructions:\n\n{costs}");
        }
        for broken in arena::broken(&archive, &bitcode) {
            println!("{broken}");
            bounded = false;
        }
    }
    Ok(bounded)
}

/// Prints the cost of calls between components.
fn seams() -> Result<bool, Error> {
    for target in [Target::CortexM3, Target::CortexM4F] {
        println!(
            "A call on {target}, in bytes of WebAssembly code and in instructions:\n\n{}",
            seams::measure(target)?
        );
    }
    Ok(true)
}

/// Prints the time and memory of fusing. Returns true if the bounds hold.
fn fuse() -> Result<bool, Error> {
    let mut runs = Vec::new();
    for (kib, components) in fuse::SIZES {
        runs.push(fuse::measure(kib * 1024, components, &HEAP)?);
    }
    let runs = fuse::Runs(runs);
    println!("Fusing components with a string across each seam:\n\n{runs}");
    let broken = runs.broken();
    broken.iter().for_each(|claim| println!("{claim}"));
    Ok(broken.is_empty())
}

/// Prints the time and memory of compiling. Returns true if the bounds hold.
fn codegen() -> Result<bool, Error> {
    let mut runs = Vec::new();
    for kib in codegen::SIZES {
        let run = codegen::measure(kib * 1024, Target::CortexM4F)?;
        // Progress, since the larger ones take minutes.
        eprintln!("{} bytes of code: {} ms", run.code, run.time.as_millis());
        runs.push(run);
    }
    let runs = codegen::Runs(runs);
    println!("Compiling modules for {} at the default level:\n\n{runs}", Target::CortexM4F);
    let broken = runs.broken();
    broken.iter().for_each(|claim| println!("{claim}"));
    Ok(broken.is_empty())
}

/// Prints the costs of programs. Arguments name the programs and targets, otherwise all are measured; `--json` and `--svg`
/// name files to write.
fn programs() -> Result<bool, Error> {
    let (mut targets, mut chosen, mut json, mut svg) = (Vec::new(), Vec::new(), None, None);
    let known = Program::all()?;
    let mut arguments = std::env::args().skip(2);
    while let Some(argument) = arguments.next() {
        match (argument.as_str(), argument.parse()) {
            ("--json", _) => json = Some(arguments.next().ok_or("`--json` takes a file")?),
            ("--svg", _) => svg = Some(arguments.next().ok_or("`--svg` takes a file")?),
            (_, Ok(target)) => targets.push(target),
            (name, Err(_)) => match known.iter().find(|known| known.name == name) {
                Some(program) => chosen.push(program.clone()),
                None => return Err(format!("`{name}` is no target and no program").into()),
            },
        }
    }
    let chosen = if chosen.is_empty() { known } else { chosen };
    let targets = if targets.is_empty() { programs::TARGETS.to_vec() } else { targets };
    let mut all = Vec::new();
    for target in targets {
        let costs = costs::Costs::measure(&chosen, target)?;
        println!("{costs}");
        all.push(costs);
    }
    if let Some(file) = json {
        std::fs::write(&file, serde_json::to_string_pretty(&costs::json(&all))?)?;
    }
    if let Some(file) = svg {
        picture::draw(&all, file.as_ref())?;
    }
    Ok(true)
}

/// Prints the sizes of guests in each mode.
fn modes() -> Result<bool, Error> {
    let folder = std::env::var_os("DISSOLVE_GUESTS").ok_or("DISSOLVE_GUESTS does not say where the guests are")?;
    println!("{}", modes::table(&PathBuf::from(folder))?);
    Ok(true)
}
