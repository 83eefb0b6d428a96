//! `--bind-arena` as a user types it, on `fuse` and on `componentize`.

use std::process::{Command, Output};
use std::{env, fs};

use tempfile::TempDir;

const COMPONENT: &str = r#"(component
    (import "cabi-arena-realloc" (func $arena (param "p0" u32) (param "p1" u32) (param "p2" u32) (param "p3" u32) (result u32)))
    (core module $guest
        (import "env" "__cabi_arena_realloc" (func $realloc (param i32 i32 i32 i32) (result i32)))
        (memory 1)
        (func (export "take") (param i32) (result i32)
            (call $realloc (i32.const 0) (i32.const 0) (i32.const 8) (local.get 0))))
    (core func $arena (canon lower (func $arena)))
    (core instance $env (export "__cabi_arena_realloc" (func $arena)))
    (core instance $i (instantiate $guest (with "env" (instance $env))))
    (func (export "take") (param "length" u32) (result u32) (canon lift (core func $i "take"))))"#;

fn dissolve(folder: &TempDir, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dissolve")).args(arguments).current_dir(folder.path()).output().unwrap()
}

fn scene() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("take.wat"), COMPONENT).unwrap();
    fs::write(folder.path().join("module.wat"), "(module)").unwrap();
    folder
}

/// Runs a command that must fail with status `status` and leave no file `out`; gives its message.
fn fails(arguments: &[&str], status: i32) -> String {
    let folder = scene();
    let output = dissolve(&folder, arguments);
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(status), "{message}");
    assert!(!folder.path().join("out").exists(), "{arguments:?} left an output");
    message
}

#[test]
fn a_fused_module_without_imports() {
    let folder = scene();
    let output = dissolve(&folder, &["fuse", "take.wat", "--bind-arena", "4KiB", "-o", "out"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let fused = fs::read(folder.path().join("out")).unwrap();
    wasmparser::Validator::new().validate_all(&fused).unwrap();
    for payload in wasmparser::Parser::new(0).parse_all(&fused) {
        if let wasmparser::Payload::ImportSection(section) = payload.unwrap() {
            assert_eq!(section.into_imports().count(), 0);
        }
    }
}

#[test]
fn sizes_that_are_none() {
    let message = fails(&["fuse", "take.wat", "--bind-arena", "0", "-o", "out"], 1);
    assert!(
        message.starts_with("error: component `take`: `--bind-arena` needs a size of at least 1 byte"),
        "{message}"
    );
    let message = fails(&["fuse", "take.wat", "--bind-arena", "4294901761", "-o", "out"], 1);
    assert!(message.contains("does not fit memory 0"), "{message}");
    for size in ["4GiB", "4 potatoes", "-1"] {
        let message = fails(&["fuse", "take.wat", &format!("--bind-arena={size}"), "-o", "out"], 2);
        assert!(message.contains("--bind-arena <SIZE>"), "{message}");
    }
}

#[test]
fn nothing_to_bind() {
    let message = fails(&["componentize", "module.wat", "--bind-arena", "4KiB", "-o", "out"], 1);
    assert!(
        message.contains("does not import `env::__cabi_arena_realloc`") && message.contains("--bind-arena"),
        "{message}"
    );
}

#[test]
fn bound_and_passed_through() {
    let arguments = ["--bind-arena", "4KiB", "--import-passthrough", "env::__cabi_arena_realloc", "-o", "out"];
    let message = fails(&[&["componentize", "module.wat"], &arguments[..]].concat(), 1);
    assert!(message.contains("can be bound or passed through, not both"), "{message}");
}
