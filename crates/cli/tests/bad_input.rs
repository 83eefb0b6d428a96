//! Bad input (contract, section 7) gives an error on standard error that says what is wrong, where, why and what to do,
//! exit status 1, and no output file.

use std::path::{Path, PathBuf};
use std::process::Output;
use std::{env, fs};

use tempfile::TempDir;

struct Scene {
    folder: TempDir,
}

impl Scene {
    fn new() -> Scene {
        Scene { folder: tempfile::tempdir().unwrap() }
    }

    fn file(&self, name: &str, contents: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, contents).unwrap();
        path
    }

    fn dissolve(&self, arguments: &[&str]) -> Output {
        let mut command = crate::command();
        command.args(arguments).current_dir(self.folder.path());
        if let Some(library) = env::var_os("DISSOLVE_LIB") {
            command.env("DISSOLVE_LIB", library);
        }
        command.output().unwrap()
    }

    /// Runs a command that must fail, print nothing to standard output, and write no file `out`. Returns its error
    /// message.
    fn fails(&self, arguments: &[&str]) -> String {
        let output = self.dissolve(arguments);
        let message = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(1), "{arguments:?}: {message}");
        assert!(output.stdout.is_empty(), "{arguments:?} printed {:?}", String::from_utf8_lossy(&output.stdout));
        assert!(message.starts_with("error: "), "{message}");
        assert!(!self.folder.path().join("out").exists(), "{arguments:?} left an output");
        let left: Vec<_> = fs::read_dir(self.folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert!(left.iter().all(|name| !name.to_string_lossy().starts_with(".tmp")), "{left:?}");
        message
    }
}

const COMPONENT: &str = r#"(component
    (core module $m (func (export "add") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add))
    (core instance $i (instantiate $m))
    (func (export "add") (param "a" u32) (param "b" u32) (result u32) (canon lift (core func $i "add"))))"#;

const GROWING: &str = r#"(component
    (core module $guest
        (memory 1)
        (func $sbrk (param i32) (result i32) local.get 0 memory.grow)
        (func $run (export "run") (result i32) i32.const 1 call $sbrk))
    (core instance $i (instantiate $guest))
    (func (export "run") (result u32) (canon lift (core func $i "run"))))"#;

#[test]
fn a_truncated_file() {
    let scene = Scene::new();
    let whole = wat::parse_str(COMPONENT).unwrap();
    let cut = scene.file("cut.wasm", &whole[..whole.len() / 2]);
    for command in ["fuse", "componentize"] {
        let message = scene.fails(&[command, cut.to_str().unwrap(), "-o", "out"]);
        assert!(message.contains("offset 0x") || message.contains("component"), "{message}");
    }
    let message = scene.fails(&["compile", "cut.wasm", "--target", "cortex-m3", "-o", "out"]);
    assert!(message.contains("offset 0x"), "{message}");
    scene.file("header.wasm", b"\0as");
    let message = scene.fails(&["fuse", "header.wasm", "-o", "out"]);
    assert!(message.contains("ends within the header"), "{message}");
    scene.file("empty.wasm", "");
    assert!(scene.fails(&["fuse", "empty.wasm", "-o", "out"]).contains("empty"));
}

/// A binary of some kilobytes can nest types very deep, and readers of types recurse.
#[test]
fn types_that_are_nested_too_deep() {
    let scene = Scene::new();
    let mut body = vec![1];
    body.extend([0x41, 1, 1].repeat(200_000));
    body.extend([0x41, 0]);
    let mut nested = b"\0asm\x0d\0\x01\0\x07".to_vec();
    // The length as an unsigned LEB128 number of five bytes.
    nested.extend((0..5).map(|group| (body.len() >> (7 * group)) as u8 & 0x7f | if group < 4 { 0x80 } else { 0 }));
    nested.extend(body);
    scene.file("nested.wasm", nested);
    scene.file("component.wat", COMPONENT);
    scene.file("composed.wac", "package a:b;\nlet n = new n:n { ... };\nexport n...;\n");
    for arguments in [
        &["fuse", "nested.wasm"][..],
        &["fuse", "component.wat", "--plug", "nested.wasm"],
        &["fuse", "nested.wasm", "--plug", "component.wat"],
        &["fuse", "composed.wac", "--dep", "n:n=nested.wasm"],
        &["check", "component.wat", "--plug", "nested.wasm"],
    ] {
        let output = ["-o", "out"];
        let output = if arguments[0] == "check" { &[][..] } else { &output };
        let message = scene.fails(&[arguments, output].concat());
        assert!(message.contains("nested more than 100 deep"), "{arguments:?}: {message}");
    }
    assert!(scene.fails(&["inspect", "nested.wasm"]).contains("is a component"));
}

/// Standard output that cannot be written is an error, not a panic.
#[cfg(target_os = "linux")]
#[test]
fn an_output_that_is_full() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let mut command = crate::command();
    let output = command.arg("targets").stdout(full).output().unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{message}");
    assert!(message.starts_with("error: cannot write to standard output: "), "{message}");
}

/// Only a regular file is replaced. Anything else, such as a pipe, is written to.
#[cfg(unix)]
#[test]
fn an_output_that_is_no_file() {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
    let scene = Scene::new();
    let component = scene.file("component.wat", COMPONENT);
    let fuse = |to: &str| {
        let output = scene.dissolve(&["fuse", component.to_str().unwrap(), "-o", to]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    let target = scene.file("target.wasm", "");
    fs::set_permissions(&target, fs::Permissions::from_mode(0o600)).unwrap();
    symlink(&target, scene.folder.path().join("link.wasm")).unwrap();
    fuse("link.wasm");
    assert!(fs::read(&target).unwrap().starts_with(b"\0asm"));
    assert_eq!(fs::metadata(&target).unwrap().mode() & 0o777, 0o600);
    assert!(fs::symlink_metadata(scene.folder.path().join("link.wasm")).unwrap().is_symlink());
    fuse("/dev/stdout");
}

#[test]
fn a_core_module_where_a_component_is_needed_and_the_reverse() {
    let scene = Scene::new();
    scene.file("module.wat", "(module)");
    scene.file("component.wat", COMPONENT);
    let message = scene.fails(&["fuse", "module.wat", "-o", "out"]);
    assert!(message.contains("the input is a core module; `fuse` takes a component"), "{message}");
    let message = scene.fails(&["componentize", "component.wat", "-o", "out"]);
    assert!(message.contains("the input is a component already"), "{message}");
}

/// The validator ends on such a chain with a failed assertion, which must not be visible.
#[test]
fn a_component_that_the_validator_does_not_survive() {
    let scene = Scene::new();
    let mut text = "(component (type $t0 (instance))".to_owned();
    for index in 1..=200 {
        let before = index - 1;
        text += &format!(
            "(type $t{index} (instance (alias outer 1 $t{before} (type $b)) (export \"a\" (instance (type $b)))))"
        );
    }
    text.push(')');
    scene.file("chain.wat", text);
    for command in [&["fuse", "chain.wat", "-o", "out"][..], &["check", "chain.wat"]] {
        let message = scene.fails(command);
        assert!(message.starts_with("error: component `chain` cannot be flattened: "), "{command:?}: {message}");
        assert_eq!(message.lines().count(), 1, "{command:?}: {message}");
    }
}

#[test]
fn a_component_that_can_grow() {
    let scene = Scene::new();
    scene.file("hungry.wat", GROWING);
    for arguments in [
        &["fuse", "hungry.wat", "-o", "out"][..],
        &["compile", "hungry.wat", "--target", "cortex-m4", "-o", "out"],
        &["build", "hungry.wat", "--board", "mps2-an385", "-o", "out"],
    ] {
        let message = scene.fails(arguments);
        assert!(
            message.contains("component `hungry` can grow its memory: function `sbrk` of module `guest`"),
            "{message}"
        );
        assert!(message.contains("export `run` -> run -> sbrk"), "{message}");
    }
}

#[test]
fn a_module_that_the_board_has_no_room_for() {
    let scene = Scene::new();
    // The mps2 boards have 4 MiB of RAM; the memory of this module has 5 MiB, all of it backed.
    scene.file("large.wat", r#"(module (memory 80) (func (export "size") (result i32) memory.size))"#);
    let message = scene.fails(&["build", "large.wat", "--board", "mps2-an386", "-o", "out"]);
    for part in ["mps2-an386", "RAM", "5242880"] {
        assert!(message.contains(part), "`{part}` is not in: {message}");
    }
    let position = |part: &str| message.find(part).unwrap_or_else(|| panic!("`{part}` is not in: {message}"));
    assert!(position("5242880") < position("call_stack"), "largest first: {message}");
}

#[test]
fn names_that_are_unknown() {
    let scene = Scene::new();
    scene.file("module.wat", r#"(module (func (export "run")))"#);
    let message = scene.fails(&["build", "module.wat", "--board", "arduino", "-o", "out"]);
    assert!(message.contains("there is no board `arduino`\n  known are mps2-an385, mps2-an386"), "{message}");
    let message = scene.fails(&["build", "missing.wasm", "--board", "mps2-an386", "-o", "out"]);
    assert!(message.contains("cannot read missing.wasm"), "{message}");
    let message = scene.fails(&["build", "module.wat", "--board", "mps2-an386", "--target", "cortex-m3", "-o", "out"]);
    assert!(message.contains("does not run code for `cortex-m3`"), "{message}");
    let message = scene.fails(&["build", "module.wat", "--board", "mps2-an386", "--entry", "start", "-o", "out"]);
    assert!(message.contains("no exported function `start`") && message.contains("run"), "{message}");
    let message = scene.fails(&["compile", "module.wat", "--target", "cortex-m3", "-o", "no/such/folder/out"]);
    assert!(message.contains("cannot write no/such/folder/out"), "{message}");
}

#[test]
fn text_that_does_not_assemble() {
    let scene = Scene::new();
    scene.file("typo.wat", "(module\n  (funk))");
    let message = scene.fails(&["compile", "typo.wat", "--target", "cortex-m3", "-o", "out"]);
    assert!(message.contains("typo.wat:2:4"), "{message}");
}

#[test]
fn an_output_replaces_the_old_one_as_a_whole() {
    let scene = Scene::new();
    scene.file("component.wat", COMPONENT);
    scene.file("fused.wasm", "old");
    let output = scene.dissolve(&["fuse", "component.wat", "-o", "fused.wasm"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let fused = fs::read(scene.folder.path().join("fused.wasm")).unwrap();
    wasmparser::Validator::new().validate_all(&fused).unwrap();
    assert!(Path::new(&scene.folder.path().join("component.wat")).exists());
}
