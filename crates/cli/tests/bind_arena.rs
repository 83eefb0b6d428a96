//! Tests of arenas as a user types them: `--bind-arena` for each command that has it, and `--arena` for one and for
//! several arenas. The runtime is found through `DISSOLVE_LIB`, which `cargo xtask test` sets.

use std::process::Output;
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

/// A core module that imports the arena.
const MODULE: &str = r#"(module
    (import "env" "__cabi_arena_realloc" (func $realloc (param i32 i32 i32 i32) (result i32)))
    (memory 1)
    (func (export "take") (param i32) (result i32)
        (i32.and (i32.const 7) (call $realloc (i32.const 0) (i32.const 0) (i32.const 8) (local.get 0)))))"#;

/// Three components, each with its own arena: `filter`, `journal` and `app`.
const THREE: &str = include_str!("../../../tests/tests/modes/three_arenas.wat");

fn dissolve(folder: &TempDir, arguments: &[&str]) -> Output {
    let mut command = crate::command();
    if let Some(library) = env::var_os("DISSOLVE_LIB") {
        command.env("DISSOLVE_LIB", library);
    }
    command.args(arguments).current_dir(folder.path()).output().unwrap()
}

fn scene() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("take.wat"), COMPONENT).unwrap();
    fs::write(folder.path().join("module.wat"), "(module)").unwrap();
    fs::write(folder.path().join("core.wat"), MODULE).unwrap();
    fs::write(folder.path().join("three.wat"), THREE).unwrap();
    folder
}

/// Runs a command that must fail with `status` and write no file `out`. Returns its error message.
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

/// Runs a command that must succeed. Returns its standard output and standard error.
fn succeeds(arguments: &[&str]) -> (String, String) {
    let output = dissolve(&scene(), arguments);
    let errors = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{arguments:?}: {errors}");
    (String::from_utf8(output.stdout).unwrap(), errors)
}

const BOARD: [&str; 2] = ["--board", "mps2-an385"];

#[test]
fn an_image_with_its_arena_bound() {
    for input in ["take.wat", "core.wat"] {
        let bound = [input, "--bind-arena", "1KiB"];
        let calls = ["--invoke", "take(100)", "--invoke", "take(900)"];
        let (answers, _) = succeeds(&[&["run"], &bound[..], &BOARD, &calls].concat());
        assert_eq!(answers.lines().count(), 2, "{answers}");
        let output = dissolve(&scene(), &[&["run"], &bound[..], &BOARD, &["--invoke", "take(1100)"]].concat());
        let message = String::from_utf8(output.stderr).unwrap();
        assert!(message.contains("trap: unreachable in `arena_block_size`"), "{message}");
        // The image has no allocator of the runtime, and no arena outside the guest's own pages.
        let (report, _) = succeeds(&[&["build"], &bound[..], &BOARD, &["--symbols", "-o", "out"]].concat());
        assert!(!report.contains("__cabi_arena_realloc\n") && !report.contains(": arena\n"), "{report}");
        succeeds(&[&["compile"], &bound[..], &["--target", "cortex-m3", "-o", "out"]].concat());
    }
    let message = fails(&[&["build", "module.wat", "--bind-arena", "1KiB", "-o", "out"], &BOARD[..]].concat(), 1);
    assert!(message.contains("module: the module does not import `env::__cabi_arena_realloc`"), "{message}");
    let both = ["build", "core.wat", "--bind-arena", "1KiB", "--arena", "1KiB", "-o", "out"];
    let message = fails(&[&both[..], &BOARD].concat(), 2);
    assert!(message.contains("--bind-arena") && message.contains("cannot be used with"), "{message}");
}

#[test]
fn an_arena_for_each_component() {
    let sizes = ["--arena", "filter=1KiB", "--arena", "2KiB", "--arena", "journal=600", "--arena", "filter=3KiB"];
    let (report, _) = succeeds(&[&["build", "three.wat", "-o", "out"], &BOARD[..], &sizes].concat());
    for part in ["3072  filter: arena", "608  journal: arena", "2048  app: arena"] {
        assert!(report.contains(&format!(" {part}\n")), "{report}");
    }
    let run = ["run", "three.wat", "--invoke", "transform([1, 2, 3])", "--repeat", "3"];
    let (_, errors) = succeeds(&[&run[..], &BOARD, &sizes].concat());
    let arenas: Vec<_> = errors.lines().filter(|line| line.starts_with("arena of ")).collect();
    for (line, part) in arenas.iter().zip(["`filter`: 0 of 3072 bytes in use, ", "`journal`: ", "`app`: "]) {
        assert!(line.starts_with(&format!("arena of {part}")), "{errors}");
    }
    assert_eq!(arenas.len(), 3, "{errors}");
    succeeds(&["compile", "three.wat", "--target", "cortex-m0", "-o", "out"]);
    for (sizes, expected) in [
        (
            &["--arena", "filtr=1KiB"][..],
            "error: there is no arena `filtr` to give a size to; arenas are those of `filter`, `journal`, `app`",
        ),
        (
            &["--arena", "app=0"],
            "error: memory 2 (of component `app`) imports an arena, which must have at least 24 bytes",
        ),
    ] {
        let message = fails(&[&["build", "three.wat", "-o", "out"], &BOARD[..], sizes].concat(), 1);
        assert!(message.starts_with(expected), "{message}");
    }
    let message = fails(&[&["build", "module.wat", "--arena", "app=1KiB", "-o", "out"], &BOARD[..]].concat(), 1);
    assert!(
        message.contains("no arena `app`") && message.contains("nothing imports `__cabi_arena_realloc`"),
        "{message}"
    );
    for size in ["=1KiB", "app=", "app=some", "some"] {
        let message = fails(&[&["build", "three.wat", "--arena", size, "-o", "out"], &BOARD[..]].concat(), 2);
        assert!(message.contains("--arena <SIZE|NAME=SIZE>"), "{message}");
    }
}
