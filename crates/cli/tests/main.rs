//! Tests of the command as its users run it: arguments, files, output, exit status.

mod bad_input;
mod bind_arena;
mod cache;
mod check;
mod compose;
mod debug;
mod doctor;
mod missing;
mod outputs;
mod profiles;
mod projects;
mod run;
mod shared;
mod symbolize;
mod targets;

/// The command. It leaves the cache of the user who runs the tests alone: that is in a folder of the tests.
fn command() -> std::process::Command {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_dissolve"));
    command.env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"));
    command
}
