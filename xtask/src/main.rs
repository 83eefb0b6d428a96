//! `cargo xtask`: takes a machine that has only Rust; builds, shows and tests dissolve on it.
//!
//! | file | subject |
//! | --- | --- |
//! | `task` | the command line |
//! | `layout` | the places of all files below the target directory |
//! | `needs` | the requirements of a task, and the check that they are installed |
//! | `packages` | Debian packages, installed or unpacked into a folder |
//! | `toolchain` | the Rust that compiles for chips and guests |
//! | `provision` | finds out what is missing, and makes it available |
//! | `artifacts` | host tools, native runtime, example guest |
//! | `demo` | the stages, as a user runs them |
//! | `suite` | every test, counted |
//! | `crates` | the crates that projects of users depend on, packaged |
//! | `firmware` | the projects in `examples/firmware` |
//! | `projects` | the projects that `dissolve init` makes |
//! | `tutorial` | `docs/tutorial.md`, executed |
//! | `checks` | formatting and lints |
//! | `tally` | libtest's summaries |
//! | `shell` | child processes and visible progress |
//! | `error` | the errors |

mod artifacts;
mod checks;
mod crates;
mod demo;
mod error;
mod firmware;
mod layout;
mod needs;
mod packages;
mod projects;
mod provision;
mod sanitizer;
mod shell;
mod suite;
mod tally;
mod task;
mod toolchain;
mod triples;
mod tutorial;

use std::env;
use std::process::ExitCode;

use error::Error;
use layout::Layout;
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

/// Performs the task. The exit code tells whether all checks passed.
fn perform(task: Task) -> Result<ExitCode, Error> {
    let layout = Layout::from_environment()?;
    let tally = match task {
        Task::Help => {
            print!("{}", task::USAGE);
            return Ok(ExitCode::SUCCESS);
        }
        Task::Setup => {
            let toolchain = provision::provision(&layout, Scope::Build)?;
            artifacts::runtimes(&layout, toolchain)?;
            println!(
                "dissolve can be built here, with its runtimes inside; they are in {}",
                layout.library().display()
            );
            return Ok(ExitCode::SUCCESS);
        }
        Task::Demo => {
            demo::demo(&layout)?;
            return Ok(ExitCode::SUCCESS);
        }
        Task::Test { filter: Some(filter) } => {
            let toolchain = provision::provision(&layout, Scope::Test)?;
            suite::matching(&layout, toolchain, &filter)?
        }
        Task::Test { filter: None } => {
            let toolchain = provision::provision(&layout, Scope::Test)?;
            suite::all(&layout, toolchain)?
        }
        Task::Projects => {
            let toolchain = provision::provision(&layout, Scope::Test)?;
            suite::projects(&layout, toolchain)?
        }
        Task::Conformance { arguments } => {
            let toolchain = provision::provision(&layout, Scope::Build)?;
            suite::conformance(&layout, toolchain, &arguments)?;
            return Ok(ExitCode::SUCCESS);
        }
        Task::Fuzz { arguments } => {
            let toolchain = provision::provision(&layout, Scope::Build)?;
            suite::fuzz(&layout, toolchain, &arguments)?;
            return Ok(ExitCode::SUCCESS);
        }
        Task::Bench { name, arguments } => {
            let toolchain = provision::provision(&layout, Scope::Bench)?;
            suite::bench(&layout, toolchain, &name, &arguments)?;
            return Ok(ExitCode::SUCCESS);
        }
        Task::Ci => {
            let toolchain = provision::provision(&layout, Scope::Ci)?;
            checks::all(&layout, toolchain)? + suite::all(&layout, toolchain)?
        }
    };
    println!("{tally}");
    Ok(if tally.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
