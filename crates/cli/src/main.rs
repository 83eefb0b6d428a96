//! The command `dissolve`.

mod args;
mod commands;
mod files;
mod findings;
mod inputs;
mod inspection;
mod sizes;
mod table;
mod verbose;

use std::panic;
use std::process::ExitCode;

use clap::Parser as _;

use crate::args::{Arguments, Command};

/// The line printed after an error that is a bug of dissolve, not of the input.
const DEFECT: &str = "this is a defect of dissolve's own; please report it, with the input and the command line";

/// Sets a panic hook that does not print panics that become errors, and reports all others as defects.
fn set_panic_hook() {
    let print = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if !dissolve_pipeline::interface::is_guarded() {
            print(info);
            eprintln!("{DEFECT}");
        }
    }));
}

/// The error of a command.
type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    set_panic_hook();
    let arguments = Arguments::parse();
    if arguments.verbose {
        verbose::print_phases();
    }
    // The status tells a script what a report says.
    let status = |is_good| if is_good { ExitCode::SUCCESS } else { ExitCode::FAILURE };
    let done = |()| ExitCode::SUCCESS;
    let result = match &arguments.command {
        Command::Componentize(command) => commands::componentize(command).map(done),
        Command::Fuse(command) => commands::fuse(command).map(done),
        Command::Check(command) => commands::check(command).map(status),
        Command::Inspect(command) => commands::inspect(command).map(done),
        Command::Compile(command) => commands::compile(command).map(done),
        Command::Build(command) => commands::build(command).map(done),
        Command::Run(command) => commands::run(command).map(done),
        Command::Symbolize(command) => commands::symbolize(command).map(done),
        Command::Targets(_) => commands::targets().map(done),
        Command::Boards(command) => commands::boards(command).map(done),
        Command::Doctor(_) => commands::doctor().map(status),
        Command::Completions(command) => commands::completions(command).map(done),
    };
    match result {
        Ok(status) => status,
        Err(error) => {
            eprintln!("error: {error}");
            if dissolve_pipeline::is_defect(&*error) {
                eprintln!("{DEFECT}");
            }
            ExitCode::FAILURE
        }
    }
}
