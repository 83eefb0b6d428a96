//! `cargo xtask`: takes a machine that has only Rust, and leaves it with dissolve built, shown and tested.
//!
//! | file | subject |
//! | --- | --- |
//! | `task` | the command line |
//! | `layout` | where everything lies below the target directory |
//! | `needs` | what a task relies on, and how to tell whether it is there |
//! | `packages` | Debian packages |
//! | `device` | the Rust that compiles for chips and guests |
//! | `provision` | finds out what is missing, and installs it |
//! | `artifacts` | host tools, native runtime, example guest |
//! | `demo` | the stages, as a user runs them |
//! | `suite` | every test, counted |
//! | `checks` | formatting and lints |
//! | `tally` | libtest's summaries |
//! | `shell` | child processes and visible progress |
//! | `error` | what can go wrong |

mod artifacts;
mod checks;
mod demo;
mod device;
mod error;
mod layout;
mod needs;
mod packages;
mod provision;
mod sanitizer;
mod shell;
mod suite;
mod tally;
mod task;

use std::env;
use std::process::ExitCode;

use error::Error;
use layout::{CHIP_TRIPLES, Layout};
use provision::Scope;
use task::Task;

fn main() -> ExitCode {
    match Task::parse(env::args().skip(1)).and_then(perform) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("xtask: {error}");
            ExitCode::from(error.exit_status())
        }
    }
}

/// Does what the command line asks for. The exit code says whether every check passed.
fn perform(task: Task) -> Result<ExitCode, Error> {
    let layout = Layout::from_environment()?;
    let tally = match task {
        Task::Help => {
            print!("{}", task::USAGE);
            return Ok(ExitCode::SUCCESS);
        }
        Task::Setup => {
            let device = provision::provision(Scope::Build)?;
            artifacts::runtime(&layout, device, CHIP_TRIPLES)?;
            println!("dissolve can be built here; its runtime is in {}", layout.library().display());
            return Ok(ExitCode::SUCCESS);
        }
        Task::Demo => {
            demo::demo(&layout)?;
            return Ok(ExitCode::SUCCESS);
        }
        Task::Test { filter: Some(filter) } => {
            let device = provision::provision(Scope::Test)?;
            suite::matching(&layout, device, &filter)?
        }
        Task::Test { filter: None } => {
            let device = provision::provision(Scope::Test)?;
            suite::all(&layout, device)?
        }
        Task::Conformance { arguments } => {
            let device = provision::provision(Scope::Build)?;
            suite::conformance(&layout, device, &arguments)?;
            return Ok(ExitCode::SUCCESS);
        }
        Task::Fuzz { arguments } => {
            let device = provision::provision(Scope::Build)?;
            suite::fuzz(&layout, device, &arguments)?;
            return Ok(ExitCode::SUCCESS);
        }
        Task::Bench { name } => {
            let device = provision::provision(Scope::Build)?;
            suite::bench(&layout, device, &name)?;
            return Ok(ExitCode::SUCCESS);
        }
        Task::Ci => {
            let device = provision::provision(Scope::Ci)?;
            checks::all(&layout, device)? + suite::all(&layout, device)?
        }
    };
    println!("{tally}");
    Ok(if tally.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
