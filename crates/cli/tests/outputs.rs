//! Outputs (contract, section 7) are written completely or not at all. If a command fails, the existing file is
//! unchanged.

use std::path::Path;
use std::process::{Command, Output};
use std::{env, fs};

use tempfile::TempDir;

/// A component that adds.
const COMPONENT: &str = r#"(component
    (core module $m (func (export "add") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add))
    (core instance $i (instantiate $m))
    (func (export "add") (param "a" u32) (param "b" u32) (result u32) (canon lift (core func $i "add"))))"#;

/// A core module that has no world, has an import that nothing provides, and grows its memory.
const BAD: &str = r#"(module
    (import "env" "led" (func $led))
    (memory 1)
    (func (export "f") (call $led) (drop (memory.grow (i32.const 1)))))"#;

/// The commands that write an output, each with an input that it accepts.
const COMMANDS: [&[&str]; 4] = [
    &["componentize", "module.wasm"],
    &["fuse", "component.wat"],
    &["compile", "component.wat", "--target", "cortex-m3"],
    &["build", "component.wat", "--board", "mps2-an385", "--gate"],
];

/// The same commands with an input or an option that they refuse, at an early or a late stage.
const REFUSED: [&[&str]; 10] = [
    &["componentize", "bad.wat"],
    &["componentize", "missing.wasm"],
    &["componentize", "module.wasm", "--bind-arena", "4KiB"],
    &["fuse", "bad.wat"],
    &["fuse", "component.wat", "--plug", "component.wat"],
    &["compile", "bad.wat", "--target", "cortex-m3"],
    &["compile", "component.wat", "--target", "cortex-m99"],
    &["build", "bad.wat", "--board", "mps2-an385", "--grow", "deny"],
    &["build", "component.wat", "--board", "mps2-an385", "--entry", "none"],
    &["build", "component.wat", "--board", "mps2-an385", "--gate", "--native-stack", "64MiB"],
];

fn scene() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("component.wat"), COMPONENT).unwrap();
    fs::write(folder.path().join("bad.wat"), BAD).unwrap();
    fs::write(folder.path().join("module.wasm"), core_module()).unwrap();
    folder
}

/// A core module with the metadata of its world.
fn core_module() -> Vec<u8> {
    embedded(r#"(module (func (export "run") (result i32) (i32.const 7)))"#)
}

/// A module that exports `run`, as a binary, with the metadata of its world.
fn embedded(text: &str) -> Vec<u8> {
    let mut module = wat::parse_str(text).unwrap();
    let mut resolve = wit_parser::Resolve::default();
    let package = resolve.push_str("w.wit", "package a:b; world w { export run: func() -> u32; }").unwrap();
    let world = resolve.select_world(&[package], None).unwrap();
    let encoding = wit_component::StringEncoding::UTF8;
    wit_component::embed_component_metadata(&mut module, &resolve, world, encoding).unwrap();
    module
}

fn dissolve(folder: &TempDir, arguments: &[&str]) -> Output {
    crate::command().args(arguments).current_dir(folder.path()).output().unwrap()
}

/// The names of the files of a folder.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// The error message of a command that must have failed.
fn message_of(arguments: &[&str], output: Output) -> String {
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(matches!(output.status.code(), Some(1 | 2)), "{arguments:?}: {:?} {message}", output.status);
    assert!(message.starts_with("error: "), "{arguments:?}: {message}");
    assert!(!message.contains("panicked"), "{arguments:?}: {message}");
    message
}

/// The arena's import is the embedder's without an option, and the command says so.
#[test]
fn componentize_leaves_the_arena_to_the_embedder() {
    let module = |import: &str| {
        let text = format!(
            r#"(module (import "env" "{import}" (func (param i32 i32 i32 i32) (result i32))) (func (export "run") (result i32) (i32.const 7)))"#
        );
        embedded(&text)
    };
    let folder = scene();
    fs::write(folder.path().join("arena.wasm"), module("__cabi_arena_realloc")).unwrap();
    fs::write(folder.path().join("other.wasm"), module("other")).unwrap();
    let named = ["--import-passthrough", "env::__cabi_arena_realloc"];
    let messages = [&[][..], &named].map(|options| {
        let output = dissolve(&folder, &[&["componentize", "arena.wasm", "-o", "out"], options].concat());
        assert!(output.status.success(), "{output:?}");
        String::from_utf8(output.stderr).unwrap()
    });
    assert!(messages[0].starts_with("note: `env::__cabi_arena_realloc` is left to the embedder"), "{messages:?}");
    assert_eq!(messages[1], "");
    let message = message_of(&["other"], dissolve(&folder, &["componentize", "other.wasm", "-o", "out"]));
    assert!(message.contains("pass `--import-passthrough env::other`"), "{message}");
}

#[test]
fn a_command_that_works_writes_one_file() {
    for command in COMMANDS {
        let folder = scene();
        let before = names(folder.path());
        let output = dissolve(&folder, &[command, &["-o", "out"]].concat());
        assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
        assert!(fs::metadata(folder.path().join("out")).unwrap().len() > 0, "{command:?}");
        assert_eq!(names(folder.path()).len(), before.len() + 1, "{command:?}");
    }
}

#[test]
fn a_command_that_is_refused_writes_nothing() {
    for command in REFUSED {
        let folder = scene();
        let before = names(folder.path());
        message_of(command, dissolve(&folder, &[command, &["-o", "out"]].concat()));
        assert_eq!(names(folder.path()), before, "{command:?}");
        fs::write(folder.path().join("out"), "as it was").unwrap();
        message_of(command, dissolve(&folder, &[command, &["-o", "out"]].concat()));
        assert_eq!(fs::read_to_string(folder.path().join("out")).unwrap(), "as it was", "{command:?}");
    }
}

/// Writing to a full device fails, and the device is not replaced.
#[cfg(target_os = "linux")]
#[test]
fn a_device_that_is_full() {
    use std::os::unix::fs::FileTypeExt as _;
    for command in COMMANDS {
        let folder = scene();
        let message = message_of(command, dissolve(&folder, &[command, &["-o", "/dev/full"]].concat()));
        assert!(message.starts_with("error: cannot write /dev/full: "), "{command:?}: {message}");
        assert!(fs::metadata("/dev/full").unwrap().file_type().is_char_device());
    }
}

/// A process that may not write to files, as if the disk were full.
#[cfg(target_os = "linux")]
#[test]
fn a_disk_that_is_full() {
    for command in COMMANDS {
        let folder = scene();
        let before = names(folder.path());
        let run = |before_it: &str| {
            let mut shell = Command::new("sh");
            let script = format!("{before_it} exec \"$@\"");
            let arguments = ["-c", &script, "sh", env!("CARGO_BIN_EXE_dissolve")];
            shell.env("XDG_CACHE_HOME", env!("CARGO_TARGET_TMPDIR"));
            shell.args(arguments).args(command).args(["-o", "out"]).current_dir(folder.path()).output().unwrap()
        };
        // The signal is ignored, so that writing returns an error, as on a full disk.
        let message = message_of(command, run("trap '' XFSZ; ulimit -f 0;"));
        assert!(message.contains("cannot write"), "{command:?}: {message}");
        assert_eq!(names(folder.path()), before, "{command:?}");
        fs::write(folder.path().join("out"), "as it was").unwrap();
        message_of(command, run("trap '' XFSZ; ulimit -f 0;"));
        assert_eq!(fs::read_to_string(folder.path().join("out")).unwrap(), "as it was", "{command:?}");
    }
}

/// A folder without write permission, for users other than root.
#[cfg(unix)]
#[test]
fn a_folder_that_takes_no_files() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = scene();
    let closed = folder.path().join("closed");
    fs::create_dir(&closed).unwrap();
    fs::write(closed.join("out"), "as it was").unwrap();
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o555)).unwrap();
    // Root may write anywhere.
    let is_root = fs::write(closed.join("probe"), "").is_ok();
    for command in COMMANDS {
        let output = dissolve(&folder, &[command, &["-o", "closed/out"]].concat());
        if is_root {
            assert!(output.status.success(), "{command:?}: {}", String::from_utf8_lossy(&output.stderr));
            continue;
        }
        let message = message_of(command, output);
        assert!(message.contains("cannot write closed/out"), "{command:?}: {message}");
        assert_eq!(fs::read_to_string(closed.join("out")).unwrap(), "as it was", "{command:?}");
    }
    fs::set_permissions(&closed, fs::Permissions::from_mode(0o755)).unwrap();
}

/// If there is no folder for temporary files, no image is written.
#[test]
fn no_place_for_temporary_files() {
    let folder = scene();
    let mut command = crate::command();
    command.args(["build", "component.wat", "--board", "mps2-an385", "--gate", "-o", "out"]);
    let output = command.env("TMPDIR", "/no/such/folder").current_dir(folder.path()).output().unwrap();
    let message = message_of(&["build"], output);
    assert!(message.contains("temporary"), "{message}");
    assert!(!folder.path().join("out").exists());
}

/// A program that only sleeps is built, with a note.
/// The linker beside rustc's libraries is run if none is on the path. An empty `DISSOLVE_LLD` counts as unset.
#[cfg(unix)]
#[test]
fn the_linker_is_found_beside_rustc() {
    let folder = scene();
    // Another process writes the script: a program that is still open for writing, here or in another test's child, does not run.
    let script = |name: &str, text: &str| {
        let write = "mkdir -p \"${0%/*}\" && printf '#!/bin/sh\\n%s\\n' \"$1\" >\"$0\" && chmod +x \"$0\"";
        let status = Command::new("sh").args(["-c", write, name, text]).current_dir(folder.path()).status();
        assert!(status.unwrap().success());
    };
    let root = folder.path().display();
    script("path/rustc", &format!("[ \"$*\" = '--print target-libdir' ] && echo '{root}/toolchain/lib'"));
    script("toolchain/bin/rust-lld", &format!("echo \"$*\" >'{root}/arguments'; exit 1"));
    let build = |path: &str| {
        let mut command = crate::command();
        command.current_dir(folder.path());
        command.args(["build", "component.wat", "--board", "mps2-an385", "--gate", "-o", "image.elf"]);
        command.env("PATH", folder.path().join(path)).env("DISSOLVE_LLD", "").output().unwrap()
    };
    let output = build("path");
    assert!(!output.status.success(), "{output:?}");
    let arguments = fs::read_to_string(folder.path().join("arguments")).unwrap_or_else(|_| panic!("{output:?}"));
    assert!(arguments.starts_with("-flavor gnu "), "{arguments}");
    let nothing = String::from_utf8(build("nowhere").stderr).unwrap();
    assert!(nothing.contains("no linker found; tried ld.lld-22, ld.lld-19, ld.lld, rust-lld in PATH"), "{nothing}");
}

#[test]
fn an_image_that_only_sleeps() {
    let folder = tempfile::tempdir().unwrap();
    let module = r#"(module (func (export "tick")) (func (export "add") (param i32) (result i32) (local.get 0)))"#;
    fs::write(folder.path().join("module.wat"), module).unwrap();
    let build = |more: &[&str]| {
        let output =
            dissolve(&folder, &[&["build", "module.wat", "--board", "mps2-an385", "-o", "out"], more].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stderr).unwrap()
    };
    let note = build(&[]);
    assert!(note.starts_with("note: nothing is called at boot"), "{note}");
    assert!(note.contains("`--entry FUNCTION`") && note.contains("`tick`; others: `add`"), "{note}");
    assert_eq!(build(&["--entry", "tick"]), "");
    assert_eq!(build(&["--gate"]), "");
}

/// `compile --emit` writes the object by default, or one of the texts that it is made from.
#[test]
fn compile_writes_what_is_asked_for() {
    let folder = scene();
    let emitted = |arguments: &[&str]| {
        let command = [&["compile", "component.wat", "--target", "cortex-m3", "-o", "out"], arguments].concat();
        let output = dissolve(&folder, &command);
        assert!(output.status.success(), "{arguments:?}: {output:?}");
        fs::read(folder.path().join("out")).unwrap()
    };
    assert!(emitted(&[]).starts_with(b"\x7fELF"));
    assert_eq!(emitted(&["--emit", "obj"]), emitted(&[]));
    let text = |what: &str| String::from_utf8(emitted(&["--emit", what])).unwrap();
    let [unoptimized, optimized, assembly] = ["llvm-ir-unoptimized", "llvm-ir", "asm"].map(text);
    // Parameters are in memory until LLVM has optimized the function.
    assert!(unoptimized.contains("alloca") && unoptimized.contains(" add i32"), "{unoptimized}");
    assert!(!optimized.contains("alloca") && optimized.contains(" add i32"), "{optimized}");
    assert!(assembly.contains("m_add:") && assembly.contains("bx\tlr"), "{assembly}");
    let output =
        dissolve(&folder, &["compile", "component.wat", "--target", "cortex-m3", "-o", "out", "--emit", "llvm"]);
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(message.contains("known are library, obj, llvm-ir-unoptimized, llvm-ir, asm"), "{message}");
}

/// `compile` writes a library where the output is a folder, and says what each file is. The files are named after the world.
#[test]
fn compile_writes_a_library_into_a_folder() {
    let folder = scene();
    let compile = |arguments: &[&str]| {
        dissolve(&folder, &[&["compile", "component.wat", "--target", "cortex-m3", "-o"], arguments].concat())
    };
    let output = compile(&["new/folder/"]);
    assert!(output.status.success(), "{output:?}");
    let written = names(&folder.path().join("new/folder"));
    assert_eq!(written, ["dissolve.h", "libm.a", "m.c", "m.h", "m.json", "m.rs"]);
    let printed = String::from_utf8(output.stdout).unwrap();
    assert!(written.iter().all(|name| printed.contains(&format!("new/folder/{name} "))), "{printed}");
    // The archive has the program, and the runtime without anything that boots.
    let archive = fs::read(folder.path().join("new/folder/libm.a")).unwrap();
    let has = |name: &[u8]| archive.windows(name.len()).any(|window| window == name);
    assert!(has(b"__dissolve_m_export_add") && has(b"__dissolve_enter"));
    assert!(!has(b"__INTERRUPTS") && !has(b"__RESET_VECTOR") && !has(b"rust_begin_unwind"));
    // A folder that exists is one without a slash too.
    fs::create_dir(folder.path().join("known")).unwrap();
    assert!(compile(&["known", "--traps", "fault"]).status.success());
    assert_eq!(names(&folder.path().join("known")), written);
    for (arguments, expected) in [
        (&["out", "--traps", "call"][..], "`--traps` is an option of a library"),
        (&["component.wat", "--emit", "library"], "cannot make the folder component.wat"),
        (&["out/", "--traps", "interrupt"], "`interrupt` is no kind of trap site; known are fault, call"),
    ] {
        let message = String::from_utf8(compile(arguments).stderr).unwrap();
        assert!(message.contains(expected), "{arguments:?}: {message}");
    }
    assert!(!folder.path().join("out").exists());
}

/// `fuse --keep-phases` writes the module after each phase, also those before a refusal. `-v` prints a line for each.
#[test]
fn phases_are_kept_and_printed() {
    let folder = scene();
    let fuse = |input: &str, arguments: &[&str]| {
        dissolve(&folder, &[&["fuse", input, "-o", "out.wasm", "--keep-phases", "phases/of"], arguments].concat())
    };
    let output = fuse("component.wat", &["-v", "--memory", "shared"]);
    assert!(output.status.success(), "{output:?}");
    let kept = folder.path().join("phases/of");
    let expected = ["1-merge.wat", "2-seams.wat", "3-live.wat", "4-shared.wat", "5-places.wat"];
    assert_eq!(names(&kept), expected);
    let last = wasmprinter::print_file(folder.path().join("out.wasm")).unwrap();
    assert_eq!(fs::read_to_string(kept.join("5-places.wat")).unwrap(), last);
    let printed = String::from_utf8(output.stderr).unwrap();
    let phases: Vec<&str> =
        printed.lines().filter_map(|line| Some(line.split_once(" ms  fuse, ")?.1.split_once(':')?.0)).collect();
    assert_eq!(phases, ["translate", "merge", "seams", "live", "shared", "places"], "{printed}");

    fs::remove_dir_all(&kept).unwrap();
    let growing = COMPONENT.replace("local.get 0 local.get 1 i32.add", "local.get 0 memory.grow");
    fs::write(folder.path().join("growing.wat"), growing.replace("(core module $m ", "(core module $m (memory 1) "))
        .unwrap();
    let output = fuse("growing.wat", &[]);
    assert!(!output.status.success(), "{output:?}");
    assert_eq!(names(&kept), ["1-merge.wat", "2-seams.wat"]);
}

/// `--time` prints a table of the phases on standard error, in their order; without it nothing is printed.
#[test]
fn times_are_printed() {
    let folder = scene();
    for (arguments, expected) in [
        (&["componentize", "module.wasm", "-o", "out"][..], &["read", "componentize", "write"][..]),
        (
            &["fuse", "component.wat", "-o", "out"],
            &["read", "fuse, translate", "fuse, merge", "fuse, seams", "fuse, live", "fuse, places", "write"],
        ),
        (
            &["compile", "module.wasm", "--target", "cortex-m3", "--no-cache", "-o", "out"],
            &["read", "compile, read", "compile, translate", "compile, optimize", "compile, object", "write"],
        ),
        (
            &["build", "module.wasm", "--board", "mps2-an385", "--gate", "--no-cache", "-o", "out"],
            &["read", "compile, read", "compile, translate", "compile, optimize", "compile, object", "link", "write"],
        ),
    ] {
        let output = dissolve(&folder, arguments);
        assert!(output.status.success() && output.stderr.is_empty(), "{output:?}");
        let written = fs::metadata(folder.path().join("out")).unwrap().len();
        let output = dissolve(&folder, &[arguments, &["--time"]].concat());
        let table = String::from_utf8(output.stderr).unwrap();
        let rows: Vec<Vec<&str>> = table
            .lines()
            .map(|line| line.split("  ").map(str::trim).filter(|cell| !cell.is_empty()).collect())
            .collect();
        assert_eq!(rows[0], ["phase", "ms", "leaves"], "{table}");
        let phases: Vec<_> = rows[1..].iter().map(|row| row[0]).collect();
        assert_eq!(phases, [expected, &["total"]].concat(), "{table}");
        assert_eq!(rows[expected.len()][2], format!("{written} bytes"), "{table}");
        // Each time is rounded to a tenth of a millisecond.
        let times: Vec<f64> = rows[1..].iter().map(|row| row[1].parse().unwrap()).collect();
        let (total, parts) = times.split_last().unwrap();
        assert!((parts.iter().sum::<f64>() - total).abs() < 0.1 * times.len() as f64, "{table}");
    }
}
