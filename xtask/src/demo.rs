//! The demo: builds everything, then runs `examples/greet` through all stages with the command lines that a user would
//! type, and ends with the output of the last one.

use std::fs;
use std::process::Command;

use crate::error::Error;
use crate::layout::Layout;
use crate::provision::{self, Scope};
use crate::{artifacts, shell};

/// The call that is made on the chip.
const CALL: &str = "greet(\"World\")";

/// The Rust target of the demo's processor.
const TRIPLE: &str = "thumbv7em-none-eabihf";

/// The stages in their order, as arguments of `dissolve`. They run in the demo's own directory.
const STAGES: &[&[&str]] = &[
    &["componentize", "greet_core.wasm", "-o", "greet.wasm"],
    &["fuse", "greet.wasm", "-o", "greet.fused.wasm"],
    &["compile", "greet.fused.wasm", "--target", "cortex-m4f", "-o", "greet.o"],
    &["build", "greet.fused.wasm", "--board", "mps2-an386", "--arena", "4KiB", "-o", "greet.elf"],
    &["run", "greet.wasm", "--board", "mps2-an386", "--arena", "4KiB", "--invoke", CALL, "--count"],
];

/// The words that the last stage must print: there must be a line with each of them.
const SHOWN: &[&str] = &["\"Hello, World\"", "Cortex-M4", "instructions", ".text", ".data", ".bss", "arena"];

/// Runs the demo.
///
/// # Errors
///
/// If something does not build, a stage fails, or the last stage does not print all words of `SHOWN`.
pub fn demo(layout: &Layout) -> Result<(), Error> {
    let toolchain = provision::provision(layout, Scope::Build)?;
    // The command has the runtimes inside.
    artifacts::runtime(layout, toolchain, &[TRIPLE])?;
    artifacts::dissolve(layout)?;
    let core = artifacts::example(layout, toolchain, "greet")?;

    let folder = layout.demo();
    fs::create_dir_all(&folder).map_err(Error::io("create", &folder))?;
    fs::copy(&core, folder.join("greet_core.wasm")).map_err(Error::io("copy", &core))?;
    println!("\n$ cd {}", folder.display());
    let mut last = String::new();
    for arguments in STAGES {
        last = stage(layout, arguments)?;
        print!("{last}");
    }
    println!("\n{}", closing(&last)?);
    if let Some(script) = layout.packages().script_path() {
        println!(
            "\nIn a shell of yours, `. {}` makes `dissolve` find QEMU, lld and LLVM.",
            shell::quoted(&script.to_string_lossy())
        );
    }
    Ok(())
}

/// Runs a stage; returns its output: standard output, which is the result, and then standard error.
fn stage(layout: &Layout, arguments: &[&str]) -> Result<String, Error> {
    println!("\n$ {}", typed(arguments));
    let mut command = Command::new(layout.dissolve());
    command.args(arguments).current_dir(layout.demo()).env("XDG_CACHE_HOME", layout.caches());
    let output = command.output().map_err(shell::start(&command))?;
    let text = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    if !output.status.success() {
        eprint!("{text}");
        return Err(Error::Failed { line: typed(arguments) });
    }
    Ok(text)
}

/// The command line of a stage, as a user types it with `dissolve` in the path.
fn typed(arguments: &[&str]) -> String {
    let mut command = Command::new("dissolve");
    shell::line(command.args(arguments))
}

/// The block at the end: the call, and each line of the last stage's output that contains a word of `SHOWN`.
fn closing(output: &str) -> Result<String, Error> {
    for &word in SHOWN {
        if !output.lines().any(|line| line.contains(word)) {
            let line = STAGES.last().map(|arguments| typed(arguments)).unwrap_or_default();
            return Err(Error::NotShown { line, word });
        }
    }
    let shown = output.lines().filter(|line| SHOWN.iter().any(|word| line.contains(word)));
    Ok([CALL].into_iter().chain(shown).map(|line| format!("  {line}")).collect::<Vec<_>>().join("\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTPUT: &str = "\"Hello, World\"\n\
                          Cortex-M4F (Arm MPS2, AN386)\n\
                          .text 5000, .rodata 20, .data 0, .bss 12, arena 4096 bytes\n\
                          something else\n\
                          512 instructions\n";

    #[test]
    fn the_closing_block_is_what_the_chip_said() {
        assert_eq!(
            closing(OUTPUT).unwrap(),
            "  greet(\"World\")\n  \"Hello, World\"\n  Cortex-M4F (Arm MPS2, AN386)\n  .text 5000, .rodata 20, .data 0, \
             .bss 12, arena 4096 bytes\n  512 instructions"
        );
    }

    #[test]
    fn a_wrong_answer_is_an_error() {
        let error = closing(&OUTPUT.replace("World", "Moon")).unwrap_err().to_string();
        assert!(error.ends_with("printed no line with `\"Hello, World\"`"), "{error}");
        assert!(error.contains("--invoke 'greet(\"World\")'"), "{error}");
    }

    #[test]
    fn each_stage_takes_what_an_earlier_one_wrote() {
        let mut written = vec!["greet_core.wasm"];
        for arguments in STAGES {
            assert!(written.contains(&arguments[1]), "{}", typed(arguments));
            written.extend(arguments.windows(2).filter(|pair| pair[0] == "-o").map(|pair| pair[1]));
        }
    }
}
