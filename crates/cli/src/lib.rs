//! The command `dissolve`, as a library: [`main`] is the command, and [`run`] a command line of it inside another program, such as a build
//! script.

mod args;
mod commands;
mod files;
mod findings;
mod inputs;
mod inspection;
mod profiles;
mod progress;
mod sizes;
mod table;

use std::ffi::OsString;
use std::panic;
use std::process::ExitCode;

use clap::Parser as _;
use dissolve_pipeline::interface::Observer;

use crate::args::{Arguments, Command};
use crate::progress::Progress;

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
    match execute(&Arguments::parse()) {
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
    execute(&Arguments::try_parse_from(arguments)?)
}

/// Runs a command, and prints the time of its phases if that is asked for. Returns false if a report is not good.
fn execute(arguments: &Arguments) -> Result<bool, Failure> {
    let progress = Progress::begin(arguments.verbose);
    let result = perform(&arguments.command, progress.observer());
    if arguments.time {
        eprint!("{}", progress.table());
    }
    result
}

/// Runs a command.
fn perform(command: &Command, observer: &Observer) -> Result<bool, Failure> {
    let done = |()| true;
    match command {
        Command::Componentize(command) => commands::componentize(command, observer).map(done),
        Command::Fuse(command) => commands::fuse(command, observer).map(done),
        Command::Check(command) => commands::check(command, observer),
        Command::Inspect(command) => commands::inspect(command).map(done),
        Command::Compile(command) => commands::compile(command, observer).map(done),
        Command::Build(command) => commands::build(command, observer).map(done),
        Command::Run(command) => commands::run(command, observer).map(done),
        Command::Debug(command) => commands::debug(command).map(done),
        Command::Symbolize(command) => commands::symbolize(command).map(done),
        Command::Targets(_) => commands::targets().map(done),
        Command::Boards(command) => commands::boards(command).map(done),
        Command::Doctor(_) => commands::doctor(),
        Command::Completions(command) => commands::completions(command).map(done),
        Command::Cmake(command) => commands::cmake(command).map(done),
        Command::Init(command) => commands::init(command).map(done),
    }
}
