//! `cargo xtask bench NAME`: one benchmark, by its name.

use std::path::PathBuf;
use std::process::ExitCode;

use dissolve::codegen::Target;
use dissolve_benches::{Error, arena, modes};

/// Operations of the random program.
const OPERATIONS: usize = 10_000;

fn main() -> ExitCode {
    let name = std::env::args().nth(1).unwrap_or_default();
    let outcome = match name.as_str() {
        "arena" => arena(),
        "modes" => modes(),
        other => Err(format!("there is no benchmark `{other}`: choose `arena` or `modes`").into()),
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

/// Instructions of the arena; whether they are bounded.
fn arena() -> Result<bool, Error> {
    let mut bounded = true;
    for target in [Target::CortexM3, Target::CortexM4F] {
        let costs = arena::measure(target, OPERATIONS)?;
        println!("{OPERATIONS} random operations on {target}, in instructions:\n\n{costs}");
        for cost in costs.0.iter().filter(|cost| !cost.is_bounded()) {
            println!("{:?} of {} bytes: the most is over twice the median", cost.operation, cost.size);
            bounded = false;
        }
    }
    Ok(bounded)
}

/// Sizes of guests in each mode.
fn modes() -> Result<bool, Error> {
    let folder = std::env::var_os("DISSOLVE_GUESTS").ok_or("DISSOLVE_GUESTS does not say where the guests are")?;
    println!("{}", modes::table(&PathBuf::from(folder))?);
    Ok(true)
}
