//! Golden tests of commands that compose (`tests/cases/compose`), of mistakes and their messages
//! (`tests/cases/messages`), and of users' inputs that once failed (`tests/cases/found`). Each folder is a case:
//! `command` has the arguments of one command per line, `output.txt` has the output of all commands, each with its exit
//! status. `BLESS=1` writes the actual output as the expected one.

use std::path::{Path, PathBuf};
use std::{env, fs};

#[test]
fn cases() {
    compare_all("compose");
}

#[test]
fn messages() {
    compare_all("messages");
}

#[test]
fn inputs_that_went_wrong() {
    compare_all("found");
}

fn compare_all(group: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases").join(group);
    let mut cases: Vec<PathBuf> = fs::read_dir(&root).unwrap().map(|case| case.unwrap().path()).collect();
    cases.sort();
    assert!(!cases.is_empty(), "no case in {}", root.display());
    let failures: Vec<String> = cases.iter().filter_map(|case| compare(case)).collect();
    assert!(failures.is_empty(), "{} of {} cases differ:\n{}", failures.len(), cases.len(), failures.join("\n"));
}

/// Runs a case in a copy of its folder. Returns the difference, if there is one.
fn compare(case: &Path) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    copy(case, folder.path());
    let mut text = String::new();
    for line in fs::read_to_string(case.join("command")).unwrap().lines() {
        let before = files(folder.path());
        let mut command = crate::command();
        let output = command.args(line.split(' ')).current_dir(folder.path()).output().unwrap();
        let failed = !output.status.success();
        text += &format!("$ dissolve {line}\n{}", String::from_utf8(output.stdout).unwrap());
        text += &String::from_utf8(output.stderr).unwrap();
        text += &format!("status {}\n", output.status.code().unwrap());
        if failed && files(folder.path()) != before {
            text += "there is an output although it failed\n";
        }
    }
    let path = case.join("output.txt");
    if env::var_os("BLESS").is_some() {
        fs::write(path, text).unwrap();
        return None;
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    (expected != text).then(|| format!("{} differs; got:\n{text}", path.display()))
}

fn copy(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            fs::create_dir(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

fn files(folder: &Path) -> Vec<std::ffi::OsString> {
    let mut names: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    names
}

/// A trap in a plug is reported with the plug's component and function.
#[test]
fn a_trap_on_the_chip_names_component_and_function() {
    let folder = tempfile::tempdir().unwrap();
    let app = r#"(component
        (import "acme:a/math" (instance $math (export "fib" (func (param "n" u32) (result u32)))))
        (alias export $math "fib" (func $fib))
        (core func $fib (canon lower (func $fib)))
        (core module $app
            (import "math" "fib" (func $fib (param i32) (result i32)))
            (func $run (export "run") (param i32) (result i32) (call $fib (local.get 0))))
        (core instance $math (export "fib" (func $fib)))
        (core instance $app (instantiate $app (with "math" (instance $math))))
        (func (export "run") (param "n" u32) (result u32) (canon lift (core func $app "run"))))"#;
    // The function is recursive, so that it is not inlined. It traps when its argument is greater than thirteen.
    let math = r#"(component
        (core module $math
            (func $_ZN4math3fib17h0123456789abcdefE (export "fib") (param i32) (result i32)
                (if (i32.gt_u (local.get 0) (i32.const 13)) (then unreachable))
                (if (result i32) (i32.lt_u (local.get 0) (i32.const 2)) (then (local.get 0)) (else
                    (i32.add
                        (call $_ZN4math3fib17h0123456789abcdefE (i32.sub (local.get 0) (i32.const 1)))
                        (call $_ZN4math3fib17h0123456789abcdefE (i32.sub (local.get 0) (i32.const 2))))))))
        (core instance $math (instantiate $math))
        (func $fib (param "n" u32) (result u32) (canon lift (core func $math "fib")))
        (instance $out (export "fib" (func $fib)))
        (export "acme:a/math" (instance $out)))"#;
    fs::write(folder.path().join("app.wat"), app).unwrap();
    fs::write(folder.path().join("my-math.wat"), math).unwrap();
    let mut command = crate::command();
    let arguments = ["run", "app.wat", "--plug", "my-math.wat", "--board", "mps2-an385"];
    let calls = ["--invoke", "run(10)", "--invoke", "run(14)"];
    let output = command.args(arguments).args(calls).current_dir(folder.path()).output().unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "55\n", "{message}");
    assert!(message.contains("run(14): `run`: trap: unreachable in `my-math::math::fib`"), "{message}");
}
