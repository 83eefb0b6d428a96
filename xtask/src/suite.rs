//! Runs all tests, reference suites and benchmarks: builds their parts first, and counts the results. Environment
//! variables tell the tests where the parts are:
//!
//! | variable | value |
//! | --- | --- |
//! | `DISSOLVE_LIB` | the folder of the native runtime, as for `dissolve` itself |
//! | `DISSOLVE_GUESTS` | the folder of the core modules of `examples/`, of `kernel/components` and of the guests in `tests/` |
//! | `DISSOLVE_PROGRAMS` | the folder of the compiled programs in Rust of the benchmark `programs` |
//! | `DISSOLVE_PROGRAMS_RUST` | the version of the Rust that compiled them |
//! | `DISSOLVE_WASI_GUESTS` | the folders of guests for the WASI targets that the toolchain offers |
//! | `DISSOLVE_WASI_STD_GUESTS` | those of these folders that have guests with the standard library |
//!
//! A part that does not build counts as one failure; everything else still runs.

use std::env;
use std::process::Command;

use crate::error::Error;
use crate::layout::Layout;
use crate::tally::{Counter, Tally};
use crate::toolchain::{Library, Toolchain, host_cargo};
use crate::{artifacts, crates, firmware, projects, sanitizer, shell};

/// Runs all tests, and checks that code that no test runs builds too.
///
/// # Errors
///
/// If Cargo cannot be started.
pub fn all(layout: &Layout, toolchain: Toolchain) -> Result<Tally, Error> {
    Ok(artifacts(layout, toolchain)
        + workspace(layout, toolchain, None)?
        + of_users(layout, toolchain)?
        + memory_checked(layout)?
        + interpreted(layout)?
        + other_llvm(layout)?)
}

/// Builds and runs the projects of users.
///
/// # Errors
///
/// If the command `dissolve` does not build, or a program cannot be started.
pub fn projects(layout: &Layout, toolchain: Toolchain) -> Result<Tally, Error> {
    let parts = artifacts(layout, toolchain);
    // Among the workspace's tests are those of the command, for which Cargo builds it.
    let mut build = test_of_workspace(layout);
    shell::step("building dissolve", build.args(["--no-run", "--test", "cli"]))?;
    Ok(parts + of_users(layout, toolchain)?)
}

/// Packages the crates, and builds and runs the projects of users with these and the command `dissolve` that is built.
fn of_users(layout: &Layout, toolchain: Toolchain) -> Result<Tally, Error> {
    let crates = match crates::package(layout) {
        Ok(crates) => crates,
        Err(error) => return Ok(failure(&error)),
    };
    Ok(Tally::one(true) + firmware::all(layout, toolchain, &crates)? + projects::all(layout, toolchain, &crates)?)
}

/// Runs the tests whose names contain `filter`.
///
/// # Errors
///
/// If Cargo cannot be started, or there is no such test.
pub fn matching(layout: &Layout, toolchain: Toolchain, filter: &str) -> Result<Tally, Error> {
    let tally = artifacts(layout, toolchain) + workspace(layout, toolchain, Some(filter))?;
    if tally == Tally::default() {
        return Err(Error::Usage(format!("no test has `{filter}` in its name")));
    }
    Ok(tally)
}

/// Runs a benchmark.
///
/// # Errors
///
/// If something that it needs does not build, or if the benchmark fails.
pub fn bench(layout: &Layout, toolchain: Toolchain, name: &str, arguments: &[String]) -> Result<(), Error> {
    artifacts::runtimes(layout, toolchain)?;
    if name == "programs" {
        artifacts::programs(layout, toolchain)?;
    } else {
        for (folder, library) in layout.guests()? {
            artifacts::guests(layout, toolchain, &folder, library)?;
        }
    }
    let mut command = host_cargo();
    command.args(["run", "--release", "--package", "dissolve-benches", "--target-dir"]).arg(layout.target());
    command.args(["--", name]).args(arguments).current_dir(layout.root());
    command.env("DISSOLVE_LIB", layout.library()).env("DISSOLVE_GUESTS", layout.built_guests());
    command.env("DISSOLVE_PROGRAMS", layout.programs_target());
    command.env("DISSOLVE_PROGRAMS_RUST", toolchain.version());
    shell::step(&format!("benchmark {name}"), &mut command)
}

/// Runs a reference suite.
///
/// # Errors
///
/// If something that it needs does not build, or if a directive of the suite fails.
pub fn conformance(layout: &Layout, toolchain: Toolchain, arguments: &[String]) -> Result<(), Error> {
    program_of_tests(layout, toolchain, "conformance", arguments)
}

/// Runs a campaign of random inputs.
///
/// # Errors
///
/// If something that it needs does not build, or if an input gives a wrong result.
pub fn fuzz(layout: &Layout, toolchain: Toolchain, arguments: &[String]) -> Result<(), Error> {
    program_of_tests(layout, toolchain, "fuzz", arguments)
}

/// Builds a program of the tests' package in the same way as the tests do, so that nothing is built a second time, and
/// runs it.
fn program_of_tests(layout: &Layout, toolchain: Toolchain, name: &str, arguments: &[String]) -> Result<(), Error> {
    artifacts::runtimes(layout, toolchain)?;
    // Cargo builds the programs of a package for any of its tests.
    let mut build = test_of_workspace(layout);
    build.args(["--no-run", "--test", "hostile"]);
    shell::step(&format!("building {name}"), &mut build)?;
    let mut command = Command::new(layout.program_of_tests(name));
    command.args(arguments).current_dir(layout.root()).env("DISSOLVE_LIB", layout.library());
    shell::step(&format!("{name} {}", arguments.join(" ")), &mut command)
}

/// `cargo test` for the whole workspace: for a part of it, Cargo would build the dependencies with other features.
fn test_of_workspace(layout: &Layout) -> Command {
    let mut command = host_cargo();
    command.args(["test", "--workspace", "--features", "dissolve-guest/async,dissolve-build/compiler"]);
    command.arg("--target-dir").arg(layout.target());
    command.current_dir(layout.root());
    command
}

/// Builds the parts that tests need. The tally has a failure for each part that does not build; other parts are not
/// counted.
fn artifacts(layout: &Layout, toolchain: Toolchain) -> Tally {
    let guests = match layout.guests() {
        Ok(guests) => guests,
        Err(error) => return failure(&error),
    };
    let guests = guests.iter().map(|(folder, library)| artifacts::guests(layout, toolchain, folder, *library));
    let built = [artifacts::runtimes(layout, toolchain)].into_iter().chain(guests);
    let built = built.chain([artifacts::wasi_guests(layout, toolchain)]);
    built.filter_map(Result::err).fold(Tally::default(), |tally, error| tally + failure(&error))
}

/// Prints an error, and counts it as a failure.
fn failure(error: &Error) -> Tally {
    eprintln!("xtask: {error}");
    Tally::one(false)
}

/// Runs the tests of the workspace.
fn workspace(layout: &Layout, toolchain: Toolchain, filter: Option<&str>) -> Result<Tally, Error> {
    let mut command = test_of_workspace(layout);
    command.arg("--no-fail-fast").args(filter);
    command.env("DISSOLVE_LIB", layout.library()).env("DISSOLVE_GUESTS", layout.built_guests());
    for (variable, library) in [("DISSOLVE_WASI_GUESTS", Library::Alloc), ("DISSOLVE_WASI_STD_GUESTS", Library::Std)] {
        let folders =
            artifacts::wasi_triples(toolchain, library).into_iter().map(|triple| layout.built_guests_for(triple));
        command.env(variable, env::join_paths(folders).unwrap_or_default());
    }
    count("testing", &mut command)
}

/// Runs the tests of code that shares memory with untrusted code: the arena, and streams whose runtime keeps pointers.
/// AddressSanitizer checks the accesses, or valgrind if Rust comes without it.
fn memory_checked(layout: &Layout) -> Result<Tally, Error> {
    let mut command = host_cargo();
    command.args(["test", "--package", "dissolve-arena", "--package", "dissolve-guest", "--lib"]);
    // The macros run in the compiler; without them, no parser of WIT is compiled a second time.
    command.args(["--no-default-features", "--features", "dissolve-guest/async", "--no-fail-fast"]);
    command.current_dir(layout.root()).arg("--target-dir").arg(layout.target().join("memory-checked"));
    match sanitizer::host_with_address_sanitizer() {
        Some(host) => {
            command.args(["--target", &host]);
            // Allows `-Z` with a stable compiler.
            command.env("RUSTC_BOOTSTRAP", "1").env("RUSTFLAGS", "-Zsanitizer=address --cfg dissolve_asan");
            // These flags would take precedence over `RUSTFLAGS`.
            command.env_remove("CARGO_ENCODED_RUSTFLAGS");
            count("testing under AddressSanitizer", &mut command)
        }
        None => {
            command
                .args(["--config", r#"target.'cfg(unix)'.runner = "valgrind -q --error-exitcode=9 --leak-check=no""#]);
            count("testing under valgrind", &mut command)
        }
    }
}

/// Runs the tests of the arena under Miri, if Rust comes with it. Miri detects undefined behaviour that no processor
/// shows.
fn interpreted(layout: &Layout) -> Result<Tally, Error> {
    if shell::answer(host_cargo().args(["miri", "--version"])).is_none() {
        eprintln!("xtask: there is no Miri here; the arena is not tested under it");
        return Ok(Tally::default());
    }
    let mut command = host_cargo();
    command.args(["miri", "test", "--package", "dissolve-arena", "--lib", "--target-dir"]);
    command
        .arg(layout.target().join("miri"))
        .current_dir(layout.root())
        .env("MIRIFLAGS", "-Zmiri-permissive-provenance");
    count("testing under Miri", &mut command)
}

/// Runs a `cargo test` command, and counts its results.
fn count(title: &str, command: &mut Command) -> Result<Tally, Error> {
    let mut counter = Counter::default();
    let success = shell::attempt_reading(title, command, |line| {
        println!("{line}");
        counter.line(line);
    })?;
    Ok(counter.finish(success))
}

/// Checks that code generation builds with the other LLVM that it supports.
fn other_llvm(layout: &Layout) -> Result<Tally, Error> {
    let mut command = host_cargo();
    command.args(["check", "--package", "dissolve-codegen", "--no-default-features", "--features", "llvm19"]);
    command.arg("--target-dir").arg(layout.target()).current_dir(layout.root());
    Ok(Tally::one(shell::attempt("checking dissolve-codegen with LLVM 19", &mut command)?))
}
