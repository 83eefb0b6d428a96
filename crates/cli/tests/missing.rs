//! Checks that the errors in README's table of missing features are the actual ones.

use std::{env, fs};

const ASYNC: &str = r#"(component
    (core module $m
        (func (export "f") (result i32) (i32.const 0))
        (func (export "cb") (param i32 i32 i32) (result i32) (i32.const 0)))
    (core instance $i (instantiate $m))
    (func (export "f") async (canon lift (core func $i "f") async (callback (func $i "cb")))))"#;

const MEMORY64: &str = r#"(module (memory i64 1) (func (export "f") (result i32) (i32.load (i64.const 0))))"#;

const WASI: &str = r#"(module
    (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
    (func (export "f") (call $exit (i32.const 1))))"#;

const EMBEDDER: &str = r#"(component
    (import "ns:p/i" (instance $i (export "r" (type $r (sub resource)))))
    (alias export $i "r" (type $r))
    (core module $m (func (export "f") (param i32) (result i32) (local.get 0)))
    (core instance $c (instantiate $m))
    (func (export "f") (param "x" (own $r)) (result (own $r)) (canon lift (core func $c "f"))))"#;

const ERROR_CONTEXT: &str = r#"(component
    (core module $m (func (export "f") (param i32)))
    (core instance $c (instantiate $m))
    (func (export "f") (param "x" error-context) (canon lift (core func $c "f"))))"#;

#[test]
fn what_is_missing_says_so_as_the_readme_has_it() {
    let readme = include_str!("../../../README.md");
    let board = "--board mps2-an386";
    for (text, arguments, parts) in [
        (ASYNC, "fuse input.wat -o out".to_owned(), &["an asynchronous function cannot be fused yet"][..]),
        (
            "(module)",
            format!("build input.wat {board} --bounds mpu -o out"),
            &["the bounds mode `mpu` is not there yet; the default is exact on every target"],
        ),
        (
            r#"(component (import "[implements=<ns:p/i>]fast" (instance)))"#,
            "fuse input.wat -o out".to_owned(),
            &["under a name of its own, in an encoding that is not read"],
        ),
        (MEMORY64, format!("build input.wat {board} -o out"), &["which dissolve does not lower"]),
        (WASI, format!("build input.wat {board} -o out"), &["nothing defines what the program imports", "WASI"]),
        (
            "(component)",
            "fuse input.wat --memory shared --grow bounded=1MiB -o out".to_owned(),
            &["a memory that components share cannot grow for one of them"],
        ),
        (
            EMBEDDER,
            format!("run input.wat {board} --invoke f(r#1)"),
            &["there is no handle `r#1`: no answer has had it"],
        ),
        (
            ERROR_CONTEXT,
            format!("run input.wat {board} --invoke f(1)"),
            &["an error context cannot be written as text"],
        ),
    ] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("input.wat"), text).unwrap();
        let mut command = crate::command();
        if let Some(library) = env::var_os("DISSOLVE_LIB") {
            command.env("DISSOLVE_LIB", library);
        }
        let output = command.args(arguments.split(' ')).current_dir(folder.path()).output().unwrap();
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(!output.status.success() && !folder.path().join("out").exists(), "{arguments}");
        for part in parts {
            assert!(message.contains(part), "{arguments}: {message}");
            assert!(readme.contains(part), "README has not `{part}`");
        }
    }
}
