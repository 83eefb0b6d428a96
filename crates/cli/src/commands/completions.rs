//! `dissolve completions`: writes the completions of a shell.

use clap::CommandFactory as _;

use crate::args::{Arguments, Completions};
use crate::{Failure, files};

/// Prints the script that completes the command line.
pub fn completions(arguments: &Completions) -> Result<(), Failure> {
    let mut script = Vec::new();
    clap_complete::generate(arguments.shell, &mut Arguments::command(), "dissolve", &mut script);
    files::print(&String::from_utf8(script)?)
}
