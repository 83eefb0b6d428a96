//! Tests of the command as its users run it: arguments, files, output, exit status.

mod bad_input;
mod bind_arena;
mod check;
mod compose;
mod doctor;
mod missing;
mod outputs;
mod projects;
mod run;
mod shared;
mod symbolize;
mod targets;
