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
        if !dissolve::interface::is_guarded() {
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
    let result = match &arguments.command {
        Command::Componentize(command) => commands::componentize(command),
        Command::Fuse(command) => commands::fuse(command),
        // An input that is not bounded is not an error, but a script must see it in the exit status.
        Command::Check(command) => match commands::check(command) {
            Ok(true) => Ok(()),
            Ok(false) => return ExitCode::FAILURE,
            Err(error) => Err(error),
        },
        Command::Inspect(command) => commands::inspect(command),
        Command::Compile(command) => commands::compile(command),
        Command::Build(command) => commands::build(command),
        Command::Run(command) => commands::run(command),
        Command::Targets(_) => commands::targets(),
        Command::Boards(command) => commands::boards(command),
        // What is missing is not an error, but a script must see it in the exit status.
        Command::Doctor(_) => match commands::doctor() {
            Ok(true) => Ok(()),
            Ok(false) => return ExitCode::FAILURE,
            Err(error) => Err(error),
        },
        Command::Completions(command) => commands::completions(command),
        Command::Symbolize(command) => commands::symbolize(command),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            if dissolve::is_defect(&*error) {
                eprintln!("{DEFECT}");
            }
            ExitCode::FAILURE
        }
    }
}
