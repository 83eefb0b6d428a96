//! The command line: takes the arguments, returns the task that they name.

use crate::error::Error;

/// The text that `cargo xtask help` prints.
pub const USAGE: &str = "\
cargo xtask: builds, shows and tests dissolve

Usage: cargo xtask <TASK>

Tasks:
  demo           Build everything, then take examples/greet from Rust source to an emulated chip
  test [FILTER]  Run every test, or those whose name contains FILTER; ends with `N passed, N failed`
  projects       Of the tests, build and run the projects of users: `examples/firmware`, `docs/tutorial.md` and those of `dissolve init`
  conformance component-model [FILTER]
                 Run the Component Model's reference tests, or the files whose path contains FILTER, on a stock engine and
                 on an emulated chip, and print what became of every directive
  conformance --target TARGET [--bounds check|none] [-O s|z|2|3] [FILTER]
                 The same with WebAssembly's own tests on the emulated chip of a target
  fuzz KIND [OPTION N]...
                 Run random inputs: `types` through composed components, against a stock engine; `worlds` through the
                 bindings in Rust and C, on this machine, against a stock engine; `components` that were changed, through the
                 fuser; `asynchronous` the same with asynchronous ones; `modules` natively on emulated chips, against a stock
                 engine; `mutations` of modules through code generation. `--count N`, `--seed S`, `--jobs J`; but for types also
                 `--first I`; for modules also `--target T` and `--shrink FOLDER`, which takes what fails there as text that is
                 smaller
  bench NAME     Build and run a benchmark: `arena` (instructions of the allocator), `codegen` and `fuse` (time and memory
                 of the two), `modes` (sizes of guests), `seams` (what calls between components cost), `programs` (in code,
                 RAM and instructions, next to native code; `--json FILE`, `--svg FILE`, and the targets and programs to measure)
  ci             Check formatting and lints, each counted like a test, then run every test
  setup          Install what building needs, and build the native runtime
  help           Print this

Each task first finds out what the machine is missing (LLVM, lld, QEMU, a Rust for wasm32 and thumb targets), says what
it is about to install, and installs it with rustup and apt-get. Without root, or where apt-get would have to remove
something, it unpacks the packages into `packages/` in the target directory and changes nothing on the system; in a shell,
`. target/packages/env` makes programs find them there.

Environment:
  CARGO_TARGET_DIR                Where everything is built [default: target]
  DISSOLVE_RUST                   Which Rust compiles for chips and guests, `rustup` or `debian` [default: rustup's if it can]
  DISSOLVE_COMPONENT_MODEL_TESTS  The folder of that suite [default: ../shared/conformance/component-model]
";

/// A task that the user asks for.
#[derive(Debug, PartialEq, Eq)]
pub enum Task {
    /// Run the demo.
    Demo,
    /// Run tests.
    Test {
        /// A part of the names of the tests to run; none for all tests.
        filter: Option<String>,
    },
    /// Build and run the projects of users.
    Projects,
    /// Run a reference suite.
    Conformance {
        /// The suite, the chip, and a part of the paths of the files to run.
        arguments: Vec<String>,
    },
    /// Run random inputs.
    Fuzz {
        /// The kind of inputs, and options such as their number.
        arguments: Vec<String>,
    },
    /// Run a benchmark.
    Bench {
        /// The name of the benchmark.
        name: String,
        /// The arguments of `programs`: files to write, targets and programs.
        arguments: Vec<String>,
    },
    /// Run all checks that a change must pass.
    Ci,
    /// Install and build the parts that everything else needs.
    Setup,
    /// Print the tasks.
    Help,
}

impl Task {
    /// Parses the arguments, without the name of the program.
    ///
    /// # Errors
    ///
    /// If they do not name a task, or have an argument that the task does not take.
    pub fn parse(arguments: impl IntoIterator<Item = String>) -> Result<Task, Error> {
        let mut arguments = arguments.into_iter();
        let name = arguments.next().ok_or_else(|| Error::Usage("a task is missing".into()))?;
        let task = match name.as_str() {
            "demo" => Task::Demo,
            "test" => Task::Test { filter: arguments.next().map(not_an_option).transpose()? },
            "projects" => Task::Projects,
            "conformance" => {
                let arguments: Vec<String> = arguments.by_ref().collect();
                if arguments.is_empty() {
                    return Err(Error::Usage("`conformance` takes `component-model` or `--target TARGET`".into()));
                }
                Task::Conformance { arguments }
            }
            "fuzz" => {
                let arguments: Vec<String> = arguments.by_ref().collect();
                if arguments.is_empty() {
                    return Err(Error::Usage(
                        "`fuzz` takes `types`, `worlds`, `components`, `asynchronous`, `modules` or `mutations`".into(),
                    ));
                }
                Task::Fuzz { arguments }
            }
            "bench" => {
                let name =
                    arguments.next().ok_or_else(|| Error::Usage("`bench` takes the name of a benchmark".into()))?;
                let name = not_an_option(name)?;
                let arguments = if name == "programs" { arguments.by_ref().collect() } else { Vec::new() };
                Task::Bench { name, arguments }
            }
            "ci" => Task::Ci,
            "setup" => Task::Setup,
            "help" | "--help" | "-h" => Task::Help,
            other => return Err(Error::Usage(format!("there is no task `{other}`"))),
        };
        match arguments.next() {
            None => Ok(task),
            Some(extra) => Err(Error::Usage(format!("`{name}` takes no argument `{extra}`"))),
        }
    }
}

/// Returns the argument, unless it looks like an option. Only `conformance`, `fuzz` and `bench programs` have options, which the programs
/// that they run read.
fn not_an_option(argument: String) -> Result<String, Error> {
    if argument.starts_with('-') {
        return Err(Error::Usage(format!("there is no option `{argument}`")));
    }
    Ok(argument)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(line: &str) -> Result<Task, Error> {
        Task::parse(line.split_whitespace().map(String::from))
    }

    #[test]
    fn tasks_are_found_by_name() {
        assert_eq!(parse("demo").unwrap(), Task::Demo);
        assert_eq!(parse("test").unwrap(), Task::Test { filter: None });
        assert_eq!(parse("test greet").unwrap(), Task::Test { filter: Some("greet".into()) });
        assert_eq!(parse("bench arena").unwrap(), Task::Bench { name: "arena".into(), arguments: Vec::new() });
        assert_eq!(
            parse("bench programs cortex-m0 --json f").unwrap(),
            Task::Bench { name: "programs".into(), arguments: ["cortex-m0", "--json", "f"].map(String::from).to_vec() }
        );
        assert_eq!(
            parse("conformance component-model values/").unwrap(),
            Task::Conformance { arguments: ["component-model", "values/"].map(String::from).to_vec() }
        );
        assert_eq!(
            parse("conformance --target cortex-m3 i32").unwrap(),
            Task::Conformance { arguments: ["--target", "cortex-m3", "i32"].map(String::from).to_vec() }
        );
        assert_eq!(
            parse("fuzz types --count 7").unwrap(),
            Task::Fuzz { arguments: ["types", "--count", "7"].map(String::from).to_vec() }
        );
        assert_eq!(parse("projects").unwrap(), Task::Projects);
        assert_eq!(parse("--help").unwrap(), Task::Help);
    }

    #[test]
    fn a_line_that_means_nothing_is_refused() {
        let message = |line| parse(line).unwrap_err().to_string();
        assert!(message("").contains("a task is missing"));
        assert!(message("tset").contains("there is no task `tset`"));
        assert!(message("ci now").contains("`ci` takes no argument `now`"));
        assert!(message("bench").contains("takes the name of a benchmark"));
        assert!(message("bench arena now").contains("`bench` takes no argument `now`"));
        assert!(message("conformance").contains("takes `component-model` or `--target TARGET`"));
        assert!(
            message("fuzz").contains("takes `types`, `worlds`, `components`, `asynchronous`, `modules` or `mutations`")
        );
        assert!(message("test --release").contains("there is no option `--release`"));
        assert_eq!(parse("tset").unwrap_err().exit_status(), 2);
    }

    #[test]
    fn the_usage_names_every_task() {
        let all = [
            "demo",
            "test",
            "projects",
            "conformance component-model",
            "fuzz KIND",
            "bench NAME",
            "ci",
            "setup",
            "help",
        ];
        for task in all {
            assert!(USAGE.contains(&format!("\n  {task} ")), "{task}");
            parse(task).unwrap();
        }
    }
}
