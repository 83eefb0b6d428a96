//! Tests of `dissolve doctor`, `dissolve completions` and `dissolve --version`.

use std::process::{Command, Output};

fn dissolve(arguments: &[&str]) -> Command {
    let mut command = crate::command();
    command.args(arguments);
    command
}

fn text(output: &Output) -> (String, String) {
    let [stdout, stderr] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8(bytes.clone()).unwrap());
    (stdout, stderr)
}

/// The tests link and run images, so their machine has everything.
#[test]
fn a_machine_with_everything() {
    let output = dissolve(&["doctor"]).output().unwrap();
    let (found, missing) = text(&output);
    assert!(output.status.success() && missing.is_empty(), "{missing}");
    for part in [
        "linker",
        "runtimes for thumbv6m-none-eabi",
        "runtimes for riscv32imac-unknown-none-elf",
        "QEMU emulator version",
    ] {
        assert!(found.contains(part), "{part}: {found}");
    }
}

#[test]
fn a_machine_with_nothing() {
    let empty = tempfile::tempdir().unwrap();
    let mut command = dissolve(&["doctor"]);
    command
        .env("PATH", empty.path())
        .env("DISSOLVE_LIB", empty.path())
        .env_remove("DISSOLVE_LLD")
        .env_remove("DISSOLVE_QEMU");
    let output = command.output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let (found, missing) = text(&output);
    assert_eq!(
        found.lines().filter(|line| line.ends_with("  missing")).count(),
        missing.lines().count(),
        "{found}\n{missing}"
    );
    for remedy in [
        "missing: linker: no linker found",
        "`apt-get install lld`",
        "missing: runtimes for thumbv7m-none-eabi: there is no runtime for `thumbv7m-none-eabi` at ",
        "missing: emulator qemu-system-arm: cannot start the emulator",
        "missing: emulator qemu-system-riscv32: ",
    ] {
        assert!(missing.contains(remedy), "{remedy}: {missing}");
    }
}

/// A path in a variable that leads nowhere is missing, and no other program is taken for it.
#[test]
fn variables_that_lead_nowhere() {
    let mut command = dissolve(&["doctor"]);
    let output = command.env("DISSOLVE_LLD", "/nowhere/ld.lld").env("DISSOLVE_QEMU", "/nowhere/qemu").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let (_, missing) = text(&output);
    assert_eq!(missing.lines().count(), 2, "{missing}");
    assert!(missing.contains("/nowhere/ld.lld") && missing.contains("/nowhere/qemu"), "{missing}");
}

#[test]
fn the_version_names_llvm_and_the_targets() {
    let (version, _) = text(&dissolve(&["--version"]).output().unwrap());
    let (first, second) = version.trim_end().split_once('\n').unwrap();
    assert!(first.starts_with(concat!("dissolve ", env!("CARGO_PKG_VERSION"), " (LLVM ")), "{version}");
    assert!(second.starts_with("targets: cortex-m0, ") && second.contains("riscv32imac"), "{version}");
}

#[test]
fn completions_of_each_shell() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let output = dissolve(&["completions", shell]).output().unwrap();
        let (script, _) = text(&output);
        assert!(
            output.status.success() && script.contains("dissolve") && script.contains("import-passthrough"),
            "{shell}"
        );
    }
    let (_, message) = text(&dissolve(&["completions", "sh"]).output().unwrap());
    assert!(message.contains("possible values: bash"), "{message}");
}
