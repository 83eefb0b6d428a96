//! The command `dissolve`.

use std::process::ExitCode;

fn main() -> ExitCode {
    dissolve_cli::main()
}
