//! The command `dissolve`, as a library: [`main`] is the command, and [`run`] a command line of it inside another program, such as a build
//! script.

mod args;
mod commands;
mod files;
mod findings;
mod inputs;
mod inspection;
mod sizes;
mod table;
mod verbose;

use std::ffi::OsString;
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
pub type Failure = Box<dyn std::error::Error>;

/// Runs the command line of this process, and prints its error. The status tells a script what a report says.
pub fn main() -> ExitCode {
    set_panic_hook();
    let arguments = Arguments::parse();
    if arguments.verbose {
        verbose::print_phases();
    }
    match execute(&arguments.command) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {}", report(&*error));
            ExitCode::FAILURE
        }
    }
}

/// The text of an error, with a line that says so if it is a bug of dissolve and not of the input.
pub fn report(error: &(dyn std::error::Error + 'static)) -> String {
    let text = error.to_string();
    // That of a wrong command line begins so.
    let text = text.strip_prefix("error: ").unwrap_or(&text).trim_end();
    if dissolve_pipeline::is_defect(error) { format!("{text}\n{DEFECT}") } else { text.to_owned() }
}

/// Runs a command line: the arguments of `dissolve`, without the name of the program. Returns false if `check` finds that the input is not
/// bounded, or `doctor` that something is missing. Reports go to standard output.
///
/// # Errors
///
/// If the arguments are not those of a command, or the command fails.
///
/// # Examples
///
/// ```
/// assert!(dissolve_cli::run(["targets"])?);
/// assert!(dissolve_cli::run(["compile", "none.wasm", "--target", "cortex-m3", "-o", "none/"]).is_err());
/// # Ok::<(), dissolve_cli::Failure>(())
/// ```
pub fn run<A: Into<OsString>>(arguments: impl IntoIterator<Item = A>) -> Result<bool, Failure> {
    let name = OsString::from("dissolve");
    let arguments = std::iter::once(name).chain(arguments.into_iter().map(Into::into));
    execute(&Arguments::try_parse_from(arguments)?.command)
}

/// Runs a command. Returns false if a report is not good.
fn execute(command: &Command) -> Result<bool, Failure> {
    let done = |()| true;
    match command {
        Command::Componentize(command) => commands::componentize(command).map(done),
        Command::Fuse(command) => commands::fuse(command).map(done),
        Command::Check(command) => commands::check(command),
        Command::Inspect(command) => commands::inspect(command).map(done),
        Command::Compile(command) => commands::compile(command).map(done),
        Command::Build(command) => commands::build(command).map(done),
        Command::Run(command) => commands::run(command).map(done),
        Command::Symbolize(command) => commands::symbolize(command).map(done),
        Command::Targets(_) => commands::targets().map(done),
        Command::Boards(command) => commands::boards(command).map(done),
        Command::Doctor(_) => commands::doctor(),
        Command::Completions(command) => commands::completions(command).map(done),
        Command::Cmake(command) => commands::cmake(command).map(done),
        Command::Init(command) => commands::init(command).map(done),
    }
}
