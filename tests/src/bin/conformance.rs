//! The command behind `cargo xtask conformance`: takes the name of a suite and part of a path, prints what became of the
//! tests in the files whose path contains it.

use std::process::ExitCode;

use dissolve_tests::conformance::{self, Layout};

fn main() -> ExitCode {
    let arguments = std::env::args().skip(1).collect::<Vec<_>>();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["component-model"] => run(""),
        ["component-model", filter] => run(filter),
        _ => {
            eprintln!("usage: conformance component-model [FILTER]");
            ExitCode::from(2)
        }
    }
}

fn run(filter: &str) -> ExitCode {
    let folder = match conformance::folder() {
        Ok(folder) => folder,
        Err(message) => {
            println!("{message}");
            return ExitCode::SUCCESS;
        }
    };
    let mut failed = false;
    for &layout in Layout::ALL {
        match conformance::run(&folder, filter, layout) {
            Ok(report) => {
                println!("{layout} memories\n\n{report}");
                failed |= !report.failures().is_empty();
            }
            Err(error) => {
                eprintln!("{error}");
                failed = true;
            }
        }
    }
    if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}
