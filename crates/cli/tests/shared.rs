//! Tests of `--memory shared` as a user types it, for `fuse` and `run`. The runtime is found through `DISSOLVE_LIB`,
//! which `cargo xtask test` sets.

use std::process::Output;
use std::{env, fs};

use tempfile::TempDir;

/// Two guests with a linker's layout, each with a stack of 1 MiB.
const COMPONENT: &str = r#"(component
    (core module $guest
        (memory 17)
        (global $__stack_pointer (mut i32) (i32.const 1048576))
        (global (export "__heap_base") i32 (i32.const 1048592))
        (data (i32.const 1048576) "\05")
        (func (export "add") (param i32) (result i32)
            (i32.store8 (i32.const 1048576) (i32.add (i32.load8_u (i32.const 1048576)) (local.get 0)))
            (i32.load8_u (i32.const 1048576))))
    (core instance $a (instantiate $guest))
    (core instance $b (instantiate $guest))
    (func (export "a") (param "n" u8) (result u32) (canon lift (core func $a "add")))
    (func (export "b") (param "n" u8) (result u32) (canon lift (core func $b "add"))))"#;

fn dissolve(folder: &TempDir, arguments: &[&str]) -> Output {
    let mut command = crate::command();
    if let Some(library) = env::var_os("DISSOLVE_LIB") {
        command.env("DISSOLVE_LIB", library);
    }
    command.args(arguments).current_dir(folder.path()).output().unwrap()
}

fn scene() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("two.wat"), COMPONENT).unwrap();
    folder
}

fn succeeds(folder: &TempDir, arguments: &[&str]) -> String {
    let output = dissolve(folder, arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn one_memory_is_explained_and_validates_without_several() {
    let folder = scene();
    let arguments = ["fuse", "two.wat", "--memory", "shared", "--stack", "256", "--explain", "-o", "out.wasm"];
    let text = succeeds(&folder, &arguments);
    for line in [
        "     256  stack of `two`, `two`\n",
        "      16  statics of `two`\n",
        "added to each; it carries no relocations\n",
    ] {
        assert!(text.contains(line), "{text}");
    }
    let fused = fs::read(folder.path().join("out.wasm")).unwrap();
    let mut features = wasmparser::WasmFeatures::default();
    features.remove(wasmparser::WasmFeatures::MULTI_MEMORY);
    wasmparser::Validator::new_with_features(features).validate_all(&fused).unwrap();

    let text = succeeds(&folder, &["fuse", "two.wat", "--explain", "-o", "isolated.wasm"]);
    let apart = "the statics of `two` are in its memory: it carries no relocations\n";
    let expected = format!("memory 0: of `two` alone\nmemory 1: of `two` alone\n{apart}{apart}");
    assert!(text.ends_with(&expected), "{text}");
}

#[test]
fn a_component_runs_in_one_memory_on_the_chip() {
    let folder = scene();
    let calls = ["--invoke", "a(1)", "--invoke", "b(10)", "--invoke", "a(1)"];
    let run = |input: &str, more: &[&str]| {
        let arguments = [&["run", input, "--board", "mps2-an385"][..], &calls, more].concat();
        succeeds(&folder, &arguments)
    };
    assert_eq!(run("two.wat", &["--memory", "shared"]), "6\n15\n7\n");
    // The memory mode of a fused module is not changed.
    succeeds(&folder, &["fuse", "two.wat", "--memory", "shared", "-o", "out.wasm"]);
    assert_eq!(run("out.wasm", &[]), "6\n15\n7\n");
    assert_eq!(run("two.wat", &["--memory", "isolated"]), "6\n15\n7\n");
}

#[test]
fn memory_modes_that_are_none() {
    let folder = scene();
    let output = dissolve(&folder, &["fuse", "two.wat", "--memory", "common", "-o", "out.wasm"]);
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains("`common` is no memory mode; known are isolated, shared"), "{message}");
    assert!(!folder.path().join("out.wasm").exists());
}
