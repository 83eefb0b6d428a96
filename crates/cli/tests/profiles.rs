//! `dissolve run --profile` and `--coverage`: the tables, the files, and what is refused.

use std::fs;
use std::path::Path;
use std::process::Output;

use tempfile::TempDir;

/// `run` calls itself twice in a call that is not the last.
const MODULE: &str = r#"(module (memory 0)
    (func $count (param i32) (result i32)
        (if (result i32) (i32.eqz (local.get 0))
            (then (i32.const 1))
            (else (i32.add (call $count (i32.sub (local.get 0) (i32.const 1))) (call $count (i32.sub (local.get 0) (i32.const 1)))))))
    (func (export "run") (param i32) (result i32) (call $count (local.get 0)))
    (func (export "fail") unreachable))"#;

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("guest.wat"), MODULE).unwrap();
    folder
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    crate::command().current_dir(folder).args(["run", "guest.wat"]).args(arguments).output().unwrap()
}

fn errors(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn tables_and_files_have_the_same_instructions() {
    let folder = folder();
    let files = ["--profile=p.svg", "--profile=p.folded", "--profile=p.pb", "--coverage", "c.info"];
    let calls = ["--board", "mps2-an386", "--invoke", "run(6)", "--invoke", "run(0)", "--count"];
    let output = run(folder.path(), &[&calls[..], &files].concat());
    let text = errors(&output);
    assert!(output.status.success(), "{text}");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "64\n1\n");
    let counts =
        text.lines().filter_map(|line| line.strip_prefix("instructions: ")).map(|count| count.parse::<u64>().unwrap());
    // The return of each call.
    let all = counts.sum::<u64>() + 2;
    assert!(text.contains(&format!("profile: {all} instructions in 2 calls by the host\n")), "{text}");
    assert!(text.contains(&format!("\n{all} ")) && text.contains("  100.0 %  program\n"), "{text}");
    assert!(text.contains("  program    count\n"), "{text}");
    assert!(text.contains("  program.wasm+0x"), "{text}");
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).unwrap();
    let folded = read("p.folded");
    let sum: u64 = folded.lines().map(|line| line.rsplit(' ').next().unwrap().parse::<u64>().unwrap()).sum();
    assert_eq!(sum, all, "{folded}");
    assert!(read("p.svg").contains(&format!("guest.wat: {all} instructions")), "{}", read("p.svg"));
    // The first field is a message of four bytes: the type of values.
    let pprof = fs::read(folder.path().join("p.pb")).unwrap();
    assert!(pprof.starts_with(&[0x0A, 4]) && pprof.windows(5).any(|bytes| bytes == b"count"), "{pprof:?}");
    // 127 calls and one.
    let lcov = read("c.info");
    assert!(lcov.starts_with("TN:\nSF:program.wasm\nFN:") && lcov.contains("\nFNDA:128,count\n"), "{lcov}");
    assert!(lcov.contains("\nFNDA:0,fail\n") && lcov.ends_with("\nend_of_record\n"), "{lcov}");
    assert!(text.contains("coverage: ") && text.contains(" places with code were executed\n"), "{text}");
}

#[test]
fn a_call_that_traps_has_a_profile() {
    let folder = folder();
    let output = run(folder.path(), &["--board", "virt", "--invoke", "fail()", "--profile"]);
    let text = errors(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("trap: unreachable") && text.contains("instructions in 1 call by the host"), "{text}");
    assert!(!text.contains("coverage"), "{text}");
}

#[test]
fn what_cannot_be_written_is_refused_before_the_run() {
    let folder = folder();
    let board = ["--board", "mps2-an386", "--invoke", "run(1)"];
    for (argument, status, message) in [
        ("--profile=p.png", 2, "`p.png` is no file for a profile; its name says what it becomes: `.svg` a flame graph"),
        ("--profile=no/p.svg", 1, "there is no folder no; make it first"),
        ("--coverage=guest.wat", 1, "it is an input, which would be lost"),
    ] {
        let output = run(folder.path(), &[&board[..], &[argument]].concat());
        let text = errors(&output);
        assert_eq!(output.status.code(), Some(status), "{text}");
        assert!(text.contains(message) && output.stdout.is_empty(), "{text}");
    }
}

/// A board that nothing emulates, and an emulator that writes no log.
#[test]
fn boards_and_emulators_that_cannot_are_named() {
    let folder = folder();
    let board = "name = \"mine\"\nchip = \"Cortex-M3\"\ntargets = [\"cortex-m3\"]\n[memory.flash]\norigin = 0\nlength = \"64KiB\"\n\
                 [memory.ram]\norigin = 0x2000_0000\nlength = \"64KiB\"\n";
    fs::write(folder.path().join("mine.toml"), board).unwrap();
    let output = run(folder.path(), &["--board", "mine.toml", "--invoke", "run(1)", "--profile"]);
    assert!(errors(&output).contains("board `mine` has no emulator"), "{}", errors(&output));

    let silent = folder.path().join("silent");
    fs::write(&silent, "#!/bin/sh\nfor last; do [ \"$last\" = exec,nochain ] && last=in_asm; set -- \"$@\" \"$last\"; shift; done\nexec qemu-system-arm \"$@\"\n").unwrap();
    std::fs::set_permissions(&silent, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let arguments = ["run", "guest.wat", "--board", "mps2-an386", "--invoke", "run(1)", "--profile"];
    let output =
        crate::command().current_dir(folder.path()).args(arguments).env("DISSOLVE_QEMU", &silent).output().unwrap();
    let text = errors(&output);
    assert!(
        text.contains("the emulator has written no call into its log") && output.status.code() == Some(1),
        "{text}"
    );
}
